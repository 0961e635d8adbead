"""What one guild reads is never seen from another: not in lists, choices, summaries, searches or refusals."""

from __future__ import annotations

import random
import re

import pytest

from discord_house import PATIENCE, House
from retrieval.records import Draft
from samples import DRAFTS

ROUNDS = 250  # of four requests each
CANARY = "Zyxquorble"
SECRET = Draft(
    source=f"https://{CANARY}.example/vault",
    title=f"The {CANARY} vault",
    text=f"The vault of {CANARY} opens with the word plindersnatch. Only Ottoline Vrax holds the brass key to it.",
)
WORDS = (*SECRET.title.split(), *SECRET.text.replace(".", "").split(), "otters", "quarry", "when", "discord", "guild")
TELLING = {"zyxquorble", "plindersnatch", "ottoline", "vrax", "brass"}


@pytest.mark.timeout(600)
def test_a_guild_never_sees_a_word_of_another_s_articles(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.stock(SECRET)
    guild, channel, _, stranger = house.elsewhere()
    house.stock(*DRAFTS, guild=guild)
    (secret,) = house.services.footnote.articles(library=f"guild-{house.guild.id}")
    own = house.slash("summary", article=secret.id)
    assert CANARY in own.text
    chance = random.Random(20261122)
    caplog.set_level("DEBUG", logger="footnote.discord")
    for _ in range(ROUNDS):
        asked = " ".join(chance.sample(WORDS, chance.randint(1, 3)))[:40]
        name = chance.choice([secret.id, secret.title, secret.source, asked])
        open_now = [
            house.server.slash(channel, stranger, "summary", {"article": name}),
            house.server.slash(channel, stranger, "search", {"words": asked}),
            house.server.slash(channel, stranger, "articles", {"filter": asked}),
            house.server.autocomplete(channel, stranger, "summary", focus="article", text=asked),
        ]
        given = {one for word in (asked, name) for one in _words(word)}
        for request in open_now:
            request.wait(PATIENCE)
            shown = " ".join([*(one.text for one in request.messages), *(one["name"] for one in request.choices)])
            links = " ".join(link for one in request.messages for link in one.links)
            # What they typed themselves may be repeated to them, and nothing else.
            assert not (TELLING & _words(f"{shown} {links}")) - given, (name, asked, shown)
    assert not TELLING & _words(caplog.text)


def test_a_button_taken_elsewhere_shows_nothing(house: House) -> None:
    """The place that a button names is looked up in the library of where it is pressed."""
    local = Draft(source="vault.txt", title=SECRET.title, text=SECRET.text)
    house.stock(local)
    _, channel, _, stranger = house.elsewhere()
    button = house.slash("summary", article=SECRET.title).custom_ids[0]
    listed = house.slash("search", at=channel, by=stranger, words="vault")
    listed.components.append({"type": 1, "id": 900, "components": [_stolen(button)]})
    shown = house.press(listed, button, by=stranger)
    assert shown.text == house.say().refusals.gone


def _stolen(custom_id: str) -> dict[str, object]:
    return {"type": 2, "id": 901, "style": 2, "label": "Show", "custom_id": custom_id, "disabled": False}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.casefold()))

"""What one guild reads is never seen from another: not in answers, lists, choices, summaries, searches or errors."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.store import Place
from retrieval.core.ingestion_records import Draft
from support.discord_loopback import Channel, Message, User, UserInteraction, UserMessage
from support.discord_server import PATIENCE, LoopbackBot
from support.samples import DRAFTS

ROUNDS = 500  # of four requests each, and a fifth of another kind in turn
CANARY = "Zyxquorble"
SECRET = Draft(
    source=f"https://{CANARY}.example/vault",
    title=f"The {CANARY} vault",
    text=(
        f"The vault of {CANARY} opens with the word plindersnatch. Only Ottoline Vrax holds the brass key to it. "
        "Otters guard the quarry that leads to the vault."
    ),
)
UNSPOKEN = {"ottoline", "vrax", "guard"}  # words that nobody outside types
TELLING = UNSPOKEN | {"zyxquorble", "plindersnatch", "brass"}
OWN = {word for draft in DRAFTS for word in re.findall(r"\w{4,}", draft.text)}
TYPED = sorted(
    {*SECRET.title.split(), *re.findall(r"\w+", SECRET.text), *OWN, "when", "who", "?"}
    - {"Ottoline", "Vrax", "guard"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Somebody in another guild, and what they do there."""

    bot: LoopbackBot
    channel: Channel
    stranger: User

    def ask(self, words: str) -> UserInteraction:
        return self.slash("ask", question=words)

    def type_question(self, words: str) -> UserInteraction:
        return self.type("ask", "question", words)

    def summarise(self, name: str) -> UserInteraction:
        return self.slash("summary", article=name)

    def search(self, words: str) -> UserInteraction:
        return self.slash("search", words=words)

    def digest(self, words: str) -> UserInteraction:
        return self.slash("digest", about=words)

    def list_articles(self, words: str) -> UserInteraction:
        return self.slash("articles", filter=words)

    def type_title(self, words: str) -> UserInteraction:
        return self.type("summary", "article", words)

    def mention(self, words: str) -> UserMessage:
        server = self.bot.server
        return server.user_says(self.channel, self.stranger, words, mentions=[server.state.bot])

    def answer_this(self, words: str) -> UserInteraction:
        server = self.bot.server
        said = server.user_says(self.channel, self.stranger, words)
        return server.message_command(said.message, self.stranger, "Answer this")

    def slash(self, command: str, **options: str) -> UserInteraction:
        return self.bot.server.slash(self.channel, self.stranger, command, options)

    def type(self, command: str, focus: str, words: str) -> UserInteraction:
        return self.bot.server.autocomplete(self.channel, self.stranger, command, focus=focus, text=words)


@pytest.fixture
def outside(bot: LoopbackBot) -> Outside:
    """A stranger beside a guild that has the secret; their own guild has the small articles."""
    bot.stock(SECRET)
    guild, channel, _, stranger = bot.elsewhere()
    bot.stock(*DRAFTS, guild=guild)
    return Outside(bot=bot, channel=channel, stranger=stranger)


@pytest.mark.timeout(600)
def test_a_guild_never_sees_a_word_of_another_s_articles(
    outside: Outside, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = outside.bot
    bot.server.wait_until(lambda: _warmed(bot), PATIENCE)
    (secret,) = bot.services.footnote.articles(library=f"guild-{bot.guild.id}")
    assert "Ottoline" in bot.slash("summary", article=secret.id).text
    _break_sometimes(bot, monkeypatch)
    caplog.set_level("INFO")
    caplog.set_level("DEBUG", logger="footnote.discord")
    chance, own = random.Random(20261122), 0
    others = (outside.digest, outside.list_articles, outside.type_title, outside.mention, outside.answer_this)
    for number in range(ROUNDS):
        words = " ".join(chance.sample(TYPED, chance.randint(1, 4)))[:40]
        name = chance.choice([secret.id, secret.title, secret.source, words])
        requests: list[tuple[str, UserInteraction | UserMessage]] = [
            (words, outside.ask(words)),
            (words, outside.type_question(words)),
            (name, outside.summarise(name)),
            (words, outside.search(words)),
            (words, others[number % len(others)](words)),
        ]
        for input_text, request in requests:
            request.wait(PATIENCE)
            shown = " ".join(_shown(request))
            own += bool(OWN & set(re.findall(r"\w+", shown)) - set(input_text.split()))
            # What they typed themselves may be repeated to them, and nothing else.
            assert not (TELLING & _words(shown)) - _words(input_text), (input_text, shown)
    assert own > 2 * ROUNDS  # their own articles are read
    mishaps = bot.services.ledger.errors.latest(ROUNDS)
    assert len(mishaps) > ROUNDS // 50
    assert not TELLING & _words(" ".join(mishap.what for mishap in mishaps))
    assert not TELLING & _words(caplog.text)
    assert all(mishap.id in caplog.text for mishap in mishaps)


def test_what_keepers_see_of_their_own_guild_holds_nothing_of_another(outside: Outside) -> None:
    bot, keeper = outside.bot, outside.bot.server.state.guilds[outside.channel.guild_id or ""].owner
    for words in ("Which key opens the vault?", "Zyxquorble", "What is the word of the vault?"):
        outside.ask(words).wait(PATIENCE)
    for command in ("library gaps", "library stats", "status", "articles", "privacy", "settings"):
        shown = bot.server.slash(outside.channel, keeper, command).wait(PATIENCE)
        text = " ".join(_shown(shown)).replace("Zyxquorble", "", 1)  # a question of their own
        assert not TELLING & _words(text), command


def test_a_button_taken_elsewhere_shows_nothing(bot: LoopbackBot) -> None:
    """The place that a button names is looked up in the library of where it is pressed."""
    local = Draft(source="vault.txt", title=SECRET.title, text=SECRET.text)
    bot.stock(local)
    _, channel, _, stranger = bot.elsewhere()
    button = bot.slash("summary", article=SECRET.title).custom_ids[0]
    listed = bot.slash("search", at=channel, by=stranger, words="vault")
    shown = bot.press(_with(listed, button), button, by=stranger)
    assert shown.text == bot.say().refusals.gone


def test_the_buttons_of_an_answer_taken_elsewhere_show_nothing(outside: Outside) -> None:
    bot = outside.bot
    asked = bot.server.slash(bot.channel, bot.reader, "ask", {"question": "Who holds the brass key?"})
    (answer,) = asked.wait(PATIENCE).messages
    place = Place(server=int(bot.guild.id), channel=int(bot.channel.id))
    kept = bot.services.ledger.privacy.export(int(bot.reader.id))["answers"][0]["id"]
    assert bot.services.ledger.answers.find(kept, place=place)
    listed = bot.slash("search", at=outside.channel, by=outside.stranger, words="vault")
    for button in [
        custom_id
        for custom_id in answer.custom_ids
        if custom_id.partition(":")[0] not in {"answer.follow", "answer.delete"}
    ]:
        pressed = bot.server.press(_with(listed, button), button, outside.stranger).wait(PATIENCE)
        assert not TELLING & _words(" ".join(_shown(pressed))), button
        if pressed.modal is not None:
            handed_in = bot.server.submit_modal(pressed, {"words": "It is wrong."}).wait(PATIENCE)
            assert not TELLING & _words(" ".join(_shown(handed_in))), button
            assert handed_in.messages, button
    bot.server.press(_with(listed, f"answer.delete:{kept}:0"), f"answer.delete:{kept}:0", outside.stranger)
    bot.slash("articles", at=outside.channel, by=outside.stranger)
    assert not answer.deleted
    assert bot.services.ledger.answers.find(kept, place=place)


def _warmed(bot: LoopbackBot) -> bool:
    """Whether choices are shown while one types: the bot that tests start loads no model by itself."""
    bot.services.worker._ready.set()
    return bot.services.worker.ready


def _break_sometimes(bot: LoopbackBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fortieth question meets a defect whose message holds the secret."""
    footnote, asked = bot.services.footnote, iter(range(10**6))
    whole: Callable[..., Any] = footnote.examine

    def examine(question: str, **how: Any) -> Any:
        if next(asked) % 40 == 0:
            raise RuntimeError(SECRET.text)
        return whole(question, **how)

    monkeypatch.setattr(footnote, "examine", examine)


def _shown(request: UserInteraction | UserMessage) -> Iterator[str]:
    """Everything that somebody could read of what came of a request."""
    for message in request.messages:
        yield from (message.text, *message.links, *message.custom_ids)
    if isinstance(request, UserInteraction):
        yield from (f"{choice['name']} {choice['value']}" for choice in request.choices)
        yield json.dumps(request.modal or {})


def _with(message: Message, custom_id: str) -> Message:
    """A message with a button that somebody smuggled into it."""
    stolen = {"type": 2, "id": 901, "style": 2, "label": "Show", "custom_id": custom_id, "disabled": False}
    message.components.append({"type": 1, "id": 900, "components": [stolen]})
    return message


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.casefold()))

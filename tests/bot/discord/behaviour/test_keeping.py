"""Keeping the library. The sentences of the promise, in its order.

- the permission is Manage Server, changeable in Discord's own command permissions
- `/library add` takes a file or a web address, or opens a form for both; shows progress, then what was understood,
  before and after
- `/library refresh` reads addresses again: what changed is replaced, what is gone is marked, and answers say so
- `/library remove`, `/library stats`
- `/library gaps`: questions that got no answer, grouped, with the nearest article
- "Add to the library" on a message with links or attachments
- what one server keeps no other sees
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import simcord

from bot.configuration.config_file import Config
from retrieval.core.settings import WebSettings
from support.discord_simcord import NOWHERE, Outcome, Simulation, Stage
from support.samples import DRAFTS
from support.web_server import HOST, LocalSite, open_site

QUARRY, OTTERS, ORCHARD = DRAFTS
FERRY = b"# The ferry\n\nThe ferry crosses the Welm every twenty minutes. It carries eleven cars.\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
KEEPERS = [
    "library add",
    "library remove",
    "library refresh",
    "library stats",
    "library gaps",
    "library sources",
    "library forget",
]
OPTIONS = {"library remove": {"article": "otters"}}


def add(sim: Simulation, name: str, data: bytes) -> Outcome:
    return sim.slash("library add", by=sim.keeper, file=(name, data))


def progress(sim: Simulation) -> list[str]:
    """The first lines of the reports on how far an addition has got."""
    edits = [body["components"][0]["components"] for body in sim.requests("PATCH /webhooks/*/messages/@original")]
    lines = [parts[0]["content"].splitlines()[0] for parts in edits]
    return [line for line in lines if line.startswith("Reading")]


# -- who may


@pytest.mark.parametrize("name", KEEPERS)
def test_keeping_is_for_those_who_manage_the_server(sim: Simulation, name: str) -> None:
    with pytest.raises(simcord.SetupError, match="not visible to this user"):
        sim.slash(name, **OPTIONS.get(name, {}))


def test_adding_a_message_is_for_those_who_manage_the_server(sim: Simulation) -> None:
    said = sim.writes("look", attachments=[("ferry.md", FERRY)])
    with pytest.raises(simcord.SetupError, match="not visible to this user"):
        sim.menu("Add to the library", said, by=sim.bob)


def test_discord_s_own_command_permissions_let_others_keep_it(sim: Simulation) -> None:
    number = int(sim.env.backend.find_command("library", sim.guild.id)["id"])
    sim.does(lambda: sim.guild.set_command_permissions(number, {sim.bob: True}))
    assert "**Size** · 3 articles" in sim.slash("library stats", by=sim.bob).message.text


# -- add


def test_a_file_is_added_and_what_was_understood_is_shown(sim: Simulation) -> None:
    assert add(sim, "ferry.md", FERRY).message.text.splitlines() == [
        "### 1 article added",
        "**The ferry** · ferry.md",
        "-# 12 words · 1 passage",
        "-# begins: The ferry crosses the Welm every twenty minutes.",
    ]
    assert progress(sim) == ["Reading 1 of 1 …"]
    assert "It carries eleven cars." in sim.ask("How many cars does the ferry carry?").message.text


def test_what_it_was_before_and_is_after_is_shown(sim: Simulation) -> None:
    add(sim, "ferry.md", FERRY)
    again = add(sim, "ferry.md", FERRY + b"\nBicycles are free.\n").message.text
    assert "1 article replaced" in again
    assert "before: 12 words · 1 passage; now: 15 words" in again


def test_the_form_takes_several_files_and_says_what_it_skipped(sim: Simulation) -> None:
    opened = sim.slash("library add", by=sim.keeper)
    assert opened.form["title"] == "Add articles"
    files = [("ferry.md", FERRY), ("orchard.txt", ORCHARD.text.encode()), ("photo.png", PICTURE)]
    report = sim.hand_in(opened, by=sim.keeper, files=files).message.text
    assert report.splitlines()[0] == "### 2 articles added · 1 item skipped"
    assert "photo.png" in report
    assert progress(sim) == [f"Reading {n} of 3 …" for n in (1, 2, 3)]


def test_forms_that_are_open_at_the_same_time_are_all_taken(sim: Simulation) -> None:
    second = sim.member("second keeper", manage_guild=True)
    opened = [(who, sim.slash("library add", by=who)) for who in (sim.keeper, second)]
    for number, (who, form) in enumerate(opened):
        taken = sim.hand_in(form, by=who, files=[(f"{number}.txt", f"The ferry number {number} is red.".encode())])
        assert taken.message.text.splitlines()[0] == "### 1 article added"


def test_a_form_of_before_a_restart_is_still_taken(sim: Simulation) -> None:
    opened = sim.slash("library add", by=sim.keeper)
    sim.restart()
    taken = sim.hand_in(opened, by=sim.keeper, files=[("ferry.md", FERRY)])
    assert [message.text.splitlines()[0] for message in taken.messages] == ["### 1 article added"]


def test_the_files_of_a_message_are_added_from_its_menu(sim: Simulation) -> None:
    said = sim.writes("look", attachments=[("ferry.md", FERRY)])
    report = sim.menu("Add to the library", said, by=sim.keeper).message
    assert "1 article added" in report.text
    assert report.ephemeral


# -- web addresses


@pytest.fixture
def reading(staged: Stage) -> Simulation:
    """A simulation whose bot may fetch from the test's local site."""
    web = WebSettings(private_hosts=HOST, requests_per_second=1_000.0, retries=0)
    return staged(Config(web=web))


@pytest.fixture
def web() -> Iterator[LocalSite]:
    with open_site() as web:
        yield web


def served(web: LocalSite, path: str, title: str, *sentences: str) -> str:
    article = f"<article><h1>{title}</h1><p>{' '.join(sentences)}</p></article>"
    return web.page(path, f'<html lang="en"><head><title>{title}</title></head><body>{article}</body></html>')


def test_an_address_is_added_and_can_be_asked(reading: Simulation, web: LocalSite) -> None:
    address = served(web, "/ferry", "The ferry", "The ferry crosses the Welm daily.", "It carries eleven cars.")
    message = reading.slash("library add", by=reading.keeper, address=address).message
    assert message.text.splitlines()[0] == "### 1 article added"
    assert message.ephemeral
    assert set(progress(reading)) == {"Reading 1 of 1 …"}
    assert "It carries eleven cars." in reading.ask("How many cars does the ferry carry?").message.text


def test_the_form_takes_addresses_beside_files_or_alone(reading: Simulation, web: LocalSite) -> None:
    bells = [served(web, f"/{n}", f"Bell {n}", f"The bell number {n} weighs two tonnes.") for n in range(3)]
    for fields, first in (
        ({"addresses": bells[0]}, "### 1 article added"),
        ({"addresses": "\n".join(bells), "files": [("ferry.md", FERRY)]}, "### 3 articles added · 1 article unchanged"),
        ({}, "Choose a file or type a web address: one of the two is needed."),
    ):
        opened = reading.slash("library add", by=reading.keeper)
        assert reading.hand_in(opened, by=reading.keeper, **fields).message.text.splitlines()[0] == first


def test_the_links_of_a_message_are_added_from_its_menu(reading: Simulation, web: LocalSite) -> None:
    bell, mill = (served(web, f"/{it}", f"The {it}", f"The {it} of Halm is very old.") for it in ("bell", "mill"))
    said = reading.writes(f"See <{bell}> and [this]({mill}).", attachments=[("ferry.md", FERRY)])
    report = reading.menu("Add to the library", said, by=reading.keeper).message
    assert report.text.splitlines()[0] == "### 3 articles added"
    bare = reading.writes("nothing to see at paper.example")
    message = reading.menu("Add to the library", bare, by=reading.keeper).message
    assert message.text == "That message has neither files nor links."


@pytest.mark.parametrize("address", ["/etc/hostname", "file:///etc/hostname", "ftp://paper.example/", "paper.example"])
def test_only_addresses_of_the_web_are_taken(reading: Simulation, address: str) -> None:
    message = reading.slash("library add", by=reading.keeper, address=address).message
    assert message.text.startswith("Only web addresses are read. They begin with https:// or http://")
    assert "**Size** · 3 articles" in reading.slash("library stats", by=reading.keeper).message.text


def test_a_page_that_changed_is_replaced_and_one_that_is_gone_is_marked(reading: Simulation, web: LocalSite) -> None:
    question = "How many cars does the ferry carry?"
    address = served(web, "/ferry", "The ferry", "The ferry crosses the Welm daily.", "It carries eleven cars.")
    reading.slash("library add", by=reading.keeper, address=address)
    served(web, "/ferry", "The ferry", "The ferry crosses the Welm daily.", "It carries twenty cars.")
    report = reading.slash("library refresh", by=reading.keeper).message.text
    assert report.splitlines()[0] == "### 1 article replaced"
    assert "It carries twenty cars." in reading.ask(question).message.text
    web.page("/ferry", "gone", status=410)
    report = reading.slash("library refresh", by=reading.keeper).message.text
    assert report.splitlines()[0] == "### 1 article gone"
    answered = reading.ask(question).message.text
    assert "It carries twenty cars." in answered
    assert "its source has been missing since " in answered


# -- remove, stats


def test_an_article_is_removed_by_its_title_and_never_returns(sim: Simulation) -> None:
    (choice,) = sim.typing("library remove", "article", "otters", by=sim.keeper)
    removed = sim.slash("library remove", by=sim.keeper, article=choice["value"])
    assert removed.message.text.startswith("Remove “Otters on the Welm” from the library?")
    pressed = sim.press(removed.message, "Yes, remove", by=sim.keeper)
    assert pressed.message.text.startswith("Removed: Otters on the Welm")
    assert "2 articles" in sim.slash("articles").message.text
    again = sim.slash("library remove", by=sim.keeper, article=OTTERS.title)
    assert "There is no article “Otters on the Welm” here." in again.message.text


def test_the_size_of_the_library_is_told(sim: Simulation) -> None:
    text = sim.slash("library stats", by=sim.keeper).message.text
    assert "**Size** · 3 articles · 4 passages · 110 words" in text


# -- gaps


def test_questions_without_an_answer_are_grouped(sim: Simulation) -> None:
    assert "Every question so far got an answer." in sim.slash("library gaps", by=sim.keeper).message.text
    sim.ask("Who invented the telescope?")
    sim.mention("Telescope: who invented the telescope")
    sim.ask(NOWHERE)
    lines = sim.slash("library gaps", by=sim.keeper).message.text.splitlines()
    assert lines[1::2] == [f"**{NOWHERE}**", "**Telescope: who invented the telescope**"]
    assert [line.partition(" · ")[0] for line in lines[2::2]] == ["-# asked 1 time", "-# asked 2 times"]
    assert not any("nearest article" in line for line in lines)  # no article is about either


def test_a_question_is_taken_out_of_the_list_also_after_a_restart(sim: Simulation) -> None:
    sim.ask(NOWHERE)
    shown = sim.slash("library gaps", by=sim.keeper).message
    (gap,) = sim.services.ledger.unanswered.latest(place=sim.place())
    sim.restart()
    left = sim.pick(shown, "library.dismiss:0", [gap.id], by=sim.keeper).message
    assert left.id == shown.id
    assert "Every question so far got an answer." in left.text


# -- whose it is


def test_what_one_server_keeps_no_other_sees(sim: Simulation) -> None:
    carl = sim.member("carl", of=sim.elsewhere, manage_guild=True)
    sim.ask(NOWHERE)
    there = [
        sim.slash(name, by=carl, at=sim.other).message.text for name in ("articles", "library stats", "library gaps")
    ]
    there += [sim.slash("search", by=carl, at=sim.other, words="otters").message.text]
    there += [sim.slash("summary", by=carl, at=sim.other, article=OTTERS.title).message.text]
    assert not [text for text in there if "Welm" in text.replace(OTTERS.title, "") or "violinist" in text]

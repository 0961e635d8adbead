"""Keeping a library: files come in, are reported, counted and removed; open questions are listed and dismissed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from bot.store import Place
from retrieval import IndexingReport, LibraryFull, LibraryUnreachable
from support.discord_loopback import Impossible
from support.discord_server import PATIENCE, LoopbackBot, Start, added, answer
from support.samples import DRAFTS

QUARRY, OTTERS, ORCHARD = DRAFTS
FERRY = b"# The ferry\n\nThe ferry crosses the Welm every twenty minutes. It carries eleven cars.\n"


def ask(bot: LoopbackBot, question: str) -> str | None:
    """Ask what the library cannot answer, and note it as the front-end does."""
    examination = bot.services.footnote.examine(question, library=f"guild-{bot.guild.id}")
    place = Place(server=int(bot.guild.id), channel=int(bot.channel.id))
    return bot.services.ledger.unanswered.note(examination, place=place, asker=int(bot.reader.id))


def test_a_file_is_added_and_what_was_understood_is_shown(bot: LoopbackBot) -> None:
    report = bot.adds(bot.server.add_file("ferry.md", FERRY))
    assert report.text.splitlines() == [
        "### 1 article added",
        "**The ferry** · ferry.md",
        "-# 12 words · 1 passage",
        "-# begins: The ferry crosses the Welm every twenty minutes.",
    ]
    assert report.versions == ["Reading 1 of 1 …\n-# ferry.md"]
    assert "It carries eleven cars." in bot.slash("search", words="how many cars").text
    (article,) = bot.services.footnote.articles(library=f"guild-{bot.guild.id}")
    assert article.source == f"discord:guild-{bot.guild.id}/ferry.md"


def test_a_file_of_the_same_name_takes_the_place_of_the_first(bot: LoopbackBot) -> None:
    bot.adds(bot.server.add_file("ferry.md", FERRY))
    longer = FERRY + b"\nBicycles are free.\n"
    report = bot.adds(bot.server.add_file("ferry.md", longer))
    assert "1 article replaced" in report.text
    assert "before: 12 words · 1 passage; now: 15 words" in report.text
    assert "1 article" in bot.slash("articles").text
    assert "1 article unchanged" in bot.adds(bot.server.add_file("ferry.md", longer)).text


def test_the_form_takes_several_files_and_says_what_was_skipped(bot: LoopbackBot) -> None:
    files = [
        bot.server.add_file("ferry.md", FERRY),
        bot.server.add_file("orchard.txt", ORCHARD.text.encode()),
        bot.server.add_file("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png"),
    ]
    report = bot.adds(*files)
    assert report.text.splitlines()[0] == "### 2 articles added · 1 item skipped"
    assert "photo.png" in report.text
    assert [version.splitlines()[0] for version in report.versions] == [f"Reading {n} of 3 …" for n in (1, 2, 3)]
    assert "/tmp" not in report.text


def test_the_form_says_what_is_read(bot: LoopbackBot) -> None:
    opened = bot.server.slash(bot.channel, bot.keeper, "library add").wait(PATIENCE)
    assert opened.modal is not None
    assert opened.modal["title"] == "Add articles"
    files, addresses = opened.modal["components"]
    assert "PDF" in files["description"]
    assert addresses["label"] == "Web addresses, one per line"
    assert not files["component"]["required"]
    assert not addresses["component"]["required"]


def test_a_file_of_many_articles_keeps_their_names(bot: LoopbackBot) -> None:
    lines = [{"id": str(n), "title": f"Note {n}", "text": f"The note number {n} is about bells."} for n in range(3)]
    report = bot.adds(bot.server.add_file("notes.jsonl", "\n".join(map(json.dumps, lines)).encode()))
    assert "3 articles added" in report.text
    known = bot.services.footnote.articles(library=f"guild-{bot.guild.id}")
    assert [article.source.rpartition("/")[2] for article in known] == [f"notes.jsonl#{n}" for n in range(3)]


def test_a_file_over_the_limit_is_not_fetched(started: Start, megabytes: int) -> None:
    bot = started()
    report = bot.adds(bot.server.add_file("large.txt", b"word " * (megabytes * 2**18)))
    assert f"It is larger than {megabytes} MB." in report.text
    assert "1 item skipped" in report.text


def test_a_file_that_discord_no_longer_has_is_skipped(bot: LoopbackBot) -> None:
    file = bot.server.add_file("ferry.md", FERRY)
    del bot.server.state.uploads[file.id]
    assert "Discord no longer has this file." in bot.adds(file).text


@pytest.mark.parametrize(("breaks", "added_articles"), [(1, 1), (2, 0)], ids=["once", "twice"])
def test_a_file_that_breaks_off_half_way_is_read_again_or_skipped(
    bot: LoopbackBot, breaks: int, added_articles: int
) -> None:
    file = bot.server.add_file("ferry.md", b"# The ferry\n\nThe ferry crosses the Welm.\n" * 1_000)
    bot.server.break_file(file, times=breaks)
    text = bot.adds(file).text
    assert ("1 article added" in text) == bool(added_articles)
    assert (bot.say().library.unreachable in text) != bool(added_articles)


def test_the_files_of_a_message_are_added_from_its_menu(bot: LoopbackBot) -> None:
    file = bot.server.add_file("ferry.md", FERRY)
    said = bot.server.user_says(bot.channel, bot.reader, "look", attachments=[file])
    asked = bot.server.message_command(said.message, bot.keeper, "Add to the library")
    assert "1 article added" in added(asked).text
    with pytest.raises(Impossible, match="needs the permissions"):
        bot.server.message_command(said.message, bot.reader, "Add to the library")


def test_a_message_of_words_alone_is_told_plainly(bot: LoopbackBot) -> None:
    said = bot.server.user_says(bot.channel, bot.reader, "look at example.com, or in /etc/hostname")
    text = answer(bot.server.message_command(said.message, bot.keeper, "Add to the library")).text
    assert text == "That message has neither files nor links."


def test_an_article_is_removed_by_its_title(stocked_bot: LoopbackBot) -> None:
    (choice,) = stocked_bot.typing("library remove", "article", "otters", by=stocked_bot.keeper)
    asked = stocked_bot.slash("library remove", by=stocked_bot.keeper, article=choice["value"])
    assert asked.text.splitlines()[0] == "Remove “Otters on the Welm” from the library?"
    assert "3 articles" in stocked_bot.slash("articles").text
    removed = stocked_bot.press(asked, "Yes, remove", by=stocked_bot.keeper)
    assert removed.text.splitlines()[0] == "Removed: Otters on the Welm"
    assert "2 articles" in stocked_bot.slash("articles").text
    assert "Welm" not in stocked_bot.slash("search", words="otters").text
    again = stocked_bot.slash("library remove", by=stocked_bot.keeper, article=OTTERS.title)
    assert "There is no article “Otters on the Welm” here." in again.text


def test_the_size_of_the_library_is_told(stocked_bot: LoopbackBot) -> None:
    text = stocked_bot.slash("library stats", by=stocked_bot.keeper).text
    assert "**Size** · 3 articles · 4 passages · 110 words" in text
    assert "**Last added** · " in text


def test_questions_without_an_answer_are_grouped(stocked_bot: LoopbackBot) -> None:
    empty = stocked_bot.slash("library gaps", by=stocked_bot.keeper)
    assert "Every question so far got an answer." in empty.text
    for question in (
        "Who invented the telescope?",
        "Telescope: who invented the telescope",
        "Where do penguins breed?",
    ):
        assert ask(stocked_bot, question)
    lines = stocked_bot.slash("library gaps", by=stocked_bot.keeper).text.splitlines()
    assert lines[1::2] == ["**Where do penguins breed?**", "**Telescope: who invented the telescope**"]
    assert [line.partition(" · ")[0] for line in lines[2::2]] == ["-# asked 1 time", "-# asked 2 times"]
    assert not any("nearest article" in line for line in lines)  # no article is about either


def test_a_question_is_dismissed_also_after_a_restart(started: Start) -> None:
    bot = started()
    bot.stock(*DRAFTS)
    first, second = (ask(bot, question) for question in ("Who invented the telescope?", "Where do penguins breed?"))
    assert first is not None
    shown = bot.slash("library gaps", by=bot.keeper)
    bot = started()
    left = bot.press(shown, "library.dismiss:0", by=bot.keeper, values=(first,))
    assert left is shown
    assert "telescope" not in left.text
    assert "penguins" in left.text
    assert ask(bot, "Who invented the telescope?") is None
    assert second is not None
    assert "Every question" in bot.press(left, "library.dismiss:0", by=bot.keeper, values=(second,)).text


def test_many_questions_have_pages(stocked_bot: LoopbackBot) -> None:
    for number in range(20):
        assert ask(stocked_bot, f"Which planet has {number} zebras and a {chr(97 + number)}{number} moon?")
    shown = stocked_bot.slash("library gaps", by=stocked_bot.keeper)
    assert "Page 1 of 3" in shown.text
    second = stocked_bot.press(shown, "Next", by=stocked_bot.keeper)
    assert "Page 2 of 3" in second.text
    assert "library.dismiss:1" in second.custom_ids


@pytest.mark.parametrize(
    "name",
    [
        "library add",
        "library remove",
        "library stats",
        "library gaps",
        "library sources",
        "library forget",
        "settings",
        "status",
    ],
)
def test_keeping_is_for_those_who_manage_the_server(stocked_bot: LoopbackBot, name: str) -> None:
    options = {"article": "otters"} if name == "library remove" else {}
    with pytest.raises(Impossible, match="needs the permissions"):
        stocked_bot.server.slash(stocked_bot.channel, stocked_bot.reader, name, options)


def test_what_goes_wrong_is_told_by_its_id_and_noted(stocked_bot: LoopbackBot) -> None:
    stocked_bot.services.footnote.close()
    text = stocked_bot.slash("articles").text
    (noted,) = stocked_bot.services.ledger.errors.latest()
    assert text == stocked_bot.say().refusals.error.format(id=f"**{noted.id}**")
    assert "otters" not in noted.what.casefold()


def test_a_cluster_that_is_away_is_told_kindly_and_its_cause_is_noted(
    stocked_bot: LoopbackBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise LibraryUnreachable("no address answers", where="https://search.example", advice="Look.")

    monkeypatch.setattr(stocked_bot.services.footnote, "articles", fail)
    assert stocked_bot.slash("articles").text == stocked_bot.say().refusals.unreachable
    (noted,) = stocked_bot.services.ledger.errors.latest()
    assert "https://search.example: no address answers" in noted.what


@pytest.fixture
def small_bot(bot: LoopbackBot, monkeypatch: pytest.MonkeyPatch) -> LoopbackBot:
    """A bot whose library has room for one article."""
    footnote = bot.services.footnote
    store = footnote.store

    def fail(drafts: Iterable[Any], **how: Any) -> IndexingReport:
        if footnote.articles(library=how["library"]):
            raise LibraryFull("the disk has no room", advice="Make room.")
        return store(drafts, **how)

    monkeypatch.setattr(footnote, "store", fail)
    return bot


def test_what_was_added_before_the_library_was_full_is_reported(small_bot: LoopbackBot) -> None:
    bot = small_bot
    report = bot.adds(bot.server.add_file("ferry.md", FERRY), bot.server.add_file("orchard.txt", b"It has apples."))
    say = bot.say()
    assert report.text.splitlines()[0] == "### 1 article added · 1 item skipped"
    assert report.text.splitlines()[-3:] == [
        "orchard.txt",
        f"-# {say.refusals.stored}",
        f"-# {say.library.interrupted}",
    ]
    (noted,) = bot.services.ledger.errors.latest()
    assert "the disk has no room" in noted.what


def test_a_message_that_was_kept_is_reported_where_its_file_has_no_room(small_bot: LoopbackBot) -> None:
    bot = small_bot
    file = bot.server.add_file("ferry.md", FERRY)
    said = bot.server.user_says(bot.channel, bot.reader, "The ferry has a timetable.", attachments=[file])
    report = added(bot.server.message_command(said.message, bot.keeper, "Keep as article"))
    assert report.text.splitlines()[0] == "### 1 article added · 1 item skipped"


def test_while_it_is_stopped_nothing_is_begun(stocked_bot: LoopbackBot) -> None:
    stocked_bot.services.worker._closing.set()
    for kind in ("question", "lookup", "addition"):
        stocked_bot.services.worker._queues[kind].close(seconds=PATIENCE)
    assert stocked_bot.slash("articles").text == stocked_bot.say().refusals.closing

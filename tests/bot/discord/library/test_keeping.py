"""Keeping a library: files come in, are reported, counted and removed; open questions are listed and dismissed."""

from __future__ import annotations

import json

import pytest

from bot.store import Place
from support.discord_loopback import Impossible
from support.discord_server import PATIENCE, House, Start, added, answer
from support.samples import DRAFTS

QUARRY, OTTERS, ORCHARD = DRAFTS
FERRY = b"# The ferry\n\nThe ferry crosses the Welm every twenty minutes. It carries eleven cars.\n"


def ask(house: House, question: str) -> str | None:
    """Asks what the library cannot answer, and notes it as the front-end does."""
    examination = house.services.footnote.examine(question, library=f"guild-{house.guild.id}")
    place = Place(server=int(house.guild.id), channel=int(house.channel.id))
    return house.services.ledger.gaps.note(examination, place=place, asker=int(house.reader.id))


def test_a_file_is_added_and_what_was_understood_is_shown(house: House) -> None:
    report = house.adds(house.server.add_file("ferry.md", FERRY))
    assert report.text.splitlines() == [
        "### 1 article added",
        "**The ferry** · ferry.md",
        "-# 12 words · 1 passage",
        "-# begins: The ferry crosses the Welm every twenty minutes.",
    ]
    assert report.versions == ["Reading 1 of 1 …\n-# ferry.md"]
    assert "It carries eleven cars." in house.slash("search", words="how many cars").text
    (article,) = house.services.footnote.articles(library=f"guild-{house.guild.id}")
    assert article.source == f"discord:guild-{house.guild.id}/ferry.md"


def test_a_file_of_the_same_name_takes_the_place_of_the_first(house: House) -> None:
    house.adds(house.server.add_file("ferry.md", FERRY))
    longer = FERRY + b"\nBicycles are free.\n"
    report = house.adds(house.server.add_file("ferry.md", longer))
    assert "1 article replaced" in report.text
    assert "before: 12 words · 1 passage; now: 15 words" in report.text
    assert "1 article" in house.slash("articles").text
    assert "1 article unchanged" in house.adds(house.server.add_file("ferry.md", longer)).text


def test_the_form_takes_several_files_and_says_what_was_skipped(house: House) -> None:
    files = [
        house.server.add_file("ferry.md", FERRY),
        house.server.add_file("orchard.txt", ORCHARD.text.encode()),
        house.server.add_file("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png"),
    ]
    report = house.adds(*files)
    assert report.text.splitlines()[0] == "### 2 articles added · 1 item skipped"
    assert "photo.png" in report.text
    assert [version.splitlines()[0] for version in report.versions] == [f"Reading {n} of 3 …" for n in (1, 2, 3)]
    assert "/tmp" not in report.text


def test_the_form_says_what_is_read(house: House) -> None:
    opened = house.server.slash(house.channel, house.keeper, "library add").wait(PATIENCE)
    assert opened.modal is not None
    assert opened.modal["title"] == "Add articles"
    files, addresses = opened.modal["components"]
    assert "PDF" in files["description"]
    assert addresses["label"] == "Web addresses, one per line"
    assert not files["component"]["required"]
    assert not addresses["component"]["required"]


def test_a_file_of_many_articles_keeps_their_names(house: House) -> None:
    lines = [{"id": str(n), "title": f"Note {n}", "text": f"The note number {n} is about bells."} for n in range(3)]
    report = house.adds(house.server.add_file("notes.jsonl", "\n".join(map(json.dumps, lines)).encode()))
    assert "3 articles added" in report.text
    known = house.services.footnote.articles(library=f"guild-{house.guild.id}")
    assert [article.source.rpartition("/")[2] for article in known] == [f"notes.jsonl#{n}" for n in range(3)]


def test_a_file_over_the_limit_is_not_fetched(started: Start, megabytes: int) -> None:
    house = started()
    report = house.adds(house.server.add_file("large.txt", b"word " * (megabytes * 2**18)))
    assert f"It is larger than {megabytes} MB." in report.text
    assert "1 item skipped" in report.text


def test_a_file_that_discord_no_longer_has_is_skipped(house: House) -> None:
    file = house.server.add_file("ferry.md", FERRY)
    del house.server.world.uploads[file.id]
    assert "Discord no longer has this file." in house.adds(file).text


def test_the_files_of_a_message_are_added_from_its_menu(house: House) -> None:
    file = house.server.add_file("ferry.md", FERRY)
    said = house.server.user_says(house.channel, house.reader, "look", attachments=[file])
    asked = house.server.message_command(said.message, house.keeper, "Add to the library")
    assert "1 article added" in added(asked).text
    with pytest.raises(Impossible, match="needs the permissions"):
        house.server.message_command(said.message, house.reader, "Add to the library")


def test_a_message_of_words_alone_is_told_plainly(house: House) -> None:
    said = house.server.user_says(house.channel, house.reader, "look at example.com, or in /etc/hostname")
    text = answer(house.server.message_command(said.message, house.keeper, "Add to the library")).text
    assert text == "That message has neither files nor links."


def test_an_article_is_removed_by_its_title(stocked_house: House) -> None:
    (choice,) = stocked_house.typing("library remove", "article", "otters", by=stocked_house.keeper)
    removed = stocked_house.slash("library remove", by=stocked_house.keeper, article=choice["value"])
    assert removed.text == "Removed: Otters on the Welm"
    assert "2 articles" in stocked_house.slash("articles").text
    assert "Welm" not in stocked_house.slash("search", words="otters").text
    again = stocked_house.slash("library remove", by=stocked_house.keeper, article=OTTERS.title)
    assert "There is no article “Otters on the Welm” here." in again.text


def test_the_size_of_the_library_is_told(stocked_house: House) -> None:
    text = stocked_house.slash("library stats", by=stocked_house.keeper).text
    assert "**Size** · 3 articles · 4 passages · 110 words" in text
    assert "**Last added** · " in text


def test_questions_without_an_answer_are_grouped_with_the_nearest_article(stocked_house: House) -> None:
    empty = stocked_house.slash("library gaps", by=stocked_house.keeper)
    assert "Every question so far got an answer." in empty.text
    for question in (
        "Who invented the telescope?",
        "Telescope: who invented the telescope",
        "Where do penguins breed?",
    ):
        assert ask(stocked_house, question)
    lines = stocked_house.slash("library gaps", by=stocked_house.keeper).text.splitlines()
    assert lines[1::2] == ["**Where do penguins breed?**", "**Telescope: who invented the telescope**"]
    assert [line.partition(" · ")[0] for line in lines[2::2]] == ["-# asked 1 time", "-# asked 2 times"]
    assert all(line.partition("nearest article: ")[2] in {draft.title for draft in DRAFTS} for line in lines[2::2])


def test_a_question_is_dismissed_also_after_a_restart(started: Start) -> None:
    house = started()
    house.stock(*DRAFTS)
    first, second = (ask(house, question) for question in ("Who invented the telescope?", "Where do penguins breed?"))
    assert first is not None
    shown = house.slash("library gaps", by=house.keeper)
    house = started()
    left = house.press(shown, "library.dismiss:0", by=house.keeper, values=(first,))
    assert left is shown
    assert "telescope" not in left.text
    assert "penguins" in left.text
    assert ask(house, "Who invented the telescope?") is None
    assert second is not None
    assert "Every question" in house.press(left, "library.dismiss:0", by=house.keeper, values=(second,)).text


def test_many_questions_have_pages(stocked_house: House) -> None:
    for number in range(20):
        assert ask(stocked_house, f"Which planet has {number} zebras and a {chr(97 + number)}{number} moon?")
    shown = stocked_house.slash("library gaps", by=stocked_house.keeper)
    assert "Page 1 of 3" in shown.text
    second = stocked_house.press(shown, "Next", by=stocked_house.keeper)
    assert "Page 2 of 3" in second.text
    assert "library.dismiss:1" in second.custom_ids


@pytest.mark.parametrize(
    "name", ["library add", "library remove", "library stats", "library gaps", "settings", "status"]
)
def test_keeping_is_for_those_who_manage_the_server(stocked_house: House, name: str) -> None:
    options = {"article": "otters"} if name == "library remove" else {}
    with pytest.raises(Impossible, match="needs the permissions"):
        stocked_house.server.slash(stocked_house.channel, stocked_house.reader, name, options)


def test_what_goes_wrong_is_told_by_its_id_and_noted(stocked_house: House) -> None:
    stocked_house.services.footnote.close()
    text = stocked_house.slash("articles").text
    (noted,) = stocked_house.services.ledger.mishaps.latest()
    assert text == stocked_house.say().refusals.error.format(id=f"**{noted.id}**")
    assert "otters" not in noted.what.casefold()


def test_while_it_is_stopped_nothing_is_begun(stocked_house: House) -> None:
    stocked_house.services.worker._closing.set()
    for kind in ("question", "addition"):
        stocked_house.services.worker._queues[kind].close(seconds=PATIENCE)
    assert stocked_house.slash("articles").text == stocked_house.say().refusals.closing

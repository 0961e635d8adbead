from __future__ import annotations

import time
from pathlib import Path

import pytest

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document, load

ANDROID = """\
13.02.24, 18:05 - Nachrichten sind Ende-zu-Ende-verschlüsselt. Niemand kann sie lesen.
13.02.24, 18:05 - Ida Brenner hat die Gruppe „Ruderer: Nord“ erstellt
13.02.24, 18:06 - Ida Brenner: Wann ist das Bootshaus offen?
13.02.24, 18:09 - Jonas W.: Ab neun Uhr.
Der Schlüssel liegt beim Hafenmeister.
13.02.24, 18:10 - Ida Brenner: <Medien ausgeschlossen>
14.02.24, 07:30 - +49 170 5550123: Die Regatta ist *verlegt*.
"""
IPHONE = """\
[2/13/24, 6:05:11\u202fPM] Rowing North: \u200eMessages and calls are end-to-end encrypted.
[2/13/24, 6:06:12\u202fPM] Ida: When does it open?
[2/13/24, 6:09:40\u202fPM] Jonas: At nine. \u200e<This message was edited>
\u200e[2/13/24, 6:10:02\u202fPM] Ida: \u200eimage omitted
"""
IRSSI = """\
--- Log opened Tue Feb 13 18:00:01 2024
18:05 -!- ida [~ida@example.org] has joined #rowing
18:06 < ida> when does it open?
18:09 <@jonas> at nine
18:09 * jonas has the key
--- Day changed Wed Feb 14 2024
07:30 < mia> the regatta is off
"""
EXPORTER = f"""\
{"=" * 62}
Guild: Rowing North
Channel: Text / boat-house
{"=" * 62}

[2/13/2024 6:06 PM] ida
When does it open?
On Saturday.

[2/13/2024 6:09 PM] jonas (pinned)
At **nine**.

{{Attachments}}
https://cdn.example.org/a.png

{"=" * 62}
Exported 2 message(s)
{"=" * 62}
"""


def _items(content: str, name: str = "quay.txt") -> list[Draft | Skipped]:
    return list(extract_document(RawDocument(content=content.encode(), name=name, source=name), limits=LimitSettings()))


def _texts(content: str, name: str = "quay.txt") -> list[str]:
    return [item.text for item in _items(content, name) if isinstance(item, Draft)]


def test_each_day_is_an_article_of_what_people_wrote() -> None:
    first, second = _items(ANDROID, "WhatsApp-Chat mit Ruderer Nord.txt")
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert (first.title, first.published) == ("Ruderer Nord – 2024-02-13", "2024-02-13T18:06:00")
    assert first.source == "WhatsApp-Chat mit Ruderer Nord.txt#2024-02-13"
    assert first.text == (
        "Ida Brenner: Wann ist das Bootshaus offen?\n\nJonas W.: Ab neun Uhr.\nDer Schlüssel liegt beim Hafenmeister."
    )
    assert second.text == "+49 170 5550123: Die Regatta ist verlegt."


def test_an_export_of_an_iphone_loses_what_the_program_wrote() -> None:
    assert _texts(IPHONE) == ["Ida: When does it open?\n\nJonas: At nine."]


def test_that_export_has_the_name_of_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "Rowing North" / "_chat.txt"
    path.parent.mkdir()
    path.write_text(IPHONE)
    (draft,) = load(str(path.parent), limits=LimitSettings())
    assert isinstance(draft, Draft)
    assert draft.title == "Rowing North – 2024-02-13"


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("13/02/2024, 18:05 - {}: {}", "2024-02-13T18:05:00"),
        ("13/02/2024 à 18:05 - {}: {}", "2024-02-13T18:05:00"),
        ("3/2/24, 18:05 - {}: {}", "2024-02-03T18:05:00"),
        ("2/3/24, 6:05 PM - {}: {}", "2024-02-03T18:05:00"),
        ("2/3/24, 12:05 AM - {}: {}", "2024-02-03T00:05:00"),
        ("13/2/24 6:05 p. m. - {}: {}", "2024-02-13T18:05:00"),
        ("2024-02-13, 18:05 - {}: {}", "2024-02-13T18:05:00"),
        ("[13.02.24, 18:05:09] {}: {}", "2024-02-13T18:05:00"),
        ("[2024/02/13 18:05:09] {}: {}", "2024-02-13T18:05:00"),
        ("[2024-02-13 18:05:09] <{}> {}", "2024-02-13T18:05:00"),
        ("2024-02-13T18:05:09 <@{}> {}", "2024-02-13T18:05:00"),
        ("2024-02-13 18:05:09\t{}\t{}", "2024-02-13T18:05:00"),
        ("[13-Feb-24 06:05 PM] {}: {}", "2024-02-13T18:05:00"),
    ],
)
def test_dates_of_programs_and_languages(line: str, moment: str) -> None:
    (draft,) = _items(f"{line.format('ida', 'It opens at nine.')}\n{line.format('jon', 'Thanks.')}\n")
    assert isinstance(draft, Draft)
    assert (draft.published, draft.text) == (moment, "ida: It opens at nine.\n\njon: Thanks.")


def test_one_date_tells_the_order_of_all() -> None:
    first, _ = _items("1/2/24, 18:05 - Ida: One.\n1/13/24, 18:05 - Ida: Two.\n")
    assert isinstance(first, Draft)
    assert first.published == "2024-01-02T18:05:00"


@pytest.mark.parametrize("name", ["rowing.log", "rowing.txt", "rowing"])
def test_a_log_of_irc_loses_who_came_and_went(name: str) -> None:
    first, _ = _items(IRSSI, name)
    assert isinstance(first, Draft)
    assert (first.title, first.published) == ("rowing – 2024-02-13", "2024-02-13T18:06:00")
    assert first.text == "ida: when does it open?\n\njonas: at nine\njonas has the key"


def test_a_log_without_dates_is_one_article() -> None:
    (draft,) = _items("[18:06] <ida> when?\n[18:07] * mia has joined #a\n[18:09] <jon> at nine\n")
    assert isinstance(draft, Draft)
    assert (draft.source, draft.published, draft.text) == ("quay.txt", None, "ida: when?\n\njon: at nine")


def test_the_days_of_hexchat_are_those_of_its_year() -> None:
    begins = "**** BEGIN LOGGING AT Tue Feb 13 18:00:01 2024\n\n"
    lines = "Feb 13 18:06:01 <ida>\twhen?\nFeb 13 18:06:05 *\tmia has joined\nFeb 14 18:09:01 <jon>\tat nine\n"
    assert [item.source for item in _items(begins + lines)] == ["quay.txt#2024-02-13", "quay.txt#2024-02-14"]


def test_an_export_of_discord_has_the_name_of_its_channel() -> None:
    (draft,) = _items(EXPORTER)
    assert isinstance(draft, Draft)
    assert draft.title == "boat-house – 2024-02-13"
    assert draft.text == "ida: When does it open?\nOn Saturday.\n\njonas: At nine."


@pytest.mark.parametrize(
    "text",
    [
        "13.02.24, 18:05 - a walk by the lake.\n\nThen we went home.\n",
        "2024-02-13 18:06:01 - INFO: started\n2024-02-13 18:06:02 - WARNING: nothing\n",
        "[2024-02-13 18:06:01] app.ERROR: failed\n[2024-02-13 18:06:02] app.INFO: well\n",
        "Minutes\n\n18:05 - The chair opens.\n18:10 - Prices: they rise.\n",
        "2024-02-13 - Ida: one.\n2024-02-14 - Ida: two.\n",
    ],
)
def test_other_texts_with_times_are_no_chats(text: str) -> None:
    (draft,) = _items(text)
    assert draft.source == "quay.txt"


def test_the_log_of_a_program_is_left_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("started\nstopped\n")
    (tmp_path / "b.log").write_text(IRSSI)
    items = list(load(str(tmp_path), limits=LimitSettings()))
    assert [Path(item.source).name for item in items if isinstance(item, Draft)] == [
        "b.log#2024-02-13",
        "b.log#2024-02-14",
    ]


@pytest.mark.parametrize("unit", ["a", "1.1.24, 1:00 - ", "[1/1/24 1:00 AM] a", "<", ":", "\u200e", "1", " ", "* "])
def test_time_grows_with_the_text(unit: str) -> None:
    began = time.process_time()
    _items(ANDROID + unit * (200_000 // len(unit)))
    _items(ANDROID + f"{unit}\n" * 40_000)
    assert time.process_time() - began < 10


def test_a_day_that_is_too_long_is_skipped_and_the_others_are_read() -> None:
    long_day = "".join(f"13.02.24, 18:{minute:02} - Ida: {'The boat leaks. ' * 5}\n" for minute in range(60))
    text = f"12.02.24, 09:00 - Ida: The oars are here.\n{long_day}14.02.24, 07:30 - Mia: The regatta is off.\n"
    document = RawDocument(content=text.encode(), name="chat.txt", source="chat.txt")
    read = list(extract_document(document, limits=LimitSettings(article_characters=1_000)))
    assert [type(each) for each in read] == [Draft, Skipped, Draft]
    assert isinstance(read[1], Skipped)
    assert read[1].source == "chat.txt#2024-02-13"

from __future__ import annotations

import time

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document

DISCORD_HEAD = (
    '<div class="preamble"><div class="preamble__entry">Rowing North</div>'
    '<div class="preamble__entry">Text Channels / boat-house</div></div>'
)
TELEGRAM_HEAD = '<div class="page_header"><div class="text bold">\nRowing North\n</div></div>'


def _drafts(body: str) -> list[Draft]:
    content = f"<!DOCTYPE html><html><head><title>Exported Data</title></head><body>{body}</body></html>".encode()
    document = RawDocument(content=content, name="chat.html", source="chat.html")
    return [item for item in extract_document(document, limits=LimitSettings()) if isinstance(item, Draft)]


def _discord(text: str, moment: str, writer: str = "") -> str:
    shown = f'<span class="chatlog__author" title="x">{writer}</span>' if writer else ""
    return (
        f'<div class="chatlog__message-container"><div class="chatlog__reply-author">Other</div>{shown}'
        f'<span class="chatlog__timestamp" title="{moment}"><a>short</a></span><div class="chatlog__content">'
        f'<span class="chatlog__markdown-preserve">{text}</span></div><div class="chatlog__reactions">2</div></div>'
    )


def _telegram(text: str, moment: str, writer: str = "") -> str:
    shown = f'<div class="from_name">\n{writer} \n</div>' if writer else ""
    day = f'<div class="pull_right date details" title="{moment}">18:06</div>'
    reply = '<div class="reply_to details">In reply to this</div>'
    body = f'{day}{shown}{reply}<div class="text">\n{text}\n</div>'
    return f'<div class="message default clearfix"><div class="body">{body}</div></div>'


def test_an_export_of_discord_is_divided_by_day() -> None:
    first, second = _drafts(
        DISCORD_HEAD
        + _discord("When does it <b>open</b>?", "Tuesday, February 13, 2024 6:06 PM", "Ida")
        + _discord("And the key?", "Tuesday, February 13, 2024 6:07 PM")
        + _discord("At nine.<br>Jon has it.", "Tuesday, February 13, 2024 6:09 PM", "Jon")
        + _discord("It is off.", "Wednesday, February 14, 2024 7:30 AM", "Mia")
    )
    assert (first.source, first.title) == ("chat.html#2024-02-13", "boat-house – 2024-02-13")
    assert first.published == "2024-02-13T18:06:00"
    assert first.text == "Ida: When does it open?\nAnd the key?\n\nJon: At nine.\nJon has it."
    assert second.text == "Mia: It is off."


def test_an_export_of_telegram_is_divided_by_day() -> None:
    service = '<div class="message service"><div class="body details">13 February 2024</div></div>'
    first, second = _drafts(
        TELEGRAM_HEAD
        + service
        + _telegram("When?", "03.02.2024 18:06:01 UTC+01:00", "Ida")
        + _telegram("And the key?", "03.02.2024 18:07:01 UTC+01:00")
        + _telegram("At nine.", "04.02.2024 08:00:00 UTC+01:00", "Jon")
    )
    assert (first.title, first.published) == ("Rowing North – 2024-02-03", "2024-02-03T18:06:00")
    assert first.text == "Ida: When?\nAnd the key?"
    assert second.text == "Jon: At nine."


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Dienstag, 13. Februar 2024 18:06", "2024-02-13T18:06:00"),
        ("Tuesday, 13 February 2024 12:06 AM", "2024-02-13T00:06:00"),
        ("2024-02-13 18:06", "2024-02-13T18:06:00"),
        ("Tuesday, February 13, 2024", "2024-02-13"),
        ("yesterday 18:06", None),
        ("99.99.2024 99:99", None),
    ],
)
def test_moments_are_read_where_they_can_be(written: str, moment: str | None) -> None:
    draft, *_ = _drafts(DISCORD_HEAD + _discord("When?", written, "Ida") + _discord("At nine.", written, "Jon"))
    assert draft.published == moment


def test_another_page_with_such_classes_is_no_chat() -> None:
    notes = "".join(
        f'<div class="message default"><p>The boat house opens at {hour} on Saturday.</p></div>' for hour in (9, 10)
    )
    (draft,) = _drafts(f"<article><h1>Hours</h1>{notes}</article>")
    assert draft.source == "chat.html"


def test_time_grows_with_the_chat() -> None:
    began = time.process_time()
    message = _discord("When does it open?", "Tuesday, February 13, 2024 6:06 PM", "Ida")
    assert len(_drafts(DISCORD_HEAD + message * 3_000)) == 1
    nested = '<div class="chatlog__content">' * 200 + "Words." + "</div>" * 200
    assert _drafts(DISCORD_HEAD + _discord(nested, "Tuesday, February 13, 2024 6:06 PM", "Ida") * 100)
    assert time.process_time() - began < 20

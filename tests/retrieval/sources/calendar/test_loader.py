from __future__ import annotations

import time

import pytest

from retrieval.core.errors import SourceEmpty
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document

OPENING = """\
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20260302T090000
DTEND;TZID=Europe/Berlin:20260302T110000
SUMMARY:Opening of the boat house
LOCATION:Pier 4
DESCRIPTION:Bring your own\\noar\\, please.
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
"""
REGATTA = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260310\nSUMMARY:Regatta on\n  the lake\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"


def _draft(events: str, name: str = "club-dates.ics", head: str = "") -> Draft:
    content = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{events}END:VCALENDAR\n".replace("\n", "\r\n").encode()
    (draft,) = extract_document(RawDocument(content=content, name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def test_each_event_stands_under_its_summary() -> None:
    draft = _draft(OPENING + REGATTA, head="X-WR-CALNAME:Rowing North\n")
    assert draft.title == "Rowing North"
    assert draft.text == (
        "## Opening of the boat house\n\nStart: 2026-03-02 09:00 (Europe/Berlin)\n"
        "End: 2026-03-02 11:00 (Europe/Berlin)\n"
        "Location: Pier 4\n\nBring your own\noar, please.\n\n"
        "## Regatta on the lake\n\nStart: 2026-03-10\nRepeats: yearly"
    )


def test_a_calendar_without_a_name_has_that_of_its_file_or_of_its_only_event() -> None:
    assert _draft(OPENING + REGATTA).title == "club dates"
    draft = _draft(REGATTA)
    assert (draft.title, draft.text) == ("Regatta on the lake", "Start: 2026-03-10\nRepeats: yearly")


def test_a_calendar_is_told_by_its_beginning() -> None:
    assert _draft(REGATTA, name="dates").title == "Regatta on the lake"


def test_the_name_of_an_event_is_none_of_the_calendar() -> None:
    assert _draft(REGATTA.replace("SUMMARY", "NAME:Other\nSUMMARY") + OPENING).title == "club dates"


@pytest.mark.parametrize("events", ["", "BEGIN:VTODO\nSUMMARY:Paint\nEND:VTODO\n", "BEGIN:VEVENT\nEND:VEVENT\n"])
def test_a_calendar_without_events_is_refused(events: str) -> None:
    with pytest.raises(SourceEmpty, match="no event in the calendar"):
        _draft(events)


@pytest.mark.parametrize("unit", ["BEGIN:VEVENT\n", REGATTA, "SUMMARY:a\n", " a\n", 'X;a="b":', "END:VEVENT\n"])
def test_time_grows_with_the_calendar(unit: str) -> None:
    began = time.process_time()
    _draft(REGATTA + unit * (200_000 // len(unit)))
    assert time.process_time() - began < 15

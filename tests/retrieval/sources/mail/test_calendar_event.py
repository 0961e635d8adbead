from __future__ import annotations

import time
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceEmpty
from retrieval.sources.mail.calendar_event import calendar_events

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

SECONDS = 2.0  # of the processor
EVENT = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20260305T100000
DTEND;TZID="Europe/Berlin":20260305T113000
SUMMARY:Inspection of the dyke\\, north side
LOCATION:Pump house\\; upper
  floor
DESCRIPTION:We walk from the lock to the pump house.\\n\\nPlease wear boo
 ts\\, the path is wet.
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:Another one
END:VEVENT
END:VCALENDAR
"""
TEXT = """Start: 2026-03-05 10:00 (Europe/Berlin)
End: 2026-03-05 11:30 (Europe/Berlin)
Location: Pump house; upper floor

We walk from the lock to the pump house.

Please wear boots, the path is wet.\n\n## Another one"""


def _invitation(calendar: str, *, is_alone: bool = True) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Invitation"
    message["From"] = "Ann Lee <ann@quay.example>"
    message["Date"] = "Tue, 03 Mar 2026 10:15:00 +0100"
    message.set_content(calendar if is_alone else "", subtype="calendar" if is_alone else "plain")
    if not is_alone:
        message.add_alternative(calendar, subtype="calendar")
    return message.as_bytes()


@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_invitation_is_an_article(load_one: LoadOne, line_end: str, *, is_alone: bool) -> None:
    draft = load_one("a.eml", _invitation(EVENT.replace("\n", line_end), is_alone=is_alone))
    assert draft.text == TEXT
    assert (draft.title, draft.author, draft.published) == (
        "Inspection of the dyke, north side",
        "Ann Lee",
        "2026-03-03T10:15:00+01:00",
    )


@pytest.mark.parametrize(
    ("properties", "facts"),
    [
        ("DTSTART;VALUE=DATE:20260305\nDTEND;VALUE=DATE:20260306", ("Start: 2026-03-05",)),
        ("DTSTART;VALUE=DATE:20260305\nDTEND;VALUE=DATE:20260308", ("Start: 2026-03-05", "End: 2026-03-07")),
        ("DTSTART:20260305T100000Z\nRRULE:FREQ=WEEKLY;COUNT=4", ("Start: 2026-03-05 10:00 (UTC)", "Repeats: weekly")),
        ("DTSTART:20260305T100000\nSTATUS:CANCELLED", ("Status: cancelled", "Start: 2026-03-05 10:00")),
        ("DTSTART:20261399T100000\nLOCATION:Quay", ("Location: Quay",)),
    ],
)
def test_times_and_states(properties: str, facts: tuple[str, ...]) -> None:
    event = next(calendar_events(f"BEGIN:VEVENT\n{properties}\nEND:VEVENT"), None)
    assert event is not None
    assert event.lines == (*facts, "", "")


def test_a_cancelled_invitation_says_so(load_one: LoadOne) -> None:
    draft = load_one("a.eml", _invitation(EVENT.replace("METHOD:REQUEST", "METHOD:CANCEL")))
    assert draft.text.startswith("Status: cancelled\nStart:")


@pytest.mark.parametrize("calendar", ["BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no calendar at all\n"])
def test_a_calendar_without_an_event_is_refused(load_one: LoadOne, calendar: str) -> None:
    with pytest.raises(SourceEmpty, match="a calendar without an event") as raised:
        load_one("a.eml", _invitation(calendar))
    assert "save its text as .txt" in raised.value.advice


@pytest.mark.parametrize(
    "text", ["BEGIN:VEVENT\n" * 20_000, 'A;"' * 70_000 + ":", "\n " * 100_000, "SUMMARY:\\n" * 20_000]
)
def test_long_calendars_take_little_time(text: str) -> None:
    started = time.process_time()
    list(calendar_events(text))
    assert time.process_time() - started < SECONDS


def test_later_events_of_a_calendar_are_kept(load_one: LoadOne) -> None:
    events = "".join(
        f"BEGIN:VEVENT\nSUMMARY:{name}\nDTSTART;VALUE=DATE:2026030{day}\nEND:VEVENT\n"
        for name, day in (("Opening", 3), ("Regatta", 4))
    )
    draft = load_one("a.eml", _invitation(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"))
    assert draft.title == "Opening"
    assert draft.text == "Start: 2026-03-03\n\n## Regatta\n\nStart: 2026-03-04"

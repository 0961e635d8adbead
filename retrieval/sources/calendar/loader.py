"""Calendars: each event under its summary, with start, end, place and description."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.core.errors import SourceEmpty
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import render
from retrieval.sources.base.draft import check_length, draft
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.decoding import decode
from retrieval.sources.mail.calendar_event import calendar_events, calendar_name, event_blocks

_MARKUP_SHARE = 8  # its properties may be so many times as long as what is shown of them


class CalendarLoader(FileLoader):
    """Reads `.ics`: the events of a calendar in its order, without what it holds for programs alone."""

    suffixes = (".ics", ".ical")
    types = ("text/calendar",)
    beginning = re.compile(rb"(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR", re.IGNORECASE)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the one article of the calendar."""
        text = decode(content, where=source, declared=charset)
        check_length(len(text), where=source, limits=self._limits, share=_MARKUP_SHARE)
        events = list(calendar_events(text))
        if not events:
            raise SourceEmpty(
                "there is no event in the calendar", where=source, advice="Export it again, or leave it out."
            )
        title = calendar_name(text) or (events[0].summary if len(events) == 1 else "")
        yield draft(
            source=source,
            title=title,
            text=render(block for event in events for block in event_blocks(event, title)),
            published=None,
            limits=self._limits,
        )

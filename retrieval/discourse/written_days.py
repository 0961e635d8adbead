"""Days as articles write them in running text: which words are a date, and which date may be that of publication."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from retrieval.discourse.dates import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, iso_date
from retrieval.text.normalize import one_line

_DATE = rf"(?:{DAY_FIRST}|{MONTH_FIRST}|{YEAR_FIRST}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
_DATE += r"|\d{1,2}[./-]\d{1,2}[./-]\d{4})"
_DATE += r"|\d{4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일]?"
_DATE = re.sub(r"\((?!\?)", "(?:", _DATE)  # its groups are counted by nobody
WHEN = rf"(?:\w+\.?,?\s+)?(?:{_DATE})(?:[\s,T]+(?:at|um|à|a las)?\s*\d{{1,2}}[:.h]\d{{2}}\S*(?:\s*[ap]\.?m\.?)?)?"
WHEN += r"(?:\s*(?:\(?[A-Z]{2,4}\)?|Uhr))?"
_FIRST_YEAR, _LAST_YEAR = 1450, 2100


def plausible_day(written: str) -> str | None:
    """Return the day of a date or a time, if it is a plausible date of publication."""
    if number := re.fullmatch(r"(\d{10})(?:\d{3})?|((?:19|20)\d{2})([01]\d)([0-3]\d)", written.strip()):
        written = _of_seconds(int(number[1])) if number[1] else "-".join(number.groups()[1:])
    text = re.sub(r"\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?|Uhr)$", "", one_line(written))
    day = iso_date(text) or iso_date(re.sub(r"^\w+\.?,?\s+", "", text))
    return day[:10] if day and _FIRST_YEAR <= int(day[:4]) <= _LAST_YEAR else None


def _of_seconds(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()

"""Dates: what documents write, as ISO 8601, wherever it can mean only one day."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTH_NAMES = """
january januar janvier enero gennaio janeiro januari stycznia января
february februar février fevrier febrero febbraio fevereiro februari lutego февраля
march märz maerz mars marzo março maart marts marca марта
april avril abril aprile kwietnia апреля
may mai mayo maggio maio mei maj maja мая
june juni juin junio giugno junho czerwca июня
july juli juillet julio luglio julho lipca июля
august août aout agosto augustus augusti sierpnia августа
september septembre septiembre setiembre settembre setembro września сентября
october oktober octobre octubre ottobre outubro października октября
november novembre noviembre listopada ноября
december dezember décembre decembre diciembre dicembre dezembro desember grudnia декабря
"""
# Names that are read in full only: their first letters mean other months elsewhere, as Finnish `marraskuuta` does.
_WHOLE_NAMES = """
ledna tammikuuta ocak ianuarie január januára ιανουαρίου січня sausio
února helmikuuta şubat februarie február februára φεβρουαρίου лютого vasario
března maaliskuuta mart martie március μαρτίου березня kovo
dubna huhtikuuta nisan aprilie április apríla απριλίου квітня balandžio
května toukokuuta mayıs május mája μαΐου травня gegužės
června kesäkuuta haziran iunie június júna ιουνίου червня birželio
července heinäkuuta temmuz iulie július júla ιουλίου липня liepos
srpna elokuuta ağustos augusztus αυγούστου серпня rugpjūčio
září syyskuuta eylül septembrie szeptember σεπτεμβρίου вересня rugsėjo
října lokakuuta ekim octombrie október οκτωβρίου жовтня spalio
listopadu marraskuuta kasım noiembrie νοεμβρίου листопада lapkričio
prosince joulukuuta aralık decembrie δεκεμβρίου грудня gruodžio
"""
_MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES.strip().split("\n"), start=1) for name in names.split()
}
_MONTHS |= {"sept": 9, "mrz": 3, "juil": 7}
_WHOLE_MONTHS = {
    name: number for number, names in enumerate(_WHOLE_NAMES.strip().split("\n"), start=1) for name in names.split()
}
_SHORT_NAME = 3  # letters
_NOON = 12
_WORD = r"[^\W\d_]+"
_WEEKDAY = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mo|die?n?s|mitt?woch|do(?:nner)?s?|fr(?:ei)?"
    r"|sa(?:ms)?|sonn?)(?:tag)?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves"
    r"|viernes|sábado|domingo)(?:\.|,)*\s+(?:(?:den|le|el)\s+)?",
    re.IGNORECASE,
)
_ORDINAL = "(?:st|nd|rd|th|er|º)?"
DAY_FIRST = rf"(\d{{1,2}}){_ORDINAL}\.?(?:\s(?:of|de)\b)?[\s-]*({_WORD})\.?,?(?: de| del)?[\s-]+(\d{{4}})\b"
MONTH_FIRST = rf"({_WORD})\.?\s+(\d{{1,2}}){_ORDINAL},?\s+(\d{{4}})\b"
YEAR_FIRST = rf"(\d{{4}})(?:\.|\s?m\.)?\s+({_WORD})\s+(\d{{1,2}})(?!\d)(?:\.|\s?d\.)?"  # in Hungarian and Lithuanian
_DAY_FIRST = re.compile(rf"{DAY_FIRST}(.*)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{MONTH_FIRST}(.*)", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"{YEAR_FIRST}(.*)", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b(.*)")
_ISO_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)")
_IDEOGRAPHS = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?(.*)")
_CLOCK = re.compile(r"[\s,T]*(?:at\s+|um\s+|à\s+|a las\s+)?\d{1,2}[:.h]\d{2}.*|\s*", re.IGNORECASE | re.DOTALL)
_ZONE = re.compile(r"(?<!\s)\s+(Z|[+-]\d{2}:?\d{2})$")
_LABEL = "(?:date|dated|published|published on|publication date|pubdate)"
_STATED = re.compile(rf"{_LABEL}(?:\s*:|\s)\s*(.+)", re.IGNORECASE)
_LABELLED = re.compile(rf"{_LABEL}\s*:", re.IGNORECASE)


def stated_date(line: str) -> str | None:
    """Return the date that a line of its own states (`Published: 3 May 2026`); None where it may mean two days."""
    match = _STATED.fullmatch(line.strip())
    return iso_date(match[1]) if match else None


def is_date_line(line: str) -> bool:
    """Return whether the line says that a date follows, even one that may mean two days."""
    return bool(_LABELLED.match(line.strip()))


def iso_date(written: str) -> str | None:
    """Return a written date as ISO 8601, or None where it is no date or may be several.

    `2024-05-03`, `3 May 2024`, `May 3rd, 2024`, `Friday, 3 May 2024, 10:15`, `3. Mai 2024`, `3 de mayo de 2024`,
    `2024年5月3日` and `25/12/2024` are dates; `03/05/2024` may be two dates and is not read. The time of day is kept
    where all of it is ISO 8601. Months are read in the languages of _MONTH_NAMES.
    """
    written = written.strip()
    weekday = _WEEKDAY.match(written)
    written = written[weekday.end() :] if weekday else written
    return _iso_moment(written) or _iso_day(written) or _named(written) or _numbered(written)


def _iso_moment(written: str) -> str | None:
    spaced = _ZONE.sub(r"\1", written)
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", spaced):
        return None
    try:
        return datetime.fromisoformat(spaced).isoformat()
    except ValueError:
        return None


def _iso_day(written: str) -> str | None:
    if match := _IDEOGRAPHS.fullmatch(written):
        return _day(match[1], match[2], match[3], match[4])
    match = _ISO_DAY.fullmatch(written)
    return _day(match[1], match[3], match[4], match[5]) if match else None


def _named(written: str) -> str | None:
    if match := _DAY_FIRST.fullmatch(written):
        return _day(match[3], match[2], match[1], match[4])
    if match := _MONTH_FIRST.fullmatch(written):
        return _day(match[3], match[1], match[2], match[4])
    if match := _YEAR_FIRST.fullmatch(written):
        return _day(match[1], match[2], match[3], match[4])
    return None


def _numbered(written: str) -> str | None:
    match = _NUMBERS.fullmatch(written)
    if not match:
        return None
    readings = {_day(match[4], match[3], match[1], match[5]), _day(match[4], match[1], match[3], match[5])} - {None}
    return readings.pop() if len(readings) == 1 else None


def _day(year: str, month: str, day: str, rest: str) -> str | None:
    if not _CLOCK.fullmatch(rest):
        return None
    try:
        return date(int(year), _month(month), int(day)).isoformat()
    except ValueError:
        return None


def month_number(name: str) -> int | None:
    """Return the number of a month by its name or the first letters of it, in English, German, French or Spanish."""
    try:
        return _month(name.rstrip("."))
    except ValueError:
        return None


def hour_of_day(hour: int, half: str) -> int:
    """Return the hour from 0 to 23 of a clock.

    Args:
        hour: as written.
        half: "a" or "p" of a clock with twelve hours, in capitals or not; empty for one with 24.
    """
    return hour % _NOON + (_NOON if half in ("p", "P") else 0) if half else hour


def _month(written: str) -> int:
    """Return the number of a month that is written as a number, a name, or the first letters of a name."""
    name = written.casefold()
    if number := _MONTHS.get(name) or _WHOLE_MONTHS.get(name):
        return number
    numbers = {number for month, number in _MONTHS.items() if month.startswith(name)}
    return numbers.pop() if len(numbers) == 1 and len(name) >= _SHORT_NAME else int(written)

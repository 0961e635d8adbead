"""Numbers of Excel workbooks as their cells show them: dates, times, shares, and amounts of money."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

# The formats that have a number and no code in the file (ECMA-376, part 1, 18.8.30).
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "0", 4: "0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "yyyy-mm-dd",
    17: "yyyy-mm-dd", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "0", 38: "0",
    39: "0.00", 40: "0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].')
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)  # colours and conditions
_NUMBER = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?")
_PLAIN = re.compile(r"[^#0?/@]*")  # what may stand before and behind a number that is shown
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  days without a zone
_LAST_DAY = 2_958_465  # 31 December 9999
_MOST_DECIMALS = 10
_DAY_SECONDS = 86_400


def shown_number(value: str, format_id: int, code: str, *, from_1904: bool = False) -> str:
    """Return a number as its cell shows it, dates in the form of ISO 8601 and numbers with a point.

    Args:
        value: as it is stored, `45352.375`.
        format_id: of its format.
        code: of that format, `0.00" €"`; empty where the file states none.
        from_1904: whether days are counted from 1904.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    code = (code or _BUILT_IN.get(format_id, "")).split(";", 1)[0]
    bare = _LITERAL.sub("", _BRACKETS.sub("", _CURRENCY.sub("", code))).casefold()
    if any(letter in bare for letter in "ymdhs") and "general" not in bare:
        return _moment(number, bare, from_1904=from_1904) or _plain(number)
    return _amount(number, code) if bare and "general" not in bare and "e+" not in bare else _plain(number)


def _plain(number: float) -> str:
    return f"{number:.15g}" if abs(number) < 1e15 else f"{number:.0f}"  # noqa: PLR2004  all digits that Excel keeps


def _moment(number: float, bare: str, *, from_1904: bool) -> str:
    """Return a day, a time or both; empty for a number that is no date."""
    has_day, has_time = "y" in bare or "d" in bare, "h" in bare or "s" in bare
    if not 0 <= number <= _LAST_DAY:
        return ""
    seconds = round(number * _DAY_SECONDS)
    if "[" in bare or (not has_day and has_time and number >= 1):
        return f"{seconds // 3600}:{seconds // 60 % 60:02}"
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(seconds=seconds)
    if has_time:
        return moment.strftime("%Y-%m-%d %H:%M" if has_day else "%H:%M:%S" if moment.second else "%H:%M")
    return moment.date().isoformat() if has_day else moment.strftime("%Y-%m")


def _amount(number: float, code: str) -> str:
    """Return a number with the decimals, the sign of per cent and the words that its format gives it."""
    code = _BRACKETS.sub("", _CURRENCY.sub(lambda match: f'"{match[1]}"', code))
    masked = _LITERAL.sub(lambda match: "\0" * len(match[0]), code)
    match = _NUMBER.search(masked)
    if match is None:
        return _plain(number)
    before, behind = masked[: match.start()], masked[match.end() :]
    if not _PLAIN.fullmatch(before) or not _PLAIN.fullmatch(behind):  # a fraction, a telephone number
        return _plain(number)
    number = number * 100 if "%" in before + behind else number
    decimals = min(len(match[1] or ""), _MOST_DECIMALS)
    words = f"{number:.{decimals}f}" if "#" not in (match[1] or "") else _plain(round(number, decimals))
    return f"{_words(code[: match.start()])}{words}{_words(code[match.end() :])}".strip()


def _words(code: str) -> str:
    """Return what a part of a format writes itself."""
    return _LITERAL.sub(
        lambda match: match[0].strip('"') if match[0][0] == '"' else match[0][1:] if match[0][0] == "\\" else "", code
    )

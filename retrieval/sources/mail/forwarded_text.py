"""Forwarded text: the e-mails of others that a writer passes on inside an e-mail, below a line that says so.

They are articles of their own, with their own senders, so that nobody's words are taken for another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from retrieval.discourse.dates import iso_date
from retrieval.sources.mail.own_text import own_lines
from retrieval.sources.mail.reply_marks import FROM, SENT, SUBJECT, TO, begins_original, is_forward_line

_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|enc|doorst|vb|vs|pd|továbbítás|转发|轉寄|転送)\s?[:：]", re.IGNORECASE)
_MOST = 10  # e-mails that were passed on one inside the other
_HEADER_LINES = 12
_VALUE_CHARACTERS = 300  # of a header that are looked at
_LABELLED = re.compile(r"\s*[*_]{0,2}[^\W\d_][\w -]{0,30}\s?[:：][*_]{0,2}(?:\s|$)")
_ADDRESS = re.compile(r"\s*[<\[(].*")
_CLOCK = re.compile(r"[,\s]+(?:(?:at|um|à|a las|alle ore|om|kl\.?)\s+)?\d{1,2}[:.h]\d{2}.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardedText:
    """An e-mail that was passed on."""

    author: str  # a name or an address; empty where it is not there
    title: str  # its subject, likewise
    published: str | None  # ISO 8601
    lines: tuple[str, ...]  # that its sender wrote


def forwarded_texts(lines: Sequence[str], subject: str) -> Iterator[ForwardedText]:
    """Yield what an e-mail passes on, the outer first.

    Args:
        lines: of the whole e-mail.
        subject: of the e-mail; one such as "Fwd: Tides" makes the copy below it a forwarded one.
    """
    rest = list(lines)
    for _ in range(_MOST):
        start = next((at for at in range(len(rest)) if is_forward_line(rest[at]) or begins_original(rest, at)), None)
        if start is None or not (is_forward_line(rest[start]) or _FORWARDED.match(subject)):
            return
        fields, rest = _split_headers(rest[start:])
        subject = _value(fields, SUBJECT)
        own = own_lines(rest)
        if any(line.strip() for line in own):
            yield ForwardedText(
                author=_ADDRESS.sub("", sender) if (sender := _value(fields, FROM)) else "",
                title=subject,
                published=_day(_value(fields, SENT)),
                lines=tuple(own),
            )


def _split_headers(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the headers of a copy, and the lines below them.

    Args:
        lines: from the line that says it is one, or from its first header.
    """
    fields: list[str] = []
    end = 0
    for at, line in enumerate(lines[: _HEADER_LINES * 2]):
        if not line.strip() or (at == 0 and not _is_field(line)):
            continue
        is_beside = bool(fields) and end == at
        if len(fields) == _HEADER_LINES or not (_is_field(line) or (is_beside and _LABELLED.match(line))):
            break
        fields.append(line)
        end = at + 1
    return fields, list(lines[max(end, 1) :])


def _is_field(line: str) -> bool:
    return any(field.fullmatch(line) for field in (FROM, SENT, TO))


def _value(fields: Sequence[str], name: re.Pattern[str]) -> str:
    line = next((line for line in fields if name.fullmatch(line)), "")
    return re.split("[:：]", line, maxsplit=1)[-1].strip(" \t*_")[:_VALUE_CHARACTERS] if line else ""


def _day(written: str) -> str | None:
    with suppress(Exception):  # the value is no date
        return parsedate_to_datetime(written).isoformat()
    return iso_date(written) or iso_date(_CLOCK.sub("", written))

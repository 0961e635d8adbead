"""Mailbox files: splits an `.mbox`, in which programs export folders of e-mails, into its messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENING = re.compile(rb"From [^\r\n]*\r?\n")
# A file without a suffix is a mailbox where a line `From …` has a year, and headers stand below it.
BEGINNING = re.compile(rb"From [^\r\n]*\b\d{4}\b[^\r\n]*\r?\n(?:>?[A-Za-z][\w-]*:[^\r\n]*\r?\n){2}")
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\b\d{4}\b[^\r\n]*\r?\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mailbox(content: bytes) -> bool:
    """Return whether a file begins as a mailbox does, with a line `From …` that is no header."""
    return _OPENING.match(content) is not None


def messages(content: bytes) -> Iterator[bytes]:
    """Yield the messages in a mailbox, each as it would be saved by itself."""
    first = _OPENING.match(content)
    starts = list(_SEPARATOR.finditer(content)) or ([first] if first else [])
    ends = [*(opening.start() for opening in starts[1:]), len(content)]
    for opening, end in zip(starts, ends, strict=True):
        message = content[opening.end() : end]
        if message.strip():
            yield _ESCAPED.sub(rb"\1", message)

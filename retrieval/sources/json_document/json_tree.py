"""JSON text: parses it within bounds on time and memory."""

from __future__ import annotations

import json
from typing import Any

from retrieval.core.errors import SourceDamaged, SourceTooLarge
from retrieval.sources.files.decoding import decode

# A value takes up to 150 bytes once it is parsed (600 MB for the limit), and some microseconds to be looked through.
_MOST_VALUES = 4_000_000
_EXTRA = "Extra data"  # the parser's message where another value follows
_OPEN_STRING = "Unterminated string"
EXPECTED = (
    'Footnote reads an array of objects that have "title" and "text" (or "content", "body", "html"), alone or inside an'
    " object; exports of WordPress, Ghost and DiscordChatExporter; and JSON Lines."
)


def parse_json(content: bytes, where: str) -> Any:
    """Return the value that a document holds; of several values, one a line, the list of them.

    Of a key that occurs twice in an object, the last value counts; `NaN` and infinite numbers are None.

    Args:
        content: the document.
        where: for messages.

    Raises:
        SourceNotText: it is no text.
        SourceTooLarge: it has too many values.
        SourceDamaged: it is no JSON, is cut off, or is nested too deep.
    """
    text = decode(content, where=where)
    if sum(text.count(sign) for sign in ",[{") > _MOST_VALUES:
        raise SourceTooLarge(
            f"its JSON has more than {_MOST_VALUES:,} values", where=where, advice="Split it into several files."
        )
    try:
        return _parse(text)
    except json.JSONDecodeError as error:
        if error.msg == _EXTRA and (values := _parse_lines(text)) is not None:
            return values
        is_cut_off = error.pos >= len(text.rstrip()) - 1 or error.msg.startswith(_OPEN_STRING)
        what = "is cut off" if is_cut_off else f"is damaged ({error.msg.lower()})"
        position = f"line {error.lineno:,}, character {error.colno:,}"
        raise SourceDamaged(f"its JSON {what} at {position}", where=where, advice="Export it again.") from error
    except RecursionError as error:
        raise SourceDamaged("its JSON is nested too deep", where=where, advice="Export it in another form.") from error
    except ValueError as error:  # a number of thousands of digits
        raise SourceDamaged(
            "its JSON holds a number that is too long", where=where, advice="Export it again."
        ) from error


def _parse(text: str) -> Any:
    return json.loads(text, parse_constant=lambda _: None)


def _parse_lines(text: str) -> list[Any] | None:
    """Return the values of JSON Lines; None where a line is no JSON value."""
    try:
        return [_parse(line) for line in text.split("\n") if line.strip()]
    except ValueError:
        return None

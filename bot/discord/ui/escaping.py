r"""Escapes text from articles and people for Discord's markdown: every character is shown, none is interpreted.

Discord's client reads `\` and one ASCII sign as that sign, before any other of its rules gets to see it. So a backslash
goes before every sign that can open one of its constructs, and a reader sees the text as it was written:

- always: `\ * _ ~ | ` < > [ ] # @`, which open emphasis, spoilers, code, mentions, time stamps, custom emoji, links in
  angle brackets, masked links, quotes, headings and `@everyone`;
- `:` before anything but a blank, for `:smile:` and for the scheme of a bare URL: `https\://` is no link to the client,
  makes no preview, and reads and copies as `https://`. Wrapping it as `<https://…>` would keep a link, to wherever a
  stranger likes; a zero-width mark in it would be copied with it;
- `-`, `+`, and the mark after a number, where a line begins, for lists and `-#` small print;
- the dot in `discord.gg/…` and its like, which are invitations even without a scheme.

Only ASCII signs are escaped: before an emoji some clients show the backslash. An escape changes what is seen, not what
Discord's servers read: whether anybody is pinged is decided by the message's `allowed_mentions` alone.

The whitespace and the invisible characters of the text are those that the library stores (`normalise`): for a quote,
nothing changes.
"""

from __future__ import annotations

import re
import unicodedata

from bot.discord.ui.truncation import ELLIPSIS, kept_length
from retrieval import normalise

_BOLD = "**"
_NO_BREAK = "\u00a0"

# The sign to escape is the last character of each match.
_INTERPRETED = re.compile(
    r"[\\*_~|`<>\[\]#@]|:(?!\s)|^[^\S\n]*(?:[-+]|\d+[.)])|discord(?:app)?\.(?=\w)", re.MULTILINE | re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")

# A masked link's name knows no escapes, so only words may stand there; in its URL, even inside angle brackets, the
# first closing bracket would end it.
_NAME = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")
_IN_LINK = {ord(sign): f"%{ord(sign):02X}" for sign in "()<>\\\"'`| "}

_NO_INK = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # they count as letters and symbols, and are blank


def quoted(text: str, *, mark: tuple[int, int] | None = None, limit: int | None = None) -> str:
    """Return the text, escaped, with its line ends.

    Args:
        text: as a stranger wrote it.
        mark: a range of it, in code points, to be shown bold.
        limit: most UTF-16 code units of the result, at least 1. A longer text ends with a word and an ellipsis.
    """
    return _shown(_pieces(text, mark), limit)


def plain(text: str, *, mark: tuple[int, int] | None = None, limit: int | None = None) -> str:
    """Return the text, escaped, on one line: a run of blanks and line ends becomes a space; otherwise as `quoted`."""
    return _shown([re.sub(r"\s+", " ", piece) for piece in _pieces(text, mark)], limit)


def block(markdown: str) -> str:
    """Return escaped text as a block quote. With several lines, it includes all that follows in its text display."""
    return f">>> {markdown}" if "\n" in markdown else f"> {markdown}"


def label(text: str, limit: int) -> str:
    """Return the text on one line for places without markdown: buttons, choices, placeholders. Never blank.

    A no-break space stays one, as French wants before a question mark; no text from the library has any.
    """
    parts = (" ".join(normalise(part).split()) for part in text.split(_NO_BREAK))
    line = _NO_BREAK.join(filter(None, parts))
    end = kept_length(line, limit)
    shown = line if end == len(line) else line[:end] + ELLIPSIS
    return shown if has_ink(shown) else ELLIPSIS


def link(name: str, url: str) -> str:
    """Return a masked link without a preview.

    Raises:
        ValueError: the name is more than words: Discord would show its escapes, or refuse the link.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"a masked link cannot be named {name!r}: give it words of our own, without signs")
    return f"[{name}](<{url.translate(_IN_LINK)}>)"


def unescaped(markdown: str) -> str:
    """Return escaped text as a reader sees it."""
    return _ESCAPE.sub(r"\1", markdown)


def has_ink(text: str) -> bool:
    """Return whether the text has a visible character."""
    return any(unicodedata.category(character) not in _NO_INK and character not in _BLANK_LETTERS for character in text)


def _pieces(text: str, mark: tuple[int, int] | None) -> list[str]:
    """Return the text before the mark, in it and after it; without a mark all is before it."""
    shown = normalise(text)
    if mark is None or shown != text:  # offsets would no longer point where they did
        return [shown, "", ""]
    inside = text[mark[0] : mark[1]]
    start = mark[0] + len(inside) - len(inside.lstrip())
    end = start + len(inside.strip())
    return [text[:start], text[start:end], text[end:]] if start < end else [text, "", ""]


def _shown(pieces: list[str], limit: int | None) -> str:
    """Return the pieces, escaped and cut, the second in bold. Each counts as the beginning of a line."""
    pieces = [piece[: None if limit is None else limit + 1] for piece in pieces]  # more is never shown
    marks = 2 * len(_BOLD) if pieces[1] else 0
    if marks and limit is not None and limit <= marks:
        return _shown(["".join(pieces), "", ""], limit)
    escaped = [_escaped(piece) for piece in pieces]
    whole = [character for piece in escaped for character in piece]
    end = len(whole) if limit is None else kept_length(whole, limit - marks)
    first, second = len(pieces[0]), len(pieces[0]) + len(pieces[1])
    inside = "".join(whole[first : min(second, end)])
    bold = f"{_BOLD}{inside}{_BOLD}" if inside else ""
    dots = ELLIPSIS if end < len(whole) else ""
    return "".join([*whole[: min(first, end)], bold, *whole[second:end], dots])


def _escaped(piece: str) -> list[str]:
    """Return each character as it is written: itself, or itself behind a backslash."""
    shown = list(piece)
    for match in _INTERPRETED.finditer(piece):
        at = match.end() - 1
        shown[at] = f"\\{piece[at]}"
    return shown

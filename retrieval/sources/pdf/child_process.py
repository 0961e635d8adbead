"""A process of its own that reads one PDF: its file on standard input, what it says on standard output, in JSON lines.

A PDF can make whoever reads it take any time and memory, and no thread can be stopped. So the one who started this
process stops it after a while, and the operating system holds it to the memory that it was given.

The first line is `{"pages", "title", "author", "created"}` or `{"error"}`; then there is a line for each page, the
lines of text on it in the order in which they were drawn, or why it could not be read, as text. A line of text is
`[x, y, size, bold, [[x, text], …]]` in points from the lower left corner, upright, with a part for each stretch that a
wide gap sets apart.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

_EM_SHARE = 0.5  # of the size: the mean width of a letter; those of East Asia are as wide as the size
_WIDE_FROM = "\u2e80"
_RIGHT_TO_LEFT = ("\u0590", "\u08ff")
_GAP = 1.5  # sizes between two stretches on a line: more than the widest space between words that are set flush
_HEAVY = ("bold", "black", "heavy", "semibold", "demi")
_OVER = 2  # times the characters that an article may have, from which on the rest is not read


def main() -> int:
    """Reads what standard input holds, within the limits that the command line names in JSON."""
    limits = json.loads(sys.argv[1])
    _bound(megabytes=limits["megabytes"], seconds=limits["seconds"])
    try:
        for record in _records(sys.stdin.buffer.read(), pages=limits["pages"], characters=limits["characters"]):
            print(json.dumps(record))
    except MemoryError:
        print(json.dumps({"error": "memory"}))
    return 0


def _bound(*, megabytes: int, seconds: float) -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system has such bounds; pypdf has some of its own
        import resource  # noqa: PLC0415  not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)


def _records(content: bytes, *, pages: int, characters: int) -> Iterator[Any]:
    from pypdf import PdfReader  # noqa: PLC0415  after the bounds are set
    from pypdf.errors import DependencyError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            yield {"error": "password"}
            return
        count = len(reader.pages)
    except DependencyError:
        yield {"error": "cipher"}
        return
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  a stranger's file in a stranger's code: whatever it raises
        yield {"error": "damaged", "detail": type(error).__name__}
        return
    if not 0 < count <= pages:
        yield {"error": "pages" if count else "damaged"}
        return
    yield {"pages": count, **_information(reader)}
    read = 0
    for number in range(count):
        lines = _page(reader, number)
        read += sum(len(text) for line in lines for _, text in line[4]) if isinstance(lines, list) else 0
        if read > _OVER * characters:
            yield {"error": "long"}
            return
        yield lines


def _information(reader: Any) -> dict[str, str | None]:
    known: dict[str, str | None] = {"title": None, "author": None, "created": None}
    with suppress(Exception):
        for key, name in (("title", "/Title"), ("author", "/Author")):
            value = reader.metadata.get(name)
            known[key] = str(value)[:1_000] if isinstance(value, str) else None
        created = reader.metadata.creation_date
        known["created"] = created.date().isoformat() if created else None
    return known


def _page(reader: Any, number: int) -> list[Any] | str:
    from pypdf.errors import LimitReachedError  # noqa: PLC0415  as above

    try:
        page = reader.pages[number]
        turned = int(page.rotation or 0) % 360
        for orientations in ((turned,), (0, 90, 180, 270)):
            lines = _Lines(turned)
            page.extract_text(orientations=orientations, visitor_text=lines.take)
            if found := lines.ended():
                return found
    except MemoryError:
        raise
    except LimitReachedError:
        return "limit"
    except Exception:  # noqa: BLE001  as above: the other pages go on
        return "damaged"
    return []


class _Lines:
    """Collects the pieces of text that pypdf comes across, as lines."""

    def __init__(self, turned: int) -> None:
        self._turned = turned
        self._lines: list[Any] = []
        self._pieces: list[tuple[str, float, float, float, bool]] = []

    def take(self, text: str, page: Any, matrix: Any, font: Any, size: float) -> None:
        """A piece with its matrices, as pypdf's visitors are given them."""
        for number, part in enumerate(text.split("\n")):
            if number:
                self._end()
            if part:
                x, y, scale = _place(page, matrix, self._turned)
                self._pieces.append((part, x, y, abs(float(size)) * scale, _is_bold(font)))

    def ended(self) -> list[Any]:
        """All lines."""
        self._end()
        return self._lines

    def _end(self) -> None:
        shown = [piece for piece in self._pieces if piece[0].strip()]
        if shown:
            sizes: dict[float, int] = {}
            for text, _, _, size, _ in shown:
                sizes[size] = sizes.get(size, 0) + len(text.strip())
            size = max(sizes, key=lambda one: (sizes[one], one))
            y = next(piece[2] for piece in shown if piece[3] == size)
            is_bold = all(piece[4] for piece in shown)
            parts = _parts(self._pieces, size)
            self._lines.append([round(parts[0][0], 1), round(y, 1), round(size, 1), is_bold, parts])
        self._pieces = []


def _place(page: Any, matrix: Any, turned: int) -> tuple[float, float, float]:
    """Where a piece stands on the page as it is looked at, and what its size is multiplied by."""
    a, b, c, d = (float(one) for one in page[:4])
    x = float(matrix[4]) * a + float(matrix[5]) * c + float(page[4])
    y = float(matrix[4]) * b + float(matrix[5]) * d + float(page[5])
    up = (float(matrix[2]) * a + float(matrix[3]) * c, float(matrix[2]) * b + float(matrix[3]) * d)
    scale = (up[0] ** 2 + up[1] ** 2) ** 0.5
    upright = {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}
    return *upright.get(turned, (x, y)), scale


def _is_bold(font: Any) -> bool:
    name = str(font.get("/BaseFont", "")).lower() if hasattr(font, "get") else ""
    return any(word in name for word in _HEAVY)


def _parts(pieces: list[tuple[str, float, float, float, bool]], size: float) -> list[list[Any]]:
    """The line's text, parted where a gap is too wide for one between words."""
    first = next(at for at, piece in enumerate(pieces) if piece[0].strip())
    parts: list[list[Any]] = [[round(pieces[first][1], 1), ""]]
    end = pieces[first][1]
    for text, x, _, _, _ in pieces:
        is_gap = text.strip() and parts[-1][1].strip() and x - end > _GAP * size
        if is_gap and not _is_right_to_left(parts[-1][1] + text):
            parts.append([round(x, 1), ""])
        parts[-1][1] += text
        end = max(end, x + _width(text, size))
    return [[x, text] for x, text in parts if text.strip()]


def _width(text: str, size: float) -> float:
    return sum(size if letter >= _WIDE_FROM else _EM_SHARE * size for letter in text)


def _is_right_to_left(text: str) -> bool:
    return any(_RIGHT_TO_LEFT[0] <= letter <= _RIGHT_TO_LEFT[1] for letter in text)


if __name__ == "__main__":
    sys.exit(main())

"""The program of the process that reads one PDF: from standard input, to standard output as JSON lines.

A PDF can make its reader take any time and memory, and a thread cannot be stopped. So the process that started this
process stops it after a while, and the operating system holds it to the memory that its command line allows.

The first line is `{"pages", "title", "author", "created"}` or `{"error"}`; then there is a line for each page, the
lines of text on it in the order in which they were drawn, or why it could not be read, as text. A line of text is
`[x, y, size, bold, [[x, text], …]]` in points from the lower left corner, upright, with a part for each stretch that a
wide gap sets apart.
"""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

_OVER = 2  # times the characters that an article may have, from which on the rest is not read


def main() -> int:
    """Read the PDF on standard input, within the limits that the command line gives as JSON."""
    limits = json.loads(sys.argv[1])
    _limit_resources(megabytes=limits["megabytes"], seconds=limits["seconds"])
    try:
        for record in _records(sys.stdin.buffer.read(), pages=limits["pages"], characters=limits["characters"]):
            print(json.dumps(record))
    except MemoryError:
        print(json.dumps({"error": "memory"}))
    return 0


def _limit_resources(*, megabytes: int, seconds: float) -> None:
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
    read, fonts = 0, _fonts.Fonts()
    for number in range(count):
        lines = _read_page(reader, number, fonts)
        if lines == "cipher":
            yield {"error": "cipher"}
            return
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


def _read_page(reader: Any, number: int, fonts: Any) -> list[Any] | str:
    from pypdf.errors import DependencyError, LimitReachedError  # noqa: PLC0415  after the limits are set

    try:
        page = reader.pages[number]
        return list(_text_lines.build_lines(_text_runs.read_runs(page, fonts), int(page.rotation or 0) % 360))
    except MemoryError:
        raise
    except LimitReachedError:
        return "limit"
    except DependencyError:  # the document was opened without its cipher, of which its pages have need
        return "cipher"
    except Exception:  # noqa: BLE001  as above: the other pages go on
        return "damaged"


def _load_module(package: str, name: str) -> Any:
    """Import a module beside this file or of the package `base`, and no package, which would take time and memory.

    It is registered by its full name, so that the modules that are loaded after it can import it. The folder is not on
    the path, lest its modules hide the standard library's.
    """
    full_name = f"retrieval.sources.{package}.{name}"
    path = Path(__file__).parent.parent / package / f"{name}.py"
    spec = importlib.util.spec_from_file_location(full_name, path)
    if spec is None or spec.loader is None:
        raise ImportError(full_name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[full_name] = module
    spec.loader.exec_module(module)
    return module


# In the order in which they import each other.
_load_module("base", "shifted_text")
_siblings = {
    name: _load_module("pdf", name)
    for name in ("matrix", "annotations", "fonts", "reading_direction", "text_runs", "text_lines")
}
_fonts, _text_runs, _text_lines = (_siblings[name] for name in ("fonts", "text_runs", "text_lines"))

if __name__ == "__main__":
    sys.exit(main())

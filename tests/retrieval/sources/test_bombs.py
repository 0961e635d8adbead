"""Bombs: small files that would take any time and memory. Each ends in an error, and its process is measured."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.documents import archive, epub, lines, odt, pdf, pdf_of, pptx, stream, xlsx

MEGABYTE = 2**20
SECONDS = 40  # on a busy machine; most take less than one
MEMORY = 450  # megabytes; a PDF's process may have 400

READER = """
import json, resource, sys, time
from retrieval.core.errors import SourceError
from retrieval.core.settings import LimitSettings
from retrieval.sources import load

limits = LimitSettings(pdf_megabytes=400, pdf_seconds=6.0, unpacked_megabytes=40, file_megabytes=20)
began = time.perf_counter()
try:
    outcomes = [getattr(item, "reason", type(item).__name__) for item in load(sys.argv[1], limits=limits)]
except SourceError as error:
    outcomes = [str(error)]
# Not RUSAGE_SELF: that goes on from what the process had before it became this one.
own = next((line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")), 0)
most = max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
print(json.dumps({"outcomes": outcomes, "seconds": time.perf_counter() - began, "megabytes": most}))
"""
ROOT = "<< /Type /Catalog /Pages 2 0 R >>"
TEXT = b"BT /F 9 Tf 72 700 Td (The quay is long and old.) Tj ET "
HTML_MAIL = b"Subject: x\nContent-Type: text/html\n\n"
PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {} >> >>"
)
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bomb:
    """A file, and what is said of it."""

    name: str
    made: Callable[[], bytes]
    expected: str  # a pattern


def _word(document: bytes) -> bytes:
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def _lying(content: bytes, size: int) -> bytes:
    """A zip file whose directories say that its one large part is small."""
    large = size.to_bytes(4, "little")
    assert content.count(large) == 2
    return content.replace(large, (100).to_bytes(4, "little"))


def _pdf(content: bytes, *, more: str = "", objects: tuple[str | bytes, ...] = (), pages: int = 1) -> bytes:
    kids = " ".join(["3 0 R"] * pages)
    return pdf_of([
        ROOT, f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>", PAGE.format(more),
        content, FONT, *objects,
    ])  # fmt: skip


def _form(named: str) -> bytes:
    """A form that draws others."""
    return b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >> %s" % (
        named.encode(), stream(b"/X Do " * 9 + b"/Y Do " * 9)[3:],
    )  # fmt: skip


def _forms() -> bytes:
    """Forms that draw each other twice, and so the last one as often as two to the power of their number."""
    forms = tuple(_form(f"/X {at + 1} 0 R /Y {at + 1} 0 R") for at in range(6, 40))
    return _pdf(stream(b"/X Do "), more="/XObject << /X 6 0 R >>", objects=forms)


BOMBS = [
    Bomb(name="a.docx", made=lambda: _word(b" " * (60 * MEGABYTE)), expected="unpacks to more than 40 MB"),
    Bomb(name="ratio.docx", made=lambda: _word(b"<a>" + b" " * (20 * MEGABYTE)), expected="times its size"),
    Bomb(
        name="lying.docx",
        made=lambda: _lying(_word(b" " * (30 * MEGABYTE)), 30 * MEGABYTE),
        expected="not a whole Word",
    ),
    Bomb(
        name="marks.docx",
        made=lambda: archive({"a.xml": b"<a/>" * 5_100_000}, packed=False),
        expected="too many elements",
    ),
    Bomb(name="parts.docx", made=lambda: archive({f"{n}.xml": "" for n in range(21_000)}), expected="20,000 parts"),
    Bomb(
        name="a.odt",
        made=lambda: odt("", more={"content.xml": b" " * (60 * MEGABYTE)}),
        expected="unpacks to more than 40 MB",
    ),
    Bomb(
        name="a.xlsx",
        made=lambda: xlsx({"A": " " * (60 * MEGABYTE)}),
        expected="unpacks to more than 40 MB",
    ),
    Bomb(
        name="a.pptx",
        made=lambda: pptx([" " * (60 * MEGABYTE)]),
        expected="unpacks to more than 40 MB",
    ),
    Bomb(name="a.epub", made=lambda: epub({"1.xhtml": b" " * (60 * MEGABYTE)}), expected="unpacks to more than 40 MB"),
    Bomb(
        name="many.epub",
        made=lambda: epub({f"{n}.xhtml": b" " * 999_000 for n in range(80)}),
        expected="more than 40 MB",
    ),
    Bomb(name="a.gz", made=lambda: gzip.compress(b" " * (40 * MEGABYTE)), expected="more than 20 MB"),
    Bomb(name="a.jsonl.gz", made=lambda: gzip.compress(b" " * (40 * MEGABYTE)), expected="more than 20 MB"),
    Bomb(name="a.jsonl.bz2", made=lambda: bz2.compress(b" " * (40 * MEGABYTE)), expected="more than 20 MB"),
    Bomb(name="a.jsonl.xz", made=lambda: lzma.compress(b" " * (40 * MEGABYTE), preset=0), expected="more than 20 MB"),
    Bomb(
        name="stream.pdf",
        made=lambda: _pdf(stream(b" " * (90 * MEGABYTE), packed=True)),
        expected=r"in bounds|limits\.",
    ),
    Bomb(
        name="operations.pdf",
        made=lambda: _pdf(stream(b"q\n" * 3_000_000, packed=True)),
        expected=r"in bounds|limits\.",
    ),
    Bomb(name="text.pdf", made=lambda: _pdf(stream(TEXT * 20_000, packed=True), pages=300), expected=r"limits\."),
    Bomb(name="pages.pdf", made=lambda: _pdf(stream(TEXT), pages=6_000), expected="more than 5,000 pages"),
    Bomb(
        name="loop.pdf",
        made=lambda: pdf_of([ROOT, "<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] >>"]),
        expected="damaged",
    ),
    Bomb(name="forms.pdf", made=_forms, expected=r"in bounds|limits\."),
    Bomb(name="depth.pdf", made=lambda: pdf_of(["[" * 200_000]), expected="damaged"),
    Bomb(name="numbers.pdf", made=lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 2_000_000, expected=r"damaged|limits\."),
    Bomb(
        name="long.pdf",
        made=lambda: _pdf(stream(b"BT /F 9 Tf (" + b"a" * 12_000_000 + b") Tj ET")),
        expected=r"limits\.",
    ),
    Bomb(name="a.eml", made=lambda: b"Subject: x\n\n" + b"\n" * 9_000_000, expected="too many lines"),
    Bomb(name="html.eml", made=lambda: HTML_MAIL + b"<b a=1>" * 2_600_000, expected="too many elements"),
    Bomb(name="a.html", made=lambda: b"<p>" * 1_000_000, expected="too many elements"),
]


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.name)
def test_it_ends_in_an_error(tmp_path: Path, bomb: Bomb) -> None:
    path = tmp_path / bomb.name
    path.write_bytes(bomb.made())
    assert path.stat().st_size < 30 * MEGABYTE
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], capture_output=True, text=True, timeout=200, check=True
    )
    found = json.loads(done.stdout)
    assert "Draft" not in found["outcomes"]
    assert re.search(bomb.expected, " ".join(found["outcomes"]))
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEMORY


def test_the_readers_of_such_files_read_sound_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([lines("The quay is long.")]))
    done = subprocess.run([sys.executable, "-c", READER, str(path)], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["outcomes"] == ["Draft"]
    assert found["megabytes"] < 200

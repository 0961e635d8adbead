"""The same articles as files of every format that is read."""

from __future__ import annotations

import gzip
import html
import json
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import docx
from fpdf import FPDF

from retrieval.core.ingestion_records import Draft

Write = Callable[[Sequence[Draft], Path], None]


def write(kind: str, drafts: Sequence[Draft], folder: Path) -> None:
    """Write the articles into an empty folder: a file each, or one of JSON lines."""
    FORMATS[kind](drafts, folder)


def _each(write: Callable[[Draft, Path], object], kind: str, drafts: Sequence[Draft], folder: Path) -> None:
    for number, draft in enumerate(drafts):
        write(draft, folder / f"{number:04}{kind}")


def _text(draft: Draft, path: Path) -> None:
    path.write_text(f"{draft.title}\n\n{draft.text}\n", encoding="utf-8")


def _markdown(draft: Draft, path: Path) -> None:
    path.write_text(f"# {draft.title}\n\n{draft.text}\n", encoding="utf-8")


def _page(draft: Draft, path: Path) -> None:
    head = f"<html><head><title>{html.escape(draft.title)}</title></head><body><nav>Home</nav>"
    path.write_text(f"{head}<article>{_markup(draft)}</article></body></html>", encoding="utf-8")


def _pdf(draft: Draft, path: Path) -> None:
    made = FPDF()
    made.set_title(draft.title)
    made.add_page()
    made.set_font("Times", "", 11)
    for paragraph in draft.text.split("\n\n"):
        made.multi_cell(0, 5, paragraph.encode("latin-1", "replace").decode("latin-1"), align="J")
        made.ln(3)
    made.output(str(path))


def _word(draft: Draft, path: Path) -> None:
    document = docx.Document()
    document.add_heading(draft.title, 1)
    for paragraph in draft.text.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(str(path))


def _book(draft: Draft, path: Path) -> None:
    container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    package = (
        f"<package><metadata><title>{html.escape(draft.title)}</title></metadata>"
        '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("META-INF/container.xml", container)
        file.writestr("book.opf", package)
        file.writestr("a.xhtml", f"<html><body>{_markup(draft)}</body></html>")


def _mail(draft: Draft, path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = " ".join(draft.title.split())
    message.set_content(draft.text)
    path.write_bytes(message.as_bytes())


def _lines(drafts: Sequence[Draft], folder: Path) -> None:
    (folder / "articles.jsonl").write_bytes(_records(drafts))


def _gzip_lines(drafts: Sequence[Draft], folder: Path) -> None:
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress(_records(drafts)))


def _records(drafts: Sequence[Draft]) -> bytes:
    records = ({"id": str(at), "title": draft.title, "text": draft.text} for at, draft in enumerate(drafts))
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def _markup(draft: Draft) -> str:
    paragraphs = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in draft.text.split("\n\n"))
    return f"<h1>{html.escape(draft.title)}</h1>{paragraphs}"


_ONE_A_FILE = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _page,
    ".pdf": _pdf,
    ".docx": _word,
    ".epub": _book,
    ".eml": _mail,
}
FORMATS: dict[str, Write] = {
    ".jsonl": _lines,
    ".jsonl.gz": _gzip_lines,
    **{kind: partial(_each, write, kind) for kind, write in _ONE_A_FILE.items()},
}

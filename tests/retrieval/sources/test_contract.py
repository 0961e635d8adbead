"""What every loader promises, whatever it reads."""

from __future__ import annotations

import gzip
import inspect
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest

from retrieval.core.errors import SourceError, SourceMissing
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.core.protocols import Loader
from retrieval.core.settings import LimitSettings
from retrieval.sources import load, loaders
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.loader_registry import FILE_LOADERS, file_loaders
from retrieval.text.normalize import normalise
from support.documents import epub, lines, odt, pdf, pptx

MARKDOWN = """\
# The weir at Ottering

Published by the parish.

## Why it was built

The weir was built in **1911** to drive a mill.\u200b It cost 240 pounds.

- The mill closed in 1958.
- The wheel is still there.
"""
PAGE = """\
<html><head><title>Ferry sells out | Sound News</title></head><body><article><h1>Ferry sells out</h1>
<p>The ferry across the sound was fully booked on Sunday.</p><h2>Why</h2><p>It was the first warm day of the
year, and the regatta began at noon.</p></article></body></html>
"""
TEX = r"""\documentclass{article}
\title{The weir}
\begin{document}
\section{Walls}
The weir was built in 1911~\cite{lind}. It is \emph{old}.
\end{document}
"""
ORG = """\
#+TITLE: The weir

* TODO Walls :stone:
The weir was built in 1911. It is /old/.
"""
ADOC = """\
= The weir at Ottering

== Gates

-o::
  Open the gate.
"""
ROFF = """\
.TH WEIR 1 2024-05-03
.SH NAME
weir \\- hold the water back
.SH OPTIONS
.TP
.B \\-o
Open the gate.
"""
RST = """\
The weir at Ottering
====================

:Author: Ann Lee

Why it was built
----------------

The weir was built in **1911** to drive a mill.\u200b It cost ``240`` pounds.

.. note:: The wheel is still there.
"""
TEXT = "Bees return to the roof\n\nThe town hall has bees again. They came in\u00a0May.\r\n\r\n\r\nNobody was stung."
LINES = "\n".join(
    json.dumps({"id": str(number), "title": f"Note {number}", "text": f"Note {number} says this.\n\n# Head\n\nMore."})
    for number in range(3)
)
WEIR = "<text:h>The weir</text:h><text:p>The weir was built in 1911.\u200b It cost 240 pounds.</text:p>"
CHAPTERS = {"1.xhtml": "<h1>Dawn</h1><p>The marsh woke slowly.</p>", "2.xhtml": "<h1>Noon</h1><p>It was very hot.</p>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A location that a loader reads, and how many articles it gives."""

    kind: str
    write: Callable[[Path], Path]
    articles: int


def _file(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def _folder(folder: Path) -> Path:
    root = folder / "articles"
    (root / "deep").mkdir(parents=True)
    for name, content in (("b.md", MARKDOWN), ("a.txt", TEXT), ("deep/c.html", PAGE), ("deep/d.jsonl", LINES)):
        (root / name).write_text(content)
    (root / "bad.txt").write_bytes(b"")
    return root


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("The weir", 1)
    document.add_paragraph("The weir was built in 1911.\u200b It cost 240 pounds.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "The dyke"
    message.set_content("The dyke opens again on Friday.\n")
    message.add_attachment(MARKDOWN.encode(), maintype="text", subtype="markdown", filename="weir.md")
    return message.as_bytes()


ARCHIVE = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Location: https://fjord.example/\n\n"
FEED = (
    b'<rss version="2.0"><channel><title>Fjord Post</title><item><title>The pier</title><guid>pier</guid>'
    b"<description>The pier is closed for a week. It will open in June.</description></item></channel></rss>"
)
EXPORT = (
    b'<mediawiki version="0.11"><page><title>Greyiron</title><ns>0</ns><revision><text>It is [[old]].</text></revision>'
    b"</page><page><title>Harrow</title><ns>0</ns><revision><text>A [[village]].\n\n* North\n* South</text></revision>"
    b"</page></mediawiki>"
)
SLIDE = "<p:sp><p:txBody><a:p><a:r><a:t>The quay is closed for a week.</a:t></a:r></a:p></p:txBody></p:sp>"
EVENT = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:The quay opens\nLOCATION:In the harbour\nEND:VEVENT\nEND:VCALENDAR"
NOTEBOOK = json.dumps({"cells": [{"cell_type": "markdown", "source": ["# The quay\n", "It is closed for a week."]}]})
CHAT = """\
13.02.24, 18:05 - Ida: The quay is closed.
13.02.24, 18:06 - Jon: For how long?
14.02.24, 09:00 - Ida: For a week.
"""
SAMPLES = (
    Sample(kind="PlainTextLoader", write=_file("bees.txt", TEXT.encode()), articles=1),
    Sample(kind="PlainTextLoader", write=_file("bees.gz", gzip.compress(TEXT.encode())), articles=1),
    Sample(kind="MarkdownLoader", write=_file("weir.md", MARKDOWN.encode()), articles=1),
    Sample(kind="RstLoader", write=_file("weir.rst", RST.encode()), articles=1),
    Sample(kind="AsciidocLoader", write=_file("weir.adoc", ADOC.encode()), articles=1),
    Sample(kind="OrgLoader", write=_file("weir.org", ORG.encode()), articles=1),
    Sample(kind="LatexLoader", write=_file("weir.tex", TEX.encode()), articles=1),
    Sample(kind="RoffLoader", write=_file("weir.1.gz", gzip.compress(ROFF.encode())), articles=1),
    Sample(kind="HtmlLoader", write=_file("ferry.html", PAGE.encode()), articles=1),
    Sample(kind="WebArchiveLoader", write=_file("ferry.mht", ARCHIVE + PAGE.encode()), articles=1),
    Sample(kind="JsonLinesLoader", write=_file("notes.jsonl", LINES.encode()), articles=3),
    Sample(kind="JsonLoader", write=_file("notes.json", f"[{LINES.replace(chr(10), ',')}]".encode()), articles=3),
    Sample(kind="JsonLinesLoader", write=_file("notes.jsonl.gz", gzip.compress(LINES.encode())), articles=3),
    Sample(
        kind="PdfLoader",
        write=_file("weir.pdf", pdf([lines("The weir was built in 1911."), lines("It is old.")])),
        articles=1,
    ),
    Sample(kind="WordLoader", write=_file("weir.docx", _word()), articles=1),
    Sample(kind="OdtLoader", write=_file("weir.odt", odt(WEIR)), articles=1),
    Sample(
        kind="SpreadsheetLoader", write=_file("boats.csv", b"Boat,Price\nSkiff,12 euros\nGig,30 euros\n"), articles=1
    ),
    Sample(kind="ChatLoader", write=_file("quay.txt", CHAT.encode()), articles=2),
    Sample(kind="PresentationLoader", write=_file("quay.pptx", pptx([SLIDE])), articles=1),
    Sample(
        kind="RtfLoader",
        write=_file("quay.rtf", b"{\\rtf1 The quay is closed for a week.\\par It is old.}"),
        articles=1,
    ),
    Sample(kind="CalendarLoader", write=_file("quay.ics", EVENT), articles=1),
    Sample(kind="NotebookLoader", write=_file("quay.ipynb", NOTEBOOK.encode()), articles=1),
    Sample(kind="EpubLoader", write=_file("marsh.epub", epub(CHAPTERS)), articles=2),
    Sample(kind="MailLoader", write=_file("dyke.eml", _mail()), articles=2),
    Sample(
        kind="MediaWikiLoader",
        write=_file("ore.wiki", b"= Ore =\n[[Ore]]s are ''old''.\n\n== Use ==\nNone."),
        articles=1,
    ),
    Sample(kind="MediaWikiLoader", write=_file("ore.xml", EXPORT), articles=2),
    Sample(kind="FeedLoader", write=_file("post.rss", FEED), articles=1),
    Sample(kind="FolderLoader", write=_folder, articles=6),
)


def _parameter(number: int, sample: Sample) -> Any:
    """Return a sample with an id; PDFs are read in a process of their own."""
    marks = [pytest.mark.process] if sample.kind == "PdfLoader" else []
    return pytest.param(sample, id=f"{sample.kind}-{number}", marks=marks)


@pytest.fixture(params=map(_parameter, range(len(SAMPLES)), SAMPLES))
def sample(request: pytest.FixtureRequest) -> Sample:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def location(sample: Sample, tmp_path: Path) -> str:
    return str(sample.write(tmp_path))


@pytest.fixture
def loader(sample: Sample, limits: LimitSettings) -> Loader:
    (loader,) = (loader for loader in loaders(limits) if _kind(loader) == sample.kind)
    return loader


def _kind(loader: Loader) -> str:
    """The class of a loader, or of the one that it hands files on to."""
    return type(getattr(loader, "_loader", loader)).__name__


def _drafts(items: Iterator[Draft | UnchangedSource | Skipped]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


class TestLoader:
    def test_accepts_its_kind_and_is_the_first_to(self, loader: Loader, location: str, limits: LimitSettings) -> None:
        first = next(loader for loader in loaders(limits) if loader.accepts(location))
        assert _kind(first) == _kind(loader)

    def test_gives_every_article_in_a_stable_order(self, loader: Loader, location: str, sample: Sample) -> None:
        first, second = list(loader.load(location)), list(loader.load(location))
        assert first == second
        assert len(_drafts(iter(first))) == sample.articles

    def test_sources_are_absolute_and_distinct(self, loader: Loader, location: str, sample: Sample) -> None:
        sources = [draft.source for draft in _drafts(loader.load(location))]
        assert all(source.startswith(location) for source in sources)
        assert len(set(sources)) == sample.articles

    def test_a_relative_path_is_the_same_source(
        self, loader: Loader, location: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(Path(location).parent)
        assert list(loader.load(Path(location).name)) == list(loader.load(location))

    def test_text_is_normalised(self, loader: Loader, location: str) -> None:
        for draft in _drafts(loader.load(location)):
            assert draft.text
            assert normalise(draft.text) == draft.text
            assert normalise(draft.title) == draft.title

    def test_a_heading_stands_alone(self, loader: Loader, location: str) -> None:
        for draft in _drafts(loader.load(location)):
            for paragraph in draft.text.split("\n\n"):
                assert "\n" not in paragraph or not re.search("(?m)^#{1,6} ", paragraph)

    def test_has_a_title_on_one_line(self, loader: Loader, location: str) -> None:
        assert all(draft.title and "\n" not in draft.title for draft in _drafts(loader.load(location)))

    def test_is_lazy(self, loader: Loader, tmp_path: Path, location: str) -> None:
        drafts = loader.load(str(tmp_path / "not there" / Path(location).name))
        assert inspect.isgenerator(drafts)
        with pytest.raises(SourceMissing, match="nothing is there"):
            next(drafts)

    def test_refuses_with_a_message_for_users(self, loader: Loader, sample: Sample, tmp_path: Path) -> None:
        missing = str(tmp_path / "missing")
        with pytest.raises(SourceError) as caught:
            list(loader.load(missing))
        assert str(caught.value).startswith(f"{missing}: ")
        assert caught.value.advice.endswith(".")

    def test_too_long_an_article_is_refused(self, sample: Sample, location: str) -> None:
        # Every sample is shorter than the setting's own least value, so the record is made without it.
        reasons = _refused_or_skipped(location, LimitSettings(article_characters=20))
        assert "longer than 20 characters" in reasons


@pytest.fixture(params=FILE_LOADERS, ids=lambda kind: kind.__name__)
def file_loader(request: pytest.FixtureRequest, limits: LimitSettings) -> FileLoader:
    (loader,) = (loader for loader in file_loaders(limits) if type(loader) is request.param)
    return loader


class TestFileLoader:
    def test_has_a_sample_in_this_file(self, file_loader: FileLoader) -> None:
        assert type(file_loader).__name__ in {sample.kind for sample in SAMPLES}

    def test_names_its_suffixes_and_media_types(self, file_loader: FileLoader) -> None:
        assert file_loader.types
        assert all(kind == kind.lower() and "/" in kind for kind in file_loader.types)
        assert all(suffix == suffix.lower() and suffix[:1] in ("", ".") for suffix in file_loader.suffixes)

    def test_accepts_each_of_its_suffixes(self, file_loader: FileLoader) -> None:
        assert all(file_loader.accepts(f"/articles/a{suffix}") for suffix in file_loader.suffixes)

    def test_an_unexpected_error_is_the_failure_of_that_source_alone(
        self,
        file_loader: FileLoader,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        limits: LimitSettings,
    ) -> None:
        def fail(*_: object, **__: object) -> Iterator[Draft]:
            raise KeyError("nobody planned for this")

        name = "_articles" if type(file_loader).__name__ == "JsonLinesLoader" else "extract"
        monkeypatch.setattr(type(file_loader), name, fail)
        suffix = file_loader.suffixes[0]
        (tmp_path / f"a{suffix}").write_bytes(b"The weir was built in 1911.")
        other = "b.jsonl" if suffix != ".jsonl" else "b.txt"
        (tmp_path / other).write_text(LINES if suffix != ".jsonl" else TEXT)
        items = list(load(str(tmp_path), limits=limits))
        (failure,) = (item for item in items if isinstance(item, Skipped))
        assert _drafts(iter(items))
        number = re.search(r"logged as ([0-9a-f]{8})", failure.reason)
        assert number
        assert number[1] in caplog.text
        assert "nobody planned for this" in caplog.text


def _refused_or_skipped(location: str, limits: LimitSettings) -> str:
    try:
        return "\n".join(item.reason for item in load(location, limits=limits) if isinstance(item, Skipped))
    except SourceError as error:
        return str(error)


def test_importing_loads_nothing_heavy() -> None:
    heavy = {
        "docx",
        "pypdf",
        "trafilatura",
        "lxml",
        "docutils",
        "markdown_it",
        "mdit_py_plugins",
        "yaml",
        "charset_normalizer",
        "py3langid",
        "justext",
        "htmldate",
    }
    code = f"import sys, retrieval.sources.loader_choice; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

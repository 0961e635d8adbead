"""What was fetched, uploaded or attached: which loader reads it, by its media type and its name."""

from __future__ import annotations

import pytest

from retrieval.core.errors import SourceEmpty, SourceTooLarge, SourceUnsupported
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from support.documents import lines, pdf

PAGE = b"<html><title>The quay</title><p>The quay is <b>long</b> and it was built of stone.</p></html>"
RST = b"The quay\n========\n\nThe quay is **long** and it was built of stone.\n"
MARKDOWN = b"# The quay\n\nThe quay is **long** and it was built of stone.\n"
SAID = "The quay is long and it was built of stone."


def _read(limits: LimitSettings, content: bytes, name: str, content_type: str = "") -> Draft:
    (draft,) = extract_document(
        RawDocument(content=content, name=name, source="x:1", content_type=content_type), limits=limits
    )
    assert isinstance(draft, Draft)
    assert draft.source == "x:1"
    return draft


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (PAGE, "quay", "text/html; charset=utf-8"),
        (PAGE, "quay.html", ""),
        (PAGE, "quay.html", "text/plain"),
        (PAGE, "quay.php", "Text/HTML"),
        (MARKDOWN, "quay.md", "text/plain"),
        (MARKDOWN, "README", "text/markdown"),
        (MARKDOWN, "quay.md", "application/octet-stream"),
        (RST, "quay.rst", ""),
        (RST, "quay.rest", "text/plain; charset=utf-8"),
        (RST, "quay.rst.txt", "text/plain"),
        (RST, "quay", "text/x-rst; charset=utf-8"),
        (RST, "quay", "text/prs.fallenstein.rst"),
        (pdf([lines(SAID)]), "download", "application/pdf"),
        (pdf([lines(SAID)]), "quay.pdf", "application/octet-stream"),
        (SAID.encode(), "quay", ""),
        (SAID.encode(), "quay.log", "text/plain"),
        (SAID.encode(), "tests", "application/octet-stream"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_kind(limits: LimitSettings, content: bytes, name: str, content_type: str) -> None:
    assert _read(limits, content, name, content_type).text == SAID


@pytest.mark.parametrize(
    ("name", "content_type"), [("quay.txt", "text/plain; charset=koi8-r"), ("q", "text/html;charset=KOI8-R")]
)
def test_the_encoding_that_its_sender_states(limits: LimitSettings, name: str, content_type: str) -> None:
    text = "Причал построили из камня, и он очень длинный."
    content = text.encode("koi8-r") if name.endswith("txt") else f"<p>{text}</p>".encode("koi8-r")
    assert _read(limits, content, name, content_type).text == text


@pytest.mark.parametrize(("name", "content_type"), [("a.png", ""), ("a", "image/png"), ("a.zip", "application/zip")])
def test_other_kinds(limits: LimitSettings, name: str, content_type: str) -> None:
    with pytest.raises(SourceUnsupported, match="is not read") as caught:
        _read(limits, b"\x89PNG", name, content_type)
    assert caught.value.where == "x:1"


def test_nothing_and_too_much(limits: LimitSettings) -> None:
    with pytest.raises(SourceEmpty):
        _read(limits, b"", "a.txt")
    with pytest.raises(SourceTooLarge, match="more than 1 MB"):
        _read(limits, b"x" * (2**20 + 1), "a.txt")

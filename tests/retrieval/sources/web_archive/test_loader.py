"""Web pages saved as one file: which part is read, its encoding and address, and what is refused."""

from __future__ import annotations

from email.message import EmailMessage, MIMEPart

import pytest

from retrieval.core.errors import SourceEmpty, SourceNotText
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document

ADDRESS = "https://fjord.example/2026/ferry?from=quay"
PAGE = """<!doctype html><html><head><title>The café ferry</title>{head}</head><body><article><h1>The café ferry</h1>
<p>The ferry to the café leaves the north quay at nine in the morning. It returns at six in the evening.</p>
<h2>Fares</h2><p>A crossing costs 12 euros for adults. Children under six travel free of charge.</p></article></body>
</html>"""


def _part(
    html: str, *, encoding: str = "utf-8", coding: str = "quoted-printable", name: str = "", id_: str = ""
) -> MIMEPart:
    part = MIMEPart()
    part.set_content(html, subtype="html", charset=encoding, cte=coding)
    if name:
        part["Content-Location"] = name
    if id_:
        part["Content-ID"] = f"<{id_}>"
    return part


def _archive(*parts: MIMEPart, start: str = "", address: str = ADDRESS) -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    if address:
        message["Snapshot-Content-Location"] = address
    message["Subject"] = "Saved"
    message["Date"] = "Fri, 6 Nov 2026 10:00:00 -0000"
    message["Content-Type"] = 'multipart/related; type="text/html"'
    if start:
        message.set_param("start", f"<{start}>")
    message.set_payload(list(parts))
    return message.as_bytes()


def _draft(content: bytes, name: str = "ferry.mhtml") -> Draft:
    (draft,) = extract_document(RawDocument(content=content, name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("name", ["ferry.mht", "ferry.MHTML"])
def test_the_page_is_read(name: str, encoding: str, coding: str) -> None:
    picture = MIMEPart()
    picture.set_content(b"\x89PNG", maintype="image", subtype="png")
    draft = _draft(_archive(_part(PAGE.format(head=""), encoding=encoding, coding=coding, name=ADDRESS), picture), name)
    assert (draft.title, draft.canonical, draft.published) == ("The café ferry", ADDRESS, None)
    assert draft.text.startswith("The ferry to the café leaves")
    assert "## Fares" in draft.text


def test_the_part_that_the_file_names_is_the_page() -> None:
    frame = _part(
        "<html><body><p>Buy our shoes, they are the best shoes on the whole coast.</p></body></html>", id_="f"
    )
    draft = _draft(_archive(frame, _part(PAGE.format(head=""), id_="p"), start="p"))
    assert draft.title == "The café ferry"
    assert "shoes" not in draft.text


def test_the_address_that_the_page_states_stands() -> None:
    own = "https://fjord.example/ferry"
    page = PAGE.format(head=f'<link rel="canonical" href="{own}">')
    assert _draft(_archive(_part(page))).canonical == own


def test_a_page_that_was_a_file_has_no_address() -> None:
    archive = _archive(_part(PAGE.format(head=""), name="file:///C:/ferry.htm"), address="")
    assert _draft(archive).canonical is None


def test_a_file_without_a_page_is_refused() -> None:
    picture = MIMEPart()
    picture.set_content(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(SourceEmpty, match=r"no web page in it.*as \.html"):
        _draft(_archive(picture))


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\n\n", b"no page"])
def test_bytes_that_are_no_such_file_are_refused(content: bytes) -> None:
    with pytest.raises((SourceNotText, SourceEmpty), match="web page"):
        _draft(content)


def test_a_file_that_is_cut_off_gives_what_is_left() -> None:
    whole = _archive(_part(PAGE.format(head=""), name=ADDRESS))
    assert "leaves the north quay" in _draft(whole[: whole.index(b"Fares")]).text

"""Laws: whatever bytes stand in a file, a loader gives articles or says why not."""

from __future__ import annotations

import gzip
import io
import lzma
import tempfile
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.core.errors import SourceError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import load
from retrieval.sources.base.block_text import has_sentence
from retrieval.text.normalize import normalise
from support.documents import archive, epub, lines, odp, ods, odt, pdf, pptx, xlsx
from support.example_counts import example_count

LIMITS = LimitSettings(article_characters=1_000, file_megabytes=1)
NAMES = (
    "a",
    "a.gz",
    "a.txt",
    "a.md",
    "a.md.xz",
    "a.rst",
    "a.adoc",
    "a.1",
    "a.3pm.gz",
    "a.html",
    "a.jsonl",
    "a.jsonl.gz",
    "a.jsonl.xz",
    "a.eml",
    "a.docx",
    "a.odt",
    "a.epub",
    "a.weechatlog",
    "a.csv",
    "a.tsv",
    "a.xlsx",
    "a.ods",
    "a.ipynb",
    "a.ics",
    "a.rtf",
    "a.doc",
    "a.pptx",
    "a.odp",
    "a.json",
    "a.wiki",
    "a.xml",
    "a.xml.gz",
)
PACKERS = {".gz": gzip.compress, ".xz": lzma.compress}
PIECES = st.sampled_from(
    ["# ", "## Head\n\n", "- item\n", "1. ", "| a | b |\n|--|--|\n", "```\n", "[a](b)", "[^1]", "[^1]: ", "> ", "---\n",
     "title: x\n", "date: 2024-05-03\n", "+++\n", "<p>", "</p>", "<h1>T</h1>", "<li>", "<table><tr><td>", "<!--", "-->",
     "<title>T</title>", "<meta charset=big5>", "<sup>2</sup>", "<br>", "&amp;", "&#0;", "words here. ", "\n\n", "\r\n",
     '{"id": "1", "text": "Words."}\n', '{"id": "2", "text": "W", "url": "u"}\n', '"', "\ufeff", "\u200b", "\u2028",
     "\u0000", "港", "é", "\x1b[2J", "Date: 3 May 2024\n", "=====\n", "**", "\\", "  ",
     "13.02.24, 18:05 - Ida: hi\n", "[2/13/24, 6:05:11 PM] Ida: hi\n", "18:05 <ida> hi\n",
     "--- Day changed Wed Feb 99 2024\n",
     "{\\rtf1 ", "{", "}", "\\u8364?", "\\'e9", "\\par ", "\\cell ", "\\row ", "{\\footnote ", "\\bin3 ", "\\v ",
     "BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n", "SUMMARY:a\n", "DTSTART:20260230T9\n", "END:VEVENT\n",
     '{"cells": [', '{"cell_type": "markdown", "source": ["# T"]}', '{"cell_type": "code", "outputs": [',
     "a,b\n", '"a\n', ",,\n", "a\tb\n", "sep=;\n",
     "= T\n", "----\n", "|===\n", "a::\n", "[NOTE]\n", "link:a[", ":a: {a}\n",
     ".TH A 1\n", ".TP\n", ".if n \\{", "\\fB", ".TS\n", ".de X\n", "..\n", ".Dd a\n", ".It ", ".Op ",
     ".. note:: ", ".. |a| replace:: |a|", "|a|", ":b:`c`", "::\n\n ", "+--+\n",
     "{{Box|a=1|b=", "}}", "{|\n", "|-\n", "| a || b\n", "|}", "[[A|", "]]", "<ref>", "<nowiki>", "''",
     "== H ==\n", "* ",
     '<mediawiki version="1">', "<page><title>A", "</title><ns>0</ns>", "<revision><text>", "</text></revision></page>",
     "[", "]", "{", "}", ",", '{"title": "A", "content": "<p>Words are here.</p>"}', '{"messages": [',
     '"timestamp": 1e9',
     "Subject: S\n", "> quoted\n", "-- \n", "Content-Type: text/html\n", "--b\n", "--b--\n",
     "Content-Type: multipart/mixed; boundary=b\n",
     'Content-Disposition: attachment; filename="a.md"\n', "Content-Transfer-Encoding: base64\n"]
)  # fmt: skip
DOCUMENTS = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode()),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode("utf-16")),
    st.tuples(st.lists(PIECES, max_size=9), st.binary(max_size=9)).map(
        lambda both: "".join(both[0]).encode() + both[1]
    ),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=example_count(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=DOCUMENTS, packed=st.booleans())
def test_any_bytes_give_articles_or_an_error_for_users(name: str, content: bytes, packed: bool) -> None:  # noqa: FBT001
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        pack = PACKERS.get(path.suffix)
        path.write_bytes(pack(content) if packed and pack else content)
        _judge(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wound:
    """What happens to a sound document: a stretch of it is replaced."""

    at: float  # of its length
    lost: int
    put: bytes


WOUNDS = st.lists(
    st.builds(
        Wound,
        at=st.floats(0, 1),
        lost=st.integers(0, 40),
        put=st.binary(max_size=12)
        | st.sampled_from([b"<", b"&x;", b"obj", b"9999999999", b"/Kids", b">>", b"PK\x01\x02"]),
    ),
    max_size=4,
)


@pytest.mark.parametrize(
    ("name", "examples"),
    [
        ("a.pdf", 20),
        ("a.docx", 60),
        ("a.odt", 60),
        ("a.epub", 60),
        ("a.eml", 60),
        ("a.xlsx", 60),
        ("a.ods", 60),
        ("a.pptx", 60),
        ("a.odp", 60),
    ],
)
def test_any_damage_gives_articles_or_an_error_for_users(name: str, examples: int) -> None:
    sound = _sound(name)

    @settings(max_examples=example_count(examples), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(wounds=WOUNDS)
    def judge_damaged(wounds: list[Wound]) -> None:
        content = bytearray(sound)
        for wound in wounds:
            at = int(wound.at * len(content))
            content[at : at + wound.lost] = wound.put
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(content)
            _judge(path)

    judge_damaged()


def _sound(name: str) -> bytes:
    """A document without compression, so that damage meets what is inside."""
    if name == "a.pdf":
        return pdf([lines("The quay is", "long."), lines("It is old.")], information={"Title": "Quay", "Author": "Ann"})
    if name == "a.odt":
        return _unpacked(
            odt(
                "<text:h>The quay</text:h><text:list><text:list-item><text:p>Old.</text:p></text:list-item></text:list>"
            )
        )
    if name == "a.epub":
        return _unpacked(epub({"1.xhtml": "<h1>Dawn</h1><p>It <b>began</b>.</p>", "2.xhtml": "<p>On.</p>"}))
    if name in ("a.xlsx", "a.ods", "a.pptx", "a.odp"):
        return _unpacked(_office_file(name))
    if name == "a.docx":
        document = docx.Document()
        document.add_heading("The quay", 1)
        document.add_paragraph("It is long.", style="List Number")
        out = io.BytesIO()
        document.save(out)
        return _unpacked(out.getvalue())
    message = EmailMessage()
    message["Subject"] = "Quay"
    message.set_content("It is long.")
    message.add_attachment(b"It is old.", maintype="text", subtype="plain", filename="a.txt")
    return message.as_bytes()


def _office_file(name: str) -> bytes:
    if name == "a.xlsx":
        rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12</v></c></row><row><c><v>1</v></c></row>'
        return xlsx({"Quay": f"<sheetData>{rows}</sheetData>"}, strings=["Old"])
    if name == "a.pptx":
        return pptx(["<p:sp><p:txBody><a:p><a:t>The quay is old.</a:t></a:p></p:txBody></p:sp>"], notes={1: "<a:p/>"})
    if name == "a.odp":
        frame = "<draw:frame><draw:text-box><text:p>The quay is old.</text:p></draw:text-box></draw:frame>"
        return odp(f"<draw:page>{frame}</draw:page>")
    cells = '<table:table-cell table:number-columns-repeated="2"><text:p>Old</text:p></table:table-cell>'
    return ods(f"<table:table><table:table-row>{cells}</table:table-row></table:table>")


def _unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return archive({name: file.read(name) for name in file.namelist()}, packed=False)


def _judge(path: Path) -> None:
    try:
        found = list(load(str(path), limits=LIMITS))
    except SourceError as error:
        assert error.where.startswith(str(path))  # noqa: PT017  articles or an error: either is right
        assert error.advice.endswith(".")  # noqa: PT017
        return
    for item in found:
        assert isinstance(item, Draft | Skipped)
        if isinstance(item, Draft):
            assert normalise(item.text) == item.text
            assert len(item.text) <= LIMITS.article_characters
            assert has_sentence(item.text)
            assert item.title.strip()
            assert (item.source + item.title + item.text + (item.author or "")).encode()
            assert list(item.pages) == sorted(item.pages)
            assert all(0 <= at <= len(item.text) for at in item.pages)

"""The words of a Word paragraph: what a reader sees of symbols, formulas, hidden text, and files of other programs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml

from retrieval.core.ingestion_records import Draft
from support.documents import archive

LoadOne = Callable[..., Draft]
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
WHOLE = "The mill pond froze in January."


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word(*paragraphs: str, styles: str = "") -> bytes:
    """A document of paragraphs, each the markup inside a `w:p`."""
    document = docx.Document()
    for paragraph in (*paragraphs, run(WHOLE)):
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(f"<w:p {SPACES}>{paragraph}</w:p>".encode())
        )
    if styles:
        document.styles.element.append(parse_xml(styles))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rewritten(content: bytes, change: Callable[[str, str], str]) -> bytes:
    """A document with the text of its markup changed, part by part."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    return archive({
        name: change(name, data.decode()) if name.endswith((".xml", ".rels")) else data for name, data in parts.items()
    })  # fmt: skip


MATHS = "<m:oMath>{}</m:oMath>"
LETTER = "<m:r><m:t>{}</m:t></m:r>"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (run("Heat it to 40 ") + '<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>' + run("C."), "Heat it to 40 °C."),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>' + run(" is the angle."), "α is the angle."),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" Oiled."), "✓ Oiled."),
        ('<w:r><w:sym w:font="Webdings" w:char="F099"/></w:r>' + run("Oiled."), "Oiled."),
        (run("Keep it ") + run("\uf0a3", '<w:rFonts w:ascii="Symbol"/>') + run(" 9 bar."), "Keep it ≤ 9 bar."),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F050"/></w:r>' + run(" Oiled."), "✓ Oiled."),
        (run("It fills 10") + run("3", '<w:vertAlign w:val="superscript"/>') + run(" tubs."), "It fills 10³ tubs."),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>') + run(" rises."), "CO₂ rises."),
        (
            run("Keeper: ")
            + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("Click here to enter text.")
            + "</w:sdtContent></w:sdt>",
            "Keeper:",
        ),
        (run("So ") + MATHS.format(LETTER.format("v=3")) + run(" knots."), "So v=3 knots."),
        (
            MATHS.format(f"<m:f><m:num>{LETTER.format('a+b')}</m:num><m:den>{LETTER.format('2')}</m:den></m:f>"),
            "(a+b)/2",
        ),
        (
            MATHS.format(f"<m:sSup><m:e>{LETTER.format('r')}</m:e><m:sup>{LETTER.format('2')}</m:sup></m:sSup>"),
            "r²",
        ),
        (
            MATHS.format(f"<m:sSup><m:e>{LETTER.format('r')}</m:e><m:sup>{LETTER.format('x+y')}</m:sup></m:sSup>"),
            "r^(x+y)",
        ),
        (MATHS.format(f"<m:rad><m:deg/><m:e>{LETTER.format('16')}</m:e></m:rad>"), "√16"),
        (MATHS.format(f"<m:d><m:e>{LETTER.format('x')}</m:e></m:d>"), "(x)"),
        (run("The dam") + run(" cost a million", "<w:vanish/>") + run(" was dry."), "The dam was dry."),
        (run("The dam") + run(" still", '<w:vanish w:val="0"/>') + run(" leaks."), "The dam still leaks."),
        (run("It leaves at ") + run("five ", "<w:strike/>") + run("six."), "It leaves at six."),
        (run("It leaves at ") + run("five ", "<w:dstrike/>") + run("six."), "It leaves at six."),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>みなと</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>港</w:t></w:r></w:rubyBase></w:ruby></w:r>" + run("は開いています。"),
            "港は開いています。",
        ),
    ],
)
def test_what_a_reader_sees(load_one: LoadOne, markup: str, words: str) -> None:
    assert load_one("a.docx", word(markup)).text == f"{words}\n\n{WHOLE}"


def test_a_style_may_hide_words(load_one: LoadOne) -> None:
    style = (
        f'<w:style {SPACES} w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    markup = run("The weir") + run(" was mined", '<w:rStyle w:val="Secret"/>') + run(" holds.")
    assert load_one("a.docx", word(markup, styles=style)).text.startswith("The weir holds.")


def test_a_drop_cap_is_the_first_letter_of_the_next_paragraph(load_one: LoadOne) -> None:
    cap = '<w:pPr><w:framePr w:dropCap="margin" w:lines="2"/></w:pPr>' + run("O")
    assert load_one("a.docx", word(cap, run("nly the chapel stood."))).text.startswith("Only the chapel stood.")


STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}
PLAIN_KIND = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _strict(_: str, text: str) -> str:
    for usual, strict in STRICT.items():
        text = text.replace(usual, strict)
    return text


def _dead_relation(name: str, text: str) -> str:
    dead = '<Relationship Id="rId99" Type="http://x.example/image" Target="NULL"/></Relationships>'
    return text.replace("</Relationships>", dead) if name == "word/_rels/document.xml.rels" else text


def _link(name: str, text: str) -> str:
    link = (
        '<Relationship Id="rId98" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
        ' Target="https://mill.example/a" TargetMode="External"/></Relationships>'
    )
    return text.replace("</Relationships>", link) if name == "word/_rels/document.xml.rels" else text


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a.docx", _strict),
        ("a.docm", lambda _, text: text.replace(PLAIN_KIND, "vnd.ms-word.document.macroEnabled.main+xml")),
        (
            "a.dotx",
            lambda _, text: text.replace(
                PLAIN_KIND, "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
            ),
        ),
        ("a.docx", _dead_relation),
        ("a.docx", _link),
    ],
    ids=["strict", "macros", "template", "dead-relation", "link"],
)
def test_files_of_other_makes(load_one: LoadOne, name: str, change: Callable[[str, str], str]) -> None:
    assert load_one(name, rewritten(word(), change)).text == WHOLE


def test_parts_named_with_backslashes(load_one: LoadOne) -> None:
    with zipfile.ZipFile(io.BytesIO(word())) as file:
        parts = {name.replace("/", "\\"): file.read(name) for name in file.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            file.writestr(entry, data)
    assert load_one("a.docx", out.getvalue()).text == WHOLE

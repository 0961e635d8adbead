from __future__ import annotations

import time

import pytest

from retrieval.core.errors import SourceDamaged, SourceEmpty, SourceUnsupported
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document

HEAD = (
    r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}{\stylesheet{\s0 Normal;}}"
    r"{\header A running head\par}"
)
BOLD_LINE = r"\pard\b Opening hours\b0\par"


def _draft(body: str, name: str = "rules.rtf") -> Draft:
    content = f"{{\\rtf1{HEAD}{body}}}".encode("latin-1")
    (draft,) = extract_document(RawDocument(content=content, name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _text(body: str) -> str:
    return _draft(body).text


def test_title_author_and_date_are_those_of_the_document() -> None:
    information = r"{\info{\title The boat house}{\author Ann Lee}{\creatim\yr2024\mo5\dy3\hr18\min5}}"
    draft = _draft(information + r"\pard It opens at nine.\par")
    assert (draft.title, draft.author, draft.published) == ("The boat house", "Ann Lee", "2024-05-03")
    assert draft.text == "It opens at nine."


def test_lines_of_the_file_are_no_lines_of_the_text() -> None:
    assert _text("\\pard It opens\r\n at nine.\\par\r\nIt closes\\line at ten.\\par") == (
        "It opens at nine.\n\nIt closes\nat ten."
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"caf\'e9 costs \'80 3", "café costs € 3"),
        (r"caf\u233? costs \u8364?3", "café costs €3"),
        (r"\uc2 caf\u233\'65\'78 here", "café here"),
        (r"\uc0 caf\u233  here", "café here"),
        (r"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} there", "Привет there"),
        (r"\u-10179?\u-8704? laughs", "😀 laughs"),
        (r"\u-10179? is half", "\ufffd is half"),
        (r"nine o\rquote clock \emdash now", "nine o’clock —now"),
        (r"a\~b \{c\} \\d", r"a b {c} \d"),
        (r"bro\-ken non\_break", "broken non\u2011break"),
        (r"{\upr{old}{\*\ud{new}}} text", "new text"),
        (r"{\field{\*\fldinst HYPERLINK https://example.org}{\fldrslt the site}}", "the site"),
        (r"seen {\v secret}here", "seen here"),
        (r"seen \v secret\v0 here", "seen here"),
        (r"the {\deleted old }{\revised new }gate", "the new gate"),
        (r"{\strike old }gate", "gate"),
        (r"{\*\unknown gone}{\pict\pngblip 89504e}{\object{\*\objdata 0123}}kept", "kept"),
        (r"{\*\annotation Is it so?}It is.", "It is."),
        (r"\bin4 }}\{It is.", "It is."),
    ],
)
def test_words_are_those_that_are_shown(written: str, text: str) -> None:
    assert _text(rf"\pard {written}\par") == text


def test_headings_are_told_by_level_size_and_weight() -> None:
    body = r"\pard\outlinelevel0 Rules\par\pard\outlinelevel1 Hours\par\pard It opens at nine.\par"
    body += r"\pard\fs40 Keys\fs24\par\pard They hang there.\par" + BOLD_LINE + r"\pard It opens at ten.\par"
    draft = _draft(body)
    assert draft.title == "Rules"
    assert draft.text == (
        "## Hours\n\nIt opens at nine.\n\n# Keys\n\nThey hang there.\n\n## Opening hours\n\nIt opens at ten."
    )


def test_marks_of_lists_make_items() -> None:
    body = r"\pard{\pntext\'B7\tab}Wear a vest.\par{\listtext\tab 2.\tab}Sign the book.\par\pard Go.\par"
    assert _text(body) == "- Wear a vest.\n2. Sign the book.\n\nGo."


def test_rows_are_lines_of_a_table() -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl {}\cell {}\cell\row"
    body = row.format("Boat", "Price") + row.format(r"Skiff\par for one", r"12 \'80") + r"\pard Row slowly.\par"
    assert _text(body) == "Boat | Price\nSkiff for one | 12 €\n\nRow slowly."


def test_notes_and_boxes_stand_behind_their_paragraph() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Wet.}}}"
    body = rf"\pard It opens{{\footnote\pard In winter at ten.}} at nine.{box}\par"
    assert _text(body) == "It opens at nine.\n\nIn winter at ten.\n\nWet."


@pytest.mark.parametrize("name", ["rules.doc", "rules.docx", "rules"])
def test_it_is_read_under_other_names(name: str) -> None:
    assert _draft(r"\pard It opens at nine.\par", name).text == "It opens at nine."


def test_a_page_is_read_under_the_name_of_a_word_document() -> None:
    page = b"<html><body><h1>Rules</h1><p>The boat house opens at nine on Saturday.</p></body></html>"
    for name in ("a.doc", "a.docx", "a.xls"):
        (draft,) = extract_document(RawDocument(content=page, name=name, source=name), limits=LimitSettings())
        assert isinstance(draft, Draft)
        assert draft.text == "The boat house opens at nine on Saturday."


@pytest.mark.parametrize(("name", "newer"), [("a.doc", ".docx"), ("a.ppt", ".pptx"), ("a.msg", ".eml")])
def test_an_old_format_says_which_one_is_read(name: str, newer: str) -> None:
    document = RawDocument(content=b"\xd0\xcf\x11\xe0" + b"\0" * 99, name=name, source=name)
    with pytest.raises(SourceUnsupported) as caught:
        list(extract_document(document, limits=LimitSettings()))
    assert f"save it as {newer}" in caught.value.advice


@pytest.mark.parametrize("content", [b"{\\rtf1 It opens", b"It opens at nine.", b"{\\rtf1{{It}"])
def test_a_damaged_document_is_refused(content: bytes) -> None:
    with pytest.raises(SourceDamaged, match="not a whole RTF"):
        list(extract_document(RawDocument(content=content, name="a.rtf", source="a.rtf"), limits=LimitSettings()))


@pytest.mark.parametrize(
    "unit",
    ["{", "}", "{}", "\\'", "\\u9?", "\\b", "\\par ", "\\cell", "{\\footnote a", "\\fs9999999999 ", "\\bin9 ", "a"],
)
def test_time_grows_with_the_text(unit: str) -> None:
    began = time.process_time()
    content = ("{\\rtf1 " + unit * (400_000 // len(unit)) + "}").encode()
    for whole in (content, content + b"}" * 400_000):
        try:
            list(extract_document(RawDocument(content=whole, name="a.rtf", source="a.rtf"), limits=LimitSettings()))
        except (SourceDamaged, SourceEmpty):
            continue
    assert time.process_time() - began < 20

from __future__ import annotations

import time

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document

BODY = "<p class=MsoNormal>The boat house opens at nine on Saturday, and the key hangs behind the door.</p>"
MARK = "<![if !supportLists]><span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; </span></span><![endif]>"


def _draft(body: str, head: str = '<meta name=Generator content="Microsoft Word 15">') -> Draft:
    content = f"<html><head><title>Untitled</title>{head}</head><body>{body}</body></html>".encode()
    document = RawDocument(content=content, name="rules.html", source="rules.html")
    (draft,) = extract_document(document, limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _items(*marks: str) -> str:
    texts = ("Wear a vest on the water.", "Sign the book before you leave.")
    return "".join(
        f"<p class=MsoListParagraph style='mso-list:l0 level1'>{MARK.format(mark)}{text}</p>"
        for mark, text in zip(marks, texts, strict=True)
    )


class TestWord:
    def test_the_paragraph_that_is_styled_as_the_title_is_it(self) -> None:
        draft = _draft(f"<div class=WordSection1><p class=MsoTitle>Rules</p><h1>Hours</h1>{BODY}</div>")
        assert draft.title == "Rules"
        assert draft.text.startswith("# Hours\n\nThe boat house opens")

    @pytest.mark.parametrize(("marks", "shown"), [(("\u00b7", "\u00b7"), "- Wear"), (("1.", "2."), "1. Wear")])
    def test_paragraphs_with_marks_are_items(self, marks: tuple[str, str], shown: str) -> None:
        text = _draft(f"<div class=WordSection1>{BODY}{_items(*marks)}</div>").text
        second = shown.replace("1.", "2.").replace("Wear", "Sign the book before you leave.")
        assert text.endswith(f"\n\n{shown} a vest on the water.\n{second}")

    def test_notes_are_kept_and_their_numbers_left_out(self) -> None:
        text = '<p class=MsoNormal>It costs more on Sunday.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p>'
        note = '<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> By ten per cent.</p>'
        draft = _draft(f"<div class=WordSection1>{BODY}{text}</div><div><hr><div id=ftn1>{note}</div></div>")
        assert draft.text.endswith("It costs more on Sunday.\n\nBy ten per cent.")

    def test_another_page_with_such_classes_stays_as_it_is(self) -> None:
        draft = _draft(f"<h1>Hours</h1><p class=title>It is said.</p>{BODY}", head="")
        assert draft.title == "Hours"
        assert "It is said." in draft.text


class TestGoogleDocs:
    def test_title_and_remarks(self) -> None:
        remark = '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
        body = f'<p class="c3 title" id="h.a"><span>Rules</span></p><h1>Hours</h1><p>{BODY[19:-4]}{remark}</p>'
        below = '<div class="c4"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Ida: is this right?</span></p></div>'
        draft = _draft(f'<div class="c9 doc-content">{body}{below}</div>', head="")
        assert draft.title == "Rules"
        assert draft.text == "# Hours\n\nThe boat house opens at nine on Saturday, and the key hangs behind the door."

    def test_a_published_document_has_the_name_above_it(self) -> None:
        frame = '<div id="banners"></div><div id="header">Rules</div><div id="contents"><div class="doc-content">'
        draft = _draft(f"{frame}<h1>Hours</h1>{BODY}</div></div>", head="")
        assert draft.title == "Rules"
        assert draft.text.startswith("# Hours\n\n")


def test_time_grows_with_the_page() -> None:
    began = time.process_time()
    remark = '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
    _draft(f'<div class="doc-content">{(BODY[:-4] + remark + "</p>") * 2_000}</div>', head="")
    _draft(f"<div class=WordSection1>{BODY}{_items('1.', '2.') * 2_000}</div>")
    assert time.process_time() - began < 20

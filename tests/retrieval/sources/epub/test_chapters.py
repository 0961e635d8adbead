"""The words of a chapter, whatever is wrong with its markup, and without what is no part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.documents import epub

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

LAST = "<p>The kiln was lit again in March.</p>"
END = "The kiln was lit again in March."


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>Clay is dug in May.<o:p></o:p></p>", "Clay is dug in May."),
        ("<p>Clay is dug <st1:place>here</st1:place>.</p>", "Clay is dug here."),
        ("<p>Hob & Daughters paid 4 < 6 crowns &amp; &#8220;left&#8221;.</p>", "Hob & Daughters paid 4 < 6 crowns & “left”."),  # noqa: E501
        ("<p>Clay\x01 is &#1;dug&#xD83D; in May.</p>", "Clay is dug in May."),
        ("<p>Clay &undefined; is &eacute;gal.</p>", "Clay &undefined; is égal."),
        ("<p><ruby>窯<rp>(</rp><rt>かま</rt><rp>)</rp></ruby>は熱いです。</p>", "窯は熱いです。"),
        ('<p>It cost ten crowns<a epub:type="noteref" href="#n">7</a> then.</p>', "It cost ten crowns then."),
        ('<p>It cost ten crowns<a role="doc-noteref" href="#n">[7]</a> then.</p>', "It cost ten crowns then."),
        ('<p>It cost ten crowns<sup><a href="notes.xhtml#n">7</a></sup> then.</p>', "It cost ten crowns then."),
        ('<p>See <a href="#n">chapter 7</a> for 10<sup>3</sup> pots.</p>', "See chapter 7 for 10³ pots."),
        ("<p>It costs <del>nine</del> ten crowns.</p>", "It costs ten crowns."),
        ('<p>It cost ten crowns.<a href="#n">[7]</a> Then less.</p>', "It cost ten crowns. Then less."),
        ("<p><ruby><rb>窯</rb><rtc><rt>かま</rt></rtc></ruby>は熱いです。</p>", "窯は熱いです。"),
        ("<p>He said <q>no</q>.</p>", "He said “no”."),
        ("<p>Clay is<br>dug <i>in May.</p><p>It is <b>red</p>", "Clay is\ndug in May.\n\nIt is red"),
        ("<p>Clay is\n  dug in\nMay.</p>", "Clay is dug in May."),
        ("<pre>red\n  brown</pre>", "red\nbrown"),
    ],
)  # fmt: skip
def test_the_words_of_a_chapter(load_one: LoadOne, body: str, words: str) -> None:
    draft = load_one("a.epub", epub({"1.xhtml": f"<h1>Kiln</h1>{body}{LAST}"}))
    assert draft.text.replace("  ", "") == f"{words}\n\n{END}"


def test_a_prefix_of_books_that_is_not_declared_still_marks_notes(load_one: LoadOne) -> None:
    page = '<html><body><h1>Kiln</h1><p>Ten crowns<a epub:type="noteref" href="#n">7</a> then.</p></body></html>'
    assert load_one("a.epub", epub({"1.xhtml": page.encode()})).text == "Ten crowns then."

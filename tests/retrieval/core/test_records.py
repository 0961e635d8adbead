"""Citations of one range and of several, and the grades of replies."""

from __future__ import annotations

from dataclasses import replace

from retrieval.core.records import Article, TextRange
from retrieval.core.reply_records import Answer, Citation, NoAnswer, Part, Talk

TEXT = "Fares rose. To list them, run:\n\nferry fares --all\n\nChildren travel free."
ARTICLE = Article(
    id="a1", library="halm", source="fares.md", title="Fares", text=TEXT, digest="d", published=None,
    added="2026-05-01T00:00:00Z", language="en",
)  # fmt: skip


def place(words: str) -> TextRange:
    start = TEXT.index(words)
    return TextRange(start=start, end=start + len(words))


def cite() -> Citation:
    code = Part.of(ARTICLE, place("ferry fares --all"))
    context = Part.of(ARTICLE, place("Fares rose."), role="context")
    return Citation.of(ARTICLE, place("To list them, run:"), further=(code, context))


def test_the_parts_of_a_citation_are_in_the_order_of_the_text() -> None:
    cited = cite()
    assert cited.quote == "To list them, run:"
    assert [(part.quote, part.role) for part in cited.parts] == [
        ("Fares rose.", "context"),
        ("To list them, run:", "answer"),
        ("ferry fares --all", "answer"),
    ]


def test_a_citation_of_a_sentence_has_one_part() -> None:
    cited = Citation.of(ARTICLE, place("Children travel free."))
    assert [(part.start, part.end, part.quote) for part in cited.parts] == [(cited.start, cited.end, cited.quote)]


def test_a_citation_is_verbatim_only_where_every_part_is() -> None:
    assert cite().is_verbatim(TEXT)
    assert not cite().is_verbatim(TEXT.replace("--all", "--now"))
    assert not replace(cite(), quote="To list him, run:").is_verbatim(TEXT)


def test_every_reply_has_a_grade_and_its_citations() -> None:
    asked = {"question": "Fares?", "asked": "fares?"}
    answer = Answer(**asked, citation=cite(), highlight=None, confidence=0.9, others=(cite(),))
    replies = [
        answer,
        replace(answer, grade="unsure"),
        NoAnswer(**asked, confidence=0.1, nearest=(cite(),)),
        Talk(**asked, text="Hello.", kind="greeting"),
    ]
    assert [(reply.grade, len(reply.citations)) for reply in replies] == [
        ("sure", 2),
        ("unsure", 2),
        ("none", 1),
        ("talk", 0),
    ]

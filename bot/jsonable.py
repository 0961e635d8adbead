"""Records as plain values for `--json`: names and shapes here are what scripts rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from bot import words
from bot.quotes import Quoted
from retrieval.links import deep_link
from retrieval.records import (
    Added,
    Answer,
    Article,
    ArticleCard,
    Citation,
    Examination,
    Outcome,
    Passage,
    RankedPassage,
    Skipped,
    Summary,
    Unchanged,
)

Json: TypeAlias = dict[str, Any]

# json escapes the older controls itself; these reach a terminal unless they are escaped too.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dumps(value: Json) -> str:
    """The value as indented JSON, readable in any script and safe to show."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def citation(cited: Citation) -> Json:
    """A citation with its link."""
    return {**asdict(cited), "link": deep_link(cited)}


def quoted(shown: Quoted) -> Json:
    """A citation with its link and the text around it."""
    return {**citation(shown.citation), "before": shown.before, "after": shown.after}


def examination(examined: Examination, shown: Sequence[Quoted]) -> Json:
    """A reply with its figures; `shown` are its quotes, the answer first."""
    reply = examined.reply
    about = {
        "question": reply.question,
        "asked": reply.asked,
        "answered": isinstance(reply, Answer),
        "confidence": reply.confidence,
        "confidence_in_words": words.certainty(reply.confidence),
        "threshold": examined.threshold,
    }
    took = {"milliseconds": dict(examined.milliseconds)}
    if not isinstance(reply, Answer):
        return about | {"nearest": [quoted(one) for one in shown]} | took
    best = shown[0]
    answer = {"quote": reply.citation.quote, "highlight": _highlight(best), "citation": quoted(best)}
    return about | answer | {"others": [quoted(one) for one in shown[1:]]} | took


def _highlight(shown: Quoted) -> Json | None:
    """The exact answer with its offsets into the article's text."""
    mark, start = shown.highlight, shown.citation.start
    if mark is None:
        return None
    text = shown.citation.quote[mark.start : mark.end]
    return {"start": start + mark.start, "end": start + mark.end, "text": text}


def search(asked: str, passages: Sequence[RankedPassage]) -> Json:
    """Ranked passages."""
    return {"words": asked, "passages": [_ranked(one) for one in passages]}


def _ranked(ranked: RankedPassage) -> Json:
    parts = {"lexical": ranked.lexical, "similarity": ranked.similarity, "coverage": ranked.coverage}
    return {"title": ranked.title, **_passage(ranked.passage), "score": ranked.score, **parts}


def _passage(passage: Passage) -> Json:
    place = {"article_id": passage.article_id, "id": passage.id, "start": passage.start, "end": passage.end}
    return place | {"text": passage.text}


def articles(library: str, cards: Iterable[ArticleCard]) -> Json:
    """A library's articles."""
    return {"library": library, "articles": [asdict(card) for card in cards]}


def article(shown: Article, passages: Sequence[Passage]) -> Json:
    """An article with its text and passages."""
    parts = [{**_passage(one), "sentences": [[s.start, s.end] for s in one.sentences]} for one in passages]
    return {**asdict(shown), "passages": parts}


def summary(made: Summary) -> Json:
    """A summary, each sentence with its citation."""
    return {"article": asdict(made.article), "sentences": [citation(one) for one in made.citations]}


def outcomes(library: str, results: Sequence[Outcome], *, interrupted: bool) -> Json:
    """What became of the locations that were to be added."""
    return {
        "library": library,
        "added": [
            {**asdict(one.article), "replaced": one.replaced, "first_sentence": one.first_sentence}
            for one in results
            if isinstance(one, Added)
        ],
        "unchanged": [asdict(one.article) for one in results if isinstance(one, Unchanged)],
        "skipped": [asdict(one) for one in results if isinstance(one, Skipped)],
        "interrupted": interrupted,
    }

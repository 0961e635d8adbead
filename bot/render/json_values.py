"""Records as plain values for `--json`: scripts depend on the names and shapes here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from bot.render import confidence_words, wording
from bot.render.quote_excerpt import Quoted
from retrieval import (
    Added,
    Alias,
    Answer,
    Article,
    ArticleCard,
    Citation,
    Digest,
    Examination,
    Location,
    Origin,
    Outcome,
    Passage,
    RankedPassage,
    Returned,
    Skipped,
    Summary,
    Talk,
    Timeline,
    Unchanged,
    Vanished,
    deep_link,
)

Json: TypeAlias = dict[str, Any]

# json escapes the older controls itself; these reach a terminal unless they are escaped too.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dumps(value: Json) -> str:
    """Return the value as indented JSON, readable in any script and safe to show."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def citation(cited: Citation) -> Json:
    """Return a citation with all its parts, in the order of the text, and its link."""
    values = asdict(cited)
    del values["further"]
    return {**values, "parts": [asdict(part) for part in cited.parts], "link": deep_link(cited)}


def quoted(shown: Quoted) -> Json:
    """Return a citation with its link and the text around it."""
    return {**citation(shown.citation), "before": shown.before, "after": shown.after}


def examination(examined: Examination, shown: Sequence[Quoted]) -> Json:
    """Return a reply with its figures; `shown` are its quotes, the answer first."""
    reply = examined.reply
    if isinstance(reply, Talk):
        return talk(reply) | {"milliseconds": dict(examined.milliseconds)}
    about = {
        "grade": reply.grade,
        "question": reply.question,
        "asked": reply.asked,
        "answered": reply.grade == "sure",
        "confidence": reply.confidence,
        "confidence_in_words": confidence_words.certainty(reply.confidence),
        "threshold": examined.thresholds.sure,
        "unsure_threshold": examined.thresholds.unsure,
        "advice": examined.advice,
    }
    took = {"milliseconds": dict(examined.milliseconds)}
    if not isinstance(reply, Answer):
        return about | {"readings": list(reply.readings), "nearest": [quoted(quote) for quote in shown]} | took
    best = shown[0]
    answer = {"quote": reply.citation.quote, "highlight": _highlight(best), "citation": quoted(best)}
    more = {"others": [quoted(quote) for quote in shown[1:]], "also": [citation(cited) for cited in reply.also]}
    return about | answer | more | {"superseded": _superseded(reply)} | took


def talk(reply: Talk) -> Json:
    """Return a reply that no article gives."""
    about = {"grade": reply.grade, "question": reply.question, "asked": reply.asked, "answered": False}
    return about | {"kind": reply.kind, "text": reply.text}


def _superseded(reply: Answer) -> Json | None:
    """Return the answer that a newer one overtakes."""
    earlier = reply.superseded
    if earlier is None:
        return None
    return {"relation": earlier.relation, "date": earlier.date, "citation": citation(earlier.citation)}


def _highlight(shown: Quoted) -> Json | None:
    """Return the exact answer with its offsets into the article's text."""
    mark, start = shown.highlight, shown.citation.start
    if mark is None:
        return None
    text = shown.citation.quote[mark.start : mark.end]
    return {"start": start + mark.start, "end": start + mark.end, "text": text}


def search(words: str, passages: Sequence[RankedPassage]) -> Json:
    """Return ranked passages; without one of the words they are only the nearest in meaning."""
    has_words = wording.has_words(passages)
    return {"words": words, "has_words": has_words, "passages": [_ranked(passage) for passage in passages]}


def _ranked(ranked: RankedPassage) -> Json:
    parts = {"lexical": ranked.lexical, "similarity": ranked.similarity, "coverage": ranked.coverage}
    return {"title": ranked.title, **_passage(ranked.passage), "score": ranked.score, **parts}


def _passage(passage: Passage) -> Json:
    place = {"article_id": passage.article_id, "id": passage.id, "start": passage.start, "end": passage.end}
    return place | {"text": passage.text}


def articles(library: str, cards: Iterable[ArticleCard]) -> Json:
    """Return a library's articles."""
    return {"library": library, "articles": [asdict(card) for card in cards]}


def article(shown: Article, passages: Sequence[Passage], origins: Sequence[Origin]) -> Json:
    """Return an article with its text, passages and sources."""
    parts = [{**_passage(p), "sentences": [[s.start, s.end] for s in p.sentences]} for p in passages]
    sources = [{"source": origin.source, "location": origin.location, "gone": origin.gone} for origin in origins]
    return {**asdict(shown), "passages": parts, "sources": sources}


def locations(library: str, followed: Iterable[Location]) -> Json:
    """Return the locations that a refresh reads."""
    return {"library": library, "locations": [asdict(location) for location in followed]}


def removed(gone: Sequence[Article | ArticleCard], *, location: Location | None) -> Json:
    """Return the articles that were removed: one, or those of a location."""
    articles = [{"id": card.id, "title": card.title, "source": card.source} for card in gone]
    return {"removed": articles, "location": location.location} if location else {"removed": articles[0]}


def summary(made: Summary) -> Json:
    """Return a summary, each sentence with its citation."""
    about = {"about": made.focus} if made.focus else {}
    return {"article": asdict(made.article), **about, "sentences": [citation(cited) for cited in made.citations]}


def digest(made: Digest) -> Json:
    """Return the sentences of several articles, by date."""
    entries = [
        {"sentences": [citation(cited) for cited in entry.citations], "also": [citation(cited) for cited in entry.also]}
        for entry in made.entries
    ]
    return {"words": made.words, "entries": entries, "sought": asdict(made.sought) if made.sought else None}


def timeline(counted: Timeline) -> Json:
    """Return how many articles and sentences speak of some words over time."""
    return asdict(counted)


def outcomes(library: str, results: Sequence[Outcome], *, interrupted: bool) -> Json:
    """Return the outcomes of an addition."""
    return {
        "library": library,
        "added": [
            {
                **asdict(outcome.article),
                "replaced": outcome.replaced,
                "first_sentence": outcome.first_sentence,
                "passages_kept": outcome.kept,
            }
            for outcome in results
            if isinstance(outcome, Added)
        ],
        "aliases": [{**asdict(o.article), "also_at": o.source} for o in results if isinstance(o, Alias)],
        "gone": [asdict(o.article) for o in results if isinstance(o, Vanished)],
        "back": [asdict(o.article) for o in results if isinstance(o, Returned)],
        "unchanged": [asdict(o.article) for o in results if isinstance(o, Unchanged)],
        "skipped": [asdict(o) for o in results if isinstance(o, Skipped)],
        "interrupted": interrupted,
    }

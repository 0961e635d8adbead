"""Articles in scripts: finds the text of a page that only its JSON-LD, or the data of Next.js, holds in full.

Sources: schema.org (Article, FAQPage, HowTo, QAPage); Next.js writes the data of a page as JSON into
`<script id="__NEXT_DATA__">`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.discourse.written_days import plausible_day
from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, render
from retrieval.sources.html.linked_data import kinds_of, linked_data, linked_records
from retrieval.sources.html.page_author import record_author
from retrieval.sources.html.page_identity import PageIdentity
from retrieval.sources.html.page_record import body_blocks, plain_value, prose_records
from retrieval.text.normalize import one_line

_ARTICLES = re.compile(r"\w*Article|\w*BlogPosting|Report")
_LEAST_BODY = 200  # characters; shorter texts are teasers
_STUB = 250  # characters: a page that shows no more shows a notice, or the beginning of what it withholds
_FAR_SHORTER = 2  # times; extraction drops captions and bylines of an article, not half of it
_OPENING = 60  # characters of what a page shows, by which its text is recognised in a record
_CUT_OFF = re.compile(
    r"(?:…|\.{3}|\[(?:…|\.{3})\]|\b(?:read more|continue reading|weiterlesen|mehr lesen|lire la suite|leer más"
    r"|seguir leyendo))[\s\W]{0,10}\Z",
    re.IGNORECASE,
)
_TAIL = 60  # characters at the end in which it is looked for
_STEP_DEPTH = 2  # sections of steps, and the directions of a step
_DATE_NAMES = """
datePublished dateCreated uploadDate publishedAt published_at publishDate publishedDate firstPublishedAt
first_published_at publicationDate pubDate date createdAt
"""
_DATES = tuple(_DATE_NAMES.split())
_AUTHORS = ("author", "authors", "byline")
_TITLES = ("headline", "title", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptArticle:
    """The text of a record, with what the record says about it; its fields are empty where it says nothing."""

    title: str
    published: str | None
    author: str
    blocks: Sequence[DocumentBlock]

    @property
    def text(self) -> str:
        """The words as they are stored."""
        return render(self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RecordArticle:
    article: ScriptArticle
    is_page: bool | None  # whether the record is about this page; None where it does not say


def script_article(tree: Any, source: str, shown: str) -> ScriptArticle | None:
    """Return the page's article as its scripts have it, if the page itself shows none of it, or far less.

    Args:
        tree: the page.
        source: its address, or the path of its file.
        shown: the text that the page shows, empty where it shows none.

    Returns:
        The article; None where no record is surely that of the page, or the page shows as much.
    """
    identity = PageIdentity.of(tree, source)
    for find in (_bodies, _answers_and_steps, _next_data):
        candidates = [candidate for candidate in find(tree, identity) if _is_more(candidate.article.text, shown)]
        if chosen := _choose(candidates, shown):
            # Questions and steps are often a part of a page that shows other text.
            return None if find is _answers_and_steps and len(shown) > _STUB else chosen
    return None


def _is_more(text: str, shown: str) -> bool:
    """Return whether a text is a whole article, and what the page shows is far shorter."""
    is_whole = len(text) >= _LEAST_BODY and not _CUT_OFF.search(text[-_TAIL:])
    return is_whole and len(text) > _FAR_SHORTER * len(shown)


def _choose(candidates: Sequence[_RecordArticle], shown: str) -> ScriptArticle | None:
    """Return the one article that is the page's; None for none, and for several that differ."""
    sure = [candidate for candidate in candidates if candidate.is_page]
    likely = [candidate for candidate in candidates if candidate.is_page is None and _continues(candidate, shown)]
    chosen = sure or (likely if len(likely) == len(candidates) else [])
    return chosen[0].article if len({candidate.article.text for candidate in chosen}) == 1 else None


def _continues(candidate: _RecordArticle, shown: str) -> bool:
    """Return whether the page shows the beginning of a text, or next to nothing."""
    return len(shown) <= _STUB or one_line(shown)[:_OPENING] in one_line(candidate.article.text)


def _bodies(tree: Any, identity: PageIdentity) -> Iterator[_RecordArticle]:
    """Yield the articles of the page's JSON-LD."""
    for record in _records(tree, _is_article):
        body = record.get("articleBody")
        if isinstance(body, str):
            yield _candidate(record, body_blocks(body), identity)


def _answers_and_steps(tree: Any, identity: PageIdentity) -> Iterator[_RecordArticle]:
    """Yield the questions with their answers, and the steps of instructions, of the page's JSON-LD."""
    for record in _records(tree, lambda _: True):
        kinds = kinds_of(record)
        if "FAQPage" in kinds:
            yield _candidate(record, list(_questions(record.get("mainEntity"))), identity)
        elif "HowTo" in kinds:
            yield _candidate(record, list(_steps(record.get("step"))), identity)
        elif "QAPage" in kinds and isinstance(question := record.get("mainEntity"), dict):
            # Its author has written the question alone.
            yield _candidate({**question, "author": None}, list(_thread(question)), identity)


def _next_data(tree: Any, identity: PageIdentity) -> Iterator[_RecordArticle]:
    """Yield the articles in the data of a page that Next.js draws."""
    for record, body in prose_records(tree):
        yield _candidate(record, body_blocks(body), identity)


def _records(tree: Any, accepts: Callable[[dict[str, Any]], bool]) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD records of a page, and what they name as their main entity, if accepted."""
    for stated in linked_data(tree):
        for record in linked_records(stated):
            entity = record.get("mainEntity")
            inner = [entity] if isinstance(entity, dict) else []
            yield from (candidate for candidate in (record, *inner) if accepts(candidate))


def _is_article(record: dict[str, Any]) -> bool:
    return any(map(_ARTICLES.fullmatch, kinds_of(record)))


def _candidate(record: dict[str, Any], blocks: Sequence[DocumentBlock], identity: PageIdentity) -> _RecordArticle:
    title = _first(plain_value(record.get(key)) for key in _TITLES)
    days = (plausible_day(str(record[key])) for key in _DATES if isinstance(record.get(key), str))
    article = ScriptArticle(
        title=title,
        published=next(filter(None, days), None),
        author=_first(record_author(record.get(key)) for key in _AUTHORS),
        blocks=blocks,
    )
    return _RecordArticle(article=article, is_page=identity.includes(record, title))


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _questions(stated: Any) -> Iterator[DocumentBlock]:
    """Yield the questions of a list as headings, each with its answer; those without one are left out."""
    for question in _listed(stated):
        blocks = list(_answers(question.get("acceptedAnswer")))
        name = plain_value(question.get("name"))
        if blocks and name:
            yield heading(2, name)
            yield from blocks


def _thread(question: dict[str, Any]) -> Iterator[DocumentBlock]:
    """Yield what a question says beside its title, and the accepted answer; without one, the suggested ones."""
    answers = list(_answers(question.get("acceptedAnswer"))) or list(_answers(question.get("suggestedAnswer")))
    if answers:
        yield from body_blocks(_text(question))
        yield from answers


def _answers(stated: Any) -> Iterator[DocumentBlock]:
    for answer in _listed(stated):
        yield from body_blocks(_text(answer))


def _steps(stated: Any, depth: int = _STEP_DEPTH) -> Iterator[DocumentBlock]:
    """Yield the steps of instructions: as items, under headings where they have names of their own."""
    number = 0
    for step in _listed(stated):
        name, text = plain_value(step.get("name")), plain_value(_text(step))
        parts = list(_steps(step.get("itemListElement"), depth - 1)) if depth and not text else []
        if parts or (name and text and not text.startswith(name)):
            yield heading(2 if parts else 3, name)
            yield from parts or body_blocks(_text(step))
        elif text or name:
            number += 1
            yield list_item(f"{number}.", text or name)


def _listed(stated: Any) -> Iterator[dict[str, Any]]:
    """Yield the records of a value: a record, a text, or a list of these."""
    for value in stated if isinstance(stated, list) else [stated]:
        if isinstance(value, str):
            yield {"text": value}
        elif isinstance(value, dict):
            yield value


def _text(record: dict[str, Any]) -> str:
    text = record.get("text")
    return text if isinstance(text, str) else ""

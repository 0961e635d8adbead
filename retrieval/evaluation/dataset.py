"""Reads an evaluation set from a folder: the articles to store, and the questions with their right answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.core.errors import EvaluationError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.evaluation.article_set import ArticleSet, LoadDrafts, find_file, read_articles, unseen_id
from retrieval.evaluation.jsonl import JsonLine, read_lines
from retrieval.text.normalize import normalise

QUESTION_FORM = '{"id": "…", "question": "…", "article": "id", "spans": [[0, 9]], "answers": ["…"], "answerable": true}'


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryTurn:
    """A question that was asked before, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertakenPlace:
    """The text that a right answer overtakes: an article of the set, and ranges of it; no ranges: the whole article."""

    article: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenQuestion:
    """A question with its right answers. Articles go by their ids in the set."""

    id: str
    question: str
    answerable: bool
    article: str | None  # the one that `spans` point into
    articles: frozenset[str]  # every right article, `article` among them
    spans: tuple[tuple[int, int], ...]  # offsets into the normalised text, end exclusive
    answers: tuple[str, ...]  # without empty ones
    history: tuple[HistoryTurn, ...]  # oldest first
    kind: str = ""  # of question, by which figures are grouped
    parts: tuple[tuple[int, int], ...] = ()  # all that a whole answer shows, as `spans`
    superseded: tuple[OvertakenPlace, ...] = ()

    @property
    def is_judged(self) -> bool:
        """True if the set states enough to judge the reply: always for a refusal, else by articles or words."""
        return not self.answerable or bool(self.articles or self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A whole evaluation set. Each draft's `source` is the article's id in the set."""

    drafts: tuple[Draft, ...]
    skipped: tuple[Skipped, ...]  # documents of the folder `articles` that gave no article
    questions: tuple[GoldenQuestion, ...]  # at least one


def read(set_folder: Path, *, load: LoadDrafts) -> Collection:
    """Read the set in a folder: `articles.jsonl[.gz]`, or documents under `articles/`, and `questions.jsonl[.gz]`.

    A document's id is its path below `articles/`, with or without its extension; an article of a file with many has
    its own id.
    Where normalising changes a text, its spans are moved to the same words of the normalised text.

    Args:
        set_folder: of the evaluation set.
        load: reads the documents at a location.

    Raises:
        EvaluationError: a file is missing, empty, or has a line that is not of the format.
    """
    if not set_folder.is_dir():
        raise EvaluationError(
            "there is no such folder", where=str(set_folder), advice="Name the folder with questions.jsonl in it."
        )
    file = find_file(set_folder, "questions")
    if file is None:
        raise EvaluationError(
            "there is no questions.jsonl or questions.jsonl.gz",
            where=str(set_folder),
            advice=f"Write one question a line: {QUESTION_FORM}.",
        )
    articles = read_articles(set_folder, load)
    seen: dict[str, str] = {}
    questions = tuple(_question(line, articles, seen) for line in read_lines(file, form=QUESTION_FORM))
    if not questions:
        raise EvaluationError(
            "the file has no question", where=str(file), advice=f"A line looks like this: {QUESTION_FORM}."
        )
    return Collection(drafts=tuple(articles.drafts.values()), skipped=tuple(articles.skipped), questions=questions)


def _question(line: JsonLine, articles: ArticleSet, seen: dict[str, str]) -> GoldenQuestion:
    name = line.optional("article")
    article = None if name is None else articles.resolve(name, line)
    right = {articles.resolve(other, line) for other in line.texts("articles")}
    answerable = line.values.get("answerable", True)
    if not isinstance(answerable, bool):
        raise line.error(f"'answerable' must be true or false, not {answerable!r:.60}")
    return GoldenQuestion(
        id=unseen_id(line, seen),
        question=line.text("question"),
        answerable=answerable,
        article=article,
        articles=frozenset(right if article is None else right | {article}),
        spans=tuple(_span(pair, article, articles, line) for pair in line.items("spans")),
        answers=line.texts("answers"),
        history=tuple(_turn(turn, line) for turn in line.items("history")),
        kind=line.optional("kind") or "",
        parts=tuple(_part(part, article, articles, line) for part in line.items("parts")),
        superseded=tuple(_overtaken(value, articles, line) for value in line.items("superseded")),
    )


def _part(part: Any, article: str | None, articles: ArticleSet, line: JsonLine) -> tuple[int, int]:
    """Return the range of a part, which may be written as its words."""
    if not isinstance(part, str):
        return _span(part, article, articles, line)
    if article is None:
        raise line.error("there are parts and no 'article'", "Name the article that the parts stand in.")
    words = normalise(part)
    start = articles.drafts[article].text.find(words) if words else -1
    if start < 0:
        raise line.error(f"article '{article}' does not contain the part {part!r:.60}", "Copy it from the article.")
    return start, start + len(words)


def _overtaken(value: Any, articles: ArticleSet, line: JsonLine) -> OvertakenPlace:
    match value:
        case {"article": str(name), **others}:
            article, spans = articles.resolve(name, line), others.get("spans") or []
        case _:
            raise line.error(f"'superseded' must contain objects with an 'article', not {value!r:.60}")
    if not isinstance(spans, list):
        raise line.error(f"'spans' must be a list, not {spans!r:.60}")
    return OvertakenPlace(article=article, spans=tuple(_span(pair, article, articles, line) for pair in spans))


def _span(pair: Any, article: str | None, articles: ArticleSet, line: JsonLine) -> tuple[int, int]:
    if article is None:
        raise line.error("there are spans and no 'article'", "Name the article that the spans point into.")
    match pair:
        case [int(start), int(end)] if not isinstance(start, bool) and not isinstance(end, bool):
            pass
        case _:
            raise line.error(f"a span must be [start, end] in whole numbers, not {pair!r:.60}")
    length = len(articles.raw.get(article, articles.drafts[article].text))
    if not 0 <= start < end <= length:
        raise line.error(
            f"the span [{start}, {end}] is not inside article '{article}', which has {length} characters",
            "Count code points from 0, the end exclusive.",
        )
    moved = articles.span(article, start, end)
    if moved is None:
        raise line.error(f"the span [{start}, {end}] of article '{article}' contains only spaces", "Point it at words.")
    return moved


def _turn(turn: Any, line: JsonLine) -> HistoryTurn:
    match turn:
        case {"question": str(question), "answer": str(answer)}:
            return HistoryTurn(question=question, answer=answer)
        case {"question": str(question), "answer": None}:
            return HistoryTurn(question=question, answer="")
    raise line.error(f"a turn of 'history' must have a question and an answer, not {turn!r:.60}")

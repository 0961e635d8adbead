"""Reads an evaluation set from a folder: the articles to store, and the questions with what makes an answer right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from retrieval.core.errors import EvaluationError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.evaluation.jsonl import Line, lines
from retrieval.evaluation.span_alignment import Alignment
from retrieval.text.normalize import normalise

Load: TypeAlias = Callable[[str], Iterable[Draft | Skipped]]

ARTICLE_FORM = '{"id": "…", "title": "…", "text": "…"}'
QUESTION_FORM = '{"id": "…", "question": "…", "article": "id", "spans": [[0, 9]], "answers": ["…"], "answerable": true}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was asked before a question, and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenQuestion:
    """A question with what makes an answer right. Articles go by their ids in the set."""

    id: str
    question: str
    answerable: bool
    article: str | None  # the one that `spans` point into
    articles: frozenset[str]  # every right one, `article` among them
    spans: tuple[tuple[int, int], ...]  # offsets into the normalised text, end exclusive
    answers: tuple[str, ...]  # without empty ones
    history: tuple[Turn, ...]  # oldest first

    @property
    def judged(self) -> bool:
        """Whether the set says enough to tell right from wrong: a refusal always, an answer by articles or words."""
        return not self.answerable or bool(self.articles or self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A whole evaluation set. Each draft's `source` is the article's id in the set."""

    drafts: tuple[Draft, ...]
    skipped: tuple[Skipped, ...]  # documents of the folder `articles` that gave no article
    questions: tuple[GoldenQuestion, ...]  # at least one


def read(directory: Path, *, load: Load) -> Collection:
    """The set in a folder: `articles.jsonl[.gz]`, or documents under `articles/`, and `questions.jsonl[.gz]`.

    A document's id is its path below `articles/`, with or without its extension; of one of many in a file, its own.
    Spans that were drawn on a text which normalising changes are moved to the same words of the normalised text.

    Args:
        directory: the folder.
        load: reads the documents at a location.

    Raises:
        EvaluationError: a file is missing, empty, or has a line that is not of the format.
    """
    if not directory.is_dir():
        raise EvaluationError(
            "there is no such folder", where=str(directory), advice="Name the folder that holds questions.jsonl."
        )
    file = _file(directory, "questions")
    if file is None:
        raise EvaluationError(
            "there is no questions.jsonl or questions.jsonl.gz",
            where=str(directory),
            advice=f"Write one question a line: {QUESTION_FORM}.",
        )
    shelf = _shelf(directory, load)
    seen: dict[str, str] = {}
    questions = tuple(_question(line, shelf, seen) for line in lines(file, form=QUESTION_FORM))
    if not questions:
        raise EvaluationError("the file has no question", where=str(file), advice=f"A line looks so: {QUESTION_FORM}.")
    return Collection(drafts=tuple(shelf.drafts.values()), skipped=tuple(shelf.skipped), questions=questions)


def _file(directory: Path, name: str) -> Path | None:
    """The set's file of that name, plain before compressed."""
    return next((file for end in ("", ".gz") if (file := directory / f"{name}.jsonl{end}").is_file()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """The articles of a set by id, with what resolving a question's references needs."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)  # texts that normalising changed, as they were
    aligned: dict[str, Alignment] = field(default_factory=dict)  # made when a question needs one
    names: dict[str, list[str]] = field(default_factory=dict)  # an id without its extension, and the ids it may mean

    def resolve(self, name: str, line: Line) -> str:
        """The id of the article that a question names."""
        if name in self.drafts:
            return name
        meant = self.names.get(name, [])
        if len(meant) > 1:
            raise line.error(f"'{name}' may mean {' or '.join(meant)}", "Write the name with its extension.")
        if not meant:
            raise line.error(f"the set has no article '{name}'", "Use an id from the articles of this set.")
        return meant[0]

    def span(self, article: str, start: int, end: int) -> tuple[int, int] | None:
        """A span of the text as given, moved to the normalised text; None if it holds nothing visible."""
        if article not in self.raw:
            return start, end
        if article not in self.aligned:
            self.aligned[article] = Alignment(self.raw[article])
        return self.aligned[article].span(start, end)


def _shelf(directory: Path, load: Load) -> _Shelf:
    file, folder = _file(directory, "articles"), directory / "articles"
    if file is None and not folder.is_dir():
        raise EvaluationError(
            "there is neither articles.jsonl, nor articles.jsonl.gz, nor a folder 'articles'",
            where=str(directory),
            advice=f"Write one article a line: {ARTICLE_FORM}; or put documents into the folder 'articles'.",
        )
    shelf = _from_folder(folder, load) if file is None else _from_file(file)
    if not shelf.drafts:
        raise EvaluationError(
            "there is no article in it", where=str(file or folder), advice="Questions need articles to be asked of."
        )
    return shelf


def _from_file(file: Path) -> _Shelf:
    shelf, seen = _Shelf(), dict[str, str]()
    for line in lines(file, form=ARTICLE_FORM):
        name = _unseen(line, seen)
        raw = line.optional("text")
        if raw is None:
            raise line.error("'text' is missing")
        shelf.drafts[name] = Draft(
            source=name,
            title=normalise(line.optional("title") or name),
            text=normalise(raw),
            published=line.optional("published"),
        )
        if shelf.drafts[name].text != raw:
            shelf.raw[name] = raw
    return shelf


def _from_folder(folder: Path, load: Load) -> _Shelf:
    shelf = _Shelf()
    for draft in load(str(folder)):
        if isinstance(draft, Skipped):
            shelf.skipped.append(draft)
            continue
        path = Path(draft.source).resolve()
        inside = path.is_relative_to(folder.resolve())
        name = draft.key or (path.relative_to(folder.resolve()).as_posix() if inside else draft.source)
        shelf.drafts[name] = replace(draft, source=name)
        shelf.names.setdefault(str(Path(name).with_suffix("")), []).append(name)
    return shelf


def _question(line: Line, shelf: _Shelf, seen: dict[str, str]) -> GoldenQuestion:
    name = line.optional("article")
    article = None if name is None else shelf.resolve(name, line)
    right = {shelf.resolve(other, line) for other in line.texts("articles")}
    answerable = line.values.get("answerable", True)
    if not isinstance(answerable, bool):
        raise line.error(f"'answerable' must be true or false, not {answerable!r:.60}")
    return GoldenQuestion(
        id=_unseen(line, seen),
        question=line.text("question"),
        answerable=answerable,
        article=article,
        articles=frozenset(right if article is None else right | {article}),
        spans=tuple(_span(pair, article, shelf, line) for pair in line.items("spans")),
        answers=line.texts("answers"),
        history=tuple(_turn(turn, line) for turn in line.items("history")),
    )


def _span(pair: Any, article: str | None, shelf: _Shelf, line: Line) -> tuple[int, int]:
    if article is None:
        raise line.error("there are spans and no 'article'", "Name the article that the spans point into.")
    match pair:
        case [int(start), int(end)] if not isinstance(start, bool) and not isinstance(end, bool):
            pass
        case _:
            raise line.error(f"a span must be [start, end] in whole numbers, not {pair!r:.60}")
    length = len(shelf.raw.get(article, shelf.drafts[article].text))
    if not 0 <= start < end <= length:
        raise line.error(
            f"the span [{start}, {end}] is not inside article '{article}', which has {length} characters",
            "Count code points from 0, the end exclusive.",
        )
    moved = shelf.span(article, start, end)
    if moved is None:
        raise line.error(f"the span [{start}, {end}] of article '{article}' holds only blanks", "Point it at words.")
    return moved


def _turn(turn: Any, line: Line) -> Turn:
    match turn:
        case {"question": str(question), "answer": str(answer)}:
            return Turn(question=question, answer=answer)
        case {"question": str(question), "answer": None}:
            return Turn(question=question, answer="")
    raise line.error(f"a turn of 'history' must have a question and an answer, not {turn!r:.60}")


def _unseen(line: Line, seen: dict[str, str]) -> str:
    """The line's id, which no earlier line may have."""
    name = line.text("id")
    if name in seen:
        raise line.error(f"the id '{name}' is used before, at {seen[name]}", "Give every line an id of its own.")
    seen[name] = line.where
    return name

"""The articles of an evaluation set, and what resolves the references of its questions to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from retrieval.core.errors import EvaluationError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.evaluation.jsonl import JsonLine, read_lines
from retrieval.evaluation.span_alignment import Alignment
from retrieval.text.normalize import normalise

LoadDrafts: TypeAlias = Callable[[str], Iterable[Draft | Skipped]]

ARTICLE_FORM = '{"id": "…", "title": "…", "text": "…"}'


def find_file(set_folder: Path, name: str) -> Path | None:
    """Return the set's file of that name; the plain file if there is also a compressed one."""
    return next((file for end in ("", ".gz") if (file := set_folder / f"{name}.jsonl{end}").is_file()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSet:
    """The articles of a set by id, and what resolves the references of questions to them."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)  # original texts, where normalising changed them
    alignments: dict[str, Alignment] = field(default_factory=dict)  # each computed when a question needs it
    names: dict[str, list[str]] = field(default_factory=dict)  # by an id without its extension: the ids it may mean

    def resolve(self, name: str, line: JsonLine) -> str:
        """Return the id of the article that a question names."""
        if name in self.drafts:
            return name
        candidates = self.names.get(name, [])
        if len(candidates) > 1:
            raise line.error(f"'{name}' may mean {' or '.join(candidates)}", "Write the name with its extension.")
        if not candidates:
            raise line.error(f"the set has no article '{name}'", "Use an id from the articles of this set.")
        return candidates[0]

    def span(self, article: str, start: int, end: int) -> tuple[int, int] | None:
        """Return a span of the original text, moved to the normalised text; None if it contains nothing visible."""
        if article not in self.raw:
            return start, end
        if article not in self.alignments:
            self.alignments[article] = Alignment(self.raw[article])
        return self.alignments[article].span(start, end)


def read_articles(set_folder: Path, load: LoadDrafts) -> ArticleSet:
    """Read the articles of the set in a folder.

    Raises:
        EvaluationError: there are none, or a line is not of the format.
    """
    file, folder = find_file(set_folder, "articles"), set_folder / "articles"
    if file is None and not folder.is_dir():
        raise EvaluationError(
            "there is neither articles.jsonl, nor articles.jsonl.gz, nor a folder 'articles'",
            where=str(set_folder),
            advice=f"Write one article a line: {ARTICLE_FORM}; or put documents into the folder 'articles'.",
        )
    articles = _from_folder(folder, load) if file is None else _from_file(file)
    if not articles.drafts:
        raise EvaluationError(
            "there is no article in it", where=str(file or folder), advice="Questions need articles to be asked of."
        )
    return articles


def _from_file(file: Path) -> ArticleSet:
    articles, seen = ArticleSet(), dict[str, str]()
    for line in read_lines(file, form=ARTICLE_FORM):
        name = unseen_id(line, seen)
        raw = line.optional("text")
        if raw is None:
            raise line.error("'text' is missing")
        articles.drafts[name] = Draft(
            source=name,
            title=normalise(line.optional("title") or name),
            text=normalise(raw),
            published=line.optional("published"),
        )
        if articles.drafts[name].text != raw:
            articles.raw[name] = raw
    return articles


def _from_folder(folder: Path, load: LoadDrafts) -> ArticleSet:
    articles = ArticleSet()
    for draft in load(str(folder)):
        if isinstance(draft, Skipped):
            articles.skipped.append(draft)
            continue
        path = Path(draft.source).resolve()
        inside = path.is_relative_to(folder.resolve())
        name = draft.key or (path.relative_to(folder.resolve()).as_posix() if inside else draft.source)
        articles.drafts[name] = replace(draft, source=name)
        articles.names.setdefault(str(Path(name).with_suffix("")), []).append(name)
    return articles


def unseen_id(line: JsonLine, seen: dict[str, str]) -> str:
    """Return the line's id, which no earlier line may have."""
    name = line.text("id")
    if name in seen:
        raise line.error(f"the id '{name}' is used before, at {seen[name]}", "Give every line an id of its own.")
    seen[name] = line.where
    return name

"""An article of a pack: the fields of its line, and the vectors that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Article, Passage, PassageVectors, StoredPassage, TextRange
from retrieval.indexing.identifiers import article_id as id_of

PASSAGE_NUMBERS, SENTENCE_NUMBERS = np.dtype("<f4"), np.dtype("<f2")
_KEPT = ("source", "title", "text", "digest", "added", "language")
_OPTIONAL = ("published", "author", "canonical", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An article in a pack, with all that an engine takes."""

    article: Article
    passages: tuple[Passage, ...]
    vectors: tuple[PassageVectors, ...]


def read_entry(fields: Mapping[str, Any], whole: IO[bytes], half: IO[bytes], *, library: str, dimension: int) -> Packed:
    """Read an article and its next vectors, with the ids that they have in a library.

    Args:
        fields: of the article's line.
        whole: the passages' vectors, read up to those of this article.
        half: the sentences' vectors, likewise.
        library: that the pack is for.
        dimension: of the vectors.

    Raises:
        ValueError, KeyError, TypeError: it is not what an article is.
    """
    texts: dict[str, Any] = {name: _text(fields[name]) for name in _KEPT}
    texts |= {name: None if fields[name] is None else _text(fields[name]) for name in _OPTIONAL}
    pages = tuple(_whole_number(page) for page in fields["pages"])
    article = Article(id=id_of(library, fields["source"]), library=library, pages=pages, **texts)
    passages = tuple(_passage(article, number, *position) for number, position in enumerate(fields["passages"]))
    vectors = tuple(
        PassageVectors(
            passage=_vectors(whole, 1, dimension, PASSAGE_NUMBERS)[0],
            sentences=_vectors(half, len(passage.sentences), dimension, SENTENCE_NUMBERS),
        )
        for passage in passages
    )
    return Packed(article=article, passages=passages, vectors=vectors)


def describe_article(article: Article, stored: list[StoredPassage]) -> dict[str, Any]:
    """Return the fields of an article's line, with where its passages and sentences are."""
    fields = {name: value for name, value in asdict(article).items() if name not in {"id", "library"}}
    offsets = [
        (each.passage.start, each.passage.end, [(span.start, span.end) for span in each.passage.sentences])
        for each in stored
    ]
    return {**fields, "passages": offsets}


def _passage(article: Article, number: int, start: int, end: int, ranges: list[tuple[int, int]]) -> Passage:
    sentences = tuple(TextRange(start=_whole_number(first), end=_whole_number(last)) for first, last in ranges)
    inside = [start <= sentence.start < sentence.end <= end for sentence in sentences]
    if not (0 <= _whole_number(start) < _whole_number(end) <= len(article.text)) or not inside or not all(inside):
        raise ValueError("a passage that does not lie in its text")
    return Passage(
        id=f"{article.id}-{number:06d}",
        article_id=article.id,
        start=start,
        end=end,
        text=article.text[start:end],
        sentences=sentences,
    )


def _vectors(file: IO[bytes], rows: int, dimension: int, kind: np.dtype[Any]) -> npt.NDArray[np.float32]:
    numbers = np.frombuffer(file.read(rows * dimension * kind.itemsize), dtype=kind).astype(np.float32)
    if not np.isfinite(numbers).all():
        raise ValueError("a vector that is not all numbers")
    return numbers.reshape(rows, dimension)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # half of a surrogate pair is no text
    return value


def _whole_number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value

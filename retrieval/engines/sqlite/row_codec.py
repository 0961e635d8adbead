"""Encodes sentences and vectors as bytes for rows, and decodes rows into records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from retrieval.core.ingestion_records import Location, Origin
from retrieval.core.records import Article, ArticleCard, Passage, PassageVectors, Posting, StoredPassage, TextRange
from retrieval.core.sqlite_files.sqlite_refusals import MalformedRow

R = TypeVar("R")

# Little-endian whatever the machine, so that a library file can be moved.
_OFFSET = np.dtype("<u4")
_FLOAT = np.dtype("<f4")
_HALF = np.dtype("<f2")  # for sentences: half the file size, and an error of a cosine of 1e-3 at most


ARTICLE = "source, title, digest, published, added, language, author, canonical, gone, pages"
CARD = "id, source, title, digest, published, added, language, author, canonical, gone, words, passages"
LOCATION = "location, added, read"
ORIGIN = "source, article, location, file, etag, modified, digest, gone"
POSTING = "passages.key, passages.id, terms, vector"
STORED = """passages.key, articles.title, language, articles.id, passages.id, passages.start, passages."end",
    passages.text, passages.sentences, vector, vectors"""


def encode_ranges(sentences: Sequence[TextRange]) -> bytes:
    """Encode the ranges as pairs of unsigned 32-bit numbers."""
    return np.array([(s.start, s.end) for s in sentences], dtype=_OFFSET).tobytes()


def encode_vector(vector: npt.NDArray[np.floating]) -> bytes:
    """Encode a vector as 32-bit floats."""
    return vector.astype(_FLOAT, copy=False).tobytes()


def encode_sentence_vectors(vectors: npt.NDArray[np.floating]) -> bytes:
    """Encode a matrix as 16-bit floats, row after row."""
    return vectors.astype(_HALF).tobytes()


@contextmanager
def decoding() -> Iterator[None]:
    """Raise `MalformedRow` for values that cannot be decoded: the file is damaged, the program is not wrong."""
    try:
        yield
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise MalformedRow(str(error)) from error


def records(decode: Callable[[Sequence[Any]], R], rows: Iterable[Sequence[Any]]) -> list[R]:
    """Return the record of each row."""
    with decoding():
        return [decode(row) for row in rows]


def matrix(blobs: Sequence[bytes], dimension: int) -> npt.NDArray[np.float32]:
    """Decode vectors into one matrix, shape (blobs, dimension)."""
    with decoding():
        return _array(b"".join(blobs), _FLOAT, np.float32).reshape(len(blobs), dimension)


def article_columns(article: Article) -> tuple[str | bytes | None, ...]:
    """Return the values of the columns `ARTICLE`."""
    about = (article.source, article.title, article.digest, article.published, article.added, article.language)
    pages = np.array(article.pages, dtype=_OFFSET).tobytes()
    return *about, article.author, article.canonical, article.gone, pages


def article(library: str, article_id: str, row: Sequence[Any]) -> Article:
    """Decode the columns `ARTICLE` and the text."""
    source, title, digest, published, added, language, author, canonical, gone, pages, text = row
    return Article(
        id=article_id,
        library=library,
        source=source,
        title=title,
        text=text,
        digest=digest,
        published=published,
        added=added,
        language=language,
        author=author,
        canonical=canonical,
        pages=tuple(_array(pages, _OFFSET, np.int64).tolist()),
        gone=gone,
    )


def card(row: Sequence[Any]) -> ArticleCard:
    """Decode the columns `CARD`."""
    article_id, source, title, digest, published, added, language, author, canonical, gone, words, passages = row
    return ArticleCard(
        id=article_id,
        source=source,
        title=title,
        digest=digest,
        published=published,
        added=added,
        language=language,
        words=words,
        passages=passages,
        author=author,
        canonical=canonical,
        gone=gone,
    )


def location(row: Sequence[Any]) -> Location:
    """Decode the columns `LOCATION`."""
    name, added, read = row
    return Location(location=name, added=added, read=read)


def origin(row: Sequence[Any]) -> Origin:
    """Decode the columns `ORIGIN`."""
    source, article_id, location_, file, etag, modified, digest, gone = row
    return Origin(
        source=source,
        article_id=article_id,
        location=location_,
        file=file,
        etag=etag,
        modified=modified,
        digest=digest,
        gone=gone,
    )


def origin_columns(record: Origin) -> tuple[str | None, ...]:
    """Return the values of the columns `ORIGIN`."""
    about = (record.source, record.article_id, record.location, record.file)
    return *about, record.etag, record.modified, record.digest, record.gone


def posting(row: Sequence[Any]) -> Posting:
    """Decode the columns `POSTING`."""
    key, passage_id, terms, vector = row
    return Posting(
        key=key,
        passage_id=passage_id,
        terms=tuple(terms.split(" ")) if terms else (),
        vector=_array(vector, _FLOAT, np.float32),
    )


def stored_passage(row: Sequence[Any]) -> StoredPassage:
    """Decode the columns `STORED`."""
    key, title, language, article_id, passage_id, start, end, text, sentences, vector, vectors = row
    ranges = _array(sentences, _OFFSET, np.int64).reshape(-1, 2).tolist()
    passage_vector = _array(vector, _FLOAT, np.float32)
    sentence_vectors = _array(vectors, _HALF, np.float32).reshape(len(ranges), passage_vector.size)
    return StoredPassage(
        key=key,
        passage=Passage(
            id=passage_id,
            article_id=article_id,
            start=start,
            end=end,
            text=text,
            sentences=tuple(TextRange(start=first, end=last) for first, last in ranges),
        ),
        title=title,
        language=language,
        vectors=PassageVectors(passage=passage_vector, sentences=sentence_vectors),
    )


def _array(blob: bytes, stored_as: np.dtype[Any], dtype: type[np.generic]) -> npt.NDArray[Any]:
    return np.frombuffer(blob, dtype=stored_as).astype(dtype, copy=False)

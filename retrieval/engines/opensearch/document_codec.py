"""Turns articles into documents of the index, and the fields of hits into records."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Article, ArticleCard, Passage, PassageVectors, Posting, StoredPassage, TextRange
from retrieval.engines.opensearch.document_ids import ArticleHashes
from retrieval.engines.prepared_article import PreparedArticle
from retrieval.text.word_count import count_words

# The part of BM25 (k1 1.5, b 0.75) that does not depend on the library: how often a term occurs, and how long its
# passage is, against this length. It orders candidates only: ranking computes BM25 with the library's own average.
# Terms of a passage, its title included: 67.3 on average in 60 articles of squad1-train, 67.6 in squad2-tune.
USUAL_LENGTH = 67
_K1, _B = 1.5, 0.75
_LONGEST_TOKEN = 200  # characters; a longer term is indexed by its hash

_FLOAT, _HALF = np.dtype("<f4"), np.dtype("<f2")

POSTING_FIELDS = ["passage_id", "joined_terms", "vector"]
STORED_FIELDS = ["passage_id", "text", "vector", "sentence_vectors"]


def token(term: str) -> str:
    """Return a term as the index has it: without dots, which separate the names of fields, and not too long."""
    name = term.replace("%", "%25").replace(".", "%2e")
    if len(name) <= _LONGEST_TOKEN:
        return name
    return f"%#{hashlib.sha256(term.encode()).hexdigest()}"


def manifest(prepared: PreparedArticle, hashes: ArticleHashes, *, version: int, stamp: int) -> dict[str, Any]:
    """Return the document that switches an article to a version."""
    article = prepared.article
    passages, terms, sentences, sentence_terms = prepared.totals
    return {
        "kind": "article",
        "library": hashes.library,
        "article": hashes.article,
        "version": version,
        "language": article.language,
        "passages": passages,
        "terms": terms,
        "sentences": sentences,
        "sentence_terms": sentence_terms,
        "about": {
            "stamp": stamp,
            "id": article.id,
            "library": article.library,
            "source": article.source,
            "title": article.title,
            "digest": article.digest,
            "published": article.published,
            "added": article.added,
            "language": article.language,
            "author": article.author,
            "canonical": article.canonical,
            "gone": article.gone,
            "pages": list(article.pages),
            "words": count_words(article.text),
            "totals": [passages, terms, sentences, sentence_terms],
        },
    }


def passage_documents(prepared: PreparedArticle, hashes: ArticleHashes, version: int) -> Iterator[dict[str, Any]]:
    """Yield the documents of the passages of a version, in the order of their keys."""
    article = prepared.article
    rows = zip(prepared.passages, prepared.vectors, prepared.terms, prepared.lengths, strict=True)
    for position, (passage, vectors, joined, length) in enumerate(rows):
        counts = Counter(token(term) for term in joined.split(" ") if term)
        yield {
            "kind": "passage",
            "library": hashes.library,
            "article": hashes.article,
            "version": version,
            "key": version + position,
            "words": list(counts),
            "impacts": {term: _impact(count, length) for term, count in counts.items()},
            "meaning": vectors.passage.astype(_FLOAT).tolist(),
            "passage_id": passage.id,
            "joined_terms": joined,
            "text": passage.text,
            "vector": _encode(vectors.passage, _FLOAT),
            "sentence_vectors": _encode(vectors.sentences, _HALF),
            "about": {
                "article_id": article.id,
                "start": passage.start,
                "end": passage.end,
                "sentences": [[sentence.start, sentence.end] for sentence in passage.sentences],
                "title": article.title,
                "language": article.language,
            },
        }


def article(about: Mapping[str, Any], text: str) -> Article:
    """Return the article of a manifest and its text."""
    return Article(
        id=about["id"],
        library=about["library"],
        source=about["source"],
        title=about["title"],
        text=text,
        digest=about["digest"],
        published=about["published"],
        added=about["added"],
        language=about["language"],
        author=about["author"],
        canonical=about["canonical"],
        pages=tuple(about["pages"]),
        gone=about["gone"],
    )


def card(about: Mapping[str, Any]) -> ArticleCard:
    """Return the entry of a manifest in a list."""
    return ArticleCard(
        id=about["id"],
        source=about["source"],
        title=about["title"],
        digest=about["digest"],
        published=about["published"],
        added=about["added"],
        language=about["language"],
        words=about["words"],
        passages=about["totals"][0],
        author=about["author"],
        canonical=about["canonical"],
        gone=about["gone"],
    )


def posting(hit: Mapping[str, Any]) -> Posting:
    """Return the posting of a hit with `POSTING_FIELDS` and its key."""
    fields = hit["fields"]
    joined = _first(fields, "joined_terms")
    return Posting(
        key=fields["key"][0],
        passage_id=fields["passage_id"][0],
        terms=tuple(joined.split(" ")) if joined else (),
        vector=_decode(fields["vector"][0], _FLOAT),
    )


def stored_passage(hit: Mapping[str, Any]) -> StoredPassage:
    """Return the passage of a hit with `STORED_FIELDS`, its key and its source."""
    fields, about = hit["fields"], hit["_source"]["about"]
    vector = _decode(fields["vector"][0], _FLOAT)
    sentences = tuple(TextRange(start=start, end=end) for start, end in about["sentences"])
    return StoredPassage(
        key=fields["key"][0],
        passage=Passage(
            id=fields["passage_id"][0],
            article_id=about["article_id"],
            start=about["start"],
            end=about["end"],
            text=_first(fields, "text"),
            sentences=sentences,
        ),
        title=about["title"],
        language=about["language"],
        vectors=PassageVectors(
            passage=vector,
            sentences=_decode(fields["sentence_vectors"][0], _HALF).reshape(len(sentences), vector.size),
        ),
    )


def _impact(count: int, length: int) -> float:
    return count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / USUAL_LENGTH))


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return fields[name][0] if name in fields else ""


def _encode(vectors: npt.NDArray[np.floating], stored_as: np.dtype[Any]) -> str:
    return base64.b64encode(vectors.astype(stored_as).tobytes()).decode("ascii")


def _decode(text: str, stored_as: np.dtype[Any]) -> npt.NDArray[np.float32]:
    return np.frombuffer(base64.b64decode(text), dtype=stored_as).astype(np.float32)

"""Articles without end for a large library: sentences of two sets drawn at random, and vectors near those of a model.

A model would take a day to embed a million passages, and how long a question takes does not depend on what they say. A
vector is the sum of two real ones and of noise, so that no two are alike and they crowd together as real ones do. The
first articles are stored as they are, with their own vectors, so that questions about them have an answer.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.speed.synthetic_articles import ARTICLE_PASSAGES, JITTER, TITLE_WORDS
from retrieval.core.ingestion_records import Draft
from retrieval.core.protocols import Embedder
from retrieval.core.records import Article, Passage, PassageVectors, TextRange
from retrieval.text import passages, segmentation

SHARES = (np.float32(0.85), np.float32(0.4))  # of the two vectors that are summed
LANGUAGE = "en"
DAY = "2024-05-06"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorableArticle:
    """An article as `Engine.put` takes it."""

    article: Article
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]


def read_news(path: Path) -> list[str]:
    """Return the texts of news articles, one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def embed_articles(drafts: Sequence[Draft], library: str, model: Embedder, count: int) -> Iterator[StorableArticle]:
    """Yield the first articles that have so many passages together, with the model's vectors.

    Only the first sentence of a passage is embedded: it stands for the others.
    """
    held = 0
    for draft in drafts:
        if held >= count:
            return
        own = passages.split(draft.source, draft.text, LANGUAGE)
        short = [replace(passage, sentences=passage.sentences[:1]) for passage in own]
        vectors = [
            PassageVectors(passage=each.passage, sentences=np.repeat(each.sentences, len(passage.sentences), axis=0))
            for each, passage in zip(model.passages(short, [draft.title] * len(own)), own, strict=True)
        ]
        held += len(own)
        article = _article(draft.source, library, draft.title, draft.text)
        yield StorableArticle(
            article=article,
            passages=[replace(passage, article_id=article.id) for passage in own],
            vectors=vectors,
        )


class VariedArticles:
    """Makes articles that are all different; the same number gives the same article.

    Args:
        texts: whose sentences are drawn.
        vectors: of a model, that others are made of.
        library: the name of the library.
    """

    def __init__(self, texts: Sequence[str], vectors: Sequence[PassageVectors], library: str) -> None:
        self._library = library
        self._vectors = vectors
        self._sentences = [
            (sentence, segmentation.count_words(sentence))
            for text in texts
            for passage in passages.split("", text, LANGUAGE)
            for part in passage.sentences
            if (sentence := " ".join(text[part.start : part.end].split()))
        ]

    def make(self, number: int) -> StorableArticle:
        """Make an article of 40 passages."""
        random = np.random.default_rng(number)
        name, start, own = f"made-{number}", 0, []
        for position in range(ARTICLE_PASSAGES):
            own.append(self._passage(name, position, start, random))
            start = own[-1].end + len("\n\n")
        title = " ".join(self._draw(random)[0].split()[:TITLE_WORDS])
        text = "\n\n".join(passage.text for passage in own)
        return StorableArticle(
            article=_article(name, self._library, title, text),
            passages=own,
            vectors=[self._vector(len(passage.sentences), random) for passage in own],
        )

    def _passage(self, name: str, position: int, start: int, random: np.random.Generator) -> Passage:
        drawn, words, ranges, at = [], 0, [], start
        while words < passages.LEAST_WORDS:
            sentence, length = self._draw(random)
            drawn.append(sentence)
            ranges.append(TextRange(start=at, end=at + len(sentence)))
            words, at = words + length, at + len(sentence) + 1
        text = " ".join(drawn)
        return Passage(
            id=f"{name}:{position:05}",
            article_id=name,
            start=start,
            end=start + len(text),
            text=text,
            sentences=tuple(ranges),
        )

    def _draw(self, random: np.random.Generator) -> tuple[str, int]:
        return self._sentences[int(random.integers(len(self._sentences)))]

    def _vector(self, sentences: int, random: np.random.Generator) -> PassageVectors:
        first, second = (self._vectors[at] for at in random.integers(len(self._vectors), size=2))
        noise = random.standard_normal(first.passage.shape, dtype=np.float32)
        row = first.passage * SHARES[0] + second.passage * SHARES[1] + noise * np.float32(JITTER / np.sqrt(noise.size))
        row /= np.linalg.norm(row)
        return PassageVectors(passage=row, sentences=np.repeat(first.sentences[:1], sentences, axis=0))


def _article(name: str, library: str, title: str, text: str) -> Article:
    return Article(
        id=name,
        library=library,
        source=name,
        title=title,
        text=text,
        digest=f"{zlib.crc32(text.encode()):08x}",
        published=DAY,
        added=f"{DAY}T08:09:10Z",
        language=LANGUAGE,
    )

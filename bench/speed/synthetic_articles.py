"""Articles without end, and vectors for more passages than a model could embed in reasonable time."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from bench.speed.measurement import Stopwatch
from retrieval import sources
from retrieval.core.ingestion_records import Draft
from retrieval.core.protocols import Embedder
from retrieval.core.records import Matrix, Passage, PassageVectors, Vector
from retrieval.core.settings import Settings
from retrieval.evaluation.dataset import Collection, read
from retrieval.text import language_detection, passages, segmentation

ARTICLE_PASSAGES = 40  # about as many as an article of the set has
TITLE_WORDS = 5
# Of a vector's length: a jittered vector has a cosine of about 0.96 with the one it was made from.
JITTER = 0.3


def collection(set_folder: Path) -> Collection:
    """Return the evaluation set in a folder.

    Raises:
        EvaluationError: it is not there, or not in the format.
    """
    return read(set_folder, load=partial(sources.load_articles, limits=Settings().limits))


class Supply:
    """The set's articles in a random order, then new ones made of their sentences drawn at random.

    So word frequencies stay as they are in real texts, whatever the size. The same seed gives the same articles.

    Args:
        drafts: the set's articles.
        seed: what order and sentences are drawn by.
    """

    def __init__(self, drafts: Sequence[Draft], seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._drafts: list[Draft] = [drafts[at] for at in self._random.permutation(len(drafts))]
        self._drawn = 0
        self._made = 0

    def draw(self) -> Draft:
        """Return the next article."""
        if self._drawn == len(self._drafts):
            return self.made()
        self._drawn += 1
        return self._drafts[self._drawn - 1]

    def made(self, count: int = ARTICLE_PASSAGES) -> Draft:
        """Return a new article of about so many passages."""
        self._made += 1
        title = " ".join(self._sentence().split()[:TITLE_WORDS])
        paragraphs = [self._paragraph() for _ in range(count)]
        return Draft(source=f"made-{self._made}", title=title, text="\n\n".join(paragraphs))

    def _paragraph(self) -> str:
        drawn: list[str] = []
        while sum(map(segmentation.count_words, drawn)) < passages.LEAST_WORDS:
            drawn.append(self._sentence())
        return " ".join(drawn)

    def _sentence(self) -> str:
        return self._sentences[int(self._random.integers(len(self._sentences)))]

    @cached_property
    def _sentences(self) -> list[str]:
        return [
            " ".join(draft.text[sentence.start : sentence.end].split())
            for draft in self._drafts
            for passage in passages.split("", draft.text, language_detection.detect(draft.text))
            for sentence in passage.sentences
        ]


class JitterEmbedder:
    """The model for questions and the first passages; for all later ones, vectors near those that it gave.

    How long a question takes does not depend on the values of vectors, only on how many there are.

    Args:
        model: the real one.
        real: how many passages it embeds.
    """

    def __init__(self, model: Embedder, *, real: int) -> None:
        self._model = model
        self._real = real
        self._passages: list[Vector] = []
        self._sentences: list[Matrix] = []
        self.asked = Stopwatch()  # one entry a question

    @property
    def name(self) -> str:
        """The model's: the vectors are compared with its."""
        return self._model.name

    @property
    def dimension(self) -> int:
        """The model's."""
        return self._model.dimension

    def warm(self) -> None:
        """Load the model."""
        self._model.warm()

    def question(self, text: str) -> Vector:
        """Return the model's vector."""
        with self.asked.running():
            return self._model.question(text)

    def passages(self, passages: Sequence[Passage], titles: Sequence[str]) -> list[PassageVectors]:
        """Return the model's vectors as long as it is used, jittered ones afterwards."""
        own = max(0, self._real - len(self._passages))
        made = self._model.passages(passages[:own], titles[:own])
        self._passages += [vectors.passage for vectors in made]
        self._sentences += [vectors.sentences for vectors in made]
        return made + [self._near(passage) for passage in passages[own:]]

    def _near(self, passage: Passage) -> PassageVectors:
        random = np.random.default_rng(zlib.crc32(passage.text.encode()))
        origin = int(random.integers(len(self._passages)))
        rows = np.resize(self._sentences[origin], (len(passage.sentences), self.dimension))
        moved = _moved(np.vstack([self._passages[origin], rows]), random)
        return PassageVectors(passage=moved[0], sentences=moved[1:])


def _moved(rows: Matrix, random: np.random.Generator) -> Matrix:
    """Move unit rows a little, to unit rows near them."""
    noise = random.standard_normal(rows.shape, dtype=np.float32) * np.float32(JITTER / np.sqrt(rows.shape[1]))
    moved: Matrix = rows + noise
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    return moved

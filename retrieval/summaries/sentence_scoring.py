"""Scores how well each sentence of an article represents the whole, by its position and its words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Matrix
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.self_containedness import is_personal
from retrieval.languages import lexicon
from retrieval.text.analyzer import terms

Scores: TypeAlias = npt.NDArray[np.float64]  # shape (sentences,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SalienceWeights:
    """The weight of each property of a sentence, in ROUGE F1 (1 and 2 added) that it brings."""

    early: float  # 1 for the first sentence, 1/e for the one LEAD_DECAY further on
    words: float  # logarithm of its length
    overlong: float  # words above LONG, in LONGs
    typical: float  # mean cosine to the others
    topical: float  # mean logarithm of how many sentences have each of its terms
    loaded: float  # sum of the same, in tens
    names: float  # words with a capital inside it, in eights
    numbers: float  # in threes
    speech: float  # it opens with a quotation mark
    personal: float  # it says "I", "we" or "you"


# Ridge regression of each sentence's ROUGE-1 and -2 F1 against the summary that people wrote, within its article, on
# the 300 articles of cnn-summaries-tune; bench/quality/summaries.py fits again and says what folds by article give.
WEIGHTS = SalienceWeights(
    early=0.19,
    words=0.03,
    overlong=-0.2,
    typical=0.19,
    topical=0.14,
    loaded=0.065,
    names=0.07,
    numbers=0.04,
    speech=-0.04,
    personal=-0.02,
)

LEAD_DECAY = 4.0
LONG = 35  # words
# The title names what the article is about: its terms count as if so many more sentences had them. No title is in the
# set above; chosen by reading the summaries of examples/.
TITLE_SENTENCES = 2

_MOST_LOADED, _MOST_NAMES, _MOST_NUMBERS = 3.0, 8, 3
_NUMBER = re.compile(r"\d[\d,.]*")
_SPEECH = ('"', "“", "„", "«", "「", "『")


def scores(
    sentences: Sequence[ArticleSentence],
    vectors: Matrix,
    *,
    title: str = "",
    by_section: bool = False,
    weights: SalienceWeights = WEIGHTS,
) -> Scores:
    """Return a score for each sentence; comparable within one article only.

    Args:
        sentences: all of an article, in order; at least one.
        vectors: their unit vectors, shape (sentences, dimension).
        title: of the article.
        by_section: whether the first sentence under each heading counts as an article's first, and the article's own
            twice as much.
        weights: of each property.
    """
    found = features(sentences, vectors, title=title)
    if by_section:
        found[:, 0] += _earliness(_positions_in_sections(sentences))
    return np.asarray(found @ np.array(astuple(weights)))


def features(sentences: Sequence[ArticleSentence], vectors: Matrix, *, title: str = "") -> npt.NDArray[np.float64]:
    """Return the properties in the order of `SalienceWeights`' fields, shape (sentences, fields).

    The time grows linearly with the article's length.
    """
    count = len(sentences)
    analysed = [frozenset(terms(each.text, each.language)) for each in sentences]
    frequencies = Counter(term for own in analysed for term in own)
    for term in set(terms(title, sentences[0].language)):
        frequencies[term] += TITLE_SENTENCES
    logs = [[math.log(frequencies[term]) for term in sorted(own)] for own in analysed]
    lengths = np.array([max(1, each.length) for each in sentences], dtype=np.float64)
    total = vectors.sum(axis=0, dtype=np.float64)
    columns = (
        _earliness(np.arange(count)),
        np.log(lengths),
        np.maximum(0.0, lengths - LONG) / LONG,
        (vectors @ total - 1) / max(1, count - 1),
        [sum(own) / len(own) if own else 0.0 for own in logs],
        [min(sum(own) / 10, _MOST_LOADED) for own in logs],
        [min(_count_names(each), _MOST_NAMES) / _MOST_NAMES for each in sentences],
        [min(len(_NUMBER.findall(each.text)), _MOST_NUMBERS) / _MOST_NUMBERS for each in sentences],
        [float(each.text.startswith(_SPEECH)) for each in sentences],
        [float(is_personal(each)) for each in sentences],
    )
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


def _earliness(positions: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.asarray(np.exp(-positions / LEAD_DECAY))


def _positions_in_sections(sentences: Sequence[ArticleSentence]) -> npt.NDArray[np.int64]:
    """Return how many sentences of its section stand before each."""
    order = np.arange(len(sentences))
    openings = np.array([each.opens_section or not at for at, each in enumerate(sentences)])
    return order - np.maximum.accumulate(np.where(openings, order, 0))


def _count_names(sentence: ArticleSentence) -> int:
    if lexicon(sentence.language).capitalises_nouns:  # then a capital tells no name
        return 0
    return sum(word[:1].isupper() for word in sentence.words[1:])

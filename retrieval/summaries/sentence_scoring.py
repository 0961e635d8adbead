"""Scores how well each sentence of an article would stand for the whole, from where it stands and what it holds."""

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
from retrieval.discourse.self_containedness import Written, personal
from retrieval.text.analyzer import terms

Scores: TypeAlias = npt.NDArray[np.float64]  # shape (sentences,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each property of a sentence counts, in ROUGE F1 (1 and 2 added) that it brings."""

    early: float  # 1 for the first sentence, 1/e for the one LEAD_DECAY further on
    words: float  # logarithm of its length
    overlong: float  # words above LONG, in LONGs
    typical: float  # mean cosine to the others
    topical: float  # mean logarithm of how many sentences hold each of its terms
    loaded: float  # sum of the same, in tens
    names: float  # words with a capital inside it, in eights
    numbers: float  # in threes
    speech: float  # it opens with a quotation mark
    personal: float  # it says "I", "we" or "you"


# Ridge regression of each sentence's ROUGE-1 and -2 F1 against the summary that people wrote, within its article, on
# the 300 articles of cnn-summaries-tune; bench/quality/summaries.py fits again and says what folds by article give.
WEIGHTS = Weights(
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
# The title names what the article is about: its terms count as if so many more sentences held them. No title is in the
# set above; chosen by reading the summaries of examples/.
TITLE_SENTENCES = 2

_MOST_LOADED, _MOST_NAMES, _MOST_NUMBERS = 3.0, 8, 3
_NUMBER = re.compile(r"\d[\d,.]*")
_SPEECH = ('"', "“", "„", "«", "「", "『")
_CAPITALISING = frozenset({"de"})  # every noun has a capital: it tells no name


def scores(sentences: Sequence[Written], vectors: Matrix, *, title: str = "", weights: Weights = WEIGHTS) -> Scores:
    """A score for each sentence; comparable within one article only.

    Args:
        sentences: all of an article, in order; at least one.
        vectors: their unit vectors, shape (sentences, dimension).
        title: of the article.
        weights: how much each property counts.
    """
    return np.asarray(features(sentences, vectors, title=title) @ np.array(astuple(weights)))


def features(sentences: Sequence[Written], vectors: Matrix, *, title: str = "") -> npt.NDArray[np.float64]:
    """The properties in the order of `Weights`' fields, shape (sentences, fields). Linear in the article's length."""
    count = len(sentences)
    analysed = [frozenset(terms(one.text, one.language)) for one in sentences]
    held = Counter(term for found in analysed for term in found)
    for term in set(terms(title, sentences[0].language)):
        held[term] += TITLE_SENTENCES
    logs = [[math.log(held[term]) for term in sorted(found)] for found in analysed]
    lengths = np.array([max(1, one.length) for one in sentences], dtype=np.float64)
    total = vectors.sum(axis=0, dtype=np.float64)
    columns = (
        np.exp(-np.arange(count) / LEAD_DECAY),
        np.log(lengths),
        np.maximum(0.0, lengths - LONG) / LONG,
        (vectors @ total - 1) / max(1, count - 1),
        [sum(found) / len(found) if found else 0.0 for found in logs],
        [min(sum(found) / 10, _MOST_LOADED) for found in logs],
        [min(_names(one), _MOST_NAMES) / _MOST_NAMES for one in sentences],
        [min(len(_NUMBER.findall(one.text)), _MOST_NUMBERS) / _MOST_NUMBERS for one in sentences],
        [float(one.text.startswith(_SPEECH)) for one in sentences],
        [float(personal(one)) for one in sentences],
    )
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


def _names(sentence: Written) -> int:
    if sentence.language in _CAPITALISING:
        return 0
    return sum(word[:1].isupper() for word in sentence.words[1:])

"""Two small models tell whether the sentence before or after those that are shown is needed for a whole answer."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from retrieval.answering.unit_section import Section
from retrieval.languages import alternatives
from retrieval.readers.answer_type import expectation, meets

# From which probability a neighbour is shown too. The weights were fitted (scikit-learn's LogisticRegression, C = 0.5)
# on whole-tune, and on the answers of people-tune, each of which is one sentence, as an earlier reader read them. By
# today's readings 78% of the units around a right sentence of whole-tune are whole, and 21% of what they show belongs
# to no part; of people-tune 30%, context that a pronoun needs included. Weights that are fitted anew find no more by
# folds of articles (bench/fitting/neighbour_weights.py).
LEAST_NEEDED_BEFORE = 0.3
LEAST_NEEDED_AFTER = 0.4

_LIMIT = re.compile(rf"(?:{alternatives(lambda entry: entry.changes.limits)})(?!\w)", re.IGNORECASE)
_AND = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.and_words)})(?!\w)", re.IGNORECASE)
# Questions that a name, a place, a time or a number answers: mostly one sentence is enough.
_FACT = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.questions.fact_words)})(?!\w)", re.IGNORECASE)
_LONG = 40  # words of a sentence from which length counts no more


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterWeights:
    """Weights of what tells that the sentence after those that are shown is needed (logistic regression)."""

    intercept: float
    same_paragraph: float
    same_kind: float  # it is the next item of a list
    limits: float  # it opens with a word such as "unless": an exception, or what else holds
    announces: float  # it ends with a colon
    asks: float  # it is a question
    length: float  # its words, as a share of _LONG
    ends_paragraph: float
    ends_section: float
    shown: float  # elements that are shown already, in threes
    two_questions: float  # the question asks for two things
    fact: float  # the question asks for a name, a place, a time or a number
    expected: float  # likewise, for a time or a number alone
    met: float  # and the chosen sentence has such a time or number
    reading: float  # its reading beyond that of the chosen sentence, as a share of MOST_READING_GAIN
    similarity: float  # likewise its similarity to the question
    coverage: float  # likewise its share of the question's information
    leans: float  # it speaks of what the sentence before it names


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeWeights:
    """Weights of what tells that the sentence before those that are shown is needed. The first that is shown is E."""

    intercept: float
    same_paragraph: float
    same_kind: float  # both are items
    limits: float  # E opens with a word such as "unless"
    leans: float  # E speaks of what the sentence before it names
    length: float  # words of the one before, as a share of _LONG
    opens_section: float  # the one before is the first under its heading
    shown: float  # elements that are shown already, in threes
    two_questions: float
    fact: float
    met: float  # E has the time or the number that is asked for
    reading: float  # of the one before, beyond that of the chosen sentence, as in AfterWeights
    similarity: float
    coverage: float
    announces: float  # E ends with a colon
    goes_on: float  # another sentence before the chosen one is shown already


AFTER = AfterWeights(
    intercept=-0.18, same_paragraph=1.46, same_kind=1.83, limits=0.96, announces=1.18, asks=-0.36, length=-1.65,
    ends_paragraph=-0.13, ends_section=-0.29, shown=-0.46, two_questions=0.42, fact=-0.58, expected=-0.59, met=-0.62,
    reading=0.88, similarity=0.56, coverage=0.56, leans=-0.14,
)  # fmt: skip
BEFORE = BeforeWeights(
    intercept=-1.28, same_paragraph=1.39, same_kind=2.11, limits=-0.13, leans=0.2, length=-1.35, opens_section=0.16,
    shown=0.03, two_questions=0.6, fact=-0.89, met=-0.99, reading=1.75, similarity=0.65, coverage=1.42, announces=-0.94,
    goes_on=0.19,
)  # fmt: skip


def is_after_needed(section: Section, first: int, last: int, at: int) -> bool:
    """Return whether the element after the last one is needed too; arguments as `after_features`."""
    features = after_features(section, first, last, at)
    return _probability(astuple(AFTER), features) >= LEAST_NEEDED_AFTER


def is_before_needed(section: Section, first: int, last: int, at: int) -> bool:
    """Return whether the element before the first one is needed too; arguments as `after_features`."""
    features = before_features(section, first, last, at)
    return _probability(astuple(BEFORE), features) >= LEAST_NEEDED_BEFORE


def _probability(weights: Sequence[float], features: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(w * f for w, f in zip(weights, features, strict=True))))


def after_features(section: Section, first: int, last: int, at: int) -> tuple[float, ...]:
    """Compute what `AfterWeights` weighs of the element after the last one, in its order.

    Args:
        section: the elements.
        first: the first one that is shown.
        last: the last one that is shown; another follows.
        at: the chosen one.
    """
    elements, question = section.elements, section.question
    following, words = elements[last + 1], section.words(last + 1)
    after = elements[last + 2] if last + 2 < len(elements) else None
    expected = expectation(question)
    return (
        1.0,
        float(elements[last].paragraph == following.paragraph),
        float(following.kind == elements[last].kind == "item"),
        float(bool(_LIMIT.match(words))),
        float(following.is_lead_in),
        float(words.rstrip().endswith("?")),
        _share_of_long(words),
        float(after is None or after.paragraph != following.paragraph),
        float(after is None),
        (last + 1 - first) / 3,
        float(_asks_two(question)),
        float(bool(_FACT.search(question))),
        float(expected is not None),
        float(meets(section.words(at), expected)),
        *section.gains(last + 1, at),
        float(section.leans(last + 1)),
    )


def before_features(section: Section, first: int, last: int, at: int) -> tuple[float, ...]:
    """Compute what `BeforeWeights` weighs of the element before the first; order and arguments as `after_features`."""
    elements, question = section.elements, section.question
    element, words = elements[first], section.words(first)
    before = elements[first - 1]
    return (
        1.0,
        float(before.paragraph == element.paragraph),
        float(before.kind == element.kind == "item"),
        float(bool(_LIMIT.match(words))),
        float(section.leans(first)),
        _share_of_long(section.words(first - 1)),
        float(first == 1 or elements[first - 2].kind == "heading"),
        (last - first + 1) / 3,
        float(_asks_two(question)),
        float(bool(_FACT.search(question))),
        float(meets(words, expectation(question))),
        *section.gains(first - 1, at),
        float(element.is_lead_in),
        float(first < at),
    )


def _share_of_long(words: str) -> float:
    return min(len(words.split()), _LONG) / _LONG


def _asks_two(question: str) -> bool:
    """Return whether the question asks for two things."""
    return question.count("?") > 1 or bool(_AND.search(question))

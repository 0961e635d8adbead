"""Two small models decide whether a whole answer also needs the sentence before or behind the shown ones."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from retrieval.answering.unit_section import Section
from retrieval.languages import alternatives
from retrieval.readers.answer_type import expectation, meets

# From which probability a neighbour is shown too. Both and the weights (scikit-learn's LogisticRegression, C = 0.5)
# come from bench/fitting/neighbour_weights.py. By folds of articles, units around a right sentence are whole for 79% of
# whole-tune and 85% of whole-answers, and 20% and 26% of the words that they show belong to no part; of people-tune,
# each of whose answers is one sentence, 15%, context that a pronoun needs included.
LEAST_NEEDED_BEFORE = 0.2
LEAST_NEEDED_AFTER = 0.35

_LIMIT = re.compile(rf"(?:{alternatives(lambda entry: entry.changes.limits)})(?!\w)", re.IGNORECASE)
_AND = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.and_words)})(?!\w)", re.IGNORECASE)
# Questions that a name, a place, a time or a number answers: mostly one sentence is enough.
_FACT = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.questions.fact_words)})(?!\w)", re.IGNORECASE)
_LONG = 40  # words of a sentence from which length counts no more
_MOST_ELEMENTS = 5  # of a paragraph: more count no more
_CODE = re.compile(r"`[^`\n]+`")  # inside a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterWeights:
    """Weights of the features that show whether the sentence behind the shown ones is needed (logistic regression)."""

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
    reading: float  # its reading, less the chosen sentence's reading, as a share of MOST_READING_GAIN
    similarity: float  # likewise its similarity to the question
    coverage: float  # likewise its share of the question's information
    dependent: float  # it speaks of what the sentence before it names
    paragraph: float  # elements of the chosen sentence's paragraph, as a share of _MOST_ELEMENTS
    chosen_item: float  # the chosen one is an item
    chosen_asked: float  # share of the question's terms that the chosen one has
    chosen_length: float  # its words, as a share of _LONG
    points_back: float  # it opens with a pronoun
    code: float  # it is code, or holds some
    beside: float  # it is in the paragraph of the chosen one
    adds: float  # share of the question's terms that it has, and the chosen one lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeWeights:
    """Weights of the features that show whether the sentence before the shown ones is needed. E: the first of these."""

    intercept: float
    same_paragraph: float
    same_kind: float  # both are items
    limits: float  # E opens with a word such as "unless"
    dependent: float  # E speaks of what the sentence before it names
    length: float  # words of the one before, as a share of _LONG
    opens_section: float  # the one before is the first under its heading
    shown: float  # elements that are shown already, in threes
    two_questions: float
    fact: float
    met: float  # E has the time or the number that is asked for
    reading: float  # the reading of the sentence before, less the chosen sentence's, as in AfterWeights
    similarity: float
    coverage: float
    announces: float  # E ends with a colon
    goes_on: float  # another sentence before the chosen one is shown already
    paragraph: float  # elements of the chosen sentence's paragraph, as a share of _MOST_ELEMENTS
    chosen_item: float  # the chosen one is an item
    chosen_asked: float  # share of the question's terms that the chosen one has
    chosen_length: float  # its words, as a share of _LONG
    points_back: float  # the one before opens with a pronoun
    code: float  # it is code, or holds some
    beside: float  # it is in the paragraph of the chosen one
    adds: float  # share of the question's terms that it has, and the chosen one lacks


AFTER = AfterWeights(
    intercept=0.34, same_paragraph=1.50, same_kind=0.97, limits=1.16, announces=0.20, asks=-0.22, length=-1.14,
    ends_paragraph=0.09, ends_section=-0.41, shown=-0.79, two_questions=0.71, fact=-0.16, expected=0.01, met=-0.17,
    reading=1.97, similarity=0.25, coverage=0.10, dependent=0.11, paragraph=-1.94, chosen_item=0.28, chosen_asked=-0.21,
    chosen_length=-2.20, points_back=0.53, code=0.14, beside=1.26, adds=-0.19,
)  # fmt: skip
BEFORE = BeforeWeights(
    intercept=-0.06, same_paragraph=0.65, same_kind=0.23, limits=0.07, dependent=1.42, length=-1.44, opens_section=0.27,
    shown=-0.54, two_questions=0.45, fact=-0.53, met=-0.46, reading=1.57, similarity=0.30, coverage=1.45,
    announces=-0.76, goes_on=0.23, paragraph=-1.55, chosen_item=1.72, chosen_asked=-1.61, chosen_length=-1.06,
    points_back=-0.45, code=-0.54, beside=0.98, adds=-0.06,
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
        float(section.is_dependent(last + 1)),
        *_beside_chosen(section, last + 1, at),
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
        float(section.is_dependent(first)),
        _share_of_long(section.words(first - 1)),
        float(first == 1 or elements[first - 2].kind == "heading"),
        (last - first + 1) / 3,
        float(_asks_two(question)),
        float(bool(_FACT.search(question))),
        float(meets(words, expectation(question))),
        *section.gains(first - 1, at),
        float(element.is_lead_in),
        float(first < at),
        *_beside_chosen(section, first - 1, at),
    )


def _beside_chosen(section: Section, index: int, at: int) -> Iterator[float]:
    """Yield the features that compare a neighbour with the chosen sentence, and those of the chosen sentence alone."""
    neighbour, chosen = section.elements[index], section.elements[at]
    asked, said, of_chosen = section.asked, section.terms(index), section.terms(at)
    most = len(asked) or 1
    yield min(sum(each.paragraph == chosen.paragraph for each in section.elements), _MOST_ELEMENTS) / _MOST_ELEMENTS
    yield float(chosen.kind == "item")
    yield len(asked & of_chosen) / most
    yield _share_of_long(section.words(at))
    yield float(section.opens_with_pronoun(index))
    yield float(neighbour.kind == "code" or bool(_CODE.search(section.words(index))))
    yield float(neighbour.paragraph == chosen.paragraph)
    yield len(asked & said - of_chosen) / most


def _share_of_long(words: str) -> float:
    return min(len(words.split()), _LONG) / _LONG


def _asks_two(question: str) -> bool:
    """Return whether the question asks for two things."""
    return question.count("?") > 1 or bool(_AND.search(question))

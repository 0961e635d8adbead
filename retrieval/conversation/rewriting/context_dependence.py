"""Tells how a question depends on earlier ones: by a pronoun without its noun, a continuing opening, or few own words.

It looks at the question's own words alone. Pronouns and openings are those of all languages together, but function
words those of the question's language: "al" is one in Spanish and a name in English. `query_rewriting` finds what they
stand for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from retrieval.conversation.rewriting.empty_words import (
    AND_BUT,
    ARTICLES,
    GOES_ON,
    HELPING_VERB,
    OBJECT,
    PERSON,
    WORD,
    EmptyWords,
    find_empty_words,
)
from retrieval.conversation.rewriting.possessive_phrases import find_possessive
from retrieval.languages import alternatives, union

DependenceKind: TypeAlias = Literal["person", "relation", "object", "swap", "few"]

# A run of capitalised words: "R. Kelly", "Bank of the West", "Route 4".
NAME = re.compile(
    r"\b[A-ZÀ-ÖØ-Þ][\w'’-]*\.?"
    rf"(?:[ -](?:(?:{alternatives(lambda entry: entry.questions.name_links)}) )*(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.?|\d+\b))*"
)

_INDEPENDENT = re.compile(alternatives(lambda entry: entry.questions.independent), re.IGNORECASE)
_SWAP = re.compile(
    rf"[¿¡]?(?:(?:{AND_BUT})\b[ ,]*)?(?:{alternatives(lambda entry: entry.questions.swap_openings)})\b ?",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(rf"\b(?:{alternatives(lambda entry: entry.questions.question_words)})\b", re.IGNORECASE)
_COURTESIES = union(lambda entry: entry.questions.courtesies)
_FEW = 1  # words of its own: a question with no more may depend on the one before
_FEW_GOING_ON = 2  # the same where it begins with "and"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """The way in which a question depends on earlier ones.

    Attributes:
        kind: by a pronoun for a person or for anything else, by somebody's relation ("son frère"), by a replacement
            ("what about …"), or by having few words of its own: then it may as well stand alone.
        start: of the pronoun, the relation or the replacement in the question; the question's length without any.
        end: of it.
        certain: whether the question cannot stand alone.
    """

    kind: DependenceKind
    start: int
    end: int
    certain: bool = True


def may_be_question(text: str) -> bool:
    """Return whether a text may ask something: a sign, a single letter or "thanks" does not, and depends on nothing."""
    words = {word.casefold() for word in WORD.findall(text)}
    return any(len(word) > 1 for word in words) and not words <= _COURTESIES


def find_dependence(question: str) -> Dependence | None:
    """Find how a question depends on earlier ones; None where it stands alone."""
    relation = find_possessive(question)
    if relation and not _is_named_before(question[: relation[0]], "person"):
        return Dependence(kind="relation", start=relation[0], end=relation[1])
    swap = _SWAP.match(question)
    if swap and question[swap.end() :].strip(" ?!.") and not PERSON.search(question, swap.end()):
        return Dependence(kind="swap", start=swap.end(), end=len(question.rstrip(" ?!.")))
    return _by_pronoun(question) or _by_opening(question)


def _by_pronoun(question: str) -> Dependence | None:
    """Find the dependence by the first pronoun, persons first, for which the question itself has no noun."""
    independent = [match.span() for match in _INDEPENDENT.finditer(question)]
    patterns: tuple[tuple[DependenceKind, re.Pattern[str]], ...] = (("person", PERSON), ("object", OBJECT))
    for kind, pattern in patterns:
        for pronoun in pattern.finditer(question):
            inside = any(start <= pronoun.start() < end for start, end in independent)
            if not inside and not _is_named_before(question[: pronoun.start()], kind):
                return Dependence(kind=kind, start=pronoun.start(), end=pronoun.end())
    return None


def _by_opening(question: str) -> Dependence | None:
    """Find the dependence by "and" and the like at the beginning, or by few words."""
    opening = GOES_ON.match(question)
    begin = opening.end() if opening else 0
    rest = question[begin:]
    end = len(question.rstrip(" ?!."))
    is_bare = opening is not None and not _has_question_form(rest, question)
    content = content_words(rest, within=question)
    if not find_names(rest, within=question) and len(content) <= (_FEW_GOING_ON if opening else _FEW):
        start = begin if is_bare and content else len(question)
        certain = opening is not None or not content
        return Dependence(kind="swap" if start < len(question) else "few", start=start, end=end, certain=certain)
    if is_bare and find_names(rest, within=question):  # "And Rome?"
        return Dependence(kind="swap", start=begin, end=end)
    return None


def _has_question_form(text: str, question: str) -> bool:
    """Return whether a part of a question has a question word or a helping verb: "And Will Smith?" has none."""
    words = (word for pattern in (_QUESTION_WORD, HELPING_VERB) for word in pattern.finditer(text))
    return any(word.group() not in find_empty_words(question).names for word in words)


def content_words(text: str, *, within: str = "") -> list[str]:
    """Return the words that say what a text is about, in its order.

    Args:
        text: a question, or a part of one.
        within: the whole question, which shows its language better than a part.
    """
    empty = find_empty_words(within or text)
    return [word for word in (match.group() for match in WORD.finditer(text)) if not empty.has(word)]


def find_names(text: str, *, within: str = "") -> list[str]:
    """Find the names in a text, in its order; the capital at the beginning of a question or a sentence makes none.

    Args:
        text: a question, a sentence or a part of one.
        within: the whole question, which shows its language better than a part.
    """
    empty = find_empty_words(within or text)
    runs = [match.group().rstrip(".") for match in NAME.finditer(text)]
    return [name for name in (_without_empty_opening(run, empty) for run in runs) if name and not empty.has(name)]


def gist(question: str) -> str:
    """Return what a question is about, as it spells it: from its first content word to its last."""
    empty = find_empty_words(question)
    words = list(WORD.finditer(question))
    positions = [position for position, word in enumerate(words) if not empty.has(word.group())]
    if not positions:
        return ""
    first = positions[0]
    if first and words[first - 1].group().casefold() in ARTICLES:
        first -= 1
    return question[words[first].start() : words[positions[-1]].end()]


def subject_name(question: str) -> str:
    """Find the name behind the helping verb ("When did the Harbour Bridge …"), with its article; empty without one."""
    verb = HELPING_VERB.search(question)
    if verb is None:
        return ""
    rest = question[verb.end() :].lstrip()
    name = NAME.match(rest)
    if name is None and rest.partition(" ")[0].casefold() in ARTICLES:
        name = NAME.match(rest, rest.index(" ") + 1) if " " in rest else None
    return rest[: name.end()] if name and not find_empty_words(question).has(name.group()) else ""


def strip_swap_opening(question: str) -> str:
    """Remove "what about" from the beginning of a question."""
    swap = _SWAP.match(question)
    return question[swap.end() :] if swap else question


def _is_named_before(text: str, kind: DependenceKind) -> bool:
    """Return whether the text before a pronoun has what it may stand for."""
    rest = _without_requested_kind(text)
    if kind == "person":
        return bool(find_names(rest)) or len(content_words(rest)) > 1
    return bool(content_words(rest))


def _without_requested_kind(text: str) -> str:
    """Remove what is asked for ("which kind of sports"): a pronoun does not stand for it."""
    question_words = list(_QUESTION_WORD.finditer(text))
    if not question_words:
        return text
    last = question_words[-1]
    verb = HELPING_VERB.search(text, last.end())
    return text[: last.start()] + (text[verb.end() :] if verb else "")


def _without_empty_opening(name: str, empty: EmptyWords) -> str:
    """Remove question words and helping verbs from the beginning of a run of capitalised words."""
    words = name.split(" ")
    while words and empty.has(words[0]):
        words.pop(0)
    return " ".join(words)

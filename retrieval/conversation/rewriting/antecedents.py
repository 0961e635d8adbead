"""Finds whom or what a pronoun in a question stands for: by what was asked last, and by the sentence that answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.conversation.exchanges import Exchange, split_annotation
from retrieval.conversation.rewriting.context_dependence import (
    NAME,
    DependenceKind,
    content_words,
    find_names,
    subject_name,
)
from retrieval.conversation.rewriting.empty_words import WORD
from retrieval.conversation.rewriting.relations import find_name, find_relation, is_gendered
from retrieval.discourse.datelines import dateline_length
from retrieval.languages import alternatives

_WHO = re.compile(
    rf"(?:(?:{alternatives(lambda entry: entry.and_words)}) )?"
    rf"(?:{alternatives(lambda entry: entry.questions.who_words)})\b",
    re.IGNORECASE,
)
_PLACED = rf"\b(?:{alternatives(lambda entry: entry.questions.place_prepositions)}) "
_ARTICLE = rf"\b(?:{alternatives(lambda entry: entry.questions.articles + entry.questions.case_articles)}) "
_AND = rf" (?:{alternatives(lambda entry: entry.and_words)}) "
_NUMBER = re.compile(r"\d")
_NO_PERSON = re.compile(rf"['’]s? |\d|{_AND}")  # "Heron's Pin", "May 27", "Kinder und Jugendliche"


def find_antecedent(pronoun: str, kind: DependenceKind, recent: Sequence[Exchange]) -> str:
    """Find the name that a pronoun stands for, or "Ida Marsh’s brother" where such a person has no name.

    Args:
        pronoun: as the question spells it; for the kind "relation" with its noun.
        kind: the way in which the question depends on earlier ones.
        recent: the exchanges that it may depend on, oldest first; at least one.

    Returns:
        The name without 's; empty where it is not known.
    """
    if kind == "object" and not (is_gendered(pronoun) and find_relation(recent[-1].question)):
        return _subject(recent[-1])
    name = _person(recent, pronoun) if kind in {"person", "relation", "object"} else ""
    is_noun = kind == "relation" and re.search(rf"{_ARTICLE}{re.escape(name)}", recent[-1].question, re.IGNORECASE)
    return "" if is_noun else name  # "die Fähre" is no name


def _person(recent: Sequence[Exchange], pronoun: str) -> str:
    """Find whom a "he" or "she" stands for: whom the last question was about, or its answer named; else empty."""
    for exchange in reversed(recent):
        if relative := _relative(exchange, pronoun):
            return relative
        question_names = find_names(split_annotation(exchange.question)[0])
        answer_names = _full_names(exchange.quote) or _persons_in_title(exchange.title)
        mentioned = [name for name in answer_names if _mentions(exchange.question, name)]
        answer = [name for name in answer_names if name not in mentioned] if _WHO.match(exchange.question) else []
        subject = _leading_person(exchange)
        asked = _without_places(question_names, exchange.question) or question_names
        candidates = answer[:1] or subject or asked[-1:] or mentioned[-1:] or answer_names[:1]
        if candidates:
            return without_owner(candidates[0])
    return ""


def _relative(exchange: Exchange, pronoun: str) -> str:
    """Find the name of somebody's relation whom the question was about, or their phrase: "Ida Marsh’s brother".

    The owner's name where the pronoun cannot stand for the relation. Empty where the question was about nobody's
    relation, or asked who somebody else is.
    """
    question = split_annotation(exchange.question)[0]
    relation = find_relation(question)
    if relation is None:
        return ""
    is_about_relation = not content_words(question[: relation.start] + question[relation.end :])
    if _WHO.match(question) and not is_about_relation:
        return ""
    if not relation.may_be(pronoun):
        return relation.owner
    may_be_other = not is_about_relation and relation.noun in exchange.quote  # "her brother was taught by Ann Orme"
    answer = [] if may_be_other else [name for name in _full_names(exchange.quote) if name not in relation.phrase]
    return find_name(exchange.quote, relation) or next(iter(answer), relation.phrase)


def _leading_person(exchange: Exchange) -> list[str]:
    """Find the name that opens the sentence shown, in its longest form, where the question may have been about it.

    It is the subject of most such sentences: "Pell gave up her seat."
    """
    sentence = exchange.quote[dateline_length(exchange.quote) :].lstrip()
    opening = NAME.match(sentence)
    subject = next(iter(find_names(opening.group())), "") if opening else ""
    asked = find_names(split_annotation(exchange.question)[0])
    if not subject or _NO_PERSON.search(subject) or not (" " in subject or any(subject in name for name in asked)):
        return []
    return [max((name for name in (subject, *asked) if subject in name), key=len)]


def _subject(last: Exchange) -> str:
    """Return the name that the last question is about, where it has hardly any other words; else empty."""
    whole, bracket = split_annotation(last.question)
    subject = subject_name(whole)
    rest = content_words(whole.replace(subject, " ", 1))
    return "" if bracket or len(rest) > 1 else without_owner(subject)


def _full_names(text: str) -> list[str]:
    """Find the names of two words or more that may be a person's; of "Ada Pell and Ben Orme" both, not "May 1934"."""
    single = [name for run in find_names(text) for name in re.split(_AND, run)]
    return _without_places([name for name in single if " " in name and not _NUMBER.search(name)], text)


def _persons_in_title(title: str) -> list[str]:
    """Find the names in a title that may be a person's; one with an article is not: "Bibliothek der Siedlung Tarn"."""
    return [name for name in _full_names(title) if not re.search(_ARTICLE, name)]


def _without_places(candidates: Sequence[str], text: str) -> list[str]:
    """Find the names that stand behind no preposition of place in a text."""
    return [name for name in candidates if not re.search(rf"{_PLACED}{re.escape(name)}", text)]


def _mentions(question: str, name: str) -> bool:
    words = {word.casefold() for word in WORD.findall(question)}
    return any(part.casefold() in words for part in content_words(name))


def without_owner(name: str) -> str:
    """Return a name without its 's."""
    return re.sub(r"['’]s?$", "", name)

"""Names the owner in place of a possessive pronoun, in languages that do so behind the noun: "le frère d’Ida"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from retrieval.languages import alternatives, lexicons
from retrieval.languages.lexicon import RelationWords

MALE = alternatives(lambda entry: entry.relations.male)
FEMALE = alternatives(lambda entry: entry.relations.female)
RELATION = rf"(?:{MALE}|{FEMALE}|{alternatives(lambda entry: entry.relations.either)})"  # whatever the case
ADJECTIVES = r"(?:[^\W\d_A-Z][\w-]* ){0,2}"  # "her much older brother"
_IS_FEMALE = re.compile(FEMALE, re.IGNORECASE)
_VOWEL = r"(?=[aeiouhâàéèêëîïôûœAEIOUHÂÀÉÈÊËÎÏÔÛŒ])"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Possessive:
    """The form in which a language names the owner in place of a possessive pronoun."""

    articles: tuple[str, str]  # of a man's and a woman's noun
    words: RelationWords


def find_possessive(text: str) -> tuple[int, int] | None:
    """Find the range of "son frère" in a question, in the languages that name an owner behind the noun.

    None where there is none.
    """
    match = _phrase().search(text)
    return match.span() if match else None


def name_owner(phrase: str, owner: str) -> str:
    """Put the owner in place of the pronoun in a phrase that `find_possessive` found: "le frère d’Ida Marsh"."""
    pronoun, _, noun = phrase.partition(" ")
    possessive = _possessives()[pronoun.casefold()]
    article = possessive.articles[_IS_FEMALE.fullmatch(noun.rpartition(" ")[2]) is not None]
    named = possessive.words.owned.format(article=article, noun=noun, owner=owner)
    for full, short in possessive.words.elisions.items():
        named = re.sub(rf"\b{full}{_VOWEL}", short, named)
    return named


@cache
def _possessives() -> Mapping[str, _Possessive]:
    return MappingProxyType(
        {
            pronoun: _Possessive(articles=articles, words=entry.relations)
            for entry in lexicons()
            for pronoun, articles in entry.relations.possessives.items()
        }
    )


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_possessives())}) {ADJECTIVES}{RELATION}\b", re.IGNORECASE)

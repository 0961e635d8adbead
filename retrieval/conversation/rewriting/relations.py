"""Finds a person whom a text names by a relation to another person, as "Ida Marsh’s brother" does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from retrieval.conversation.rewriting.context_dependence import find_names
from retrieval.conversation.rewriting.possessive_phrases import ADJECTIVES, FEMALE, MALE, RELATION
from retrieval.languages import alternatives, union

Gender: TypeAlias = Literal["male", "female", "either"]

_IS_MALE = re.compile(MALE, re.IGNORECASE)
_IS_FEMALE = re.compile(FEMALE, re.IGNORECASE)
_MALE_PRONOUNS = union(lambda entry: entry.relations.male_pronouns)
_FEMALE_PRONOUNS = union(lambda entry: entry.relations.female_pronouns)
_LINK = rf"(?:{alternatives(lambda entry: entry.questions.name_links)})"
_ARTICLE = (
    rf"(?:(?:{alternatives(lambda entry: entry.questions.articles + entry.questions.case_articles)}) "
    rf"|{alternatives(lambda entry: tuple(entry.relations.elisions.values()))})"
)
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_OWNER = rf"{_CAPITAL}[\w.’'-]*(?: (?:{_LINK} )*{_CAPITAL}[\w.’'-]*)*"
# "Ida Marsh’s brother", "the baker’s wife"; in German also "Ida Marshs Bruder".
_OWNED = re.compile(
    rf"\b(?P<owner>{_OWNER}|{_ARTICLE}[\w-]+)(?:['’]s|(?<!['’])s|(?<=s)['’]) (?:\w+['’]s ){{0,2}}{ADJECTIVES}"
    rf"(?P<noun>(?i:{RELATION}))\b(?!['’]s )"
)
# "the founder of the Harbour Bank", "le frère d’Ida Marsh"
_OWNED_BEHIND = re.compile(
    rf"\b(?:(?i:{_ARTICLE}){ADJECTIVES})?\b(?P<noun>(?i:{RELATION})) "
    rf"(?:{alternatives(lambda entry: entry.relations.owner_links)})(?:{_ARTICLE})?(?P<owner>{_OWNER})"
)
_NAME = rf"{_CAPITAL}[\w-]*\.?(?: {_CAPITAL}[\w-]*\.?)*"
_NAMED_BEHIND = re.compile(rf"\b(?i:{RELATION}),? (?P<name>{_NAME})")  # "her brother Tom Marsh"
_NAMED_BEFORE = re.compile(rf"(?P<name>{_NAME}), (?:[\w’'-]+ ){{1,4}}(?i:{RELATION})\b")  # "Tom Marsh, her brother"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A person who is named by a relation to another.

    Attributes:
        start: of the phrase in its text, with its owner.
        end: of it.
        phrase: as the text spells it: "Ida Marsh’s brother".
        owner: whose relation it is, without 's.
        noun: of the relation: "brother".
        gender: what the noun says of the person.
    """

    start: int
    end: int
    phrase: str
    owner: str
    noun: str
    gender: Gender

    def may_be(self, pronoun: str) -> bool:
        """Return whether a pronoun may stand for the person, by its gender."""
        excluded = {"male": _FEMALE_PRONOUNS, "female": _MALE_PRONOUNS, "either": frozenset[str]()}
        return pronoun.casefold() not in excluded[self.gender]


def find_relation(text: str) -> Relation | None:
    """Find the last person in a question who is named by a relation to another; None without one."""
    matches = [*_OWNED.finditer(text), *_OWNED_BEHIND.finditer(text)]
    if not matches:
        return None
    last = max(matches, key=lambda match: match.start("noun"))
    owner = next(iter(find_names(last.group("owner"))), last.group("owner"))  # without the "Is" of "Is Ida Marsh’s …"
    start = last.start() if last.start() < last.start("owner") else text.index(owner, last.start("owner"))
    phrase, noun = text[start : last.end()], last.group("noun")
    return Relation(start=start, end=last.end(), phrase=phrase, owner=owner, noun=noun, gender=_gender(noun))


def find_name(quote: str, relation: Relation) -> str:
    """Find the name that a sentence puts beside the noun of a relation: "her brother Tom Marsh".

    Args:
        quote: the sentence that answered a question about the person.
        relation: the person, as the question names them.

    Returns:
        The name; empty where the sentence puts none there.
    """
    matches = [*_NAMED_BEHIND.finditer(quote), *_NAMED_BEFORE.finditer(quote)]
    beside = [name for match in matches for name in find_names(match.group("name"))[:1]]
    return next((name for name in beside if name not in relation.owner and relation.owner not in name), "")


def is_gendered(pronoun: str) -> bool:
    """Return whether a pronoun stands for a man alone or for a woman alone."""
    return pronoun.casefold() in _MALE_PRONOUNS | _FEMALE_PRONOUNS


def _gender(noun: str) -> Gender:
    is_male, is_female = (pattern.fullmatch(noun) is not None for pattern in (_IS_MALE, _IS_FEMALE))
    if is_male == is_female:
        return "either"
    return "male" if is_male else "female"

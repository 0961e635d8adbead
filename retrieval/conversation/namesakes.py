"""Lowers the scores of sentences about a person whom the question does not ask about.

A reader takes "Ada Pell died in 1962" for an answer to a question about Tom Pell, who has the same surname, or about
"Ada Pell’s brother".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from retrieval.conversation.rewriting.context_dependence import find_names
from retrieval.conversation.rewriting.possessive_phrases import RELATION
from retrieval.conversation.rewriting.relations import Relation, find_relation
from retrieval.core.records import Evidence
from retrieval.discourse.datelines import dateline_length
from retrieval.languages import alternatives, union

# Points of the reader's score that such a sentence loses: enough for any other that answers to come first. Which
# sentences lose them was checked on public sets: of 63,000 questions 274 have such a sentence in their article, and it
# is the right one for 4 of those ("Cctavianus Augustus Caesar").
LOSS = 12.0
_SAME_NAME = 0.5  # likeness of two first names from which on one may be a spelling of the other: Georgios and George
_RELATED = re.compile(rf"\b{RELATION}s?\b", re.IGNORECASE)
# "Who married Ada Pell?" may be answered by a Pell.
_ASKS_FOR_PERSON = re.compile(
    rf"\b(?:{alternatives(lambda entry: entry.questions.who_words)})\b|{_RELATED.pattern}", re.IGNORECASE
)
_ARTICLE = rf"\b(?:{alternatives(lambda entry: entry.questions.articles + entry.questions.case_articles)}) "
_WORD = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:-[A-ZÀ-ÖØ-Þ][^\W\d_]+)?"
_PERSON = re.compile(rf"{_WORD}(?: [A-ZÀ-ÖØ-Þ]\.?| {_WORD})? {_WORD}")
_SUBJECT = re.compile(rf"(?P<name>{_PERSON.pattern})(?= [^\W\d_A-Z])")
_NO_FIRST_NAMES = union(lambda entry: entry.stop_words) | {
    title.casefold() for title in union(lambda entry: entry.boundaries.never_last)
}


def lower_namesakes(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Lower the sentences whose subject is another person than the one who is asked about.

    Args:
        question: as understood.
        evidence: best first.

    Returns:
        The evidence in its new order, best first; unchanged where the question names no person.
    """
    relation = find_relation(question)
    persons = [] if relation or _ASKS_FOR_PERSON.search(question) else _full_persons(question)
    if relation is None and not persons:
        return list(evidence)
    judged = [
        replace(piece, score=piece.score - LOSS) if is_about_other_person(piece.text, relation, persons) else piece
        for piece in evidence
    ]
    return sorted(judged, key=lambda piece: -piece.score)


def is_about_other_person(sentence: str, relation: Relation | None, persons: Sequence[str]) -> bool:
    """Return whether the subject of a sentence is the owner of a relation, or a namesake of each person.

    Args:
        sentence: of an article.
        relation: who is asked about, by a relation; None: `persons` are.
        persons: first names and surnames of those who are asked about.
    """
    opening = _SUBJECT.match(sentence[dateline_length(sentence) :].lstrip())
    if opening is None or opening.group("name").partition(" ")[0].casefold() in _NO_FIRST_NAMES:
        return False
    if relation:
        return opening.group("name") == relation.owner and not _RELATED.search(sentence)
    return all(_is_namesake(opening.group("name"), person, sentence) for person in persons)


def _full_persons(question: str) -> list[str]:
    """Find the first names and surnames in a question that stand behind no article."""
    return [name for name in find_names(question) if _PERSON.fullmatch(name) and not _has_article(name, question)]


def _has_article(name: str, question: str) -> bool:
    return re.search(rf"{_ARTICLE}{re.escape(name)}", question, re.IGNORECASE) is not None


def _is_namesake(subject: str, person: str, sentence: str) -> bool:
    """Return whether a subject shares only its last word with a person whose first name the sentence does not have."""
    own, first = subject.partition(" ")[0], person.partition(" ")[0]
    shares_last = subject.rpartition(" ")[2] == person.rpartition(" ")[2]
    is_spelling = SequenceMatcher(a=own.casefold(), b=first.casefold()).ratio() > _SAME_NAME
    return shares_last and not is_spelling and not re.search(rf"\b{re.escape(first)}\b", sentence)

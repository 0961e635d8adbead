"""Offers readings of a question that is too vague to answer, as far as the articles support them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations

from retrieval.conversation.rewriting.context_dependence import content_words, find_dependence, may_be_question
from retrieval.core.reply_records import Examination, Grade, NoAnswer

MOST_READINGS = 3
LEAST_READINGS = 2
# Content words up to which a question with a pronoun is too vague, by what the articles have for it. Set by hand.
_VAGUE_WORDS = {"none": 2, "unsure": 1}
_BEHIND_QUESTION = re.compile(r"(?<=\?)\s+|(?<=？)\s*")
_LIST_MARK = re.compile(r"^(?:\d{1,2}[.)]|[-*•])\s+")
_OWN_WORDS = 2  # content words of each of several questions
_UNBRACKETED = str.maketrans("()", "[]")


def offer_readings(examination: Examination, asked: str, examine: Callable[[str], Examination]) -> Examination:
    """Replace the reply to a question that is too vague, or is several, by the questions that it may mean.

    Several are offered to choose from where the whole has no sure answer and two of them have.

    Too vague is a question without a content word, and one of few with a pronoun that stands for nothing known and that
    the articles do not answer anyway: one that says more is meant as it stands ("when will they repair the sea wall").
    It may mean each of the articles that come nearest, if there are two at least. A sign, a single letter or "thanks"
    asks nothing and is left alone.

    Args:
        examination: of the question.
        asked: the question, which nothing from before was added to.
        examine: answers another question, alone.
    """
    questions = () if examination.reply.grade == "sure" else separate_questions(asked)
    if sum(examine(question).reply.grade == "sure" for question in questions) >= LEAST_READINGS:
        return _with_readings(examination, questions)
    is_reading = asked.endswith(")")  # what is in brackets says what it means
    if is_reading or not may_be_question(asked) or not _is_vague(asked, examination.reply.grade):
        return examination
    titles = dict.fromkeys(passage.title for passage in examination.ranked if passage.title)
    readings = tuple(f"{asked} ({title.translate(_UNBRACKETED)})" for title in titles)[:MOST_READINGS]
    return examination if len(readings) < LEAST_READINGS else _with_readings(examination, readings)


def separate_questions(asked: str) -> tuple[str, ...]:
    """Return the questions of a text that asks several, each of which stands alone; nothing of any other text.

    None of them may refer to another ("and when did he die?") or say no more than another ("In February?").
    """
    marked = [part.strip() for part in _BEHIND_QUESTION.split(asked) if part.endswith(("?", "？"))]
    if not LEAST_READINGS <= len(marked) <= MOST_READINGS:
        return ()
    parts = [_LIST_MARK.sub("", part) for part in marked]
    words = [{word.casefold() for word in content_words(part)} for part in parts]
    if not all(own - others for own, others in permutations(words, 2)) or min(map(len, words)) < _OWN_WORDS:
        return ()
    return () if any(map(find_dependence, parts)) else tuple(parts)


def _with_readings(examination: Examination, readings: Sequence[str]) -> Examination:
    """Return an examination whose reply is a choice of questions."""
    reply = examination.reply
    choice = NoAnswer(
        question=reply.question,
        asked=reply.asked,
        confidence=examination.confidence,
        nearest=reply.citations,
        readings=tuple(readings),
    )
    return replace(examination, reply=choice)


def _is_vague(asked: str, grade: Grade) -> bool:
    """Return whether a question that got a reply of a grade is too vague."""
    dependence = find_dependence(asked)
    has_pronoun = dependence is not None and dependence.kind in {"person", "object"}
    words = len(content_words(asked))
    return not words or (has_pronoun and words <= _VAGUE_WORDS.get(grade, 0))

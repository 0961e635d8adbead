"""Offers readings of a question that is too vague to answer, as far as the articles support them."""

from __future__ import annotations

from dataclasses import replace

from retrieval.conversation.context_dependence import content_words, find_dependence, may_be_question
from retrieval.core.reply_records import Examination, Grade, NoAnswer

MOST_READINGS = 3
LEAST_READINGS = 2
# Content words up to which a question with a pronoun is too vague, by what the articles have for it. Set by hand.
_VAGUE_WORDS = {"none": 2, "unsure": 1}
_UNBRACKETED = str.maketrans("()", "[]")


def offer_readings(examination: Examination, asked: str) -> Examination:
    """Replace the reply to a question that is too vague by what the question may mean.

    Too vague is a question without a content word, and one of few with a pronoun that stands for nothing known and that
    the articles do not answer anyway: one that says more is meant as it stands ("when will they repair the sea wall").
    It may mean each of the articles that come nearest, if there are two at least. A sign, a single letter or "thanks"
    asks nothing and is left alone.

    Args:
        examination: of the question.
        asked: the question, which nothing from before was added to.
    """
    is_reading = asked.endswith(")")  # what is in brackets says what it means
    if is_reading or not may_be_question(asked) or not _is_vague(asked, examination.reply.grade):
        return examination
    titles = dict.fromkeys(passage.title for passage in examination.ranked if passage.title)
    readings = tuple(f"{asked} ({title.translate(_UNBRACKETED)})" for title in titles)[:MOST_READINGS]
    if len(readings) < LEAST_READINGS:
        return examination
    reply = examination.reply
    vague = NoAnswer(
        question=reply.question,
        asked=reply.asked,
        confidence=examination.confidence,
        nearest=reply.citations,
        readings=readings,
    )
    return replace(examination, reply=vague)


def _is_vague(asked: str, grade: Grade) -> bool:
    """Return whether a question that got a reply of a grade is too vague."""
    dependence = find_dependence(asked)
    has_pronoun = dependence is not None and dependence.kind in {"person", "object"}
    words = len(content_words(asked))
    return not words or (has_pronoun and words <= _VAGUE_WORDS.get(grade, 0))

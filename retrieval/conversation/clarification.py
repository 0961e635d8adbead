"""Offers readings of a question that is too vague to answer, as far as the articles support them."""

from __future__ import annotations

from dataclasses import replace

from retrieval.conversation.context_dependence import content_words, find_dependence, may_be_question
from retrieval.core.reply_records import Examination, NoAnswer

MOST_READINGS = 3
LEAST_READINGS = 2
_UNBRACKETED = str.maketrans("()", "[]")


def offer_readings(examination: Examination, asked: str) -> Examination:
    """Replace the reply to a question that is too vague by what the question may mean.

    Too vague is a question without a content word, and one with a pronoun that stands for nothing known and that the
    articles do not answer anyway. It may mean each of the articles that come nearest, if there are two at least.
    A sign, a single letter or "thanks" asks nothing and is left alone.

    Args:
        examination: of the question.
        asked: the question, which nothing from before was added to.
    """
    dependence = find_dependence(asked)
    has_pronoun = dependence is not None and dependence.kind in {"person", "object"}
    is_unanswered = examination.reply.grade != "sure"
    is_reading = asked.endswith(")")  # what is in brackets says what it means
    if is_reading or (content_words(asked) and not (has_pronoun and is_unanswered)) or not may_be_question(asked):
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

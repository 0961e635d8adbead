"""Meets a question that is too vague to answer with what it may mean, as far as the articles support it."""

from __future__ import annotations

from dataclasses import replace

from retrieval.conversation.context_dependence import asks, content, leaning
from retrieval.core.records import Examination, NoAnswer

READINGS = 3  # at most
FEWEST = 2
_UNBRACKETED = str.maketrans("()", "[]")


def with_readings(examination: Examination, asked: str) -> Examination:
    """The examination; of a question too vague to answer, with what it may mean in place of an answer.

    Too vague is one without a word that says what it is about, and one with a pronoun for nobody knows what that the
    articles do not answer anyway. It may mean each of the articles that come nearest, if there are two at least.
    A sign, a single letter or "thanks" asks nothing, so it means none of them.

    Args:
        examination: of the question.
        asked: the question, which nothing from before was added to.
    """
    leans = leaning(asked)
    loose = leans is not None and leans.kind in {"person", "thing"} and isinstance(examination.reply, NoAnswer)
    meant = asked.endswith(")")  # what is in brackets says what it means
    if meant or (content(asked) and not loose) or not asks(asked):
        return examination
    titles = dict.fromkeys(one.title for one in examination.ranked if one.title)
    readings = tuple(f"{asked} ({title.translate(_UNBRACKETED)})" for title in titles)[:READINGS]
    if len(readings) < FEWEST:
        return examination
    reply = examination.reply
    nearest = reply.nearest if isinstance(reply, NoAnswer) else (reply.citation, *reply.others)
    vague = NoAnswer(
        question=reply.question,
        asked=reply.asked,
        confidence=examination.confidence,
        nearest=nearest,
        readings=readings,
    )
    return replace(examination, reply=vague)

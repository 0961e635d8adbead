"""The card that tells how a reply came about: from what was kept of the reasons, in figures and words."""

from __future__ import annotations

from collections.abc import Container, Sequence

from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import LEAD, Item, asked_question, card, heading, small, source_line, text
from bot.i18n import Phrases
from bot.store.store_records import ReplyReasons, ScoredSentence
from retrieval import ArticleReply

TERMS = 400


def why(
    reply: ArticleReply,
    reasons: ReplyReasons,
    phrases: Phrases,
    *,
    live: Container[str] | None = None,
    buttons: Sequence[Item] = (),
) -> ui.LayoutView:
    """Return how the reply came about: the words, the best sentence's figures, the threshold, and the runner-up.

    Args:
        reply: what was shown.
        reasons: what was kept about it.
        phrases: the words around it.
        live: ids of articles that are still in the library: of others nothing is quoted. None: all are.
        buttons: of the card.
    """
    words = phrases.why
    title = {"sure": words.answered, "unsure": words.unsure, "none": words.not_answered}[reply.grade]
    return card(
        text(heading(title), asked_question(reply.question)),
        text(*_figures(reply, reasons, phrases)),
        text(*_runner_up(reasons.runners, phrases, live)),
        buttons=buttons,
    )


def _figures(reply: ArticleReply, reasons: ReplyReasons, phrases: Phrases) -> list[str]:
    """Return the terms that were searched for, and the figures of the best sentence."""
    lines = [phrases.why.terms.format(terms=_listed(reasons.terms))] if reasons.terms else []
    for best in reasons.runners[:1]:
        lines += [
            phrases.why.matched.format(terms=_listed(best.matched) or phrases.why.none),
            phrases.why.similarity.format(percentage=phrases.share(best.similarity)),
            phrases.why.coverage.format(percentage=phrases.share(best.coverage)),
        ]
    sure, needed = phrases.percentage(reply.confidence), phrases.percentage(reasons.threshold)
    return [*lines, phrases.why.sure.format(percentage=sure, threshold=needed)]


def _listed(terms: Sequence[str]) -> str:
    return escaping.plain(", ".join(terms), limit=TERMS)


def _runner_up(runners: Sequence[ScoredSentence], phrases: Phrases, live: Container[str] | None) -> list[str]:
    if len(runners) < 2:  # noqa: PLR2004  the best and the next
        return [phrases.why.no_runner_up]
    if live is not None and runners[1].article_id not in live:
        return [phrases.why.runner_up, small(phrases.refusals.gone)]
    said = escaping.block(escaping.plain(runners[1].quote, limit=LEAD))
    return [phrases.why.runner_up, said, small(source_line(runners[1].title, None, "", phrases))]

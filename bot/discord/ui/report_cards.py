"""Additions as Discord shows them: their progress and their results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import (
    BAD,
    CALM,
    DATE,
    GOOD,
    TITLE,
    Item,
    article_size,
    card,
    heading,
    optional_text,
    small,
    source_address,
    source_line,
    text,
)
from bot.i18n import Phrases
from bot.render import wording
from retrieval import Added, Alias, ArticleCard, Outcome, Returned, Skipped, Unchanged, Vanished

ADDED = 4  # in a report
SKIPPED = 3  # in a report
VANISHED = 3  # in a report
BEGINNING = 140  # of an article's first sentence
REASON = 200


def progress(done: int, total: int, source: str, phrases: Phrases, read: int = 0) -> ui.LayoutView:
    """Return the card of an addition's progress: what is being read, and the number of articles so far."""
    articles = phrases.count(read, phrases.library.articles) if read else ""
    return card(
        text(
            phrases.library.adding.format(done=phrases.number(done), total=phrases.number(total)),
            small(" · ".join(filter(None, (escaping.plain(source_address(source), limit=TITLE), articles)))),
        )
    )


def report(
    outcomes: Sequence[Outcome],
    phrases: Phrases,
    *,
    before: Mapping[str, ArticleCard] | None = None,
    interrupted: bool = False,
    buttons: Sequence[Item] = (),
) -> ui.LayoutView:
    """Return the card of an addition's results: the articles that were added, that are gone, or were skipped, and why.

    Args:
        outcomes: what became of each location.
        phrases: the words around it.
        before: the replaced articles as they were, by id.
        interrupted: whether the addition ended early.
        buttons: of the card.
    """
    added = [outcome for outcome in outcomes if isinstance(outcome, Added)]
    vanished = [outcome.article for outcome in outcomes if isinstance(outcome, Vanished)]
    skipped = [outcome for outcome in outcomes if isinstance(outcome, Skipped) and not outcome.expected]
    left = max(0, len(added) - ADDED) + max(0, len(skipped) - SKIPPED) + max(0, len(vanished) - VANISHED)
    return card(
        text(heading(sums(outcomes, phrases))),
        *[text(*_understood(outcome, before or {}, phrases)) for outcome in added[:ADDED]],
        *[text(*_vanished(outcome, phrases)) for outcome in vanished[:VANISHED]],
        *[text(*_skipped(outcome, phrases)) for outcome in skipped[:SKIPPED]],
        *optional_text(
            small(phrases.count(left, phrases.library.more_rows)) if left else "",
            small(phrases.library.interrupted) if interrupted else "",
        ),
        buttons=buttons,
        colour=GOOD if added else BAD if skipped else CALM,
    )


def sums(outcomes: Sequence[Outcome], phrases: Phrases) -> str:
    """Return the number of articles that are new, changed, unchanged, or were skipped."""
    library = phrases.library
    counts = (
        (sum(isinstance(outcome, Added) and not outcome.replaced for outcome in outcomes), library.added),
        (sum(isinstance(outcome, Added) and outcome.replaced for outcome in outcomes), library.replaced),
        (sum(isinstance(outcome, Alias) for outcome in outcomes), library.aliases),
        (sum(isinstance(outcome, Vanished) for outcome in outcomes), library.vanished),
        (sum(isinstance(outcome, Returned) for outcome in outcomes), library.returned),
        (sum(isinstance(outcome, Unchanged) for outcome in outcomes), library.unchanged),
        (sum(isinstance(outcome, Skipped) and not outcome.expected for outcome in outcomes), library.skipped),
    )
    return (
        " · ".join(phrases.count(number, phrase) for number, phrase in counts if number) or phrases.library.nothing_new
    )


def _understood(addition: Added, before: Mapping[str, ArticleCard], phrases: Phrases) -> list[str]:
    article, old = addition.article, before.get(addition.article.id)
    size = article_size(article, phrases)
    begins = escaping.plain(addition.first_sentence, limit=BEGINNING)
    return [
        source_line(article.title, article.published, article.source, phrases),
        small(size if old is None else phrases.library.before.format(before=article_size(old, phrases), now=size)),
        small(phrases.library.begins.format(sentence=begins)) if escaping.has_ink(begins) else "",
    ]


def _vanished(article: ArticleCard, phrases: Phrases) -> list[str]:
    gone = phrases.answers.gone.format(date=escaping.plain(wording.date(article.gone), limit=DATE))
    return [source_line(article.title, article.published, article.source, phrases), small(gone)]


def _skipped(outcome: Skipped, phrases: Phrases) -> list[str]:
    reason = phrases.library.late if outcome.late else outcome.reason
    return [escaping.plain(source_address(outcome.source), limit=TITLE), small(escaping.plain(reason, limit=REASON))]

"""Lists as Discord shows them: articles, passages that were found, what articles say, open questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import discord
from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import (
    QUESTION,
    TITLE,
    Item,
    Show,
    card,
    cited,
    entry,
    extent,
    heading,
    on_page,
    opener,
    optional,
    page_line,
    small,
    text,
    titled,
)
from bot.i18n import Phrases, command_phrases
from bot.render import wording
from bot.store.store_records import UnansweredQuestion
from retrieval import ArticleCard, Citation, Digest, DigestEntry, RankedPassage, Timeline

ARTICLES = 8  # a page
PASSAGES = 5  # a page
ENTRIES = 4  # entries of a digest a page
GAPS = 8  # a page

EXCERPT = 360  # characters of a passage in a list
ALTERNATIVE = 600  # characters of a picture in words; Discord takes 1,024

ShowPassage: TypeAlias = Callable[[RankedPassage], Item]  # makes the button that shows a passage


def articles(
    cards: Sequence[ArticleCard], phrases: Phrases, *, page: int = 0, filtered: str = "", buttons: Sequence[Item] = ()
) -> ui.LayoutView:
    """Articles, ARTICLES on a page, each with a link to its page if it has one.

    Args:
        cards: those that the filter lets through.
        phrases: the words around them.
        page: from 0.
        filtered: the filter, if there is one.
        buttons: what the card offers.
    """
    only = escaping.plain(filtered, limit=QUESTION) if escaping.has_ink(filtered) else ""
    if not cards:
        empty = phrases.empty_library.format(add=command_phrases.typed("library.add", phrases))
        return card(text(phrases.library.no_match.format(words=only) if only else empty), buttons=buttons)
    return card(
        text(
            heading(phrases.count(len(cards), phrases.library.articles)),
            small(phrases.library.filtered.format(words=only)) if only else "",
        ),
        *[_article(one, phrases) for one in on_page(cards, page, ARTICLES)],
        *optional(page_line(len(cards), page, ARTICLES, phrases)),
        buttons=buttons,
    )


def search(
    asked: str,
    found: Sequence[RankedPassage],
    phrases: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    show: ShowPassage | None = None,
    drawn: Item | None = None,
) -> ui.LayoutView:
    """Passages for some words, PASSAGES on a page, best first; under them a picture of when they were spoken of."""
    shown = escaping.plain(asked, limit=QUESTION)
    if not found:
        return card(text(phrases.library.nothing_found.format(words=shown)), buttons=buttons)
    return card(
        text(heading(phrases.library.found.format(words=shown))),
        *[_found(one, phrases, show) for one in on_page(found, page, PASSAGES)],
        *([drawn] if drawn else []),
        *optional(page_line(len(found), page, PASSAGES, phrases)),
        buttons=buttons,
    )


def digest(
    made: Digest, phrases: Phrases, *, page: int = 0, buttons: Sequence[Item] = (), show: Show | None = None
) -> ui.LayoutView:
    """What several articles say about some words, ENTRIES entries on a page, by date."""
    shown = escaping.plain(made.words, limit=QUESTION)
    if not made.entries:
        return card(text(phrases.library.nothing_found.format(words=shown)), buttons=buttons)
    return card(
        text(heading(phrases.library.digest.format(words=shown))),
        *[_told(one, phrases, show) for one in on_page(made.entries, page, ENTRIES)],
        *optional(page_line(len(made.entries), page, ENTRIES, phrases)),
        buttons=buttons,
    )


def picture(name: str, asked: str, counted: Timeline, phrases: Phrases) -> Item:
    """The drawn timeline that is attached under a name, with its content in words for who cannot see it."""
    peak = max(counted.spans, key=lambda one: one.sentences)
    alternative = phrases.library.timeline.format(
        words=asked,
        sentences=phrases.count(sum(one.sentences for one in counted.spans), phrases.library.sentences),
        articles=phrases.count(sum(one.articles for one in counted.spans), phrases.library.articles),
        first=counted.spans[0].start,
        last=counted.spans[-1].start,
        peak=peak.start,
    )
    described = wording.shortened(alternative, ALTERNATIVE)
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=described))


def gaps(
    found: Sequence[UnansweredQuestion], phrases: Phrases, *, page: int = 0, buttons: Sequence[Item] = ()
) -> ui.LayoutView:
    """Questions that got no answer, GAPS on a page."""
    return card(
        text(heading(phrases.library.gaps), "" if found else phrases.library.no_gaps),
        *[_gap(one, phrases) for one in on_page(found, page, GAPS)],
        *optional(page_line(len(found), page, GAPS, phrases)),
        buttons=buttons,
    )


def _article(one: ArticleCard, phrases: Phrases) -> Item:
    page = Citation(
        article_id=one.id, title=one.title, source=one.source, published=one.published, start=0, end=0, quote=""
    )
    return entry(
        cited(one.title, one.published, one.source, phrases),
        small(extent(one, phrases)),
        button=opener(page, phrases, None),
    )


def _found(one: RankedPassage, phrases: Phrases, show: ShowPassage | None) -> Item:
    under, said = wording.section_and_text(one.passage)
    return entry(
        cited(one.title, None, "", phrases),
        small(escaping.plain(under, limit=TITLE)) if escaping.has_ink(under) else "",
        escaping.block(escaping.plain(said, limit=EXCERPT)),
        button=show(one) if show else None,
    )


def _told(one: DigestEntry, phrases: Phrases, show: Show | None) -> Item:
    first = one.citations[0]
    said = " ".join(citation.quote for citation in one.citations)
    titles = escaping.plain("; ".join(titled(other.title, phrases) for other in one.also), limit=TITLE)
    return entry(
        escaping.block(escaping.plain(said, limit=EXCERPT)),
        small(cited(first.title, first.published, "", phrases)),
        small(phrases.answers.also_in.format(titles=titles)) if one.also else "",
        button=opener(first, phrases, show),
    )


def _gap(one: UnansweredQuestion, phrases: Phrases) -> Item:
    known = escaping.has_ink(one.question)
    nearest = phrases.library.no_nearest
    if one.title is not None:
        nearest = phrases.library.nearest.format(title=escaping.plain(titled(one.title, phrases), limit=TITLE))
    return text(
        f"**{escaping.plain(one.question, limit=TITLE)}**" if known else phrases.library.forgotten,
        small(f"{phrases.count(one.times, phrases.library.asked)} · {nearest}"),
    )

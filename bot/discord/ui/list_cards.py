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
from bot.store.store_records import Gap
from retrieval import ArticleCard, Citation, Digest, DigestEntry, RankedPassage, Timeline

ARTICLES = 8  # a page
PASSAGES = 5  # a page
TOLD = 4  # entries of a digest a page
GAPS = 8  # a page

EXCERPT = 360  # characters of a passage in a list
ALTERNATIVE = 600  # characters of a picture in words; Discord takes 1,024

ShowPassage: TypeAlias = Callable[[RankedPassage], Item]  # makes the button that shows a passage


def articles(
    cards: Sequence[ArticleCard], say: Phrases, *, page: int = 0, filtered: str = "", buttons: Sequence[Item] = ()
) -> ui.LayoutView:
    """Articles, ARTICLES on a page, each with a link to its page if it has one.

    Args:
        cards: those that the filter lets through.
        say: the words around them.
        page: from 0.
        filtered: the filter, if there is one.
        buttons: what the card offers.
    """
    only = escaping.plain(filtered, limit=QUESTION) if escaping.has_ink(filtered) else ""
    if not cards:
        empty = say.empty_library.format(add=command_phrases.typed("library.add", say))
        return card(text(say.library.no_match.format(words=only) if only else empty), buttons=buttons)
    return card(
        text(
            heading(say.count(len(cards), say.library.articles)),
            small(say.library.filtered.format(words=only)) if only else "",
        ),
        *[_article(one, say) for one in on_page(cards, page, ARTICLES)],
        *optional(page_line(len(cards), page, ARTICLES, say)),
        buttons=buttons,
    )


def search(
    asked: str,
    found: Sequence[RankedPassage],
    say: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    show: ShowPassage | None = None,
    drawn: Item | None = None,
) -> ui.LayoutView:
    """Passages for some words, PASSAGES on a page, best first; under them a picture of when they were spoken of."""
    shown = escaping.plain(asked, limit=QUESTION)
    if not found:
        return card(text(say.library.nothing_found.format(words=shown)), buttons=buttons)
    return card(
        text(heading(say.library.found.format(words=shown))),
        *[_found(one, say, show) for one in on_page(found, page, PASSAGES)],
        *([drawn] if drawn else []),
        *optional(page_line(len(found), page, PASSAGES, say)),
        buttons=buttons,
    )


def digest(
    made: Digest, say: Phrases, *, page: int = 0, buttons: Sequence[Item] = (), show: Show | None = None
) -> ui.LayoutView:
    """What several articles say about some words, TOLD entries on a page, by date."""
    shown = escaping.plain(made.words, limit=QUESTION)
    if not made.entries:
        return card(text(say.library.nothing_found.format(words=shown)), buttons=buttons)
    return card(
        text(heading(say.library.digest.format(words=shown))),
        *[_told(one, say, show) for one in on_page(made.entries, page, TOLD)],
        *optional(page_line(len(made.entries), page, TOLD, say)),
        buttons=buttons,
    )


def picture(name: str, asked: str, counted: Timeline, say: Phrases) -> Item:
    """The drawn timeline that is attached under a name, with its content in words for who cannot see it."""
    peak = max(counted.spans, key=lambda one: one.sentences)
    alternative = say.library.timeline.format(
        words=asked,
        sentences=say.count(sum(one.sentences for one in counted.spans), say.library.sentences),
        articles=say.count(sum(one.articles for one in counted.spans), say.library.articles),
        first=counted.spans[0].start,
        last=counted.spans[-1].start,
        peak=peak.start,
    )
    described = wording.shortened(alternative, ALTERNATIVE)
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=described))


def gaps(found: Sequence[Gap], say: Phrases, *, page: int = 0, buttons: Sequence[Item] = ()) -> ui.LayoutView:
    """Questions that got no answer, GAPS on a page."""
    return card(
        text(heading(say.library.gaps), "" if found else say.library.no_gaps),
        *[_gap(one, say) for one in on_page(found, page, GAPS)],
        *optional(page_line(len(found), page, GAPS, say)),
        buttons=buttons,
    )


def _article(one: ArticleCard, say: Phrases) -> Item:
    page = Citation(
        article_id=one.id, title=one.title, source=one.source, published=one.published, start=0, end=0, quote=""
    )
    return entry(
        cited(one.title, one.published, one.source, say), small(extent(one, say)), button=opener(page, say, None)
    )


def _found(one: RankedPassage, say: Phrases, show: ShowPassage | None) -> Item:
    under, said = wording.section_and_text(one.passage)
    return entry(
        cited(one.title, None, "", say),
        small(escaping.plain(under, limit=TITLE)) if escaping.has_ink(under) else "",
        escaping.block(escaping.plain(said, limit=EXCERPT)),
        button=show(one) if show else None,
    )


def _told(one: DigestEntry, say: Phrases, show: Show | None) -> Item:
    first = one.citations[0]
    said = " ".join(citation.quote for citation in one.citations)
    titles = escaping.plain("; ".join(titled(other.title, say) for other in one.also), limit=TITLE)
    return entry(
        escaping.block(escaping.plain(said, limit=EXCERPT)),
        small(cited(first.title, first.published, "", say)),
        small(say.answers.also_in.format(titles=titles)) if one.also else "",
        button=opener(first, say, show),
    )


def _gap(one: Gap, say: Phrases) -> Item:
    known = escaping.has_ink(one.question)
    nearest = say.library.no_nearest
    if one.title is not None:
        nearest = say.library.nearest.format(title=escaping.plain(titled(one.title, say), limit=TITLE))
    return text(
        f"**{escaping.plain(one.question, limit=TITLE)}**" if known else say.library.forgotten,
        small(f"{say.count(one.times, say.library.asked)} · {nearest}"),
    )

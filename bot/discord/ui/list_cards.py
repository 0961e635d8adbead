"""Lists as Discord shows them: articles, found passages, digests, unanswered questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import discord
from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import (
    DATE,
    QUESTION,
    TITLE,
    Item,
    Show,
    article_size,
    card,
    entry,
    heading,
    open_button,
    shown_title,
    small,
    source_address,
    source_line,
    text,
)
from bot.discord.ui.list_pages import list_card, on_page
from bot.i18n import Phrases, command_phrases
from bot.render import wording
from bot.store.store_records import UnansweredQuestion
from retrieval import ArticleCard, Citation, Digest, DigestEntry, Location, RankedPassage, Timeline

ARTICLES = 8  # a page
PASSAGES = 5  # a page
ENTRIES = 4  # entries of a digest a page
GAPS = 8  # a page
LOCATIONS = 8  # a page

EXCERPT = 360  # characters of a passage in a list
ALTERNATIVE = 600  # characters of a picture in words; Discord takes 1,024

ShowPassage: TypeAlias = Callable[[RankedPassage], Item]  # makes the button that shows a passage


def articles(
    cards: Sequence[ArticleCard], phrases: Phrases, *, page: int = 0, filtered: str = "", buttons: Sequence[Item] = ()
) -> ui.LayoutView:
    """Return the list of articles, ARTICLES on a page, each with a link to its web page if it has one.

    Args:
        cards: those that the filter lets through.
        phrases: the words around them.
        page: from 0.
        filtered: the filter, if there is one.
        buttons: of the card.
    """
    only = escaping.plain(filtered, limit=QUESTION) if escaping.has_ink(filtered) else ""
    if not cards and only:
        return card(text(phrases.library.no_match.format(words=only)), buttons=buttons)
    if not cards:
        return empty_library(phrases)
    head = text(
        heading(phrases.count(len(cards), phrases.library.articles)),
        small(phrases.library.filtered.format(words=only)) if only else "",
    )
    blocks = [_article(article, phrases) for article in on_page(cards, page, ARTICLES)]
    return list_card(head, blocks, len(cards), phrases, page=page, a_page=ARTICLES, buttons=buttons)


def empty_library(phrases: Phrases) -> ui.LayoutView:
    """Return the card that says that there are no articles, and how they are added."""
    return card(text(phrases.empty_library.format(add=command_phrases.typed("library.add", phrases))))


def search(
    asked: str,
    passages: Sequence[RankedPassage],
    phrases: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    show: ShowPassage | None = None,
    drawn: Item | None = None,
) -> ui.LayoutView:
    """Return the list of passages for some words, best first, PASSAGES on a page; below it the timeline's picture."""
    words = escaping.plain(asked, limit=QUESTION)
    if not passages:
        return card(text(phrases.library.nothing_found.format(words=words)), buttons=buttons)
    head = text(
        heading(phrases.library.found.format(words=words)),
        "" if wording.has_words(passages) else small(phrases.library.near_in_meaning),
    )
    blocks, below = (
        [_passage(each, phrases, show) for each in on_page(passages, page, PASSAGES)],
        [drawn] if drawn else [],
    )
    return list_card(head, blocks, len(passages), phrases, page=page, a_page=PASSAGES, below=below, buttons=buttons)


def digest(
    made: Digest, phrases: Phrases, *, page: int = 0, buttons: Sequence[Item] = (), show: Show | None = None
) -> ui.LayoutView:
    """Return the list of what several articles say about some words, by date, ENTRIES on a page."""
    words = escaping.plain(made.words, limit=QUESTION)
    if not made.entries:
        return card(text(_nothing_said(made, phrases)), buttons=buttons)
    head = text(heading(phrases.library.digest.format(words=words)))
    blocks = [_digest_entry(digest_entry, phrases, show) for digest_entry in on_page(made.entries, page, ENTRIES)]
    return list_card(head, blocks, len(made.entries), phrases, page=page, a_page=ENTRIES, buttons=buttons)


def _nothing_said(made: Digest, phrases: Phrases) -> str:
    """Return the remark on a digest without a sentence: which of the words no article has."""
    gap, words = wording.find_gap(made)
    remarks = {
        "not_mentioned": phrases.library.not_mentioned,
        "not_together": phrases.library.not_together,
        "no_content": phrases.library.no_content,
    }
    return remarks[gap].format(words=escaping.plain(words, limit=QUESTION))


def picture(name: str, asked: str, counted: Timeline, phrases: Phrases) -> Item:
    """Return the timeline's picture, attached under a name, with a description for people who cannot see it."""
    peak = max(counted.periods, key=lambda period: period.sentences)
    alternative = phrases.library.timeline.format(
        words=asked,
        sentences=phrases.count(sum(period.sentences for period in counted.periods), phrases.library.sentences),
        articles=phrases.count(sum(period.articles for period in counted.periods), phrases.library.articles),
        first=counted.periods[0].start,
        last=counted.periods[-1].start,
        peak=peak.start,
    )
    described = wording.shortened(alternative, ALTERNATIVE)
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=described))


def gaps(
    unanswered: Sequence[UnansweredQuestion],
    phrases: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    answer: Callable[[UnansweredQuestion], Item] | None = None,
) -> ui.LayoutView:
    """Return the list of unanswered questions, GAPS on a page."""
    head = text(heading(phrases.library.gaps), "" if unanswered else phrases.library.no_gaps)
    blocks = [_gap(gap, phrases, answer) for gap in on_page(unanswered, page, GAPS)]
    return list_card(head, blocks, len(unanswered), phrases, page=page, a_page=GAPS, buttons=buttons)


def locations(
    followed: Sequence[Location], phrases: Phrases, *, page: int = 0, buttons: Sequence[Item] = ()
) -> ui.LayoutView:
    """Return the locations that are read again, LOCATIONS on a page, each with when it was read last."""
    head = text(heading(phrases.keeping.followed), "" if followed else phrases.library.nothing_followed)
    blocks = [_location(location, phrases) for location in on_page(followed, page, LOCATIONS)]
    return list_card(head, blocks, len(followed), phrases, page=page, a_page=LOCATIONS, buttons=buttons)


def _location(location: Location, phrases: Phrases) -> Item:
    date = escaping.plain(wording.date(location.read), limit=DATE)
    read = phrases.keeping.last_read.format(date=date) if location.read else phrases.keeping.never_read
    return text(escaping.plain(source_address(location.location), limit=TITLE), small(read))


def _article(article: ArticleCard, phrases: Phrases) -> Item:
    page = Citation(
        article_id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        start=0,
        end=0,
        quote="",
    )
    return entry(
        source_line(article.title, article.published, article.source, phrases),
        small(article_size(article, phrases)),
        button=open_button(page, phrases, None),
    )


def _passage(ranked: RankedPassage, phrases: Phrases, show: ShowPassage | None) -> Item:
    under, passage = wording.section_and_text(ranked.passage)
    return entry(
        source_line(ranked.title, None, "", phrases),
        small(escaping.plain(under, limit=TITLE)) if escaping.has_ink(under) else "",
        escaping.block(escaping.plain(passage, limit=EXCERPT)),
        button=show(ranked) if show else None,
    )


def _digest_entry(digest_entry: DigestEntry, phrases: Phrases, show: Show | None) -> Item:
    first = digest_entry.citations[0]
    quotes = " ".join(citation.quote for citation in digest_entry.citations)
    titles = escaping.plain("; ".join(shown_title(other.title, phrases) for other in digest_entry.also), limit=TITLE)
    return entry(
        escaping.block(escaping.plain(quotes, limit=EXCERPT)),
        small(source_line(first.title, first.published, "", phrases)),
        small(phrases.answers.also_in.format(titles=titles)) if digest_entry.also else "",
        button=open_button(first, phrases, show),
    )


def _gap(gap: UnansweredQuestion, phrases: Phrases, answer: Callable[[UnansweredQuestion], Item] | None = None) -> Item:
    known = escaping.has_ink(gap.question)
    nearest = phrases.library.no_nearest
    if gap.title is not None:
        nearest = phrases.library.nearest.format(title=escaping.plain(shown_title(gap.title, phrases), limit=TITLE))
    return entry(
        f"**{escaping.plain(gap.question, limit=TITLE)}**" if known else phrases.library.forgotten,
        small(f"{phrases.count(gap.times, phrases.library.asked)} · {nearest}"),
        button=answer(gap) if answer and known else None,
    )

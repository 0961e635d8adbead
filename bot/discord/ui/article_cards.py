"""The text of an article as Discord shows it: the passage around a quote, and the sentences of a summary."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import (
    LEAD,
    QUESTION,
    Item,
    Show,
    asked_question,
    card,
    citation_line,
    entry,
    heading,
    open_button,
    optional_text,
    small,
    source_line,
    text,
)
from bot.discord.ui.list_pages import list_card, on_page
from bot.discord.ui.truncation import ELLIPSIS, size
from bot.i18n import Phrases
from retrieval import Citation, Passage, Summary

PASSAGE = 3_000  # characters of a passage
SENTENCES = 8  # sentences of a summary a page


def passage(
    citation: Citation,
    around: Passage | None,
    phrases: Phrases,
    *,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
) -> ui.LayoutView:
    """Return the card of a passage with the quote in bold.

    It has only the quote if the article has changed (`around` is None), or a message is quoted: it has no article.
    """
    has_changed = around is None and bool(citation.article_id)
    first = open_button(citation, phrases, show)
    under = "" if around is None else asked_question(_before(around).lstrip("#"))
    return card(
        text(heading(phrases.answers.passage), citation_line(citation, phrases)),
        *optional_text(small(phrases.answers.replaced) if has_changed else "", under),
        text(escaping.block(_around(citation, around))),
        buttons=[*([first] if first else []), *buttons],
    )


def summary(
    made: Summary,
    phrases: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
) -> ui.LayoutView:
    """Return the card of a summary: each sentence beside the button that opens its place; SENTENCES on a page."""
    article, focus = made.article, escaping.plain(made.focus, limit=QUESTION)
    on = phrases.answers.focus.format(focus=focus) if escaping.has_ink(made.focus) else ""
    nothing = phrases.answers.unspoken.format(focus=focus) if on else phrases.answers.no_summary
    head = text(
        heading(phrases.answers.summary),
        source_line(article.title, article.published, article.source, phrases),
        small(on),
    )
    blocks = [_sentence(citation, phrases, show) for citation in on_page(made.citations, page, SENTENCES)]
    below = [] if made.citations else [text(nothing)]
    return list_card(
        head, blocks, len(made.citations), phrases, page=page, a_page=SENTENCES, below=below, buttons=buttons
    )


def _sentence(citation: Citation, phrases: Phrases, show: Show | None) -> Item:
    return entry(
        escaping.block(escaping.plain(citation.quote, limit=LEAD)), button=open_button(citation, phrases, show)
    )


def _around(citation: Citation, around: Passage | None) -> str:
    """Return the sentences of the passage with the quote in bold.

    They begin with the quote if it would be cut off otherwise.
    """
    if around is None:
        return escaping.quoted(citation.quote, limit=PASSAGE)
    start = around.start + len(_before(around))
    body, mark = around.text[len(_before(around)) :], (citation.start - start, citation.end - start)
    if not 0 <= mark[0] < mark[1] <= len(body):
        return escaping.quoted(body, limit=PASSAGE)
    if size(escaping.quoted(body[: mark[1]])) + len("****") + len(ELLIPSIS) <= PASSAGE:
        return escaping.quoted(body, mark=mark, limit=PASSAGE)
    quote = body[mark[0] : mark[1]]
    begin = mark[0] + len(quote) - len(quote.lstrip())  # blanks at the beginning are not shown
    later = escaping.quoted(body[begin:], mark=(0, mark[1] - begin), limit=PASSAGE - len(f"{ELLIPSIS} "))
    return f"{ELLIPSIS} {later}"


def _before(around: Passage) -> str:
    """Return the text before a passage's sentences: its heading, if it has one."""
    return around.text[: around.sentences[0].start - around.start]

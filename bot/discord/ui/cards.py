"""Answers as Discord shows them: each function makes a message from records and phrases, and touches no network.

Buttons that do something come from the caller, ready made; links are made here. Whatever stands in the records, a card
keeps Discord's limits (`card_parts`) as long as it is given no more than `card_parts.BUTTONS` buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import (
    GOOD,
    QUESTION,
    TITLE,
    Item,
    Show,
    asked,
    card,
    citation_line,
    cited,
    entry,
    heading,
    on_page,
    opener,
    optional,
    page_line,
    small,
    text,
    titled,
)
from bot.discord.ui.truncation import ELLIPSIS, size
from bot.i18n import Phrases, command_phrases
from bot.render import quote_excerpt
from retrieval import Answer, Citation, NoAnswer, Passage, Reply, Summary, normalise

QUOTE = 2_400  # characters of the one sentence that answers
PASSAGE = 3_000
LEAD = 280
LEADS = 5  # leads on a card; the rest is behind "more evidence"
EVIDENCE = 5  # further sentences a page
SENTENCES = 8  # sentences of a summary a page


def answer(
    reply: Answer,
    phrases: Phrases,
    *,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
    question: bool = True,
    mean: Item | None = None,
    note: str = "",
) -> ui.LayoutView:
    """The sentence as a quote with its exact answer bold, where it stands, and how sure that is.

    Args:
        reply: what was found.
        phrases: the words around it.
        buttons: what the card offers, in this order, after the link.
        show: makes the button that shows the passage, for a source that is no web page.
        question: whether the question heads the card; a reply to a message need not repeat it.
        mean: opens the form for the question that was meant, where another was understood.
        note: own words in small print at the end.
    """
    mark = quote_excerpt.inside(reply.citation, reply.highlight)
    quote = escaping.plain(reply.citation.quote, mark=(mark.start, mark.end) if mark else None, limit=QUOTE)
    sure = phrases.answers.sure.format(
        certainty=phrases.certainty(reply.confidence), percentage=phrases.percentage(reply.confidence)
    )
    first = opener(reply.citation, phrases, show)
    return card(
        *_head(reply, phrases, question=question, mean=mean),
        text(escaping.block(quote)),
        text(
            citation_line(reply.citation, phrases),
            small(_also(reply, phrases)),
            small(phrases.answers.confidence.format(sure=sure)),
            small(note),
        ),
        buttons=[*([first] if first else []), *buttons],
        colour=GOOD,
    )


def silence(
    reply: NoAnswer,
    phrases: Phrases,
    *,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
    question: bool = True,
    mean: Item | None = None,
    empty: bool = False,
) -> ui.LayoutView:
    """That the articles do not say, and the nearest sentences, marked as no answer.

    Args:
        reply: what was found instead.
        phrases: the words around it.
        buttons: what the card offers.
        show: makes the button that shows the passage, for a source that is no web page.
        question: whether the question heads the card.
        mean: opens the form for the question that was meant, where another was understood.
        empty: whether the library has no article at all.
    """
    if empty:
        sentence = phrases.empty_library.format(add=command_phrases.typed("library.add", phrases))
        return card(*_head(reply, phrases, question=question, mean=mean), text(sentence), buttons=buttons)
    leads = reply.nearest[:LEADS]
    return card(
        *_head(reply, phrases, question=question, mean=mean),
        text(heading(phrases.no_answer), small(phrases.leads) if leads else ""),
        *[_lead(lead, phrases, show) for lead in leads],
        buttons=buttons,
    )


def vague(
    reply: NoAnswer,
    phrases: Phrases,
    *,
    buttons: Sequence[Item] = (),
    read: Callable[[int], Item] | None = None,
    question: bool = True,
) -> ui.LayoutView:
    """What a question may mean that is too vague to answer, to choose from.

    Args:
        reply: with its readings.
        phrases: the words around them.
        buttons: what the card offers.
        read: makes the button that asks the reading of a number; None: they are only told.
        question: whether the question heads the card.
    """
    readings = [escaping.plain(reading, limit=QUESTION) for reading in reply.readings]
    return card(
        *_head(reply, phrases, question=question),
        text(heading(phrases.answers.vague)),
        *[entry(reading, button=read(number) if read else None) for number, reading in enumerate(readings)],
        buttons=buttons,
    )


def passage(
    citation: Citation,
    home: Passage | None,
    phrases: Phrases,
    *,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
) -> ui.LayoutView:
    """The passage with the quote bold in it; the quote alone where the article has changed since (`home` is None)."""
    first = opener(citation, phrases, show)
    under = "" if home is None else asked(_before(home).lstrip("#"))
    return card(
        text(heading(phrases.answers.passage), citation_line(citation, phrases)),
        *optional(small(phrases.answers.replaced) if home is None else "", under),
        text(escaping.block(_around(citation, home))),
        buttons=[*([first] if first else []), *buttons],
    )


def more(
    question: str,
    citations: Sequence[Citation],
    phrases: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
) -> ui.LayoutView:
    """Further sentences, EVIDENCE on a page."""
    on_card = on_page(citations, page, EVIDENCE)
    return card(
        text(heading(phrases.answers.more), asked(question)),
        *[_evidence(citation, phrases, show) for citation in on_card],
        *([] if on_card else [text(phrases.answers.no_more)]),
        *optional(page_line(len(citations), page, EVIDENCE, phrases)),
        buttons=buttons,
    )


def summary(
    made: Summary,
    phrases: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
) -> ui.LayoutView:
    """The chosen sentences of an article, each beside what leads to its place; SENTENCES on a page."""
    article, focus = made.article, escaping.plain(made.focus, limit=QUESTION)
    on = phrases.answers.focus.format(focus=focus) if escaping.has_ink(made.focus) else ""
    nothing = phrases.answers.unspoken.format(focus=focus) if on else phrases.answers.no_summary
    return card(
        text(
            heading(phrases.answers.summary),
            cited(article.title, article.published, article.source, phrases),
            small(on),
        ),
        *[
            entry(escaping.block(escaping.plain(citation.quote, limit=LEAD)), button=opener(citation, phrases, show))
            for citation in on_page(made.citations, page, SENTENCES)
        ],
        *([] if made.citations else [text(nothing)]),
        *optional(page_line(len(made.citations), page, SENTENCES, phrases)),
        buttons=buttons,
    )


def _head(reply: Reply, phrases: Phrases, *, question: bool, mean: Item | None = None) -> list[Item]:
    """The question as it was asked, and as it was understood where that differs."""
    own = optional(asked(reply.asked)) if question else []
    if reply.question.split() == normalise(reply.asked).split() or not escaping.has_ink(reply.question):
        return own
    understood = escaping.plain(reply.question, limit=QUESTION)
    return [*own, entry(small(phrases.answers.understood.format(question=understood)), button=mean)]


def _also(reply: Answer, phrases: Phrases) -> str:
    """In which other articles nearly the same stands."""
    titles = "; ".join(titled(article.title, phrases) for article in reply.also)
    return phrases.answers.also_in.format(titles=escaping.plain(titles, limit=TITLE)) if titles else ""


def _lead(citation: Citation, phrases: Phrases, show: Show | None) -> Item:
    """A sentence that is no answer: in plain type, for a quote's bar is what an answer has."""
    quote = escaping.plain(citation.quote, limit=LEAD)
    return entry(quote, small(citation_line(citation, phrases)), button=opener(citation, phrases, show))


def _evidence(citation: Citation, phrases: Phrases, show: Show | None) -> Item:
    quote = escaping.block(escaping.plain(citation.quote, limit=LEAD))
    return entry(quote, small(citation_line(citation, phrases)), button=opener(citation, phrases, show))


def _around(citation: Citation, home: Passage | None) -> str:
    """The sentences of the passage with the quote bold; from the quote on, if it would be cut off otherwise."""
    if home is None:
        return escaping.quoted(citation.quote, limit=PASSAGE)
    start = home.start + len(_before(home))
    body, mark = home.text[len(_before(home)) :], (citation.start - start, citation.end - start)
    if not 0 <= mark[0] < mark[1] <= len(body):
        return escaping.quoted(body, limit=PASSAGE)
    if size(escaping.quoted(body[: mark[1]])) + len("****") + len(ELLIPSIS) <= PASSAGE:
        return escaping.quoted(body, mark=mark, limit=PASSAGE)
    quote = body[mark[0] : mark[1]]
    begin = mark[0] + len(quote) - len(quote.lstrip())  # a text that opens with a blank is shown without it
    later = escaping.quoted(body[begin:], mark=(0, mark[1] - begin), limit=PASSAGE - len(f"{ELLIPSIS} "))
    return f"{ELLIPSIS} {later}"


def _before(home: Passage) -> str:
    """What stands before a passage's sentences: the heading, if it opens with one."""
    return home.text[: home.sentences[0].start - home.start]

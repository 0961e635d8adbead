"""Replies to questions as Discord shows them: each function makes a message from records and phrases.

It sends nothing. Buttons that act come from the caller; links are made here. Whatever the records contain, a card keeps
Discord's limits (`card_parts`) as long as it gets no more than `card_parts.BUTTONS` buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import (
    AMBER,
    DATE,
    GOOD,
    LEAD,
    QUESTION,
    TITLE,
    Item,
    Show,
    asked_question,
    card,
    citation_line,
    entry,
    heading,
    open_button,
    optional_text,
    shown_title,
    small,
    text,
)
from bot.discord.ui.list_pages import list_card, on_page
from bot.i18n import Phrases, command_phrases
from bot.render import quote_excerpt, wording
from retrieval import Answer, Citation, NoAnswer, Reply, normalise

QUOTE = 2_400  # characters of the sentence that answers
UNSURE_QUOTE = 1_200  # likewise on a card that shows further sentences beside it
BESIDE_QUOTE = 2 * LEAD + TITLE + DATE  # characters of its context and of what it overtakes
ALTERNATIVES = 2  # further sentences beside one that may answer
LEADS = 5  # leads on a card; the rest is behind "more evidence"
EVIDENCE = 5  # further sentences a page


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
    """Return the card of an answer: the quote with the exact answer in bold, its source, and the confidence.

    An unsure answer is said to be one, on a card of another colour, with the next sentences under it.

    Args:
        reply: what was found.
        phrases: the words around it.
        buttons: what the card offers, in this order, after the link.
        show: makes the button that shows the passage, for a source that is no web page.
        question: whether the question heads the card; a reply to a message need not repeat it.
        mean: opens the form for the question that was meant, where another was understood.
        note: own words in small print at the end.
    """
    mark, is_sure = quote_excerpt.inside(reply.citation, reply.highlight), reply.grade == "sure"
    limit = (QUOTE if is_sure else UNSURE_QUOTE) - (BESIDE_QUOTE if reply.citation.further or reply.superseded else 0)
    joined = quote_excerpt.join_parts(reply.citation)
    place = (joined.main + mark.start, joined.main + mark.end) if mark else None
    escape = escaping.quoted if reply.citation.further else escaping.plain  # parts keep their lines
    quote = escape(joined.text, mark=place, limit=limit)
    sure = phrases.answers.sure.format(
        certainty=phrases.certainty(reply.confidence), percentage=phrases.percentage(reply.confidence)
    )
    first = open_button(reply.citation, phrases, show)
    return card(
        *_head(reply, phrases, question=question, mean=mean),
        *optional_text("" if is_sure else heading(phrases.unsure)),
        text(small(escaping.plain(joined.context, limit=LEAD)), escaping.block(quote)),
        text(
            citation_line(reply.citation, phrases),
            small(_overtaken(reply, phrases)),
            small(_also(reply, phrases)),
            small(phrases.answers.confidence.format(sure=sure)),
            small(note),
        ),
        *([] if is_sure else _alternatives(reply, phrases, show)),
        buttons=[*([first] if first else []), *buttons],
        colour=GOOD if is_sure else AMBER,
    )


def no_answer(
    reply: NoAnswer,
    phrases: Phrases,
    *,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
    question: bool = True,
    mean: Item | None = None,
    empty: bool = False,
    note: str = "",
) -> ui.LayoutView:
    """Return the card without an answer: it says so, and shows the nearest sentences, marked as no answer.

    Args:
        reply: what was found instead.
        phrases: the words around it.
        buttons: of the card.
        show: makes the button that shows the passage, for a source that is no web page.
        question: True: it heads the card.
        mean: opens the form for the question that was meant, where another was understood.
        empty: whether the library has no article at all.
        note: own words in small print at the end.
    """
    if empty:
        sentence = phrases.empty_library.format(add=command_phrases.typed("library.add", phrases))
        return card(*_head(reply, phrases, question=question, mean=mean), text(sentence), buttons=buttons)
    leads = reply.nearest[:LEADS]
    return card(
        *_head(reply, phrases, question=question, mean=mean),
        text(heading(phrases.no_answer), small(phrases.leads) if leads else ""),
        *[_lead(lead, phrases, show) for lead in leads],
        *optional_text(small(note)),
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
    """Return the card of a question that is too vague, or is several: what it may mean or consists of, to choose from.

    Args:
        reply: with its readings.
        phrases: the words around them.
        buttons: of the card.
        read: makes the button that asks the reading of a number; None: without buttons.
        question: True: it heads the card.
    """
    readings = [escaping.plain(reading, limit=QUESTION) for reading in reply.readings]
    return card(
        *_head(reply, phrases, question=question),
        text(heading(phrases.answers.several if reply.asks_several else phrases.answers.vague)),
        *[entry(reading, button=read(number) if read else None) for number, reading in enumerate(readings)],
        buttons=buttons,
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
    """Return the card of further sentences, EVIDENCE on a page."""
    head = text(heading(phrases.answers.more), asked_question(question))
    below = [] if citations else [text(phrases.answers.no_more)]
    blocks = [_evidence(citation, phrases, show) for citation in on_page(citations, page, EVIDENCE)]
    return list_card(head, blocks, len(citations), phrases, page=page, a_page=EVIDENCE, below=below, buttons=buttons)


def _head(reply: Reply, phrases: Phrases, *, question: bool, mean: Item | None = None) -> list[Item]:
    """Return the question as asked, and as understood if that differs."""
    own = optional_text(asked_question(reply.asked)) if question else []
    if reply.question.split() == normalise(reply.asked).split() or not escaping.has_ink(reply.question):
        return own
    understood = escaping.plain(reply.question, limit=QUESTION)
    return [*own, entry(small(phrases.answers.understood.format(question=understood)), button=mean)]


def _alternatives(reply: Answer, phrases: Phrases, show: Show | None) -> list[Item]:
    """Return the sentences that may answer where the first does not."""
    others = reply.others[:ALTERNATIVES]
    return [
        *optional_text(small(phrases.alternatives) if others else ""),
        *[_lead(other, phrases, show) for other in others],
    ]


def _overtaken(reply: Answer, phrases: Phrases) -> str:
    """Return what the answer overtakes, with date and article; what contradicts it, where no order is known."""
    superseded = reply.superseded
    if superseded is None:
        return ""
    phrase = phrases.answers.earlier if superseded.relation == "earlier" else phrases.answers.contradicts
    cited = superseded.citation
    title = escaping.plain(shown_title(cited.title, phrases), limit=TITLE)
    day = escaping.plain(wording.date(superseded.date), limit=DATE) if superseded.date else ""
    source = f"{title}, {day}" if day else title
    return phrase.format(quote=escaping.plain(cited.quote, limit=LEAD), source=source)


def _also(reply: Answer, phrases: Phrases) -> str:
    """Return the titles of other articles that say nearly the same."""
    titles = "; ".join(shown_title(article.title, phrases) for article in reply.also)
    return phrases.answers.also_in.format(titles=escaping.plain(titles, limit=TITLE)) if titles else ""


def _lead(citation: Citation, phrases: Phrases, show: Show | None) -> Item:
    """Return a sentence that is no answer, in plain type: only an answer has the bar of a quote."""
    quote = escaping.plain(citation.quote, limit=LEAD)
    return entry(quote, small(citation_line(citation, phrases)), button=open_button(citation, phrases, show))


def _evidence(citation: Citation, phrases: Phrases, show: Show | None) -> Item:
    quote = escaping.block(escaping.plain(citation.quote, limit=LEAD))
    return entry(quote, small(citation_line(citation, phrases)), button=open_button(citation, phrases, show))

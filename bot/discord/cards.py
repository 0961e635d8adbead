"""Answers as Discord shows them: each function makes a message from records and phrases, and touches no network.

Buttons that do something come from the caller, ready made; links are made here. Whatever stands in the records, a card
keeps Discord's limits (`card_parts`) as long as it is given no more than `card_parts.BUTTONS` buttons.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from discord import ui

from bot import quotes
from bot.discord import escaping
from bot.discord.card_parts import (
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
from bot.discord.cutting import ELLIPSIS, size
from bot.ledger.records import Reasons, Runner
from bot.phrases import Phrases, commands
from retrieval.records import Answer, Citation, NoAnswer, Passage, Reply, Summary

QUOTE = 2_400  # characters of the one sentence that answers
PASSAGE = 3_000
LEAD = 280
LEADS = 5  # leads on a card; the rest is behind "more evidence"
EVIDENCE = 5  # further sentences a page
SENTENCES = 8  # sentences of a summary a page
TERMS = 400


def answer(
    reply: Answer,
    say: Phrases,
    *,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
    question: bool = True,
    note: str = "",
) -> ui.LayoutView:
    """The sentence as a quote with its exact answer bold, where it stands, and how sure that is.

    Args:
        reply: what was found.
        say: the words around it.
        buttons: what the card offers, in this order, after the link.
        show: makes the button that shows the passage, for a source that is no web page.
        question: whether the question heads the card; a reply to a message need not repeat it.
        note: own words in small print at the end.
    """
    mark = quotes.inside(reply.citation, reply.highlight)
    said = escaping.plain(reply.citation.quote, mark=(mark.start, mark.end) if mark else None, limit=QUOTE)
    sure = say.answers.sure.format(
        certainty=say.certainty(reply.confidence), percentage=say.percentage(reply.confidence)
    )
    first = opener(reply.citation, say, show)
    return card(
        *_head(reply, say, question=question),
        text(escaping.block(said)),
        text(
            citation_line(reply.citation, say),
            small(_also(reply, say)),
            small(say.answers.confidence.format(sure=sure)),
            small(note),
        ),
        buttons=[*([first] if first else []), *buttons],
        colour=GOOD,
    )


def silence(
    reply: NoAnswer,
    say: Phrases,
    *,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
    question: bool = True,
    empty: bool = False,
) -> ui.LayoutView:
    """That the articles do not say, and the nearest sentences, marked as no answer.

    Args:
        reply: what was found instead.
        say: the words around it.
        buttons: what the card offers.
        show: makes the button that shows the passage, for a source that is no web page.
        question: whether the question heads the card.
        empty: whether the library has no article at all.
    """
    if empty:
        said = say.empty_library.format(add=commands.typed("library.add", say))
        return card(*_head(reply, say, question=question), text(said), buttons=buttons)
    leads = reply.nearest[:LEADS]
    return card(
        *_head(reply, say, question=question),
        text(heading(say.no_answer), small(say.leads) if leads else ""),
        *[_lead(one, say, show) for one in leads],
        buttons=buttons,
    )


def passage(
    citation: Citation, home: Passage | None, say: Phrases, *, buttons: Sequence[Item] = (), show: Show | None = None
) -> ui.LayoutView:
    """The passage with the quote bold in it; the quote alone where the article has changed since (`home` is None)."""
    first = opener(citation, say, show)
    under = "" if home is None else asked(_before(home).lstrip("#"))
    return card(
        text(heading(say.answers.passage), citation_line(citation, say)),
        *optional(small(say.answers.replaced) if home is None else "", under),
        text(escaping.block(_around(citation, home))),
        buttons=[*([first] if first else []), *buttons],
    )


def more(
    question: str,
    citations: Sequence[Citation],
    say: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
) -> ui.LayoutView:
    """Further sentences, EVIDENCE on a page."""
    shown = on_page(citations, page, EVIDENCE)
    return card(
        text(heading(say.answers.more), asked(question)),
        *[_evidence(one, say, show) for one in shown],
        *([] if shown else [text(say.answers.no_more)]),
        *optional(page_line(len(citations), page, EVIDENCE, say)),
        buttons=buttons,
    )


def summary(
    made: Summary,
    say: Phrases,
    *,
    page: int = 0,
    buttons: Sequence[Item] = (),
    show: Show | None = None,
) -> ui.LayoutView:
    """The chosen sentences of an article, each beside what leads to its place; SENTENCES on a page."""
    article, focus = made.article, escaping.plain(made.focus, limit=QUESTION)
    on = say.answers.focus.format(focus=focus) if escaping.has_ink(made.focus) else ""
    nothing = say.answers.unspoken.format(focus=focus) if on else say.answers.no_summary
    return card(
        text(heading(say.answers.summary), cited(article.title, article.published, article.source, say), small(on)),
        *[
            entry(escaping.block(escaping.plain(one.quote, limit=LEAD)), button=opener(one, say, show))
            for one in on_page(made.citations, page, SENTENCES)
        ],
        *([] if made.citations else [text(nothing)]),
        *optional(page_line(len(made.citations), page, SENTENCES, say)),
        buttons=buttons,
    )


def why(
    reply: Reply, reasons: Reasons, say: Phrases, *, live: Container[str] | None = None, buttons: Sequence[Item] = ()
) -> ui.LayoutView:
    """How the reply came about: the words, the best sentence's figures, the threshold, and the runner-up.

    Args:
        reply: what was shown.
        reasons: what was kept about it.
        say: the words around it.
        live: ids of articles that are still in the library: of others nothing is quoted. None: all are.
        buttons: what the card offers.
    """
    answered = isinstance(reply, Answer)
    return card(
        text(heading(say.why.answered if answered else say.why.not_answered), asked(reply.question)),
        text(*_figures(reply, reasons, say)),
        text(*_runner_up(reasons.runners, say, live)),
        buttons=buttons,
    )


def _head(reply: Reply, say: Phrases, *, question: bool) -> list[Item]:
    """The question as it was asked, and as it was understood where that differs."""
    lines = [asked(reply.asked)] if question else []
    if reply.question.split() != reply.asked.split() and escaping.has_ink(reply.question):
        understood = escaping.plain(reply.question, limit=QUESTION)
        lines.append(small(say.answers.understood.format(question=understood)))
    return optional(*lines)


def _also(reply: Answer, say: Phrases) -> str:
    """In which other articles nearly the same stands."""
    titles = "; ".join(titled(one.title, say) for one in reply.also)
    return say.answers.also_in.format(titles=escaping.plain(titles, limit=TITLE)) if titles else ""


def _lead(citation: Citation, say: Phrases, show: Show | None) -> Item:
    """A sentence that is no answer: in plain type, for a quote's bar is what an answer has."""
    said = escaping.plain(citation.quote, limit=LEAD)
    return entry(said, small(citation_line(citation, say)), button=opener(citation, say, show))


def _evidence(citation: Citation, say: Phrases, show: Show | None) -> Item:
    said = escaping.block(escaping.plain(citation.quote, limit=LEAD))
    return entry(said, small(citation_line(citation, say)), button=opener(citation, say, show))


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


def _figures(reply: Reply, reasons: Reasons, say: Phrases) -> list[str]:
    """What was searched for, and how the best sentence meets it."""
    lines = [say.why.terms.format(terms=_listed(reasons.terms))] if reasons.terms else []
    for best in reasons.runners[:1]:
        lines += [
            say.why.matched.format(terms=_listed(best.matched) or say.why.none),
            say.why.similarity.format(percentage=say.share(best.similarity)),
            say.why.coverage.format(percentage=say.share(best.coverage)),
        ]
    sure, needed = say.percentage(reply.confidence), say.percentage(reasons.threshold)
    return [*lines, say.why.sure.format(percentage=sure, threshold=needed)]


def _listed(terms: Sequence[str]) -> str:
    return escaping.plain(", ".join(terms), limit=TERMS)


def _runner_up(runners: Sequence[Runner], say: Phrases, live: Container[str] | None) -> list[str]:
    if len(runners) < 2:  # noqa: PLR2004  the best and the next
        return [say.why.no_runner_up]
    if live is not None and runners[1].article_id not in live:
        return [say.why.runner_up, small(say.refusals.gone)]
    said = escaping.block(escaping.plain(runners[1].quote, limit=LEAD))
    return [say.why.runner_up, said, small(cited(runners[1].title, None, "", say))]

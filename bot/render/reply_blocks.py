"""Builds the blocks of each reply from its records, once for every writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.render import amounts, confidence_words, wording
from bot.render.blocks import Block, Excerpt, Heading, Lead, Note, Paragraph, Picture, Quote, Table
from bot.render.quote_excerpt import Quoted
from retrieval import (
    Answer,
    Article,
    Digest,
    Examination,
    Origin,
    Passage,
    RankedPassage,
    Reply,
    Summary,
    Talk,
    Timeline,
)

ALTERNATIVES = 2  # further sentences that are shown beside an unsure answer


def reply(examination: Examination, quotes: Sequence[Quoted], *, took: float, leads: int) -> list[Block]:
    """Return an answer with its confidence, the readings of a vague question, leads, or the sentence of a talk.

    Args:
        examination: the reply and how it came about.
        quotes: the quotes of the reply, the answer first.
        took: milliseconds that the reply took.
        leads: how many of the nearest sentences are shown.
    """
    if isinstance(examination.reply, Talk):
        return [Note(text=examination.reply.text, tone="plain")]
    if isinstance(examination.reply, Answer):
        return [
            *_understood(examination.reply),
            *_answer(examination.reply, quotes, took=took),
            *_optional(examination.advice),
        ]
    if readings := wording.readings(examination.reply):
        return [Note(text=readings[0], tone="refusal"), *(Note(text=line, tone="plain") for line in readings[1:])]
    blocks: list[Block] = [*_understood(examination.reply), Note(text=wording.SILENCE, tone="refusal")]
    if quotes and leads:
        blocks.append(Note(text=wording.LEADS))
        blocks += [Lead(citation=quoted.citation) for quoted in quotes[:leads]]
    return [*blocks, Note(text=amounts.duration(took), tone="timing"), *_optional(examination.advice)]


def _understood(asked: Reply) -> list[Block]:
    return _optional(wording.understood(asked))


def _optional(text: str) -> list[Block]:
    return [Note(text=text)] if text else []


def _answer(answer: Answer, quotes: Sequence[Quoted], *, took: float) -> Iterator[Block]:
    """Yield the quote with its confidence; of an unsure answer marked as such, with the next best sentences."""
    is_unsure = answer.grade == "unsure"
    if is_unsure:
        yield Note(text=wording.UNSURE, tone="refusal")
    yield Quote(quoted=quotes[0])
    if answer.superseded:
        yield Note(text=wording.overtaken(answer.superseded), tone="detail")
    if answer.also:
        yield Note(text=wording.also(answer.also), tone="detail")
    yield Note(text=f"{confidence_words.confidence(answer.confidence)} · {amounts.duration(took)}", tone="confidence")
    alternatives = quotes[1 : 1 + ALTERNATIVES] if is_unsure else ()
    if alternatives:
        yield Note(text=wording.ALTERNATIVES)
        yield from (Lead(citation=quoted.citation) for quoted in alternatives)


def quotes(shown: Sequence[Quoted]) -> list[Block]:
    """Return several quotes."""
    return [Quote(quoted=quoted) for quoted in shown]


def passages(ranked: Sequence[RankedPassage]) -> list[Block]:
    """Ranked passages: place, title and range, then the text; first a note where none has any of the words."""
    blocks: list[Block] = [] if wording.has_words(ranked) else [Note(text=wording.NEAR_IN_MEANING)]
    for position, passage in enumerate(ranked, start=1):
        section, text = wording.section_and_text(passage.passage)
        title = f"{position}. {wording.one_line(passage.title)}"
        details = tuple(wording.passage_details(passage, section))
        blocks += [Heading(text=title, details=details, level="passage"), Paragraph(text=text, indented=True)]
    return blocks


def article(shown: Article, parts: Sequence[Passage], origins: Sequence[Origin] = ()) -> list[Block]:
    """Return an article: what is known about it, then its passages with their ranges."""
    about = " · ".join(filter(None, wording.about(shown, origins)))
    blocks: list[Block] = [Heading(text=wording.one_line(shown.title)), Note(text=about)]
    for passage in parts:
        blocks += [Heading(text=f"[{passage.start}–{passage.end}]", level="range"), Paragraph(text=passage.text)]
    return blocks


def summary(made: Summary) -> list[Block]:
    """Return a summary: the article's title, then each sentence with its range."""
    blocks: list[Block] = [Heading(text=wording.summary_title(made))]
    if made.focus and not made.citations:
        return [*blocks, Note(text=wording.UNSPOKEN.format(focus=wording.one_line(made.focus)))]
    if not made.citations:
        return [*blocks, Note(text=wording.NO_PROSE)]
    return [*blocks, *(Excerpt(citations=(citation,)) for citation in made.citations)]


def digest(made: Digest) -> list[Block]:
    """Return the title and date of each article of a digest, then its sentences with their ranges."""
    if not made.entries:
        return [Note(text=wording.nothing_said(made))]
    blocks: list[Block] = []
    for title, entries in wording.by_article(made):
        blocks.append(Heading(text=title))
        blocks += [Excerpt(citations=entry.citations, also=wording.also_in(entry)) for entry in entries]
    return blocks


def timeline(counted: Timeline) -> list[Block]:
    """Return how many articles and sentences speak of some words over time."""
    if counted.periods or counted.undated_articles:
        return [Picture(timeline=counted)]
    return [Note(text=wording.nothing_said(counted))]


def why(examination: Examination, best_sentences: Table, stages: Table) -> list[Block]:
    """Return how a reply came about: the reasons, the best sentences, and the time of each stage."""
    reasons = (Note(text=line, tone="plain") for line in _reasons(examination))
    return [*reasons, *(table for table in (best_sentences, stages) if table.rows)]


def _reasons(examination: Examination) -> list[str]:
    """Return the understood question, and the confidence of the best sentence beside the thresholds."""
    confidence, grade = confidence_words.percentage(examination.confidence), examination.reply.grade
    sure, unsure = map(confidence_words.percentage, (examination.thresholds.sure, examination.thresholds.unsure))
    return [
        wording.UNDERSTOOD.format(question=wording.one_line(examination.reply.question)),
        f"Terms: {wording.one_line(', '.join(examination.terms)) or 'none'}",
        f"Confidence of the best sentence: {confidence}; threshold: {sure} for sure, {unsure} for unsure: {grade}.",
    ]

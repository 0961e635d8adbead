"""Answers a follow-up from the quoted article: the sentence before or after, who said it, when it was, more of it.

Only "elsewhere" looks at other articles. Whatever is shown is a citation: a range of an article as it is stored now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from retrieval.conversation.followup_recognition import FollowupKind, FollowupOutcome, FollowupReply
from retrieval.core.records import Article, Question, StoredPassage, TextRange
from retrieval.core.reply_records import Citation
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.attribution import find_speaker
from retrieval.discourse.boilerplate import is_boilerplate
from retrieval.discourse.date_mentions import find_date_mention
from retrieval.discourse.datelines import dateline_length, read_dateline
from retrieval.discourse.near_duplicates import are_near_duplicates
from retrieval.discourse.origin_statements import find_byline, find_date_statement
from retrieval.summaries import query_focus
from retrieval.summaries.article_body import FetchStored, read_body

ON_EACH_SIDE = 2  # sentences of the quote's passage that "more" shows before it, and after it
MORE = 5  # sentences that it shows at most
ELSEWHERE = 4  # other articles that are quoted, one sentence of each
# How much a sentence of another article must be about the quote, in `query_focus.relevance`: a whole sentence is near
# in meaning to many of the same town. Of what was shown beside 92 quotes of examples/, judged by hand, this leaves out
# most that is about something else, and a quarter of what is not.
LEAST_ABOUT = 0.34
# How many sentences away from a quote a date is looked for: further away it is the date of something else more often.
NEAR = 5

# Takes a quote; returns it as a question, and the passages of the whole library that are nearest to it.
FindNear: TypeAlias = Callable[[str], tuple[Question, Sequence[StoredPassage]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A quote in its article."""

    article: Article
    stored: Sequence[StoredPassage]
    sentences: tuple[TextRange, ...]  # of the whole article, in order
    about: Citation

    @property
    def texts(self) -> list[str]:
        """The words of each sentence."""
        return [self.article.text[sentence.start : sentence.end] for sentence in self.sentences]

    def cite(self, at: int) -> Citation:
        return Citation.of(self.article, self.sentences[at])

    @property
    def first(self) -> int:
        """Number of sentences that end before the quote begins."""
        return sum(sentence.end <= self.about.start for sentence in self.sentences)

    @property
    def behind(self) -> int:
        """The position of the first sentence that begins behind the quote."""
        return len(self.sentences) - sum(sentence.start >= self.about.end for sentence in self.sentences)


def answer_followup(
    kind: FollowupKind, quote: Citation, *, others: Sequence[Citation], fetch: FetchStored, near: FindNear
) -> FollowupReply:
    """Answer a follow-up about a quote.

    Args:
        kind: what is asked about the quote.
        quote: the sentence. Where it has moved in its article, it is found again by its words.
        others: further sentences of the answer that the quote is from, for "more".
        fetch: gives the articles of the library that was asked.
        near: gives what is nearest to a quote in that library.

    Raises:
        LibraryDamaged: a stored sentence is not what the article's text has at its offsets.
    """
    entry = fetch(quote.article_id)
    if entry is None:
        return FollowupReply(kind=kind, outcome="gone", about=quote)
    page = _page(quote, *entry)
    if page is None:
        return FollowupReply(kind=kind, outcome="changed", about=quote)
    if kind in _IN_PAGE:
        return _IN_PAGE[kind](page)
    if kind == "more":
        return _reply(kind, page, _more(page, others, fetch))
    if kind == "elsewhere":
        return _reply(kind, page, _elsewhere(page, fetch, near))
    at = page.first - 1 if kind == "before" else page.behind
    return _reply(kind, page, [page.cite(at)] if 0 <= at < len(page.sentences) else [])


def _page(quote: Citation, article: Article, stored: Sequence[StoredPassage]) -> _Page | None:
    """Find the quote as its article has it now; None where the article does not have it."""
    sentences = tuple(sentence for entry in stored for sentence in entry.passage.sentences)
    span = _locate(quote, article.text, sentences)
    if span is None:
        return None
    return _Page(article=article, stored=stored, sentences=sentences, about=Citation.of(article, span))


def _locate(quote: Citation, text: str, sentences: Sequence[TextRange]) -> TextRange | None:
    """Find a quote's range: at its offsets, else the nearest sentence of its words, else where they first occur."""
    if not quote.quote:
        return None
    if text[quote.start : quote.end] == quote.quote:
        return TextRange(start=quote.start, end=quote.end)
    same = [sentence for sentence in sentences if text[sentence.start : sentence.end] == quote.quote]
    if same:
        return min(same, key=lambda sentence: abs(sentence.start - quote.start))
    start = text.find(quote.quote)
    return TextRange(start=start, end=start + len(quote.quote)) if start >= 0 else None


def _reply(kind: FollowupKind, page: _Page, citations: Sequence[Citation]) -> FollowupReply:
    outcome: FollowupOutcome = "found" if citations else "nothing"
    return FollowupReply(kind=kind, outcome=outcome, about=page.about, citations=tuple(citations))


def _who(page: _Page) -> FollowupReply:
    """Find the sentence that says who is quoted, with the name as its highlight."""
    body = read_body(page.article, page.stored)
    at = min(page.behind, len(page.sentences)) - 1  # the quote's last sentence: a speaker is mostly named at the end
    speaker = find_speaker(body.sentences, at) if at >= 0 else None
    if not isinstance(speaker, tuple):
        outcome: FollowupOutcome = "nothing" if speaker == "unnamed" else "own_words"
        return FollowupReply(kind="who", outcome=outcome, about=page.about)
    index, name = speaker
    start = body.ranges[index].start
    return FollowupReply(
        kind="who",
        outcome="found",
        about=page.about,
        citations=(page.cite(index),),
        highlight=TextRange(start=start + name.start, end=start + name.end),
    )


def _when(page: _Page) -> FollowupReply:
    """Find the nearest sentence that says when: the quote itself before all others, of two as near the earlier one."""
    for sentence in _nearest(page):
        if date := _date_range(page.article, sentence):
            citation = Citation.of(page.article, sentence)
            return FollowupReply(kind="when", outcome="found", about=page.about, citations=(citation,), highlight=date)
    return FollowupReply(kind="when", outcome="nothing", about=page.about)


def _written(page: _Page) -> FollowupReply:
    """Find the sentence that tells when the article was written: what it says of itself, else its dateline."""
    at = find_date_statement(page.texts, language=page.article.language)
    if at is None and page.sentences and read_dateline(page.article.text):
        at = 0
    if at is None:
        return FollowupReply(kind="written", outcome="nothing", about=page.about)
    sentence = page.sentences[at]
    date = find_date_mention(page.texts[at], page.article.language)
    mark = TextRange(start=sentence.start + date.start, end=sentence.start + date.end) if date else None
    return replace(_reply("written", page, [page.cite(at)]), highlight=mark)


def _author(page: _Page) -> FollowupReply:
    """Find the sentence that names who wrote the article."""
    at = find_byline(page.texts)
    return _reply("author", page, [] if at is None else [page.cite(at)])


def _again(page: _Page) -> FollowupReply:
    return _reply("again", page, [page.about])


def _date_range(article: Article, sentence: TextRange) -> TextRange | None:
    """Find the range of a date in a sentence, in its article; a dateline counts only where there is no other."""
    text = article.text[sentence.start : sentence.end]
    for cut in dict.fromkeys((dateline_length(text), 0)):
        if date := find_date_mention(text[cut:], article.language):
            start = sentence.start + cut
            return TextRange(start=start + date.start, end=start + date.end)
    return None


_IN_PAGE: Mapping[FollowupKind, Callable[[_Page], FollowupReply]] = {
    "who": _who,
    "when": _when,
    "written": _written,
    "author": _author,
    "again": _again,
}


def _nearest(page: _Page) -> Iterator[TextRange]:
    """Yield the quote, then the sentences around it by their distance, as far as NEAR."""
    yield TextRange(start=page.about.start, end=page.about.end)
    for distance in range(1, NEAR + 1):
        for at in (page.first - distance, page.behind + distance - 1):
            if 0 <= at < len(page.sentences):
                yield page.sentences[at]


def _more(page: _Page, others: Sequence[Citation], fetch: FetchStored) -> list[Citation]:
    """Collect the sentences of its passage on both sides of the quote, in order, then the answer's others."""
    passages = (entry.passage for entry in page.stored)
    around = next((passage for passage in passages if passage.start <= page.about.start < passage.end), None)
    inside = around.sentences if around else ()
    earlier = [sentence for sentence in inside if sentence.end <= page.about.start][-ON_EACH_SIDE:]
    later = [sentence for sentence in inside if sentence.start >= page.about.end][:ON_EACH_SIDE]
    shown = [Citation.of(page.article, sentence) for sentence in (*earlier, *later)]
    for other in others:
        entry = fetch(other.article_id)
        current = _page(other, *entry) if entry else None
        if current and not any(_overlap(current.about, citation) for citation in (*shown, page.about)):
            shown.append(current.about)
    return shown[:MORE]


def _overlap(first: Citation, second: Citation) -> bool:
    return first.article_id == second.article_id and first.start < second.end and second.start < first.end


def _elsewhere(page: _Page, fetch: FetchStored, near: FindNear) -> list[Citation]:
    """Find sentences of other articles that say the same, or are most about it: one of each, those that agree first."""
    about, stored = near(page.about.quote)
    others = [
        (entry, sentence)
        for entry in stored
        if entry.passage.article_id != page.article.id
        for sentence in entry.passage.sentences
    ]
    if not others:
        return []
    sentences = [ArticleSentence(text=_text(entry, sentence), language=entry.language) for entry, sentence in others]
    vectors = np.concatenate(
        [entry.vectors.sentences for entry in stored if entry.passage.article_id != page.article.id]
    )
    relevance = query_focus.relevance(about, sentences, vectors)
    agreeing = np.array([_agrees(page, sentence) for sentence in sentences])
    relevant = query_focus.relevant_mask(relevance) & (relevance >= LEAST_ABOUT)
    selected = agreeing | (relevant & [not is_boilerplate(sentence) for sentence in sentences])
    order = np.lexsort((-relevance, ~agreeing))  # stable: of equals the one of the better passage
    best: dict[str, TextRange] = {}
    for entry, sentence in (others[index] for index in order if selected[index]):
        best.setdefault(entry.passage.article_id, sentence)
    fetched = [(fetch(article_id), sentence) for article_id, sentence in list(best.items())[:ELSEWHERE]]
    return [Citation.of(stored_article[0], sentence) for stored_article, sentence in fetched if stored_article]


def _agrees(page: _Page, sentence: ArticleSentence) -> bool:
    is_same_language = sentence.language == page.article.language
    return is_same_language and are_near_duplicates(page.about.quote, sentence.text, language=sentence.language)


def _text(stored: StoredPassage, sentence: TextRange) -> str:
    start = stored.passage.start
    return stored.passage.text[sentence.start - start : sentence.end - start]

"""Answers an aside from the quoted article: the sentence before or after, who said it, when it was, more of it.

Only "elsewhere" looks at other articles. Whatever is shown is a citation: a range of an article as it is stored now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from retrieval.conversation.intents import AsideReply, Kind, Outcome
from retrieval.core.records import Article, Citation, Question, Sentence, StoredPassage
from retrieval.discourse import attribution, date_mentions, near_duplicates, self_containedness
from retrieval.discourse.self_containedness import Written
from retrieval.summaries import query_focus, sentence_selection

ON_EACH_SIDE = 2  # sentences of the quote's passage that "more" shows before it, and after it
MORE = 5  # sentences that it shows at most
ELSEWHERE = 4  # other articles that are quoted, one sentence of each
# How much a sentence of another article must be about the quote, of what `focus.relevance` gives: a whole sentence is
# near in meaning to many of the same town. Of what was shown beside 92 quotes of examples/, judged by hand, this leaves
# out most that is about something else, and a quarter of what is not.
LEAST_ABOUT = 0.34
# How many sentences away from a quote a date is looked for: further away it is the date of something else more often.
NEAR = 5

# An article with its passages, or None where it is not in the library (any more).
Fetch: TypeAlias = Callable[[str], tuple[Article, Sequence[StoredPassage]] | None]
# A quote as a question, and the passages of the whole library that are nearest to it.
Near: TypeAlias = Callable[[str], tuple[Question, Sequence[StoredPassage]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A quote in its article."""

    article: Article
    stored: Sequence[StoredPassage]
    sentences: tuple[Sentence, ...]  # of the whole article, in order
    about: Citation

    def cite(self, at: int) -> Citation:
        return Citation.of(self.article, self.sentences[at])

    @property
    def first(self) -> int:
        """How many sentences end before the quote begins."""
        return sum(one.end <= self.about.start for one in self.sentences)

    @property
    def behind(self) -> int:
        """The position of the first sentence that begins behind the quote."""
        return len(self.sentences) - sum(one.start >= self.about.end for one in self.sentences)


def reply(kind: Kind, quote: Citation, *, others: Sequence[Citation], fetch: Fetch, near: Near) -> AsideReply:
    """What was wanted beside a quote, or why there is none.

    Args:
        kind: what.
        quote: which sentence it is about. Where it has moved in its article, it is found again by its words.
        others: further sentences of the answer that the quote is from, for "more".
        fetch: articles of the library that was asked.
        near: what is nearest to a quote in that library.

    Raises:
        LibraryDamaged: a stored sentence is not what stands at its place in the article's text.
    """
    whole = fetch(quote.article_id)
    if whole is None:
        return AsideReply(kind=kind, outcome="gone", about=quote)
    page = _page(quote, *whole)
    if page is None:
        return AsideReply(kind=kind, outcome="changed", about=quote)
    if kind in _MARKED:
        return _MARKED[kind](page)
    if kind == "more":
        return _found(kind, page, _more(page, others, fetch))
    if kind == "elsewhere":
        return _found(kind, page, _elsewhere(page, fetch, near))
    at = page.first - 1 if kind == "before" else page.behind
    return _found(kind, page, [page.cite(at)] if 0 <= at < len(page.sentences) else [])


def _page(quote: Citation, article: Article, stored: Sequence[StoredPassage]) -> _Page | None:
    """The quote as its article has it now; None where the article does not have it."""
    sentences = tuple(sentence for one in stored for sentence in one.passage.sentences)
    place = _place(quote, article.text, sentences)
    if place is None:
        return None
    return _Page(article=article, stored=stored, sentences=sentences, about=Citation.of(article, place))


def _place(quote: Citation, text: str, sentences: Sequence[Sentence]) -> Sentence | None:
    """Where a quote stands: where it says, else the nearest sentence of its words, else where its words are first."""
    if not quote.quote:
        return None
    if text[quote.start : quote.end] == quote.quote:
        return Sentence(start=quote.start, end=quote.end)
    same = [one for one in sentences if text[one.start : one.end] == quote.quote]
    if same:
        return min(same, key=lambda one: abs(one.start - quote.start))
    start = text.find(quote.quote)
    return Sentence(start=start, end=start + len(quote.quote)) if start >= 0 else None


def _found(kind: Kind, page: _Page, citations: Sequence[Citation]) -> AsideReply:
    outcome: Outcome = "found" if citations else "nothing"
    return AsideReply(kind=kind, outcome=outcome, about=page.about, citations=tuple(citations))


def _who(page: _Page) -> AsideReply:
    """The sentence that says who is quoted, with the name as its highlight."""
    body = sentence_selection.body(page.article, page.stored)
    at = min(page.behind, len(page.sentences)) - 1  # the quote's last sentence: a speaker is mostly named at the end
    said = attribution.speaker(body.written, at) if at >= 0 else None
    if not isinstance(said, tuple):
        outcome: Outcome = "nothing" if said == "unnamed" else "own_words"
        return AsideReply(kind="who", outcome=outcome, about=page.about)
    where, name = said
    start = body.ranges[where].start
    return AsideReply(
        kind="who",
        outcome="found",
        about=page.about,
        citations=(page.cite(where),),
        highlight=Sentence(start=start + name.start, end=start + name.end),
    )


def _when(page: _Page) -> AsideReply:
    """The nearest sentence that says when: the quote itself before all others, of two as near the earlier one."""
    for sentence in _nearest(page):
        if mark := _moment(page.article, sentence):
            citation = Citation.of(page.article, sentence)
            return AsideReply(kind="when", outcome="found", about=page.about, citations=(citation,), highlight=mark)
    return AsideReply(kind="when", outcome="nothing", about=page.about)


def _moment(article: Article, sentence: Sentence) -> Sentence | None:
    """Where a sentence says when; a dateline counts only where nothing else does."""
    text = article.text[sentence.start : sentence.end]
    for cut in dict.fromkeys((self_containedness.dateline(text), 0)):
        if found := date_mentions.moment(text[cut:], article.language):
            start = sentence.start + cut
            return Sentence(start=start + found.start, end=start + found.end)
    return None


_MARKED: Mapping[Kind, Callable[[_Page], AsideReply]] = {"who": _who, "when": _when}


def _nearest(page: _Page) -> Iterator[Sentence]:
    """The quote, then the sentences around it by their distance, as far as NEAR."""
    yield Sentence(start=page.about.start, end=page.about.end)
    for distance in range(1, NEAR + 1):
        for at in (page.first - distance, page.behind + distance - 1):
            if 0 <= at < len(page.sentences):
                yield page.sentences[at]


def _more(page: _Page, others: Sequence[Citation], fetch: Fetch) -> list[Citation]:
    """The sentences of its passage on both sides of the quote, in order, then the answer's others."""
    home = next((one.passage for one in page.stored if one.passage.start <= page.about.start < one.passage.end), None)
    inside = home.sentences if home else ()
    earlier = [one for one in inside if one.end <= page.about.start][-ON_EACH_SIDE:]
    later = [one for one in inside if one.start >= page.about.end][:ON_EACH_SIDE]
    shown = [Citation.of(page.article, one) for one in (*earlier, *later)]
    for other in others:
        whole = fetch(other.article_id)
        now = _page(other, *whole) if whole else None
        if now and not any(_overlap(now.about, one) for one in (*shown, page.about)):
            shown.append(now.about)
    return shown[:MORE]


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end


def _elsewhere(page: _Page, fetch: Fetch, near: Near) -> list[Citation]:
    """The sentences of other articles that say it, or are most about it: one of each, those that agree first."""
    about, stored = near(page.about.quote)
    others = [
        (one, at) for one in stored if one.passage.article_id != page.article.id for at in range(len(_ranges(one)))
    ]
    if not others:
        return []
    written = [Written(text=_text(one, _ranges(one)[at]), language=one.language) for one, at in others]
    relevance = query_focus.relevance(about, written, np.stack([one.vectors.sentences[at] for one, at in others]))
    agreeing = np.array([_agrees(page, text) for text in written])
    speaking = query_focus.speaking(relevance) & (relevance >= LEAST_ABOUT)
    wanted = agreeing | (speaking & [not self_containedness.noise(text) for text in written])
    order = np.lexsort((-relevance, ~agreeing))  # stable: of equals the one of the better passage
    best: dict[str, Sentence] = {}
    for one, at in (others[place] for place in order if wanted[place]):
        best.setdefault(one.passage.article_id, _ranges(one)[at])
    found = [(fetch(article_id), sentence) for article_id, sentence in list(best.items())[:ELSEWHERE]]
    return [Citation.of(whole[0], sentence) for whole, sentence in found if whole]


def _ranges(stored: StoredPassage) -> tuple[Sentence, ...]:
    return stored.passage.sentences


def _agrees(page: _Page, text: Written) -> bool:
    same = text.language == page.article.language
    return same and near_duplicates.agree(page.about.quote, text.text, language=text.language)


def _text(stored: StoredPassage, sentence: Sentence) -> str:
    start = stored.passage.start
    return stored.passage.text[sentence.start - start : sentence.end - start]

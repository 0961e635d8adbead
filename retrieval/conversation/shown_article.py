"""Reads a question that goes on about the article shown last in that article, before all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answering import decision
from retrieval.conversation.exchanges import Exchange, is_annotated, phrase_in_article, shown_quote
from retrieval.conversation.nearness import prefer_near
from retrieval.conversation.rewriting import dependence_model
from retrieval.core.protocols import Engine, Reader
from retrieval.core.records import Evidence, Passage
from retrieval.ranking.retriever import Retriever

# The lead of the shown article's sentences over all others where a question depends on the conversation, in points of
# the reader's score. Of 85 such questions of dialogues-tune, read by the small model, the right sentence is
# first in 71% with it, 54% with 4, 37% with none, and 61% where the question is asked as its `resolved` has it.
ADVANTAGE = 12.0
# The same for an article of a single passage, of which less is left to ask. Of 110 such questions on the articles of
# dialogues-tune cut to 130 words the right sentence is first for 81% with it, 71% without any, and 82% with that of
# longer articles, with which one of 101 is lost on inscit-tune.
SHORT_ADVANTAGE = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSentence:
    """A sentence that was shown, its article, and the points of score by which the article's sentences lead others."""

    article_id: str
    quote: str
    advantage: float


class ShownArticle:
    """Finds the article that was shown last, and reads questions in it. Safe to use from several threads.

    Args:
        engine: stores the articles.
        retriever: finds passages.
        reader: finds the answering sentence.
        read_passages: how many passages of the article are read at most.
    """

    def __init__(self, *, engine: Engine, retriever: Retriever, reader: Reader, read_passages: int) -> None:
        self._engine = engine
        self._retriever = retriever
        self._reader = reader
        self._read_passages = read_passages

    def find(self, history: Sequence[Exchange], library: str) -> ShownSentence | None:
        """Find the sentence shown last in its article; None where none is known.

        Of an article that has nothing beside it all was shown: what a question goes on about stands elsewhere.
        """
        quote = shown_quote(history)
        if not quote:
            return None
        with self._engine.snapshot():
            for stored in self._retriever.rank_by_quote(library, quote)[1]:
                article_id = stored.passage.article_id
                passages = self._engine.passages(library, article_id) if quote in stored.passage.text else []
                if len(passages) > 1:
                    return ShownSentence(article_id=article_id, quote=quote, advantage=ADVANTAGE)
                if passages and _has_more(passages[0].passage, quote):
                    return ShownSentence(article_id=article_id, quote=quote, advantage=SHORT_ADVANTAGE)
        return None

    def read(
        self, asked: str, shown: ShownSentence, others: Sequence[Evidence], library: str, *, also: Sequence[str]
    ) -> Sequence[Evidence]:
        """Read a question in the article that it goes on about: its sentences lead all others, the near ones most.

        It is read as it was typed, and in the words of `also`: the reading that is surer counts. Where the question
        turns to another article, the others stay as they are.

        Args:
            asked: the question as typed.
            shown: the shown sentences.
            others: the sentences that were found in the whole library.
            library: the name of the library.
            also: further forms of the question.
        """
        article_id = shown.article_id
        article = self._engine.article(library, article_id)
        title = next((each.passage.title for each in others if each.passage.passage.article_id != article_id), "")
        question = self._retriever.clean_question(asked)
        if article is None or dependence_model.is_about_other_article(
            question, f"{article.title} {article.text}", title
        ):
            return others
        readings = [self._read_article(each, article_id, library) for each in dict.fromkeys([question, *also])]
        best = max(readings, key=decision.confidence)
        sentences = [each for stored in self._engine.passages(library, article_id) for each in stored.passage.sentences]
        near = prefer_near(best, shown.quote, text=article.text, sentences=sentences)
        return _merged([replace(each, score=each.score + shown.advantage) for each in near], others)

    def _read_article(self, text: str, article_id: str, library: str) -> list[Evidence]:
        """Read a cleaned question in the passages of an article that fit it best."""
        question = self._retriever.analyse(text, library)
        keys = [each.key for each in self._engine.passages(library, article_id)]
        ranked = self._retriever.rank(question, keys, library, limit=self._read_passages)
        return self._reader.read(question, ranked)


def phrase_understood(asked: str, text: str, article_id: str, evidence: Sequence[Evidence]) -> str:
    """Word a question as it was understood: in its own words behind the title of the article in which it was read.

    A question that was rewritten in its own words needs no title.
    """
    first = evidence[0].passage if evidence else None
    is_read_there = first is not None and first.passage.article_id == article_id and first.title
    asked = " ".join(asked.split())
    if first is None or not is_read_there or (text != asked and not is_annotated(text)):
        return text
    return phrase_in_article(asked, first.title)


def _has_more(passage: Passage, quote: str) -> bool:
    """Return whether a passage has a sentence that a quote from it does not have."""
    return any(passage.quote(sentence) not in quote for sentence in passage.sentences)


def _merged(inside: Sequence[Evidence], others: Sequence[Evidence]) -> list[Evidence]:
    """Merge the evidence of two readings, each sentence once: in the order of the first, as sure as the surer.

    A question as typed has too few words to be sure by; with what was carried over it has them.
    """
    read = {_sentence_key(each): each for each in others}
    first = [_surer(each, read.pop(_sentence_key(each), each)) for each in inside]
    return sorted(
        [*first, *read.values()], key=lambda each: (-each.score, each.passage.passage.id, each.sentence.start)
    )


def _surer(evidence: Evidence, other: Evidence) -> Evidence:
    """Return a sentence as it was read, with the better of the figures that the confidence is from."""
    readings = [each.passage_reading for each in (evidence, other) if each.passage_reading is not None]
    return replace(
        evidence,
        similarity=max(evidence.similarity, other.similarity),
        coverage=max(evidence.coverage, other.coverage),
        passage_reading=max(readings, default=None),
    )


def _sentence_key(evidence: Evidence) -> tuple[str, int]:
    return evidence.passage.passage.id, evidence.sentence.start

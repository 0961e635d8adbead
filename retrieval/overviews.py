"""Everything but answers: suggestions, search, summaries, digests, timelines, follow-ups about a quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from retrieval.conversation import quote_followups
from retrieval.conversation.followup_recognition import FollowupKind, FollowupReply
from retrieval.core.overview_records import DIGEST_SENTENCES, Digest, Length, Summary, Timeline
from retrieval.core.protocols import Engine
from retrieval.core.records import RankedPassage
from retrieval.core.reply_records import Citation
from retrieval.core.settings import Settings
from retrieval.indexing import article_lookup
from retrieval.indexing.article_card import card
from retrieval.ranking import autocomplete
from retrieval.ranking.retriever import Retriever
from retrieval.summaries import digest, sentence_selection, timeline
from retrieval.summaries.article_body import fetch_article
from retrieval.text.normalize import normalise


class Overviews:
    """Finds and gathers sentences of a library. Safe to use from several threads.

    Args:
        settings: as configured.
        engine: stores the articles.
        retriever: finds passages.
    """

    def __init__(self, *, settings: Settings, engine: Engine, retriever: Retriever) -> None:
        self._settings = settings
        self._engine = engine
        self._retriever = retriever

    def suggest(self, words: str, *, library: str, limit: int = 10) -> list[Citation]:
        """Return the sentences that fit the words typed so far, by words alone, best first; none for no words."""
        typed = " ".join(normalise(words).split())[: self._settings.limits.question_characters]
        with self._engine.snapshot():
            return autocomplete.sentences(self._engine, typed, library=library, limit=limit)

    def search(self, words: str, *, library: str, limit: int = 10) -> list[RankedPassage]:
        """Return the passages that fit the words best, best first.

        Raises:
            QuestionError: the words are empty or too long.
        """
        question = self._retriever.clean_question(words)
        with self._engine.snapshot():
            return self._retriever.search(question, library, limit=limit)[1]

    def summarize(self, name: str, *, library: str, length: Length | int = "short", about: str = "") -> Summary:
        """Return a summary of the article that goes by a name, in its own sentences.

        Args:
            name: of the article, as `find` takes it.
            library: the name of the library.
            length: "short", "medium", "long", or a number of sentences.
            about: the subject; empty: all of the article. Without a sentence where the article does not speak of it.

        Raises:
            ArticleUnknown: no article, or more than one, goes by it.
            ConfigError: fewer than one sentence is asked for.
            QuestionError: the focus is too long.
        """
        focus = self._retriever.clean_question(about) if about.strip() else ""
        with self._engine.snapshot():
            article = article_lookup.find_article(self._engine, library, name)
            stored = self._engine.passages(library, article.id)
            analysed = self._retriever.analyse(focus, library) if focus else None
        return sentence_selection.summarize(card(article, len(stored)), article, stored, length=length, about=analysed)

    def digest(self, words: str, *, library: str, sentences: int = DIGEST_SENTENCES) -> Digest:
        """Return sentences of the articles about some words, in order of date, at most so many.

        Raises:
            QuestionError: the words are empty or too long.
        """
        question = self._retriever.clean_question(words)
        with self._engine.snapshot():
            most = self._settings.retrieval.read_passages
            about, ranked = self._retriever.search(question, library, limit=most)
            articles = dict.fromkeys(each.passage.article_id for each in ranked)
            fetch = partial(fetch_article, self._engine, library)
            made = digest.digest(about, tuple(articles), fetch, sentences=sentences)
            return made if made.entries else replace(made, sought=self._retriever.find_sought(question, library))

    def timeline(self, words: str, *, library: str) -> Timeline:
        """Return how many articles and sentences speak of some words over time.

        Raises:
            QuestionError: the words are empty or too long.
        """
        question = self._retriever.clean_question(words)
        with self._engine.snapshot():
            counted = timeline.timeline(self._engine, question, library=library)
            if counted.periods or counted.undated_articles:
                return counted
            return replace(counted, sought=self._retriever.find_sought(question, library))

    def follow_up(
        self, kind: FollowupKind, quote: Citation, *, library: str, others: Sequence[Citation] = ()
    ) -> FollowupReply:
        """Answer a follow-up about a quote: its neighbours, who said it, when, more of it, other articles.

        An article that is gone, or no longer has the sentence, is a reply too.

        Args:
            kind: what.
            quote: the sentence; where it has moved, its words count.
            library: that it is from.
            others: further sentences of the same answer, for "more".
        """
        with self._engine.snapshot():
            fetch, near = partial(fetch_article, self._engine, library), partial(self._retriever.rank_by_quote, library)
            return quote_followups.answer_followup(kind, quote, others=others, fetch=fetch, near=near)

"""The flow of a question on one screen: understand, find, rank, read, compare, decide."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from retrieval.answering import answer_unit, contradictions, decision, recency
from retrieval.answering.contradictions import Contradiction
from retrieval.answering.decision import FetchArticle
from retrieval.answering.thresholds import thresholds_for
from retrieval.conversation import clarification, dependence_model, namesakes, query_rewriting, talk_recognition
from retrieval.conversation.exchanges import Exchange, is_annotated
from retrieval.conversation.query_rewriting import ResolvedQuestion
from retrieval.conversation.talk_kinds import TalkIntent
from retrieval.conversation.talk_replies import TalkResponder
from retrieval.core.protocols import Engine, Reader
from retrieval.core.records import Article, Evidence
from retrieval.core.reply_records import Answer, Citation, Examination, NoAnswer, Thresholds
from retrieval.core.settings import Settings
from retrieval.core.stage_timer import Clock
from retrieval.ranking.retriever import Retriever

# By how much the sentences of the article that was shown lead all others where a question leans on the conversation, in
# points of the reader's score. Of 85 such questions of dialogues-tune, read by the small model, the right sentence is
# first in 71% with this lead, 54% with 4, 37% with none, and 61% where the question is asked as its `resolved` has it.
HOME_LEAD = 12.0


class QuestionPipeline:
    """Answers questions from the articles of a library. Safe to use from several threads.

    Args:
        settings: what was configured.
        engine: where articles are stored.
        retriever: what finds passages.
        reader: what finds the answering sentence.
    """

    def __init__(self, *, settings: Settings, engine: Engine, retriever: Retriever, reader: Reader) -> None:
        self._settings = settings
        self._engine = engine
        self._retriever = retriever
        self._reader = reader

    def examine(
        self,
        question: str,
        *,
        library: str,
        history: Sequence[Exchange] = (),
        thresholds: Thresholds | None = None,
        chosen: Citation | None = None,
    ) -> Examination:
        """Answer a question, and show how the answer came about.

        Args:
            question: what is asked.
            library: the name of the library.
            history: the conversation before it, oldest first: the question may refer to it.
            thresholds: the least confidence of each grade; None: as configured.
            chosen: a sentence that the asker has chosen: it comes first, and is the answer however unsure.

        Raises:
            QuestionError: the question is empty or too long.
        """
        asked = self._retriever.clean_question(question)
        least = thresholds or thresholds_for(self._settings)
        talk = None if chosen else talk_recognition.recognise_talk(asked, in_conversation=bool(history))
        if talk:
            return self._meet(asked, talk, library=library, thresholds=least)
        earlier = () if chosen else history
        said = [text for turn in earlier for text in (turn.question, turn.quote)]
        leans = bool(said) and dependence_model.is_dependent(asked, said)
        home = self._shown_article(earlier, library) if leans else ""
        resolved = query_rewriting.resolve(asked, earlier)
        if not leans and not resolved.certain:
            resolved = ResolvedQuestion(question=asked)
        examination = self._examine(
            question, resolved.question, library=library, thresholds=least, chosen=chosen, home=home
        )
        if not home and not resolved.certain:  # it may as well stand alone
            alone = self._examine(question, asked, library=library, thresholds=least, chosen=None)
            examination = max(alone, examination, key=lambda examination: examination.confidence)
        if chosen or resolved.carried or home:
            return examination
        if isinstance(examination.reply, NoAnswer) and self._is_babble(asked, examination, library):
            return self._meet(asked, TalkIntent(kind="nonsense", language=""), library=library, thresholds=least)
        return clarification.offer_readings(examination, asked)

    def _is_babble(self, asked: str, examination: Examination, library: str) -> bool:
        """Whether a line that was not answered means nothing."""
        known = self._engine.statistics(library, examination.terms)
        if not known.passages or not examination.terms:
            return False
        return talk_recognition.is_babble(asked, is_known=any(known.frequencies.values()))

    def _meet(self, asked: str, talk: TalkIntent, *, library: str, thresholds: Thresholds) -> Examination:
        """Reply to talk, or to a question about the collection, without asking the articles."""
        clock = Clock()
        with self._engine.snapshot():
            responder = TalkResponder(
                articles=lambda: self._engine.articles(library),
                search=lambda words, most: self._retriever.search(words, library, limit=most)[1],
            )
            reply = responder.reply(asked, talk)
        clock.lap("talk")
        return Examination(
            reply=reply,
            terms=(),
            ranked=(),
            evidence=(),
            confidence=0.0,
            thresholds=thresholds,
            milliseconds=clock.laps,
        )

    def _shown_article(self, history: Sequence[Exchange], library: str) -> str:
        """The id of the article that the sentence shown last is from; empty where none is known.

        An article of a single passage has been read: what a question goes on about stands elsewhere.
        """
        quote = next((turn.quote for turn in reversed(history) if turn.quote), "")
        if not quote:
            return ""
        with self._engine.snapshot():
            for stored in self._retriever.rank_by_quote(library, quote)[1]:
                article_id = stored.passage.article_id
                if quote in stored.passage.text and len(self._engine.passages(library, article_id)) > 1:
                    return article_id
        return ""

    def _read_home(
        self, asked: str, home: str, others: Sequence[Evidence], library: str, *, also: Sequence[str]
    ) -> Sequence[Evidence]:
        """Read a question in the article that it goes on about: its sentences lead all others.

        It is read as it was typed, and in the words of `also`: the reading that is surer counts.

        Where the question turns to another article, the others stay as they are.
        """
        article = self._engine.article(library, home)
        title = next((each.passage.title for each in others if each.passage.passage.article_id != home), "")
        question = self._retriever.clean_question(asked)
        if article is None or dependence_model.is_about_another(question, f"{article.title} {article.text}", title):
            return others
        readings = [self._read_article(each, home, library) for each in dict.fromkeys([question, *also])]
        best = max(readings, key=decision.confidence)
        read = [replace(each, score=each.score + HOME_LEAD) for each in best]
        return _merged(read, others)

    def _read_article(self, text: str, article_id: str, library: str) -> list[Evidence]:
        """Read a cleaned question in the passages of an article that fit it best."""
        question = self._retriever.analyse(text, library)
        keys = [each.key for each in self._engine.passages(library, article_id)]
        ranked = self._retriever.rank(question, keys, library, limit=self._settings.retrieval.read_passages)
        return self._reader.read(question, ranked)

    def _examine(
        self, asked: str, text: str, *, library: str, thresholds: Thresholds, chosen: Citation | None, home: str = ""
    ) -> Examination:
        """Answer a question that stands alone, or that goes on about the article `home`.

        1. understand: the question, analysed and embedded
        2. find: candidates by words and by meaning, a superset
        3. rank: exact BM25, cosine and coverage, fused
        4. read: the sentences of the best passages
        5. compare: which of two articles counts that say otherwise
        6. decide: an answer with all that belongs to it, and its citation, or none
        """
        clock = Clock()
        with self._engine.snapshot():
            question = self._retriever.analyse(text, library)
            clock.lap("understand")
            chosen_keys = self._chosen_keys(chosen, library)
            keys = self._retriever.find_keys(question, library)
            clock.lap("find")
            most = self._settings.retrieval.read_passages
            ranked = self._retriever.rank(question, keys, library, limit=most, also=chosen_keys)
            clock.lap("rank")
            evidence: Sequence[Evidence] = self._reader.read(question, ranked)
            if home:
                rewritten = () if is_annotated(text) else (text,)
                evidence = self._read_home(asked, home, evidence, library, also=rewritten)
                text = _understood(asked, text, home, evidence)
            clock.lap("read")
            evidence = namesakes.lower_namesakes(text, evidence)
            fetch = functools.cache(partial(self._engine.article, library))
            evidence = recency.prefer_newest(text, evidence, lambda article: _published(fetch(article)))
            contradiction = None if chosen else contradictions.find_contradiction(text, evidence, ranked, fetch)
            if chosen:
                evidence = sorted(evidence, key=lambda sentence: not _is_at(sentence, chosen))
            if contradiction:
                evidence = contradictions.put_first(contradiction, evidence)
            clock.lap("compare")
            reply = decision.decide(
                asked,
                text,
                evidence,
                fetch,
                thresholds=Thresholds.single(0.0) if chosen else thresholds,
                others=self._settings.answer.others,
            )
            if isinstance(reply, Answer):
                reply = _whole(reply, evidence, contradiction, fetch)
            clock.lap("decide")
        return Examination(
            reply=reply,
            terms=question.terms,
            ranked=tuple(passage for passage, _ in ranked),
            evidence=tuple(evidence),
            confidence=decision.confidence(evidence),
            thresholds=thresholds,
            milliseconds=clock.laps,
        )

    def _chosen_keys(self, chosen: Citation | None, library: str) -> list[int]:
        """The key of the passage that contains a chosen sentence; nothing where none does, or none is chosen."""
        if chosen is None:
            return []
        stored = self._engine.passages(library, chosen.article_id)
        keys = [each.key for each in stored if each.passage.start <= chosen.start and chosen.end <= each.passage.end]
        return keys[:1]


def _whole(
    answer: Answer, evidence: Sequence[Evidence], contradiction: Contradiction | None, fetch: FetchArticle
) -> Answer:
    """The answer with what it overtakes, and with all that has to be shown for it to be whole."""
    if contradiction:
        answer = contradictions.with_overtaken(answer, contradiction, fetch)
    article = fetch(answer.citation.article_id)
    return answer_unit.complete(answer, evidence, article) if article else answer


def _understood(asked: str, text: str, home: str, evidence: Sequence[Evidence]) -> str:
    """A question as it was understood: in its own words behind the title of the article in which it was read.

    A question that was rewritten in its own words needs no title.
    """
    first = evidence[0].passage if evidence else None
    is_home = first is not None and first.passage.article_id == home and first.title
    asked = " ".join(asked.split())
    if first is None or not is_home or (text != asked and not is_annotated(text)):
        return text
    return f"“{first.title}”: {asked}"


def _merged(home: Sequence[Evidence], others: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of two readings, each sentence once: in the order of the first, as sure as the surer.

    A question as typed has too few words to be sure by; with what was carried over it has them.
    """
    read = {_place(each): each for each in others}
    first = [_surer(each, read.pop(_place(each), each)) for each in home]
    return sorted(
        [*first, *read.values()], key=lambda each: (-each.score, each.passage.passage.id, each.sentence.start)
    )


def _surer(evidence: Evidence, other: Evidence) -> Evidence:
    """A sentence as it was read, with the better of the figures that the confidence is from."""
    readings = [each.passage_reading for each in (evidence, other) if each.passage_reading is not None]
    return replace(
        evidence,
        similarity=max(evidence.similarity, other.similarity),
        coverage=max(evidence.coverage, other.coverage),
        passage_reading=max(readings, default=None),
    )


def _place(evidence: Evidence) -> tuple[str, int]:
    return evidence.passage.passage.id, evidence.sentence.start


def _published(article: Article | None) -> str | None:
    return article.published if article else None


def _is_at(evidence: Evidence, chosen: Citation) -> bool:
    place = (evidence.passage.passage.article_id, evidence.sentence.start, evidence.sentence.end)
    return place == (chosen.article_id, chosen.start, chosen.end)

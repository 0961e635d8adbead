"""The flow of a question on one screen: understand, find, rank, read, compare, decide."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from retrieval.answering import answer_unit, article_notes, decision
from retrieval.answering.decision import FetchArticle
from retrieval.answering.thresholds import thresholds_for
from retrieval.answering.versions import article_date, contradictions, recency
from retrieval.answering.versions.asked_versions import lower_other_versions
from retrieval.answering.versions.contradictions import Contradiction
from retrieval.conversation import clarification, namesakes
from retrieval.conversation.article_facts import ArticleFacts
from retrieval.conversation.asked_followups import AskedFollowups
from retrieval.conversation.exchanges import Exchange, is_annotated
from retrieval.conversation.rewriting import dependence_model, query_rewriting
from retrieval.conversation.rewriting.query_rewriting import ResolvedQuestion
from retrieval.conversation.shown_article import ShownArticle, ShownSentence, phrase_understood
from retrieval.conversation.talk import talk_recognition
from retrieval.conversation.talk.talk_kinds import TalkIntent
from retrieval.conversation.talk.talk_replies import TalkResponder
from retrieval.core.protocols import Engine, Reader
from retrieval.core.records import Evidence
from retrieval.core.reply_records import Answer, Citation, Examination, Reply, Talk, Thresholds
from retrieval.core.settings import Settings
from retrieval.core.stage_timer import StageTimer
from retrieval.ranking.retriever import Retriever


class QuestionPipeline:
    """Answers questions from the articles of a library. Safe to use from several threads.

    Args:
        settings: as configured.
        engine: stores the articles.
        retriever: finds passages.
        reader: finds the answering sentence.
    """

    def __init__(self, *, settings: Settings, engine: Engine, retriever: Retriever, reader: Reader) -> None:
        self._settings = settings
        self._engine = engine
        self._retriever = retriever
        self._reader = reader
        self._asked_followups = AskedFollowups(engine=engine, retriever=retriever)
        self._shown = ShownArticle(
            engine=engine, retriever=retriever, reader=reader, read_passages=settings.retrieval.read_passages
        )

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
            question: in any wording.
            library: the name of the library.
            history: the conversation before it, oldest first: the question may refer to it.
            thresholds: the least confidence of each grade; None: as configured.
            chosen: a sentence that the asker has chosen: the answer, however unsure, unless it is gone by now.

        Raises:
            QuestionError: the question is empty or too long.
        """
        asked = self._retriever.clean_question(question)
        least = thresholds or thresholds_for(self._settings)
        followup = None if chosen else self._asked_followups.reply(asked, history, library=library, thresholds=least)
        if followup:
            return followup
        talk = None if chosen else talk_recognition.recognise_talk(asked, in_conversation=bool(history))
        if talk and not talk.may_be_question:
            return self._reply_to_talk(asked, talk, library=library, thresholds=least)
        typed, asked = asked, self._retriever.correct_spelling(asked, library)
        earlier = () if chosen else history
        said = [text for turn in earlier for text in (turn.question, turn.quote)]
        depends = bool(said) and dependence_model.is_dependent(asked, said)
        shown = self._shown.find(earlier, library) if depends else None
        resolved = query_rewriting.resolve(asked, earlier)
        if not depends and not resolved.certain:
            resolved = ResolvedQuestion(question=asked)
        examination = self._examine_alone(
            question, resolved.question, library=library, thresholds=least, chosen=chosen, shown=shown, own=resolved.own
        )
        if not shown and not resolved.certain:  # it may as well stand alone
            alone = self._examine_alone(question, asked, library=library, thresholds=least, chosen=None)
            examination = max(alone, examination, key=lambda examination: examination.confidence)
        if talk and not _answers(examination.reply, talk):
            return self._reply_to_talk(typed, talk, library=library, thresholds=least)
        is_settled = chosen or _is_sure(examination.reply)
        facts = None if is_settled else self._reply_about_article(typed, asked, library=library, thresholds=least)
        if facts or chosen or resolved.carried or shown:
            return facts or examination
        if not _is_sure(examination.reply) and self._is_babble(typed, examination, library):
            return self._reply_to_talk(
                typed, TalkIntent(kind="nonsense", language=""), library=library, thresholds=least
            )
        examine = partial(self._examine_alone, library=library, thresholds=least, chosen=None)
        return clarification.offer_readings(examination, asked, lambda question: examine(question, question))

    def _is_babble(self, asked: str, examination: Examination, library: str) -> bool:
        """Return whether a line without a sure answer has no meaning."""
        known = self._engine.statistics(library, examination.terms)
        if not known.passages or not examination.terms:
            return False
        return talk_recognition.is_babble(asked, is_known=any(known.frequencies.values()))

    def _reply_to_talk(self, asked: str, talk: TalkIntent, *, library: str, thresholds: Thresholds) -> Examination:
        """Reply to talk, or to a question about the collection, without asking the articles."""
        timer = StageTimer()
        with self._engine.snapshot():
            responder = TalkResponder(
                articles=lambda: self._engine.articles(library),
                search=lambda words, most: self._retriever.search(words, library, limit=most)[1],
            )
            reply = responder.reply(asked, talk)
        timer.lap("talk")
        return _talk_examination(reply, thresholds, timer)

    def _reply_about_article(
        self, typed: str, asked: str, *, library: str, thresholds: Thresholds
    ) -> Examination | None:
        """Reply who wrote an article that the question names, or when; None where it asks something else."""
        timer = StageTimer()
        with self._engine.snapshot():
            facts = ArticleFacts(
                articles=lambda: self._engine.articles(library),
                search=lambda words, most: self._retriever.search(words, library, limit=most)[1],
            )
            reply = facts.reply(asked)
        timer.lap("talk")
        return _talk_examination(replace(reply, asked=typed), thresholds, timer) if reply else None

    def _examine_alone(
        self,
        asked: str,
        text: str,
        *,
        library: str,
        thresholds: Thresholds,
        chosen: Citation | None,
        shown: ShownSentence | None = None,
        own: str = "",
    ) -> Examination:
        """Answer a question that stands alone, or that goes on about `shown`: there it is read in its `own` words.

        1. understand: the question, analysed and embedded
        2. find: candidates by words and by meaning, a superset
        3. rank: exact BM25, cosine and coverage, fused
        4. read: the sentences of the best passages
        5. compare: what is about an article or a namesake comes last, newer comes first, contradictions are settled
        6. decide: an answer with all that belongs to it, and its citation, or none
        """
        timer = StageTimer()
        with self._engine.snapshot():
            question = self._retriever.analyse(text, library)
            timer.lap("understand")
            chosen_keys = self._chosen_keys(chosen, library)
            keys = self._retriever.find_keys(question, library)
            timer.lap("find")
            most = self._settings.retrieval.read_passages
            ranked = self._retriever.rank(question, keys, library, limit=most, also=chosen_keys)
            timer.lap("rank")
            evidence: Sequence[Evidence] = self._reader.read(question, ranked)
            if shown:
                rewritten = () if is_annotated(text) else (text,)
                evidence = self._shown.read(own or asked, shown, evidence, library, also=rewritten)
                text = phrase_understood(own or asked, text, shown.article_id, evidence)
            timer.lap("read")
            evidence = article_notes.lower_notes(text, namesakes.lower_namesakes(text, evidence))
            fetch = functools.cache(partial(self._engine.article, library))
            evidence = lower_other_versions(text, evidence, fetch)
            evidence = recency.prefer_newest(text, evidence, partial(_date_of, fetch))
            contradiction = None if chosen else contradictions.find_contradiction(text, evidence, ranked, fetch)
            has_chosen = chosen is not None and any(_is_at(sentence, chosen) for sentence in evidence)
            if chosen and has_chosen:
                evidence = sorted(evidence, key=lambda sentence: not _is_at(sentence, chosen))
            if contradiction:
                evidence = contradictions.put_first(contradiction, evidence)
            timer.lap("compare")
            reply = decision.decide(
                asked,
                text,
                evidence,
                fetch,
                thresholds=Thresholds.single(0.0) if has_chosen else thresholds,
                others=self._settings.answer.others,
            )
            if isinstance(reply, Answer):
                reply = _complete(reply, evidence, contradiction, fetch)
            timer.lap("decide")
        return Examination(
            reply=reply,
            terms=question.terms,
            ranked=tuple(passage for passage, _ in ranked),
            evidence=tuple(evidence),
            confidence=decision.confidence(evidence),
            thresholds=thresholds,
            milliseconds=timer.laps,
        )

    def _chosen_keys(self, chosen: Citation | None, library: str) -> list[int]:
        """Return the key of the passage that contains a chosen sentence; nothing where none does, or none is chosen."""
        if chosen is None:
            return []
        stored = self._engine.passages(library, chosen.article_id)
        keys = [each.key for each in stored if each.passage.start <= chosen.start and chosen.end <= each.passage.end]
        return keys[:1]


def _talk_examination(reply: Talk, thresholds: Thresholds, timer: StageTimer) -> Examination:
    """Return the examination of a reply for which no sentence was read."""
    return Examination(
        reply=reply,
        terms=(),
        ranked=(),
        evidence=(),
        confidence=0.0,
        thresholds=thresholds,
        milliseconds=timer.laps,
    )


def _complete(
    answer: Answer, evidence: Sequence[Evidence], contradiction: Contradiction | None, fetch: FetchArticle
) -> Answer:
    """Return the answer with the statement that it overtakes, and with all parts of a complete answer."""
    if contradiction:
        answer = contradictions.with_overtaken(answer, contradiction, fetch)
    article = fetch(answer.citation.article_id)
    whole = answer_unit.complete(answer, evidence, article) if article else answer
    return decision.leave_out_shown(whole, evidence, fetch)


def _is_sure(reply: Reply) -> bool:
    """Return whether a reply is an answer that is stated as sure."""
    return isinstance(reply, Answer) and reply.grade == "sure"


def _answers(reply: Reply, talk: TalkIntent) -> bool:
    """Return whether the articles answer a line that may be talk; who asks for news of something wants to read any."""
    return isinstance(reply, Answer) if talk.kind == "coverage" else _is_sure(reply)


def _date_of(fetch: FetchArticle, article_id: str) -> str | None:
    article = fetch(article_id)
    return article_date.date_text(article) if article else None


def _is_at(evidence: Evidence, chosen: Citation) -> bool:
    span = (evidence.passage.passage.article_id, evidence.sentence.start, evidence.sentence.end)
    return span == (chosen.article_id, chosen.start, chosen.end)

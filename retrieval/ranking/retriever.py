"""Analyses questions for a library, and retrieves and ranks the passages that may answer them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from retrieval.core.errors import QuestionError, QuestionTooLong
from retrieval.core.overview_records import SoughtWords
from retrieval.core.protocols import Embedder, Engine
from retrieval.core.records import Question, RankedPassage, Statistics, StoredPassage
from retrieval.core.settings import Settings
from retrieval.ranking import reranker, spelling
from retrieval.text.analyzer import compound_parts, parted_compounds, spellings, strip_marks, terms
from retrieval.text.language_detection import DEFAULT
from retrieval.text.normalize import normalise
from retrieval.text.question_language import likely_languages, sure_language


class Retriever:
    """Analyses questions and retrieves passages. All calls for a question are made in the same snapshot.

    Args:
        settings: the configuration.
        engine: stores the articles.
        embedder: computes vectors of texts.
    """

    def __init__(self, *, settings: Settings, engine: Engine, embedder: Embedder) -> None:
        self._settings = settings
        self._engine = engine
        self._embedder = embedder

    def clean_question(self, question: str) -> str:
        """Normalise a question: its characters and its spaces.

        Raises:
            QuestionError: it is empty.
            QuestionTooLong: it has too many characters.
        """
        text = " ".join(normalise(question).split())
        most = self._settings.limits.question_characters
        if not text:
            raise QuestionError("the question is empty", advice="Ask in words, such as: When did the bridge reopen?")
        if len(text) > most:
            raise QuestionTooLong(
                f"the question has {len(text):,} characters, and {most:,} are allowed",
                advice="Ask for one thing, in one sentence.",
            )
        return text

    def correct_spelling(self, question: str, library: str) -> str:
        """Like `spelling.correct`, if that is configured."""
        is_wanted = self._settings.retrieval.correct_spelling
        return spelling.correct(self._engine, question, library) if is_wanted else question

    def analyse(self, question: str, library: str) -> Question:
        """Analyse a cleaned question in the library's languages, and embed it."""
        languages = self._engine.languages(library) or (DEFAULT,)
        compounds = {joined: parts for code in languages for joined, parts in compound_parts(question, code).items()}
        question_terms = _question_terms(question, languages, compounds)
        parted = {joined: parts for code in languages for joined, parts in parted_compounds(question, code).items()}
        statistics = self._engine.statistics(library, tuple(dict.fromkeys([*question_terms, *parted])))
        compounds |= {joined: parts for joined, parts in parted.items() if statistics.frequencies.get(joined)}
        if len(languages) > 1:
            question_terms = leave_out_foreign_forms(question, question_terms, languages, statistics)
        return Question(
            text=question,
            terms=question_terms,
            vector=self._embedder.question(question),
            statistics=statistics,
            compounds=compounds,
        )

    def find_sought(self, text: str, library: str) -> SoughtWords:
        """Find the words of a cleaned text that say what it is about, and which of them no article has."""
        languages = self._engine.languages(library) or (DEFAULT,)
        forms = {language: spellings(text, language) for language in languages}
        every = sorted({term for by_term in forms.values() for term in by_term})
        known = self._engine.statistics(library, every).frequencies
        have = {word for by_term in forms.values() for term, word in by_term.items() if known.get(term)}
        content = have.union(*(by_term.values() for by_term in forms.values()))
        for language in {*languages, *likely_languages(text)}:
            content &= {*spellings(text, language).values(), *have}
        ordered = [word for word in dict.fromkeys(map(strip_marks, text.split())) if word in content]
        return SoughtWords(content=tuple(ordered), missing=tuple(word for word in ordered if word not in have))

    def find_keys(self, question: Question, library: str) -> list[int]:
        """Find the keys of candidates by words and by meaning: a superset, each key once."""
        settings = self._settings.retrieval
        sought = tuple(dict.fromkeys([*question.terms, *question.compounds]))
        lexical = self._engine.lexical(library, sought, settings.lexical_candidates)
        dense = self._engine.dense(library, question.vector, settings.dense_candidates)
        return list(dict.fromkeys([*lexical, *dense]))

    def rank(
        self, question: Question, keys: Sequence[int], library: str, *, limit: int, also: Sequence[int] = ()
    ) -> list[tuple[RankedPassage, StoredPassage]]:
        """Rank passages by words and meaning, and read the texts of the best (`reranker.rerank`).

        Args:
            question: analysed.
            keys: of the candidates, as the engine gave them.
            library: that they are of.
            limit: the most passages to return, without those of `also`.
            also: keys of passages that are returned as well, however they rank.
        """
        postings = self._engine.postings(library, [*keys, *also])
        return reranker.rerank(question, postings, partial(self._engine.fetch, library), limit=limit, also=also)

    def search(self, words: str, library: str, *, limit: int) -> tuple[Question, list[RankedPassage]]:
        """Analyse cleaned words and rank the passages that fit them, best first."""
        question = self.analyse(words, library)
        ranked = self.rank(question, self.find_keys(question, library), library, limit=limit)
        return question, [passage for passage, _ in ranked]

    def rank_by_quote(self, library: str, quote: str) -> tuple[Question, list[StoredPassage]]:
        """Use a quote as a question: the analysed quote, and the passages most like it, best first."""
        question = self.analyse(quote[: self._settings.limits.question_characters], library)
        most = self._settings.retrieval.read_passages
        ranked = self.rank(question, self.find_keys(question, library), library, limit=most)
        return question, [stored for _, stored in ranked]


def _question_terms(question: str, languages: Sequence[str], compounds: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the terms of a question in all languages: of a compound its parts, or itself where it has no parts."""
    analysed = [term for language in languages for term in terms(question, language)]
    undivided = [joined for joined, parts in compounds.items() if joined in parts]
    return tuple(dict.fromkeys([*analysed, *undivided]))


def leave_out_foreign_forms(
    question: str, question_terms: Sequence[str], languages: Sequence[str], statistics: Statistics
) -> tuple[str, ...]:
    """Leave out the terms of a question that are only another language's form of a word which counts already.

    Each language of a library cuts a word in its own way, and its stop words are content words of the others. A form
    that no passage has counts as rare: it would weigh more than all that is asked for. Where the question's language is
    clear its stop words alone count as such: in "was kostet die Fähre" the "die" of English articles is left out, in
    "when did he die" it stays. A word that nothing in the library has in any form, and that is no stop word, keeps the
    first form; where the language is not clear, it may be a stop word of none of the languages.

    Args:
        question: cleaned.
        question_terms: its terms in all languages.
        languages: of the library, more than one.
        statistics: of these terms.
    """
    forms: dict[str, list[str]] = {}  # by word; one without a form in some language is a stop word there
    content: Counter[str] = Counter()
    for language in languages:
        by_term = spellings(question, language)
        content.update(set(by_term.values()))
        for term, word in by_term.items():
            forms.setdefault(word, []).append(term)
    own = sure_language(question)
    asked = set(spellings(question, own).values()) if own else set(forms)
    kept: set[str] = set()
    for word, alike in ((word, forms[word]) for word in forms if word in asked):
        known = [term for term in alike if statistics.frequencies.get(term)]
        kept.update(known or (alike[:1] if own or content[word] == len(languages) else ()))
    left_out = {term for alike in forms.values() for term in alike} - kept
    return tuple(term for term in question_terms if term not in left_out)

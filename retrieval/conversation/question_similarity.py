"""Finds which of several questions means the same as another one, so that its verified answer may be offered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from retrieval.core.protocols import Embedder
from retrieval.core.records import Vector
from retrieval.text.analyzer import terms

# The least cosine of two questions of the same meaning, by the default model: of the pairs in
# tests/retrieval/conversation/test_question_similarity.py those of another meaning stay below 0.75, where no other rule
# parts them, and those of the same meaning are above. A wrong verified answer is worse than none.
SAME = 0.86
_CACHED = 2_000  # vectors of questions: four libraries with as many pinned answers as there may be

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_KINDS = {
    "when": "when wann cuándo quand",
    "where": "where wo wohin dónde où",
    "who": "who whom whose wer wen wem wessen quién quiénes qui",
    "why": "why warum wieso weshalb pourquoi",
    "how many": "many viele cuántos cuántas combien",
    "how much": "much viel cuánto cuánta",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
# Words that turn the meaning around: a question with one of them is another question than one without.
_TURNING = frozenset("not no never without nicht kein keine nie ohne nunca sin jamais sans pas".split())  # noqa: SIM905


class QuestionMatcher:
    """Compares questions by their words, numbers and vectors. Safe to use from several threads.

    Args:
        embedder: computes the vectors.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vector = lru_cache(maxsize=_CACHED)(self._embed)

    def _embed(self, question: str) -> Vector:
        return self._embedder.question(question)

    def find(self, question: str, others: Sequence[str], *, language: str) -> int | None:
        """Find the index of the question that means the same; None where none does.

        Args:
            question: that is asked.
            others: those that have an answer.
            language: whose words are compared.
        """
        mine = frozenset(terms(question, language))
        theirs = [frozenset(terms(other, language)) for other in others]
        comparable = [at for at, other in enumerate(others) if _agree(question, other)]
        exact = next((at for at in comparable if theirs[at] == mine), None)
        if exact is not None:
            return exact
        vector = self._vector(question)
        scores = {at: _cosine(vector, self._vector(others[at])) for at in comparable if not _contrast(mine, theirs[at])}
        best = max(scores, key=scores.__getitem__, default=None)
        return best if best is not None and scores[best] >= SAME else None


def _agree(first: str, second: str) -> bool:
    """Return whether two questions name the same numbers, are both negated or neither, and ask for the same kind."""
    (kinds, *facts), (other_kinds, *other_facts) = _facts(first), _facts(second)
    return facts == other_facts and (kinds == other_kinds or not kinds or not other_kinds)


def _contrast(first: frozenset[str], second: frozenset[str]) -> bool:
    """Return whether a word stands in place of another, as Monday for Sunday. A synonym counts as another word too."""
    return bool(first & second) and len(first - second) == len(second - first) == 1


def _facts(question: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Collect what two questions must have in common: their kind, their numbers, and whether something is negated."""
    words = re.findall(r"\w+", question.casefold())
    kinds = frozenset(_KIND_OF[word] for word in words if word in _KIND_OF)
    return kinds, frozenset(_NUMBER.findall(question)), _TURNING.intersection(words)


def _cosine(first: Vector, second: Vector) -> float:
    return float(first @ second)

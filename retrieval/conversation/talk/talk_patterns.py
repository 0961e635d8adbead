"""The words of talk of each language, compiled for comparison with a line.

The lists are in `languages`; here they become patterns and sets of folded words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.conversation.talk.talk_kinds import KINDS, TalkKind
from retrieval.conversation.talk.talk_tokens import fold_for_talk
from retrieval.languages import Lexicon, lexicon, lexicons

# Whose words a line is taken for where several languages know them equally well; others come behind these.
_TIES = ("en", "fr", "es", "de")
_LEAST_CORRECTED = 5  # letters of a word that a slip of the keyboard may be corrected in


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPatterns:
    """The patterns and words of talk of one language. All are compared with folded text."""

    code: str  # of the language
    vocabulary: frozenset[str]
    openings: tuple[tuple[TalkKind, re.Pattern[str]], ...]
    coverage: re.Pattern[str]
    bare_coverage: re.Pattern[str]
    news: frozenset[str]
    fillers: re.Pattern[str]
    question: re.Pattern[str]
    inner_question: re.Pattern[str]
    sentence_words: frozenset[str]
    address: frozenset[str]
    indefinite: frozenset[str]

    @property
    def cores(self) -> tuple[tuple[TalkKind, re.Pattern[str]], ...]:
        """The patterns that show the kind of a line of nothing but words of talk."""
        return _cores(self.code)

    def asks(self, text: str) -> bool:
        """Return whether a clause is a question by its words."""
        return bool(self.question.match(text, self.skip_fillers(text)) or self.inner_question.search(text))

    def skip_fillers(self, text: str) -> int:
        """Find where a text begins behind a greeting and the like."""
        skipped = self.fillers.match(text)
        return skipped.end() if skipped else 0

    def is_closed(self, words: Iterable[str]) -> bool:
        """Return whether these are nothing but words of talk, stop words and numbers."""
        return all(word in self.vocabulary or word.isdigit() or word == "@" for word in words)

    def is_sentence(self, words: Iterable[str]) -> bool:
        """Return whether one of the words shows a whole sentence."""
        return any(word in self.sentence_words for word in words)

    def correct(self, word: str) -> str:
        """Correct one slip of the keyboard, where that gives a word of the vocabulary."""
        if word in self.vocabulary or len(word) < _LEAST_CORRECTED or not word.isalpha():
            return word
        return next((each for each in _slips(word) if each in self.vocabulary), word)


def _slips(word: str) -> Iterable[str]:
    """Yield all words that are one missing, surplus, wrong or swapped letter away."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:position], word[position:]) for position in range(len(word) + 1)]
    for left, right in cuts:
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        if len(right) > 1 and len(word) > _LEAST_CORRECTED:  # not the last: "Germany" is no slip for "German"
            yield left + right[1:]
        for letter in letters:
            yield left + letter + right


@cache
def talk_patterns(code: str) -> TalkPatterns:
    """Compile the words of talk of a language, given by its ISO 639-1 code."""
    talk = lexicon(code).talk
    relatives = "".join(rf"(?<!\b{word} )" for word in talk.relatives)
    return TalkPatterns(
        code=code,
        vocabulary=_vocabulary(code),
        openings=_by_kind(talk.openings),
        coverage=join_patterns(talk.coverage),
        bare_coverage=join_patterns(talk.bare_coverage),
        news=talk.news,
        fillers=re.compile(rf"(?:(?:{'|'.join(talk.fillers)}|,)(?: |$))+"),
        question=re.compile(rf"(?:{'|'.join(talk.questions)})\b"),
        inner_question=re.compile(rf"{relatives}\b(?:{'|'.join(talk.inner_questions)})\b"),
        sentence_words=talk.sentence_words,
        address=talk.address,
        indefinite=talk.indefinite,
    )


@cache
def _vocabulary(code: str) -> frozenset[str]:
    """Return the words of talk of a language: which language a line has is known before its patterns are compiled."""
    entry = lexicon(code)
    return entry.talk.vocabulary | {fold_for_talk(word) for word in entry.stop_words} | {"footnote", "bot"}


@cache
def _cores(code: str) -> tuple[tuple[TalkKind, re.Pattern[str]], ...]:
    """Compile the patterns that only lines like talk are compared with."""
    return _by_kind(lexicon(code).talk.cores)


def _by_kind(kinds: Mapping[str, Sequence[str]]) -> tuple[tuple[TalkKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile("|".join(kinds[kind]))) for kind in KINDS if kind in kinds)


def join_patterns(alternatives: Sequence[str]) -> re.Pattern[str]:
    """Join patterns as alternatives: the name of the group in each gets its number behind it."""
    numbered = (re.sub(r"\?P<(\w+)>", rf"?P<\g<1>{position}>", each) for position, each in enumerate(alternatives))
    return re.compile("|".join(numbered) or r"(?!)")


@cache
def _talkative() -> tuple[Lexicon, ...]:
    return tuple(entry for entry in lexicons() if entry.talk.vocabulary)


def likeliest_languages(words: Sequence[str]) -> list[str]:
    """Find the languages that know most of the words, as ISO 639-1 codes."""
    known = {entry.code: sum(word in _vocabulary(entry.code) for word in words) for entry in _talkative()}
    most = max(known.values(), default=0)
    return sorted((code for code, count in known.items() if count == most), key=_tie_rank)


def _tie_rank(code: str) -> tuple[int, str]:
    return _TIES.index(code) if code in _TIES else len(_TIES), code


@cache
def talk_vocabulary() -> frozenset[str]:
    """Collect the words of talk of all languages."""
    return frozenset().union(*(_vocabulary(entry.code) for entry in _talkative()))

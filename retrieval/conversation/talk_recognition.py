"""Recognises lines that ask nothing of the articles: talk, and questions about the collection.

A line of nothing but words of talk and of the collection cannot be about the world: "how many articles do you have" is
such a line, "how many articles does the treaty have" is none. Of other lines only those are talk that open like thanks,
an insult and the like, and ask nothing. The words of each language are in `languages`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

from retrieval.languages import Lexicon, lexicon, lexicons

TalkKind: TypeAlias = Literal[
    "coverage", "update", "oldest", "count", "howto", "newest", "identity", "sources", "topics", "help",
    "wellbeing", "insult", "thanks", "goodbye", "test", "praise", "deny", "affirm", "laugh", "greeting", "nonsense",
]  # fmt: skip
"""What a line of talk is. In order: of several that a line is, the first counts."""

KINDS: tuple[TalkKind, ...] = get_args(TalkKind)
COLLECTION_KINDS: frozenset[TalkKind] = frozenset({"coverage", "update", "oldest", "newest", "count", "topics"})
LONGEST = 200  # characters; a longer line is no talk
# Kinds that only say something: a line that asks as well is none of them.
_SAYING: frozenset[TalkKind] = frozenset({"thanks", "goodbye", "praise", "deny", "affirm", "laugh", "greeting"})
# Kinds that what is typed beside them makes no talk: "hi, opening hours of the pool".
_ALONE: frozenset[TalkKind] = frozenset({"greeting", "test", "wellbeing", "affirm"})
# Kinds that in a conversation go on with it where the line says more: "no, the one in March".
_GOING_ON: frozenset[TalkKind] = frozenset({"deny", "affirm"})
_ADDRESSED: frozenset[TalkKind] = frozenset(KINDS) - _SAYING - {"insult", "wellbeing", "nonsense"}
_TIES = "en fr es de"  # whose words a line is taken for where several languages know them equally well
_SHORT = 4  # words that say which is meant: "the one with the tower"
_LONGEST_BABBLE = 5  # words
_LONGEST_INITIALS = 3  # letters without a vowel that may be short for something
_VOWEL = re.compile("[aeiouy]")
_CONSONANTS = re.compile("[bcdfghjklmnpqrtvwxz]{6}")
_KEYBOARD = re.compile(
    "jkl|asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|wert(?=[yz])|rtzu|zxcv|yxcv|xcvb|cvbn|vbnm|fdsa|lkjh|uiop|poiu"
)
# Kinds that count beside other words only where they speak to the bot, unlike "my pump leaks, what do I do?".
_BESIDE: frozenset[TalkKind] = (_ADDRESSED - {"test"}) | {"insult"}
_LEAST_CORRECTED = 5  # letters of a word that a slip of the keyboard may be corrected in
_MARKS = '.,;:!?…\n()[]{}"„“”«»—–'
_SIGNS: Mapping[str, TalkKind] = {
    **dict.fromkeys("😂🤣😆😹😄", "laugh"), **dict.fromkeys("🙏🫶", "thanks"), **dict.fromkeys("👍👌✅", "affirm"),
    **dict.fromkeys("👎❌", "deny"), **dict.fromkeys("👋", "greeting"), **dict.fromkeys("🖕💩🤡", "insult"),
    **dict.fromkeys("❤😍👏💯🎉🔥", "praise"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkIntent:
    """What a line of talk is.

    Attributes:
        kind: of talk.
        language: ISO 639-1; empty where it has no words.
        about: of "coverage": what is asked for, as it was typed.
    """

    kind: TalkKind
    language: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """A word, or a mark between clauses (","), as a pattern reads it, and its range in the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    words: tuple[str, ...]
    is_closed: bool  # of nothing but words of talk and stop words
    is_question: bool
    opens: TalkKind | None  # what its beginning shows

    @property
    def text(self) -> str:
        return " ".join(self.words)


def recognise_talk(line: str, *, in_conversation: bool = False) -> TalkIntent | None:
    """Recognise a line that asks nothing of the articles; None where it may ask something.

    Args:
        line: as typed.
        in_conversation: whether something was asked before that the line may go on with.
    """
    if len(line) > LONGEST:
        return None
    tokens = _tokens(line)
    words = [token.text for token in tokens if token.text != ","]
    if not words or _are_gibberish(words, line):
        return _signs(line)
    readings = [_ParsedMessage(code, line, tokens) for code in _languages(words)]
    return (
        _first(readings, lambda reading: reading.closed(in_conversation=in_conversation))
        or _first(readings, lambda reading: reading.coverage(in_conversation=in_conversation))
        or (None if any(reading.asks for reading in readings) else _unasking(line, readings, in_conversation))
    )


def _first(
    readings: Iterable[_ParsedMessage], recognise: Callable[[_ParsedMessage], TalkIntent | None]
) -> TalkIntent | None:
    return next(filter(None, map(recognise, readings)), None)


def _unasking(line: str, readings: Sequence[_ParsedMessage], in_conversation: bool) -> TalkIntent | None:  # noqa: FBT001
    """What a line is that has other words than those of talk and asks nothing, or has only signs beside them."""
    intent = _first(readings, lambda reading: reading.opening(in_conversation=in_conversation))
    has_signs = any(reading.is_closed for reading in readings) and any(character in _SIGNS for character in line)
    return intent or (_signs(line) if has_signs else None)


def is_babble(line: str, *, is_known: bool) -> bool:
    """Whether a line that no article answers is a few words that mean nothing: repeated ones, or such as nobody knows.

    Args:
        line: as typed.
        is_known: whether the library has any of its words.
    """
    words = [token.text for token in _tokens(line) if token.text != ","]
    if not words or len(words) > _LONGEST_BABBLE or line.rstrip().endswith("?") or not "".join(words).isascii():
        return False
    if line != line.lower() or any(_ParsedMessage(code, line, _tokens(line)).asks for code in _languages(words)):
        return False
    return not is_known or any(first == second for first, second in pairwise(words))


class _ParsedMessage:
    """A line as a language has it.

    Args:
        language: its ISO 639-1 code.
        line: as typed.
        tokens: its words and marks.
    """

    def __init__(self, language: str, line: str, tokens: Sequence[_Token]) -> None:
        self.language = language
        self._line = line
        self._tokens = tokens
        self._words = _compiled(language)
        self._corrected = [self._words.correct(token.text) for token in tokens]
        self._clauses = self._split_clauses()

    @property
    def is_closed(self) -> bool:
        """Whether the line has nothing but words of talk."""
        return all(clause.is_closed for clause in self._clauses)

    @property
    def asks(self) -> bool:
        """Whether a clause with words that are not those of talk is a question."""
        return any(clause.is_question for clause in self._clauses if not clause.is_closed)

    @property
    def asks_anything(self) -> bool:
        """Whether any clause is a question."""
        return any(clause.is_question for clause in self._clauses)

    def closed(self, *, in_conversation: bool) -> TalkIntent | None:
        """What a line is of nothing but words of talk; None where it has others, or is no talk."""
        if not self.is_closed:
            return None
        return self._intent(self._kind_of(self._clauses), in_conversation=in_conversation)

    def opening(self, *, in_conversation: bool) -> TalkIntent | None:
        """What a line is that has other words as well and asks nothing: some clause shows it."""
        rest = [clause for clause in self._clauses if not clause.is_closed]
        closed_kind = self._kind_of([clause for clause in self._clauses if clause.is_closed])
        kinds = [kind for kind in (closed_kind, *(clause.opens for clause in rest)) if kind]
        if not kinds:
            return None
        kind = min(kinds, key=KINDS.index)
        is_explained = all(self._explains(kind, clause) for clause in rest if clause.opens is None)
        goes_on = in_conversation and kind in _GOING_ON
        is_asked = kind in _SAYING and self.asks_anything
        is_beside = kind in _BESIDE and closed_kind == kind and not self._is_addressed
        if goes_on or is_asked or is_beside or not is_explained:
            return None
        return self._intent(kind, in_conversation=in_conversation)

    def coverage(self, *, in_conversation: bool) -> TalkIntent | None:
        """The question whether the collection has something, with what is asked for as it was typed."""
        if in_conversation and not self._is_addressed:
            return None
        text = " ".join(self._corrected).rstrip(" ,")
        begin = self._words.skip_fillers(text)
        found = self._words.coverage.fullmatch(text, begin)
        if found is None and not in_conversation:
            found = self._words.bare_coverage.fullmatch(text, begin)
        if found is None:
            return None
        first, last = next(found.span(name) for name, value in found.groupdict().items() if value)
        about = text[first:last].split()
        is_asked = self._words.asks(" ".join(about)) or "," in about
        if is_asked or self._words.is_closed(about) or self._words.is_sentence(about):
            return None
        place = text.count(" ", 0, first)
        start, end = self._tokens[place].start, self._tokens[place + len(about) - 1].end
        return TalkIntent(kind="coverage", language=self.language, about=self._line[start:end])

    @property
    def _is_addressed(self) -> bool:
        """Whether a word speaks to the bot or of its articles."""
        return any(word in self._words.address for word in self._corrected)

    def _split_clauses(self) -> list[_Clause]:
        """The clauses of the line; the last asks where the line ends in a question mark."""
        parts = [part.split() for part in " ".join(self._corrected).split(",") if part.strip()]
        asks = self._line.rstrip().endswith("?")
        return [self._clause(part, asks=asks and place == len(parts) - 1) for place, part in enumerate(parts)]

    def _clause(self, words: Sequence[str], *, asks: bool) -> _Clause:
        text = " ".join(words)
        return _Clause(
            words=tuple(words),
            is_closed=self._words.is_closed(words),
            is_question=asks or self._words.asks(text),
            opens=next((kind for kind, pattern in self._words.openings if pattern.match(text)), None),
        )

    def _kind_of(self, clauses: Sequence[_Clause]) -> TalkKind | None:
        """The first kind that clauses of nothing but words of talk show together."""
        text = " ".join(clause.text for clause in clauses)
        asks = any(clause.is_question for clause in clauses)
        kinds = (kind for kind, pattern in self._words.cores if pattern.search(text))
        return next((kind for kind in kinds if not (asks and kind in _SAYING)), None)

    def _explains(self, kind: TalkKind, clause: _Clause) -> bool:
        """Whether a clause of other words may stand beside talk of this kind: "yes, the red one"."""
        if kind in _GOING_ON and len(clause.words) <= _SHORT:
            return True
        return kind not in _ALONE and self._words.is_sentence(clause.words)

    def _intent(self, kind: TalkKind | None, *, in_conversation: bool) -> TalkIntent | None:
        fits = kind is not None and self._fits(kind, in_conversation=in_conversation)
        return TalkIntent(kind=kind, language=self.language) if kind and fits else None

    def _fits(self, kind: TalkKind, *, in_conversation: bool) -> bool:
        """Whether a line of this kind is talk where it is typed: in a conversation it must speak to the bot."""
        if kind == "insult" and self.asks_anything:
            return self._is_addressed
        if not in_conversation:
            return True
        if kind in _SAYING:
            goes_on = kind in _GOING_ON and len(self._corrected) > _SHORT
            return not goes_on and not any(word.isdigit() for word in self._corrected)
        return kind not in _ADDRESSED or self._is_addressed


@dataclass(frozen=True, slots=True, kw_only=True)
class _CompiledWords:
    vocabulary: frozenset[str]
    cores: tuple[tuple[TalkKind, re.Pattern[str]], ...]
    openings: tuple[tuple[TalkKind, re.Pattern[str]], ...]
    coverage: re.Pattern[str]
    bare_coverage: re.Pattern[str]
    fillers: re.Pattern[str]
    question: re.Pattern[str]
    inner_question: re.Pattern[str]
    sentence_words: frozenset[str]
    address: frozenset[str]

    def asks(self, text: str) -> bool:
        """Whether a clause is a question by its words."""
        return bool(self.question.match(text, self.skip_fillers(text)) or self.inner_question.search(text))

    def skip_fillers(self, text: str) -> int:
        """Where a text begins behind a greeting and the like."""
        skipped = self.fillers.match(text)
        return skipped.end() if skipped else 0

    def is_closed(self, words: Iterable[str]) -> bool:
        """Whether these are nothing but words of talk, stop words and numbers."""
        return all(word in self.vocabulary or word.isdigit() or word == "@" for word in words)

    def is_sentence(self, words: Iterable[str]) -> bool:
        return any(word in self.sentence_words for word in words)

    def correct(self, word: str) -> str:
        """A word of the vocabulary for what is one slip of the keyboard away from it."""
        if word in self.vocabulary or len(word) < _LEAST_CORRECTED or not word.isalpha():
            return word
        return next((each for each in _slips(word) if each in self.vocabulary), word)


def _slips(word: str) -> Iterable[str]:
    """All words that are one missing, surplus, wrong or swapped letter away."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for left, right in cuts:
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        if len(right) > 1 and len(word) > _LEAST_CORRECTED:  # not the last: "Germany" is no slip for "German"
            yield left + right[1:]
        for letter in letters:
            yield left + letter + right


@cache
def _compiled(code: str) -> _CompiledWords:
    entry = lexicon(code)
    talk = entry.talk
    relatives = "".join(rf"(?<!\b{word} )" for word in talk.relatives)
    return _CompiledWords(
        vocabulary=talk.vocabulary | {folded(word) for word in entry.stop_words} | {"footnote", "bot"},
        cores=_by_kind(talk.cores),
        openings=_by_kind(talk.openings),
        coverage=_named(talk.coverage),
        bare_coverage=_named(talk.bare_coverage),
        fillers=re.compile(rf"(?:(?:{'|'.join(talk.fillers)}|,)(?: |$))+"),
        question=re.compile(rf"(?:{'|'.join(talk.questions)})\b"),
        inner_question=re.compile(rf"{relatives}\b(?:{'|'.join(talk.inner_questions)})\b"),
        sentence_words=talk.sentence_words,
        address=talk.address,
    )


def _by_kind(kinds: Mapping[str, Sequence[str]]) -> tuple[tuple[TalkKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile("|".join(kinds[kind]))) for kind in KINDS if kind in kinds)


def _named(alternatives: Sequence[str]) -> re.Pattern[str]:
    """Patterns as alternatives, with a group of another name in each."""
    numbered = (each.replace("?P<about>", f"?P<about{place}>") for place, each in enumerate(alternatives))
    return re.compile("|".join(numbered) or r"(?!)")


@cache
def _talkative() -> tuple[Lexicon, ...]:
    return tuple(entry for entry in lexicons() if entry.talk.vocabulary)


def _languages(words: Sequence[str]) -> list[str]:
    """The languages that know most of the words."""
    known = {entry.code: sum(word in _compiled(entry.code).vocabulary for word in words) for entry in _talkative()}
    most = max(known.values(), default=0)
    return sorted((code for code, count in known.items() if count == most), key=_TIES.find)


def _are_gibberish(words: Sequence[str], line: str) -> bool:
    """Whether a line is keys hit at random, and at most numbers and short words beside them."""
    rest = [word for word in words if not _is_gibberish(word)]
    is_small = all(word.isdigit() or len(word) <= _LONGEST_INITIALS for word in rest)
    return len(rest) < len(words) and is_small and not line.rstrip().endswith("?")


def _is_gibberish(word: str) -> bool:
    """Whether a word is none of any language that is written with Latin letters: keys hit at random."""
    if not word.isascii() or not word.isalpha() or word in _known_words():
        return False
    return len(word) > _LONGEST_INITIALS and bool(
        not _VOWEL.search(word) or _CONSONANTS.search(word) or _KEYBOARD.search(word)
    )


@cache
def _known_words() -> frozenset[str]:
    return frozenset().union(*(_compiled(entry.code).vocabulary for entry in _talkative()))


def folded(text: str) -> str:
    """A text in lower case, without accents and apostrophes."""
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    if character in "'’`´‘":
        return ""
    return "".join(
        each for each in unicodedata.normalize("NFKD", character.casefold()) if unicodedata.category(each) != "Mn"
    )


def _tokens(line: str) -> list[_Token]:
    """The words of a line with marks between clauses; a letter that somebody drags out ("heyyy") counts once."""
    tokens: list[_Token] = []
    word, start = "", 0
    for place, character in enumerate(f"{line} "):
        mapped = _fold(character)
        if mapped == "" or all(each.isalnum() for each in mapped):
            start = start if word else place
            word += mapped
            continue
        if word:
            tokens.append(_Token(text=re.sub(r"([a-z])\1\1+", r"\1", word), start=start, end=place))
            word = ""
        if character == "@":
            tokens.append(_Token(text="@", start=place, end=place + 1))
        elif character in _MARKS and tokens and tokens[-1].text != ",":
            tokens.append(_Token(text=",", start=place, end=place + 1))
    return tokens


def _signs(line: str) -> TalkIntent | None:
    """What a line without words is; None where nothing can be seen."""
    kinds = [_SIGNS[character] for character in line if character in _SIGNS]
    if kinds:
        return TalkIntent(kind=min(kinds, key=KINDS.index), language="")
    return TalkIntent(kind="nonsense", language="") if line.strip() else None

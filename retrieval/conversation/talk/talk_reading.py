"""Reads a line of talk as the words of one language have it: its clauses, and the kind that they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.conversation.talk.talk_kinds import (
    ADDRESSED,
    ALONE,
    BESIDE,
    GOING_ON,
    KINDS,
    NUMBERLESS,
    SAYING,
    WORLDLY,
    TalkIntent,
    TalkKind,
)
from retrieval.conversation.talk.talk_patterns import talk_patterns
from retrieval.conversation.talk.talk_tokens import Token

_MERE = 2  # words of a greeting that somebody who waits for a reply ends with a question mark: "good morning??"
_SHORT = 4  # words that say which is meant: "the one with the tower"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    words: tuple[str, ...]
    is_closed: bool  # of nothing but words of talk and stop words
    is_question: bool
    opens: TalkKind | None  # what its beginning shows

    @property
    def text(self) -> str:
        return " ".join(self.words)


class TalkReading:
    """A line, read by the words of talk of one language.

    Args:
        language: its ISO 639-1 code.
        line: as typed.
        tokens: its words and marks.
    """

    def __init__(self, language: str, line: str, tokens: Sequence[Token]) -> None:
        self.language = language
        self._line = line
        self._tokens = tokens
        self._words = talk_patterns(language)
        self._corrected = [self._words.correct(token.text) for token in tokens]
        self._clauses = self._split_clauses()

    @property
    def is_closed(self) -> bool:
        """True if the line has nothing but words of talk."""
        return all(clause.is_closed for clause in self._clauses)

    @property
    def asks(self) -> bool:
        """True if a clause with words that are not those of talk is a question."""
        return any(clause.is_question for clause in self._clauses if not clause.is_closed)

    @property
    def asks_anything(self) -> bool:
        """True if any clause is a question."""
        return any(clause.is_question for clause in self._clauses)

    def closed(self, *, in_conversation: bool) -> TalkIntent | None:
        """Recognise a line of nothing but words of talk; None where it has others, or is no talk."""
        if not self.is_closed:
            return None
        return self._intent(self._kind_of(self._clauses), in_conversation=in_conversation)

    def opening(self, *, in_conversation: bool) -> TalkIntent | None:
        """Recognise a line that has other words as well and asks nothing, by the clause that shows what it is."""
        rest = [clause for clause in self._clauses if not clause.is_closed]
        closed_kind = self._kind_of([clause for clause in self._clauses if clause.is_closed])
        kinds = [kind for kind in (closed_kind, *(clause.opens for clause in rest)) if kind]
        if not kinds:
            return None
        kind = min(kinds, key=KINDS.index)
        is_explained = all(self._explains(kind, clause) for clause in rest if clause.opens is None)
        goes_on = in_conversation and kind in GOING_ON
        is_asked = kind in SAYING and self.asks_anything
        is_beside = kind in BESIDE and closed_kind == kind and not self._is_addressed
        if goes_on or is_asked or is_beside or not is_explained:
            return None
        return self._intent(kind, in_conversation=in_conversation)

    def coverage(self, *, in_conversation: bool) -> TalkIntent | None:
        """Recognise the question whether the collection has something, with what is asked for as it was typed."""
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
        index = text.count(" ", 0, first)
        start, end = self._tokens[index].start, self._tokens[index + len(about) - 1].end
        asks_news = not self._words.news.isdisjoint(text[:first].split())
        return TalkIntent(
            kind="coverage", language=self.language, about=self._line[start:end], may_be_question=asks_news
        )

    @property
    def _is_addressed(self) -> bool:
        """True if a word speaks to the bot or of its articles."""
        return any(word in self._words.address for word in self._corrected)

    @property
    def _names_bot(self) -> bool:
        """True if a word speaks to the bot or of its articles, and is not one of many: "a bot"."""
        words = zip(["", *self._corrected], self._corrected, strict=False)
        return any(word in self._words.address and before not in self._words.indefinite for before, word in words)

    def _split_clauses(self) -> list[_Clause]:
        """Split the line into clauses; the last asks where the line ends in a question mark."""
        parts = [part.split() for part in " ".join(self._corrected).split(",") if part.strip()]
        asks = self._line.rstrip().endswith("?")
        return [self._clause(part, asks=asks and position == len(parts) - 1) for position, part in enumerate(parts)]

    def _clause(self, words: Sequence[str], *, asks: bool) -> _Clause:
        text = " ".join(words)
        return _Clause(
            words=tuple(words),
            is_closed=self._words.is_closed(words),
            is_question=asks or self._words.asks(text),
            opens=next((kind for kind, pattern in self._words.openings if pattern.match(text)), None),
        )

    def _kind_of(self, clauses: Sequence[_Clause]) -> TalkKind | None:
        """Find the first kind that clauses of nothing but words of talk show together."""
        text = " ".join(clause.text for clause in clauses)
        asks = any(clause.is_question for clause in clauses)
        is_mere = len(text.split()) <= _MERE and not self._words.asks(text)
        kinds = (kind for kind, pattern in self._words.cores if pattern.search(text))
        asking = SAYING - {"greeting"} if is_mere else SAYING
        return next((kind for kind in kinds if not (asks and kind in asking)), None)

    def _explains(self, kind: TalkKind, clause: _Clause) -> bool:
        """Return whether a clause of other words may stand beside talk of this kind: "yes, the red one"."""
        if kind in GOING_ON and len(clause.words) <= _SHORT:
            return True
        return kind not in ALONE and self._words.is_sentence(clause.words)

    def _intent(self, kind: TalkKind | None, *, in_conversation: bool) -> TalkIntent | None:
        if kind is None or not self._fits(kind, in_conversation=in_conversation):
            return None
        is_open = self.asks_anything and not self._names_bot
        if is_open and kind in NUMBERLESS and any(word.isdigit() for word in self._corrected):
            return None
        return TalkIntent(kind=kind, language=self.language, may_be_question=is_open and kind in WORLDLY)

    def _fits(self, kind: TalkKind, *, in_conversation: bool) -> bool:
        """Return whether a line of this kind is talk where it is typed: in a conversation it must speak to the bot."""
        if kind == "insult" and self.asks_anything:
            return self._is_addressed
        if not in_conversation:
            return True
        if kind in SAYING:
            goes_on = kind in GOING_ON and len(self._corrected) > _SHORT
            return not goes_on and not any(word.isdigit() for word in self._corrected)
        return kind not in ADDRESSED or self._is_addressed

"""A possible boundary of sentences, with the facts about the text around it that the rules ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval import languages
from retrieval.languages.lexicon import BoundaryWords
from retrieval.text.quote_pairs import Pair

OPENING = "[\"'“”‘„‚«»‹›「『《【（(\\[{¿¡*_`\\s]*"
LETTER = r"[^\W\d_]"
_FOLLOWING = re.compile(rf"{OPENING}({LETTER}(?:[\w’'-]*\w)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A possible boundary: a mark that may end a sentence, with the text around it."""

    language: str  # ISO 639-1
    sentence: str  # the sentence so far, without the mark
    before: str  # its last 60 characters
    mark: str  # the full stop, question mark, ellipsis …
    closers: str  # closing quotes, brackets and references behind the mark
    is_spaced: bool  # white space follows
    after: str  # the next 80 characters, from the first that is no space; empty at the end of the text
    within: tuple[Pair, ...]  # quotes and brackets that were opened in mid-sentence and are still open
    sentencex_ends_here: bool  # the opinion of sentencex

    @property
    def lexicon(self) -> BoundaryWords:
        """The known words about boundaries in the language."""
        return languages.lexicon(self.language).boundaries

    @property
    def word(self) -> str:
        """The word before the mark, without opening quotes: `U.S` in `(U.S. troops)`."""
        return (self.before.rsplit(maxsplit=1) or [""])[-1].lstrip("\"'“‘„«»‹(（[*_`¿¡")

    @property
    def following(self) -> str:
        """The next word without what stands around it; empty where no word follows."""
        match = _FOLLOWING.match(self.after)
        return match[1] if match else ""

    @property
    def is_opener_next(self) -> bool:
        """True if the next word is a function word with a capital: it has one only where a sentence opens."""
        word = self.following
        return word in self.lexicon.openers and not (
            len(word) == 1 and f"{word}." in self.after[:8]
        )  # but an initial may look like one

"""Tells which sentences of an article can be shown by themselves, which need their neighbours, and which are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.languages import openings
from retrieval.text.segmentation import words

# Shorter sentences ("Not at all.") say too little alone.
LEAST_WORDS = 5
# A sentence that needs more before it is clear is not chosen: the summary would be a stretch of the article.
MOST_TOGETHER = 3

_WORD = re.compile(r"[\w'’-]+")
_MARK = re.compile(r"[\"“”„«»「」『』]")
_OPENING, _CLOSING = frozenset("“„«「『"), frozenset("”»」』")
_UNFINISHED = frozenset(":;,-–—([{/")
_ASKING = ("?", "？", "؟")
_INTERVIEW = 3  # questions with paragraphs of their own
_FIRST_WORDS = 4  # of a sentence, among which a pronoun has nobody before it whom it may mean
_OUTSIDE = 2  # words outside the quotation marks that may tell who speaks


@dataclass(frozen=True)
class Written:
    """A sentence as it stands in its article."""

    text: str
    language: str
    opens: bool = False  # the first one under a heading, or of the article
    item: bool = False  # of a list
    parted: bool = False  # the first of a paragraph or a list item

    @cached_property
    def words(self) -> list[str]:
        """Its words, without punctuation."""
        return _WORD.findall(self.text)

    @cached_property
    def length(self) -> int:
        """Its words, also where no blanks part them."""
        return words(self.text)

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip('*_"”’) ').endswith(_ASKING)


def dateline(text: str) -> int:
    """Where a sentence begins behind its dateline: "LONDON (Reuters) - " is no part of what it says."""
    match = openings.DATELINE.match(text)
    return match.end() if match and match.end() < len(text) else 0


def noise(sentence: Written) -> bool:
    """Whether it is no sentence of the article's own: a teaser, a caption, a byline, a fragment."""
    text = sentence.text
    return (
        sentence.length < LEAST_WORDS
        or not _ends(text)
        or bool(openings.TEASER.match(text) or openings.TEASER_INSIDE.search(text) or openings.BYLINE.match(text))
    )


def together(sentences: Sequence[Written]) -> list[tuple[int, ...] | None]:
    """For each sentence the positions that must be shown for it to be understood, its own among them.

    Args:
        sentences: all of an article, in order.

    Returns:
        Ascending, neighbouring positions; None where a sentence cannot be shown: it is none, or needs too much.
    """
    quoted = quotations(sentences)
    interview = sum(one.parted and one.asks for one in sentences) >= _INTERVIEW
    found: list[tuple[int, ...] | None] = []
    for at, sentence in enumerate(sentences):
        # What is asked is answered behind it, and that can be told by itself; not so what the asked say of themselves.
        reply = interview and (personal(sentence) or (at > 0 and sentences[at - 1].asks))
        shown = not noise(sentence) and not sentence.asks and not reply
        found.append(_with_needs(at, sentences, quoted, found) if shown else None)
    return found


def _with_needs(
    at: int, sentences: Sequence[Written], quoted: Sequence[bool], before: Sequence[tuple[int, ...] | None]
) -> tuple[int, ...] | None:
    sentence = sentences[at]
    first = last = at
    if quoted[at]:
        last = speaker_after(at, sentences, quoted)
        if last == at and at:
            first = at - 1
    if sentence.item or leans(sentence):
        if sentence.item or (sentence.opens and at):
            return None
        first = min(first, max(0, at - 1))
    if first < at:
        needed = before[first]
        if needed is None:
            return None
        first = needed[0]
    span = tuple(range(first, last + 1))
    return span if len(span) <= MOST_TOGETHER and not any(noise(sentences[one]) for one in span) else None


def personal(sentence: Written) -> bool:
    """Whether somebody speaks of themselves in it: nothing in it says who."""
    own = openings.PERSONAL.get(sentence.language, frozenset())
    return any(word.casefold().replace("’", "'") in own for word in sentence.words)


def leans(sentence: Written) -> bool:
    """Whether it speaks of somebody or something that only the text before it names."""
    language, text = sentence.language, sentence.text.lstrip("\"“„«‘'( ")
    if (free := openings.FREE.get(language)) and free.match(text):
        return False
    folded = [word.casefold().replace("’", "'") for word in sentence.words[:_FIRST_WORDS]]
    if not folded:
        return False
    leaning = openings.LEANING.get(language, frozenset())
    if leaning & {folded[0], folded[0].partition("'")[0], "-".join(folded[:2])}:
        return True
    patterns = (openings.GENERIC.get(language), openings.UNNAMED.get(language))
    if (patterns[0] and patterns[0].match(text)) or (patterns[1] and patterns[1].search(sentence.text)):
        return True
    return _pronoun_first(sentence, folded)


def _pronoun_first(sentence: Written, folded: Sequence[str]) -> bool:
    """Whether a pronoun is among the first words ("When he arrived …") with no name before it."""
    pronouns = openings.PRONOUNS.get(sentence.language, ())
    for at, word in enumerate(folded):
        if word in pronouns:
            return True
        if at and sentence.words[at][:1].isupper():
            return False
    return False


def _ends(text: str) -> bool:
    """Whether it ends like a sentence."""
    last = text[-1:]
    return bool(last) and unicodedata.category(last).startswith("P") and last not in _UNFINISHED


def quotations(sentences: Sequence[Written]) -> list[bool]:
    """Which sentences are words of somebody whom they do not name: all of one is inside quotation marks."""
    return [len(_WORD.findall(outside)) < _OUTSIDE for outside in unquoted(sentences)]


def unquoted(sentences: Sequence[Written]) -> list[str]:
    """The text of each sentence with a `"` in place of every character that is inside quotation marks.

    Args:
        sentences: all of an article, in order: a quotation may go on from one to the next.
    """
    found, inside = [], False
    for sentence in sentences:
        if sentence.parted and sentence.text[:1] in '"“„«':
            inside = False
        outside, inside = _outside(sentence.text, inside=inside)
        found.append(outside)
    return found


def _outside(text: str, *, inside: bool) -> tuple[str, bool]:
    """A text with what is inside quotation marks covered, and whether a quotation goes on behind it."""
    outside, last = [], 0
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        alone = at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-"
        opening = mark in _OPENING if mark in _OPENING | _CLOSING else alone
        if mark == "“" and inside:  # the German closing mark
            opening = False
        outside += ['"' * (at - last) if inside else text[last:at], '"']
        inside, last = opening, match.end()
    return "".join(outside) + ('"' * (len(text) - last) if inside else text[last:]), inside


def speaker_after(at: int, sentences: Sequence[Written], quoted: Sequence[bool]) -> int:
    """The sentence behind that ends the quotation with who said it; `at` where none near does."""
    for later in range(at + 1, min(at + MOST_TOGETHER, len(sentences))):
        if sentences[later].parted:
            return at
        if not quoted[later]:
            goes_on = not sentences[later].text.startswith(tuple(_OPENING | {'"'}))
            return later if goes_on and _MARK.search(sentences[later].text) else at
    return at

"""The wording that all front-ends share: strings from records, safe to show."""

from __future__ import annotations

import re
import unicodedata

from retrieval.records import Citation, Passage, RankedPassage

SILENCE = "The articles do not say."
LEADS = "Nearest, but not an answer:"
EMPTY_LIBRARY = "There are no articles yet."

# What a probability is called: the words and cuts of the IPCC's scale for calibrated language, with a plainer first
# word. They say how often a sentence with that confidence is right; the percentage always stands beside them.
ALMOST_CERTAIN = 0.95
VERY_LIKELY = 0.90
LIKELY = 0.66
MORE_LIKELY_THAN_NOT = 0.50
AS_LIKELY_AS_NOT = 0.33
UNLIKELY = 0.10
_SCALE = (
    (ALMOST_CERTAIN, "almost certain"),
    (VERY_LIKELY, "very likely"),
    (LIKELY, "likely"),
    (MORE_LIKELY_THAN_NOT, "more likely than not"),
    (AS_LIKELY_AS_NOT, "about as likely as not"),
    (UNLIKELY, "unlikely"),
)

# Invisible marks that reorder the text around them.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHOWN_INSTEAD = "\ufffd"
_WAY_OF_TELLING_SECONDS = 1_000.0  # milliseconds from which seconds are easier to read


def safe(text: str) -> str:
    """The text without anything that a terminal would obey: controls, escapes, lone surrogates, reordering marks.

    Line ends stay; a tab becomes a space; what is taken out leaves a replacement character.
    """
    if text.isprintable() and text.isascii():
        return text
    return "".join(map(_shown, text.replace("\r\n", "\n")))


def _shown(character: str) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    obeyed = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in _REORDERING
    return _SHOWN_INSTEAD if obeyed else character


def one_line(text: str) -> str:
    """`safe` text with every run of blanks and line ends as one space."""
    return " ".join(safe(text).split())


def shortened(text: str, length: int) -> str:
    """`one_line` text of at most `length` characters, cut at the end of a word where there is one."""
    line = one_line(text)
    if len(line) <= length:
        return line
    head = line[: length - 1]
    at_word = head.rsplit(" ", 1)[0].rstrip(" ,;:")
    return (at_word or head) + "…"


def certainty(probability: float) -> str:
    """A probability in words."""
    return next((words for least, words in _SCALE if probability >= least), "very unlikely")


def percentage(probability: float) -> str:
    """A probability as a whole percentage that never claims certainty."""
    return f"{min(99, max(1, round(probability * 100)))}%"


def confidence(probability: float) -> str:
    """A probability in words and as a percentage: `likely (72%)`."""
    return f"{certainty(probability)} ({percentage(probability)})"


def duration(milliseconds: float) -> str:
    """A time as people say it: `41 ms`, `2.3 s`."""
    if milliseconds < _WAY_OF_TELLING_SECONDS:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1_000:.1f} s"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 article`, `2,000 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def date(published: str | None) -> str:
    """An article's date as it is cited: the day, without the time. Empty where it is not known."""
    return re.split("[T ]", one_line(published or ""), maxsplit=1)[0]


def characters(citation: Citation) -> str:
    """The quote's range in the article's text."""
    return f"characters {citation.start}–{citation.end}"


def citation_line(citation: Citation) -> str:
    """Title, date, source and character range of a quote, on one line."""
    parts = (one_line(citation.title), date(citation.published), one_line(citation.source), characters(citation))
    return " · ".join(part for part in parts if part)


def parted(passage: Passage) -> tuple[str, str]:
    """The heading that a passage stands under (empty if none) and its sentences, each on one line."""
    start = passage.sentences[0].start - passage.start
    return one_line(passage.text[:start].lstrip("#")), one_line(passage.text[start:])


def found(ranked: RankedPassage, heading: str) -> list[str]:
    """What stands beside the title of a passage that was found."""
    passage = ranked.passage
    return [*filter(None, [heading]), f"characters {passage.start}–{passage.end}", f"score {ranked.score:.3f}"]

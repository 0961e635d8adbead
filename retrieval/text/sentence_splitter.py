"""Splits a run of text into sentences: ranges, in order, that cover all words.

1. Every mark that may end a sentence is a point; quotes and brackets are matched, so that closing ones stay with it.
2. sentencex gives its boundaries, with quotes, brackets and bullets hidden from it: it ends no sentence inside
   them, nor in the rest of a paragraph where one is missing, nor inside the items of a list.
3. The rules of `split_rules` decide each point; where they have no opinion, sentencex does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import sentencex

from retrieval.text import quote_pairs
from retrieval.text.boundary_point import Point
from retrieval.text.quote_pairs import Pair
from retrieval.text.split_rules import ends_sentence

MAX_SENTENCE = 2_000  # characters; longer than any sentence that somebody would quote
_TAIL = quote_pairs.LONGEST_PAIR  # characters at a window's end where nothing is decided: what follows is not seen
_WINDOW = 2 * MAX_SENTENCE + _TAIL  # characters looked at together, so that time only grows with the length of a line
_BEFORE, _AFTER = 60, 80  # characters that the rules see around a mark

# Glued on, as encyclopedias have them: `[3]`, `[12]:45`, `:133–134`, `[citation needed]`.
_REFERENCE = r"\[[^\[\]\n]{1,30}\](?::\d{1,4}(?:[–-]\d{1,4})?)?|[:：]\d[\d:–-]*"
_CLOSERS = re.compile(
    rf"(?:[)\]}}”’»›」』》】）〉]|[\"'“‘«*_]+(?=[\s,;:.…—–)\[\]-]|$)|{_REFERENCE}|\s\[(?:\d{{1,3}}\]|[^\[\]\n]{{1,30}}\]$)"
    r"|[¹²³⁰⁴-⁹]+|(?:\s')?\s''(?=\s|$))*"
)
_STOP = re.compile(r"[.!?…‽。！？｡؟۔।॥]+(?:(?:\s\.){2,}(?!\w))?")
_PLAIN = re.compile(r"[^.!?]*[.!?]?")  # in ASCII: a single sentence
_WORD = re.compile(r"[^\W_]")
_OPENING = re.compile("[\"'“‘„«»‹「『《【（(\\[{¿¡*_`•◦▪●\\s]*")
_NESTED = 8  # as deep as quotes and brackets are followed
_SPACE = re.compile(r"\s*")

_HIDDEN = str.maketrans(dict.fromkeys('"“”„‟«»‹›「」『』《》【】()（）[]{}<>`*•◦▪▫■□●○⁃⁌⁍◆◇★☆➤➢➣▶▸►', " "))
_OTHER_SPACE = re.compile(r"[^\S ]")  # a line end ends no sentence, and wide spaces can make sentencex panic
_HIDDEN_AT_EDGES = re.compile(r"['’‘_](?:(?<![^\W_].)|(?![^\W_]))")  # not in `don’t`
_HIDDEN_REFERENCES = re.compile(rf"(?<=[.!?]){_REFERENCE}")


def split_sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Split one run of text into the ranges (start, end) of its sentences, in order; a line end is read as a space.

    A range has no white space at its ends and contains a letter or a digit: a piece without joins its neighbour, or is
    left out where there is none. A sentence of more than MAX_SENTENCE characters is cut at the end of a word, or
    anywhere if there is no white space in it.
    """
    if text.isascii() and len(text) <= MAX_SENTENCE and _PLAIN.fullmatch(text):
        return _merge_wordless(text, _short(text, 0, len(text)))
    return _merge_wordless(text, _pieces(text, language))


def _pieces(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Split a text into trimmed ranges that cover it without white space, window by window."""
    position = 0
    while position < len(text):
        window = text[position : position + _WINDOW]
        whole = position + len(window) == len(text)
        ends = [end for end in _ends(window, language) if whole or end <= len(window) - _TAIL]
        if whole:
            ends.append(len(window))
        start = 0
        for end in ends or [cut := _cut(window, 0), _cut(window, cut)]:
            yield from ((position + s, position + e) for s, e in _short(window, start, end))
            start = end
        position += start


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trim a range, and cut it into parts of at most MAX_SENTENCE characters."""
    while piece := text[start:end].strip():
        start = text.index(piece[0], start)
        cut = _cut(text, start) if len(piece) > MAX_SENTENCE else end
        yield start, start + len(text[start:cut].rstrip())
        start = cut


def _cut(text: str, start: int) -> int:
    """Choose where to cut what begins at `start`: at the last white space within MAX_SENTENCE characters, if any."""
    limit = start + MAX_SENTENCE
    space = max(text.rfind(" ", start + 1, limit + 1), text.rfind("\n", start + 1, limit + 1))
    return space if space > start else limit


def _merge_wordless(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join a piece without a letter or digit to the piece before it, or to the next one if it opens that."""
    sentence: tuple[int, int] | None = None  # the last one, which may still grow
    opening: int | None = None  # where pieces began that belong to the next sentence
    for start, end in pieces:
        if _WORD.search(text, start, end):
            if sentence:
                yield sentence
            sentence = (start if opening is None or end - opening > MAX_SENTENCE else opening), end
            opening = None
        elif (
            sentence and opening is None and end - sentence[0] <= MAX_SENTENCE and _skip(_OPENING, text, start) == start
        ):
            sentence = sentence[0], end
        else:
            opening = start if opening is None else opening
    if sentence:
        yield sentence


def _ends(window: str, language: str) -> list[int]:
    """Find the ends of sentences in the window, without its own end."""
    pairs = quote_pairs.match_pairs(window)
    closing = {pair.close: pair for pair in pairs}
    boundaries = _library_boundaries(window, language)
    begins = [following for _, following in boundaries]
    ends: list[int] = []
    begin, opened, nested = 0, 0, list[Pair]()
    for start, stop in _stops(window, boundaries):
        end = _closed(window, start, stop, closing)
        after = _skip(_SPACE, window, end)
        if end <= begin or after == len(window):
            continue
        while opened < len(pairs) and pairs[opened].open < start:
            nested.append(pairs[opened])
            opened += 1
        nested = [pair for pair in nested if pair.end > end][-_NESTED:]
        point = Point(
            language=language,
            sentence=window[begin:start].replace("\n", " "),
            before=window[max(begin, start - _BEFORE) : start].replace("\n", " "),
            mark=window[start:stop],
            closers=window[stop:end],
            is_spaced=after > end,
            after=window[after : after + _AFTER].replace("\n", " "),
            within=tuple(pair for pair in nested if _WORD.search(window, begin, pair.open)),
            sentencex_ends_here=bisect_right(begins, _skip(_OPENING, window, after)) > bisect_right(begins, start),
        )
        if ends_sentence(point):
            ends.append(end)
            begin = after
    return ends


def _library_boundaries(window: str, language: str) -> list[tuple[int, int]]:
    """Find where sentencex parts sentences, with quotes, brackets and references hidden from it."""
    text = _HIDDEN_REFERENCES.sub(lambda reference: " " * len(reference[0]), window).translate(_HIDDEN)
    text = _OTHER_SPACE.sub(" ", _HIDDEN_AT_EDGES.sub(" ", text))
    pieces = sentencex.get_sentence_boundaries(language, text)[:-1]
    return [(p["start_index"] + len(p["text"].rstrip()), p["end_index"]) for p in pieces if p["text"].strip()]


def _stops(window: str, boundaries: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find the marks (start, end) that may end a sentence: those known here, and others that sentencex recognises."""
    others = [
        (end - 1, end) for end, _ in boundaries if not (window[end - 1].isalnum() or _STOP.match(window, end - 1))
    ]
    return sorted([stop.span() for stop in _STOP.finditer(window)] + others)


def _closed(window: str, start: int, end: int, closing: dict[int, Pair]) -> int:
    """Find the end of what closes behind a mark: quotes and brackets, also with a space before them, and references."""
    while True:
        end = _skip(_CLOSERS, window, end)
        pair = closing.get(end) or (closing.get(end + 1) if window[end : end + 1].isspace() else None)
        if pair is None or pair.open >= start:
            return end
        end = pair.end


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Return where the match of a pattern at a position ends; the position itself where it does not match."""
    match = pattern.match(text, position)
    return match.end() if match else position

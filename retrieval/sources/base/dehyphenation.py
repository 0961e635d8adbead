"""Replaces ligatures by the letters they stand for, and joins words that are broken at the ends of lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from retrieval.sources.base.block_text import join_lines

# Letters in the shape they take beside others: ligatures, and the forms of Hebrew and Arabic.
_SHAPES = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-\u2010\u00ad][^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<whole>\S*?)(?P<head>[^\W\d_]+)[-\u2010]$")
_LINE_HYPHENS = ("-", "\u2010")
_WORD_CHARACTERS = 100  # of which words are told; the search takes time by their square
_TAIL = re.compile(r"[^\W\d_]+")
_NUMBER_RANGE = re.compile(r"\d[-\u2010–]$")
_CONJUNCTIONS = frozenset({"und", "oder", "bzw", "sowie", "bis"})  # in German they follow a part of a word
_WITH_HYPHEN = frozenset({"self", "well", "half"})  # words that begin compounds, and none that is broken after them
_HYPHENS = re.compile("[\u2010\u00ad]")


def expand_ligatures(text: str) -> str:
    """Return the text with the letters that shaped ones stand for; a soft hyphen at its end as a hyphen."""
    text = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return text.rstrip()[:-1] + "-" if text.rstrip().endswith("\u00ad") else text


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Return the whole words of the lines, in lower case, including words with hyphens."""
    words: set[str] = set()
    for line in lines:
        whole = line.split(" ")[:-1] if line.endswith(_LINE_HYPHENS) else [line]
        for word in _WORD.findall(" ".join(whole)):
            plain = _HYPHENS.sub("-", word).casefold()
            words.update((plain, *plain.split("-")))
    return frozenset(words)


def join_broken(lines: Sequence[str], known: frozenset[str]) -> tuple[str, list[int]]:
    """Return the lines of a paragraph as one, words that were broken at a line's end made whole.

    Args:
        lines: normalised, each on one line.
        known: the words of the document; they tell a hyphen that was put in from one that belongs to the word.

    Returns:
        The text, and where in it each line begins.
    """
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        if parts:
            joint, cut = _joint(parts[-1], line, known)
            parts[-1] = parts[-1][: len(parts[-1]) - cut]
            parts.append(joint)
            length += len(joint) - cut
        starts.append(length)
        parts.append(line)
        length += len(line)
    return "".join(parts), starts


def _joint(before: str, line: str, known: frozenset[str]) -> tuple[str, int]:
    """Return the separator between two lines of a paragraph, and the number of characters to cut from the first."""
    last = before[-_WORD_CHARACTERS:].rpartition(" ")[2]
    if _NUMBER_RANGE.search(last) and line[:1].isdigit():
        return "", 0
    match = _BROKEN.fullmatch(last) if last.endswith(_LINE_HYPHENS) else None
    tail = _TAIL.match(line[:_WORD_CHARACTERS])
    if not match or not tail or not tail[0][0].islower():
        return join_lines([before[-1:], line[:1]])[1:-1], 0
    head, rest = match["head"].casefold(), tail[0].casefold()
    if rest in _CONJUNCTIONS and head + rest not in known:  # `Vor- und Nachmittag`
        return " ", 0
    is_letter = len(head) == 1 and match["head"].isupper()  # `X-rays`
    is_compound = is_letter or "-" in match["whole"] or head in _WITH_HYPHEN or f"{head}-{rest}" in known
    return "", 0 if is_compound and head + rest not in known else 1

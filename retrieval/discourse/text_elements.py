"""Reads the part of an article around a sentence as elements: sentences, list items, code, rows of tables, headings.

Sentences are those of `text.segmentation`, with two differences: a block of code is one element, whatever its line
breaks, and a line of running text that stops in the middle of a sentence goes on in the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from retrieval.core.records import TextRange
from retrieval.text.segmentation import TextBlock, blocks

ElementKind: TypeAlias = Literal["heading", "sentence", "item", "code", "row"]

REACH = 3_000  # characters of the article on either side that are read: a section is mostly shorter
_LONGEST_HEADING = 70  # characters of a line without a mark at its end that heads what follows
_MOST_CODE_WORDS = 14  # of a line that is announced and no sentence: a command with its arguments
_MOST_BARE_WORDS = 8  # of a line that nothing announces and that opens in lower case
_COLUMNS = re.compile(r"\S(?:\s+\|\s+|\t+| {3,})\S")  # between the cells of a row
_SENTENCE_END = re.compile("[.!?…。！？؟।][\"'”’»)\\]*_]*$")
_COLON = re.compile("[:：][*_]*$")
_UNFINISHED = re.compile(r"[\w,;)’'\"-]$")
# What stands in a line of code and hardly in a sentence: options, paths, assignments, brackets, calls, prompts.
_CODE = re.compile(
    r"(?:^|\s)--?[a-zA-Z][\w-]*\b|^[$#>%] |(?:^|\s)[~.]?/[\w.~-]|\w/\w+/|[\w\]]\s?=\s?[\w\"'\[{]|[{}<>\\`|]{1,2}|;$"
    r"|\w\(\S*\)|\w_\w|\w::\w|\b\w+\.(?:py|sh|js|conf|txt|ini|toml|ya?ml|json|xml|exe|img|zip|gz|cfg|log|md|html)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A piece of an article that is shown whole or not at all: a range without white space at its ends."""

    start: int
    end: int
    kind: ElementKind
    paragraph: int  # number of the paragraph, list or table: elements of the same one stand together
    is_lead_in: bool = False  # ends with a colon: it announces what comes after it
    is_open: bool = False  # ends in the middle of a sentence, which goes on after a block of code

    @property
    def range(self) -> TextRange:
        """Its range in the article's text."""
        return TextRange(start=self.start, end=self.end)


def read_elements(text: str, span: TextRange, *, language: str) -> list[Element]:
    """Return the elements of the section in which a range of an article stands, in order, with its heading.

    Args:
        text: of the article.
        span: the range.
        language: of the article, ISO 639-1.
    """
    low, high = _window(text, span)
    window = text[low:high]
    elements = [
        replace(element, start=element.start + low, end=element.end + low)
        for element in _elements(window, blocks(window, language))
    ]
    at = next((i for i, element in enumerate(elements) if element.end > span.start), len(elements))
    first = max((i for i, element in enumerate(elements[: at + 1]) if element.kind == "heading"), default=0)
    last = next((i for i in range(at + 1, len(elements)) if elements[i].kind == "heading"), len(elements))
    return elements[first:last]


def _window(text: str, span: TextRange) -> tuple[int, int]:
    """Return the range that is read: up to REACH characters on either side, cut at blank lines where there are any."""
    low, high = max(0, span.start - REACH), min(len(text), span.end + REACH)
    if low:
        blank = text.find("\n\n", low, span.start)
        low = blank + 2 if blank >= 0 else _word_start(text, low, span.start)
    if high < len(text):
        blank = text.rfind("\n\n", span.end, high)
        high = blank if blank >= 0 else max(span.end, text.rfind(" ", span.end, high))
    return low, high


def _word_start(text: str, low: int, stop: int) -> int:
    """Return the offset at which the first whole word from `low` on begins; `stop` where none begins before it."""
    blank = text.find(" ", low, stop)
    return blank + 1 if blank >= 0 else stop


def _elements(text: str, parts: Sequence[TextBlock]) -> Iterator[Element]:
    """Yield the elements of all blocks, in order."""
    paragraph, is_announced = 0, False
    for position, block in enumerate(parts):
        may_head = block.kind == "paragraph" and not is_announced
        is_heading = block.kind == "heading" or (may_head and _is_plain_heading(text, parts, position))
        same_list = (
            position > 0 and block.kind == parts[position - 1].kind == "item" and _is_tight(text, parts, position)
        )
        paragraph += not same_list
        found = list(_of_block(text, block, paragraph, is_heading=is_heading, is_announced=is_announced))
        yield from found
        is_announced = bool(found) and (found[-1].is_lead_in or (is_announced and found[-1].kind == "item"))


def _is_tight(text: str, parts: Sequence[TextBlock], index: int) -> bool:
    """Return whether no heading or paragraph parts a block from the one before.

    Blank lines between items do not count.
    """
    return not text[parts[index - 1].end : parts[index].start].strip()


def _of_block(
    text: str, block: TextBlock, paragraph: int, *, is_heading: bool, is_announced: bool
) -> Iterator[Element]:
    words = text[block.start : block.end]
    lines = words.split("\n")
    if is_heading:
        yield Element(start=block.start, end=block.end, kind="heading", paragraph=paragraph)
    elif block.kind == "item":
        start = block.start
        for end in [sentence.end for sentence in block.sentences]:
            yield _sentence(text, start, end, "item", paragraph)
            start = next((s.start for s in block.sentences if s.start >= end), end)
    elif _is_table(lines):
        yield from _rows(block, lines, paragraph)
    elif _is_code(lines, is_announced=is_announced):
        yield Element(start=block.start, end=block.end, kind="code", paragraph=paragraph)
    else:
        for start, end in _joined(text, block.sentences):
            yield _sentence(text, start, end, "sentence", paragraph)


def _sentence(text: str, start: int, end: int, kind: ElementKind, paragraph: int) -> Element:
    words = text[start:end]
    return Element(
        start=start,
        end=end,
        kind=kind,
        paragraph=paragraph,
        is_lead_in=bool(_COLON.search(words)),
        is_open=bool(_UNFINISHED.search(words)),
    )


def _is_plain_heading(text: str, parts: Sequence[TextBlock], index: int) -> bool:
    """Return whether a paragraph is a short line without a sentence's end, which heads the block after it."""
    words = text[parts[index].start : parts[index].end]
    if index + 1 == len(parts) or "\n" in words or len(words) > _LONGEST_HEADING or _CODE.search(words):
        return False
    is_question = words.endswith("?") and len(words.split()) <= _MOST_CODE_WORDS
    is_bare = not _SENTENCE_END.search(words) and words[-1] not in ":：,;" and not _COLUMNS.search(words)
    is_half = text[parts[index + 1].start].islower() or _goes_on_behind_code(text, parts, index)
    return (is_question or is_bare) and not is_half and words[0] == words[0].upper()


def _goes_on_behind_code(text: str, parts: Sequence[TextBlock], index: int) -> bool:
    """Return whether a paragraph is the first half of a sentence that goes on behind a block of code."""
    following = parts[index + 1 : index + 3]
    if not following or not _is_code(text[following[0].start : following[0].end].split("\n"), is_announced=False):
        return False
    return len(following) > 1 and text[following[1].start].islower()


def _is_table(lines: Sequence[str]) -> bool:
    """Return whether all lines have cells: columns are parted by bars, tabs or several blanks."""
    cells = [len(_COLUMNS.findall(line.strip())) for line in lines]
    return len(lines) > 1 and min(cells) > 0


def _is_code(lines: Sequence[str], *, is_announced: bool) -> bool:
    """Return whether a paragraph is code.

    In code no sentence ends, and its lines have marks of code or were announced.
    """
    stripped = [line.strip() for line in lines]
    if any(_SENTENCE_END.search(line) and " " in line for line in stripped):
        return False
    marked = sum(bool(_CODE.search(line)) for line in stripped)
    if any(_COLON.search(line) for line in stripped[-1:]):
        return False
    short = all(len(line.split()) <= _MOST_CODE_WORDS for line in stripped)
    if is_announced:
        return short
    is_lower = stripped[0][:1].islower() or not stripped[0][:1].isalpha()
    return marked * 2 > len(stripped) or (
        short and len(stripped) == 1 and is_lower and len(stripped[0].split()) <= _MOST_BARE_WORDS
    )


def _rows(block: TextBlock, lines: Sequence[str], paragraph: int) -> Iterator[Element]:
    line_start = block.start
    for line in lines:
        start, end = line_start + len(line) - len(line.lstrip()), line_start + len(line.rstrip())
        yield Element(start=start, end=end, kind="row", paragraph=paragraph)
        line_start += len(line) + 1


def _joined(text: str, sentences: Sequence[TextRange]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph; a line break does not part two halves of one.

    Only where the paragraph is running text: its last line ends a sentence, or announces something.
    """
    if not sentences:
        return
    last = text[sentences[-1].start : sentences[-1].end]
    is_prose = bool(_SENTENCE_END.search(last) or _COLON.search(last))
    start = sentences[0].start
    for sentence, following in pairwise(sentences):
        gap = text[sentence.end : following.start]
        is_half = is_prose and "\n" in gap and _UNFINISHED.search(text[sentence.start : sentence.end])
        if not is_half:
            yield start, sentence.end
            start = following.start
    yield start, sentences[-1].end

"""Inline marks: what programs add to the words of a line of Markdown, written as plain words.

Links between notes, highlighting, attributes, comments, tracked changes, spoilers and roles. Code spans stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from retrieval.sources.base.shifted_text import subscript, superscript

_BACKTICKS = re.compile("`+")
_MARKS = re.compile(r"\[\[|==|\{|%%|\^|~|\|\||\+\+|\*\*")  # a line without any of them is plain
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]+\]\]")
_WIKI_LINK = re.compile(r"\[\[(?![\s#^])([^\[\]|\n]*[^\[\]|\s\\])(?:\\?\|([^\[\]\n]+))?\]\](?!\()")
_HIGHLIGHTED = re.compile(
    r"(?<![A-Za-z0-9_=)\]])==(?=[^\s=])([^=\n]*[^\s=])==(?![A-Za-z0-9_=(])"
)  # not `a==b and c==d`
_ROLE = re.compile(r"\{[a-z][a-z:_-]{0,30}\}$")  # MyST: `{ref}` before a code span
_LONGEST = 500  # characters of what a pair of marks encloses
_WIDE = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7a3\uff00-\uffef"
_REPLACEMENTS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"(?<!\S)%%[^%\n]{{1,{_LONGEST}}}%%(?!\S)"), ""),  # Obsidian's comments
    (re.compile(rf"\{{/\*(?:[^*]|\*(?!/)){{0,{_LONGEST}}}\*/\}}"), ""),  # those of MDX
    (re.compile(rf"\{{>>(?:[^<]|<(?!<)){{0,{_LONGEST}}}<<\}}"), ""),  # CriticMarkup: a remark, and changes
    (re.compile(rf"\{{--(?:[^-]|-(?!-)){{0,{_LONGEST}}}--\}}"), ""),
    (re.compile(rf"\{{\+\+([^+{{}}]{{0,{_LONGEST}}})\+\+\}}"), r"\1"),
    (re.compile(rf"\{{~~(?:[^~{{}}]{{0,{_LONGEST}}})~>([^~{{}}]{{0,{_LONGEST}}})~~\}}"), r"\1"),
    (re.compile(rf"\{{==([^={{}}]{{0,{_LONGEST}}})==\}}"), r"\1"),
    (_EMBEDDED, ""),
    (_WIKI_LINK, lambda link: link[2] or link[1].replace("#", " > ")),
    (_HIGHLIGHTED, r"\1"),
    (re.compile(rf"(?<![!\]\[])\[([^\[\]\n]{{1,{_LONGEST}}})\]\{{ ?[.#][^{{}}\n]{{0,200}}\}}"), r"\1"),  # pandoc: words
    (re.compile(r"(?<=[\])])\{:? ?(?:[.#][\w-]|[\w-]{1,40}=)[^{}\n]{0,200}\}"), ""),  # and of a picture or a link
    (re.compile(r"\{: ?[^{}\n]{1,200}\}"), ""),  # of kramdown
    (re.compile(r"(?<=\S) \^[A-Za-z0-9-]{3,60}$"), ""),  # the name of a block, in Obsidian
    (re.compile(rf"(?<![\w|])\|\|(?=[^\s|])([^|\n]{{1,{_LONGEST}}})(?<=\S)\|\|(?![\w|])"), r"\1"),  # a spoiler
    (re.compile(rf"(?<![\w+])\+\+(?=[^\s+])([^+\n]{{1,{_LONGEST}}})(?<=\S)\+\+(?![\w+])"), r"\1"),  # underlined
    (re.compile(r"(?<=\w)~([\d+-]{1,5})~"), lambda low: subscript(low[1])),
    (re.compile(r"(?<=[\w)])\^([\d+-]{1,5})\^"), lambda high: superscript(high[1])),
    # Bold words that end with a sign and touch a letter, as texts without spaces have them, are not bold to CommonMark.
    (re.compile(rf"\*\*(?=[^\s*])([^*\n]{{1,{_LONGEST}}})(?<=[^\s*\w])\*\*(?=[{_WIDE}])"), r"\1"),
    (re.compile(rf"(?<=[{_WIDE}])\*\*(?=[^\s*\w])([^*\n]{{1,{_LONGEST}}})(?<=[^\s*])\*\*"), r"\1"),
)


def plain_words(line: str) -> str:
    """Return a line without the marks; code spans stay as they are."""
    if not _MARKS.search(line):
        return line
    parts: list[str] = []
    end = 0
    for start, stop in _code_spans(line):
        parts += [_ROLE.sub("", _plain(line[end:start])), line[start:stop]]
        end = stop
    return "".join((*parts, _plain(line[end:])))


def _plain(text: str) -> str:
    for pattern, replacement in _REPLACEMENTS:
        text = pattern.sub(replacement, text)
    return text


def _code_spans(line: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of code in a line: from backticks to the next run of as many. The time grows with the line."""
    runs = [run.span() for run in _BACKTICKS.finditer(line)]
    closing: dict[int, int] = {}  # by the number of an opening run, the number of the run that closes it
    last: dict[int, int] = {}  # by length, the nearest run to the right
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        if length in last:
            closing[number] = last[length]
        last[length] = number
    number = 0
    while number < len(runs):
        if number in closing:
            yield runs[number][0], runs[closing[number]][1]
        number = closing.get(number, number) + 1

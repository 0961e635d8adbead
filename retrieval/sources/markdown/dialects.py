"""Dialects: what programs add to Markdown, written as CommonMark, before it is parsed.

Without this the marks are read as words, and glue a note's title to its first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.sources.markdown.comments import fence_after

_NOTE = re.compile(  # MkDocs: `!!! tip "Title"`, `??? note`, and `=== "Tab"`, with its text indented below
    r"( {0,12})(?:(?:!!!|\?\?\?\+?) +[a-z][\w-]*(?: [\w -]{1,80})?|===[+!]?(?= +[\"“]))(?: +[\"“](?P<title>.*)[\"”])? *"
)
_INDENTATION = 4  # of that text
_CONTAINER = re.compile(  # Docusaurus, VitePress, MyST, pandoc: `:::note Title`, `::: {.tip}`; `:::` ends it
    r" {0,12}:{3,}+ *+(?:\{[^{}]*\}|[A-Za-z][\w-]*)?"
    r" *+(?:\[(?P<label>.*)\]|(?P<words>[^{}]{0,200}?))? *+(?:\{[^{}]*\})? *+:*"
)
_CALLOUT = re.compile(r"(?P<marks> {0,3}(?:> ?)+)\[![A-Za-z][\w-]*(?:\|[^\]]*)?\][+-]? *(?P<title>.*)")
# Lines that are no text: calls of templates, attributes of what stands above, the place of a table of contents.
_CALL = re.compile(
    r"(?: *(?:\{%[^{}]*%\}|\{\{[<%][^{}]*[>%]\}\}|\{:[^{}]*\}))+ *| *(?:\[toc\]|\[\[_?toc_?\]\]) *", re.IGNORECASE
)
_CODE_OF_PAGE = re.compile(
    r"import (?:[\w$*{][\w$*{} ,]* from )?['\"][^'\"]+['\"];? *|export (?:const|let|default|function|\{).*[;}] *"
)
_ATTRIBUTES = re.compile(r"( {0,3}#{1,6} .{0,299}?[^ ]) *\{:? ?[#.][^{}]*\} *+#*+ *")  # of a heading, `{#its-name}`
_BACKTICKS = re.compile("`+")
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]+\]\]")
_WIKI_LINK = re.compile(r"\[\[(?![\s#^])([^\[\]|\n]*[^\[\]|\s\\])(?:\\?\|([^\[\]\n]+))?\]\](?!\()")
_HIGHLIGHTED = re.compile(
    r"(?<![A-Za-z0-9_=)\]])==(?=[^\s=])([^=\n]*[^\s=])==(?![A-Za-z0-9_=(])"
)  # not `a==b and c==d`


def plain_markdown(text: str) -> str:
    """Return Markdown without what programs add to it; code stays as it is."""
    return "\n".join(_converted(text.split("\n")))


def _converted(lines: Sequence[str]) -> Iterator[str]:
    fence = ""
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        before, fence = fence, fence_after(line, fence)
        if before or fence:
            yield line
        elif match := _NOTE.fullmatch(line):
            end = _end_of_note(lines, number, len(match[1]) + _INDENTATION)
            inside = [inner[_INDENTATION:] for inner in lines[number:end]]
            yield from ("", f"{match[1]}{match['title'] or ''}", "", *_converted(inside), "")
            number = end
        elif match := _CONTAINER.fullmatch(line):
            yield from ("", match["label"] or match["words"] or "", "")
        elif match := _CALLOUT.fullmatch(line):
            yield from (f"{match['marks']}{match['title']}", match["marks"].rstrip())
        elif _CALL.fullmatch(line) or _CODE_OF_PAGE.fullmatch(line):
            yield ""
        else:
            yield _plain_line(line)


def _end_of_note(lines: Sequence[str], start: int, indentation: int) -> int:
    """Return the number of the first line that is no part of a note's text."""
    end = start
    for number in range(start, len(lines)):
        if lines[number].strip():
            if not lines[number].startswith(" " * indentation):
                break
            end = number + 1
    return end


def _plain_line(line: str) -> str:
    """Return a line of text without marks of links between notes, of highlighting, and a heading's attributes."""
    if match := _ATTRIBUTES.fullmatch(line):
        line = match[1]
    if "[[" not in line and "==" not in line:
        return line
    parts: list[str] = []
    end = 0
    for start, stop in _code_spans(line):
        parts += [_plain_words(line[end:start]), line[start:stop]]
        end = stop
    return "".join((*parts, _plain_words(line[end:])))


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


def _plain_words(text: str) -> str:
    text = _WIKI_LINK.sub(lambda link: link[2] or link[1].replace("#", " > "), _EMBEDDED.sub("", text))
    return _HIGHLIGHTED.sub(r"\1", text)

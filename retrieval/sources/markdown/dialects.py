"""Dialects: what programs add to Markdown, written as CommonMark, before it is parsed.

Without this the marks are read as words, and glue a note's title to its first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.sources.base.drawn_table import drawn_rows, is_drawn_rule
from retrieval.sources.markdown.comments import fence_after
from retrieval.sources.markdown.inline_marks import plain_words

_NOTE = re.compile(  # MkDocs: `!!! tip "Title"`, `??? note`, and `=== "Tab"`, with its text indented below
    r"( {0,12})(?:(?:!!!|\?\?\?\+?) +[a-z][\w-]*(?: [\w -]{1,80})?|===[+!]?(?= +[\"“]))(?: +[\"“](?P<title>.*)[\"”])? *"
)
_INDENTATION = 4  # of that text
_EXCLAIMED = re.compile(
    r" *(?:!!!|\?\?\?\+?) +[a-z][\w-]* +[\w -]*\Z"
)  # without a text below it, several words are a sentence
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
_CODE_BOX = re.compile(  # MyST: a note in a fence, with options above its text
    r" {0,3}(?:`{3,}|~{3,})\{(?:attention|caution|danger|error|hint|important|note|seealso|tip|warning|admonition"
    r"|margin|sidebar|dropdown|topic|figure|card|exercise|solution|epigraph|versionadded|versionchanged|deprecated)\}"
    r"(?P<title>[^`]*)"
)
_PICTURE_BOX = re.compile(r"[^{]*\{figure\}")  # whose first line names a file
_OPTION = re.compile(r" {0,3}:[a-z][\w-]*:(?: .*)?")
_ABBREVIATION = re.compile(r" {0,3}\*\[(?P<short>[^\[\]]{1,60})\]:\s*(?P<long>.*)")
_HINT = re.compile(r" {0,3}[!?]>\s+(?P<words>\S.*)")  # Docsify
_COMMENT_LINE = re.compile(r"\s*%%\s*")  # Obsidian: alone on a line it begins or ends a comment
_TARGET = re.compile(r" {0,3}\([\w.:-]+\)=\s*")  # MyST
_CONTENTS_CALL = re.compile(r"\s*\{:toc\b[^{}]*\}\s*", re.IGNORECASE)
_STATE = re.compile(  # Logseq: what the program keeps of a block
    r"\s*(?:[-*] )?(?:id|collapsed|heading|background-color|created-at|updated-at|template|public|icon"
    r"|logseq\.[\w.-]+)::.*"
)
_NO_TEXT = (_CALL, _CODE_OF_PAGE, _TARGET, _STATE)
_VERSE = re.compile(r"\|(?P<words> +[^|\s][^|]*)")  # pandoc: a line whose end is meant


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
        match = None if before or not fence else _CODE_BOX.fullmatch(line)
        if match and (end := _end_of_fence(lines, number, fence)):
            title = "" if _PICTURE_BOX.match(line) else match["title"].strip()
            yield from ("", title, "", *_converted(_without_options(lines[number:end])), "")
            fence, number = "", end + 1
        elif before or fence:
            yield line
        elif (match := _NOTE.fullmatch(line)) and (
            (end := _end_of_note(lines, number, len(match[1]) + _INDENTATION)) > number or not _EXCLAIMED.match(line)
        ):
            inside = [inner[_INDENTATION:] for inner in lines[number:end]]
            yield from ("", f"{match[1]}{match['title'] or ''}", "", *_converted(inside), "")
            number = end
        elif match := _CONTAINER.fullmatch(line):
            yield from ("", match["label"] or match["words"] or "", "")
        elif match := _CALLOUT.fullmatch(line):
            yield from (f"{match['marks']}{match['title']}", match["marks"].rstrip())
        elif _COMMENT_LINE.fullmatch(line):
            number = next((at + 1 for at in _comment_ends(lines, number)), number)
        elif line.lstrip().startswith("+") and (end := _end_of_drawing(lines, number - 1)):
            yield from _piped(drawn_rows(lines[number - 1 : end]) or [])
            number = end
        else:
            yield from _converted_line(line, lines[number] if number < len(lines) else "")


def _converted_line(line: str, following: str) -> Iterator[str]:
    """Yield what stands for a line that is neither code nor a box."""
    if any(mark.fullmatch(line) for mark in _NO_TEXT) or _CONTENTS_CALL.fullmatch(following):
        yield ""
    elif match := _ABBREVIATION.fullmatch(line):
        yield from ("", f"{match['short']}: {match['long']}", "")
    elif match := _HINT.fullmatch(line):
        yield from ("", plain_words(match["words"]), "")
    elif (match := _VERSE.fullmatch(line)) and not following.lstrip().startswith("|-"):
        yield plain_words(match["words"]).strip() + ("\\" if _VERSE.fullmatch(following) else "")
    else:
        yield plain_words(match[1] if (match := _ATTRIBUTES.fullmatch(line)) else line)


def _comment_ends(lines: Sequence[str], start: int) -> Iterator[int]:
    return (at for at in range(start, len(lines)) if _COMMENT_LINE.fullmatch(lines[at]))


def _end_of_fence(lines: Sequence[str], start: int, fence: str) -> int:
    """Return the number of the line that closes a fence; 0 where none does."""
    return next((at for at in range(start, len(lines)) if not fence_after(lines[at], fence)), 0)


def _without_options(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines of a box behind the lines of its options."""
    first = next((at for at, line in enumerate(lines) if not _OPTION.fullmatch(line)), len(lines))
    return lines[first:]


def _end_of_drawing(lines: Sequence[str], start: int) -> int:
    """Return the number of the line below a table that is drawn; 0 if none is drawn here."""
    if not is_drawn_rule(lines[start]) or (start and lines[start - 1].strip()):
        return 0
    end = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
    return end if drawn_rows(lines[start:end]) is not None else 0


def _piped(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table as Markdown has it."""
    yield ""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if not number:
            yield f"|{'---|' * len(row)}"
    yield ""


def _end_of_note(lines: Sequence[str], start: int, indentation: int) -> int:
    """Return the number of the first line that is no part of a note's text."""
    end = start
    for number in range(start, len(lines)):
        if lines[number].strip():
            if not lines[number].startswith(" " * indentation):
                break
            end = number + 1
    return end

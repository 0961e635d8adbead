"""Tables of web pages: unwraps tables that only arrange a page, and writes lists in the cells of others as words.

trafilatura gives a cell as one line, and drops the lists in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.sources.html.page_elements import CELLS, HEADINGS, LONG_LINE, SENTENCE_END, class_names, content

_PARTS = frozenset({"table", "tbody", "tr", "td"})  # of a table that arranges a page
_DATA_PARTS = ("th", "caption", "thead")  # which only tables of data have
# Classes that programs which colour code give to the numbers of its lines.
_NUMBER_NAMES = frozenset(
    {"linenos", "lineno", "linenodiv", "line-number", "line-numbers", "line-numbers-rows", "ln"}
    | {"gutter", "gl", "rouge-gutter", "blob-num", "hljs-ln-numbers"}
)
_NUMBERS = re.compile(r"[\d\s]*")
_MAIN_CELL = 0.5  # of a table's text, in the cell that a page is laid out around; cells of data share it more evenly
_LEAST_TEXT = 250  # characters of such a cell: two or three sentences


def open_tables(tree: Any) -> None:
    """Make layout tables ordinary parts of the page, and write the lists in cells of other tables in a line."""
    _remove_line_numbers(tree)
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for part in [table, *_own_parts(table)]:
                if part.tag in _PARTS:
                    part.tag = "div"
    for cell in list(tree.iter(*CELLS)):
        for entries in reversed(list(cell.iter("ul", "ol", "dl"))):  # the inner ones first
            _write_in_line(entries)


def _remove_line_numbers(tree: Any) -> None:
    """Remove the numbers of lines of code that stand in a column, or before each line."""
    for element in list(tree.iter("td", "th", "span", "a", "div")):
        is_number = not _NUMBER_NAMES.isdisjoint(class_names(element))
        if is_number and element.getparent() is not None and _NUMBERS.fullmatch(content(element)):
            element.drop_tree()


def _own_parts(table: Any) -> Iterator[Any]:
    """Yield the elements of a table down to its cells, and no table inside them."""
    for part in table:
        yield part
        if part.tag not in CELLS:
            yield from _own_parts(part)


def _is_layout(table: Any) -> bool:
    """Return whether a table arranges a page.

    One cell has most of the words, in blocks of their own; or there is one column, of sentences or of code.
    """
    parts = list(_own_parts(table))
    if any(part.tag in _DATA_PARTS for part in parts):
        return False
    if _is_column(parts):
        return True
    sizes = {part: len(content(part).strip()) for part in parts if part.tag in CELLS}
    main = max(sizes, key=lambda cell: sizes[cell], default=None)
    if main is None or sizes[main] < max(_LEAST_TEXT, _MAIN_CELL * sum(sizes.values())):
        return False
    return next(main.iter("table", *HEADINGS), None) is not None or len(list(main.iter("p"))) > 1 or _has_gap(main)


def _is_column(parts: list[Any]) -> bool:
    """Return whether a table is a column, and some cell in it holds a sentence or preformatted lines."""
    rows = [part for part in parts if part.tag == "tr"]
    cells = [part for part in parts if part.tag in CELLS]
    if any(sum(cell.tag in CELLS for cell in row) > 1 for row in rows):
        return False
    texts = (content(cell).strip() for cell in cells)
    has_sentence = any(len(text) >= LONG_LINE and SENTENCE_END.search(text) for text in texts)
    return has_sentence or any(next(cell.iter("pre"), None) is not None for cell in cells)


def _has_gap(cell: Any) -> bool:
    """Return whether two line breaks part paragraphs in a cell."""
    breaks = ((part, part.getnext()) for part in cell.iter("br"))
    return any(after is not None and after.tag == "br" and not (part.tail or "").strip() for part, after in breaks)


def _write_in_line(entries: Any) -> None:
    """Write the items of a list one behind the other, each with the mark that a browser shows before it."""
    for number, item in enumerate(entries.iterchildren("li", "dt", "dd"), start=1):
        mark = f"{number}. " if entries.tag == "ol" else "• " if item.tag == "li" else ""
        for words in item.xpath("(.//text()[normalize-space()])[1]"):  # none in an item that is only a picture
            setattr(words.getparent(), "tail" if words.is_tail else "text", f" {mark}{words.lstrip()}")
        item.tail = f" {item.tail or ''}"
    for item in list(entries.iterchildren("li", "dt", "dd")):
        item.drop_tag()
    entries.drop_tag()

"""Deep nesting: parses HTML whose elements are nested deeper than the parser goes, by taking out frames and styles.

libxml2 ends the tree at 256 levels without an error, and what stands there or behind is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from retrieval.sources.html.page_elements import HEADINGS, INLINE

_MOST_LEVELS = 250  # of a tree; a deeper one may have been cut off
_KEPT_LEVELS = 60  # of elements that stay: to look at all around each word takes time by them
_FRAME_LEVELS = 100
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<(?P<end>/?)(?P<name>[a-z][\w:-]*)(?P<rest>[^<>]*)>",
    re.IGNORECASE | re.DOTALL,
)
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
# Their ends may be left out, so that many that seem open are closed. Their levels are counted with the frame's.
_OPTIONAL_NAMES = """
p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rt rp html head body
"""
_OPTIONAL = frozenset(_OPTIONAL_NAMES.split())
_LEVELS = {"table": 4, "ul": 2, "ol": 2, "dl": 2, "select": 2}
# They hold either no text of the article or all of it; so they stay at greater depths.
_FRAME_NAMES = "nav aside footer header form article main figure button noscript svg template"
_FRAMES = frozenset(_FRAME_NAMES.split())
_PARAGRAPH = "<p>"  # stands for a block, begun or ended; it ends the paragraph before


def parse_nested(markup: str, parse: Callable[[str], Any]) -> Any:
    """Return what a function makes of the markup of a page: the root of its tree, or None.

    Where the tree is so deep that words may be lost, the markup is parsed again without its deepest frames and styles;
    their words stay, in paragraphs.
    """
    root = parse(markup)
    return parse(flatten(markup)) if root is not None and _is_deep(root) else root


def flatten(markup: str) -> str:
    """Return HTML without the tags of elements that are nested deeply; takes time in proportion to the length."""
    return "".join(_flattened(markup))


def _is_deep(root: Any) -> bool:
    from lxml import etree  # noqa: PLC0415  heavy

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MOST_LEVELS:
            return True
    return False


def _flattened(markup: str) -> Iterator[str]:
    nesting = _Nesting()
    end, is_parted = 0, False
    for match in _MARKUP.finditer(markup):
        text = markup[end : match.start()]
        yield text
        end = match.end()
        is_parted = is_parted and not text.strip()
        if nesting.keeps(match):
            yield match[0]
            is_parted = False
        elif match["name"].lower() not in INLINE and not is_parted:
            yield _PARAGRAPH
            is_parted = True
    yield markup[end:]


class _Nesting:
    """The elements that are open at a place in the markup."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []  # their names, and whether their tags stay
        self._counts: Counter[str] = Counter()
        self._levels = 0

    def keeps(self, match: re.Match[str]) -> bool:
        """Open or close what a tag opens or closes, and return whether it stays; so does what is no tag."""
        name = (match["name"] or "").lower()
        if not name or name == "p" or name in _VOID or match["rest"].endswith("/"):
            return True
        if name in _OPTIONAL:
            return not self._open or self._open[-1][1]
        return self._close(name) if match["end"] else self._enter(name)

    def _enter(self, name: str) -> bool:
        """Open an element, and return whether its tags stay."""
        most = _FRAME_LEVELS if name in _FRAMES or name in HEADINGS else _KEPT_LEVELS
        stays = self._levels < most
        self._open.append((name, stays))
        self._counts[name] += 1
        self._levels += _LEVELS.get(name, 1) if stays else 0
        return stays

    def _close(self, name: str) -> bool:
        """Close the last element of this name, with those in it, and return whether its tag stays."""
        stays = True
        while self._counts[name]:
            last, stays = self._open.pop()
            self._counts[last] -= 1
            self._levels -= _LEVELS.get(last, 1) if stays else 0
            if last == name:
                break
        return stays

"""The styles of an OpenDocument text: which paragraph is the title, which words are shown, which lists are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TITLE = "Title"  # the name in files, whatever the language of the program
_STRUCK = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_MOST_PARENTS = 100  # of a style; programs offer a few, and each paragraph asks them all
_POSITION = re.compile(r"(super|sub)|(-?)(\d{1,3}(?:\.\d+)?)%")


class OdtStyles:
    """The styles of a document.

    Args:
        roots: of the parts that define them; a later part counts where both define a name.
    """

    def __init__(self, roots: Iterable[Any]) -> None:
        self._styles: dict[tuple[str | None, str | None], Any] = {}
        self._levels: dict[tuple[str, int], Any] = {}
        for root in roots:
            for style in root.iter("style"):
                self._styles[style.get(f"{_STYLE}family"), style.get(f"{_STYLE}name")] = style
            for style in root.iter("list-style"):
                for level in style:
                    depth = read_number(level.get(f"{TEXT}level"), 0)
                    self._levels[style.get(f"{_STYLE}name") or "", depth] = level

    def is_title(self, paragraph: Any) -> bool:
        """Return whether a paragraph is styled as the title of the document."""
        return any(style.get(f"{_STYLE}name") == _TITLE for style in self._chain(paragraph))

    def is_shown(self, element: Any) -> bool:
        """Return whether the words of a paragraph or span count: they are neither hidden nor struck out."""
        is_hidden = self._stated(element, f"{TEXT}display") == "none" or element.get(f"{TEXT}is-hidden") == "true"
        return not is_hidden and not any(self._stated(element, name) not in ("", "none") for name in _STRUCK)

    def position(self, element: Any) -> str:
        """Return "super" for words that are set high, "sub" for those set low, else an empty string."""
        match = _POSITION.match(self._stated(element, f"{_STYLE}text-position"))
        if match is None:
            return ""
        if match[1] or not float(match[3]):
            return match[1] or ""
        return "sub" if match[2] else "super"

    def first_number(self, list_style: str, depth: int) -> int | None:
        """Return the number that a list begins with; None where its items have none.

        Args:
            list_style: the name of its style.
            depth: of the list in others, from 1.
        """
        level = self._levels.get((list_style, depth))
        if level is None or level.tag != "list-level-style-number" or not level.get(f"{_STYLE}num-format"):
            return None
        return read_number(level.get(f"{TEXT}start-value"), 1)

    def _chain(self, element: Any) -> Iterator[Any]:
        """Yield the style of an element, then the styles that it is based on."""
        family = "text" if element.tag == "span" else "paragraph"
        name = element.get(f"{TEXT}style-name")
        seen: set[str | None] = set()
        while (family, name) in self._styles and name not in seen and len(seen) < _MOST_PARENTS:
            seen.add(name)
            yield self._styles[family, name]
            name = self._styles[family, name].get(f"{_STYLE}parent-style-name")

    def _stated(self, element: Any, attribute: str) -> str:
        """Return the value of a property of text, from the first style that states it; empty for none."""
        for style in self._chain(element):
            for properties in style.iterchildren("text-properties"):
                value: str | None = properties.get(attribute)
                if value is not None:
                    return value
        return ""


def read_number(written: str | None, default: int) -> int:
    """Return a whole number, or the default where none is written."""
    return int(written) if written and _NUMBER.fullmatch(written) else default

"""Closed panels: recognises what a page hides only until a reader opens it, as tabs, accordions and "read more" do.

Such a panel has a control, or a name, that says so. Menus, dialogs and hints have controls too: they are told apart by
their elements, their roles and their links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from retrieval.sources.html.page_elements import HEADINGS, IN_TEXT, content

_PANEL_NAME = re.compile(
    r"(?:[a-z\d]+[-_])*?(?:tab|tabs|tabbed|accordion|accordions|collapse|collapsible|expandable|expander)"
    r"(?:[-_]*(?:pane|panel|panels|content|contents|body|item|block|box|inner|text))?",
    re.IGNORECASE,
)
_CONTROLS = ("aria-controls", "aria-owns", "data-target", "data-bs-target", "data-controls")
_APART_TAGS = frozenset({"nav", "header", "footer", "aside", "form", "dialog", "menu", "select"})
_APART_ROLES = frozenset(
    {"dialog", "alertdialog", "alert", "menu", "menubar", "listbox", "navigation", "search", "status", "tooltip"}
)
_APART_NAMES = re.compile(
    r"cookie|consent|modal|popup|dropdown|tooltip|popover|navbar|menu|share|search", re.IGNORECASE
)
_LINK_SHARE = 0.5  # of a panel's words that makes it a menu
_LAST_TOKENS = 50  # names of an element that are looked at


class ClosedPanels:
    """The panels of a page that a reader can open.

    Args:
        tree: the page, as it was parsed.
        hidden: its hidden elements; those inside them may be left out.
    """

    def __init__(self, tree: Any, hidden: Collection[Any]) -> None:
        self._tree = tree
        self._hidden = hidden
        self._controlled = set(_controlled_ids(tree))
        self._shown: set[str] | None = None

    def includes(self, element: Any) -> bool:
        """Return whether a hidden element is a panel with text that stands nowhere else on the page."""
        return self._is_named(element) and not _is_apart(element) and _has_text(element) and not self._repeats(element)

    def _is_named(self, element: Any) -> bool:
        is_marked = element.get("role") == "tabpanel" or (element.get("hidden") or "").lower() == "until-found"
        names = (element.get("class") or "").split()[:_LAST_TOKENS]
        return (
            is_marked
            or element.get("id") in self._controlled
            or any(_PANEL_NAME.fullmatch(name) for name in names)
            or _is_control(element.getprevious())
        )

    def _repeats(self, panel: Any) -> bool:
        """Return whether the page shows the words of a panel elsewhere, as one does for narrow screens."""
        if self._shown is None:
            parts = self._tree.iter(*IN_TEXT, "pre")
            self._shown = {content(part).strip() for part in parts if not self._is_inside_hidden(part)}
        texts = {text for part in panel.iter(*IN_TEXT, "pre") if (text := content(part).strip())}
        is_repeated = bool(texts) and texts <= self._shown
        self._shown |= texts
        return is_repeated

    def _is_inside_hidden(self, element: Any) -> bool:
        return element in self._hidden or any(ancestor in self._hidden for ancestor in element.iterancestors())


def open_panel(panel: Any) -> None:
    """Take from a panel, and from the button before it, what keeps their words from being read."""
    for name in ("hidden", "style", "aria-hidden", "class", "id"):
        panel.attrib.pop(name, None)
    button = panel.getprevious()
    if button is not None and button.tag == "button":
        button.tag = "p"


def _controlled_ids(tree: Any) -> Iterator[str]:
    """Yield the ids of the elements that a button, a tab or the like opens; a menu's button says that it has one."""
    for name in _CONTROLS:
        for control in tree.iterfind(f".//*[@{name}]"):
            if (control.get("aria-haspopup") or "false") == "false":
                yield from (target.lstrip("#") for target in control.get(name).split())
    for tab in tree.iterfind(".//a[@role='tab']"):
        yield (tab.get("href") or "").partition("#")[2]


def _is_control(element: Any) -> bool:
    """Return whether an element before a panel is the button that opens it, perhaps in a heading."""
    if element is None or not isinstance(element.tag, str):
        return False
    button = element if element.tag == "button" else element.find(".//button") if element.tag in HEADINGS else None
    return button is not None and (button.get("aria-haspopup") or "false") == "false"


def _is_apart(element: Any) -> bool:
    """Return whether an element is no part of the page's text: a menu, a dialog, a hint."""
    names = " ".join(element.get(name) or "" for name in ("class", "id", "aria-label"))
    around = (element, *element.iterancestors())
    return (
        _APART_NAMES.search(names) is not None
        or any(part.tag in _APART_TAGS for part in around)
        or any(part.get("role") in _APART_ROLES for part in around)
    )


def _has_text(element: Any) -> bool:
    """Return whether an element holds words, and not links above all."""
    words = len(content(element).strip())
    linked = sum(len(content(link)) for link in element.iter("a"))
    return words > 0 and linked <= _LINK_SHARE * words and next(element.iter("input", "textarea"), None) is None

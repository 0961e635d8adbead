"""Hidden elements: removes what a page does not show, or shows as struck out."""

from __future__ import annotations

import re
from typing import Any

from retrieval.sources.html.closed_panels import ClosedPanels, open_panel
from retrieval.sources.html.page_elements import class_names, content

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"mso-hide\s*:\s*all|text-decoration(?:-line)?\s*:[^:;]*line-through", re.IGNORECASE)
_UNSEEN = frozenset({"template", "del", "s", "strike", "rt", "rp", "rtc", "annotation", "annotation-xml"})
# Names that style sheets in wide use give to words for screen readers alone.
_UNSEEN_NAMES = frozenset(
    {
        *(
            "sr-only",
            "visually-hidden",
            "visuallyhidden",
            "screen-reader-text",
            "screen-reader-only",
            "screenreader-only",
        ),
        *("u-visually-hidden", "element-invisible", "a11y-hidden", "is-visually-hidden", "usa-sr-only"),
    }
)
_NOTICE = re.compile(r"java\s?script", re.IGNORECASE)  # in every language
_NOTICE_CHARACTERS = 500  # longer words for browsers without scripts are the page itself
_SHEET_CHARACTERS = 100_000  # of a style sheet in the page that is looked at
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^@{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # for printers and narrow screens
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_DISPLAY = re.compile(r"display\s*:\s*([\w-]+)", re.IGNORECASE)
_SELECTOR = re.compile(r"\w*([.#][\w-]+)")
_NAMES = re.compile(r"[.#][\w-]+")
_MOST_HIDDEN = 0.5  # of the paragraphs' text; a style sheet that hides more waits for a script to show the page


def remove_unseen(tree: Any) -> None:
    """Remove what attributes, styles and well-known names hide, and struck-out words; open what a click opens."""
    for element in _elements(tree):
        if _is_never_seen(element):
            element.drop_tree()
    names = _hidden_by_sheets(tree)
    hidden = [element for element in _elements(tree) if _is_hidden(element) or _own_names(element) & names]
    panels = ClosedPanels(tree, frozenset(hidden))
    for element in hidden:
        if element.getparent() is None:
            continue
        if panels.includes(element):
            open_panel(element)
        else:
            element.drop_tree()


def asks_for_scripts(tree: Any) -> bool:
    """Return whether a page asks to switch scripts on, for browsers without."""
    return any(_is_script_notice(element) for element in tree.iter("noscript"))


def _elements(tree: Any) -> list[Any]:
    """Return the elements of a page that may be hidden."""
    return [
        element
        for element in tree.iter()
        if isinstance(element.tag, str) and element.getparent() is not None and element.tag not in ("body", "html")
    ]


def _is_never_seen(element: Any) -> bool:
    """Return whether no reader sees an element, whatever is opened."""
    if element.tag == "template" and element.get("shadowrootmode") == "open":
        element.tag = "div"  # the content of the element around it
    is_struck = _STRUCK_STYLE.search(element.get("style") or "") is not None
    is_for_readers_aloud = not _UNSEEN_NAMES.isdisjoint(class_names(element))
    return element.tag in _UNSEEN or is_struck or is_for_readers_aloud or _is_script_notice(element)


def _is_hidden(element: Any) -> bool:
    is_closed = element.tag == "dialog" and element.get("open") is None
    has_hiding_style = _HIDDEN_STYLE.search(element.get("style") or "") is not None
    return is_closed or has_hiding_style or element.get("hidden") is not None


def _is_script_notice(element: Any) -> bool:
    """Return whether an element only asks to switch scripts on, as pages do that a script draws."""
    words = content(element) if element.tag == "noscript" else ""
    return len(words) <= _NOTICE_CHARACTERS and _NOTICE.search(words) is not None


def _own_names(element: Any) -> set[str]:
    """Return the names that a style sheet may call an element by: `.name` of a class, `#name` of its id."""
    classes = {f".{name}" for name in class_names(element)}
    return classes | ({f"#{element.get('id')}"} if element.get("id") else set())


def _hidden_by_sheets(tree: Any) -> set[str]:
    """Return the names that the page's own style sheets hide, and show nowhere."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in tree.iter("style"):
        if (sheet.get("media") or "all").strip().lower() not in ("all", "screen"):
            continue
        rules = _CONDITIONAL.sub("", _COMMENT.sub("", (sheet.text or "")[:_SHEET_CHARACTERS]))
        for selectors, body in _RULE.findall(rules):
            display = _DISPLAY.search(body)
            if display is None:
                continue
            if display[1].lower() != "none":
                shown.update(_NAMES.findall(selectors))
                continue
            matches = (_SELECTOR.fullmatch(selector.strip()) for selector in selectors.split(","))
            hidden.update(match[1] for match in matches if match)
    names = hidden - shown
    return names if names and _share(tree, names) < _MOST_HIDDEN else set()


def _share(tree: Any, names: set[str]) -> float:
    """Return the share of the paragraphs' text that stands in elements of these names."""
    total = inside = 0
    for paragraph in tree.iter("p"):
        length = len(paragraph.text_content())
        total += length
        around = (paragraph, *paragraph.iterancestors())
        inside += length if any(_own_names(element) & names for element in around) else 0
    return inside / total if total else 0.0

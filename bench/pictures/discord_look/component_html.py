"""Discord's components as HTML: each becomes an element whose class the style sheet knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, TypeAlias

from bench.pictures.discord_look import markdown_html

Component: TypeAlias = Mapping[str, Any]

# Discord's documentation, `components/reference`: "Component Types" and "Button Styles".
ROW, BUTTON, SECTION, TEXT, SEPARATOR, CONTAINER = 1, 2, 9, 10, 14, 17
SELECTS = (3, 5, 6, 7, 8)
STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}

_ARROW = '<svg viewBox="0 0 24 24"><path d="M14 4h6v6M20 4l-9 9M18 14v5H5V6h5"/></svg>'
_CHEVRON = '<svg viewBox="0 0 24 24"><path d="M6 9l6 6 6-6"/></svg>'


def html(components: Iterable[Component]) -> str:
    """Return the components one after another.

    Raises:
        ValueError: there is one that this page has no look for.
    """
    return "".join(map(_component, components))


def _component(component: Component) -> str:
    kind = component["type"]
    if kind not in _LOOKS:
        raise ValueError(
            f"component type {kind} has no look in bench/pictures/discord_look/component_html.py: add one there"
        )
    return _LOOKS[kind](component)


def _container(component: Component) -> str:
    colour = component.get("accent_color")
    accent = "" if colour is None else f' style="--accent: #{colour:06x}"'
    return f'<div class="container"{accent}>{html(component["components"])}</div>'


def _section(component: Component) -> str:
    texts, beside = html(component["components"]), html([component["accessory"]])
    return f'<div class="section"><div class="texts">{texts}</div>{beside}</div>'


def _text(component: Component) -> str:
    return f'<div class="text">{markdown_html.html(component["content"])}</div>'


def _separator(component: Component) -> str:
    line = "line" if component.get("divider", True) else "blank"
    return f'<div class="separator {line} spacing-{component.get("spacing", 1)}"></div>'


def _row(component: Component) -> str:
    return f'<div class="row">{html(component["components"])}</div>'


def _button(component: Component) -> str:
    style = STYLES[component["style"]]
    state = " disabled" if component.get("disabled") else ""
    emoji = (component.get("emoji") or {}).get("name") or ""
    shown = " ".join(filter(None, (emoji, component.get("label") or "")))
    return f'<span class="button {style}{state}">{escape(shown)}{_ARROW if style == "link" else ""}</span>'


def _select(component: Component) -> str:
    """Draw a select as it is before anybody opens it: what is chosen, or the placeholder."""
    chosen = [option["label"] for option in component.get("options", ()) if option.get("default")]
    shown = ", ".join(chosen) or component.get("placeholder") or "Make a selection"
    return f'<span class="select{" chosen" if chosen else ""}">{escape(shown)}{_CHEVRON}</span>'


_LOOKS: dict[int, Callable[[Component], str]] = {
    ROW: _row,
    BUTTON: _button,
    SECTION: _section,
    TEXT: _text,
    SEPARATOR: _separator,
    CONTAINER: _container,
    **dict.fromkeys(SELECTS, _select),
}

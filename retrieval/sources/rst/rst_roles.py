"""The words of interpreted text: what the roles of docutils and Sphinx show, and those that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Callable

from retrieval.sources.base.shifted_text import subscript, superscript

# Roles whose text is shown as it stands; in that of others `title <target>` gives the title.
_VERBATIM_NAMES = "abbr code command dfn file kbd literal math mailheader regexp samp"
_VERBATIM = frozenset(_VERBATIM_NAMES.split())
_BRACED = frozenset({"file", "samp"})  # in whose text braces mark what a reader fills in
_CALLED = frozenset({"func", "meth"})  # whose names are shown with parentheses
LABELS = frozenset({"ref", "numref"})  # whose text is the label of a section
_IMPORT_NAME = re.compile(r"[~!]?\.?(?P<name>[^\W\d]\w*(?:\.\w+)*(?:\(\))?)")
_ACCELERATOR = re.compile("&(?=[^ &])")
_BRACE = re.compile(r"(?<!\\)[{}]")


def split_domain(name: str) -> str:
    """Return a role or directive in lower case without its domain: `py:func` gives "func"."""
    return name.lower().rpartition(":")[2]


def split_target(text: str) -> tuple[str, str]:
    """Return the title and the target of `title <target>`; the whole text twice where it is only a target."""
    start = text.rfind("<")
    if start > 0 and text.endswith(">") and text[:start].strip():
        return text[:start].strip(), text[start + 1 : -1].strip()
    return text, text


def role_words(name: str, text: str) -> str:
    """Return the words of interpreted text.

    Args:
        name: of the role, without a domain.
        text: between the backquotes.
    """
    if name in _SHOWN:
        return _SHOWN[name](text)
    if name in _BRACED:
        return _BRACE.sub("", text)
    if name in _VERBATIM:
        return text
    title, target = split_target(text)
    return title if title is not target else _name(name, title)


def _name(role: str, text: str) -> str:
    """Return the name of a part of a program as Sphinx shows it: `~os.path.join` as "join()" for a function."""
    match = _IMPORT_NAME.fullmatch(text)
    if match is None:
        return text.removeprefix("!")
    words = match["name"].rpartition(".")[2] if text.startswith("~") else match["name"]
    return f"{words}()" if role in _CALLED and not words.endswith(")") else words


def _menu(text: str) -> str:
    return " > ".join(_label(part.strip()) for part in split_target(text)[0].split("-->"))


def _label(text: str) -> str:
    return _ACCELERATOR.sub("", text).replace("&&", "&")


def _number(series: str, text: str) -> str:
    title, target = split_target(text)
    return title if title is not target else f"{series} {target.partition('#')[0]}"


def _nothing(_: str) -> str:
    return ""


_SHOWN: dict[str, Callable[[str], str]] = {
    "sup": superscript,
    "superscript": superscript,
    "sub": subscript,
    "subscript": subscript,
    "guilabel": _label,
    "menuselection": _menu,
    "pep": lambda text: _number("PEP", text),
    "pep-reference": lambda text: _number("PEP", text),
    "rfc": lambda text: _number("RFC", text),
    "rfc-reference": lambda text: _number("RFC", text),
    "raw": _nothing,
}

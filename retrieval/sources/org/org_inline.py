"""The words of a text of Org without their marks: emphasis, links, dates, entities, notes and macros."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

_LINK = re.compile(
    r"\[\[((?:[^\[\]\n]|\\[\[\]]){1,1000})\](?:\[([^\[\]\n]{1,1000}(?:\[[^\[\]\n]{0,200}\][^\[\]\n]{0,200})?)\])?\]"
)
_PICTURE = re.compile(r"(?:file:|attachment:|https?:|[./~])\S*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)", re.IGNORECASE)
_SCHEME = re.compile(r"(?:file|id|attachment|doi|info|elisp|shell|denote|roam)(?:\+\w+)?:")
_ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]{1,1000})>")
# A moment, `<2024-05-03 Fri 10:00-11:00 +1w>`: the day and the clock are kept.
_MOMENT = re.compile(
    r"[<\[](\d{4}-\d\d-\d\d)(?: {1,9}[^\W\d_]{1,12}\.?)?( {1,9}\d{1,2}:\d\d(?:-\d{1,2}:\d\d)?)?"
    r"(?: {1,9}[.+-]{1,2}\d{1,4}[hdwmy](?:/\d{1,4}[hdwmy])?){0,2}[>\]]"
)
_NOTE_MARK = re.compile(r" ?\[fn:[\w-]{1,60}\]")
_INLINE_NOTE = re.compile(
    r" ?\[fn:[\w-]{0,60}:([^\[\]]{1,2000}(?:\[\[[^\[\]]{1,500}\](?:\[[^\[\]]{1,500}\])?\][^\[\]]{0,1000})?)\]"
)
_CITATION = re.compile(r" ?\[cite(?:/[\w/-]{1,40})?:[^\[\]]{1,500}\]")
_SNIPPET = re.compile(r"@@[\w-]{1,20}:[^@]{0,500}@@")
_MACRO = re.compile(r"\{\{\{([\w-]{1,60})(?:\([^{}]{0,500}\))?\}\}\}")
_RADIO = re.compile(r"<<<([^<>\n]{1,200})>>>")
_TARGET = re.compile(r"<<[^<>\n]{1,200}>>")
_INLINE_CODE = re.compile(r"(?<![\w])src_\w{1,30}(?:\[[^\[\]\n]{0,200}\])?\{([^{}\n]{1,500})\}")
_ENTITY = re.compile(r"\\([A-Za-z]{2,10})(?:\{\}|(?![A-Za-z]))")
_SCRIPT = re.compile(r"(?<=\S)([_^])\{([^{}\n]{0,200})\}")
_BEFORE, _AFTER = r"(?<![^\s\-('\"{\x00])", r"(?![^\s\-.,;:!?'\")}\[\\\x00])"
_CODE = re.compile(rf"{_BEFORE}([=~])(?=\S)([^\n]{{1,500}}?)(?<=\S)\1{_AFTER}")
_EMPHASIS = re.compile(rf"{_BEFORE}([*/_])(?=\S)((?:(?!\1)[^\x00]){{1,1000}}?)(?<=\S)\1{_AFTER}")
_STRUCK = re.compile(rf"{_BEFORE}\+(?=\S)[^+\x00]{{1,1000}}(?<=\S)\+{_AFTER}")
_HIDDEN = re.compile("\x00(\\d+)\x00")
_MOST_NESTED = 3
_EXPANDED = 200  # characters that a macro may stand for


def words_of(text: str, macros: Mapping[str, str]) -> str:
    """Return what a text shows; what is struck out is left out, as in the other formats.

    Args:
        text: of a paragraph, a headline, an item or a cell, without notes (`split_notes`).
        macros: that the document defines, by name; another one shows nothing.
    """
    kept: list[str] = []

    def keep(words: str) -> str:
        kept.append(_HIDDEN.sub(lambda match: kept[int(match[1])], words))
        return f"\x00{len(kept) - 1}\x00"

    text = _CODE.sub(lambda match: keep(match[2]), text.replace("\x00", " "))
    text = _INLINE_CODE.sub(lambda match: keep(match[1]), text)
    text = _MACRO.sub(lambda match: macros.get(match[1], "")[:_EXPANDED], _SNIPPET.sub("", _CITATION.sub("", text)))
    text = _LINK.sub(lambda match: match[2] or keep(_target(match[1])), text)
    text = _ADDRESS.sub(lambda match: keep(match[1].removeprefix("mailto:")), text)
    text = _TARGET.sub("", _RADIO.sub(r"\1", _MOMENT.sub(lambda match: match[1] + (match[2] or ""), text)))
    text = _SCRIPT.sub(lambda match: match[2] if match[1] == "_" else f"^{match[2]}", text)
    text = _ENTITY.sub(_entity, _marked(text))
    return _HIDDEN.sub(lambda match: kept[int(match[1])], text)


def split_notes(text: str) -> tuple[str, list[str]]:
    """Return a text without its notes and their numbers, and the notes that are written inside it."""
    notes = [match[1].strip() for match in _INLINE_NOTE.finditer(text)]
    return _NOTE_MARK.sub("", _INLINE_NOTE.sub("", text)), notes


def _marked(text: str) -> str:
    """Return a text without the marks around words, which may stand inside each other."""
    for _ in range(_MOST_NESTED):
        bare = _EMPHASIS.sub(r"\2", _STRUCK.sub("", text))
        if bare == text:
            break
        text = bare
    return text


def _target(target: str) -> str:
    """Return what a link without words shows: its address, or the name of the place in the document."""
    if _PICTURE.fullmatch(target):
        return ""
    return _SCHEME.sub("", target).lstrip("*#").replace("\\[", "[").replace("\\]", "]")


def _entity(match: re.Match[str]) -> str:
    r"""Return the character of an entity, `α` of `\alpha`; one that HTML does not know stays as it is written."""
    character = html.unescape(f"&{match[1]};")
    return match[0] if character.startswith("&") and len(character) > 1 else character

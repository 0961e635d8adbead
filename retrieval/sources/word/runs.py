"""Runs: the visible words of a Word paragraph, with symbols and formulas as characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from retrieval.sources.base.shifted_text import subscript, superscript
from retrieval.sources.word.styles import Styles, W
from retrieval.sources.word.symbols import is_symbol_font, symbol, symbols

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Elements whose words are not read where they stand: moved and deleted text, text boxes (read behind their paragraph),
# properties, the reading set above ruby text, and the copy of a drawing for old programs.
NOT_IN_LINE = frozenset(
    {f"{W}moveFrom", f"{W}del", f"{W}txbxContent", f"{W}pPr", f"{W}rPr", f"{W}rt"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_CHARACTERS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
_SHIFTS: dict[str, Callable[[str], str]] = {"superscript": superscript, "subscript": subscript}
_ROOT = "√"
_SUM = "∫"  # the operator that a formula has where it names none


class RunReader:
    """Reads the words of paragraphs.

    Args:
        styles: of the document, which may hide words.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def text(self, paragraph: Any) -> str:
        """Return the visible words of a paragraph, without hidden and struck-out ones."""
        return "".join(self._pieces(paragraph, paragraph))

    def _pieces(self, element: Any, paragraph: Any) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == f"{W}t":
                font = _font(element)
                text = symbols(font, child.text or "") if is_symbol_font(font) else child.text or ""
                yield _SHIFTS.get(_height(element), str)(text)
            elif tag == f"{W}sym":
                yield symbol(child.get(f"{W}font") or "", child.get(f"{W}char") or "")
            elif tag == f"{M}t":
                yield child.text or ""
            elif tag in _FORMULAS:
                yield _FORMULAS[tag](self, child, paragraph)
            elif (
                isinstance(tag, str)
                and tag not in NOT_IN_LINE
                and not is_prompt(child)
                and self._is_shown(child, paragraph)
            ):
                yield from self._pieces(child, paragraph)

    def _is_shown(self, element: Any, paragraph: Any) -> bool:
        return element.tag not in (f"{W}r", f"{M}r") or self._styles.is_shown(element, paragraph)

    def _part(self, formula: Any, name: str, paragraph: Any) -> str:
        part = formula.find(f"{M}{name}")
        return "" if part is None else "".join(self._pieces(part, paragraph))

    def fraction(self, formula: Any, paragraph: Any) -> str:
        """Return `a/b`, with brackets around a part of several characters."""
        above, below = (self._part(formula, name, paragraph) for name in ("num", "den"))
        return f"{_bracketed(above)}/{_bracketed(below)}"

    def script(self, formula: Any, paragraph: Any) -> str:
        """Return a base with its superscript and subscript."""
        low = _script(self._part(formula, "sub", paragraph), subscript, "_")
        high = _script(self._part(formula, "sup", paragraph), superscript, "^")
        return f"{self._part(formula, 'e', paragraph)}{low}{high}"

    def root(self, formula: Any, paragraph: Any) -> str:
        """Return `√a`, with the degree before it."""
        degree = superscript(self._part(formula, "deg", paragraph))
        return f"{degree}{_ROOT}{_bracketed(self._part(formula, 'e', paragraph))}"

    def brackets(self, formula: Any, paragraph: Any) -> str:
        """Return a term in its brackets."""
        properties = formula.find(f"{M}dPr")
        inside = ", ".join("".join(self._pieces(part, paragraph)) for part in formula.iterchildren(f"{M}e"))
        return f"{_character(properties, 'begChr', '(')}{inside}{_character(properties, 'endChr', ')')}"

    def operator(self, formula: Any, paragraph: Any) -> str:
        """Return a sum or an integral with its limits."""
        sign = _character(formula.find(f"{M}naryPr"), "chr", _SUM)
        low = _script(self._part(formula, "sub", paragraph), subscript, "_")
        high = _script(self._part(formula, "sup", paragraph), superscript, "^")
        return f"{sign}{low}{high} {self._part(formula, 'e', paragraph)}"


_FORMULAS: dict[str, Callable[[RunReader, Any, Any], str]] = {
    f"{M}f": RunReader.fraction,
    f"{M}sSup": RunReader.script,
    f"{M}sSub": RunReader.script,
    f"{M}sSubSup": RunReader.script,
    f"{M}rad": RunReader.root,
    f"{M}d": RunReader.brackets,
    f"{M}nary": RunReader.operator,
}


def is_prompt(element: Any) -> bool:
    """Return whether an element is a form's field that nobody has filled in: `Click or tap here to enter text.`."""
    return element.tag == f"{W}sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _height(run: Any) -> str:
    """Return how a run stands on its line: `superscript`, `subscript`, or an empty string."""
    alignment = run.find(f"{W}rPr/{W}vertAlign")
    return "" if alignment is None else alignment.get(f"{W}val") or ""


def _font(run: Any) -> str:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


def _script(part: str, shift: Callable[[str], str], sign: str) -> str:
    """Return a superscript or subscript: as such characters if possible, else behind a sign, `^(x+y)`."""
    shifted = shift(part)
    return f"{sign}{_bracketed(part)}" if part and shifted == part else shifted


def _bracketed(part: str) -> str:
    return part if part.isalnum() or not part else f"({part})"


def _character(properties: Any, name: str, default: str) -> str:
    element = None if properties is None else properties.find(f"{M}{name}")
    value = None if element is None else element.get(f"{M}val")
    return default if value is None else value

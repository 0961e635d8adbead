"""The fonts of a PDF: what the bytes of a shown string say, and how wide they are.

This module is loaded by the process that reads a PDF (see `child_process`). pypdf parses the fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_HEAVY = ("bold", "black", "heavy", "semibold", "demi")
_UNKNOWN_WIDTH = 0.5  # of the size: a character of a font that cannot be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """The characters of a shown string.

    Attributes:
        text: the characters.
        width: as a share of the font's size, without spacing.
        spaced: how many characters the character spacing widens.
        blanks: how many the word spacing widens.
    """

    text: str
    width: float
    spaced: int
    blanks: int


class PageFont:
    """A font as a page uses it.

    Args:
        parsed: pypdf's font; None where it cannot be read.
        is_bold: whether its name says so.
    """

    def __init__(self, parsed: Any = None, *, is_bold: bool = False) -> None:
        self._parsed = parsed
        self.is_bold = is_bold

    @property
    def is_single_byte(self) -> bool:
        """True if each byte of a string is known to be a character."""
        return self._parsed is not None and not isinstance(self._parsed.encoding, str)

    def decode(self, shown: bytes | str) -> Glyphs:
        """Decode a shown string."""
        font = self._parsed
        if font is None:
            text = shown if isinstance(shown, str) else shown.decode("latin-1")
            return Glyphs(text=text, width=len(text) * _UNKNOWN_WIDTH, spaced=0, blanks=0)
        if isinstance(shown, str):
            codes = keys = list(shown)
        elif isinstance(font.encoding, str):
            codes = keys = list(shown.decode(font.encoding, "replace"))
        else:
            codes = [font.encoding.get(byte, chr(byte)) for byte in shown]
            keys = [chr(byte) for byte in shown]
        widths = font.character_widths
        default = widths.get("default", 0)
        total = sum(font.space_width if key == font.space_char else widths.get(key, default) for key in keys)
        return Glyphs(
            text="".join(str(font.character_map.get(code, code)) for code in codes),
            width=total / 1000,
            spaced=len(keys),
            blanks=keys.count(" ") if self.is_single_byte else 0,
        )


UNKNOWN = PageFont()


class Fonts:
    """The fonts of a document, each parsed once."""

    def __init__(self) -> None:
        self._parsed: dict[Any, PageFont] = {}

    def font(self, resources: Any, name: Any) -> PageFont:
        """Return the font of a name; `UNKNOWN` where the page has none."""
        try:
            reference = resources["/Font"].raw_get(name)
        except (KeyError, AttributeError, TypeError):
            return UNKNOWN
        key = getattr(reference, "idnum", None) or id(reference)
        if key not in self._parsed:
            self._parsed[key] = _parse_font(reference.get_object())
        return self._parsed[key]


def _parse_font(resource: Any) -> PageFont:
    from pypdf.generic._font import Font  # noqa: PLC0415  heavy; pypdf is pinned

    try:
        name = str(resource.get("/BaseFont", "")).lower()
        return PageFont(Font.from_font_resource(resource), is_bold=any(word in name for word in _HEAVY))
    except (AttributeError, TypeError, KeyError, ValueError, IndexError):
        return UNKNOWN

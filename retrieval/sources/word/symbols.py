"""Symbols: the Unicode characters for the codes of Word's symbol fonts."""

from __future__ import annotations

_PRIVATE_USE = 0xF000  # Word writes the code of a symbol in Unicode's private area, from here on
_PRIVATE_USE_END = 0xF0FF
_SYMBOL_START, _SYMBOL_UPPER_START = 0x20, 0xA1
# The encoding of Adobe's font Symbol (Unicode's mapping file SYMBOL.TXT); a blank stands for parts of large brackets.
_SYMBOL = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_UPPER = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x4A: "☺", 0x4C: "☹", 0x4E: "☠", 0x6C: "●", 0x6E: "■",
    0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xEF: "⇦", 0xF0: "⇨",
    0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_CHARACTERS: dict[str, dict[int, str]] = {
    "symbol": {
        **{_SYMBOL_START + at: character for at, character in enumerate(_SYMBOL)},
        **{_SYMBOL_UPPER_START + at: character for at, character in enumerate(_SYMBOL_UPPER)},
    },
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x98: "●"},
}


def is_symbol_font(font: str) -> bool:
    """Return whether a font draws other characters than their codes name."""
    return font.casefold() in _CHARACTERS


def symbol(font: str, code: str) -> str:
    """Return the character for a symbol; empty if it is unknown.

    Args:
        font: the name of the font.
        code: the code of the character in hexadecimal digits, as Word writes it: `F0B3`.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    is_private = _PRIVATE_USE <= number <= _PRIVATE_USE_END
    if is_symbol_font(font):
        return _CHARACTERS[font.casefold()].get(number - _PRIVATE_USE if is_private else number, "")
    is_text = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xF8FF  # noqa: PLR2004  surrogates and private use
    return chr(number) if is_text else ""


def symbols(font: str, text: str) -> str:
    """Return the text that characters of a symbol font stand for."""
    return "".join(symbol(font, f"{ord(character):X}") or character for character in text)

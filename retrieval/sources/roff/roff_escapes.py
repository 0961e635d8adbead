r"""Escape sequences of roff: writes what `\fB\-v\fR`, `\(em` and `\[u2014]` print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_COMMENT = re.compile(r'(?<!\\)((?:\\\\)*)\\["#].*')
LONGEST_STRING = 200  # characters that a string of a page may stand for, and by which a line may grow
_STRINGS_DEEP = 3  # a string may name others

# Names of characters are those of groff_char(7); accented letters are made of their parts.
_NAMED = r"""
em —  en –  hy -  bu •  lq “  rq ”  oq ‘  cq ’  aq '  dq "  ga `  ha ^  ti ~  rs \  sh #  at @  Do $  sl /  ba |
or |  lB [  rB ]  lC {  rC }  la ⟨  ra ⟩  Fo «  Fc »  fo ‹  fc ›  Bq „  bq ‚  r! ¡  r? ¿  co ©  rg ®  tm ™  de °
mc µ  sc §  +- ±  mu ×  di ÷  -> →  <- ←  <> ↔  >= ≥  <= ≤  != ≠  == ≡  eq =  pl +  mi −  ** *  no ¬  ua ↑  da ↓
dg †  dd ‡  ci ○  ss ß  ae æ  AE Æ  oe œ  OE Œ  /o ø  /O Ø  Eu €  Po £  ul _  12 ½  14 ¼  34 ¾  S1 ¹  S2 ²  S3 ³
if ∞  ~~ ≈  ap ~  sq □  *a α  *b β  *g γ  *d δ  *l λ  *m μ  *p π  *s σ  *W Ω  fi fi  fl fl  ff ff  Fi ffi
Fl ffl  OK ✓  lh ☜  rh ☞  an ─  br │
"""
_CHARACTERS = dict(zip(_NAMED.split()[::2], _NAMED.split()[1::2], strict=True))
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", ":": "\u0308", "~": "\u0303", ",": "\u0327", "o": "\u030a"}
_ACCENTS["v"] = "\u030c"
# One character behind the backslash. Spaces of any width are a space; what only moves the pen is nothing.
_SINGLE = {
    **dict.fromkeys("&|^/,%:cdurp{}!)za", ""),
    **dict.fromkeys("~0 ", " "),
    **{mark: mark for mark in "-'`_."},
    **dict.fromkeys("e\\E", "\\"),
    "t": "\t",
}
_NAME = r"(?:\[(?P<long>[^\]\n]{0,80})\]|\((?P<two>..)|(?P<one>.))"
# A size is a sign and a digit, or two digits from 10 to 39; anything longer is in quotation marks or brackets.
_SIZE = r"s(?:\[[^\]\n]{0,9}\]|'[^'\n]{0,9}'|\([+-]?..|[+-]\d|[123]\d|\d)"
_QUOTED = r"[bhlLvwxXDBACRZoNHSY](?P<mark>['\"|])(?P<quoted>[^\n]{0,120}?)(?P=mark)"
_ESCAPE = re.compile(
    rf"\\(?:(?P<font>[fmMFkgOYV]{_NAME.replace('?P<long>', '').replace('?P<two>', '').replace('?P<one>', '')})"
    rf"|(?P<size>{_SIZE})|(?P<register>n[+-]?(?:\[[^\]\n]{{0,80}}\]|\(..|.))|(?P<measured>{_QUOTED})"
    rf"|(?P<char>\[(?P<bracket>[^\]\n]{{1,80}})\]|\((?P<pair>..))|(?P<single>.)|\Z)",
    re.DOTALL,
)
_STRING = re.compile(rf"(?<!\\)\\\*{_NAME}")
_CODE_POINT = re.compile(r"u([0-9A-F]{4,6})(?:_([0-9A-F]{4,6}))?")


def without_comment(line: str) -> str:
    r"""Return a line without the comment that `\"` begins."""
    return _COMMENT.sub(r"\1", line)


def expand_strings(line: str, strings: Mapping[str, str]) -> str:
    r"""Return a line with the text of the strings that it names, `\*(Aq`; an unknown one gives nothing.

    Args:
        line: of the source.
        strings: their texts, by name.
    """
    most = len(line) + LONGEST_STRING
    for _ in range(_STRINGS_DEEP):
        if "\\*" not in line:
            break
        line = _STRING.sub(lambda m: strings.get(m["long"] or m["two"] or m["one"] or "", ""), line)[:most]
    return line


def plain(text: str) -> str:
    """Return what a text prints, without fonts, sizes and movements."""
    return _ESCAPE.sub(_printed, text) if "\\" in text else text


def _printed(match: re.Match[str]) -> str:
    if match["char"]:
        return _character(match["bracket"] or match["pair"])
    if match["measured"]:
        return _measured(match["measured"][0], match["quoted"])
    return _SINGLE.get(match["single"], match["single"]) if match["single"] else ""


def _character(name: str) -> str:
    """Return the character of a name, that of its parts where it is an accented letter; nothing for an unknown one."""
    if point := _CODE_POINT.fullmatch(name):
        return unicodedata.normalize("NFC", "".join(chr(min(int(code, 16), 0x10FFFF)) for code in point.groups("0")))
    if name in _CHARACTERS:
        return _CHARACTERS[name]
    is_accented = len(name) == len("'e") and name[0] in _ACCENTS and name[1].isalpha()
    return unicodedata.normalize("NFC", name[1] + _ACCENTS[name[0]]) if is_accented else ""


def _measured(kind: str, quoted: str) -> str:
    r"""Return what an escape with an argument in quotation marks prints: `\N'233'` a character, `\h'3'` a space."""
    if kind == "N" and quoted.isascii() and quoted.isdigit():
        return chr(min(int(quoted), 0x10FFFF))
    if kind == "C":
        return _character(quoted)
    return plain_overstrike(quoted) if kind == "o" else ""


def plain_overstrike(quoted: str) -> str:
    """Return the first of the characters that are printed in one place."""
    return plain(quoted)[:1]

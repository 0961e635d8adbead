"""The characters that commands of LaTeX stand for, and formulas in readable characters."""

from __future__ import annotations

import html
import re
import unicodedata

_WORDS = r"""
ss ß  o ø  O Ø  l ł  L Ł  ae æ  AE Æ  oe œ  OE Œ  aa å  AA Å  i i  j j  dh ð  DH Ð  th þ  TH Þ  S §  P ¶  SS SS
dots …  ldots …  textellipsis …  cdots …  textbackslash \  textasciitilde ~  textasciicircum ^  textbar |  textless <
textgreater >  textunderscore _  textdollar $  textbraceleft {  textbraceright }  textendash –  textemdash —
textquotedblleft “  textquotedblright ”  textquoteleft ‘  textquoteright ’  textquotesingle '  textbullet •
guillemotleft «  guillemotright »  glqq „  grqq “  flqq «  frqq »  glq ‚  grq ‘  og «  fg »  euro €  EUR €  texteuro €
pounds £  textsterling £  copyright ©  textcopyright ©  textregistered ®  texttrademark ™  textdegree °  degree °
textmu µ  micro µ  ohm Ω  percent %  LaTeX LaTeX  TeX TeX  LaTeXe LaTeX2e  BibTeX BibTeX  dag †  ddag ‡  slash /
"""
WORDS = dict(zip(_WORDS.split()[::2], _WORDS.split()[1::2], strict=True))
_UNITS = """
metre m  meter m  gram g  second s  ampere A  kelvin K  mole mol  hertz Hz  newton N  pascal Pa  joule J  watt W  volt V
litre l  liter l  tonne t  hour h  minute min  day d  celsius °C  degreeCelsius °C  kilo k  mega M  giga G  milli m
centi c  nano n  hecto h  per /  squared ²  cubed ³
"""
UNITS = dict(zip(_UNITS.split()[::2], _UNITS.split()[1::2], strict=True))  # of siunitx
_MATH = r"""
cdot ·  times ×  div ÷  pm ±  mp ∓  le ≤  leq ≤  leqslant ≤  ge ≥  geq ≥  geqslant ≥  ne ≠  neq ≠  approx ≈  equiv ≡
sim ∼  simeq ≃  propto ∝  ll ≪  gg ≫  in ∈  notin ∉  subset ⊂  subseteq ⊆  cup ∪  cap ∩  emptyset ∅  infty ∞  to →
rightarrow →  longrightarrow →  Rightarrow ⇒  leftarrow ←  Leftarrow ⇐  leftrightarrow ↔  Leftrightarrow ⇔  iff ⇔
mapsto ↦  sum ∑  prod ∏  int ∫  partial ∂  nabla ∇  forall ∀  exists ∃  neg ¬  land ∧  lor ∨  wedge ∧  vee ∨  circ ∘
degree °  prime ′  ldots …  cdots …  dots …  langle ⟨  rangle ⟩  lvert |  rvert |  vert |  mid |  sqrt √  ell ℓ  hbar ℏ
epsilon ε  varepsilon ε  varphi φ  vartheta θ  colon :  perp ⊥  parallel ∥  setminus ∖  oplus ⊕  otimes ⊗  ast *  star ⋆
"""
MATH = dict(zip(_MATH.split()[::2], _MATH.split()[1::2], strict=True))
_NAMES = "sin cos tan cot sinh cosh tanh arcsin arccos arctan log ln lg exp min max sup inf lim det dim ker"
_FUNCTIONS = frozenset(_NAMES.split())
_COMBINING = {
    **dict(zip("\"'`^~=.", "\u0308\u0301\u0300\u0302\u0303\u0304\u0307", strict=True)),
    **dict(zip("cvHukrdb", "\u0327\u030c\u030b\u0306\u0328\u030a\u0323\u0331", strict=True)),
}
_SPACED = re.compile(r"\\(?:[,;:> ]|q?quad(?![A-Za-z]))|~|&")
_NOTHING = re.compile(
    r"\\(?:(?:left|right|[bB]igg?[lrm]?|nonumber|notag|displaystyle|textstyle|limits|nolimits|hline|centering|boldmath)"
    r"(?![A-Za-z])\.?|[!/]|label *\{[^{}]{0,200}\}|tag\*? *\{[^{}]{0,50}\})"
)
_FONT = re.compile(
    r"\\(?:text(?:rm|bf|it|sf|tt|normal)?|math(?:rm|bf|it|sf|tt|bb|cal|frak|scr|ord|op|bin|rel)|operatorname|mbox|boldsymbol|bm"
    r"|emph|mathds|ensuremath)\*? *\{([^{}]{0,300})\}"
)
_FRACTION = re.compile(r"\\[dt]?frac *\{([^{}]{0,300})\} *\{([^{}]{0,300})\}")
_ROOT = re.compile(r"\\sqrt *\{([^{}]{0,300})\}")
_SCRIPT = re.compile(r"([_^])\{([^{}]{1,40})\}")
_COMMAND = re.compile(r"\\([A-Za-z]{1,30})(?![A-Za-z])")
_ESCAPED = re.compile(r"\\([%$#_{}&|])")
_SIMPLE = re.compile(r"-?[\w.\\,]{1,20}")
_MOST_NESTED = 3


def accented(accent: str, letter: str) -> str:
    """Return a letter with an accent: `ü` of `"` and `u`."""
    return unicodedata.normalize("NFC", letter + _COMBINING[accent])


def readable_formula(source: str) -> str:
    r"""Return a formula with the characters that its commands stand for: `a² ≤ b/2`; what else is there stays as it is.

    A fraction is written with a stroke, `(a + b)/2`, and `\\` ends a line.
    """
    text = _NOTHING.sub("", source)
    for _ in range(_MOST_NESTED):
        plain = _FRACTION.sub(lambda match: f"{_grouped(match[1])}/{_grouped(match[2])}", _FONT.sub(r"\1", text))
        plain = _SCRIPT.sub(
            lambda match: match[1] + _grouped(match[2]), _ROOT.sub(lambda match: f"√{_grouped(match[1])}", plain)
        )
        if plain == text:
            break
        text = plain
    lines = (
        " ".join(_COMMAND.sub(_symbol, _SPACED.sub(" ", line)).split())
        for line in re.split(r"\\\\\*?(?:\[[^\]\n]{0,20}\])?", text)
    )
    return _ESCAPED.sub(r"\1", "\n".join(line for line in lines if line))


def _grouped(text: str) -> str:
    return text if _SIMPLE.fullmatch(text.strip()) else f"({text})"


def _symbol(match: re.Match[str]) -> str:
    r"""Return the character of a command in a formula; the name of a function (`\sin`); else the command."""
    name = match[1]
    if name in MATH:
        return MATH[name]
    character = html.unescape(f"&{name};")
    if len(character) == 1 and name.lower() not in {"amp", "lt", "gt"}:
        return character
    return f"{name} " if name in _FUNCTIONS else match[0]

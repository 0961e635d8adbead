"""Splits LaTeX into tokens: commands, groups, text, formulas, and what stands in environments that keep it as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from retrieval.sources.latex.latex_symbols import accented

TokenKind: TypeAlias = Literal["command", "open", "close", "text", "paragraph", "cell", "code", "formula", "argument"]

_CODE = frozenset({"verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "alltt", "semiverbatim"})
_UNSEEN = frozenset(
    {"comment", "filecontents", "filecontents*", "tikzpicture", "pspicture", "picture", "thebibliography", "CCSXML"}
)
_FORMULAS = frozenset(
    name + star
    for name in ("equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign", "displaymath", "math")
    for star in ("", "*")
)
_BEGIN = re.compile(r"\\begin[ \t]*\{([A-Za-z]{1,30}\*?)\}")
_CODE_OPTIONS = re.compile(
    r"[ \t]*(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]{0,200}\}){0,300}+\}){0,1000}+\])?(?:\{[^{}\n]{0,60}\})?[ \t]*\n"
)
_TOKEN = re.compile(
    r"(?P<verbatim>\\(?:verb|lstinline)\*?(?P<mark>[^\w\s*{\[])(?P<code>[^\n]{0,300}?)(?P=mark))"
    r"|(?P<address>\\(?:url|path|nolinkurl|texttt)[ \t]*\{(?P<target>(?:[^{}\\\n]|\\[%#&_{}$]){0,2000}+)\})"
    r"|\\(?P<accent>[\"'`^~=.])[ \t]*(?:\{[ \t]*\\?(?P<braced>[A-Za-z])[ \t]*\}|\\?(?P<bare>[A-Za-z]))"
    r"|\\(?P<hook>[cvHukrdb])(?:[ \t]*\{[ \t]*\\?(?P<hooked>[A-Za-z])[ \t]*\}|[ \t]+(?P<single>[A-Za-z]))"
    r"|(?P<length>\\(?:[vh]skip|kern|parindent|parskip|baselineskip|[vh]size|textwidth|textheight|topmargin"
    r"|(?:odd|even)sidemargin)[ \t]*=?[ \t]*-?[\d.]{1,9}[ \t]*(?:pt|cm|mm|em|ex|in|bp|pc|sp)\b)"
    r"|\\\((?P<inline>(?:[^\\]|\\[^()]){0,2000}+)\\\)"
    r"|\\\[(?P<display>(?:[^\\]|\\[^\[\]]){0,20000}+)\\\]"
    r"|\$\$(?P<block>(?:[^$\\]|\\.){1,20000}+)\$\$"
    r"|\$(?P<dollar>(?:[^$\\\n]|\\.|\n(?![ \t]*\n)){1,2000}+)\$"
    r"|\\(?P<command>[A-Za-z@]{1,40})\*?(?:[ \t]*\n(?![ \t]*\n)[ \t]*|[ \t]*)"
    r"|\\(?P<symbol>.)"
    r"|(?P<comment>%[^\n]*(?:\n(?![ \t]*\n)[ \t]*)?)"
    r"|(?P<paragraph>\n[ \t]*\n\s*)|(?P<space>\s)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<cell>&)|(?P<argument>\#\#?\d)"
    r"|(?P<quote>``|''|,,|\"[`'=~-]|---?|~|`)"
    r"|(?P<text>[^\\%\s${}&#`'\"~,\[\]-]+|.)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([%#&_{}$])")
_QUOTES = {
    "``": "“", "''": "”", ",,": "„", '"`': "„", "\"'": "“", '"=': "-", '"~': "-", '"-': "", "--": "–", "---": "—",
    "~": " ", "`": "‘",
}  # fmt: skip
_SYMBOLS = {**dict.fromkeys(",;:> \n\t", " "), **dict.fromkeys("!/-@)(][", "")}
_DISPLAYS = frozenset({"display", "block"})


@dataclass(frozen=True, slots=True)
class LatexToken:
    """A command by its name, the text of anything else."""

    kind: TokenKind
    text: str = ""
    is_display: bool = False  # of a formula: on lines of its own


class LatexScanner:
    r"""Splits a source, in time that grows with its length, whatever is left open in it.

    Args:
        source: with `\n` at the ends of lines.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._endless: set[str] = set()  # names of environments that nothing ends from here on

    def tokens(self) -> list[LatexToken]:
        """Return the tokens in order."""
        tokens: list[LatexToken] = []
        at = 0
        while at < len(self._source):
            if self._source.startswith("\\begin", at) and (raw := self._raw(at)):
                token, at = raw
            else:
                match = _TOKEN.match(self._source, at)
                if match is None:  # nothing: a backslash at the very end
                    break
                token, at = _token(match), match.end()
            if token is not None:
                tokens.append(token)
        return tokens

    def _raw(self, at: int) -> tuple[LatexToken | None, int] | None:
        """Return the content of an environment that keeps it as it is, and where it ends; None for another one."""
        match = _BEGIN.match(self._source, at)
        name = match[1] if match else ""
        if match is None or name in self._endless or name not in _CODE | _UNSEEN | _FORMULAS:
            return None
        ending = f"\\end{{{name}}}"
        end = self._source.find(ending, match.end())
        if end < 0:
            self._endless.add(name)
            return None
        content, behind = self._source[match.end() : end], end + len(ending)
        if name in _UNSEEN:
            return None, behind
        if name in _FORMULAS:
            return LatexToken("formula", content, is_display=name != "math"), behind
        options = _CODE_OPTIONS.match(content)
        return LatexToken("code", content[options.end() :] if options else content), behind


def _token(match: re.Match[str]) -> LatexToken | None:
    """Return the token of a match; None for a comment and a length."""
    kind = str(match.lastgroup)
    if kind in {"comment", "length"}:
        return None
    if accent := match["accent"] or match["hook"]:
        letter = match["braced"] or match["bare"] or match["hooked"] or match["single"]
        return LatexToken("text", accented(accent, letter))
    formula = next((name for name in ("inline", "display", "block", "dollar") if match[name] is not None), None)
    if formula:
        return LatexToken("formula", match[formula], is_display=formula in _DISPLAYS)
    if match["verbatim"] is not None or match["address"] is not None:
        code = match["code"] if match["address"] is None else _ESCAPED.sub(r"\1", match["target"])
        return LatexToken("text", code)
    return _simple_token(match)


def _simple_token(match: re.Match[str]) -> LatexToken:
    for kind in ("command", "open", "close", "cell", "paragraph", "argument"):
        if match[kind] is not None:
            return LatexToken(kind, match[kind])
    if (symbol := match["symbol"]) is not None:
        return LatexToken("command", "\\") if symbol == "\\" else LatexToken("text", _SYMBOLS.get(symbol, symbol))
    if match["quote"]:
        return LatexToken("text", _QUOTES[match["quote"]])
    return LatexToken("text", " " if match["space"] else match["text"])

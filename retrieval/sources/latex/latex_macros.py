"""The commands that a document defines itself: those that stand for a short text, around their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retrieval.sources.latex.latex_scanner import LatexToken
from retrieval.sources.latex.latex_source import LatexSource
from retrieval.sources.latex.latex_symbols import WORDS, readable_formula

_EXPANDED = 200  # characters that a command may stand for, and tokens of its definition
_MOST_EXPANDED = 200_000  # characters of all uses in a document


class LatexMacros:
    """Reads definitions, and writes what the commands stand for.

    Args:
        source: of the document.
    """

    def __init__(self, source: LatexSource) -> None:
        self._source = source
        self._texts: dict[str, list[str]] = {}
        self._expanded = 0

    def __contains__(self, name: object) -> bool:
        """Return whether a command is defined."""
        return name in self._texts

    def define(self, name: str, index: int) -> int:
        r"""Read a definition behind a command (`newcommand`, `def`, …), and return the index behind it."""
        source = self._source
        if name == "let":
            return min(index + 2, len(source.tokens))
        is_braced = source.kind(index) == "open"
        defined = source.text(index + is_braced)
        begin = source.closing.get(index, index) + 1
        if is_braced:
            begin = source.behind_option(source.behind_option(begin))
        while not is_braced and source.kind(begin) in {"argument", "text"}:
            begin += 1
        end = source.closing.get(begin)
        if end is None:
            return begin
        if end - begin <= _EXPANDED:
            self._texts[defined] = _template(source.tokens[begin + 1 : end])
        return end + 1

    def expand(self, name: str, index: int) -> tuple[str, Mapping[int, str]]:
        """Return what a command writes before its arguments, which begin at an index, and behind each of them.

        What it writes behind an argument is given by the index of the brace that closes that argument.
        """
        first, *others = self._texts[name]
        self._expanded += len(first) + sum(map(len, others))
        if self._expanded > _MOST_EXPANDED:
            return "", {}
        after: dict[int, str] = {}
        for part in others:
            end = self._source.closing.get(index)
            if end is None:
                break
            after[end] = part
            index = end + 1
        return first, after


def _template(tokens: Sequence[LatexToken]) -> list[str]:
    """Return the texts around the arguments of a definition, as many as it has arguments and one."""
    parts = [""]
    for token in tokens:
        if token.kind == "argument":
            parts.append("")
        elif token.kind == "text":
            parts[-1] += token.text
        elif token.kind == "formula":
            parts[-1] += readable_formula(token.text)
        elif token.kind == "command":
            parts[-1] += WORDS.get(token.text, "")
    return [part[:_EXPANDED] for part in parts]

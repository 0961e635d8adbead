"""The tokens of a document, and where the arguments of commands end."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.sources.latex.latex_scanner import LatexToken

_OPTION_TOKENS = 100  # of an argument in square brackets
_NEAR = 9  # tokens behind a command in which its argument begins


class LatexSource:
    """Finds the ends of groups, arguments and conditions among tokens, in time that grows with their number.

    Attributes:
        tokens: of the document.
        closing: for each opening brace the index of the one that closes it, both as indexes of tokens.
    """

    def __init__(self, tokens: Sequence[LatexToken]) -> None:
        self.tokens = tokens
        self.closing = _closing_braces(tokens)
        self._has_conditions = True

    def kind(self, index: int) -> str:
        """Return the kind of the token at an index; empty behind the last one."""
        return self.tokens[index].kind if index < len(self.tokens) else ""

    def text(self, index: int) -> str:
        """Return the text of the token at an index; empty behind the last one."""
        return self.tokens[index].text if index < len(self.tokens) else ""

    def next_brace(self, index: int) -> int:
        """Return the index of the opening brace that is near behind an index; the same index where there is none."""
        return next((at for at in range(index, index + _NEAR) if self.kind(at) == "open"), index)

    def behind_condition(self, index: int) -> int:
        r"""Return the index behind what `\iffalse` hides; the same index where nothing ends it."""
        depth = 1
        for at in range(index, len(self.tokens) if self._has_conditions else index):
            token = self.tokens[at]
            if token.kind == "command" and token.text.startswith("if") and token.text not in {"iff", "ifthenelse"}:
                depth += 1
            elif token.kind == "command" and (token.text == "fi" or (token.text == "else" and depth == 1)):
                depth -= 1
                if not depth:
                    return at + 1
        self._has_conditions = False
        return index

    def behind_arguments(self, index: int, count: int) -> int:
        """Return the index behind so many arguments in braces, and behind those in square brackets before them."""
        for _ in range(count):
            index = self.behind_option(index)
            index = self.closing.get(index, index - 1) + 1
        behind = self.behind_option(index)
        return behind if count or self.kind(behind) == "open" else index

    def behind_option(self, index: int) -> int:
        """Return the index behind an argument in square brackets, which ends within the paragraph."""
        if self.text(index) != "[" or self.kind(index) != "text":
            return index
        at = index
        while at < min(index + _OPTION_TOKENS, len(self.tokens)) and self.kind(at) != "paragraph":
            if self.kind(at) == "open":
                at = self.closing.get(at, len(self.tokens))
            elif self.kind(at) == "text" and self.text(at) == "]":
                return at + 1
            at += 1
        return index


def _closing_braces(tokens: Sequence[LatexToken]) -> dict[int, int]:
    """Return for each opening brace the index of the one that closes it."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(index)
        elif token.kind == "close" and opened:
            closing[opened.pop()] = index
    return closing

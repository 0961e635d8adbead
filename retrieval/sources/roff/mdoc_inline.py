"""The words of lines in mdoc(7): `.Op Fl f Ar file` is `[-f file]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.sources.roff.roff_escapes import plain

_CLOSING = frozenset(".,;:)]?!")
_OPENING = frozenset("([")
_FONTS = """
Ad An Ar Cd Cm Dv Em Er Ev Fa Fl Fr Ft Ic Li Ms Nd No Pa Sx Sy Tn Va Vt Bf Ef Lb Me Cx Hf
%A %B %C %D %I %J %N %O %P %Q %R %T %U %V
"""
_WORDS = frozenset(_FONTS.split())
_SYSTEMS = {
    "Ux": "UNIX",
    "Bx": "BSD",
    "Fx": "FreeBSD",
    "Nx": "NetBSD",
    "Ox": "OpenBSD",
    "Dx": "DragonFly",
    "At": "AT&T UNIX",
}
_DEFAULTS = {"Ar": "file ...", "Pa": "~", "An": ""}
_LINES = {"Op": "[]", "Dq": "“”", "Sq": "''", "Ql": "''", "Qq": '""', "Pq": "()", "Bq": "[]", "Brq": "{}", "Aq": "<>"}
_OPENERS = {"Oo": "[", "Do": "“", "So": "'", "Qo": '"', "Po": "(", "Bo": "[", "Bro": "{", "Ao": "<"}
_ENCLOSING = {**_LINES, **_OPENERS}
_CLOSERS = {"Oc": "]", "Dc": "”", "Sc": "'", "Qc": '"', "Pc": ")", "Bc": "]", "Brc": "}", "Ac": ">"}
_MOST_ENCLOSED = 20  # pairs of marks inside each other on a line
_SILENT = frozenset(
    {"Xo", "Xc", "Bk", "Ek", "Eo", "Ec", "Fc", "Ta", "Re", "Rs", "Os", "Ud", "Bt", "Ns", "Ap", "Pf", "Sm"}
)
_OTHERS = frozenset({"Nm", "Xr", "Fn", "Fo", "Lk", "Mt", "In", "Ex", "Rv", "St"})
CALLABLE = frozenset({*_WORDS, *_SYSTEMS, *_ENCLOSING, *_CLOSERS, *_SILENT, *_OTHERS})


class MdocText:
    """Puts the words of a paragraph together, with a blank between them but at punctuation.

    Attributes:
        name: of the page's program, as its first `.Nm` says it.
    """

    def __init__(self) -> None:
        self.name = ""
        self._parts: list[str] = []
        self._is_glued = True  # nothing comes before the next word
        self._is_spaced = True
        self._depth = 0

    def take(self) -> str:
        """Return the words, and begin anew."""
        text, self._parts, self._is_glued = "".join(self._parts), [], True
        return text

    def add(self, words: str) -> None:
        """Add words as they are."""
        if words:
            self._parts += ["" if self._is_glued else " ", words]
            self._is_glued = not self._is_spaced

    def glue(self, mark: str = "") -> None:
        """Add a mark without a blank before it, and have none before the next word."""
        self.close(mark)
        self._is_glued = True

    def close(self, mark: str) -> None:
        """Add a mark without a blank before it."""
        self._parts.append(mark)
        self._is_glued = not self._is_spaced or not self._parts

    def open(self, mark: str) -> None:
        """Add a mark without a blank behind it."""
        self.add(mark)
        self._is_glued = True

    def read(self, tokens: Sequence[str]) -> None:
        """Add what a line of macros and words prints."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            index += 1
            if token in CALLABLE:
                index = self._call(token, tokens, index)
            elif token in _CLOSING:
                self.close(token)
            elif token in _OPENING:
                self.open(token)
            else:
                self.add(plain(token))

    def _call(self, macro: str, tokens: Sequence[str], index: int) -> int:
        """Add what a macro prints, and return the index behind its arguments."""
        behind = next((at for at in range(index, len(tokens)) if not _is_word(tokens[at])), len(tokens))
        if macro in _ENCLOSING and self._depth < _MOST_ENCLOSED:
            return self._enclose(_ENCLOSING[macro], tokens, index)
        if macro in _CLOSERS:
            self.close(_CLOSERS[macro])
            return index
        if macro in _SILENT:
            return self._space(macro, tokens, index)
        words = [plain(word) for word in tokens[index:behind]]
        if macro == "Fl":
            self._flags(words, is_followed=behind < len(tokens) and tokens[behind] in CALLABLE)
        elif macro in _WORDS or macro in _SYSTEMS:
            self.add(" ".join([_SYSTEMS[macro], *words] if macro in _SYSTEMS else words) or _DEFAULTS.get(macro, ""))
        elif macro in _OTHERS:
            self._special(macro, words)
        return behind

    def _flags(self, words: Sequence[str], *, is_followed: bool) -> None:
        """Add options; a sign alone belongs to the word of the next macro."""
        if words:
            self.add(" ".join(f"-{word}" for word in words))
        elif is_followed:
            self.open("-")
        else:
            self.add("-")

    def _special(self, macro: str, words: list[str]) -> None:
        """Add what a macro with a meaning of its own prints."""
        first = words[0] if words else ""
        if macro == "Nm":
            self.name = self.name or first
            self.add(" ".join(words) or self.name)
        elif macro == "Xr":
            self.add(f"{first}({words[1]})" if len(words) > 1 else first)
        elif macro in {"Fn", "Fo"}:
            self.add(f"{first}({', '.join(words[1:])})")
        elif macro in {"Lk", "Mt"}:
            self.add(f"{' '.join(words[1:])} ({first})" if len(words) > 1 else first)
        elif macro == "In":
            self.add(f"#include <{first}>")
        elif macro == "St":
            self.add("POSIX" if first.startswith("-p1003") else first.lstrip("-"))
        elif macro == "Ex":
            name = " ".join(words[1:]) or self.name
            self.add(f"The {name} utility exits 0 on success, and >0 if an error occurs.")

    def _space(self, macro: str, tokens: Sequence[str], index: int) -> int:
        """Follow a macro that only says where blanks are."""
        if macro in {"Ns", "Ap"}:
            self.glue("'" if macro == "Ap" else "")
        elif macro == "Pf" and index < len(tokens):
            self.open(plain(tokens[index]))
            return index + 1
        elif macro == "Bk":
            return len(tokens)
        elif macro == "Sm":
            self._is_spaced = "off" not in tokens[index:]
            self._is_glued = self._is_glued and not self._is_spaced
            return len(tokens)
        return index

    def _enclose(self, marks: str, tokens: Sequence[str], index: int) -> int:
        """Add the rest of a line between two marks, with its last punctuation behind them; or only the first mark."""
        self.open(marks[0])
        if len(marks) == 1:
            return index
        end = len(tokens)
        while end > index and tokens[end - 1] in _CLOSING:
            end -= 1
        self._depth += 1
        self.read(tokens[index:end])
        self._depth -= 1
        self.close(marks[1])
        return end


def cells(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the tokens of each cell of a row, which `Ta` parts."""
    cell: list[str] = []
    for token in tokens:
        if token == "Ta":  # noqa: S105  a macro, no secret
            yield cell
            cell = []
        else:
            cell.append(token)
    yield cell


def _is_word(token: str) -> bool:
    return token not in CALLABLE and token not in _CLOSING and token not in _OPENING

r"""The source of a manual page as lines of requests and text: comments, definitions and conditions are resolved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.sources.roff.roff_escapes import LONGEST_STRING, expand_strings, without_comment

# What `troff -man` sets on a terminal; pages set others themselves.
_STRINGS = {"R": "®", "Tm": "™", "lq": "“", "rq": "”", 'L"': "“", 'R"': "”", "C'": "'", "C`": "`", "Aq": "'", "PI": "π"}
# Pages made from Perl's documentation put an accent behind its letter, and move the pen to draw it.
_ACCENT_STRINGS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", ":": "\u0308", "~": "\u0303", ",": "\u0327"}
_REQUEST = re.compile(r"[.'][ \t]*(\\?[^\s\\\"]{1,40}|\\[{}]|)[ \t]*(.*)", re.DOTALL)
_ARGUMENT = re.compile(r'"((?:[^"]|"")*)(?:"|\Z)|((?:\\ |\S)+)')
_CONDITION = re.compile(r"!?(?:[a-z](?=\s|\\|\.|'|\Z)|'[^'\n]{0,200}'[^'\n]{0,200}'|\([^\n)]{0,200}\)|\S+)[ \t]*")
_TRUE = re.compile(r"n|!t|\\n\(\.g|\\n\[\.g\]|\(?\\n\(\.g\b.*|1")  # a terminal, and groff
_PARAMETER = re.compile(r"\\\\?\$(?:([1-9])|[*@])")
_DEFINITIONS = frozenset({"de", "de1", "am", "am1", "dei", "ig"})
_MOST_EXPANDED = 1_000_000  # characters that macros of a page may give altogether
_MACROS_DEEP, _BRANCHES_DEEP = 4, 20  # macros inside macros, and conditions inside conditions
_LONGEST_MACRO = 60  # lines; longer ones are programs for a printer
_LONGEST_MACRO_LINE = 1_000
_LONGEST_VALUE = 300  # characters that a macro is given


@dataclass(frozen=True, slots=True, kw_only=True)
class RoffLine:
    """A line of text, or a request with its arguments; escape sequences are not yet resolved."""

    request: str = ""  # without the dot; empty for text
    text: str = ""  # of a request all behind its name
    arguments: tuple[str, ...] = ()


def split_arguments(text: str) -> tuple[str, ...]:
    """Return the arguments of a request; one in quotation marks may hold blanks."""
    return tuple(
        match[1].replace('""', '"') if match[1] is not None else match[2] for match in _ARGUMENT.finditer(text)
    )


def read_lines(text: str) -> Iterator[RoffLine]:
    """Yield the lines of a source in order; macros that it defines are replaced by what they hold."""
    yield from _SourceReader().lines(_whole_lines(text))


def _whole_lines(text: str) -> list[str]:
    """Return the lines; a line that ends with a backslash is joined to the next one."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\\\n", r"\1", text).split("\n")


@dataclass(slots=True)
class _SourceReader:
    """The strings and macros that the source has defined so far."""

    strings: dict[str, str] = field(default_factory=lambda: {**_STRINGS, **_ACCENT_STRINGS})
    macros: dict[str, list[str]] = field(default_factory=dict)
    expanded: int = 0  # characters that macros have given

    def lines(self, source: Sequence[str], *, macros: int = 0, branches: int = 0) -> Iterator[RoffLine]:
        """Yield the lines of a source, or of a macro or a branch at a depth of nesting."""
        index, was_true = 0, True
        ends = _line_numbers(source)
        while index < len(source):
            line = without_comment(source[index])
            index += 1
            match = _REQUEST.fullmatch(line)
            if match is None:
                yield RoffLine(text=expand_strings(line, self.strings))
                continue
            name, rest = match[1], match[2]
            if name in _DEFINITIONS:
                index = self._define(name, rest, source, index, ends)
            elif name in {"if", "ie", "el"}:
                is_true = (not was_true) if name == "el" else _is_true(rest)
                was_true = is_true if name == "ie" else True
                body, index = _branch(rest if name == "el" else _behind_condition(rest), source, index)
                if is_true and branches < _BRANCHES_DEEP:
                    yield from self.lines(body, macros=macros, branches=branches + 1)
            elif name not in {"", "\\{", "\\}"}:
                yield from self._request(name, rest, macros, branches)

    def _request(self, name: str, rest: str, macros: int, branches: int) -> Iterator[RoffLine]:
        """Yield a request, or what the macro of that name holds."""
        if name in {"ds", "ds1"}:
            key, _, value = rest.partition(" ")
            if key not in _ACCENT_STRINGS:
                self.strings[key] = value.strip().removeprefix('"')[:LONGEST_STRING]
            return
        rest = expand_strings(rest, self.strings)
        arguments = split_arguments(rest)
        body = self.macros.get(name)
        if body is None or macros >= _MACROS_DEEP or self.expanded > _MOST_EXPANDED:
            yield RoffLine(request=name, text=rest, arguments=arguments)
            return
        filled = [_filled(line, arguments) for line in body]
        self.expanded += sum(map(len, filled)) + len(filled)
        yield from self.lines(filled, macros=macros + 1, branches=branches)

    def _define(
        self, request: str, rest: str, source: Sequence[str], index: int, ends: Mapping[str, Sequence[int]]
    ) -> int:
        """Note a macro, and return the index behind its definition; ignored lines are a macro without a name."""
        words = rest.split()
        name, end = ("", *words, "")[:2] if request == "ig" else (*words, "", "")[:2]
        numbers = ends.get(f".{end or '.'}", ())
        at = bisect_left(numbers, index)
        if at == len(numbers):  # an open definition holds the rest of a page: only its own line is left out
            return index
        stop = numbers[at]
        if name and stop - index <= _LONGEST_MACRO and request in {"de", "de1"} and name not in _STANDARD:
            self.macros[name] = [line[:_LONGEST_MACRO_LINE] for line in source[index:stop]]
        return stop + 1


def _line_numbers(source: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Return the indices of each line that may end a definition."""
    numbers: dict[str, list[int]] = {}
    for number, line in enumerate(source):
        if line.startswith("."):
            numbers.setdefault(line.rstrip(), []).append(number)
    return numbers


# Pages define these for other printers, or as groff has them; here each has its own reading.
_OWN = "TH SH SS TP TQ IP PP LP P HP RS RE B I R BR BI IR IB RB RI SM SB UR UE MT ME EX EE SY YS OP URL MTO Vb Ve Sp"
_STANDARD = frozenset(_OWN.split())


def _is_true(rest: str) -> bool:
    return _TRUE.match(rest.strip()) is not None and not rest.startswith("nr")


def _behind_condition(rest: str) -> str:
    match = _CONDITION.match(rest)
    return rest[match.end() :] if match else ""


def _branch(first: str, source: Sequence[str], index: int) -> tuple[list[str], int]:
    r"""Return the lines of a branch, and the index behind it: one line, or those between `\{` and `\}`."""
    opening = first.find("\\{")
    if opening < 0:
        return [first.strip()], index
    body = [first[opening + 2 :].lstrip()]
    depth = 1 + body[0].count("\\{") - body[0].count("\\}")
    while depth > 0 and index < len(source):
        line = source[index]
        depth += line.count("\\{") - line.count("\\}")
        body.append(line)
        index += 1
    body[-1] = body[-1].rpartition("\\}")[0] if depth <= 0 and "\\}" in body[-1] else body[-1]
    return [line for line in body if line.strip() and line.strip() != "."], index


def _filled(line: str, arguments: Sequence[str]) -> str:
    r"""Return a line of a macro with its arguments for `\\$1` and `\\$*`."""
    every = " ".join(arguments[:_LONGEST_VALUE])[:_LONGEST_VALUE]

    def value(match: re.Match[str]) -> str:
        if match[1] is None:
            return every
        return arguments[int(match[1]) - 1][:_LONGEST_VALUE] if int(match[1]) <= len(arguments) else ""

    return _PARAMETER.sub(value, line).replace("\\\\", "\\")

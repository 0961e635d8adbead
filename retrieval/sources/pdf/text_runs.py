"""Text runs of a PDF's page: every shown string, with its place.

This module is loaded by the process that reads a PDF (see `child_process`), so it imports only modules beside it.
pypdf parses the page and its fonts; the operators that place text are carried out here, because the ends of the
strings tell whether a blank stands between two of them, and pypdf keeps no ends.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from retrieval.sources.pdf.annotations import text_appearances
from retrieval.sources.pdf.fonts import UNKNOWN, Fonts, PageFont
from retrieval.sources.pdf.matrix import IDENTITY, PageTransform, product, read_matrix, read_number

_DEEPEST = 12  # forms inside forms
_MOST_FORMS = 2_000  # that are drawn on one page
_MOST_STATES = 1_000  # that a page may save
_KERNING = 0.12  # of the size: how far strings that are shown by one operator are apart at most to make one run
_PAIR = 2  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A string on a page. Lengths are points in the page's own coordinates."""

    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    size: float
    is_bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """The part of the graphics state that places text."""

    transform: PageTransform = IDENTITY
    font: PageFont = UNKNOWN
    size: float = 12.0
    character_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def decode(self, shown: bytes | str) -> tuple[str, float]:
        """Return the characters of a string, and its width in the units of the text."""
        glyphs = self.font.decode(shown)
        width = glyphs.width * self.size + glyphs.spaced * self.character_space + glyphs.blanks * self.word_space
        return glyphs.text, width * self.scale


def read_runs(page: Any, fonts: Fonts) -> list[Run]:
    """Return all runs of a page, in the order in which they are drawn.

    Raises:
        LimitReachedError: the page draws too many forms, or forms too deep in each other, and no text was found before.
    """
    from pypdf.errors import LimitReachedError  # noqa: PLC0415  heavy
    from pypdf.generic import ContentStream  # noqa: PLC0415

    contents, resources = page.get("/Contents"), page.get("/Resources")
    interpreter = _Interpreter(page.pdf, fonts)
    runs: list[Run] = []
    if contents is not None:
        runs += interpreter.run(ContentStream(contents.get_object(), page.pdf, "bytes"), resources, _State(), 0)
    for form, transform in text_appearances(page):
        runs += interpreter.draw(form, resources, _State(transform=transform), 0)
    if interpreter.has_left_out and not runs:
        raise LimitReachedError("too many forms")
    return runs


class _Interpreter:
    """Carries out the operators of content streams."""

    def __init__(self, pdf: Any, fonts: Fonts) -> None:
        self._pdf = pdf
        self._fonts = fonts
        self._forms_left = _MOST_FORMS
        self.has_left_out = False  # a form, because of the limits

    def run(self, stream: Any, resources: Any, state: _State, depth: int) -> Iterator[Run]:  # noqa: C901  a branch an operator
        """Yield the runs of a stream, and of the forms that it draws."""
        resources = resources.get_object() if resources is not None else {}
        text = _TextObject()
        saved: list[_State] = []
        watermarks: list[bool] = []
        for operands, operator in stream.operations:
            if operator == b"q":
                saved = [*saved, state] if len(saved) < _MOST_STATES else saved
            elif operator == b"Q":
                state = saved.pop() if saved else state
            elif operator == b"cm":
                state = replace(state, transform=product(read_matrix(operands), state.transform))
            elif operator in (b"BDC", b"BMC"):
                watermarks.append(_is_watermark(operands))
            elif operator == b"EMC":
                watermarks = watermarks[:-1]
            elif operator == b"Tf" and operands:
                font = self._fonts.font(resources, operands[0])
                state = replace(state, font=font, size=read_number(operands, 1, state.size))
            elif operator == b"Do" and operands:
                if not any(watermarks):
                    yield from self._form(operands[0], resources, state, depth)
            else:
                state, runs = text.apply(operator, operands, state)
                if not any(watermarks):
                    yield from runs

    def _form(self, name: Any, resources: Any, state: _State, depth: int) -> Iterator[Run]:
        try:
            form = resources["/XObject"][name].get_object()
            is_form = form.get("/Subtype") == "/Form"
        except (KeyError, AttributeError, TypeError):
            return
        if is_form:
            yield from self.draw(form, resources, state, depth)

    def draw(self, form: Any, resources: Any, state: _State, depth: int) -> Iterator[Run]:
        """Yield the runs of a form, unless too many were drawn."""
        from pypdf.generic import ContentStream  # noqa: PLC0415  heavy

        self._forms_left -= 1
        if depth >= _DEEPEST or self._forms_left < 0:
            self.has_left_out = True
            return
        inner = replace(state, transform=product(read_matrix(form.get("/PageTransform", ())), state.transform))
        stream = ContentStream(form, self._pdf, "bytes")
        yield from self.run(stream, form.get("/Resources") or resources, inner, depth + 1)


class _TextObject:
    """The position of the pen, and the operators that move it."""

    def __init__(self) -> None:
        self._line = IDENTITY
        self._pen = IDENTITY

    def apply(  # noqa: C901  a branch an operator
        self, operator: bytes, operands: Sequence[Any], state: _State
    ) -> tuple[_State, list[Run]]:
        """Carry out an operator of text. Returns the state after it, and the runs that it shows."""
        if operator in _SETTINGS:
            name, factor = _SETTINGS[operator]
            setting: dict[str, Any] = {name: read_number(operands, 0, 0.0) * factor}
            return replace(state, **setting), []
        if operator == b"BT":
            self._line = self._pen = IDENTITY
        elif operator == b"Tm":
            self._line = self._pen = read_matrix(operands)
        elif operator in (b"Td", b"TD"):
            if operator == b"TD":
                state = replace(state, leading=-read_number(operands, 1, -state.leading))
            self._move(read_number(operands, 0, 0.0), read_number(operands, 1, 0.0))
        elif operator == b"T*":
            self._move(0.0, -state.leading)
        elif operator == b"Tj":
            return state, self._show(operands[:1], state)
        elif operator == b"TJ" and operands and isinstance(operands[0], list):
            return state, self._show(operands[0], state)
        elif operator == b"'":
            self._move(0.0, -state.leading)
            return state, self._show(operands[:1], state)
        elif operator == b'"':
            spaces: dict[str, Any] = {
                "word_space": read_number(operands, 0, 0.0),
                "character_space": read_number(operands, 1, 0.0),
            }
            state = replace(state, **spaces)
            self._move(0.0, -state.leading)
            return state, self._show(operands[2:3], state)
        return state, []

    def _move(self, x: float, y: float) -> None:
        self._line = self._pen = product((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _show(self, parts: Sequence[Any], state: _State) -> list[Run]:
        """Show strings. Those that only kerning separates make one run."""
        runs: list[Run] = []
        text, width, gap = "", 0.0, 0.0
        for part in _spread(parts, state):
            if isinstance(part, int | float):
                gap -= float(part) / 1000 * state.size * state.scale
            elif isinstance(part, bytes | str) and not type(part).__name__.startswith("Name"):
                if abs(gap) > _KERNING * abs(state.size) and text:
                    runs.append(self._write(text, width, state))
                    text, width = "", 0.0
                if text:
                    width += gap
                else:
                    self._advance(gap)
                gap = 0.0
                decoded, length = state.decode(part)
                if len(parts) == 1 and part is not parts[0]:  # one of a pair
                    gap = state.character_space * state.scale
                    length -= gap
                text, width = text + decoded, width + length
        if text:
            runs.append(self._write(text, width, state))
        self._advance(gap)
        return runs

    def _write(self, text: str, width: float, state: _State) -> Run:
        begin = product(self._pen, state.transform)
        self._advance(width)
        return _run(text, begin, product(self._pen, state.transform), state)

    def _advance(self, width: float) -> None:
        self._pen = product((1.0, 0.0, 0.0, 1.0, width, 0.0), self._pen)


_SETTINGS = {  # operators that set one number of the state, and what it is multiplied by
    b"Tc": ("character_space", 1.0),
    b"Tw": ("word_space", 1.0),
    b"Tz": ("scale", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}


def _spread(parts: Sequence[Any], state: _State) -> Sequence[Any]:
    """Return the operands of a text operator; letters that only character spacing separates become two strings.

    Ghostscript writes the last letter of a word and the first of the next in this way.
    """
    is_pair = len(parts) == 1 and isinstance(parts[0], bytes) and len(parts[0]) == _PAIR
    if not is_pair or not state.font.is_single_byte:
        return parts
    is_apart = state.character_space > _KERNING * abs(state.size)
    return [parts[0][:1], 0.0, parts[0][1:]] if is_apart else parts


def _run(text: str, begin: PageTransform, end: PageTransform, state: _State) -> Run:
    rise_x, rise_y = state.rise * begin[2], state.rise * begin[3]
    return Run(
        text=text,
        x=begin[4] + rise_x,
        y=begin[5] + rise_y,
        end_x=end[4] + rise_x,
        end_y=end[5] + rise_y,
        size=abs(state.size) * math.hypot(begin[2], begin[3]),
        is_bold=state.font.is_bold,
    )


def _is_watermark(operands: Sequence[Any]) -> bool:
    """Return whether an operator begins content that is marked as a watermark."""
    properties = operands[1] if len(operands) > 1 else {}
    return isinstance(properties, dict) and properties.get("/Subtype") == "/Watermark"

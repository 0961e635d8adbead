"""Draws a timeline as a picture, for places where people look rather than read.

Pillow draws it: a few rectangles and labels need no plotting library with a hundred times the code. The typeface lies
beside this module (Noto Sans 2.015, regular, cut to Latin, Greek and Cyrillic by fontTools; OFL 1.1), so the picture is
the same on every machine; Pillow's own has no letter with an accent.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from bot.render import wording
from retrieval import ConfigError, Timeline

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

# Pixels, drawn for a phone's width and Discord's dark and light grounds alike.
WIDTH, HEIGHT = 1_000, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 30, 100, 60
_TEXT = 20
_TITLE = 26
_TITLE_TOP, _LEGEND_TOP = 16, 60
_GROUND, _INK, _FAINT = (255, 255, 255), (33, 37, 41), (206, 212, 218)
_SENTENCES, _ARTICLES = (144, 202, 249), (21, 101, 192)
_GAP = 0.2  # of a bar's room, left free
_MOST_LABELS = 6
_MOST_TITLE = 80  # characters
_NO_CHARACTER = "\U0010ffff"  # is drawn as what the typeface lacks
_TICKS = 4


def save(counted: Timeline, path: str) -> None:
    """Draw a timeline into a PNG file.

    Raises:
        ConfigError: the file cannot be written.
    """
    try:
        Path(path).write_bytes(png(counted))
    except OSError as error:
        raise ConfigError(
            f"the picture could not be written: {error.strerror}", where=path, advice="Name another file."
        ) from error


def png(counted: Timeline, *, articles: str = "articles", sentences: str = "sentences") -> bytes:
    """Draw a timeline as a PNG picture: its words, and for each period a bar of sentences beside one of articles.

    Args:
        counted: with or without periods.
        articles: what the legend calls them, in Latin letters.
        sentences: the same.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415  60 ms that only a picture pays

    image = Image.new("RGB", (WIDTH, HEIGHT), _GROUND)
    draw = ImageDraw.Draw(image)
    top = _ceiling(max((period.sentences for period in counted.periods), default=0))
    _draw_scale(draw, top)
    _draw_bars(draw, counted, top)
    _draw_labels(draw, counted)
    _draw_title(draw, counted.words)
    _draw_legend(draw, ((_SENTENCES, sentences), (_ARTICLES, articles)))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _ceiling(most: int) -> int:
    """Return the top of the scale: a round number not below the most."""
    steps = (factor * int(f"1{'0' * power}") for power in range(20) for factor in (1, 2, 5))
    return next(_TICKS * step for step in steps if _TICKS * step >= most)


def _draw_scale(draw: ImageDraw, top: int) -> None:
    for tick in range(_TICKS + 1):
        y = _y(top * tick / _TICKS, top)
        draw.line((_LEFT, y, WIDTH - _RIGHT, y), fill=_FAINT)
        draw.text((_LEFT - 10, y), f"{top * tick // _TICKS:,}", fill=_INK, font=_font(_TEXT), anchor="rm")


def _draw_bars(draw: ImageDraw, counted: Timeline, top: int) -> None:
    half = (1 - _GAP) / 2
    for at, period in enumerate(counted.periods):
        left = at + _GAP / 2
        for begin, number, colour in ((left, period.sentences, _SENTENCES), (left + half, period.articles, _ARTICLES)):
            if number:
                start, end = _x(begin, counted), _x(begin + half, counted)
                low = _y(0, top)
                draw.rectangle((start, min(_y(number, top), low - 1), max(start, end - 1), low), fill=colour)


def _draw_labels(draw: ImageDraw, counted: Timeline) -> None:
    """Draw the beginnings of as many periods as have room."""
    shown = {"day": slice(10), "week": slice(10), "month": slice(7), "year": slice(4)}[counted.unit]
    every = -(-len(counted.periods) // _MOST_LABELS) or 1
    for at in range(0, len(counted.periods), every):
        where = (_x(at + 0.5, counted), HEIGHT - _BOTTOM + 12)
        draw.text(where, counted.periods[at].start[shown], fill=_INK, font=_font(_TEXT), anchor="ma")


def _draw_title(draw: ImageDraw, words: str) -> None:
    """Draw the words that were counted, as many as have room; none where the typeface lacks their script."""
    font = _font(_TITLE)
    titles = (f"“{wording.shortened(words, length)}”" for length in range(_MOST_TITLE, 1, -1))
    title = next(title for title in titles if draw.textlength(title, font=font) <= WIDTH - _LEFT - _RIGHT)
    if _has_letters(font, title):
        draw.text((_LEFT, _TITLE_TOP), title, fill=_INK, font=font)


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415  as above

    return ImageFont.truetype(io.BytesIO((files("bot.render") / "typeface" / "noto-sans.ttf").read_bytes()), size)


def _has_letters(font: FreeTypeFont, text: str) -> bool:
    missing = bytes(font.getmask(_NO_CHARACTER))
    return all(bytes(font.getmask(letter)) != missing for letter in set(text) if not letter.isspace())


def _draw_legend(draw: ImageDraw, entries: tuple[tuple[tuple[int, int, int], str], ...]) -> None:
    x = float(_LEFT)
    for colour, name in entries:
        draw.rectangle((x, _LEGEND_TOP, x + _TEXT, _LEGEND_TOP + _TEXT), fill=colour)
        draw.text((x + _TEXT + 8, _LEGEND_TOP + _TEXT / 2), name, fill=_INK, font=_font(_TEXT), anchor="lm")
        x += _TEXT + 8 + draw.textlength(name, font=_font(_TEXT)) + 30


def _x(position: float, counted: Timeline) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * position / max(1, len(counted.periods))


def _y(number: float, top: int) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * number / top

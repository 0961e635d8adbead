from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from bot.render.chart import HEIGHT, WIDTH, _ceiling, png, save
from retrieval.core.errors import ConfigError
from retrieval.core.overview_records import Span, Timeline

LIGHT, DARK = (144, 202, 249), (21, 101, 192)


def timeline(*sentences: int) -> Timeline:
    spans = tuple(
        Span(start=f"2026-03-{day:02}", articles=min(1, number), sentences=number)
        for day, number in enumerate(sentences, start=1)
    )
    return Timeline(words="ferry", unit="day", spans=spans, undated_articles=0, undated_sentences=0)


def drawn(counted: Timeline) -> Image.Image:
    image = Image.open(io.BytesIO(png(counted)))
    image.load()
    return image


def column(image: Image.Image, share: float, colour: tuple[int, int, int]) -> int:
    """How many pixels of a colour stand above one another at this share of the chart's width."""
    x = round(70 + (WIDTH - 100) * share)
    return sum(image.getpixel((x, y)) == colour for y in range(60, HEIGHT))


def test_bars_are_as_high_as_their_numbers() -> None:
    image = drawn(timeline(8, 4, 0, 1))
    assert image.size == (WIDTH, HEIGHT)
    heights = [column(image, (at + 0.5) / 4, LIGHT) + column(image, (at + 0.5) / 4, DARK) for at in range(4)]
    assert heights[0] == pytest.approx(2 * heights[1], abs=2)
    assert heights[2] == 0
    assert heights[3] > 0
    assert column(image, 0.125, DARK) == pytest.approx(heights[0] / 8, abs=2)


@pytest.mark.parametrize("sentences", [(), (0,), (1,), (10**9, 1), tuple(range(400))])
def test_any_numbers_are_drawn(sentences: tuple[int, ...]) -> None:
    assert drawn(timeline(*sentences)).format == "PNG"


def test_the_same_timeline_is_the_same_picture() -> None:
    assert png(timeline(1, 2, 3)) == png(timeline(1, 2, 3))


@pytest.mark.parametrize(
    ("most", "top"), [(0, 4), (3, 4), (4, 4), (5, 8), (9, 20), (70, 80), (101, 200), (5_000, 8_000)]
)
def test_the_scale_ends_at_a_round_number(most: int, top: int) -> None:
    assert _ceiling(most) == top


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    save(timeline(1), str(tmp_path / "one.png"))
    assert (tmp_path / "one.png").read_bytes() == png(timeline(1))
    with pytest.raises(ConfigError, match="the picture could not be written"):
        save(timeline(1), str(tmp_path / "gone" / "one.png"))

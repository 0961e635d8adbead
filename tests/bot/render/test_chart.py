from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.i18n import LANGUAGES
from bot.render.chart import HEIGHT, WIDTH, _ceiling, _font, _has_letters, png, save
from retrieval.core.errors import ConfigError
from retrieval.core.overview_records import Period, Timeline

LIGHT, DARK = (144, 202, 249), (21, 101, 192)


def timeline(*sentences: int) -> Timeline:
    periods = tuple(
        Period(start=f"2026-03-{day:02}", articles=min(1, number), sentences=number)
        for day, number in enumerate(sentences, start=1)
    )
    return Timeline(words="ferry", unit="day", periods=periods, undated_articles=0, undated_sentences=0)


def drawn(counted: Timeline) -> Image.Image:
    image = Image.open(io.BytesIO(png(counted)))
    image.load()
    return image


def column(image: Image.Image, share: float, colour: tuple[int, int, int]) -> int:
    """How many pixels of a colour stand above one another at this share of the chart's width."""
    x = round(70 + (WIDTH - 100) * share)
    return sum(image.getpixel((x, y)) == colour for y in range(100, HEIGHT))


def test_bars_stand_side_by_side_and_are_as_high_as_their_numbers() -> None:
    image = drawn(timeline(8, 4, 0, 1))
    assert image.size == (WIDTH, HEIGHT)
    sentences = [column(image, (at + 0.3) / 4, LIGHT) for at in range(4)]
    articles = [column(image, (at + 0.7) / 4, DARK) for at in range(4)]
    assert sentences[0] == pytest.approx(2 * sentences[1], abs=2)
    assert articles[0] == pytest.approx(sentences[0] / 8, abs=2)
    assert articles[0] == articles[1] == pytest.approx(sentences[3], abs=1)
    assert sentences[2] == articles[2] == 0
    assert not any(column(image, (at + 0.3) / 4, DARK) or column(image, (at + 0.7) / 4, LIGHT) for at in range(4))


def ink(image: Image.Image) -> tuple[int, int]:
    """The first and the last column with something dark above the legend; (0, 0) without any."""
    dark = [x for x in range(WIDTH) if any(max(image.getpixel((x, y))[:3]) < 128 for y in range(58))]
    return (dark[0], dark[-1]) if dark else (0, 0)


def test_the_picture_names_its_words_as_far_as_there_is_room() -> None:
    short, long = (ink(drawn(replace(timeline(3), words=words))) for words in ("fare", "ferry fares " * 40))
    assert 70 <= short[0] < short[1] < 200
    assert 800 < long[1] < WIDTH - 30
    assert ink(drawn(replace(timeline(3), words="Übergröße à Lyon"))) != (0, 0)
    assert ink(drawn(replace(timeline(3), words="паром"))) != (0, 0)
    assert ink(drawn(replace(timeline(3), words="渡轮"))) == (0, 0)  # the typeface lacks its letters


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


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_the_typeface_has_every_letter_of_the_legend(code: str) -> None:
    library = LANGUAGES[code].library
    assert _has_letters(_font(20), library.articles.more + library.sentences.more)

"""The pictures of Discord: the page says all that the bot sent, strangers' words stay words, and files stay small."""

from __future__ import annotations

import re
import struct
import zlib
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bench.paths import ROOT
from bench.pictures.discord_look import component_html, markdown_html, message_capture, message_page, png_compression
from bench.pictures.discord_look.message_capture import Shown
from bot.discord.ui import escaping
from retrieval.text.normalize import normalise
from support.discord_loopback.component_trees import texts, walk
from support.discord_markdown import read

PICTURES = ("answer", "no-answer", "summary", "gaps")
LARGEST = 120_000  # bytes of a picture in docs/DISCORD.md


class Reader(HTMLParser):
    """What somebody sees of a page, and the elements that it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._hidden = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._hidden = tag in {"style", "script", "title"}
        self.seen += " " if tag in {"div", "p", "small", "span", "blockquote"} else ""

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.seen += "" if self._hidden else data


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def messages() -> dict[str, Shown]:
    """What the bot really sends, by the name of the picture."""
    return {message.name: message for message in message_capture.play()}


def test_the_scene_shows_what_the_readme_says(messages: dict[str, Shown]) -> None:
    said = {name: "\n".join(texts(message.components)) for name, message in messages.items()}
    assert list(said) == list(PICTURES)
    assert (
        "\nIf it rains, the concert will be held in the Corn Hall.\n" in read(said["answer"]).text
    )  # whatever of it is bold
    assert "Confidence: " in said["answer"]
    assert "I found nothing in the articles that answers this." in said["no-answer"]
    assert 4 <= said["summary"].count("\n> ") <= 6  # of a medium summary
    assert "**Where is a vet in Pellhaven?**\n-# asked 2 times" in said["gaps"]
    assert [message.private for message in messages.values()] == [False, False, True, True]


@pytest.mark.parametrize("name", PICTURES)
def test_every_text_and_label_of_a_message_is_on_its_page(messages: dict[str, Shown], name: str) -> None:
    shown = messages[name]
    reader = Reader(message_page.html(shown))
    rest = words(reader.seen)
    said = [node.get("content") or node.get("label") or node.get("placeholder") for _, node in walk(shown.components)]
    for visible in (words(read(text).text) for text in said if text):
        assert visible in rest
        rest = rest.partition(visible)[2]
    assert f"{shown.user} used /{shown.command}" in words(reader.seen)
    assert ("Only you can see this" in reader.seen) == shown.private


HOSTILE = "<script>alert('1')</script> & \"<b onload=x>\" &lt; </div> ](javascript:x) @everyone <@1> :smile:"


def test_strangers_words_are_escaped_wherever_they_stand() -> None:
    tree = [
        {
            "type": 17,
            "accent_color": None,
            "components": [
                {"type": 10, "content": f"> **{escaping.plain(HOSTILE)}**"},
                {"type": 9, "components": [{"type": 10, "content": escaping.plain(HOSTILE)}], "accessory": BUTTON},
                {"type": 14, "divider": True, "spacing": 2},
                {"type": 1, "components": [{"type": 3, "placeholder": HOSTILE, "options": []}]},
            ],
        }
    ]
    shown = Shown(name="", user=HOSTILE, command=HOSTILE, components=tree, private=True)
    reader = Reader(message_page.html(shown))
    assert words(reader.seen).count(HOSTILE) == 6
    assert reader.tags.count("script") == 1  # the page's own
    assert {name for name, _ in reader.attributes} <= {
        "lang",
        "charset",
        "class",
        "style",
        "viewbox",
        "d",
        "cx",
        "cy",
        "r",
    }


BUTTON = {"type": 2, "style": 4, "disabled": True, "label": HOSTILE, "custom_id": "x"}


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("\\*_~|`<>[]()#@:/-+.1a \n&'\"")), max_size=60))
def test_what_the_bot_escapes_is_shown_as_it_was_written(text: str) -> None:
    reader = Reader(markdown_html.html(escaping.plain(text)))
    assert words(reader.seen) == words(normalise(text))
    assert set(reader.tags) <= {"p"}


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("**Friday** at *noon*", "<p><strong>Friday</strong> at <em>noon</em></p>"),
        ("> one\n> two\nthree", "<blockquote><p>one</p><p>two</p></blockquote><p>three</p>"),
        (">>> one\n-# two", "<blockquote><p>one</p><small>two</small></blockquote>"),
        ("### Head\n-# small", "<h3>Head</h3><small>small</small>"),
        ("- entry\n1. first", "<li>entry</li><li>first</li>"),
        ("[Open](<https://a.example/?b&c>)", '<p><a href="https://a.example/?b&amp;c">Open</a></p>'),
        ("<t:0:D> in <#7>", '<p><span class="moment">01 January 1970</span> in <span class="mention">#7</span></p>'),
        ("`a*b*` \\*no\\*", "<p><code>a*b*</code> *no*</p>"),
        ("**never closed", "<p>**never closed</p>"),
    ],
)
def test_markdown_becomes_what_the_client_shows(written: str, html: str) -> None:
    assert markdown_html.html(written) == html


def test_a_component_without_a_look_is_refused() -> None:
    with pytest.raises(ValueError, match="component type 12 has no look"):
        component_html.html([{"type": 12, "items": []}])


# -- the files --


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_small_and_described_in_the_guide(name: str) -> None:
    picture = ROOT / "examples" / f"discord-{name}.png"
    assert picture.stat().st_size <= LARGEST
    guide = (ROOT / "docs" / "DISCORD.md").read_text(encoding="utf-8")
    alt = re.search(rf"!\[(.+?)\]\(\.\./{picture.relative_to(ROOT)}\)", guide)
    assert alt is not None
    assert len(alt[1].split()) >= 8


def test_a_picture_of_few_colours_keeps_each(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    colours = chance.integers(0, 256, (200, 3), np.uint8)
    pixels = colours[chance.integers(0, 200, (15, 40))]
    assert (after_shrinking(pixels, tmp_path) == pixels).all()


def test_a_picture_of_many_colours_is_rounded_a_little(tmp_path: Path) -> None:
    across = np.arange(64, dtype=np.uint8)[None, :, None] + np.zeros((32, 1, 3), np.uint8)
    pixels = across + np.arange(32, dtype=np.uint8)[:, None, None] * np.array([0, 1, 3], np.uint8)
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > png_compression.COLOURS
    off = np.abs(after_shrinking(pixels, tmp_path).astype(int) - pixels)
    assert off.max() <= 8


def test_what_is_no_screenshot_is_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(b"GIF89a")
    with pytest.raises(ValueError, match=r"other\.png is no PNG"):
        png_compression.shrink(other)
    assert other.read_bytes() == b"GIF89a"


def after_shrinking(pixels: png_compression.Pixels, folder: Path) -> png_compression.Pixels:
    """The pixels of the small file that a file with every kind of filter becomes."""
    picture = folder / "picture.png"
    height, width, _ = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(map(chunk, (b"IHDR", b"IDAT"), (header, filtered(pixels)))))
    before = picture.stat().st_size
    png_compression.shrink(picture)
    assert picture.stat().st_size < before
    parts = dict(chunks(picture.read_bytes()))
    palette = np.frombuffer(parts[b"PLTE"], np.uint8).reshape(-1, 3)
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert not rows[:, 0].any()
    return palette[rows[:, 1:]]


def filtered(pixels: png_compression.Pixels) -> bytes:
    """The rows, each as differences of another of PNG's five kinds."""
    framed = np.zeros((pixels.shape[0] + 1, pixels.shape[1] + 1, 3), int)
    framed[1:, 1:] = pixels
    now, left, up, corner = framed[1:, 1:], framed[1:, :-1], framed[:-1, 1:], framed[:-1, :-1]
    guess = left + up - corner
    away = np.stack([np.abs(guess - neighbour) for neighbour in (left, up, corner)])
    nearest = np.choose(away.argmin(axis=0), (left, up, corner))
    foretold = (0 * now, left, up, (left + up) // 2, nearest)
    rows = [bytes([y % 5]) + ((now[y] - foretold[y % 5][y]) % 256).astype(np.uint8).tobytes() for y in range(len(now))]
    return zlib.compress(b"".join(rows), 0)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG, their checksums right."""
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert data[at : at + length + 12] == chunk(kind, body)
        found.append((kind, body))
        at += length + 12
    return found

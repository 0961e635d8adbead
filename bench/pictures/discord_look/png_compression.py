"""Makes PNG files small: few colours, and compressed as well as can be. Screenshots are neither."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]  # height, width, red green blue

COLOURS = 256  # that a palette holds
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">IIBBBBB")
_RGB, _PALETTE = 2, 3
_SUB, _UP, _AVERAGE, _PAETH = 1, 2, 3, 4  # the PNG specification, "Filter types for filter method 0"


def shrink(picture: Path) -> None:
    """Write the picture anew, with the colours rounded as little as fits a palette.

    Raises:
        ValueError: it is no PNG of 8-bit red, green and blue without interlacing.
    """
    pixels = _read(picture)
    colours, indices = _palette(pixels)
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in indices.reshape(height, width))
    chunks = (
        (b"IHDR", _HEADER.pack(width, height, 8, _PALETTE, 0, 0, 0)),
        (b"PLTE", colours.tobytes()),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    picture.write_bytes(_SIGNATURE + b"".join(_chunk(*chunk) for chunk in chunks))


def _palette(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Choose the colours of a palette, and the one of each pixel: of those alike, the most frequent."""
    flat = pixels.reshape(-1, 3)
    found, where, times = np.unique(flat, axis=0, return_inverse=True, return_counts=True)
    for step in range(1, 256):
        _, group = np.unique(found // step, axis=0, return_inverse=True)
        if group.max() < COLOURS:
            break
    frequent = np.argsort(times, kind="stable")  # of a group the last index written stays
    colours = np.zeros((group.max() + 1, 3), np.uint8)
    colours[group.ravel()[frequent]] = found[frequent]
    return colours, group.ravel()[where.ravel()].astype(np.uint8)


def _read(picture: Path) -> Pixels:
    header, packed = b"", b""
    data = picture.read_bytes()
    at = len(_SIGNATURE)
    while data.startswith(_SIGNATURE) and at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        header, packed = (body if kind == b"IHDR" else header), (packed + body if kind == b"IDAT" else packed)
        at += length + 12
    width, height, *how = _HEADER.unpack(header) if header else (0, 0)
    if how != [8, _RGB, 0, 0, 0]:
        raise ValueError(f"{picture} is no PNG as Chromium writes them: 8-bit RGB, not interlaced")
    raw = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + 3 * width)
    rows = np.zeros((height + 1, width + 1, 3), np.uint8)  # with a black pixel to the left and a black row above
    for y, row in enumerate(raw, start=1):
        rows[y, 1:] = _unfiltered(int(row[0]), row[1:].reshape(width, 3), rows[y - 1])
    return rows[1:, 1:]


def _unfiltered(kind: int, row: Pixels, above: Pixels) -> Pixels:
    """Restore a row that a filter turned into differences."""
    if kind == _SUB:
        return np.cumsum(row, axis=0, dtype=np.uint8)
    if kind == _UP:
        return row + above[1:]
    if kind in {_AVERAGE, _PAETH}:
        foretold = _average if kind == _AVERAGE else _paeth
        ups = above.tolist()
        left, out = [0, 0, 0], []
        for x, pixel in enumerate(row.tolist()):
            left = [
                (pixel[channel] + foretold(left[channel], ups[x + 1][channel], ups[x][channel])) & 0xFF
                for channel in range(len(pixel))
            ]
            out.append(left)
        return np.array(out, np.uint8)
    return row


def _average(left: int, up: int, _corner: int) -> int:
    return (left + up) // 2


def _paeth(left: int, up: int, corner: int) -> int:
    """Choose of the three neighbours the value nearest to left + up - corner; ties in this order."""
    guess = left + up - corner
    return min((left, up, corner), key=lambda neighbour: abs(guess - neighbour))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

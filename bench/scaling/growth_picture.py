"""Draws how costs grow with the library, on two logarithmic scales, as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH, HEIGHT, MARGIN = 1_000, 420, 70
NAMES = 330  # width at the right for the names of the lines
PASSAGES = (10_000, 10_000_000)  # ends of the horizontal scale
COMPUTED = (1_000_000, 10_000_000, 100_000_000)  # passages, for which values are computed where none was measured
VALUES = (1.0, 10_000.0)  # ends of the vertical scale
COLOURS = ("#2563a8", "#b3541e", "#3b7d3b", "#7a4a9e", "#00838f", "#ad1457", "#5d4037", "#827717")


def draw(lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Draw a line for each name, through its points of passages and values."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *_grid(),
    ]
    for number, (name, points) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        pixels = [(_across(passages), _up(value)) for passages, value in points if value > 0]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in pixels)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in pixels]
        parts.append(f'<text x="{WIDTH - NAMES + 20}" y="{MARGIN + 6 + 22 * number}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def value_at(costs: Mapping[str, Any], keys: Sequence[str]) -> float:
    """Return a value of the nested costs: a key for each level."""
    value: Any = costs
    for name in keys:
        value = value[name]
    return float(value)


def extrapolate(points: Sequence[tuple[float, float]], passages: float) -> float:
    """Return the value at so many passages on the straight line through the last two points.

    Every cost is a constant and a part in proportion to the passages; a power of the passages would hide the latter.
    """
    (first, low), (second, high) = points[-2:]
    return high + (passages - second) * (high - low) / (second - first)


def extrapolate_all(lines: Mapping[str, Sequence[tuple[float, float]]]) -> dict[str, dict[str, float]]:
    """Return the values at `COMPUTED` passages of each line whose last point is higher than the one before it."""
    return {
        name: {str(size): round(extrapolate(points, size), 1) for size in COMPUTED}
        for name, points in lines.items()
        if len(points) > 1 and 0 < points[-2][1] < points[-1][1]
    }


def _grid() -> list[str]:
    lines = []
    for power in range(round(math.log10(PASSAGES[0])), round(math.log10(PASSAGES[1])) + 1):
        x = _across(10**power)
        lines.append(f'<path d="M{x:.1f} {MARGIN} V{HEIGHT - MARGIN}" stroke="#ddd"/>')
        lines.append(f'<text x="{x:.1f}" y="{HEIGHT - MARGIN + 20}" text-anchor="middle">{10**power:,}</text>')
    for power in range(round(math.log10(VALUES[0])), round(math.log10(VALUES[1])) + 1):
        y = _up(10**power)
        lines.append(f'<path d="M{MARGIN} {y:.1f} H{WIDTH - NAMES}" stroke="#ddd"/>')
        lines.append(f'<text x="{MARGIN - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:,}</text>')
    lines.append(f'<text x="{(MARGIN + WIDTH - NAMES) / 2}" y="{HEIGHT - 20}" text-anchor="middle">passages</text>')
    return lines


def _across(passages: float) -> float:
    return MARGIN + _share(passages, PASSAGES) * (WIDTH - NAMES - MARGIN)


def _up(value: float) -> float:
    return HEIGHT - MARGIN - _share(value, VALUES) * (HEIGHT - 2 * MARGIN)


def _share(value: float, ends: tuple[float, float]) -> float:
    low, high = map(math.log, ends)
    return (math.log(value) - low) / (high - low)

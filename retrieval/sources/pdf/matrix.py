"""Transformations of a PDF's plane, and the numbers of its operators.

This module is loaded by the process that reads a PDF (see `child_process`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

PageTransform: TypeAlias = tuple[float, float, float, float, float, float]  # a, b, c, d, e, f as in the PDF standard

IDENTITY: PageTransform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_matrix(operands: Sequence[Any]) -> PageTransform:
    """Return the matrix that six operands give; the identity where they are no numbers."""
    try:
        a, b, c, d, e, f = (float(operand) for operand in operands)
    except (TypeError, ValueError):
        return IDENTITY
    return a, b, c, d, e, f


def read_number(operands: Sequence[Any], index: int, default: float) -> float:
    """Return an operand as a number; the default where it is missing or none."""
    value = operands[index] if index < len(operands) else default
    return float(value) if isinstance(value, int | float) else default


def product(m: PageTransform, n: PageTransform) -> PageTransform:
    """Return the transformation that applies `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )

"""How many examples Hypothesis generates for a test that needs another number than the profile's."""

from __future__ import annotations

from hypothesis import settings

FULL = 100  # examples of the profile "desk", for which the tests state their numbers
LEAST = 5


def example_count(at_desk: int) -> int:
    """Return the number of examples in the loaded profile: as many at the desk, in proportion fewer elsewhere."""
    return max(LEAST, at_desk * settings().max_examples // FULL)

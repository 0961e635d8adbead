"""How busy the machine is, so that a bound on time means the same beside other work."""

from __future__ import annotations

import time

SPUN = 0.25  # seconds of the processor


def crowding() -> float:
    """Measure how many times its processor time a busy loop takes: 1 on a machine with room, else more."""
    begun, used = time.perf_counter(), time.thread_time()
    while time.thread_time() - used < SPUN:
        pass
    return max(1.0, (time.perf_counter() - begun) / SPUN)

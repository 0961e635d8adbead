"""Settings of the whole process that suit a program of models: only a program that wants them makes them."""

from __future__ import annotations

import ctypes
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

# glibc's mallopt(3): keep freed memory instead of handing it back and faulting it in again at every batch.
_M_TRIM_THRESHOLD, _M_MMAP_MAX = -1, -4
_KEEP_BYTES = 2**31 - 1
_freezes_loaded_objects = False


def tune_process() -> None:
    """Tune memory for a process that lives for its models. A program calls this once, at its start.

    Freed memory is kept for the next batch, and the million objects that a model's packages leave behind are kept out
    of the garbage collector once they are loaded: looking through them takes a second, and another at the end.
    """
    global _freezes_loaded_objects  # noqa: PLW0603  it is a property of the process, as what it turns on
    _freezes_loaded_objects = True
    if os.name != "posix":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc only
    if mallopt is not None:
        mallopt(_M_MMAP_MAX, 0)
        mallopt(_M_TRIM_THRESHOLD, _KEEP_BYTES)


@contextmanager
def pause_collection() -> Iterator[None]:
    """Load packages and models inside it: nothing is garbage yet, and looking through a million objects takes a second.

    In a process that was tuned, what was loaded is never looked through again.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if _freezes_loaded_objects:
            gc.freeze()
        if was_enabled:
            gc.enable()

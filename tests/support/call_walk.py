"""Records which modules of the packages a run passes through, and which of its calls go up the layers."""

from __future__ import annotations

import configparser
import inspect
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, FrameType

ROOT = Path(__file__).resolve().parents[2]
_FIRST_INSTRUCTIONS = 10  # bytes of a coroutine before its first statement


class CallWalk:
    """The modules that ran, and the calls between them.

    What resumes a coroutine, or takes the next value of a generator, calls nothing new. What runs while a module is
    imported is no call: whether it is imported in the block depends on what ran before.
    """

    def __init__(self) -> None:
        self.modules: set[str] = set()
        self.calls: set[tuple[str, str]] = set()  # module of the caller, module of the function

    @property
    def packages(self) -> set[str]:
        """The folders of the modules."""
        return {module.rpartition(".")[0] for module in self.modules}

    @property
    def calls_up(self) -> set[tuple[str, str]]:
        """The calls from a module into one of a higher layer: by a callback, or by a method that a Protocol names."""
        return {call for call in self.calls if is_up(*call)}

    def profile(self, frame: FrameType, event: str, _: object) -> None:
        """Record a call, as `sys.setprofile` reports it."""
        module = _module(frame.f_code)
        if event != "call" or module is None or _is_importing(frame):
            return
        self.modules.add(module)
        if not _is_resumed(frame) and (caller := _caller(frame)) not in (None, module):
            self.calls.add((str(caller), module))


@contextmanager
def recorded_walk() -> Iterator[CallWalk]:
    """Lend a walk that records this thread, and the threads that start in the block."""
    walk = CallWalk()
    threading.setprofile(walk.profile)
    sys.setprofile(walk.profile)
    try:
        yield walk
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def is_up(caller: str, called: str) -> bool:
    """Return whether a call goes into a higher layer, by the contracts of `.importlinter`."""
    theirs, ours = caller.split("."), called.split(".")
    shared = next(i for i in range(9) if theirs[: i + 1] != ours[: i + 1])
    layers = _layers().get(".".join(theirs[:shared]), {})
    at, to = layers.get(theirs[shared]), layers.get(ours[shared])
    return at is not None and to is not None and to < at


@cache
def _layers() -> dict[str, dict[str, int]]:
    """Read the layer of each part of each package, 0 the highest."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    found: dict[str, dict[str, int]] = {}
    for name in contracts.sections():
        lines = contracts[name].get("layers", "").split("\n")
        for number, line in enumerate(lines):
            for part in line.replace(" ", "").strip("()").split("|"):
                container = contracts[name].get("containers", part.rpartition(".")[0])
                found.setdefault(container, {})[part.rpartition(".")[2]] = number
    return found


@cache
def _module(code: CodeType) -> str | None:
    """Return the module of a function of `bot` or `retrieval`; None for others."""
    path = Path(code.co_filename)
    if not path.is_relative_to(ROOT):
        return None
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts) if parts[0] in ("bot", "retrieval") else None


def _caller(frame: FrameType) -> str | None:
    """Return the nearest module of the packages that waits for a call; None where there is none."""
    caller = frame.f_back
    while caller is not None and _module(caller.f_code) is None:
        caller = caller.f_back
    return None if caller is None else _module(caller.f_code)


def _is_importing(frame: FrameType) -> bool:
    """Return whether a call is of the body of a module of the packages, or of what that calls."""
    caller: FrameType | None = frame
    while caller is not None:
        if caller.f_code.co_name == "<module>" and _module(caller.f_code) is not None:
            return True
        caller = caller.f_back
    return False


def _is_resumed(frame: FrameType) -> bool:
    """Return whether a generator gives a value, or a coroutine goes on."""
    flags = frame.f_code.co_flags
    if flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR):
        return True
    return bool(flags & inspect.CO_COROUTINE) and frame.f_lasti > _FIRST_INSTRUCTIONS

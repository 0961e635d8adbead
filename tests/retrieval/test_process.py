"""What the library changes in the process that uses it: nothing, unless the program asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_STATE = """
import ctypes, gc, locale, logging, os, signal, sys, threading, warnings
import torch

calls = []
real = ctypes.CDLL

def cdll(*arguments, **options):
    calls.append(arguments)
    return real(*arguments, **options)

ctypes.CDLL = cdll

def state():
    return {
        "environment": dict(os.environ),
        "collector": (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()),
        "threads": (torch.get_num_threads(), torch.get_num_interop_threads(), threading.active_count()),
        "signals": [signal.getsignal(number) for number in signal.valid_signals()],
        "root logger": (logging.root.level, list(logging.root.handlers)),
        "hooks": (sys.excepthook, sys.getrecursionlimit(), sys.getswitchinterval()),
        "locale": locale.setlocale(locale.LC_ALL),
        "folder": os.getcwd(),
        "mallopt": [call for call in calls if call == (None,)],
    }
"""
_BUILD = """
from retrieval import LibrarySettings, ModelSettings, Settings, open_footnote
settings = Settings(library=LibrarySettings(path={path!r}), models=ModelSettings(threads=3))
footnote = open_footnote(settings)
footnote.articles(library="default")
"""


def _changed(program: str) -> list[str]:
    compare = "print(' '.join(name for name in before if before[name] != after[name]))"
    script = f"{_STATE}\nbefore = state()\n{program}\nafter = state()\n{compare}"
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True)
    return ran.stdout.split()


def test_importing_and_building_change_nothing_in_the_process(tmp_path: Path) -> None:
    assert _changed(_BUILD.format(path=str(tmp_path / "library.sqlite"))) == []


@pytest.mark.skipif(sys.platform != "linux", reason="mallopt is glibc's")
def test_a_program_tunes_its_process() -> None:
    assert _changed("from retrieval import tune_process; tune_process()") == ["mallopt"]
    loading = "from retrieval.core.process_tuning import pause_collection\nwith pause_collection(): pass"
    assert _changed(loading) == []
    assert _changed(f"from retrieval import tune_process; tune_process()\n{loading}") == ["collector", "mallopt"]

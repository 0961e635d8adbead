"""Two processes refresh one source at the same moment, again and again: the library is as one refresh would make it."""

from __future__ import annotations

import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.faults.cluster_faults import open_library, seconds_since
from bench.faults.findings import FaultScale, Findings
from bench.paths import ROOT
from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings, ModelSettings, Settings
from retrieval.footnote import Footnote
from support.opensearch_server import OpenSearchNodes

FAULT = "two processes refresh the same folder at the same moment, in which files were changed, added and taken away"
LIBRARY = "faults"
ROUNDS = 4
PROCESSES = 2
END_SECONDS = 300.0  # for a process on a busy machine

_Card = tuple[str, str, int, bool]  # title, digest, passages, and whether its file is gone


def run(nodes: OpenSearchNodes, scale: FaultScale, *, rounds: int = ROUNDS) -> Findings:
    """Refresh in two processes, and compare with a refresh in one process of a library in SQLite."""
    prefix, broken = f"faults-{secrets.token_hex(4)}", []
    figures: dict[str, float | int] = {"rounds": rounds, "processes": PROCESSES, "files": scale.articles}
    with tempfile.TemporaryDirectory(prefix="footnote-faults-") as temporary:
        folder, file = Path(temporary) / "articles", Path(temporary) / "library.sqlite"
        folder.mkdir()
        with open_library(nodes.addresses, prefix) as footnote, closing(_alone(file)) as alone:
            change_files(folder, 0, scale.articles)
            for each in (footnote, alone):
                each.add([str(folder)], library=LIBRARY)
            began = time.monotonic()
            for number in range(1, rounds + 1):
                change_files(folder, number, scale.articles)
                broken += refresh_at_once(nodes.addresses, prefix)
                alone.refresh(library=LIBRARY)
                broken += [f"round {number}: {words}" for words in differences(footnote, alone)]
            figures["seconds"] = seconds_since(began)
            figures["articles"] = len(footnote.articles(library=LIBRARY))
    return Findings(fault=FAULT, figures=figures, broken=tuple(broken))


def change_files(folder: Path, number: int, files: int) -> None:
    """Change a third of the files, take one away, and add one."""
    for each in range(files):
        if number == 0 or each % 3 == number % 3:
            text = (
                f"The lantern {each} was lit in the year {1700 + number}. Its keeper was called Orla {number}-{each}."
            )
            (folder / f"lantern{each}.md").write_text(f"# Lantern {each}\n\n{text}\n", encoding="utf-8")
    (folder / f"lantern{number}.md").unlink()
    (folder / f"new{number}.md").write_text(f"# New {number}\n\nThe harbour got bell {number}.\n", encoding="utf-8")


def refresh_at_once(addresses: list[str], prefix: str) -> list[str]:
    """Start the processes, let them refresh when all are ready, and return what went wrong."""
    command = [sys.executable, "-m", "bench.faults.refreshing_process", prefix, LIBRARY, *addresses]
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen(command, text=True, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) for _ in range(PROCESSES)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ends = [process.communicate(timeout=END_SECONDS) for process in started]
    statuses = zip(started, ends, strict=True)
    return [
        f"a refresh ended with {process.returncode}: {err[-300:]}"
        for process, (_, err) in statuses
        if process.returncode
    ]


def differences(footnote: Footnote, alone: Footnote) -> list[str]:
    """Return what is not as in the library that one process refreshed."""
    found, wanted = cards(footnote), cards(alone)
    words = [f"{card} is there, which should not" for card in sorted(found - wanted)]
    words += [f"{card} is missing" for card in sorted(wanted - found)]
    if len(found) != len(footnote.articles(library=LIBRARY)):
        words.append("an article is there twice")
    for card in footnote.articles(library=LIBRARY):
        passages = footnote.passages(card.id, library=LIBRARY)
        if len(passages) != card.passages:
            words.append(f"{card.title} has {len(passages)} passages in place of {card.passages}")
        sources = [(origin.source, origin.digest) for origin in footnote.origins(card.id, library=LIBRARY)]
        if sources != [(origin.source, origin.digest) for origin in alone.origins(card.id, library=LIBRARY)]:
            words.append(f"{card.title} has other sources: {sources}")
    return words


def cards(footnote: Footnote) -> set[_Card]:
    """Return the stored articles, without times."""
    return {
        (card.title, card.digest, card.passages, card.gone is not None) for card in footnote.articles(library=LIBRARY)
    }


def _alone(file: Path) -> Footnote:
    models = ModelSettings(embedder="hashing", reader="similarity")
    return open_footnote(Settings(library=LibrarySettings(path=str(file)), models=models))

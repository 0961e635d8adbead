"""Puts articles and asks questions in several threads while something fails, and checks what came of it.

Every article is put by one thread alone, in versions that count up. So whoever asks knows which versions are right: the
newest that was acknowledged before the question, those that were begun before its answer, and those between.
"""

from __future__ import annotations

import itertools
import re
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bench.faults import vessel_articles
from bench.faults.findings import FaultScale
from retrieval.core.errors import FootnoteError
from retrieval.core.reply_records import Answer
from retrieval.footnote import Footnote

LIBRARY = "faults"
PAUSE_SECONDS = 0.05  # between two puts, or two questions, of a thread: the nodes share the machine
# A question sends about ten requests, and each may take `opensearch.timeout_seconds` (10) before it is given up; the
# first that is given up ends it. One that takes longer than this was not answered or told in time.
LONGEST_QUESTION_SECONDS = 60.0
_PORT = re.compile(r"(?<=port=)\d+|(?<=127\.0\.0\.1:)\d+")  # another one each time


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A put or a question, and when it ended."""

    kind: str  # "put" or "question"
    end: float
    seconds: float
    is_done: bool  # False: an error said why not


class LibraryLoad:
    """A load on a library; it runs inside of a `with` block.

    Args:
        footnote: over an empty library.
        scale: how many threads and articles.
    """

    def __init__(self, footnote: Footnote, scale: FaultScale) -> None:
        self._footnote = footnote
        self._scale = scale
        self.vessels = [f"amber{number}" for number in range(scale.articles)]
        self._begun = dict.fromkeys(self.vessels, 0)
        self._stored = dict.fromkeys(self.vessels, 0)  # the newest version that was acknowledged
        self._events: list[Event] = []
        self.broken: list[str] = []
        self.errors: Counter[str] = Counter()
        self._over = threading.Event()
        putters = [self._thread(self._put_again, self.vessels[each :: scale.writers]) for each in range(scale.writers)]
        askers = [self._thread(self._ask_again, self.vessels) for _ in range(scale.askers)]
        self._threads = [*putters, *askers]

    def __enter__(self) -> Self:
        """Put every article once, then begin."""
        for vessel in self.vessels:
            while not self._stored[vessel]:
                with suppress(FootnoteError):
                    self._put(vessel)
        self._began = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the threads; what they are doing ends first."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def run_on(self, seconds: float) -> None:
        """Let the load run for a while."""
        time.sleep(seconds)

    def wait_for_success(self, seconds: float) -> dict[str, float]:
        """Wait until an article is put and a question is answered, and return after how many seconds each was."""
        since = time.monotonic()
        waits: dict[str, float] = {}
        while len(waits) < 2 and time.monotonic() < since + seconds:
            for event in list(self._events):
                if event.is_done and event.end - event.seconds >= since:
                    waits.setdefault(event.kind, round(event.end - since, 2))
            time.sleep(0.05)
        for kind in {"put", "question"} - waits.keys():
            self.broken.append(f"no {kind} succeeded within {seconds:.0f} s after the fault was over")
        return waits

    def check_library(self) -> None:
        """Check, when the load is over, that the library holds each article once, whole, and in a right version."""
        cards = {card.source: card for card in self._footnote.articles(library=LIBRARY)}
        if len(cards) != len(self.vessels):
            self.broken.append(f"{len(cards)} articles in place of {len(self.vessels)}")
        for vessel in self.vessels:
            card = cards.get(f"vessels/{vessel}.md")
            if card is None:
                self.broken.append(f"{vessel} is lost")
                continue
            texts = [passage.text for passage in self._footnote.passages(card.id, library=LIBRARY)]
            article = self._footnote.article(card.id, library=LIBRARY)
            self._check_whole(vessel, texts, article.text if article else "")
            try:
                self._ask(vessel)
            except FootnoteError as error:
                self.broken.append(f"a question after all was over was refused: {error}")

    def figures(self) -> dict[str, float | int]:
        """Count the puts and questions by how they ended, and measure the longest time without success."""
        found: dict[str, float | int] = {}
        for kind, name in (("put", "puts"), ("question", "questions")):
            events = [event for event in self._events if event.kind == kind]
            seconds = sorted(event.seconds for event in events) or [0.0]
            found[name] = len(events)
            found[f"{name}_succeeded"] = sum(event.is_done for event in events)
            found[f"{name}_told_why_not"] = sum(not event.is_done for event in events)
            found[f"{name}_median_ms"] = round(statistics.median(seconds) * 1_000)
            found[f"{name}_slowest_s"] = round(seconds[-1], 2)
            found[f"{name}_longest_time_without_success_s"] = round(self._longest_gap(kind), 2)
        return found

    def _longest_gap(self, kind: str) -> float:
        ends = [self._began, *(e.end for e in self._events if e.kind == kind and e.is_done and e.end > self._began)]
        return max((after - before for before, after in itertools.pairwise(sorted(ends))), default=0.0)

    def _thread(self, work: Callable[[str], None], vessels: list[str]) -> threading.Thread:
        def repeat() -> None:
            for vessel in itertools.cycle(vessels):
                if self._over.wait(PAUSE_SECONDS):
                    return
                work(vessel)

        return threading.Thread(target=repeat, daemon=True)

    def _put_again(self, vessel: str) -> None:
        self._attempt("put", lambda: self._put(vessel))

    def _ask_again(self, vessel: str) -> None:
        self._attempt("question", lambda: self._ask(vessel))

    def _attempt(self, kind: str, act: Callable[[], None]) -> None:
        began, is_done = time.monotonic(), True
        try:
            act()
        except FootnoteError as error:  # it is told
            is_done = False
            self.errors[_PORT.sub("…", f"{type(error).__name__}: {error.what}")[:160]] += 1
        except Exception as error:  # noqa: BLE001  a promise is broken: the load goes on, to show what else is
            self.broken.append(f"a {kind} ended in {error!r}")
            is_done = False
        end = time.monotonic()
        if kind == "question" and end - began > LONGEST_QUESTION_SECONDS:
            self.broken.append(f"a question took {end - began:.0f} s")
        self._events.append(Event(kind=kind, end=end, seconds=end - began, is_done=is_done))

    def _put(self, vessel: str) -> None:
        version = self._begun[vessel] = self._begun[vessel] + 1
        report = self._footnote.store([vessel_articles.draft(vessel, version)], library=LIBRARY)
        if report.added + report.replaced != 1:
            self.broken.append(f"version {version} of {vessel} was not stored: {report.outcomes}")
        self._stored[vessel] = version

    def _ask(self, vessel: str) -> None:
        oldest = self._stored[vessel]
        reply = self._footnote.ask(vessel_articles.question(vessel), library=LIBRARY)
        newest = self._begun[vessel]
        quote = reply.citation.quote if isinstance(reply, Answer) else ""
        versions = vessel_articles.versions_in([quote])
        if not isinstance(reply, Answer) or not versions or f" {vessel} " not in quote:
            self.broken.append(f"a question about {vessel} was answered by {quote!r}, {reply!r:.200}")
        elif not oldest <= min(versions) <= newest:
            self.broken.append(f"{vessel}: version {versions} was quoted, where {oldest} to {newest} are right")
        else:
            self._check_parts(vessel, reply.citation.article_id)

    def _check_parts(self, vessel: str, article_id: str) -> None:
        """Check that the passages, all read at one moment, are those of one version."""
        texts = [passage.text for passage in self._footnote.passages(article_id, library=LIBRARY)]
        versions = vessel_articles.versions_in(texts)
        if len(versions) != 1 or len(texts) != vessel_articles.parts_of_version(max(versions)):
            self.broken.append(f"{vessel} is half visible: versions {sorted(versions)}, {len(texts)} passages")

    def _check_whole(self, vessel: str, texts: list[str], text: str) -> None:
        versions = vessel_articles.versions_in([*texts, text])
        if len(versions) != 1:
            self.broken.append(f"{vessel} is of the versions {sorted(versions)} at once: {texts}")
            return
        (version,) = versions
        if not self._stored[vessel] <= version <= self._begun[vessel]:
            self.broken.append(f"{vessel}: {version} is stored, {self._stored[vessel]} was acknowledged")
        if len(texts) != vessel_articles.parts_of_version(version) or not all(part in text for part in texts):
            self.broken.append(f"{vessel}: version {version} has {len(texts)} passages, or those of another text")

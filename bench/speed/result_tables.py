"""The figures as tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from bench.speed.addition_cost import Adding
from bench.speed.autocomplete_latency import Suggested
from bench.speed.format_throughput import Format
from bench.speed.goals import Goal
from bench.speed.indexing_throughput import Indexed
from bench.speed.measurement import Spread
from bench.speed.peer_comparison import Compared, Right
from bench.speed.question_latency import MODEL, Latency
from bench.speed.refresh_cost import Refreshed
from bench.speed.startup import FirstAnswer, Start
from bench.speed.timed_library import Growth


def latencies(measured: Sequence[Latency]) -> Table:
    """A library a row, a stage a column."""
    stages = list(measured[0].stages)
    heads = [f"({MODEL})" if stage == MODEL else stage for stage in stages]
    shown = _table("A question, warm: milliseconds, p50 / p95", "passages", "questions", "whole", *heads, "first")
    for one in measured:
        cells = [_pair(one.stages[stage]) for stage in stages]
        shown.add_row(f"{one.passages:,}", str(one.questions), _pair(one.whole), *cells, f"{one.first:.0f}")
    return shown


def suggested(measured: Sequence[Suggested]) -> Table:
    """A library a row."""
    shown = _table("Sentences while somebody types: milliseconds", "passages", "looks", "p50", "p95", "p99", "slowest")
    for one in measured:
        cells = [f"{value:.1f}" for value in (one.p50, one.p95, one.p99, one.slowest)]
        shown.add_row(f"{one.passages:,}", str(one.looks), *cells)
    return shown


def growths(measured: Sequence[Growth]) -> Table:
    """What each growth took."""
    shown = _table(
        "Filling the library, most vectors given", "passages", "added", "seconds", "a second", "of which put", "file MB"
    )
    for one in measured:
        cells = [f"{one.added:,}", f"{one.seconds:.1f}", f"{one.added / one.seconds:.0f}", f"{one.put_seconds:.1f}"]
        shown.add_row(f"{one.passages:,}", *cells, f"{one.file_megabytes:.0f}")
    return shown


def adding(one: Adding) -> Table:
    """The empty library beside the large one."""
    title = f"Adding an article of {one.article_passages} passages, its embedding aside: median of {one.additions}, ms"
    shown = _table(title, "", "empty library", f"{one.passages:,} passages", "ratio")
    shown.add_row("the whole addition", f"{one.empty:.0f}", f"{one.large:.0f}", f"{one.ratio:.2f}")
    shown.add_row("of which put", f"{one.put_empty:.0f}", f"{one.put_large:.0f}", f"{one.put_ratio:.2f}")
    shown.add_row("the next question, and that again", "", f"{one.next_question:.0f}, {one.later_question:.0f}", "")
    return shown


def indexing(measured: Indexed) -> Table:
    """An arithmetic a row."""
    title = f"Indexing {measured.each[0].passages} passages with the model"
    shares = ("forward pass", "tokens, pooling", "put", "splitting", "not forward pass")
    shown = _table(title, "arithmetic", "passages a second", "sentences a second", *shares)
    for one in measured.each:
        rates = [f"{one.passages_a_second:.1f}", f"{one.sentences_a_second:.0f}"]
        parts = (one.forward, one.embedder, one.put, one.intake, one.outside)
        shown.add_row(one.precision, *rates, *(f"{share:.1%}" for share in parts))
    shown.add_row("encode, passages only", f"{measured.obvious_passages_a_second:.1f}")
    shown.caption = f"The same best sentence in both arithmetics: {measured.same_best:.1%} of {measured.questions}"
    return shown


def refreshing(one: Refreshed) -> Table:
    """The first reading beside later ones."""
    shown = _table(f"{one.articles:,} articles read again", "", "seconds", "of the first reading")
    shown.add_row("first reading", f"{one.first:.2f}", "")
    shown.add_row("refresh, nothing written to", f"{one.unchanged:.3f}", f"{one.ratio:.2%}")
    shown.add_row("refresh, every file to be read", f"{one.touched:.3f}", f"{one.touched_ratio:.2%}")
    return shown


def formats(measured: Sequence[Format]) -> Table:
    """A format a row."""
    title = f"{measured[0].articles} articles of a thousand words from disk, with the model"
    shown = _table(title, "format", "read a second", "added a second", "of it reading", "of it embedding")
    for one in measured:
        rates = [f"{one.read_a_second:.1f}", f"{one.added_a_second:.2f}"]
        shown.add_row(one.kind, *rates, f"{one.reading:.1%}", f"{one.embedding:.1%}")
    return shown


def starting(measured: Sequence[Start]) -> Table:
    """A kind of start a row."""
    shown = _table(f"Start, {measured[0].runs} runs: seconds", "", "best", "median")
    for one in measured:
        shown.add_row(one.what, f"{one.best:.2f}", f"{one.median:.2f}")
    return shown


def first_answers(measured: Sequence[FirstAnswer]) -> Table:
    """A library a column: the parts of a process that asks ten questions, and its memory."""
    sizes = [f"{one.passages:,} passages" for one in measured]
    shown = _table(f"A process from its start to its tenth answer: median of {measured[0].runs}", "", *sizes)
    for part in measured[0].parts:
        shown.add_row(f"{part}, s", *(f"{one.parts[part]:.2f}" for one in measured))
    shown.add_row("memory with the model, MB", *(f"{one.loaded:.0f}" for one in measured))
    shown.add_row("memory at most, MB", *(f"{one.peak:.0f}" for one in measured))
    return shown


def compared(measured: Sequence[Compared]) -> Table:
    """A system and size a row."""
    shown = _table(
        "A question by turns, the same model: milliseconds", "passages", "system", "p50", "p95", "to Footnote",
        "index, s, vectors given", "gives",
    )  # fmt: skip
    for one in measured:
        times = [f"{one.milliseconds.p50:.1f}", f"{one.milliseconds.p95:.1f}", f"{one.ratio:.2f}"]
        built = "" if one.index_seconds is None else f"{one.index_seconds:.1f}"
        shown.add_row(f"{one.passages:,}", one.system, *times, built, one.gives)
    return shown


def right(measured: Sequence[Right]) -> Table:
    """A system and set a row."""
    shown = _table("Right sentence first", "set", "questions", "system", "right", "looked in")
    for one in measured:
        shown.add_row(one.data, str(one.questions), one.system, f"{one.right:.1%}", one.looked_in)
    return shown


def goals(measured: Sequence[Goal]) -> Table:
    """A goal a row."""
    shown = _table("Goals", "", "measured", "at most", "met")
    for one in measured:
        shown.add_row(one.what, f"{one.measured:g}", f"{one.most:g}", "yes" if one.met else "[red]no[/red]")
    return shown


def _pair(one: Spread) -> str:
    return f"{one.p50:.1f} / {one.p95:.1f}"


def _table(title: str, *columns: str) -> Table:
    shown = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        shown.add_column(column, justify="left" if number == 0 or column in {"system", "gives"} else "right")
    return shown

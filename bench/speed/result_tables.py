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
    """Tabulate a library a row, a stage a column."""
    stages = list(measured[0].stages)
    heads = [f"({MODEL})" if stage == MODEL else stage for stage in stages]
    shown = _table("A question, warm: milliseconds, p50 / p95", "passages", "questions", "whole", *heads, "first")
    for latency in measured:
        cells = [_pair(latency.stages[stage]) for stage in stages]
        shown.add_row(
            f"{latency.passages:,}", str(latency.questions), _pair(latency.whole), *cells, f"{latency.first:.0f}"
        )
    return shown


def suggested(measured: Sequence[Suggested]) -> Table:
    """Tabulate a library a row."""
    shown = _table("Sentences while somebody types: milliseconds", "passages", "looks", "p50", "p95", "p99", "slowest")
    for latency in measured:
        cells = [f"{value:.1f}" for value in (latency.p50, latency.p95, latency.p99, latency.slowest)]
        shown.add_row(f"{latency.passages:,}", str(latency.looks), *cells)
    return shown


def growths(measured: Sequence[Growth]) -> Table:
    """Tabulate what each growth took."""
    shown = _table(
        "Filling the library, most vectors given", "passages", "added", "seconds", "a second", "of which put", "file MB"
    )
    for growth in measured:
        cells = [
            f"{growth.added:,}",
            f"{growth.seconds:.1f}",
            f"{growth.added / growth.seconds:.0f}",
            f"{growth.put_seconds:.1f}",
        ]
        shown.add_row(f"{growth.passages:,}", *cells, f"{growth.file_megabytes:.0f}")
    return shown


def adding(cost: Adding) -> Table:
    """Tabulate the empty library beside the large one."""
    title = (
        f"Adding an article of {cost.article_passages} passages, its embedding aside: median of {cost.additions}, ms"
    )
    shown = _table(title, "", "empty library", f"{cost.passages:,} passages", "ratio")
    shown.add_row("the whole addition", f"{cost.empty:.0f}", f"{cost.large:.0f}", f"{cost.ratio:.2f}")
    shown.add_row("of which put", f"{cost.put_empty:.0f}", f"{cost.put_large:.0f}", f"{cost.put_ratio:.2f}")
    shown.add_row("the next question, and that again", "", f"{cost.next_question:.0f}, {cost.later_question:.0f}", "")
    return shown


def indexing(measured: Indexed) -> Table:
    """Tabulate an arithmetic a row."""
    title = f"Indexing {measured.each[0].passages} passages with the model"
    shares = ("forward pass", "tokens, pooling", "put", "splitting", "not forward pass")
    shown = _table(title, "arithmetic", "passages a second", "sentences a second", *shares)
    for precision in measured.each:
        rates = [f"{precision.passages_a_second:.1f}", f"{precision.sentences_a_second:.0f}"]
        parts = (precision.forward, precision.embedder, precision.put, precision.intake, precision.outside)
        shown.add_row(precision.precision, *rates, *(f"{share:.1%}" for share in parts))
    shown.add_row("encode, passages only", f"{measured.obvious_passages_a_second:.1f}")
    shown.caption = f"The same best sentence in both arithmetics: {measured.same_best:.1%} of {measured.questions}"
    return shown


def refreshing(cost: Refreshed) -> Table:
    """Tabulate the first reading beside later ones."""
    shown = _table(f"{cost.articles:,} articles read again", "", "seconds", "of the first reading")
    shown.add_row("first reading", f"{cost.first:.2f}", "")
    shown.add_row("refresh, nothing written to", f"{cost.unchanged:.3f}", f"{cost.ratio:.2%}")
    shown.add_row("refresh, every file to be read", f"{cost.touched:.3f}", f"{cost.touched_ratio:.2%}")
    return shown


def formats(measured: Sequence[Format]) -> Table:
    """Tabulate a format a row."""
    title = f"{measured[0].articles} articles of a thousand words from disk, with the model"
    shown = _table(title, "format", "read a second", "added a second", "of it reading", "of it embedding")
    for format_ in measured:
        rates = [f"{format_.read_a_second:.1f}", f"{format_.added_a_second:.2f}"]
        shown.add_row(format_.kind, *rates, f"{format_.reading:.1%}", f"{format_.embedding:.1%}")
    return shown


def starting(measured: Sequence[Start]) -> Table:
    """Tabulate a kind of start a row."""
    shown = _table(f"Start, {measured[0].runs} runs: seconds", "", "best", "median")
    for start in measured:
        shown.add_row(start.what, f"{start.best:.2f}", f"{start.median:.2f}")
    return shown


def first_answers(measured: Sequence[FirstAnswer]) -> Table:
    """Tabulate a library a column: the parts of a process that asks ten questions, and its memory."""
    sizes = [f"{answer.passages:,} passages" for answer in measured]
    shown = _table(f"A process from its start to its tenth answer: median of {measured[0].runs}", "", *sizes)
    for part in measured[0].parts:
        shown.add_row(f"{part}, s", *(f"{answer.parts[part]:.2f}" for answer in measured))
    shown.add_row("memory with the model, MB", *(f"{answer.loaded:.0f}" for answer in measured))
    shown.add_row("memory at most, MB", *(f"{answer.peak:.0f}" for answer in measured))
    return shown


def compared(measured: Sequence[Compared]) -> Table:
    """Tabulate a system and size a row."""
    shown = _table(
        "A question by turns, the same model: milliseconds", "passages", "system", "p50", "p95", "to Footnote",
        "index, s, vectors given", "gives",
    )  # fmt: skip
    for peer in measured:
        times = [f"{peer.milliseconds.p50:.1f}", f"{peer.milliseconds.p95:.1f}", f"{peer.ratio:.2f}"]
        built = "" if peer.index_seconds is None else f"{peer.index_seconds:.1f}"
        shown.add_row(f"{peer.passages:,}", peer.system, *times, built, peer.gives)
    return shown


def right(measured: Sequence[Right]) -> Table:
    """Tabulate a system and set a row."""
    shown = _table("Right sentence first", "set", "questions", "system", "right", "looked in")
    for share in measured:
        shown.add_row(share.data, str(share.questions), share.system, f"{share.right:.1%}", share.looked_in)
    return shown


def goals(measured: Sequence[Goal]) -> Table:
    """Tabulate a goal a row."""
    shown = _table("Goals", "", "measured", "at most", "met")
    for goal in measured:
        shown.add_row(goal.what, f"{goal.measured:g}", f"{goal.most:g}", "yes" if goal.met else "[red]no[/red]")
    return shown


def _pair(spread: Spread) -> str:
    return f"{spread.p50:.1f} / {spread.p95:.1f}"


def _table(title: str, *columns: str) -> Table:
    shown = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        shown.add_column(column, justify="left" if number == 0 or column in {"system", "gives"} else "right")
    return shown

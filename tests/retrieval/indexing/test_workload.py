from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.footnote import Footnote
from retrieval.indexing.loaded_items import LoadedItem, LostSource
from retrieval.indexing.workload import Workload
from support.samples import LIBRARY

Opener = Callable[..., Footnote]


def _loaded(item: Draft | UnchangedSource | Skipped | LostSource, location: str) -> LoadedItem:
    return LoadedItem(item=item, location=location)


def test_the_whole_is_not_known_while_a_location_is_still_to_be_looked_at() -> None:
    workload = Workload(["a", "b"])
    workload.expect(2)
    workload.take(_loaded(UnchangedSource(source="a/1"), "a"))
    assert workload.articles_total(1) is None
    workload.take(_loaded(UnchangedSource(source="b/1"), "b"))
    assert workload.articles_total(2) == 2
    assert workload.articles_total(3) is None  # one file gave more than one


def test_bytes_are_known_where_every_location_has_some() -> None:
    sizes = {"a": 100, "b": 50}
    assert Workload(["a", "b"], sizes.get).bytes_total == 150
    assert Workload(["a", "https://example.com"], sizes.get).bytes_total is None
    assert Workload(["a", None], sizes.get).bytes_total is None
    assert Workload(["a"]).bytes_total is None
    assert Workload().bytes_total is None


def test_a_file_counts_by_what_it_gave_and_whole_when_the_next_one_begins(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.pdf"
    first.write_bytes(b"x" * 100)
    second.write_bytes(b"x" * 300)
    workload = Workload([str(tmp_path)], lambda _: 400)
    read = []
    for item in (
        Draft(source=f"{first}#1", title="One", text="x" * 40, origin=str(first)),
        Draft(source=f"{first}#2", title="Two", text="x" * 90, origin=str(first)),
        LostSource(source=f"{first}#3"),
        UnchangedSource(source=str(second)),
        Skipped(source=str(tmp_path), reason="2 .png files are left out"),
    ):
        workload.take(_loaded(item, str(tmp_path)))
        read.append(workload.bytes_read)
    assert read == [40, 100, 100, 100, 400]


@pytest.mark.parametrize("again", [False, True])
def test_an_addition_tells_of_bytes_and_passages(opened: Opener, tmp_path: Path, *, again: bool) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in "abc":
        (notes / f"{name}.txt").write_text(f"The {name} lock opens at six. A bell rings before it does.", "utf-8")
    size = sum(file.stat().st_size for file in notes.iterdir())
    steps: list[tuple[str, int, int | None]] = []
    footnote = opened()
    if again:
        footnote.add([str(notes)], library=LIBRARY)
        footnote.refresh(library=LIBRARY, watch=lambda *step: steps.append(step))
    else:
        footnote.add([str(notes)], library=LIBRARY, watch=lambda *step: steps.append(step))
    by_stage = {stage: (done, total) for stage, done, total in steps}
    assert by_stage["bytes"] == (size, size)
    assert by_stage["reading"] == (3, 3)
    assert by_stage.get("splitting") == (None if again else (3, None))
    assert by_stage.get("embedding") == (None if again else (3, 3))
    assert [done for stage, done, _ in steps if stage == "bytes"] == sorted(
        done for stage, done, _ in steps if stage == "bytes"
    )

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.core.errors import SourceEmpty, SourceNotText, SourceTooLarge, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import load

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import Write

LoadAll = Callable[[str], tuple[list[Draft], list[Skipped]]]
GOOD = {"id": "kiln", "title": "The kiln", "text": "The kiln was lit on Monday.\n\nIt burned for three days."}


def _line(**changes: Any) -> str:
    return json.dumps(GOOD | changes)


def test_the_fields_of_an_article(write: Write, load_all: LoadAll) -> None:
    path = write("a.jsonl", _line() + "\n" + _line(id="b", url="https://k.example/b", published="2024-05-03T10:00:00Z"))
    first, second = load_all(path)[0]
    assert replace(first, origin=None) == Draft(
        source=f"{path}#kiln", title="The kiln", text=GOOD["text"], published=None, key="kiln"
    )
    assert (second.source, second.published) == ("https://k.example/b", "2024-05-03T10:00:00+00:00")


def test_the_text_is_taken_as_it_is(write: Write, load_all: LoadAll) -> None:
    text = "# Not the title\n* star\nA line.\nAnother *line*."
    ((draft,), _) = load_all(write("a.jsonl", _line(text=text)))
    assert (draft.title, draft.text) == ("The kiln", text)


def test_a_blank_title_gives_way_to_the_id(write: Write, load_all: LoadAll) -> None:
    content = "\n".join([_line(id="a_1", title=None), _line(id="b", title=""), '{"id": "c", "text": "Words."}'])
    assert [draft.title for draft in load_all(write("a.jsonl", content))[0]] == ["a_1", "b", "c"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("nonsense", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("[" * 100_000, "cannot be read"),
        ('{"id": ' + "1" * 10_000 + "}", "cannot be read"),
        (_line(id=7), '"id" is not text'),
        (_line(id=None), '"id" is missing'),
        (_line(id="  "), '"id" is missing'),
        (_line(id="a\nb"), '"id" holds a character'),
        (_line(id="\ud800"), '"id" holds a character'),
        (_line(id="bad", title=["x"]), '"title" is not text'),
        (_line(id="bad", text=None), '"text" is missing'),
        (_line(id="bad", text={}), '"text" is not text'),
        (_line(id="bad", text=" \n"), '"text" is missing'),
        (_line(id="bad", text="# Only a heading"), "only headings"),
        (_line(id="bad", text="…—!"), "no sentence"),
        (_line(id="bad", text="x" * 100_001), "longer than 100,000 characters"),
        (_line(id="bad", url=5), '"url" is not text'),
        (_line(id="bad", url="https://x.example/\x1b[2J"), '"url" holds a character'),
        (_line(id="bad", published=2024), '"published" is not text'),
        (b'{"id": "x", "text": "caf\xe9 noir"}', "not UTF-8"),
        (_line(), '"id" was on line 1'),
        (_line(id="other", url="https://k.example"), '"url" was on line 1'),
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(
    write: Write, load_all: LoadAll, line: str | bytes, reason: str
) -> None:
    bad = line.encode() if isinstance(line, str) else line
    path = write("a.jsonl", b"\n".join([_line(url="https://k.example").encode(), b"", bad, _line(id="last").encode()]))
    drafts, skipped = load_all(path)
    assert [draft.source for draft in drafts] == ["https://k.example", f"{path}#last"]
    (skip,) = skipped
    assert skip.source == path
    assert skip.reason.startswith("line 3: ")
    assert reason in skip.reason
    assert skip.reason.endswith(".")


def test_an_id_may_be_in_any_script(write: Write, load_all: LoadAll) -> None:
    path = write("a.jsonl", _line(id="港 / \u00a0\u200d x#1"))
    assert [draft.source for draft in load_all(path)[0]] == [f"{path}#港 / \u00a0\u200d x#1"]


def test_a_good_line_may_follow_a_bad_one_of_its_id(write: Write, load_all: LoadAll) -> None:
    drafts, skipped = load_all(write("a.jsonl", _line(text="") + "\n" + _line()))
    assert (len(drafts), len(skipped)) == (1, 1)


def test_byte_order_mark_and_windows_line_ends(write: Write, load_all: LoadAll) -> None:
    drafts, skipped = load_all(
        write("a.jsonl", b"\xef\xbb\xbf" + _line().encode() + b"\r\n\r\n" + _line(id="b").encode())
    )
    assert (len(drafts), skipped) == (2, [])


def test_questions_are_no_articles(write: Write, limits: LimitSettings) -> None:
    path = write("questions.jsonl", '{"id": "q", "question": "When was the kiln lit?", "article": "kiln"}\n')
    with pytest.raises(SourceUnsupported, match="questions, not articles"):
        list(load(path, limits=limits))


@pytest.mark.parametrize("content", [_line().encode("utf-16"), _line().encode("utf-16-le")], ids=["marked", "bare"])
def test_utf_16_is_refused_once(write: Write, limits: LimitSettings, content: bytes) -> None:
    with pytest.raises(SourceNotText, match="not UTF-8"):
        list(load(write("a.jsonl", content), limits=limits))


@pytest.mark.parametrize("content", ["", "\n\r\n \t\n", "\ufeff"], ids=["empty", "blank", "mark"])
def test_a_file_of_nothing(write: Write, limits: LimitSettings, content: str) -> None:
    with pytest.raises(SourceEmpty, match="the file is empty"):
        list(load(write("a.jsonl", content), limits=limits))


class TestGzip:
    def test_a_bomb_ends_quickly(self, write: Write, limits: LimitSettings) -> None:
        bomb = gzip.compress(b"0" * 300_000_000, compresslevel=1)
        path = write("a.jsonl.gz", bomb[: 2**20 - 1] if len(bomb) >= 2**20 else bomb)
        started = time.process_time()
        with pytest.raises(SourceTooLarge, match="more than 1 MB"):
            list(load(path, limits=limits))
        assert time.process_time() - started < 1

    def test_what_stands_before_the_limit_is_kept(self, write: Write, load_all: LoadAll) -> None:
        content = _line() + "\n" + _line(id="b") + "\n" + "0" * 2_000_000
        drafts, skipped = load_all(write("a.jsonl.gz", gzip.compress(content.encode())))
        assert len(drafts) == 2
        assert [skip.reason[:40] for skip in skipped] == ["after line 2, it holds more than 1 MB. S"]

    def test_data_cut_short(self, write: Write, load_all: LoadAll) -> None:
        packed = gzip.compress("\n".join(_line(id=str(number)) for number in range(2_000)).encode())
        drafts, skipped = load_all(write("a.jsonl.gz", packed[: len(packed) // 2]))
        assert drafts
        assert "damaged or cut short" in skipped[-1].reason

    def test_no_gzip_at_all(self, write: Write, limits: LimitSettings) -> None:
        with pytest.raises(SourceNotText, match="gzip data is damaged"):
            list(load(write("a.jsonl.gz", _line()), limits=limits))


class TestPacked:
    @pytest.mark.parametrize(
        ("ending", "pack"),
        [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)],
        ids=["gz", "bz2", "xz"],
    )
    def test_every_kind(self, write: Write, load_all: LoadAll, ending: str, pack: Callable[[bytes], bytes]) -> None:
        content = f"{_line()}\n{_line(id='b')}\n".encode()
        drafts, skipped = load_all(write(f"a.jsonl{ending}", pack(content)))
        assert ([draft.key for draft in drafts], skipped) == (["kiln", "b"], [])
        two = load_all(write(f"b.jsonl{ending}", pack(content[:50]) + pack(content[50:])))
        assert [draft.key for draft in two[0]] == ["kiln", "b"]

    @pytest.mark.parametrize(
        ("ending", "name", "pack"),
        [(".gz", "gzip", gzip.compress), (".bz2", "bzip2", bz2.compress), (".xz", "xz", lzma.compress)],
    )
    def test_damage_is_told(
        self, write: Write, limits: LimitSettings, ending: str, name: str, pack: Callable[[bytes], bytes]
    ) -> None:
        whole = pack(f"{_line()}\n".encode())
        for content in (b"no such data", whole[: len(whole) // 2]):
            with pytest.raises(SourceNotText, match=f"the {name} data is damaged or cut short"):
                list(load(write(f"a.jsonl{ending}", content), limits=limits))

    def test_xz_may_not_ask_for_much_memory(self, write: Write, limits: LimitSettings) -> None:
        greedy = [{"id": lzma.FILTER_LZMA2, "preset": 1, "dict_size": 2**30}]
        packed = lzma.compress(f"{_line()}\n".encode(), filters=greedy)
        with pytest.raises(SourceNotText, match="xz data"):
            list(load(write("a.jsonl.xz", packed), limits=limits))


def test_author_and_canonical_address(write: Write, load_all: LoadAll) -> None:
    lines = [_line(author=" Ann  Lee ", canonical="https://k.example/a"), _line(id="b", author="", canonical="nowhere")]
    first, second = load_all(write("a.jsonl", "\n".join(lines)))[0]
    assert (first.author, first.canonical) == ("Ann Lee", "https://k.example/a")
    assert (second.author, second.canonical) == (None, None)

"""Laws: whatever bytes stand in a file, a loader gives articles or says why not."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.errors import SourceError
from retrieval.records import Draft, Skipped
from retrieval.settings import LimitSettings
from retrieval.sources import load
from retrieval.sources.layout import has_sentence
from retrieval.text import normalise

LIMITS = LimitSettings(article_characters=1_000, file_megabytes=1)
NAMES = ("a", "a.txt", "a.md", "a.html", "a.jsonl", "a.jsonl.gz")
PIECES = st.sampled_from(
    ["# ", "## Head\n\n", "- item\n", "1. ", "| a | b |\n|--|--|\n", "```\n", "[a](b)", "[^1]", "[^1]: ", "> ", "---\n",
     "title: x\n", "date: 2024-05-03\n", "+++\n", "<p>", "</p>", "<h1>T</h1>", "<li>", "<table><tr><td>", "<!--", "-->",
     "<title>T</title>", "<meta charset=big5>", "<sup>2</sup>", "<br>", "&amp;", "&#0;", "words here. ", "\n\n", "\r\n",
     '{"id": "1", "text": "Words."}\n', '{"id": "2", "text": "W", "url": "u"}\n', '"', "\ufeff", "\u200b", "\u2028",
     "\u0000", "港", "é", "\x1b[2J", "Date: 3 May 2024\n", "=====\n", "**", "\\", "  "]
)  # fmt: skip
DOCUMENTS = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode()),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode("utf-16")),
    st.tuples(st.lists(PIECES, max_size=9), st.binary(max_size=9)).map(
        lambda both: "".join(both[0]).encode() + both[1]
    ),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=DOCUMENTS, packed=st.booleans())
def test_any_bytes_give_articles_or_an_error_for_users(name: str, content: bytes, packed: bool) -> None:  # noqa: FBT001
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(gzip.compress(content) if packed and name.endswith(".gz") else content)
        try:
            found = list(load(str(path), limits=LIMITS))
        except SourceError as error:
            assert error.where.startswith(str(path))  # noqa: PT017  articles or an error: either is right
            return
    for one in found:
        assert isinstance(one, Draft | Skipped)
        if isinstance(one, Draft):
            assert normalise(one.text) == one.text
            assert len(one.text) <= LIMITS.article_characters
            assert has_sentence(one.text)
            assert one.title.strip()
            assert (one.source + one.title + one.text).encode()

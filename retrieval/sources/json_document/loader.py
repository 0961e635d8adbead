"""Files of JSON that hold articles or messages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from retrieval.core.errors import SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.conversations import conversation_draft
from retrieval.sources.base.draft import check_length, draft, split_title
from retrieval.sources.base.file_loader import FileLoader, inner_source
from retrieval.sources.base.isolation import read_or_skip
from retrieval.sources.files.archive import check_markup
from retrieval.sources.html import markup
from retrieval.sources.json_document.chat_log import find_conversations
from retrieval.sources.json_document.json_tree import EXPECTED, parse_json
from retrieval.sources.json_document.record_fields import Record
from retrieval.sources.json_document.record_search import find_records
from retrieval.sources.plain_text.loader import blocks_of_lines
from retrieval.text.normalize import normalise

_MARKUP_SHARE = 8  # its markup may be so many times as long as an article
_UNSHOWN_CATEGORIES = ("Cc", "Cs")  # controls and halves of surrogate pairs


class JsonLoader(FileLoader):
    """Reads `.json`: the articles of an array of objects, or the conversations of a chat.

    The source of an article is its address, else `path#id`; of a conversation `path#day`.
    """

    suffixes = (".json",)
    types = ("application/json", "text/json", "application/feed+json")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it is UTF-8
        """Yield the articles in the order of the document; one that cannot be read is skipped and named.

        Raises:
            SourceError: it is no JSON, or holds no texts.
        """
        value = parse_json(content, source)
        taken: set[str] = set()
        conversations = find_conversations(value)
        for number, conversation in enumerate(conversations, start=1):
            inner = inner_source(source, conversation.name, number, taken)
            yield from read_or_skip(conversation_draft(conversation, inner, self._limits), inner)
        if conversations:
            return
        records = find_records(value)
        if not records:
            raise SourceUnsupported("there are no articles in its JSON", where=source, advice=EXPECTED)
        for number, record in enumerate(records, start=1):
            inner = _address(record.url, taken) or inner_source(source, _shown(record.id), number, taken)
            yield from read_or_skip(self._article(record, inner), inner)

    def _article(self, record: Record, source: str) -> Iterator[Draft]:
        """Yield the article of an object."""
        check_length(len(record.text), where=source, limits=self._limits, share=_MARKUP_SHARE)
        title, blocks = split_title(_blocks(record, source), record.title)
        yield draft(
            source=source,
            title=title or _shown(record.id),
            text=render(blocks),
            published=record.published,
            author=record.author,
            canonical=record.url,
            limits=self._limits,
        )


def _blocks(record: Record, source: str) -> list[DocumentBlock]:
    """Return the blocks of a text, which is HTML or plain."""
    if not record.is_html:
        return list(blocks_of_lines(normalise(record.text).split("\n")))
    check_markup(record.text, source, part="HTML")
    root = markup.parse_html(f"<div>{record.text}</div>")
    return [] if root is None else markup.blocks_of_markup(root)


def _address(url: str, taken: set[str]) -> str:
    """Return the web address of an article as its source, and note it; empty for other text, or another's address."""
    if not url.startswith(("http://", "https://")) or url in taken or _shown(url) != url:
        return ""
    taken.add(url)
    return url


def _shown(name: str) -> str:
    """Return a name without characters that cannot be shown."""
    return "".join(character for character in name if unicodedata.category(character) not in _UNSHOWN_CATEGORIES)

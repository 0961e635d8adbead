"""Records in scripts: the texts in a page's JSON as blocks, and those in the data of Next.js that are articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, paragraph
from retrieval.sources.html.hidden_elements import remove_unseen
from retrieval.sources.html.linked_data import parsed_script
from retrieval.sources.html.markup import blocks_of_markup, parse_html
from retrieval.text.normalize import one_line

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|figure|img|table|section|article)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\s*&lt;[a-z]", re.IGNORECASE)  # markup that was written as text
_PARAGRAPH_TAG = re.compile(r"<p[\s>]", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?]['\"”’»)]*(?=\s|\Z)|[。！？]")
_CODE = re.compile(  # programs, and Markdown
    r"[{};][ \t]*$|^[ \t]*(?:#{1,6} |```|import |export )|\]\(|\*\*", re.MULTILINE
)
_LEAST_PROSE = 500  # characters; shorter texts are teasers and descriptions
_LEAST_SENTENCES = 3
_LEAST_PARAGRAPHS = 2
_NEXT_ID = "__NEXT_DATA__"
# The keys of a text, the most telling first; `rendered` is that of WordPress inside `content`.
_HTML_KEYS = ("bodyHtml", "body_html", "contentHtml", "content_html", "html", "rendered")
_BODY_KEYS = ("articleBody", *_HTML_KEYS, "body", "content", "text")
_OWN_NAMES = ("title", "headline")
_OTHERS = re.compile(
    r"related|recommend|comment|repl(?:y|ies)|teaser|more|popular|latest|trending|next|prev|author|user|footer|header"
    r"|nav|menu|cookie|consent|legal|terms|privacy|locale|i18n|translat|message|config|setting|seo|advert|banner|promo"
    r"|newsletter|widget|sidebar|layout",
    re.IGNORECASE,
)


def body_blocks(text: str) -> Sequence[DocumentBlock]:
    """Return the blocks of a text in a record: HTML, HTML that was written as text, or plain lines."""
    text = unescape(text) if _ESCAPED.match(text) else text
    if _TAG.search(text):
        root = parse_html(f"<div>{text}</div>")
        if root is None:
            return []
        remove_unseen(root)
        return [block for block in blocks_of_markup(root) if block.text]
    text = unescape(text).replace("\r\n", "\n").replace("\r", "\n")
    separator = r"\n\s*\n" if re.search(r"\n[ \t]*\n", text) else r"\n"
    return [block for part in re.split(separator, text) if (block := paragraph(part)).text]


def plain_value(value: Any) -> str:
    """Return a title in a record on one line, without markup; empty where it is no text."""
    value = value.get("rendered") if isinstance(value, dict) else value
    return one_line(" ".join(block.text for block in body_blocks(value))) if isinstance(value, str) else ""


def prose_records(tree: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the records in the data of Next.js that hold an article, each with its text.

    Lists are left out: what is in them are the articles of an overview, comments, or parts of a layout.
    """
    script = next((script for script in tree.iter("script") if script.get("id") == _NEXT_ID), None)
    data = parsed_script(script) if script is not None else None
    props = data.get("props") if isinstance(data, dict) else None
    waiting = [(props, props)] if isinstance(props, dict) else []
    while waiting:
        record, owner = waiting.pop()
        owner = record if any(record.get(name) for name in _OWN_NAMES) else owner
        texts = (record[key] for key in _BODY_KEYS if isinstance(record.get(key), str))
        if (body := next(filter(_is_prose, texts), None)) is not None:
            yield owner, body
        inner = [(value, owner) for key, value in record.items() if isinstance(value, dict) and not _OTHERS.search(key)]
        waiting += reversed(inner)


def _is_prose(text: str) -> bool:
    """Return whether a text is an article: HTML with paragraphs, or running text."""
    if len(text) < _LEAST_PROSE:
        return False
    if _TAG.search(text):
        return len(_PARAGRAPH_TAG.findall(text)) >= _LEAST_PARAGRAPHS
    return len(_SENTENCE_ENDS.findall(text)) >= _LEAST_SENTENCES and not _CODE.search(text)

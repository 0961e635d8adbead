"""A page of a wiki: from wikitext to blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.mediawiki.literal_text import without_marks
from retrieval.sources.mediawiki.wiki_blocks import blocks_of_lines
from retrieval.sources.mediawiki.wiki_links import LinkWriter
from retrieval.sources.mediawiki.wiki_markup import convert_elements, convert_tabs, plain_words
from retrieval.sources.mediawiki.wiki_scanner import WikiScanner
from retrieval.sources.mediawiki.wiki_templates import TemplateWriter

_REDIRECT = re.compile(r"\s*#\s?([^\W\d_]{4,20})\s?:?\s?\[\[([^\[\]|\n]{1,300})", re.IGNORECASE)
_REDIRECT_WORDS_TEXT = """
redirect weiterleitung redirection redirección rinvia doorverwijzing redirecionamento patrz перенаправление
"""
_REDIRECT_WORDS = frozenset(_REDIRECT_WORDS_TEXT.split())
_SHOWN_TITLE = re.compile(r"\{\{\s*(?:DISPLAYTITLE|SEITENTITEL|AFFICHERTITRE)\s*:([^{}|]{1,300})\}\}", re.IGNORECASE)
_ELEMENT = re.compile(r"<[^<>]{0,200}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespaces:
    """Names of a wiki's own, in lower case, for the namespaces that links show in a way of their own."""

    files: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()


def redirect_target(text: str) -> str:
    """Return the title that a page redirects to; empty for a page that does not redirect."""
    match = _REDIRECT.match(text[:1_000])
    return match[2].strip() if match and match[1].casefold() in _REDIRECT_WORDS else ""


def shown_title(text: str) -> str:
    """Return the title that a page gives itself; empty for none."""
    match = _SHOWN_TITLE.search(text)
    return plain_words(_ELEMENT.sub("", match[1])).strip() if match else ""


def blocks_of_page(text: str, title: str, namespaces: Namespaces) -> list[DocumentBlock]:
    """Return the blocks of a page.

    Args:
        text: its wikitext.
        title: which its magic words stand for.
        namespaces: of the wiki.
    """
    links = LinkWriter(namespaces.files, namespaces.categories)
    templates = TemplateWriter(title)
    scanner = WikiScanner(templates.show_template, links.show_link, links.show_gallery)
    lines = without_marks(text).replace("\r\n", "\n").replace("\r", "\n")
    blocks = blocks_of_lines(convert_elements(scanner.expand(convert_tabs(lines))))
    return _begin_with_lead(blocks) if templates.has_facts else blocks


def _begin_with_lead(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Return the blocks with the first paragraph before the facts that open the page: it says what they are about."""
    facts = next((at for at, block in enumerate(blocks) if not block.marker), len(blocks))
    is_lead = 0 < facts < len(blocks) and not blocks[facts].level
    return [blocks[facts], *blocks[:facts], *blocks[facts + 1 :]] if is_lead else blocks

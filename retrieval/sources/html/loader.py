"""Web pages saved as files: their article, found by trafilatura, without the rest of the page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from retrieval.core.errors import SourceEmpty, SourceTooLarge
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import has_sentence, render
from retrieval.sources.base.conversations import conversation_drafts
from retrieval.sources.base.draft import check_length, draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.base.site_notices import without_notices
from retrieval.sources.files.decoding import decode
from retrieval.sources.files.file_io import is_address
from retrieval.sources.html.article_frame import mark_article
from retrieval.sources.html.chat_page import chat_sections
from retrieval.sources.html.cleaning import clean
from retrieval.sources.html.deep_nesting import parse_nested
from retrieval.sources.html.hidden_elements import asks_for_scripts
from retrieval.sources.html.linked_data import parsed_script
from retrieval.sources.html.loose_words import release_names
from retrieval.sources.html.office_page import write_office_marks
from retrieval.sources.html.page_author import page_author
from retrieval.sources.html.page_date import page_date
from retrieval.sources.html.page_title import page_title, without_rubric
from retrieval.sources.html.script_article import script_article
from retrieval.sources.html.script_notice import is_notice
from retrieval.sources.html.tree import blocks_of_tree

_MARKUP_SHARE = 8  # a page may be so many times as long as an article, before it is parsed at some cost
_LEAST_TEXT = (
    "25"  # characters below which trafilatura gives up structure for anything at all; its own 250 does so early
)
# trafilatura takes time by the square of the elements side by side: 2 s for 20,000, a minute for 100,000.
_MOST_SIBLINGS = 50_000
_MOST_ELEMENTS = 500_000
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_HEAD_BYTES = 4096
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_UNWANTED = [  # in encyclopedias, "[edit]" beside headings and the numbers of references
    "//*[contains(@class, 'mw-editsection')]",
    "//sup[contains(@class, 'reference')]",
]
_RECORD_TEXTS = re.compile(r'articleBody|acceptedAnswer|"HowTo"')  # by which trafilatura knows them
_BROKEN_CHARACTERS = 20_000  # of JSON that cannot be parsed; it is searched by expressions in quadratic time
_TAG = re.compile(r"<[^<>]*>")

# Without this, the libraries' notes on pages they cannot use go to the user's terminal.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
_log = logging.getLogger(__name__)


class HtmlLoader(FileLoader):
    """Reads `.html`, `.htm` and `.xhtml`: main text with its headings, lists and tables, title and date.

    Pages that were saved under the names of programs, `view.php`, without an ending, or as the `.doc` or `.xls` that
    programs on the web offer, are told by how they begin.
    """

    suffixes = (".html", ".htm", ".xhtml")
    types = ("text/html", "application/xhtml+xml")
    beginning = _BEGINNING
    vague_suffixes = (".asp", ".aspx", ".cfm", ".cgi", ".doc", ".jsp", ".php", ".shtml", ".xls")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the page's article."""
        page = decode(content, where=source, declared=charset or declared_encoding(content))
        check_length(len(page), where=source, limits=self._limits, share=_MARKUP_SHARE)
        tree = _parse(page, source)
        if tree is None:
            raise _no_article(source)
        if sections := chat_sections(tree):
            yield from conversation_drafts(sections, source, self._limits)
            return
        write_office_marks(tree)
        published, waits = page_date(tree), asks_for_scripts(tree)
        clean(tree)
        document = _extract_main(tree, source)
        stated, canonical, author = (document.title, document.url, document.author) if document else ("", "", "")
        title, blocks = split_title(blocks_of_tree(document.body) if document else [], page_title(tree, stated or ""))
        shown = render(without_notices(without_rubric(blocks, title)))
        is_shell = is_notice(shown) or (waits and not shown)
        scripted = script_article(tree, source, shown if has_sentence(shown) and not is_shell else "")
        if scripted is None and (document is None or is_shell):
            raise _only_scripts(source) if is_shell else _no_article(source)
        if scripted:
            title, blocks = split_title(scripted.blocks, scripted.title or title)
        yield draft(
            source=source,
            title=title,
            text=render(without_notices(blocks)) if scripted else shown,
            published=(scripted.published if scripted else None) or published,
            author=(scripted.author if scripted else "") or page_author(tree, author or ""),
            canonical=canonical if canonical and canonical != source else "",
            limits=self._limits,
        )


def _no_article(source: str) -> SourceEmpty:
    return SourceEmpty("no article is found in the page", where=source, advice="Save its text as .txt and add that.")


def _only_scripts(source: str) -> SourceEmpty:
    return SourceEmpty(
        "no article is found in the page, whose text is loaded by a script",
        where=source,
        advice="Open it in a browser, save its text as .txt and add that.",
    )


def declared_encoding(content: bytes) -> str:
    """Return the encoding that a page, or an XML document, names near its beginning; empty for none."""
    match = _DECLARED.search(content[:_HEAD_BYTES])
    return match[1].decode("ascii", "ignore") if match else ""


def _parse(page: str, source: str) -> Any:
    """Return the tree of the page, or None if it has no element.

    Raises:
        SourceTooLarge: reading it would take minutes.
    """
    import trafilatura  # noqa: PLC0415  heavy

    # So that a mere fragment is taken for a page.
    tree = parse_nested("<!doctype html>\n" + page, trafilatura.load_html)
    if tree is not None:
        _check_size(tree, source)
    return tree


def _extract_main(tree: Any, source: str) -> Any:
    """Return the part of the page that trafilatura recognises as the article, or None; the page is not changed."""
    import trafilatura  # noqa: PLC0415  heavy
    from trafilatura.settings import DEFAULT_CONFIG  # noqa: PLC0415

    page = deepcopy(tree)
    _hide_records(page)
    release_names(page)
    mark_article(page)
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _LEAST_TEXT)
    try:
        return trafilatura.bare_extraction(
            page,
            config=config,
            url=source if is_address(source) else None,  # links are completed with it
            include_comments=False,
            include_formatting=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
            prune_xpath=_UNWANTED,
        )
    except Exception:  # noqa: BLE001  a stranger's markup in a stranger's code: whatever it raises, the others go on
        _log.info("a page could not be understood", exc_info=True)
        return None


def _hide_records(page: Any) -> None:
    """Leave of the records in scripts what trafilatura needs for title and author.

    It takes their texts without asking whose they are, and takes time by the square of the tags that are left open.
    """
    for script in page.iter("script"):
        if "+json" in (script.get("type") or ""):
            text = (
                (script.text or "") if parsed_script(script) is not None else (script.text or "")[:_BROKEN_CHARACTERS]
            )
            script.text = _RECORD_TEXTS.sub("_", _TAG.sub("", text).replace("<", ""))


def _check_size(tree: Any, source: str) -> None:
    is_huge = any(
        number > _MOST_ELEMENTS or len(element) > _MOST_SIBLINGS for number, element in enumerate(tree.iter(), start=1)
    )
    if is_huge:
        raise SourceTooLarge(
            "the page has too many elements", where=source, advice="Save its text as .txt and add that."
        )

"""Markup that is all text, as books and e-mails hold it: its elements as blocks, none of them judged to be decoration.

What stands in a web page beside its article is told apart by trafilatura (`web_page`); here everything is the article.
"""

from __future__ import annotations

import html.entities
import re
from typing import Any

from retrieval.core.errors import SourceDamaged
from retrieval.sources.base.block_text import Block
from retrieval.sources.html import tree

_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_HEAD_CHARACTERS = 5_000  # in which the type is declared; the search takes time by their square
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_UNSEEN_TAGS = "script style head title svg img template noscript object audio video iframe nav"
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_INLINE_TAGS = """
a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark math mi mn mo mrow ms mtext q rb rp rt ruby
s samp small span strike strong time tt u var wbr
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_RENAMED = {
    "ul": ("list", "ul"),
    "ol": ("list", "ol"),
    "li": ("item", ""),
    "br": ("lb", ""),
    "pre": ("code", ""),
    "table": ("table", ""),
    "tr": ("row", ""),
    "td": ("cell", ""),
    "th": ("cell", ""),
    "sup": ("hi", "#sup"),
    "sub": ("hi", "#sub"),
    **{f"h{level}": ("head", f"h{level}") for level in range(1, 7)},
}
_FRAMED = ("table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote")  # not in a table of facts
_TYPE = "{http://www.idpf.org/2007/ops}type"


def parse_xhtml(markup: str, source: str) -> Any:
    """The root element of an XHTML document; entities that it defines itself stay unresolved.

    Args:
        markup: the text, without its XML declaration.
        source: what messages name.

    Raises:
        SourceDamaged: there is no element in it.
    """
    from lxml import etree  # noqa: PLC0415  heavy

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        head, rest = markup[:_HEAD_CHARACTERS], markup[_HEAD_CHARACTERS:]
        root = etree.fromstring(_ENTITY.sub(_letter, _DOCTYPE.sub("", head, count=1) + rest), parser)
    except (etree.LxmlError, ValueError):  # a ValueError for characters that XML does not have
        root = None
    if root is None:
        raise SourceDamaged("it holds markup that cannot be read", where=source, advice="Save or download it again.")
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def parse_html(markup: str) -> Any:
    """The root element of an HTML document, or None where there is no element in it."""
    import lxml.etree  # noqa: PLC0415  heavy
    import lxml.html  # noqa: PLC0415

    try:
        return lxml.html.document_fromstring(markup)
    except (lxml.etree.LxmlError, ValueError):
        return None


def blocks_of_markup(root: Any) -> list[Block]:
    """The blocks of a tree of HTML's elements, which is changed."""
    for element in list(root.iter()):
        if isinstance(element.tag, str):
            _rename(element)
    return tree.blocks_of_tree(root)


def _letter(match: re.Match[str]) -> str:
    """The character of an entity that HTML has and XML has not; unknown ones stay."""
    if match[1] in _XML_ENTITIES:
        return match[0]
    return html.entities.html5.get(f"{match[1]};", match[0])


def _rename(element: Any) -> None:
    """Gives an element the name that `page_tree` knows it by."""
    tag = element.tag.lower()
    is_hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    if tag in _UNSEEN or is_hidden or "pagebreak" in (element.get(_TYPE) or ""):
        element.clear(keep_tail=True)
        element.tag = "graphic"
    elif tag == "table" and _is_frame(element):
        for part in element.iter("table", "tr", "td", "th"):
            part.tag = "div"
    elif tag in ("ul", "ol") and element.find("li") is None:
        element.tag = "div"
    elif tag in _RENAMED:
        element.tag, rend = _RENAMED[tag]
        element.set("rend", rend)
    elif tag in _INLINE:
        element.tag = "hi"


def _is_frame(table: Any) -> bool:
    """Whether a table only puts things beside each other, as those of e-mails do."""
    rows = list(table.iter("tr"))
    is_single = all(sum(1 for cell in row if cell.tag in ("td", "th")) <= 1 for row in rows)
    return is_single or any(
        cell.find(f".//{tag}") is not None for cell in table.iter("td", "th") for tag in _FRAMED
    ) or any(len(cell.findall(".//p")) > 1 for cell in table.iter("td", "th"))  # fmt: skip

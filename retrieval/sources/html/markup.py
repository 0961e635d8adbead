"""Markup that is text throughout, as in books and e-mails: converts all its elements into blocks.

What stands in a web page beside its article is recognised by trafilatura (`html.loader`); here all is the article.
"""

from __future__ import annotations

import re
from typing import Any

from retrieval.core.errors import SourceDamaged
from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.xml_repair import repair
from retrieval.sources.html import tree
from retrieval.sources.html.deep_nesting import parse_nested
from retrieval.sources.html.page_elements import append_text

_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_HEAD_CHARACTERS = 5_000  # in which the type is declared; the search takes time by their square
_ROOT = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*+<(?:[\w.-]+:)?[\w.-]+", re.DOTALL)
_OPEN_ELEMENTS = frozenset({"ERR_TAG_NAME_MISMATCH", "ERR_TAG_NOT_FINISHED"})  # lxml's names of these errors
_EMPTY = re.compile(r"<((?!(?:br|hr|img|meta|link|input|col|area|base|wbr)\b)[A-Za-z][\w:-]*)((?:\s[^<>]*)?)/>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_UNSEEN_TAGS = "script style head title svg img template noscript object audio video iframe nav del s strike rt rp rtc"
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_INLINE_TAGS = """
a abbr acronym b bdi bdo big cite code dfn em font i ins kbd label mark math mi mn mo mrow ms mtext q rb ruby
samp small span strong time tt u var wbr
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
_NOTE_NUMBER = re.compile(r"[\[(]?(?:\d{1,4}|[A-Za-z]|[ivxlc]{1,6}|[*†‡§]{1,3})[\])]?")
_OFFICE = ("{urn:undeclared", "{urn:schemas-microsoft")  # namespaces
_TYPE = "{http://www.idpf.org/2007/ops}type"


def parse_xhtml(markup: str, source: str) -> Any:
    """Return the root element of an XHTML document, repaired where needed, without resolving the document's entities.

    What was cut off is lost without an error: a format that programs write checks for its end itself. The tags of
    elements have no namespace, the attributes keep theirs.

    Args:
        markup: the text, without its XML declaration.
        source: for messages.

    Raises:
        SourceDamaged: there is no element in it.
    """
    from lxml import etree  # noqa: PLC0415  heavy

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    head, rest = markup[:_HEAD_CHARACTERS], markup[_HEAD_CHARACTERS:]
    text = _DOCTYPE.sub("", head, count=1) + rest
    opening = _ROOT.match(text[:_HEAD_CHARACTERS])
    text = repair(text, opening.end() if opening else 0)
    try:
        root = _closed(etree.fromstring(text, parser), text, parser)
    except (etree.LxmlError, ValueError):  # a ValueError for characters that XML does not have
        root = None
    if root is None:
        raise SourceDamaged("it holds markup that cannot be read", where=source, advice="Save or download it again.")
    for element in root.iter():
        if isinstance(element.tag, str):
            space, _, name = element.tag.rpartition("}")
            is_foreign = space.startswith(_OFFICE) or ":" in name  # of an office program, around words of the text
            element.tag = "span" if is_foreign else name
    return root


def _closed(root: Any, text: str, parser: Any) -> Any:
    """Return the tree of a page; of an HTML parser where elements are left open, unless that finds fewer words."""
    is_open = any(entry.type_name in _OPEN_ELEMENTS for entry in parser.error_log)
    if not is_open or root is None or not str(root.tag).endswith("html"):
        return root
    page = parse_html(_EMPTY.sub(r"<\1\2></\1>", text))
    return page if page is not None and len("".join(page.itertext())) >= len("".join(root.itertext())) else root


def parse_html(markup: str) -> Any:
    """Return the root element of an HTML document, or None where there is no element in it."""
    import lxml.etree  # noqa: PLC0415  heavy
    import lxml.html  # noqa: PLC0415

    try:
        return parse_nested(markup, lxml.html.document_fromstring)
    except (lxml.etree.LxmlError, ValueError):
        return None


def blocks_of_markup(root: Any) -> list[DocumentBlock]:
    """Return the blocks of a tree of HTML's elements, which is changed."""
    _join_source_lines(root)
    for element in list(root.iter()):
        if isinstance(element.tag, str):
            _rename(element)
    return tree.blocks_of_tree(root)


def _join_source_lines(root: Any) -> None:
    """Replace line ends of the source by blanks, except where they are shown."""
    shown = {element for block in root.iter("pre") for element in block.iter()}
    for element in root.iter():
        if isinstance(element.tag, str) and element not in shown:
            if element.text:
                element.text = element.text.replace("\n", " ")
            if element.tail:
                element.tail = element.tail.replace("\n", " ")


def _rename(element: Any) -> None:
    """Rename an element to the name that `html.tree` expects."""
    tag = element.tag.lower()
    if tag == "q":
        element.text = f"“{element.text or ''}"
        append_text(element, "”")
    is_hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    if tag in _UNSEEN or is_hidden or "pagebreak" in _kinds(element) or _is_note_number(element):
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


def _kinds(element: Any) -> list[str]:
    """Return the kinds of an element of a book: `noteref`, `pagebreak`, `doc-noteref`."""
    return f"{element.get(_TYPE) or element.get('epub:type') or ''} {element.get('role') or ''}".split()


def _is_note_number(element: Any) -> bool:
    """Return whether an element is the number of a note, which must not join the word or number before it."""
    if element.tag not in ("a", "sup", "span"):
        return False
    is_marked = {"noteref", "doc-noteref"} & set(_kinds(element)) or _is_bracketed_link(element)
    link = element.find("a") if element.tag == "sup" else None
    is_link = link is not None and len(element) == 1 and "#" in (link.get("href") or "")
    return bool(is_marked or is_link) and bool(_NOTE_NUMBER.fullmatch("".join(element.itertext()).strip()))


def _is_bracketed_link(element: Any) -> bool:
    """Return whether an element is a link inside the book with a number in brackets, `[3]`, behind other words."""
    words = "".join(element.itertext()).strip()
    if element.tag != "a" or "#" not in (element.get("href") or "") or words[:1] not in ("[", "(", "*", "†"):
        return False
    before, parent = element.getprevious(), element.getparent()
    behind = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((behind or "").strip())


def _is_frame(table: Any) -> bool:
    """Return whether a table is only for layout, as in e-mails."""
    rows = list(table.iter("tr"))
    is_single = all(sum(1 for cell in row if cell.tag in ("td", "th")) <= 1 for row in rows)
    return is_single or any(
        cell.find(f".//{tag}") is not None for cell in table.iter("td", "th") for tag in _FRAMED
    ) or any(len(cell.findall(".//p")) > 1 for cell in table.iter("td", "th"))  # fmt: skip

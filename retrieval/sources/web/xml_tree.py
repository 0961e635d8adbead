"""XML from strangers: told apart by its root, refused where it declares entities, and mended where it is not whole."""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import Any

from retrieval.core.errors import SourceNotText, SourceTooLarge, SourceUnsafe
from retrieval.sources.files.decoding import decode
from retrieval.sources.html.loader import declared_encoding

_HEAD = 20_000  # characters that stand before a root at most: declarations, comments, style sheets
_ROOT = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*<([\w.-]+:)?([\w.-]+)", re.DOTALL | re.IGNORECASE
)
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_XML_NAMES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_DECLARATION = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)
# The format of sitemaps allows 50 MB; lxml takes some 20 bytes a character.
_MOST_CHARACTERS = 60_000_000
_ADVICE = "Tell whoever publishes it; its pages can be added one by one."


def root(content: bytes) -> str:
    """The name of a document's outermost element, in lower case without prefix; empty where it is no markup."""
    marks = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    encoding = marks.get(content[:2], "utf-8")
    match = _ROOT.match(content[: 4 * _HEAD].decode(encoding, "replace").lstrip("\ufeff")[:_HEAD])
    return match[2].lower() if match else ""


def parse(content: bytes, *, charset: str, where: str) -> Any:
    """The tree of an XML document, an lxml element. Nothing that the document names is opened or put in.

    Args:
        content: the document.
        charset: the encoding that its sender states; empty for none.
        where: for messages.

    Raises:
        SourceUnsafe: it declares entities, which can make a little text a lot, or read files.
        SourceNotText: it is no XML.
        SourceTooLarge: it is too long.
    """
    from lxml import etree  # noqa: PLC0415  heavy

    text = decode(content, where=where, declared=charset or declared_encoding(content))
    if len(text) > _MOST_CHARACTERS:
        raise SourceTooLarge("its XML is too long", where=where, advice=_ADVICE)
    if _ENTITY.search(text):
        raise SourceUnsafe("its XML declares entities, which are not read", where=where, advice=_ADVICE)
    text = _NAMED.sub(_spelled, _DECLARATION.sub("", text, count=1))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_xml(where) from error
    if tree is None:
        raise _no_xml(where)
    return tree


def written(tree: Any) -> bytes:
    """A tree as a document again, whole and in UTF-8."""
    from lxml import etree  # noqa: PLC0415  heavy

    document: bytes = etree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return document


def _spelled(match: re.Match[str]) -> str:
    """The character that a name of HTML's stands for; XML's own names stay."""
    return match[0] if match[1] in _XML_NAMES or match[1] not in html5 else html.escape(html5[match[1]], quote=False)


def _no_xml(where: str) -> SourceNotText:
    return SourceNotText("its XML cannot be read", where=where, advice=_ADVICE)

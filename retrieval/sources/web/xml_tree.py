"""XML from the web: recognises it by its root, refuses it if it declares entities, and repairs it if it is broken."""

from __future__ import annotations

import re
from typing import Any

from retrieval.core.errors import SourceNotText, SourceTooLarge, SourceUnsafe
from retrieval.sources.base.xml_repair import repair
from retrieval.sources.files.decoding import decode
from retrieval.sources.html.loader import declared_encoding

_HEAD = 20_000  # characters that stand before a root at most: declarations, comments, style sheets
_ROOT = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<([\w.-]+:)?([\w.-]+)", re.DOTALL | re.IGNORECASE
)
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\s.{0,1000}?\?>", re.DOTALL)
# The format of sitemaps allows 50 MB; lxml takes some 20 bytes a character.
_MOST_CHARACTERS = 60_000_000
_XML_DECLARATION = b"<?xml "
_MESSAGES = 5_000  # bytes at most
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16
_SINGLE_BYTES = 16  # in UTF-16 every other byte of markup is a zero, so far more than one in 16
_ADVICE = "Tell whoever publishes it; its pages can be added one by one."


def root(content: bytes) -> str:
    """Return the name of a document's outermost element, in lower case without prefix; empty where it is no markup."""
    content = _without_messages(content)
    marks = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    encoding = marks.get(content[:2], "utf-8")
    match = _ROOT.match(content[: 4 * _HEAD].decode(encoding, "replace").lstrip("\ufeff")[:_HEAD])
    return match[2].lower() if match else ""


def _without_messages(content: bytes) -> bytes:
    """Return the document without what a server wrote in front of its XML declaration: warnings of a program."""
    start = content.find(_XML_DECLARATION, 0, _MESSAGES)
    before = content[: max(start, 0)].lower()
    return content if start <= 0 or b"<html" in before or b"<!doctype" in before else content[start:]


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def parse(content: bytes, *, charset: str, where: str) -> Any:
    """Parse an XML document into an lxml element. Nothing that the document names is opened or inserted.

    Args:
        content: the document.
        charset: the encoding that its sender states; empty for none.
        where: for messages.

    Raises:
        SourceUnsafe: it declares entities, which can expand a short text without limit, or read files.
        SourceNotText: it is no XML.
        SourceTooLarge: it is too long.
    """
    from lxml import etree  # noqa: PLC0415  heavy

    if content[:2] not in _WIDE_MARKS and b"<" in content[:_SINGLE_BYTES]:  # a stray zero makes no binary file of it
        content = content.replace(b"\x00", b"") if content.count(b"\x00") * _SINGLE_BYTES < len(content) else content
    content = _without_messages(content)
    text = decode(content, where=where, declared=charset or declared_encoding(content))
    if len(text) > _MOST_CHARACTERS:
        raise SourceTooLarge("its XML is too long", where=where, advice=_ADVICE)
    if _ENTITY.search(text):
        raise SourceUnsafe("its XML declares entities, which are not read", where=where, advice=_ADVICE)
    text = (_DECLARATION.sub("", text[:_HEAD], count=1) + text[_HEAD:]).lstrip()
    match = _ROOT.match(text[:_HEAD])
    text = repair(text, match.end() if match else 0)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_xml(where) from error
    if tree is None:
        raise _no_xml(where)
    _rename_malformed(tree)
    return tree


def serialize(tree: Any) -> bytes:
    """Write a tree as a well-formed document in UTF-8."""
    from lxml import etree  # noqa: PLC0415  heavy

    document: bytes = etree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return document


def _rename_malformed(tree: Any) -> None:
    """Remove colons from names without a declared prefix, such as `a:b:c`, which other parsers refuse."""
    from lxml import etree  # noqa: PLC0415  heavy

    for element in tree.iter(etree.Element):
        namespace, brace, name = element.tag.rpartition("}")
        if ":" in name:
            element.tag = f"{namespace}{brace}{name.rpartition(':')[2] or 'unnamed'}"
        for key in [key for key in element.attrib if ":" in key.rpartition("}")[2]]:
            del element.attrib[key]


def _no_xml(where: str) -> SourceNotText:
    return SourceNotText("its XML cannot be read", where=where, advice=_ADVICE)

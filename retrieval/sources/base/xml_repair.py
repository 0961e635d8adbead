"""Repair of XML that is not well formed, before a parser reads it.

lxml recovers from such XML, but it drops every entity reference that follows the first fault, and the rest of an
element at a control character. So each fault that feeds have in practice is mended in the text: references become
numbers that a parser never drops, marks that stand for themselves are escaped, characters that XML does not allow are
left out, and undeclared prefixes are declared.
"""

from __future__ import annotations

import html
import re

_NAMESPACES = {  # of the prefixes that feeds use, because feedparser knows elements by their namespace
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "epub": "http://www.idpf.org/2007/ops",
    "georss": "http://www.georss.org/georss",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}
_RESERVED = frozenset({"xml", "xmlns"})
_MOST_PREFIXES = 50  # that are declared; a document with more of them is left to the parser
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VERBATIM = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,10});|[A-Za-z][A-Za-z0-9]{1,31};)?")
_SURROGATES = re.compile(
    r"&#([xX][dD][89abAB][0-9a-fA-F]{2}|5[56]\d{3});&#([xX][dD][c-fC-F][0-9a-fA-F]{2}|5[67]\d{3});"
)
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_BARE_LESS = re.compile(r"<(?![^\W\d]|[_:!?]|/[^\W\d]|/[_:])")
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=\s*[\"']")
_DECLARED = re.compile(r"\sxmlns:([\w.-]+)\s*=\s*(?:\"([^\"<]+)\"|'([^'<]+)')")
_REST_OF_TAG = re.compile(r"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")


def repair(text: str, root_end: int) -> str:
    """Make the text of an XML document as well formed as its characters allow.

    Args:
        text: the document, without an XML declaration.
        root_end: the offset behind the name of the outermost element; 0 where there is none.
    """
    head, body = text[:root_end], text[root_end:]
    parts: list[str] = []
    end = 0
    for match in _VERBATIM.finditer(body):
        parts += [_repair_markup(body[end : match.start()]), _without_forbidden(match[0])]
        end = match.end()
    parts.append(_repair_markup(body[end:]))
    missing = _missing_declarations("".join(parts[::2]), head)
    return _without_forbidden(head) + missing + "".join(parts)


def _repair_markup(text: str) -> str:
    """Mend a stretch outside of comments and CDATA."""
    text = _REFERENCE.sub(_number, _SURROGATES.sub(_pair, _without_forbidden(text)))
    return _BARE_LESS.sub("&#60;", text)


def _without_forbidden(text: str) -> str:
    """Leave out characters that XML does not allow; those that separate words become blanks."""
    return _FORBIDDEN.sub(lambda match: " " if match[0].isspace() else "", text)


def _pair(match: re.Match[str]) -> str:
    """Join two references to the halves of one character, as programs write them that count in UTF-16."""
    high, low = (int(number[1:], 16) if number[0] in "xX" else int(number) for number in match.groups())
    if high not in _HIGH or low not in _LOW:
        return match[0]
    return chr(0x10000 + ((high - _HIGH.start) << 10) + (low - _LOW.start))


def _number(match: re.Match[str]) -> str:
    """Write a reference as its character, or by number where the character is syntax; a bare `&` too."""
    character = html.unescape(match[0])
    if match[0] == "&" or (character == match[0] and not character.startswith("&#")):
        return f"&#38;{match[0][1:]}"  # no reference, or a name that HTML does not know
    character = _without_forbidden(character).replace("\ufffd", "")
    return "".join(f"&#{ord(sign)};" if sign in "&<>\"'" else sign for sign in character)


def _missing_declarations(markup: str, head: str) -> str:
    """Return the declarations that the outermost element lacks, as attributes."""
    if not head:
        return ""
    used = {first or second for first, second in _PREFIX.findall(markup)} - _RESERVED
    if prefix := re.search(r"<([\w.-]+):[\w.-]+$", head):
        used.add(prefix[1])
    rest = _REST_OF_TAG.match(markup)
    on_root = {match[1] for match in _DECLARED.finditer(rest[0] if rest else "")}
    anywhere = {match[1]: match[2] or match[3] for match in _DECLARED.finditer(markup)}
    missing = sorted(used - on_root)
    if len(missing) > _MOST_PREFIXES:
        return ""
    uris = {name: anywhere.get(name) or _NAMESPACES.get(name, f"urn:undeclared:{name}") for name in missing}
    return "".join(f' xmlns:{name}="{uri}"' for name, uri in uris.items())

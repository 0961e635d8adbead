"""Raw documents: bytes, with the type that their sender states.

Web pages come this way from servers, uploads from chats, and attachments from e-mails.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """A document that was fetched, uploaded or attached."""

    content: bytes
    name: str  # a file's, or the last part of an address; its ending tells the kind where `content_type` does not
    source: str  # what the articles are known by, and what messages name
    content_type: str = ""  # as in a Content-Type header, with or without its parameters


def media_type(content_type: str) -> str:
    """Return the type without its parameters: `text/html; charset=utf-8` gives "text/html"."""
    return content_type.partition(";")[0].strip().lower()


def charset(content_type: str) -> str:
    """Return the encoding that a Content-Type names; empty for none."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""

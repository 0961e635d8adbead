"""Meta refresh: the address that a page leads to at once, by an element in its head.

Source: HTML Living Standard, 4.2.5.3, "shared declarative refresh steps".
"""

from __future__ import annotations

import html
import re

_HEAD_BYTES = 16_384
_SOON = 2.0  # seconds; later, a page is meant to be read
_SCRIPTLESS = re.compile(r"<noscript\b.*?(?:</noscript\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]{1,2000}>", re.IGNORECASE)
_REFRESHES = re.compile(r"\bhttp-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TARGET = re.compile(r"\s*(\d{1,6}(?:\.\d*)?)\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\s\"']+)[\"']?\s*", re.IGNORECASE)


def refresh_target(content_type: str, content: bytes) -> str:
    """Return the address, as it is written, that a page leads to without waiting; empty for none.

    What a page leads to only where scripts are switched off does not count.
    """
    if "html" not in content_type.lower() or b"refresh" not in content[:_HEAD_BYTES].lower():
        return ""
    for element in _META.findall(_SCRIPTLESS.sub("", content[:_HEAD_BYTES].decode("utf-8", "replace"))):
        stated = _CONTENT.search(element) if _REFRESHES.search(element) else None
        values = (value for value in (stated.groups() if stated else ()) if value)
        target = _TARGET.fullmatch(html.unescape(next(values, "")))
        if target and float(target[1]) <= _SOON:
            return target[2]
    return ""

"""Deep links: a URL that opens an article's page at the very quote, by a text fragment.

The syntax is that of the URL Fragment Text Directives draft: `#:~:text=start` or `#:~:text=start,end`, with `prefix-,`
in front where the same words stand further up; `-`, `,` and `&` are syntax, and so percent-encoded inside the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from urllib.parse import quote

from retrieval.core.records import Citation

LONGEST_LINK = 512  # what a Discord button takes; browsers take far more

_DIRECTIVE = ":~:"
# A host in another script stays as it is written; the rest of the URL is percent-encoded.
_WEB_PAGE = re.compile(
    r"""(?P<site>https?://(?P<host>(?=[^/?#]*\w)[^\s/?#<>"'\\^`{|}]+))(?P<rest>.*)""", re.IGNORECASE | re.DOTALL
)
# Left as they are in a URL that is whole already: everything but blanks, controls and what could end a link early.
_WRITTEN = "%/:?#[]@!$&'()*+,;=~-._"
# A text directive matches whole words only, so a cut may stand at a blank or after a mark that ends a clause where
# no blanks are written.
_PIECES = re.compile(r"\s*\S+?(?:[、，。；：！？](?=\S)|(?=\s)|$)")


def deep_link(citation: Citation, *, longest: int = LONGEST_LINK) -> str | None:
    """The URL that opens the citation's source at its quote; that of a document with pages, at the page.

    Args:
        citation: where the quote stands.
        longest: most characters of the link. A quote that does not fit is given by its first and last words; where
            not even two words fit, the link is the page's own.

    Returns:
        None where the source is no web page.
    """
    page = _page(citation.source)
    if page is None:
        return None
    words = " ".join(citation.quote.split())
    if citation.page is not None and "#" not in page:
        return f"{page}#page={citation.page}"
    stem = f"{page}{'' if '#' in page else '#'}{_DIRECTIVE}text="
    prefix = f"{_encoded(citation.lead)}-," if citation.lead else ""
    directive = _directive(words, longest - len(stem) - len(prefix))
    return stem + prefix + directive if directive else page


def _page(source: str) -> str | None:
    """The source as a URL without a text directive of its own, or None where it is none."""
    match = _WEB_PAGE.fullmatch(source.strip().partition(_DIRECTIVE)[0].removesuffix("#"))
    if match is None or not match["host"].isprintable():
        return None
    return match["site"] + quote(match["rest"], safe=_WRITTEN, errors="replace")


def _directive(words: str, room: int) -> str:
    """The text directive for the quote in at most `room` characters; empty where none fits."""
    whole = _encoded(words)
    if len(whole) <= room:
        return whole
    pieces = _PIECES.findall(words)
    half = (room - 1) // 2
    first = _fitting(pieces, half)
    last = _fitting(list(reversed(pieces)), half)
    if not first or not last or first + last > len(pieces):
        return ""
    start = "".join(pieces[:first]).strip()
    end = "".join(pieces[-last:]).strip()
    return f"{_encoded(start)},{_encoded(end)}"


def _fitting(pieces: Iterable[str], room: int) -> int:
    """How many of the pieces, from the first, stay within `room` characters once encoded."""
    return sum(length <= room for length in accumulate(len(_encoded(piece)) for piece in pieces))


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace").replace("-", "%2D")

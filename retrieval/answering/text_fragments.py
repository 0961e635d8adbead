"""Deep links: a URL that opens an article's page at the very quote, by a text fragment.

The syntax is that of the URL Fragment Text Directives draft: `#:~:text=start` or `#:~:text=start,end`, with `prefix-,`
in front where the same words stand further up; `-`, `,` and `&` are syntax, and so percent-encoded inside the texts.

A browser looks for each of the texts inside one block of the page. So a quote is given by its first and last words
wherever these are enough: then a line break, a table cell or the number of a note between them does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from urllib.parse import quote

from retrieval.core.reply_records import Citation

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
_BLOCK_ENDS = re.compile(r"\s*\n\s*|\s+\|\s+")  # in a text: of lines and of table cells, each a block of its page
_ITEM_MARK = re.compile(
    r"(?:#{1,6}|[-*+•‣◦▪●·]|\d{1,3}[.)])\s+"
)  # at the start of a block: a page draws it, or omits it
_LAST_MARKS = ".,;:!?…\"'”’»)]"  # at the end of a text: the number of a note may stand in front of them
_FIRST_MARKS = "([\"'“„‘«"
_SHORT = 5  # words: a quote of fewer in one block is given whole
_LAST_CHARACTERS = 4  # of the last words at least


def deep_link(citation: Citation, *, longest: int = LONGEST_LINK) -> str | None:
    """Make the URL that opens the citation's source at its quote; a document with pages is opened at the page.

    Args:
        citation: where the quote stands.
        longest: most characters of the link. Where not even two words fit, the link is the page's own.

    Returns:
        None where the source is no web page.
    """
    page = _page(citation.source)
    if page is None:
        return None
    if citation.page is not None and "#" not in page:
        return f"{page}#page={citation.page}"
    stem = f"{page}{'' if '#' in page else '#'}{_DIRECTIVE}text="
    prefix = f"{_encoded(citation.lead)}-," if citation.lead else ""
    directive = _directive(citation, longest - len(stem) - len(prefix))
    return stem + prefix + directive if directive else page


def _page(source: str) -> str | None:
    """Return a source as a URL without a text directive of its own; None where it is no URL."""
    match = _WEB_PAGE.fullmatch(source.strip().partition(_DIRECTIVE)[0].removesuffix("#"))
    if match is None or not match["host"].isprintable():
        return None
    return match["site"] + quote(match["rest"], safe=_WRITTEN, errors="replace")


def _directive(citation: Citation, room: int) -> str:
    """Make the text directive for a quote in at most `room` characters; empty where none fits."""
    blocks = _blocks(citation.quote)
    if (ends := _ends(blocks, citation.opening)) and len(ends) <= room:
        return ends
    words = " ".join(" ".join(blocks).split())
    whole = _encoded(words)
    return whole if len(whole) <= room else _fitting_ends(words, room)


def _blocks(text: str) -> list[str]:
    """Split a quote where its page may part it into several blocks."""
    blocks = [" ".join(block.split()) for block in _BLOCK_ENDS.split(text.strip())]
    unmarked = [_ITEM_MARK.sub("", block, count=1) or block for block in blocks if block]
    return unmarked if len(unmarked) > 1 else [" ".join(text.split())]


def _ends(blocks: Sequence[str], opening: int) -> str:
    """Make a directive of the first and last words, each inside one block; empty where the quote must stay whole."""
    first, last = blocks[0].split(" "), blocks[-1].split(" ")
    if len(blocks) == 1 and (not opening or len(first) < max(_SHORT, opening + 1)):
        return ""
    start = " ".join(first[:opening] if opening else first)
    rest = " ".join([" ".join(first[opening or len(first) :]), *blocks[1:]])
    ends = (" ".join(last[-count:]) for count in range(1, len(last) + 1))
    end = next((end for end in ends if _is_last(end, rest)), " ".join(last))
    start, end = start.rstrip(_LAST_MARKS) or start, end.lstrip(_FIRST_MARKS).rstrip(_LAST_MARKS) or end
    return f"{_encoded(start)},{_encoded(end)}"


def _is_last(end: str, rest: str) -> bool:
    """Return whether words stand at the end of a text, and nowhere before it."""
    plain = end.rstrip(_LAST_MARKS)
    pattern = re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)", re.IGNORECASE)
    return len(plain) >= _LAST_CHARACTERS and len(pattern.findall(rest)) == 1


def _fitting_ends(words: str, room: int) -> str:
    """Make a directive of as many of the first and last words as fit in `room` characters; empty where none fit."""
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
    """Count the pieces, from the first, that fit in `room` characters once encoded."""
    return sum(length <= room for length in accumulate(len(_encoded(piece)) for piece in pieces))


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace").replace("-", "%2D")

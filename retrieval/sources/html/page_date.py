"""Page dates: finds the date of publication in the metadata, the byline or a separate line.

A date that stands anywhere else (code, logs, addresses, examples, other stories) is not the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.discourse.datelines import dateline_day
from retrieval.discourse.written_days import plausible_day
from retrieval.sources.base.date_lines import line_patterns
from retrieval.sources.base.report_head import bare_day
from retrieval.sources.html.linked_data import kinds_of, linked_data, linked_records
from retrieval.sources.html.page_title import meta_contents
from retrieval.text.normalize import one_line

_PUBLISHED_META = (
    *("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
    *("datepublished", "date", "pubdate", "publishdate", "publish_date", "publish-date", "publication_date"),
    *("publicationdate", "citation_publication_date", "citation_date", "citation_online_date", "parsely-pub-date"),
    *("sailthru.date", "dc.date", "dc.date.issued", "dc.date.created", "dcterms.date", "dcterms.issued"),
    *("dcterms.created", "datecreated", "created", "article_date_original", "cxenseparse:recs:publishtime"),
)
_MODIFIED_META = (
    *("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified"),
    *("dc.date.modified", "modified", "revised", "updated"),
)
_ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|Report|WebPage|\w*Posting|Recipe|Event)$")
_OUTSIDE = frozenset({"nav", "aside", "pre", "code", "samp", "kbd", "script", "style", "form", "table", "noscript"})
_OTHER_STORIES = re.compile(
    r"related|recommend|comment|reply|replies|sidebar|teaser|more-?(?:from|stories|news)|popular|latest|trending"
    r"|read-?next|archive|example|widget",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|datetime|published|pubdate|posted|post-date|timestamp|byline|meta|entry-date)"
    r"(?:$|[\s_-])|(?:publish|post|entry|article)[_-]?(?:ed)?[_-]?(?:date|time|meta|info)",
    re.IGNORECASE,
)
_LINE_CHARACTERS = 160
_HEAD_CHARACTERS = 1_200  # of running text: what is below is no longer the head of an article
_TOP_CHARACTERS = 300  # of running text: a line below the headline, and what is said in it
_BYLINE_CHARACTERS = 100  # more in paragraphs is running text
_LEAF_TAGS = frozenset({"p", "div", "span", "li", "time", "small", "em", "i", "b", "dd", "dt", "address", "td"})
_BLOCKS = frozenset({"p", "div", "section", "header", "center", "address", "h4", "h5", "h6"})
_LEAF_TAGS |= {"section", "footer", "header", "center", "h6", "h5", "h4", "font", "a"}


def page_date(tree: Any) -> str | None:
    """Return the day on which a page's article was published, ISO 8601; else the day of its last change.

    A date that nothing marks counts where it stands alone above the text, and is the only such date of the page.
    """
    stated = (element.get("content") or "" for element in tree.xpath("//*[@itemprop='datePublished'][@content]"))
    published = _first((*meta_contents(tree, _PUBLISHED_META), *_linked_data(tree, "datePublished"), *stated))
    if published:
        return published
    changed: list[str] = []
    bare: list[tuple[str, bool]] = []  # days that stand alone, with whether they do so above the text
    patterns = line_patterns()
    for line, is_marked, is_head, is_top in _lines(tree):
        if match := patterns.published.fullmatch(line):
            return plausible_day(match["date"])
        if match := patterns.byline.fullmatch(line):
            return plausible_day(match["date"] or match["first"])
        if is_marked and (match := patterns.alone.fullmatch(line) or patterns.named.fullmatch(line)):
            return plausible_day(match["date"])
        if is_head and (day := dateline_day(line)):
            return day
        if match := patterns.updated.fullmatch(line):
            changed.append(match["date"])
        elif day := bare_day(line):
            bare.append((day, is_top))
    top = bare[0][0] if bare and bare[0][1] and len({day for day, _ in bare}) == 1 else None
    return top or _first((*changed, *meta_contents(tree, _MODIFIED_META), *_linked_data(tree, "dateModified")))


def _first(written: tuple[str, ...]) -> str | None:
    return next((day for text in written if (day := plausible_day(text))), None)


def _linked_data(tree: Any, key: str) -> Iterator[str]:
    """Yield the page's JSON-LD about the article itself, not about what it mentions."""
    for stated in linked_data(tree):
        for record in linked_records(stated):
            if isinstance(record.get(key), str) and any(map(_ARTICLE_TYPES.fullmatch, kinds_of(record))):
                yield record[key]


def _lines(tree: Any) -> Iterator[tuple[str, bool, bool, bool]]:
    """Yield the short lines of the page, with whether they are marked as dates, and how the first paragraphs begin.

    The last two values say whether a line stands in the head of the article, and above its text.

    A line is an element whose words fit on one. Marked is a `<time>`, or what has such a class, in the head of the
    article: above its running text, or within the first of it.
    """
    running = 0
    waiting = [next(tree.iter("body"), tree)]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _OUTSIDE or _is_other_story(element):
            continue
        words = _line_of(element) if element.tag in _LEAF_TAGS else ""
        is_head = running < _HEAD_CHARACTERS
        if element.tag == "li" and running > _BYLINE_CHARACTERS and not _is_marked(element):  # of a list of changes
            waiting += reversed(element)
            continue
        if words and len(words) <= _LINE_CHARACTERS:
            yield words, is_head and _is_marked(element), is_head, running < _TOP_CHARACTERS and element.tag in _BLOCKS
            running += len(words) if element.tag == "p" else 0
            stated = element.get("datetime")
            if element.tag == "time" and stated and is_head and _stands_alone(element):
                yield one_line(stated), True, False, False
        elif element.tag == "p":
            yield words[:_LINE_CHARACTERS], False, is_head, False
            running += len(words)
            continue
        waiting += reversed(element)


def _line_of(element: Any) -> str:
    """Return the words of an element in a line; a line break in it is a blank."""
    pieces = (" " if text is None else text for text in _texts(element))
    return one_line("".join(pieces))


def _texts(element: Any) -> Iterator[str | None]:
    """Yield the texts in an element, and None for each line break."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from (None,) if child.tag == "br" else _texts(child)
        yield child.tail or ""


def _is_other_story(element: Any) -> bool:
    return bool(_OTHER_STORIES.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _is_marked(element: Any) -> bool:
    stated = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))
    is_time = element.tag == "time" and _stands_alone(element)
    return is_time or element.get("itemprop") == "datePublished" or bool(_DATE_CLASS.search(stated))


def _stands_alone(time: Any) -> bool:
    """Return whether a `<time>` is no part of a sentence."""
    parent = time.getparent()
    if parent is None or parent.tag == "li":
        return False
    if not any(text and text.strip() for text in (parent.text, *(child.tail for child in parent))):
        return True
    around = one_line("".join(parent.itertext()))
    return len(around) <= _LINE_CHARACTERS and not around.endswith((".", "!", "?"))

"""Page dates: finds the date of publication in the metadata, the byline or a separate line.

A date that stands anywhere else (code, logs, addresses, examples, other stories) is none of the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from retrieval.sources.base.block_text import one_line
from retrieval.sources.base.written_days import WHEN, dateline_day, plausible_day
from retrieval.sources.html.linked_data import kinds_of, linked_data, linked_records
from retrieval.sources.html.page_title import meta_contents

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
_BYLINE_CHARACTERS = 100  # more in paragraphs is running text
_LEAF_TAGS = frozenset({"p", "div", "span", "li", "time", "small", "em", "i", "b", "dd", "dt", "address", "td"})
_LEAF_TAGS |= {"section", "footer", "header", "center", "h6", "h5", "h4", "font", "a"}
_PUBLISHED = r"(?:first\s+|originally\s+)?(?:published|posted|written|released|date|issued|added|submitted)"
_PUBLISHED += r"|veröffentlicht|erschienen|erstellt|datum|publié|paru|publicado|fecha|pubblicato|gepubliceerd|geplaatst"
_PUBLISHED += r"|publicerad|publicerat|publiceret|publisert|opublikowano|опубликовано|опубліковано"
_PUBLISHED += r"|publikováno|vydáno|julkaistu|közzétéve|megjelent|publicat|yayın(?:lanma)? tarihi|đăng ngày|diterbitkan"
_PUBLISHED += r"|公開日|投稿日|掲載日|発行日|发布(?:于|时间|日期|日)?|發[布佈](?:於|時間|日期)?"
_PUBLISHED += r"|发表于|發表於|게시일|등록일|작성일|입력"
_UPDATED = r"(?:page\s+)?(?:was\s+)?(?:last\s+)?(?:updated|modified|changed|revised|edited|reviewed|update)"
_UPDATED += r"|zuletzt\s+(?:geändert|aktualisiert|bearbeitet)|aktualisiert|geändert|stand|mis\s+à\s+jour|modifié"
_UPDATED += r"|actualizado|modificado|última\s+actualización|aggiornato|ultimo\s+aggiornamento|atualizado"
_UPDATED += (
    r"|última\s+atualização|bijgewerkt|uppdaterad|opdateret|oppdatert|zaktualizowano|обновлено|оновлено|aktualizováno"
)
_UPDATED += r"|päivitetty|frissítve|actualizat|güncelleme(?: tarihi)?|cập nhật|更新日|最終更新日?"
_UPDATED += r"|更新(?:于|时间|日期)|수정일|업데이트"
_JOIN = r"\s*(?:on|at|am|le|el|the|den|il|em|op|dnia)?\s*[:：–—-]?\s*"
_BYLINE = r"(?:by|von|par|por)\s+[^\d\n]{2,90}?"
_AUTHOR = r"(?:\s+(?:by|von|par|por)\s+[^\d\n]{2,60}?(?=\s(?:on|am|le|el|the)\s|[,|·•–—-]))?[,|·•–—-]?"
_BREAK = r"\s*(?:[,|·•/–—-]|\bon\b|\bam\b|\ble\b|\bel\b|\s)\s*"
_END = r"\s*[.]?(?:\s+(?:last\s+)?(?:updated|modified|aktualisiert|mis|actualizado)\b.*|\s*[|·•–—/,-].*"
_END += r"|\s*\(.*\)|\s+(?:by|in|from|von|par|por)\b.*)?"


class _LinePatterns(NamedTuple):
    """The forms of the lines that state a date."""

    published: re.Pattern[str]
    updated: re.Pattern[str]
    byline: re.Pattern[str]
    named: re.Pattern[str]  # of a line that is marked as a byline
    alone: re.Pattern[str]


@cache
def _line_patterns() -> _LinePatterns:
    """Compile the forms: they are long, and most articles are no pages."""
    return _LinePatterns(
        published=re.compile(
            rf"(?:.{{0,40}}?[|·•]\s*)?(?:{_PUBLISHED})(?![^\W\d_]){_AUTHOR}{_JOIN}(?P<date>{WHEN}){_END}", re.IGNORECASE
        ),
        updated=re.compile(
            rf"(?:.{{0,40}}?[|·•]\s*|.{{0,60}}?\.\s+)?(?:this\s+(?:page|document|article)\s+)?(?:{_UPDATED})(?![^\W\d_])"
            rf"{_JOIN}(?P<date>{WHEN})(?:\.\s.*|{_END})",
            re.IGNORECASE,
        ),
        byline=re.compile(
            rf"(?:{_BYLINE}{_BREAK}(?:{_PUBLISHED})?{_JOIN}(?P<date>{WHEN})|(?P<first>{WHEN}){_BREAK}{_BYLINE}){_END}",
            re.IGNORECASE,
        ),
        named=re.compile(rf"[^\d\n]{{2,90}}?[,|·•–—]\s*(?P<date>{WHEN}){_END}", re.IGNORECASE),
        alone=re.compile(rf"(?P<date>{WHEN}){_END}", re.IGNORECASE),
    )


def page_date(tree: Any) -> str | None:
    """Return the day on which a page's article was published, ISO 8601; else the day of its last change."""
    stated = (element.get("content") or "" for element in tree.xpath("//*[@itemprop='datePublished'][@content]"))
    published = _first((*meta_contents(tree, _PUBLISHED_META), *_linked_data(tree, "datePublished"), *stated))
    if published:
        return published
    changed: list[str] = []
    patterns = _line_patterns()
    for line, is_marked, is_head in _lines(tree):
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
    return _first((*changed, *meta_contents(tree, _MODIFIED_META), *_linked_data(tree, "dateModified")))


def _first(written: tuple[str, ...]) -> str | None:
    return next((day for text in written if (day := plausible_day(text))), None)


def _linked_data(tree: Any, key: str) -> Iterator[str]:
    """Yield the page's JSON-LD about the article itself, not about what it mentions."""
    for stated in linked_data(tree):
        for record in linked_records(stated):
            if isinstance(record.get(key), str) and any(map(_ARTICLE_TYPES.fullmatch, kinds_of(record))):
                yield record[key]


def _lines(tree: Any) -> Iterator[tuple[str, bool, bool]]:
    """Yield the short lines of the page, with whether they are marked as dates, and how the first paragraphs begin.

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
            yield words, is_head and _is_marked(element), is_head
            running += len(words) if element.tag == "p" else 0
            stated = element.get("datetime")
            if element.tag == "time" and stated and is_head and _stands_alone(element):
                yield one_line(stated), True, False
        elif element.tag == "p":
            yield words[:_LINE_CHARACTERS], False, is_head
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

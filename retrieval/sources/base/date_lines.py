"""Lines that state when an article was published or changed: their forms in the languages of the articles."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from retrieval.discourse.written_days import WHEN

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
# A time of day before its date: "Published 14:05 BST, 3 May 2026".
_JOIN += r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?,?\s+(?:on\s+|am\s+)?(?=\D|\d{1,2}\D))?"
_BYLINE = r"(?:by|von|par|por)\s+[^\d\n]{2,90}?"
_AUTHOR = r"(?:\s+(?:by|von|par|por)\s+[^\d\n]{2,60}?(?=\s(?:on|am|le|el|the)\s|[,|·•–—-]))?[,|·•–—-]?"
_BREAK = r"\s*(?:[,|·•/–—-]|\bon\b|\bam\b|\ble\b|\bel\b|\s)\s*"
_END = r"\s*[.;]?(?:\s+(?:last\s+)?(?:updated|modified|aktualisiert|mis|actualizado)\b.*|\s*[|·•–—/,-].*"
_END += r"|\s*\(.*\)|\s+(?:by|in|from|von|par|por)\b.*)?"


class LinePatterns(NamedTuple):
    """The forms of the lines that state a date."""

    published: re.Pattern[str]
    updated: re.Pattern[str]
    byline: re.Pattern[str]
    named: re.Pattern[str]  # of a line that is marked as a byline
    alone: re.Pattern[str]


@cache
def line_patterns() -> LinePatterns:
    """Compile the forms: they are long, and most articles are no pages."""
    return LinePatterns(
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

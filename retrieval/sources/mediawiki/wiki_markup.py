"""Marks inside of lines of wikitext, and elements of HTML: converts both into words and into the marks of lines."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from retrieval.sources.base.shifted_text import subscript, superscript
from retrieval.sources.mediawiki.literal_text import LINE_BREAK, unshield

_INLINE = (
    "span|font|b|i|u|em|strong|small|big|code|tt|kbd|samp|var|cite|abbr|acronym|ins|mark|bdi|bdo|dfn|q|a|time|wbr|data"
    "|ruby|rb|sup|sub|img|label|noinclude|onlyinclude|nowiki|tabber|tabs|tab|includeonly|ref|references|gallery|pre"
    "|syntaxhighlight|source|translate|languages|tvar|section|poem|s|del|strike|verbatim|math|youtube|html|body"
)
_ROOM_TAGS = "div center section article aside main header footer figure figcaption ul ol dl details"
_BLOCKS = {
    **dict.fromkeys(_ROOM_TAGS.split(), "\n"),
    **dict.fromkeys(("p", "blockquote", "hr", "summary"), "\n\n"),
    "tr": "\n|-\n", "li": "\n* ", "dt": "\n; ", "dd": "\n: ", "caption": "\n|+ ", "tbody": "", "thead": "", "tfoot": "",
    "br": LINE_BREAK,
}  # fmt: skip
_CLOSING = {"table": "\n|}\n", "tr": "", "li": "\n", "dt": "", "dd": "\n", "td": "", "th": "", "caption": "\n"}
_TAG = re.compile(
    rf"<(/?)({_INLINE}|{'|'.join(_BLOCKS)}|table|td|th|h[1-6])(?=[\s/>])([^<>]{{0,2000}})>", re.IGNORECASE
)
_SHIFTED = re.compile(r"<(su[pb])\b[^<>]{0,200}>([^<>]{0,80})</\1>", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<(span|div|small)\b[^<>]{0,500}display\s{0,3}:\s{0,3}none[^<>]{0,500}>[^<>]*</\1>|<r[tp]>[^<>]*</r[tp]>",
    re.IGNORECASE,
)
_SPAN = re.compile(r"rowspan", re.IGNORECASE)
_EXTERNAL = re.compile(
    r"\[(?:(?:https?:|ftps?:|irc:)?//|mailto:)[^\s\[\]<>]++(?:[ \t]++([^\[\]\n]*+))?\]", re.IGNORECASE
)
_QUOTES = re.compile("'{2,}")
_SWITCH = re.compile(r"__[^\W\d_]{3,}(?:_[^\W\d_]+)*__|~~~+")
_LITERAL_QUOTE = 4  # apostrophes: one, and the mark of bold


def convert_elements(text: str) -> str:
    """Return expanded wikitext with its elements of HTML as words and as marks of lines."""
    text = _UNSEEN.sub("", text)
    text = _SHIFTED.sub(lambda match: (superscript if match[1].lower() == "sup" else subscript)(match[2]), text)
    text = convert_regions(text, "poem", lambda content: content.strip("\n").replace("\n", LINE_BREAK))
    return _TAG.sub(_mark, text)


def convert_tabs(text: str) -> str:
    """Return the page with the tabs of `<tabber>` under headings."""
    return convert_regions(text, "tabber", _tab_sections)


def convert_regions(text: str, tag: str, convert: Callable[[str], str]) -> str:
    """Return the text with each stretch between an opening and a closing tag converted, and the tags left out."""
    if f"<{tag}" not in text:
        return text
    parts = re.split(rf"(</?{tag}\b[^<>]{{0,500}}>)", text, flags=re.IGNORECASE)
    shown: list[str] = []
    is_inside = False
    for number, part in enumerate(parts):
        if number % 2:
            is_inside = not part.startswith("</")
            shown.append("\n\n")
        else:
            shown.append(convert(part) if is_inside else part)
    return "".join(shown)


def plain_words(text: str) -> str:
    """Return the words of a stretch of text whose links, templates and elements are converted."""
    text = _EXTERNAL.sub(lambda match: match[1] or "", text)
    text = _QUOTES.sub(lambda match: "'" if len(match[0]) == _LITERAL_QUOTE else "", text)
    return unshield(html.unescape(_SWITCH.sub("", text)))


def _tab_sections(content: str) -> str:
    sections = []
    for section in content.split("|-|"):
        name, equals, rest = section.partition("=")
        is_named = equals and "\n" not in name.strip() and "{{" not in name
        sections.append(f"\n==== {name.strip()} ====\n{rest}\n" if is_named else section)
    return "\n".join(sections)


def _mark(tag: re.Match[str]) -> str:
    """Return the mark that stands for a tag."""
    name, is_closing = tag[2].lower(), bool(tag[1])
    if name in ("td", "th"):
        sign = "|" if name == "td" else "!"
        attributes = f"{tag[3]}|" if _SPAN.search(tag[3]) else ""
        return "" if is_closing else f"\n{sign}{attributes} "
    if name == "table":
        return _CLOSING[name] if is_closing else f"\n{{|{tag[3]}\n"
    if len(name) == 2 and name[0] == "h" and name[1].isdigit():  # noqa: PLR2004  `h` and its level
        sign = "=" * int(name[1])
        return f" {sign}\n" if is_closing else f"\n{sign} "
    return (_CLOSING if is_closing else _BLOCKS).get(name, _BLOCKS.get(name, ""))

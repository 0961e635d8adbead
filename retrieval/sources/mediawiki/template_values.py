"""Templates and parser functions of wikitext that stand for a sign or a value, which is known without the wiki."""

from __future__ import annotations

import re
from collections.abc import Callable

from retrieval.sources.mediawiki.literal_text import LINE_BREAK

_SIGNS = {
    "!": "|", "!!": "||", "=": "=", "(!": "{|", "!)": "|}", "((": "{{", "))": "}}", "·": " · ", "•": " • ",
    "dot": " · ", "bullet": " • ", "ndash": "–", "mdash": "—", "spnd": " – ", "snd": " – ", "spaced": " – ", "'": "'",
    "nbsp": " ", "space": " ", "br": LINE_BREAK, "pipe": "|", "'s": "'s", "-": "", "!-": "|-", "!+": "|+",
    "check": "yes", "cross": "no", "yes": "yes", "no": "no", "ja": "ja", "nein": "nein", "oui": "oui", "non": "non",
}  # fmt: skip
_PAGE_NAMES_TEXT = """
pagename fullpagename basepagename subpagename subjectpagename articlepagename rootpagename pagenamee
fullpagenamee seitenname nompage nombredepagina
"""
_PAGE_NAMES = frozenset(_PAGE_NAMES_TEXT.split())
# Parser functions and variables whose value only the wiki knows, or that show nothing.
_UNKNOWN_FUNCTIONS = re.compile(
    r"#(?!if|ifeq|switch|ifexist|ifexpr|iferror)[\w-]+|displaytitle|defaultsort(?:key)?|defaultcategorysort"
    r"|fullurl|canonicalurl|localurl|filepath|anchorencode|urlencode|noexternallanglinks"
    r"|current\w+|local\w+|revision\w+|numberof\w+|sitename|server\w*|namespace\w*|talkpagename|pagesin\w+|pagesize"
    r"|displaytitel|sortierung|titre|orden"
)
_LISTS_TEXT = """
ubl unbulletedlist hlist flatlist plainlist ublist comma cslist bulletedlist
"""
_LISTS = frozenset(_LISTS_TEXT.split())
_COLON_FUNCTIONS = re.compile("plural|gender|grammar|int|ns")  # templates may have these names, too
_DATES = re.compile(r"(?:birth|death|start|end|film|release|launch)?(?:date|dateandage|datum)(?:df|mf)?\d?|dts|dob")
_LAST = re.compile(r"(?:font)?colou?r|farbe|couleur|lang|transl(?:iteration)?|langx|langue|sprache|cor|c")
_FIRST = re.compile(
    r"lang\w{2}|nowrap|small|smaller|big|nobold|noitalic|bold|center|abbr|tooltip|tt|hover|url|website|bl|kbd|key"
    r"|code|mono|samp|var|sic|nobr|sup|sub|nihongo\w*|ruby|furigana|formatnum|uc|lc|ucfirst|lcfirst|sort"
    r"|sortname|nts|hs|highlight|bgcolor|strong|em|italic|i|b|u|il|ill|interlanguagelink|linktext|ll|link|l|iconlink"
)
_DAY = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{3,4}")
_UNIT = re.compile(r"[^\d\s|][^|]{0,20}")
_ISO = 3  # parts of a date


def has_value(written: str, name: str) -> bool:
    """Return whether a template stands for a value; `name` is the plain one."""
    head = name.partition(":")[0]
    return (
        written in _SIGNS
        or name in _SIGNS
        or head in _PAGE_NAMES
        or name.startswith("#")
        or (":" in name and any(names.fullmatch(head) for names in (_FIRST, _UNKNOWN_FUNCTIONS, _COLON_FUNCTIONS)))
        or _UNKNOWN_FUNCTIONS.fullmatch(name) is not None
        or name in _HANDLERS
        or name in _LISTS
        or any(names.fullmatch(name) for names in (_DATES, _LAST, _FIRST))
    )


def show_value(written: str, name: str, parts: list[str], title: str) -> str:
    """Return the value; empty where only the wiki knows it.

    Args:
        written: the name as it is written, for parser functions with their first argument.
        name: the plain name.
        parts: the parameters.
        title: of the page.
    """
    head, colon, _ = name.partition(":")
    first = written.partition(":")[2]
    if written in _SIGNS or name in _SIGNS:
        return _SIGNS.get(written, _SIGNS.get(name, ""))
    if head in _PAGE_NAMES:
        return title
    if name.startswith("#"):
        return _function(head, [first, *parts])
    if colon:
        return first.strip() if _FIRST.fullmatch(head) else ""
    return _of_unnamed(name, [part for part in map(_unnamed_value, parts) if part])


def _unnamed_value(part: str) -> str:
    """Return an unnamed parameter; of a named one nothing."""
    name, equals, value = part.partition("=")
    if not equals or not re.fullmatch(r"[\w -]{1,30}", name.strip()):
        return part.strip()
    return value.strip() if name.strip().isdigit() else ""


def _of_unnamed(name: str, filled: list[str]) -> str:
    """Return the value that the unnamed parameters give."""
    if name in _HANDLERS:
        return _HANDLERS[name](filled)
    if name in _LISTS:
        return _list(filled)
    if _DATES.fullmatch(name):
        return _date(filled)
    if _LAST.fullmatch(name):
        return filled[-1] if filled else ""
    return filled[0] if filled and _FIRST.fullmatch(name) else ""


def _function(name: str, arguments: list[str]) -> str:
    """Return what a parser function gives where its condition can be told."""
    arguments = [argument.strip() for argument in arguments]
    arguments += [""] * (4 - len(arguments))
    match name:
        case "#if" | "#ifexist" | "#iferror":
            return arguments[1] if arguments[0] else arguments[2]
        case "#ifeq":
            return arguments[2] if arguments[0] == arguments[1] else arguments[3]
        case "#switch":
            return _switch(arguments[0], [argument for argument in arguments[1:] if argument])
        case _:
            return ""


def _switch(value: str, cases: list[str]) -> str:
    """Return the value of the case that fits, or the default value."""
    is_reached = False
    default = ""
    for case in cases:
        label, equals, result = (part.strip() for part in case.partition("="))
        is_reached = is_reached or label == value
        if equals and is_reached:
            return result
        if label == "#default" or not equals:
            default = result or label
    return default


def _list(filled: list[str]) -> str:
    """Return the items of a list as lines of one, if it is not one already."""
    if len(filled) == 1:
        return f"\n{filled[0]}\n" if filled[0][:1] in ("*", "#") else filled[0]
    return ", ".join(filled)


def _date(filled: list[str]) -> str:
    """Return the day of `1969|5|3`, or what is written."""
    if filled and _YEAR.fullmatch(filled[0]):
        rest = [part for part in filled[1:_ISO] if _DAY.fullmatch(part)]
        return "-".join([filled[0], *(part.zfill(2) for part in rest)])
    return filled[0] if filled else ""


def _convert(filled: list[str]) -> str:
    """Return the amount with the unit that it is given in."""
    end = next((number for number, part in enumerate(filled) if number and not part[:1].isdigit()), 1)
    if end < len(filled) and filled[end] in ("to", "-", "–", "and", "x", "by", "×"):
        end = min(end + 2, len(filled) - 1)
    return " ".join(filled[: end + 1])


def _fraction(filled: list[str]) -> str:
    return "/".join(filled) if len(filled) <= 2 else f"{filled[0]} {'/'.join(filled[1:3])}"  # noqa: PLR2004


_HANDLERS: dict[str, Callable[[list[str]], str]] = {
    "convert": _convert,
    "cvt": _convert,
    "convinfobox": _convert,
    "val": lambda filled: filled[0] if filled else "",
    "frac": _fraction,
    "fraction": _fraction,
    "circa": lambda filled: f"c. {filled[0]}" if filled else "c.",
    "asof": lambda filled: f"as of {'-'.join(filled[:_ISO])}",
    "percent": lambda filled: f"{filled[0].rstrip('%')}%" if filled else "",
    "keypress": "+".join,
    "keys": "+".join,
    "nihongo": lambda filled: f"{filled[0]} ({', '.join(filled[1:3])})" if filled[1:] else "".join(filled),
    "age": lambda _: "",
}

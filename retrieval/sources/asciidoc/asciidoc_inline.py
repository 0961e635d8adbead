"""The words of a line of AsciiDoc without their marks: emphasis, links, references, attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SIGNS = r"""
plus +  asterisk *  tilde ~  caret ^  startsb [  endsb ]  backslash \  backtick `  apos '  quot "  lt <  gt >  amp &
vbar |  two-colons ::  two-semicolons ;;  cpp C++  deg °  lsquo ‘  rsquo ’  ldquo “  rdquo ”  brvbar ¦  pp ++  litdd --
"""
_ATTRIBUTES = {
    **dict(zip(_SIGNS.split()[::2], _SIGNS.split()[1::2], strict=True)),
    **dict.fromkeys(("nbsp", "sp"), " "),
    **dict.fromkeys(("empty", "blank", "zwsp", "wj"), ""),
}
_ATTRIBUTE = re.compile(r"(?<!\\)\{([\w-]{1,60})\}")
_EXPANDED = 200  # characters that an attribute may stand for
# What is kept as it is: between plus signs, and in `pass`.
_PASS = re.compile(r"\+\+\+(.{1,500}?)\+\+\+|pass:\w{0,20}\[(.{0,500}?)\]", re.DOTALL)
_GONE = re.compile(
    r"(?<!\w)(?:image|icon|footnote(?:ref)?|indexterm2?|anchor):[^\s\[\]:]{0,500}\[[^\]]{0,1000}\]|\[\[[^\]\n]{1,100}\]\]"
    r"|\(\(\([^()\n]{1,200}\)\)\)"
)
_REFERENCE = re.compile(r"<<([^<>,\n]{1,200})(?:,\s*([^<>]{1,300}))?>>")
_TERM = re.compile(r"\(\(([^()\n]{1,200})\)\)")
_MACRO = re.compile(
    r"(?<![\w`])(?P<name>link|xref|mailto|kbd|btn|menu|stem|asciimath|latexmath|[a-z]{2,12}(?=:[\w.-]+\[\d\w{0,3}\]))"
    r":(?P<target>[^\s\[\]]{0,500})\[(?P<words>[^\]]{0,500})\]"
)
_LINK = re.compile(r"(?P<address>(?:https?|ftp|irc)://[^\s\[\]<>]{1,1000})\[(?P<words>[^\]]{0,500})\]")
_SECTION = re.compile(r"\d\w{0,3}")  # of a manual page
_WORDS_END = re.compile(r",\s*(?:window|role|title|opts|rel)=.*|\^\Z", re.DOTALL)
_ROLE = re.compile(r"\[[^\]\n\s]{1,60}\](?=[#*_`+])")
_SMART = re.compile("([\"'])`(.{1,300}?)`\\1", re.DOTALL)
# Marks around words, the double ones first: the single ones stand at the edges of words only.
_DOUBLE = re.compile(r"(``|\*\*|__|##|\+\+)(?=\S)(.{1,500}?)(?<=\S)\1", re.DOTALL)
_SINGLE = re.compile(r"(?<![\w\\*_`+#])([*_`+#])(?=\S)((?:(?!\1).){1,500}?)(?<=\S)\1(?![\w*_`+#])", re.DOTALL)
_DASH = re.compile(r"(?<=\w)--(?=\w)|(?<=\S) -- (?=\S)")
_CODE = re.compile(r"(``[^\n]{1,500}?``|(?<![\w`])`[^`\n]{1,500}`(?![\w`]))")
_ESCAPED = re.compile(r"\\(?=[*_`+#{<(\[]|https?:)")
_MOST_NESTED = 3


def words_of(text: str, attributes: Mapping[str, str]) -> str:
    """Return what a text shows.

    Args:
        text: of a paragraph, a heading or an item.
        attributes: that the document has set, by name; an unknown one stays as it is written.
    """
    text = _ATTRIBUTE.sub(lambda match: _value(match, attributes), text)
    text = _GONE.sub("", text)
    text = _LINK.sub(lambda match: _shown(match["words"]) or match["address"], text)
    text = _MACRO.sub(_of_macro, text)
    text = _REFERENCE.sub(lambda match: match[2] or match[1].rpartition("#")[2].replace("_", " ").strip(), text)
    text = _TERM.sub(r"\1", _ROLE.sub("", text))
    text = _SMART.sub(lambda match: f"“{match[2]}”" if match[1] == '"' else f"‘{match[2]}’", text)
    parts = _CODE.split(_DASH.sub(" — ", text))
    return "".join(part.strip("`").strip("+") if at % 2 else _prose(part) for at, part in enumerate(parts))


def _prose(text: str) -> str:
    """Return a text without the marks around words, which may stand inside each other, and without backslashes."""
    text = _PASS.sub(lambda match: match[1] or match[2] or "", text)
    for _ in range(_MOST_NESTED):
        bare = _SINGLE.sub(r"\2", _DOUBLE.sub(r"\2", text))
        if bare == text:
            break
        text = bare
    return _ESCAPED.sub("", text)


def _value(match: re.Match[str], attributes: Mapping[str, str]) -> str:
    name = match[1].casefold()
    return attributes.get(name, _ATTRIBUTES.get(name, match[0]))[:_EXPANDED]


def _shown(words: str) -> str:
    """Return the words of a link without what says how it opens."""
    return _WORDS_END.sub("", words).strip().strip('"')


def _of_macro(match: re.Match[str]) -> str:
    r"""Return what a macro shows: the words of a link, `git-log(1)` of `linkgit:git-log[1]`, the keys of `kbd`."""
    name, target, words = match["name"], match["target"], _shown(match["words"])
    if _SECTION.fullmatch(words) and target and name not in {"kbd", "btn", "xref"}:
        return f"{target}({words})"
    if name == "menu":
        return " > ".join(part.strip() for part in (target, *words.split(">")) if part.strip())
    return words or target.rpartition("#")[2]

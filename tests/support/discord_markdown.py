"""A model of Discord's markdown, for tests: what its client would make of a text.

It follows the publicly known rules of the client's parser, a simple-markdown grammar, and recognises more than they do
where they depend on state: every character may begin a construct, a line begins after any blanks, and any name between
colons is an emoji. What it calls plain is plain to the client too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")

# At the start of a line, in the client's order; a group named `inside` is parsed again.
AT_LINE_START = {
    "heading": r" *#{1,6} +(?P<inside>[^\n]+)(?:\n|$)",
    "subtext": r" *-# +(?P<inside>[^\n]+)(?:\n|$)",
    "block quote": r"(?P<rest> *>>>[\s\S]*)| *> ?[^\n]*(?:\n *> ?[^\n]*)*",
    "list": r"\s*(?:[*+-]|\d+[.)])\s+",
    "silent": r"@silent(?!\S)",
}
ANYWHERE = {
    "code block": r"```[\s\S]+?```",
    "invitation": r"discord(?:app)?\.(?:gg|gift|new|com)\b",
    "link in angle brackets": r"<[^: >]+:/[^ >]+>",
    "mail": r"<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>",
    "telephone": r"<(?:(?:tel|sms):\+?|\+)[\d() ./-]+>",
    "url": r"(?:https?|steam|discord)://[^\s<]+",
    "masked link": (
        r"\[(?P<inside>(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]"
        r"\(\s*<?(?P<target>(?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['\"][\s\S]*?['\"])?\s*\)"
    ),
    "mention": r"<(?:@[!&$]?|#)\d+>|@(?:everyone|here)",
    "command": r"</[^:>\n]+:\d+>",
    "time stamp": r"<t:-?\d+(?::\w+)?>|<@time:[^>]*>",
    "navigation": r"<(?:id|\d+):[\w-]+(?::\d+)?>",
    "custom emoji": r"<a?:\w+:\d+>|<sound:\d+:\d+>",
    "emoji": r":[^\s:\\]+?(?:::skin-tone-\d)?:",
    "shrug": r"¯\\_\(ツ\)_/¯",
    "strong": r"\*\*(?P<inside>(?:\\[\s\S]|[^\\])+?)\*\*(?!\*)",
    "underline": r"__(?P<inside>(?:\\[\s\S]|[^\\])+?)__(?!_)",
    "emphasis": r"\*(?=\S)(?:\\[\s\S]|[^*\\])+?\*(?!\*)|_(?:__|\\[\s\S]|[^\\_])+?_\b",
    "strike": r"~~[\s\S]+?~~(?!_)",
    "spoiler": r"\|\|[\s\S]+?\|\|",
    "inline code": r"(?P<ticks>`+)[\s\S]*?[^`](?P=ticks)(?!`)",
}
_LINE_RULES = {name: re.compile(rule) for name, rule in AT_LINE_START.items()}
_RULES = {name: re.compile(rule, re.IGNORECASE) for name, rule in ANYWHERE.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as its reader sees it."""

    text: str  # as it is seen, without the marks of what was recognised
    constructs: tuple[str, ...]  # the names of what was recognised, in order
    targets: tuple[str, ...]  # where masked links lead
    bold: tuple[str, ...]  # the texts that are shown bold


def read(markdown: str) -> Reading:
    """Parse as the client does: at each place the first rule that matches, else one character of text."""
    seen: list[str] = []
    constructs: list[str] = []
    targets: list[str] = []
    bold: list[str] = []
    at = 0
    while at < len(markdown):
        name, match = _recognised(markdown, at)
        if match is None:
            escape = ESCAPE.match(markdown, at)
            seen.append(escape[1] if escape else markdown[at])
            at += 2 if escape else 1
            continue
        inner = read(_inside(name, match))
        constructs += [name, *inner.constructs]
        targets += [*([match["target"]] if name == "masked link" else []), *inner.targets]
        bold += [*([inner.text] if name == "strong" else []), *inner.bold]
        seen.append(inner.text + ("\n" if match[0].endswith("\n") else ""))
        at = match.end()
    return Reading(text="".join(seen), constructs=tuple(constructs), targets=tuple(targets), bold=tuple(bold))


def _recognised(markdown: str, at: int) -> tuple[str, re.Match[str] | None]:
    rules = dict(_RULES)
    if not markdown[:at].rpartition("\n")[2].strip():
        rules = _LINE_RULES | rules
    found = ((name, rule.match(markdown, at)) for name, rule in rules.items())
    return next(((name, match) for name, match in found if match and match[0]), ("", None))


def _inside(name: str, match: re.Match[str]) -> str:
    if name == "block quote":
        return re.sub(r" *>>> ?", "", match[0]) if match["rest"] else re.sub(r"(?m)^ *> ?", "", match[0])
    return match.groupdict().get("inside") or ""

"""Discord's markdown as HTML: as much of it as the bot's own words and escaped quotes use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import escape

# Each pair of signs, longest first, and what the text between them becomes.
_MARKS = {"**": "strong", "__": "u", "~~": "s", "*": "em", "_": "em"}
_MARKED = "|".join(
    rf"{re.escape(sign)}(?=\S)(?P<{name}>(?:\\.|[^\\])+?){re.escape(sign)}(?!{re.escape(sign[0])})"
    for name, sign in zip(("bold", "under", "strike", "star", "line"), _MARKS, strict=True)
)
_INLINE = re.compile(
    r"\\(?P<sign>[^0-9A-Za-z\s])"
    r"|(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\[(?P<name>[^\[\]]+)\]\(<?(?P<target>https?://[^\s<>)]+)>?\)"
    r"|<?(?P<url>https?://[^\s<>]+)>?"
    r"|<t:(?P<moment>-?\d+)(?::(?P<style>[tTdDfF]))?>"
    r"|<(?P<kind>@&|@!?|#|/)(?P<mentioned>[^>:\n]+)(?::\d+)?>"
    rf"|{_MARKED}",
    re.DOTALL,
)
_TAGS = dict(zip(("bold", "under", "strike", "star", "line"), _MARKS.values(), strict=True))
_MOMENTS = {
    "t": "%H:%M",
    "T": "%H:%M:%S",
    "d": "%d/%m/%Y",
    "D": "%d %B %Y",
    "f": "%d %B %Y %H:%M",
    "F": "%A, %d %B %Y %H:%M",
}
_LINE = re.compile(r"(?P<heading>#{1,3}) +(?P<title>.+)|-# +(?P<small>.+)|(?:[-*]|\d+\.) +(?P<entry>.+)")


def html(markdown: str) -> str:
    """Write a text as HTML as Discord's client shows it, every sign of it escaped."""
    lines = markdown.split("\n")
    return "".join(_blocks(lines))


def _blocks(lines: list[str]) -> Iterator[str]:
    """Write line by line; a quote takes the lines that belong to it, `>>>` all that follow."""
    at = 0
    while at < len(lines):
        line, quoted = lines[at], _quoted(lines[at:])
        if quoted:
            inside = "\n".join(re.sub(r"^(?:>>>|>) ?", "", line) for line in lines[at : at + quoted])
            yield f"<blockquote>{html(inside)}</blockquote>"
            at += quoted
        else:
            yield _line(line)
            at += 1


def _quoted(lines: list[str]) -> int:
    """Count the lines from here on that are a quote."""
    if lines[0].startswith(">>> "):
        return len(lines)
    return next((at for at, line in enumerate(lines) if not line.startswith("> ")), len(lines))


def _line(line: str) -> str:
    match = _LINE.fullmatch(line)
    if match is None:
        return f"<p>{_inline(line) or '&nbsp;'}</p>"
    if match["heading"]:
        level = len(match["heading"])
        return f"<h{level}>{_inline(match['title'])}</h{level}>"
    if match["small"]:
        return f"<small>{_inline(match['small'])}</small>"
    return f"<li>{_inline(match['entry'])}</li>"


def _inline(text: str) -> str:
    """Write the text within a line: what stands between two constructs is shown as it is."""
    shown, at = [], 0
    for match in _INLINE.finditer(text):
        shown += [escape(text[at : match.start()]), _construct(match)]
        at = match.end()
    return "".join([*shown, escape(text[at:])])


def _construct(match: re.Match[str]) -> str:
    kind = next(name for name in _CONSTRUCTS if match[name] is not None)
    return _CONSTRUCTS[kind](match)


def _moment(match: re.Match[str]) -> str:
    """Write a time stamp, in UTC: whose clock it would be shown by is not known."""
    when = datetime.fromtimestamp(int(match["moment"]), tz=UTC)
    return f'<span class="moment">{when.strftime(_MOMENTS[match["style"] or "f"])}</span>'


def _link(target: str, name: str) -> str:
    return f'<a href="{escape(target)}">{name}</a>'


def _mention(match: re.Match[str]) -> str:
    sign = match["kind"].removesuffix("&").removesuffix("!")
    return f'<span class="mention">{escape(sign + match["mentioned"])}</span>'


def _tagged(name: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"<{_TAGS[name]}>{_inline(match[name])}</{_TAGS[name]}>"


_CONSTRUCTS: dict[str, Callable[[re.Match[str]], str]] = {
    "sign": lambda match: escape(match["sign"]),
    "code": lambda match: f"<code>{escape(match['code'])}</code>",
    "target": lambda match: _link(match["target"], _inline(match["name"])),
    "url": lambda match: _link(match["url"], escape(match["url"])),
    "moment": _moment,
    "mentioned": _mention,
    **{name: _tagged(name) for name in _TAGS},
}

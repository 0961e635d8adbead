"""The scanner of wikitext: reads its brackets, and puts in place of templates and links what they show.

One pass with a stack, so that the time grows with the text whatever is left open in it. What is never closed is text.
mwparserfromhell 0.7.2 was measured and not taken: 64 KB of open `<ref>` take it 16 s, of open tables more than 20 s.
wikitextparser is under the GPL, which a project under Apache 2.0 cannot depend on without passing it on.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from retrieval.sources.mediawiki.literal_text import CODE, shield

_MOST_LEVELS = 40  # of brackets in brackets, as in MediaWiki; what is deeper is text
_VERBATIM = "nowiki|pre|syntaxhighlight|source"
# Elements that a reader of the page does not see, or that have no words.
_UNSEEN = (
    "ref|references|includeonly|templatestyles|s|del|strike|script|style|math|chem|ce|score|timeline|graph|mapframe"
    "|maplink|imagemap|hiero|categorytree|inputbox|dpl|dynamicpagelist|forum|rss|youtube|video|templatedata|indicator"
    "|section|choose|slideshow|mapdata|chart|infobox"
)
_TOKENS = re.compile(
    r"\{\{+|\}\}+|\[\[|\]\]|\||\n\n|<!--"
    rf"|<(?P<tag>{_VERBATIM}|{_UNSEEN}|gallery)(?=[\s/>])[^<>]{{0,2000}}?(?P<empty>/?)>",
    re.IGNORECASE,
)
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_TEMPLATE, _ARGUMENT = 2, 3  # braces

# Where a template stands: inside a line; at the start of a line inside another template; at the start of a line of the
# page; on lines of the page of its own.
TemplatePlace = Literal["inline", "row", "block", "alone"]
ShowTemplate = Callable[[list[str], TemplatePlace], str]  # takes the parts between bars, of which the first is the name
ShowLink = Callable[[list[str]], str]
ShowGallery = Callable[[str], str]


@dataclass(slots=True, kw_only=True)
class _Frame:
    """The text behind an opening bracket that is not closed yet."""

    opening: str = ""
    place: TemplatePlace = "inline"
    parts: list[list[str]] = field(default_factory=lambda: [[]])


class WikiScanner:
    """Replaces the templates, links and extension tags of a page.

    Args:
        show_template: returns the wikitext that a template stands for.
        show_link: returns the wikitext that is shown for the parts of a link in double brackets.
        show_gallery: returns the wikitext that is shown for the lines of a gallery.
    """

    def __init__(self, show_template: ShowTemplate, show_link: ShowLink, show_gallery: ShowGallery) -> None:
        self._show_template = show_template
        self._show_link = show_link
        self._show_gallery = show_gallery

    def expand(self, text: str) -> str:
        """Return wikitext without templates, links, comments and extension tags."""
        return _Pass(text, self._show_template, self._show_link, self._show_gallery).run()


class _Pass:
    """A pass over a page."""

    def __init__(self, text: str, show_template: ShowTemplate, show_link: ShowLink, show_gallery: ShowGallery) -> None:
        self._text = text
        self._lower = text.translate(_LOWER)
        self._show_template = show_template
        self._show_link = show_link
        self._show_gallery = show_gallery
        self._frames = [_Frame()]
        self._unclosed: set[str] = set()  # endings that do not occur any more
        self._at = 0

    def run(self) -> str:
        """Return the text with everything replaced."""
        while token := _TOKENS.search(self._text, self._at):
            self._put(self._text[self._at : token.start()])
            self._at = token.end()
            self._take(token)
        self._put(self._text[self._at :])
        while len(self._frames) > 1:
            self._flatten()
        return "".join(self._frames[0].parts[0])

    def _put(self, text: str) -> None:
        if text:
            self._frames[-1].parts[-1].append(text)

    def _take(self, token: re.Match[str]) -> None:
        sign = token[0]
        top = self._frames[-1]
        if token["tag"]:
            self._take_tag(token)
        elif sign == "<!--":
            self._skip_comment(token.start())
        elif sign.startswith("{") or sign == "[[":
            self._open(sign, token.start())
        elif sign.startswith("}"):
            self._close_braces(len(sign))
        elif sign == "]]" and top.opening == "[[":
            self._replace_top(self._show_link(self._join(top)), "")
        elif sign == "|" and top.opening:
            top.parts.append([])
        else:
            if sign == "\n\n" and top.opening == "[[" and len(top.parts) == 1:
                self._flatten()  # a target ends in its paragraph
            self._put(sign)

    def _open(self, sign: str, start: int) -> None:
        if len(self._frames) > _MOST_LEVELS:
            self._put(sign)
            return
        begins_line = self._text[max(start - 1, 0) : start] in ("", "\n", "}", ">", "_")
        place: TemplatePlace = "inline" if not begins_line else "block" if len(self._frames) == 1 else "row"
        self._frames.append(_Frame(opening=sign, place=place))

    def _close_braces(self, count: int) -> None:
        """Close the templates and arguments that a run of closing braces ends."""
        while count >= _TEMPLATE:
            if self._frames[-1].opening == "[[" and any(frame.opening.startswith("{") for frame in self._frames):
                self._flatten()
                continue
            top = self._frames[-1]
            opened = len(top.opening) if top.opening.startswith("{") else 0
            if not opened:
                break
            closed = _ARGUMENT if min(count, opened) >= _ARGUMENT and opened != _ARGUMENT + 1 else _TEMPLATE
            count -= closed
            parts = self._join(top)
            shown = _default(parts) if closed == _ARGUMENT else self._show_template(parts, self._place(count))
            self._replace_top(shown, "{" * (opened - closed))
        self._put("}" * count)

    def _place(self, braces: int) -> TemplatePlace:
        """Return where the template on top stands; `braces` follow that belong to others."""
        place = self._frames[-1].place
        ends_line = not braces and self._text[self._at : self._at + 1] in ("", "\n", "{", "<")
        return "alone" if place == "block" and ends_line else place

    def _replace_top(self, shown: str, rest: str) -> None:
        """Put text in place of the frame on top; of opening braces that are left, another frame."""
        top = self._frames.pop()
        if len(rest) >= _TEMPLATE:
            self._frames.append(_Frame(opening=rest, place=top.place))
        else:
            self._put(rest)
        self._put(shown)

    def _flatten(self) -> None:
        """Make text of the frame on top, as it stands in the page."""
        top = self._frames.pop()
        self._put(top.opening + "|".join(self._join(top)))

    @staticmethod
    def _join(frame: _Frame) -> list[str]:
        return ["".join(part) for part in frame.parts]

    def _skip_comment(self, start: int) -> None:
        """Leave out a comment; with its line, if nothing else is on it."""
        end = self._find("-->")
        self._at = len(self._text) if end < 0 else end + 3
        is_whole_line = self._text[max(start - 1, 0) : start] in ("", "\n")
        if is_whole_line and self._text[self._at : self._at + 1] == "\n":
            self._at += 1

    def _take_tag(self, token: re.Match[str]) -> None:
        name = token["tag"].lower()
        if token["empty"]:
            return
        end = self._find(f"</{name}")
        if end < 0:  # without its end a tag says nothing
            return
        content = self._text[self._at : end]
        closing = self._text.find(">", end)
        self._at = len(self._text) if closing < 0 else closing + 1
        content = html.unescape(content) if name in ("nowiki", "pre") else content
        if name == "nowiki":
            self._put(shield(content))
        elif name in ("pre", "syntaxhighlight", "source"):
            is_inline = name != "pre" and "\n" not in content.strip()
            self._put(shield(content) if is_inline else f"\n{CODE}{shield(content.strip(chr(10)))}\n")
        elif name == "gallery":
            captions = self._show_gallery(content)
            self._put(_Pass(captions, self._show_template, self._show_link, self._show_gallery).run())

    def _find(self, ending: str) -> int:
        """Return where the next such ending is; -1 for none. It is looked for once where there is none."""
        at = -1 if ending in self._unclosed else self._lower.find(ending, self._at)
        if at < 0:
            self._unclosed.add(ending)
        return at


def _default(parts: list[str]) -> str:
    """Return what an argument of a template stands for in a page: its default."""
    return parts[1] if len(parts) > 1 else ""

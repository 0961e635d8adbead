"""The parts of cards: texts, entries with a button beside them, rows of buttons; and Discord's limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import discord
from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.truncation import ELLIPSIS, size
from bot.i18n import Phrases
from bot.render import wording
from retrieval import ArticleCard, Citation, deep_link

Item: TypeAlias = ui.Item[Any]
Show: TypeAlias = Callable[[Citation], Item]  # makes the button that shows where a quote stands, if no page can

# Discord's documentation, `components/reference`: "Component Reference" and the section of each component.
CHARACTERS = 4_000  # in all text displays of a message together
COMPONENTS = 40  # in a message, nested ones counted
LABEL = 80  # of a button
URL = 512  # of a button
CUSTOM_ID = 100
ROW = 5  # buttons side by side; a select takes the whole row

BUTTONS = 10  # the most that a card is given, besides its own link: every card keeps room for them in COMPONENTS

# Characters, as `truncation.size` counts them, of a card's parts: together they are less than CHARACTERS.
QUESTION = 300
TITLE = 160
LEAD = 280  # a sentence among several
SOURCE = 80
DATE = 20

GOOD, AMBER, CALM, BAD = 0x2E7D32, 0xF9A825, 0x78909C, 0xC62828  # the stripe at the side

_HOST = re.compile(r"(?P<scheme>https?://)(?P<host>[^/?#:@\[\]]+)(?P<rest>(?::\d{1,4})?(?:[/?#].*)?)", re.IGNORECASE)
_WRITTEN = re.compile(r"discord:[^/]+/answers/[0-9a-f]{16}")  # an answer to an open question: its name is a hash
_SCHEME = re.compile(r"\Ahttps?://", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_LENIENT = re.compile(r"%(?![0-9A-Fa-f]{2})|[\[\]]")


def card(*blocks: Item, buttons: Sequence[Item] = (), colour: int = CALM) -> ui.LayoutView:
    """Return a message: the blocks in a frame, the buttons under them.

    It never times out, as its buttons keep no state.
    """
    view = ui.LayoutView(timeout=None)
    gap = [ui.Separator[Any](visible=False)] if buttons else []
    return view.add_item(ui.Container(*blocks, *gap, *rows(buttons), accent_colour=colour))


def rows(buttons: Sequence[Item]) -> Iterator[ui.ActionRow[Any]]:
    """Yield the buttons in as few rows as possible."""
    row: list[Item] = []
    for button in buttons:
        if sum(other.width for other in (*row, button)) > ROW:
            yield ui.ActionRow(*row)
            row = []
        row.append(button)
    if row:
        yield ui.ActionRow(*row)


def text(*lines: str) -> ui.TextDisplay[Any]:
    """Return the lines that are not empty, as one text; Discord refuses a text without visible characters."""
    shown = "\n".join(filter(None, lines)).strip()
    return ui.TextDisplay(shown if escaping.has_ink(shown) else ELLIPSIS)


def optional_text(*lines: str) -> list[Item]:
    """Return the lines as one text, or no text if all are empty."""
    return [text(*lines)] if any(lines) else []


def entry(*lines: str, button: Item | None = None) -> Item:
    """Return a text, with a button beside it if there is one."""
    shown = text(*lines)
    return shown if button is None else ui.Section(shown, accessory=button)


def open_button(citation: Citation, phrases: Phrases, show: Show | None) -> Item | None:
    """Return the button that opens the quote's page, or else shows its passage."""
    url = citation_url(citation)
    if url is not None:
        return ui.Button(style=discord.ButtonStyle.link, label=escaping.label(phrases.buttons.open, LABEL), url=url)
    return show(citation) if show else None


def citation_url(citation: Citation) -> str | None:
    """Return the link to the quote as Discord accepts it (public ASCII host, strict URL, not too long), or None."""
    link = deep_link(citation, longest=URL) if citation.article_id else citation.source  # a message opens in Discord
    parts = _HOST.fullmatch(link or "")
    host = _ascii(parts["host"]) if parts else None
    if link is None or parts is None or host is None:
        return None
    longer = (
        len(host) - len(parts["host"]) + 2 * len(_LENIENT.findall(citation.source)) + 2 * citation.source.count("#")
    )
    if longer and len(link) + longer > URL:
        link = deep_link(citation, longest=URL - longer) or ""
    url = f"{parts['scheme'].lower()}{host}{_strict(link[parts.end('host') :])}"
    return url if size(url) <= URL else None


def _ascii(host: str) -> str | None:
    try:
        encoded = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return encoded if _DOMAIN.fullmatch(encoded) else None


def _strict(rest: str) -> str:
    """Return the rest of a URL with percent encoding for characters that only lenient parsers accept."""
    before, hash_sign, fragment = rest.partition("#")
    return _LENIENT.sub(_encoded, before) + hash_sign + _LENIENT.sub(_encoded, fragment.replace("#", "%23"))


def _encoded(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def source_line(title: str, published: str | None, source: str, phrases: Phrases) -> str:
    """Return title, date and source on one line."""
    shown = (
        f"**{escaping.plain(shown_title(title, phrases), limit=TITLE)}**",
        escaping.plain(wording.date(published), limit=DATE),
        escaping.plain(source_name(source), limit=SOURCE),
    )
    return " · ".join(filter(None, shown))


def citation_line(citation: Citation, phrases: Phrases) -> str:
    """Return title, date, source and page of a quote on one line; below it, since when the source is gone."""
    page = phrases.answers.on_page.format(page=phrases.number(citation.page)) if citation.page else ""
    gone = (
        phrases.answers.gone.format(date=escaping.plain(wording.date(citation.gone), limit=DATE))
        if citation.gone
        else ""
    )
    line = source_line(citation.title, citation.published, citation.source, phrases)
    return "\n".join(filter(None, (" · ".join(filter(None, (line, page))), small(gone))))


def shown_title(title: str, phrases: Phrases) -> str:
    """Return the title, or the phrase for an article without one."""
    return title if escaping.has_ink(title) else phrases.answers.untitled


def fact(name: str, value: str) -> str:
    """Return a name in bold and its value, as a line of a card; nothing where the value is empty."""
    return f"**{name}** · {value}" if value else ""


def source_name(source: str) -> str:
    """Return a web page's host, or a file's name; nothing of what a keeper wrote.

    The operator's folders are private.
    """
    if _WRITTEN.fullmatch(source):
        return ""
    host = _HOST.fullmatch(source.strip())
    return host["host"] if host else re.split(r"[/\\]", source.strip())[-1]


def source_address(source: str) -> str:
    """Return a web page's address without its scheme, to distinguish pages of one host; or a file's name."""
    page = _SCHEME.sub("", source.strip())
    return source_name(source) if page == source.strip() else page.removesuffix("/")


def asked_question(question: str) -> str:
    """Return a question as the first line of a card."""
    shown = escaping.plain(question, limit=QUESTION)
    return f"**{shown}**" if escaping.has_ink(shown) else ""


def heading(own: str) -> str:
    """Return the bot's own words as a heading."""
    return f"### {own}"


def small(own: str) -> str:
    """Return the bot's own words, or escaped text, in small print."""
    return f"-# {own}" if own else ""


def article_size(article: ArticleCard, phrases: Phrases) -> str:
    """Return the number of words and passages of an article."""
    words = phrases.count(article.words, phrases.library.words)
    return f"{words} · {phrases.count(article.passages, phrases.library.passages)}"


def library_size(articles: Sequence[ArticleCard], phrases: Phrases) -> str:
    """Return the number of articles, passages and words of a library."""
    counts = (
        (len(articles), phrases.library.articles),
        (sum(article.passages for article in articles), phrases.library.passages),
        (sum(article.words for article in articles), phrases.library.words),
    )
    return " · ".join(phrases.count(number, phrase) for number, phrase in counts)

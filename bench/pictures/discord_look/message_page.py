"""A page with one message of the bot's in the look of Discord's dark theme."""

from __future__ import annotations

from html import escape
from pathlib import Path

from bench.pictures.discord_look import component_html
from bench.pictures.discord_look.message_capture import Shown

NAME, MARK, TIME = "Footnote", "†", "Today at 09:41"
STYLE = Path(__file__).with_name("look.css")
PRIVATE = "Only you can see this"
DISMISS = "Dismiss message"

_EYE = (
    '<svg viewBox="0 0 24 24"><path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"/>'
    '<circle cx="12" cy="12" r="3"/></svg>'
)
# The camera needs to know how high the page is before it takes the picture.
_MEASURE = "document.documentElement.dataset.height = Math.floor(document.body.getBoundingClientRect().height)"


def html(shown: Shown) -> str:
    """Return the whole page.

    Raises:
        ValueError: the message has a component that this page has no look for.
    """
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{escape(shown.command)}</title>
<style>
{STYLE.read_text(encoding="utf-8")}</style>
<body>
<div class="message{" private" if shown.private else ""}">
{_command_line(shown)}
<div class="avatar">{MARK}</div>
<div class="head"><b>{NAME}</b><span class="tag">APP</span><time>{TIME}</time></div>
<div class="said">{component_html.html(shown.components)}</div>
{_aside() if shown.private else ""}
</div>
<script>{_MEASURE}</script>
</body>
</html>
"""


def _command_line(shown: Shown) -> str:
    """Write who gave which command, as it stands above an answer."""
    name = escape(shown.user)
    return (
        f'<div class="given"><i>{name[0]}</i><b>{name}</b> used '
        f'<span class="mention">/{escape(shown.command)}</span></div>'
    )


def _aside() -> str:
    return f'<div class="aside">{_EYE}{PRIVATE} · <a>{DISMISS}</a></div>'

"""Overviews and short notes as Discord shows them: settings, stored data, figures, refusals, errors."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import BAD, CALM, DATE, Item, card, heading, optional, small, text
from bot.i18n import LANGUAGES, Phrases
from bot.render import wording
from bot.store.preferences import Preferences

VALUE = 300  # characters of a stranger's words among figures
FACTS = 10
ERROR_ID = 40
CHANNELS = 20  # channels or roles that are listed


# What a person's data is called, by its name in `ledger.privacy.export`.
_KINDS = ("answers", "unanswered", "feedback", "conversation", "errors")


def settings(
    preferences: Preferences,
    phrases: Phrases,
    *,
    threshold: float,
    accepted: float | None = None,
    channel: int | None = None,
    own: Collection[str] = (),
    listening: Sequence[int] = (),
    closed: Sequence[int] = (),
    rated: tuple[int, int] = (0, 0),
    reads_messages: bool = True,
    buttons: Sequence[Item] = (),
) -> ui.LayoutView:
    """Return the card of a server's or a channel's settings, in words.

    Args:
        preferences: what holds there.
        phrases: the words for it.
        threshold: the confidence that an answer needs there: what holds, or else what is configured.
        accepted: the share of wrong answers that this follows from; None where it was set itself.
        channel: whose settings these are; None for the server's.
        own: the names of what the channel sets itself; the rest is marked as the server's.
        listening: the channels where every question is answered.
        closed: channels of these settings in which the bot may not write.
        rated: helpful answers of all that were rated at this threshold or above.
        reads_messages: whether the operator switched the message-content intent on.
        buttons: what the card offers.
    """
    words = phrases.settings
    head = words.server if channel is None else words.channel.format(channel=f"<#{channel}>")
    facts = {
        "listens": (words.channels, _mentions("#", listening, phrases) or words.no_channels),
        "roles": (words.askers, _mentions("@&", preferences.roles, phrases) or words.everyone),
        "keepers": (words.keepers, _mentions("@&", preferences.keepers, phrases)),
        "log_channel": (words.log_channel, f"<#{preferences.log_channel}>" if preferences.log_channel else ""),
        "private": (words.private, words.yes if preferences.private else words.no),
        "accepted_wrong": (words.sureness, _sureness(threshold, accepted, rated, phrases)),
        "language": (words.language, _language(preferences.language, phrases)),
        "person_daily": (words.per_person, _limit(preferences.person_daily, phrases)),
        "server_daily": (words.per_server, _limit(preferences.server_daily, phrases)),
    }
    mute = bool(listening) and not reads_messages
    return card(
        text(heading(head)),
        text(
            *[
                _fact(name, value if channel is None or key in _own(own) else f"{value} ({words.inherited})")
                for key, (name, value) in facts.items()
                if value
            ]
        ),
        *optional(
            small(words.may_not_write.format(channels=_mentions("#", closed, phrases))) if closed else "",
            small(words.by_mention) if mute else "",
            small(words.keeper_commands) if preferences.keepers else "",
        ),
        buttons=buttons,
    )


def privacy(
    about: Mapping[str, Any], phrases: Phrases, *, days: int, is_local: bool, buttons: Sequence[Item] = ()
) -> ui.LayoutView:
    """Return the card of what is stored about the asker, and for how long.

    Args:
        about: everything, as `ledger.privacy.export` gives it.
        phrases: the words for it.
        days: for which the texts of questions are kept; 0 where they are not.
        is_local: whether it is stored on the machine that the bot runs on, and not in a database.
        buttons: what the card offers.
    """
    words = phrases.privacy
    kinds = (words.questions, words.unanswered, words.feedback, words.conversation, words.errors)
    stored = {kind: about.get(kind, ()) for kind in _KINDS}
    lines = [
        f"- {phrases.count(len(stored[kind]), phrase)}"
        for kind, phrase in zip(_KINDS, kinds, strict=True)
        if stored[kind]
    ]
    oldest = min((wording.date(row["at"]) for kind in _KINDS for row in stored[kind]), default="")
    return card(
        text(heading(words.heading), *(lines or [words.nothing])),
        *optional(words.oldest.format(date=escaping.plain(oldest, limit=DATE)) if oldest else ""),
        text(
            small(phrases.count(days, words.kept) if days else words.not_kept),
            *([small(words.not_shared)] if is_local else []),
        ),
        buttons=buttons,
    )


def facts(head: str, values: Sequence[tuple[str, str]], *, buttons: Sequence[Item] = ()) -> ui.LayoutView:
    """Return the card of figures under a heading.

    It has at most FACTS names in the bot's words, each with a value that is escaped here.
    """
    lines = [_fact(name, escaping.plain(value, limit=VALUE)) for name, value in values[:FACTS]]
    return card(text(heading(head)), *optional(*lines), buttons=buttons)


def note(own: str, *, buttons: Sequence[Item] = (), colour: int = CALM) -> ui.LayoutView:
    """Return the card of a sentence of the bot's own; the caller escapes and cuts other people's words in it."""
    return card(text(own), buttons=buttons, colour=colour)


def error(identity: str, phrases: Phrases) -> ui.LayoutView:
    """Return the card of an unexpected error, with its id in the log."""
    return note(phrases.refusals.error.format(id=f"**{escaping.plain(identity, limit=ERROR_ID)}**"), colour=BAD)


def busy(position: int, phrases: Phrases) -> ui.LayoutView:
    """Return the card of a full queue; `position`: the asker's position in it, 0 if nothing more is accepted."""
    refusals = phrases.refusals
    return note(refusals.busy.format(position=phrases.number(position)) if position else refusals.full)


def _fact(name: str, value: str) -> str:
    return f"**{name}** · {value}" if value else ""


def _mentions(kind: str, ids: Sequence[int], phrases: Phrases) -> str:
    """Return mentions, which are shown as names and notify nobody."""
    mentions = [f"<{kind}{number}>" for number in ids[:CHANNELS]]
    left = len(ids) - len(mentions)
    return " ".join([*mentions, *([phrases.count(left, phrases.library.more_rows)] if left else [])])


def _own(names: Collection[str]) -> set[str]:
    """Return the names, and `accepted_wrong` if the threshold is among them: one line shows both."""
    return {*names, *(["accepted_wrong"] if "threshold" in names else [])}


def _sureness(threshold: float, accepted: float | None, rated: tuple[int, int], phrases: Phrases) -> str:
    """Return the share of wrong answers, the threshold in words and percent, and what it has meant here."""
    sure = phrases.answers.sure.format(certainty=phrases.certainty(threshold), percentage=phrases.percentage(threshold))
    if accepted is not None:
        sure = phrases.settings.sureness_accepted.format(share=phrases.share(accepted), sure=sure)
    helpful, judged = rated
    if not judged:
        return f"{sure}; {phrases.settings.sureness_unknown}"
    means = phrases.settings.sureness_means.format(
        percentage=phrases.share(helpful / judged), count=phrases.number(judged)
    )
    return f"{sure}; {means}"


def _language(code: str, phrases: Phrases) -> str:
    return LANGUAGES[code].name if code in LANGUAGES else phrases.settings.language_of_asker


def _limit(questions: int, phrases: Phrases) -> str:
    return phrases.count(questions, phrases.settings.a_day) if questions else phrases.settings.unlimited

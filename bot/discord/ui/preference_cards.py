"""Settings of servers and channels as Discord shows them, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from discord import ui

from bot.discord.ui.card_parts import Item, card, fact, heading, optional_text, small, text
from bot.i18n import LANGUAGES, Phrases
from bot.store.preferences import Preferences

CHANNELS = 20  # channels or roles that are listed


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
        buttons: of the card.
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
                fact(name, value if channel is None or key in _own(own) else f"{value} ({words.inherited})")
                for key, (name, value) in facts.items()
                if value
            ]
        ),
        *optional_text(
            small(words.may_not_write.format(channels=_mentions("#", closed, phrases))) if closed else "",
            small(words.by_mention) if mute else "",
            small(words.keeper_commands) if preferences.keepers else "",
        ),
        buttons=buttons,
    )


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

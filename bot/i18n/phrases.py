"""The phrases that every language has. A name in braces is a placeholder: `phrase.format(count=3)`.

Numbers, percentages and titles are put in as finished text: see `Phrases.number`, `Phrases.percentage`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.i18n.phrase_groups import (
    Answers,
    Buttons,
    ConfidenceScale,
    Counted,
    FollowupRemarks,
    Forms,
    Keeping,
    Library,
    Pinned,
    Privacy,
    Refusals,
    Replies,
    SettingsOverview,
    Status,
    Why,
)
from bot.render import amounts, confidence_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One language: how it writes numbers, and everything that the bot says in it."""

    code: str  # ISO 639-1
    name: str  # in the language itself
    point: str  # before decimals
    thousands: str  # between groups of three digits
    percent: str  # {number}
    zero_is_one: bool  # whether zero takes the phrase for a single item
    no_answer: str
    unsure: str  # before the sentence that may answer
    alternatives: str  # before the next sentences
    leads: str
    empty_library: str  # {add}: the command
    own_empty_library: str  # {add}: the command; of a library that one person has alone
    scale: ConfidenceScale
    buttons: Buttons
    forms: Forms
    answers: Answers
    followup_remarks: FollowupRemarks
    why: Why
    library: Library
    keeping: Keeping
    pinned: Pinned
    settings: SettingsOverview
    privacy: Privacy
    refusals: Refusals
    replies: Replies
    status: Status

    def in_own_library(self) -> Phrases:
        """Return the phrases for somebody's own library, which no server shares: in direct messages, for instance."""
        replies = replace(self.replies, help=self.replies.own_help)
        return replace(self, empty_library=self.own_empty_library, replies=replies)

    def count(self, number: int, phrase: Counted) -> str:
        """Return a phrase with its number: `1 article`, `2,000 articles`."""
        is_single = number == 1 or (number == 0 and self.zero_is_one)
        return (phrase.single if is_single else phrase.more).format(count=self.number(number))

    def number(self, number: int) -> str:
        """Return a whole number as the language writes it."""
        return f"{number:,}".replace(",", self.thousands)

    def percentage(self, share: float) -> str:
        """Return a share of one as a whole percentage that never claims certainty."""
        return self.percent.format(number=confidence_words.percentage(share).rstrip("%"))

    def share(self, share: float) -> str:
        """Return a share of one as a whole percentage: a measurement, which may be all or nothing."""
        return self.percent.format(number=round(100 * min(1.0, max(0.0, share))))

    def certainty(self, probability: float) -> str:
        """Return a probability in words, by the steps of `confidence_words.certainty`."""
        step: str = getattr(self.scale, confidence_words.certainty(probability).replace(" ", "_"))
        return step

    def duration(self, milliseconds: float) -> str:
        """Return a time as people say it: `41 ms`, `2.3 s`."""
        return amounts.duration(milliseconds).replace(".", self.point)

"""Follow-ups on a quote in Discord: the buttons under a sentence, and the card of what they show.

A button names its sentence by place and fingerprint, so it works after a restart, as long as the article says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

from discord import ui

from bot.app import followup_text
from bot.discord.connection.client import Interaction
from bot.discord.core.context import InteractionContext
from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.places import is_private
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import article_cards, escaping, note_cards
from bot.discord.ui.card_parts import DATE, LEAD, Item, card, citation_line, entry, heading, open_button, small, text
from bot.discord.ui.reply_cards import QUOTE
from bot.i18n import Phrases
from bot.render import quote_excerpt, wording
from retrieval import LIST_FOLLOWUPS, Citation, FollowupKind, FollowupReply, Footnote, Passage, TextRange

# The buttons under a sentence, in this order.
OFFERED: tuple[FollowupKind, ...] = ("before", "after", "who", "when", "more", "elsewhere")
BESIDE_PASSAGE: tuple[FollowupKind, ...] = (
    "before",
    "after",
    "who",
    "when",
    "elsewhere",
)  # a passage shows "more" itself
AROUND = "around"  # the verb of the button that shows the passage

_FINGERPRINT = 8  # hexadecimal digits that tell one sentence from what may stand in its place later
_VERBS = (*OFFERED, AROUND)
# Follow-ups were called asides once: the ids on cards that are already in channels stay as they are.
CUSTOM_ID = re.compile(
    rf"aside\.(?P<verb>{'|'.join(_VERBS)}):(?P<article>[0-9a-f]{{16}}):(?P<start>\d{{1,9}}):(?P<end>\d{{1,9}})"
    rf":(?P<fingerprint>[0-9a-f]{{{_FINGERPRINT}}})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRange:
    """A sentence, by where it stands and a fingerprint of its words."""

    article: str
    start: int
    end: int
    fingerprint: str

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """Return the range of a quote."""
        return cls(
            article=citation.article_id,
            start=citation.start,
            end=citation.end,
            fingerprint=_fingerprint(citation.quote),
        )


def _fingerprint(quote: str) -> str:
    return hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()[:_FINGERPRINT]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupPress:
    """The content of the custom id of a button under a sentence."""

    verb: str
    sentence: SentenceRange


class FollowupButton(PersistentButton[FollowupPress], template=CUSTOM_ID):
    """Shows what stands beside a sentence, to whoever presses."""

    @classmethod
    def make(cls, verb: str, sentence: SentenceRange, *, phrases: Phrases) -> Self:
        """Make the button of a verb for a sentence."""
        label = phrases.buttons.show if verb == AROUND else followup_text.heading(_kind(verb), phrases)
        custom_id = f"aside.{verb}:{sentence.article}:{sentence.start}:{sentence.end}:{sentence.fingerprint}"
        return cls(FollowupPress(verb=verb, sentence=sentence), make_button(label, custom_id))

    @classmethod
    def parse(cls, match: re.Match[str]) -> FollowupPress:
        """Read the verb and the sentence."""
        return FollowupPress(verb=match["verb"], sentence=sentence_in(match))

    def acknowledgement_for(self, interaction: Interaction) -> Acknowledgement:
        """Update the card for a step to a neighbouring sentence that the person alone sees; else reply privately."""
        steps = self.arguments.verb in {"before", "after"} and is_private(interaction)
        return Acknowledgement.UPDATE if steps else Acknowledgement.PRIVATE

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Show what stands beside the sentence."""
        verb, sentence, phrases = self.arguments.verb, self.arguments.sentence, context.phrases
        footnote, library, run = context.services.footnote, context.library, context.run
        if verb == AROUND:
            citation, passage = await run(partial(_passage, footnote, library, sentence))
            return article_cards.passage(citation, passage, phrases, buttons=row(citation, phrases, BESIDE_PASSAGE))
        reply = await run(partial(_reply, footnote, library, _kind(verb), sentence))
        return followup(reply, phrases)


def sentence_in(match: re.Match[str]) -> SentenceRange:
    """Return the sentence that a button's id names."""
    return SentenceRange(
        article=match["article"], start=int(match["start"]), end=int(match["end"]), fingerprint=match["fingerprint"]
    )


def row(citation: Citation, phrases: Phrases, kinds: Sequence[FollowupKind] = OFFERED) -> list[Item]:
    """Return the buttons of the follow-ups on a sentence."""
    sentence = SentenceRange.of(citation)
    return [FollowupButton.make(kind, sentence, phrases=phrases) for kind in kinds]


def followup(reply: FollowupReply, phrases: Phrases) -> ui.LayoutView:
    """Return the card of a follow-up on a quote: each sentence with its place, or why there is none."""
    date = escaping.plain(wording.date(reply.about.published), limit=DATE)
    remarks = followup_text.remarks(reply, phrases, date=date)
    if reply.outcome in {"gone", "changed"}:
        return note_cards.note("\n".join(remarks))
    again = {"who", "when"} & {reply.kind}  # they would only repeat the card
    offered = [kind for kind in OFFERED if kind not in again]
    return card(
        text(heading(followup_text.heading(reply.kind, phrases))),
        *[_sentence(reply, at, phrases) for at in range(len(reply.citations))],
        *([text(*map(small, remarks) if reply.citations else remarks)] if remarks else []),
        buttons=[] if reply.kind in LIST_FOLLOWUPS else row(reply.shown, phrases, offered),
    )


def _sentence(reply: FollowupReply, at: int, phrases: Phrases) -> Item:
    citation = reply.citations[at]
    mark = None if at else quote_excerpt.inside(citation, reply.highlight)
    limit = LEAD if reply.kind in LIST_FOLLOWUPS else QUOTE
    quote = escaping.plain(citation.quote, mark=(mark.start, mark.end) if mark else None, limit=limit)

    def show(target: Citation) -> Item:
        return FollowupButton.make(AROUND, SentenceRange.of(target), phrases=phrases)

    return entry(
        escaping.block(quote), small(citation_line(citation, phrases)), button=open_button(citation, phrases, show)
    )


def quote_at(footnote: Footnote, library: str, sentence: SentenceRange) -> Citation:
    """Return the quote of a sentence.

    Raises:
        Refused: the article is gone, or has other words there now.
    """
    article = footnote.article(sentence.article, library=library)
    if article is None:
        raise Refused("gone")
    citation = Citation.of(article, TextRange(start=sentence.start, end=sentence.end))
    if _fingerprint(citation.quote) != sentence.fingerprint:
        raise Refused("changed")
    return citation


def _reply(footnote: Footnote, library: str, kind: FollowupKind, sentence: SentenceRange) -> FollowupReply:
    return footnote.follow_up(kind, quote_at(footnote, library, sentence), library=library)


def _passage(footnote: Footnote, library: str, sentence: SentenceRange) -> tuple[Citation, Passage | None]:
    citation = quote_at(footnote, library, sentence)
    passages = footnote.passages(sentence.article, library=library)
    around = (passage for passage in passages if passage.start <= sentence.start and sentence.end <= passage.end)
    return citation, next(around, None)


def _kind(verb: str) -> FollowupKind:
    return next(kind for kind in OFFERED if kind == verb)

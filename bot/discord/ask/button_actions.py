"""What pressing a button of an answer does: acknowledged first, then looked up, then shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Any

from discord import ui

from bot.discord.ask import answer_forms, ask_command, followup_card, followups, why_card, written_followups
from bot.discord.ask import replies as finding
from bot.discord.ask.answer_card import AnswerButton, card
from bot.discord.core.context import Interaction, acknowledged, acknowledged_update, phrases_for, place_of
from bot.discord.core.error_replies import Refused
from bot.discord.ui import cards, note_cards
from bot.discord.ui.card_parts import Item, pages
from bot.store import Given
from retrieval import Answer, Citation, NoAnswer, Passage

FORM_SECONDS = 0.7  # for what stands in a form: it is the acknowledgement, which is promised within a second


async def pressed(interaction: Interaction, verb: str, answer: str, number: int) -> None:
    """Does what a button says.

    Raises:
        Refused: it can no longer be done, or not by this person.
    """
    if verb in {"follow", "mean", "bad"}:  # a form must be the first response
        filled = await _understood(interaction, answer) if verb == "mean" else ""
        await interaction.response.send_modal(answer_forms.form(verb, answer, phrases_for(interaction), filled=filled))
        if verb == "bad":
            await _rated(interaction, answer, helpful=False)
    elif verb in {"earlier", "later"}:
        await acknowledged_update(interaction)
        await interaction.edit_original_response(view=await _more(interaction, answer, number))
    elif verb in {"delete", "discard"}:
        await acknowledged_update(interaction)
        await _deleted(interaction, answer)
    elif verb == "share":
        await acknowledged_update(interaction)
        await _shared(interaction, answer)
    elif verb == "read":
        await _read(interaction, answer, number)
    else:
        await acknowledged(interaction, private=True)
        await interaction.edit_original_response(view=await _shown(interaction, verb, answer, number))


async def handed_in(interaction: Interaction) -> None:
    """Takes a form of an answer's; others are left alone.

    Raises:
        Refused: the answer it is about is gone.
    """
    data: Any = interaction.data
    named = answer_forms.ID.fullmatch(data.get("custom_id", ""))
    if named is None:
        return
    words = next(_values(data.get("components", [])), "")
    if named["verb"] == "bad":
        await acknowledged(interaction, private=True)
        await _rated(interaction, named["id"], helpful=False, reason=words)
        await interaction.edit_original_response(view=note_cards.note(phrases_for(interaction).replies.thanks))
        return
    private = _is_private(interaction)
    await acknowledged(interaction, private=private)
    services = interaction.client.services
    place = place_of(interaction)
    given = await services.noted(partial(services.ledger.answers.find, named["id"], place=place))
    if named["verb"] == "mean":
        await _instead(interaction, given, words)
        return
    if (wanted := written_followups.of_answer(words, given)) is not None:
        view = await written_followups.replied(services, wanted, interaction, private=private)
        await interaction.edit_original_response(view=view)
        return
    about: dict[str, Any] = {"place": place, "person": interaction.user.id, "private": private}
    talk = await followups.up_to(services, given, **about) if given else ()
    question = finding.asked(interaction, words, talk=talk)
    await ask_command.reply(interaction, question, private=private, keep_private=private)


async def _read(interaction: Interaction, answer: str, number: int) -> None:
    """Asks what a vague question may mean."""
    await acknowledged(interaction, private=_is_private(interaction))
    given = await _given(interaction, answer)
    readings = given.reply.readings if isinstance(given.reply, NoAnswer) else ()
    if number >= len(readings):
        raise Refused("expired")
    await _instead(interaction, given, readings[number])


async def _instead(interaction: Interaction, given: Given | None, words: str) -> None:
    """Asks what was meant, as it stands. In the asker's talk it takes the place of what was understood."""
    services, place, private = interaction.client.services, place_of(interaction), _is_private(interaction)
    if given is not None and given.asker == interaction.user.id:
        await services.noted(partial(services.ledger.dialogue.drop, given.id, place=place))
    await ask_command.reply(interaction, finding.asked(interaction, words), private=private, keep_private=private)


async def _understood(interaction: Interaction, answer: str) -> str:
    """The question of an answer as it was understood; empty where looking it up takes too long for a form."""
    try:
        given = await asyncio.wait_for(_given(interaction, answer), FORM_SECONDS)
    except TimeoutError:
        return ""
    return given.reply.question


def _is_private(interaction: Interaction) -> bool:
    """Whether the message that was used is the person's alone."""
    return bool(interaction.message and interaction.message.flags.ephemeral)


async def _shown(interaction: Interaction, verb: str, answer: str, number: int) -> ui.LayoutView:
    say = phrases_for(interaction)
    if verb == "good":
        await _rated(interaction, answer, helpful=True)
        return note_cards.note(say.replies.thanks)
    if verb == "more":
        return await _more(interaction, answer, 0)
    given = await _given(interaction, answer)
    if verb == "why":
        return why_card.why(given.reply, given.reasons, say, live=await _live(interaction, given))
    cited = _cited(given)
    if number >= len(cited):
        raise Refused("expired")
    citation, home = await _home(interaction, given, cited[number])
    beside = followup_card.row(citation, say, followup_card.BESIDE_PASSAGE) if home else ()
    return cards.passage(citation, home, say, buttons=beside)


async def _more(interaction: Interaction, answer: str, page: int) -> ui.LayoutView:
    say = phrases_for(interaction)
    given = await _given(interaction, answer)
    live = await _live(interaction, given)
    others = [one for one in _cited(given)[1:] if one.article_id in live]
    last = pages(len(others), cards.EVIDENCE) - 1
    turns = (("earlier", page - 1, page > 0), ("later", page + 1, page < last))
    buttons = [AnswerButton(verb, answer, number, say=say) for verb, number, there in turns if there]
    cited = _cited(given)

    def show(citation: Citation) -> Item:
        return AnswerButton("show", answer, cited.index(citation), say=say)

    return cards.more(given.reply.question, others, say, page=page, buttons=buttons, show=show)


async def _rated(interaction: Interaction, answer: str, *, helpful: bool, reason: str = "") -> None:
    services = interaction.client.services
    about: dict[str, Any] = {"place": place_of(interaction), "person": interaction.user.id}
    rate = partial(services.ledger.feedback.give, answer, helpful=helpful, reason=reason, **about)
    if not await services.noted(rate):
        raise Refused("expired")


async def _deleted(interaction: Interaction, answer: str) -> None:
    """Takes the message away, for the asker and for moderators."""
    services, place = interaction.client.services, place_of(interaction)
    given = await services.noted(partial(services.ledger.answers.find, answer, place=place))
    moderates = interaction.permissions.manage_messages and interaction.guild_id is not None
    if not moderates and (given is None or given.asker != interaction.user.id):
        raise Refused("not_asker" if given else "expired")
    await interaction.delete_original_response()
    await services.noted(partial(services.ledger.answers.delete, answer, place=place))


async def _shared(interaction: Interaction, answer: str) -> None:
    """Shows everybody what only the asker saw; it can be shared once."""
    say = phrases_for(interaction)
    given = await _given(interaction, answer)
    if given.asker != interaction.user.id:
        raise Refused("not_asker")
    await _live(interaction, given)
    note = say.answers.shared.format(user=interaction.user.mention)
    await interaction.edit_original_response(view=card(given.reply, answer, say, private=False))
    view = card(given.reply, answer, say, private=False, note=note)
    message = await interaction.followup.send(view=view, ephemeral=False, wait=True)
    services = interaction.client.services
    await services.noted(partial(services.ledger.dialogue.share, answer, place=place_of(interaction)))
    await finding.posted(services, given, message.id)


async def _given(interaction: Interaction, answer: str) -> Given:
    services = interaction.client.services
    given = await services.noted(partial(services.ledger.answers.find, answer, place=place_of(interaction)))
    if given is None:
        raise Refused("expired")
    return given


def _cited(given: Given) -> tuple[Citation, ...]:
    reply = given.reply
    return (reply.citation, *reply.others) if isinstance(reply, Answer) else reply.nearest


async def _live(interaction: Interaction, given: Given) -> frozenset[str]:
    """The ids of the articles that the answer cites, or weighed, and that are still there.

    Raises:
        Refused: the first of them, from which the answer is, is not.
    """
    services, cited = interaction.client.services, _cited(given)

    def look() -> frozenset[str]:
        named = {one.article_id for one in cited} | {one.article_id for one in given.reasons.runners}
        return frozenset(one for one in named if services.footnote.article(one, library=given.library))

    live = await services.worker.run(look, kind="suggestion")
    if cited and cited[0].article_id not in live:
        raise Refused("gone")
    return live


async def _home(interaction: Interaction, given: Given, citation: Citation) -> tuple[Citation, Passage | None]:
    """A citation with the passage that it stands in, or None where the article has changed.

    Raises:
        Refused: the article is gone.
    """
    services = interaction.client.services

    def look() -> Passage | None:
        article = services.footnote.article(citation.article_id, library=given.library)
        if article is None:
            raise Refused("gone")
        if article.text[citation.start : citation.end] != citation.quote:
            return None
        passages = services.footnote.passages(citation.article_id, library=given.library)
        return next((one for one in passages if one.start <= citation.start and citation.end <= one.end), None)

    return citation, await services.worker.run(look, kind="suggestion")


def _values(components: list[Any]) -> Iterator[str]:
    """What was written into a form's inputs."""
    for one in components:
        inner = one.get("components") or ([one["component"]] if "component" in one else [])
        yield from _values(inner)
        if isinstance(one.get("value"), str):
            yield one["value"]

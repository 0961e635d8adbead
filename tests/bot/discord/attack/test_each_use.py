"""Every command, button, select, form and suggestion that the bot registers, under every fault: one answer each.

What is used is found by using it: a new command or button is attacked without a line here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from bot.concurrency.worker import Busy
from bot.discord.ask import answer_button
from bot.discord.footnote_bot import FEATURES
from bot.store.store_errors import LedgerFull
from support.discord_attack.arena import Arena
from support.discord_attack.faults import FAULTS, GONE, LASTING
from support.discord_attack.outcomes import Outcome, end, flaws
from support.discord_attack.uses import Use
from support.discord_loopback import FORUM, Channel, Impossible, User, UserInteraction
from support.discord_loopback.error_responses import ErrorResponse
from support.discord_loopback.permissions import MANAGE_GUILD
from support.samples import DRAFTS

SECRETS = ("closed on Friday", "harbour of island", "What is pinned", "Which violinist", "harbour1")
QUOTE = "closed on Friday after ninety years"

WORDS = {
    "blanks": " \n ",
    "invisible": "\u200b\u200d\u2060\ufeff",
    "emoji": "🦦 🧗🏽‍♀️ ❤️",
    "right to left": "متى أغلق المقلع؟ \u202egnp.exe",
    "mentions": "@everyone @here <@&1> <@2> </ask:3> <#4> <t:0:R> <:a:5>",
    "markdown": "# a [b](http://c.example) ||d|| ```e``` > f\n-# g `h` ~~i~~ \\ https://j.example/)_*",
    "long": "quarry " * 900,
    "a long word": "\u00e4" * 6_000,
    "controls": "a\x00b\x07\x1b[31mc\u2028d",
    "half a pair": "quarry \ud83e",
}

Check: TypeAlias = Callable[[Use, Outcome, UserInteraction], Sequence[str]]


def attack(
    arena: Arena,
    uses: Sequence[Use],
    *,
    by: User | None = None,
    at: Channel | None = None,
    order: Callable[[], object] = lambda: None,
    during: Callable[[], AbstractContextManager[None]] = nullcontext,
    check: Check = lambda *_: (),
    **allowed: Any,
) -> list[str]:
    """Use all of it in turn, each time from the same state, and return what is wrong with the outcomes."""
    person, place, found = by or arena.keeper, at or arena.channel, []
    for use in uses:
        arena.restore()
        try:
            prepared = use.prepare(arena, person, place)
            arena.log.lines.clear()
            order()
            with during():
                asked = use.act(arena, person, place, prepared)
                outcome = end(arena, asked)
        except (
            Impossible,
            ErrorResponse,
        ):  # Discord does not offer it there, or take these words
            continue
        wrong = [*flaws(outcome, asked, both=use.both, **allowed), *check(use, outcome, asked)]
        wrong += map(str, arena.server.violations)
        arena.server.journal.violations.clear()
        found += [f"{use.name}: {flaw} ({outcome})" for flaw in wrong]
    return found


def test_all_that_is_registered_is_used(uses: list[Use]) -> None:
    names = {use.name for use in uses}
    custom_ids = [name.partition(" ")[2].replace("#", "0123456789abcdef") for name in names]
    short = [name.partition(" ")[2].replace("#", "01234567") for name in names]
    for item in (item for feature in FEATURES for item in feature.items):
        pattern = re.sub(r"\{\d+\}|\{\d+,\d+\}", "+", item.__discord_ui_compiled_template__.pattern)
        pattern = pattern.replace("[a-z2-7]", r"\w")
        assert any(re.fullmatch(pattern, custom_id) for custom_id in custom_ids + short), item
    for verb in answer_button.VERBS:
        assert f"button answer.{verb}:#:#" in names
    forms = [name for name in names if name.startswith("form ")]
    assert len(forms) >= sum(len(feature.forms) for feature in FEATURES) - 1  # of a meaning, as of a follow-up


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_leaves_one_answer(arena: Arena, uses: list[Use], fault: str) -> None:
    def order() -> None:
        FAULTS[fault](arena.server)

    allowed = {"waits": fault in LASTING, "silent": fault in GONE}
    assert attack(arena, uses, order=order, **allowed) == []
    assert [task for task in arena.tasks if task.done() and task.exception()] == []


@pytest.mark.parametrize("words", WORDS)
def test_whatever_is_written_gets_one_answer(
    arena: Arena, uses: list[Use], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arena, "words", WORDS[words])
    assert attack(arena, [use for use in uses if use.words]) == []


# -- where, and by whom


@pytest.mark.parametrize("kind", ["direct", "thread", "post", "abroad", "group"])
def test_each_place_gives_one_answer(arena: Arena, uses: list[Use], kind: str) -> None:
    place = place_of(kind, arena)
    apart = kind in {"abroad", "group", "direct"}

    def check(_use: Use, outcome: Outcome, _asked: UserInteraction) -> list[str]:
        here = [message for message in outcome.said if message.channel_id == place.id]
        found = ["another library is shown"] if apart and QUOTE in outcome.text else []
        public = kind in {"abroad", "group"} and any(not message.ephemeral for message in here)
        return found + (["everybody sees it"] if public else [])

    assert attack(arena, [use for use in uses if not use.both], at=place, check=check) == []


def place_of(kind: str, arena: Arena) -> Channel:
    """Make a place of a kind."""
    server, keeper = arena.server, arena.keeper
    if kind == "direct":
        return server.dm(keeper)
    if kind == "thread":
        return server.opens_thread(arena.channel, keeper, "a thread")
    if kind == "post":
        return server.opens_thread(server.add_channel(arena.guild, "help", kind=FORUM), keeper, "a post")
    if kind == "group":
        return server.add_private_channel(keeper, arena.stranger)
    guild = server.add_guild("Abroad", installed=False)
    server.add_member(guild, keeper, permissions=MANAGE_GUILD)
    return server.add_channel(guild, "hall")


@pytest.mark.parametrize("inside", [False, True], ids=["channel", "thread"])
def test_who_may_not_ask_or_keep_learns_nothing(arena: Arena, uses: list[Use], *, inside: bool) -> None:
    def forbid() -> None:
        arena.ledger.preferences.change(arena.place, channel=False, roles=(1,), keepers=(1,))

    def check(_use: Use, outcome: Outcome, asked: UserInteraction) -> list[str]:
        seen = outcome.text + str(asked.choices)
        shown = [f"shows {secret!r}" for secret in SECRETS if secret in seen]
        return shown + (["opens a form"] if outcome.modal else [])

    place = arena.server.opens_thread(arena.channel, arena.keeper, "another") if inside else arena.channel
    with arena.commands_for_all():
        asked = [use for use in uses if not use.both]
        assert attack(arena, asked, by=arena.stranger, at=place, order=forbid, check=check) == []


def at_once(arena: Arena, use: Use, people: Sequence[User], prepared: Any) -> list[UserInteraction]:
    """Let several people use something before the bot answers any of them."""
    return arena.server.do(lambda: [use.act(arena, person, arena.channel, prepared) for person in people])


@pytest.mark.parametrize("same", [True, False], ids=["one person", "two people"])
def test_two_presses_at_once_are_answered_once_each(arena: Arena, uses: list[Use], *, same: bool) -> None:
    other = arena.keeper if same else arena.server.add_member(arena.guild, "deputy", permissions=MANAGE_GUILD).user
    found = []
    for use in (use for use in uses if use.kind in {"button", "select"}):
        arena.restore()
        prepared = use.prepare(arena, arena.keeper, arena.channel)
        card = prepared[1] if isinstance(prepared, tuple) else prepared
        card.flags &= ~64 if not same else ~0  # so that both see it
        arena.log.lines.clear()
        pressed = at_once(arena, use, (arena.keeper, other), prepared)
        outcomes = [end(arena, asked) for asked in pressed]
        found += [f"{use.name}: {flaw}" for flaw in flaws(outcomes[1], pressed[1], both=True, several=True)]
        for asked in pressed:
            said = [message for message in asked.messages if message is not card]
            if len(said) > 1 or not (said or asked.modal or card.deleted or card.versions):
                found.append(f"{use.name}: {len(said)} answers to one press")
        public = [message for asked in pressed for message in asked.messages if not message.ephemeral]
        if "answer.share" in use.name and same and len(public) != 1:
            found.append(f"shared {len(public)} times")
    assert found == []


# -- what changed between its showing and its use


def remove_articles(arena: Arena) -> None:
    """Remove every article of the server."""
    for article in arena.footnote.articles(library=arena.library):
        arena.footnote.remove(article.id, library=arena.library)


def change_articles(arena: Arena) -> None:
    """Give the articles that no file is followed for another title and another text."""
    drafts = [replace(draft, title="Anew", text="All of it is new.") for draft in DRAFTS]
    arena.footnote.store(drafts, library=arena.library)


def forget_person(arena: Arena) -> None:
    """Delete all that is stored about the person who asks."""
    arena.ledger.privacy.forget(int(arena.keeper.id))


def forget_server(arena: Arena) -> None:
    """Delete all that is stored of the server."""
    remove_articles(arena)
    arena.ledger.privacy.forget_realm(arena.place)


@pytest.mark.parametrize("change", [remove_articles, change_articles, forget_person, forget_server])
def test_what_changed_meanwhile_is_told(arena: Arena, uses: list[Use], change: Callable[[Arena], None]) -> None:
    def check(_use: Use, outcome: Outcome, _asked: UserInteraction) -> list[str]:
        return ["a defect is told"] if "Something went wrong" in outcome.text else []

    assert attack(arena, uses, order=lambda: change(arena), check=check) == []


# -- what it stores, and what it stores it in


@pytest.mark.parametrize("way", ["writing", "reading"])
def test_a_ledger_out_of_order_keeps_no_question_from_its_answer(arena: Arena, uses: list[Use], way: str) -> None:
    def fail() -> None:
        raise LedgerFull("the disk has no room", advice="Make room.")

    arena.run(arena.services.preferences_of(arena.place))
    assert attack(arena, uses, during=lambda: patched(arena.ledger._store, way, fail), check=answered) == []


@pytest.mark.parametrize("error", [RuntimeError("a secret"), Busy(running=1, waiting=1)], ids=["defect", "full"])
def test_a_library_that_fails_is_a_sentence(arena: Arena, uses: list[Use], error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    def check(_use: Use, outcome: Outcome, _asked: UserInteraction) -> list[str]:
        return ["shows the error's words"] if "a secret" in outcome.text + str(outcome.log) else []

    def during() -> AbstractContextManager[None]:
        return patched(arena.worker, "run", fail)

    assert attack(arena, uses, during=during, check=check, planned=("RuntimeError", "Busy")) == []


@contextmanager
def patched(target: object, name: str, value: object) -> Iterator[None]:
    """Replace an attribute while the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(target, name, value)
        yield


def answered(use: Use, outcome: Outcome, _asked: UserInteraction) -> list[str]:
    """Whether a question has its answer."""
    asks = use.name in {"/ask", "Answer this", "form answer.form:follow:#"}
    return ["the question is not answered"] if asks and QUOTE not in outcome.text else []

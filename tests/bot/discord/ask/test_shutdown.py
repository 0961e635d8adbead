"""The bot while it is being stopped: what runs is answered, and who asks is told so in their own language."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from bot.concurrency.worker import WorkerSettings
from bot.configuration.config_file import Config
from bot.discord import runner
from bot.i18n import LANGUAGES

QUESTION = "When did the quarry at Tarn Hollow close?"
SECONDS = 30
LOCALES = {"en": "en-US", "de": "de", "es": "es-ES", "fr": "fr"}


@pytest.mark.parametrize("code", LOCALES)
def test_who_asks_while_it_closes_is_told_to_come_back(scene: Any, code: str) -> None:
    said, locale = LANGUAGES[code].refusals.closing, LOCALES[code]
    answer = scene.ask().messages[0]
    hall = scene.server.add_guild("Hall", locale=locale)
    room = scene.server.add_channel(hall, "general")
    scene.server.add_member(hall, scene.ada)
    scene.run(scene.worker.drain())

    asked = scene.ask(locale=locale)
    read = scene.server.slash(scene.channel, scene.ada, "search", {"words": "quarry"}, locale=locale).wait(SECONDS)
    why = scene.press(answer, "Why?", locale=locale)
    mentioned = scene.mention(QUESTION, channel=room)
    for request in (asked, read, why, mentioned):
        assert [message.text for message in request.messages] == [said]
    typed = scene.server.autocomplete(scene.channel, scene.ada, "ask", focus="question", text="quarry").wait(SECONDS)
    assert typed.choices == []
    assert scene.ledger.quotas.today(place=scene.place(), person=int(scene.ada.id)).person == 1


def test_every_language_says_it_in_its_own_words() -> None:
    assert set(LOCALES) == set(LANGUAGES)
    assert len({phrases.refusals.closing for phrases in LANGUAGES.values()}) == len(LANGUAGES)


def test_what_does_not_finish_in_time_is_told_so_too_and_then_it_ends(staged: Any) -> None:
    scene = staged(Config(worker=WorkerSettings(threads=1, closing_seconds=0.5)))
    gate, said = threading.Event(), LANGUAGES["en"].refusals.closing
    early = scene.server.slash(scene.channel, scene.ada, "ask", {"question": QUESTION})
    early.wait(SECONDS)

    async def block() -> None:
        scene.worker.run(gate.wait)

    try:
        scene.run(block())
        running = scene.server.slash(scene.channel, scene.ada, "ask", {"question": f"{QUESTION} Really?"})
        running.wait_ack(SECONDS)
        ending = asyncio.run_coroutine_threadsafe(runner.finish(scene.bot), scene.bot.loop)
        scene.server.wait_until(lambda: scene.worker.closing, SECONDS)
        late = scene.server.slash(scene.channel, scene.bob, "ask", {"question": QUESTION})
        ending.result(SECONDS)
    finally:
        gate.set()
    assert "slate quarry" in early.messages[0].text
    for request in (running, late):
        assert [message.text for message in request.messages] == [said]
    assert scene.bot.is_closed()

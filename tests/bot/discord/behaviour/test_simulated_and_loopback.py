"""The two Discords of the tests, simcord in memory and the one on loopback, keep each other honest.

The same scenario gives the same requests in both, byte for byte but for ids: the same paths in the same order with the
same components, flags and allowed mentions.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest

from bot.configuration.config_file import Config
from bot.discord.connection.services import Services
from support.discord_loopback import LoopbackDiscord
from support.discord_loopback.client_runner import hosted
from support.discord_server import PATIENCE, LoopbackBot, QuickBot
from support.discord_simcord import FOLLOW_UP, NOWHERE, OTTERS, QUESTION, Simulation, services_in
from support.samples import DRAFTS

Request: TypeAlias = tuple[str, str, Any]  # method, path, body

# What differs from one Discord, and from one library, to another. Numbers of 15 digits and more are snowflakes.
_IDS = (
    (r'"?\b\d{15,20}\b"?', '"<snowflake>"'),
    (r"<@\"<snowflake>\">", "<@someone>"),
    (r"\b[0-9a-f]{16}\b", "<article>"),
    (r"(answer\.[a-z.]+(?::follow|:bad)?):[a-z2-7]{12}", r"\1:<answer>"),
)
_TOKENS = (r"(/interactions)/[^/]+/[^/]+", r"(/webhooks)/[^/]+/[^/]+", r"()/\d{15,20}")


def normalised(requests: list[Request]) -> list[Request]:
    return [(method, _path(path), _body(body)) for method, path, body in requests]


def _path(path: str) -> str:
    for pattern in _TOKENS:
        path = re.sub(pattern, r"\1/*", path)
    return path


def _body(body: Any) -> Any:
    text = json.dumps(body or {})
    for pattern, instead in _IDS:
        text = re.sub(pattern, instead, text)
    return json.loads(text)


@pytest.fixture
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackBot]:
    """The bot on loopback, with the same articles."""
    services = services_in(tmp_path_factory.mktemp("loopback"), Config())
    with LoopbackDiscord() as server:
        loopback = LoopbackBot(server, services)
        loopback.stock(*DRAFTS)
        with hosted(server, QuickBot(services)) as running:
            asyncio.run_coroutine_threadsafe(_warm(services), running.client.loop).result(PATIENCE)
            yield loopback
        assert server.violations == []
    asyncio.run(services.worker.close())
    services.ledger.close()
    services.footnote.close()


async def _warm(services: Services) -> None:
    await services.worker.warm()


def on_loopback(bot: LoopbackBot, act: Callable[[], Any]) -> list[Request]:
    """What the bot sends there because of what somebody does."""
    before = len(bot.server.requests("*"))
    act()
    sent = bot.server.requests("*")[before:]
    return normalised([(request.method, request.path, request.body) for request in sent])


def in_memory(sim: Simulation, act: Callable[[], Any]) -> list[Request]:
    """What the bot sends there because of what somebody does."""
    before = len(sim.env.http_requests)
    act()
    return normalised([(request.method, request.path, request.json) for request in sim.env.http_requests[before:]])


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("ask", {"question": QUESTION}, id="an answer"),
        pytest.param("ask", {"question": OTTERS}, id="an answer from a file"),
        pytest.param("ask", {"question": NOWHERE}, id="no answer"),
        pytest.param("ask", {"question": "\u200b"}, id="a refusal"),
        pytest.param("summary", {"article": DRAFTS[0].title}, id="a summary of a page"),
        pytest.param("summary", {"article": DRAFTS[1].title}, id="a summary of a file"),
        pytest.param("articles", {}, id="a list"),
        pytest.param("search", {"words": "otters"}, id="a search"),
        pytest.param("privacy", {}, id="my data"),
    ],
)
def test_a_command_is_answered_alike(bot: LoopbackBot, sim: Simulation, name: str, options: dict[str, Any]) -> None:
    there = on_loopback(bot, lambda: bot.server.slash(bot.channel, bot.reader, name, options).wait(PATIENCE))
    here = in_memory(sim, lambda: sim.slash(name, **options))
    assert [path for _, path, _ in here] == ["/interactions/*/callback", "/webhooks/*/messages/@original"]
    assert here == there


@pytest.mark.parametrize("words", [QUESTION, NOWHERE])
def test_a_mention_is_answered_alike(bot: LoopbackBot, sim: Simulation, words: str) -> None:
    def mention_bot() -> None:
        bot.server.user_says(bot.channel, bot.reader, words, mentions=[bot.server.state.bot]).wait(PATIENCE)

    there, here = on_loopback(bot, mention_bot), in_memory(sim, lambda: sim.mention(words))
    assert [path for _, path, _ in here] == ["/channels/*/typing", "/channels/*/messages"]
    assert here == there


def test_choices_while_somebody_types_are_alike(bot: LoopbackBot, sim: Simulation) -> None:
    there = on_loopback(bot, lambda: bot.typing("ask", "question", "slate quarry"))
    here = in_memory(sim, lambda: sim.typing("ask", "question", "slate quarry"))
    assert here == there


@pytest.mark.parametrize("label", ["Passage", "More evidence", "Why?", "Helpful", "Delete"])
def test_a_button_is_answered_alike(bot: LoopbackBot, sim: Simulation, label: str) -> None:
    asked = bot.server.slash(bot.channel, bot.reader, "ask", {"question": QUESTION}).wait(PATIENCE)
    gone = label == "Delete"

    def press_button() -> None:
        press = bot.server.press(asked.messages[0], label, bot.reader)
        if gone:
            bot.server.wait_until(lambda: asked.interaction.original.deleted, PATIENCE)
        else:
            press.wait(PATIENCE)

    there = on_loopback(bot, press_button)
    card = sim.ask().message
    assert in_memory(sim, lambda: sim.press(card, label)) == there


def test_a_form_and_what_it_asks_are_alike(bot: LoopbackBot, sim: Simulation) -> None:
    asked = bot.server.slash(bot.channel, bot.reader, "ask", {"question": QUESTION}).wait(PATIENCE)

    def follow_up_there() -> None:
        opened = bot.server.press(asked.messages[0], "Follow up", bot.reader).wait(PATIENCE)
        bot.server.submit_modal(opened, {"words": FOLLOW_UP}).wait(PATIENCE)

    card = sim.ask().message
    here = in_memory(sim, lambda: sim.hand_in(sim.press(card, "Follow up"), words=FOLLOW_UP))
    assert here == on_loopback(bot, follow_up_there)

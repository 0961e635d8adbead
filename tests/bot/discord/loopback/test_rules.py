"""Bodies that break a rule, of the documentation or of Discord's own description, are refused and recorded."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from support.discord_loopback import LoopbackDiscord, snowflakes
from support.discord_loopback.openapi_description import VARIABLE
from support.discord_loopback.sample_bot import Scene, SmallBot, Stage

needs_description = pytest.mark.skipif(
    not os.environ.get(VARIABLE), reason=f"{VARIABLE} does not name Discord's OpenAPI description"
)


@pytest.mark.parametrize(
    ("rule", "at", "body"),
    [
        ("content-2000", "$.content", {"content": "x" * 2001}),
        ("embeds-6000", "$.embeds", {"embeds": [{"description": "x" * 3001}] * 2}),
        ("v2-exclusive", "$.content", {"content": "x", "flags": 32768, "components": [{"type": 10, "content": "y"}]}),
        ("v2-flag", "$.components[0]", {"components": [{"type": 10, "content": "y"}]}),
        (
            "v2-4000-characters",
            "$.components",
            {"flags": 32768, "components": [{"type": 10, "content": "y" * 2001}] * 2},
        ),
        ("v2-40-components", "$.components", {"flags": 32768, "components": [{"type": 10, "content": "y"}] * 41}),
        pytest.param(
            *("mentions-closed", "$.allowed_mentions", {"content": "x", "allowed_mentions": None}), id="mentions-null"
        ),
        ("mentions-closed", "$.allowed_mentions", {"content": "x", "allowed_mentions": {"parse": ["users"]}}),
        ("nonce-25", "$.nonce", {"content": "x", "nonce": "n" * 26}),
    ],
    ids=lambda value: value if isinstance(value, str) and not value.startswith("$") else "",
)
def test_a_body_that_breaks_a_documented_rule_is_refused_and_recorded(
    scene: Scene, rule: str, at: str, body: dict[str, Any]
) -> None:
    route = discord.http.Route("POST", f"/channels/{scene.channel.id}/messages")
    with pytest.raises(discord.HTTPException, match="50035"):
        scene.run(scene.bot.http.request(route, json={"allowed_mentions": {"parse": []}} | body))
    assert (rule, at) in [(violation.rule, violation.at) for violation in scene.server.violations]
    assert scene.server.transcript(scene.channel) == []


@pytest.mark.parametrize(
    ("rule", "button"),
    [
        ("custom-id-100", {"custom_id": "c" * 101, "label": "a"}),
        ("label-80", {"custom_id": "c", "label": "a" * 81}),
        ("url-512", {"style": 5, "url": "https://example.org/" + "a" * 500, "label": "a"}),
        ("link-address", {"style": 5, "url": "ftp://example.org", "label": "a"}),
        ("button-target", {"label": "a"}),
        ("button-face", {"custom_id": "c"}),
    ],
)
def test_a_button_that_breaks_a_rule_is_refused(scene: Scene, rule: str, button: dict[str, Any]) -> None:
    row = {"type": 1, "components": [{"type": 2, "style": 1} | button]}
    body = {"content": "x", "components": [row], "allowed_mentions": {"parse": []}}
    route = discord.http.Route("POST", f"/channels/{scene.channel.id}/messages")
    with pytest.raises(discord.HTTPException, match="50035"):
        scene.run(scene.bot.http.request(route, json=body))
    assert rule in [violation.rule for violation in scene.server.violations]


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("deferred-ephemeral-only", {"type": 5, "data": {"flags": 32768}}),
        ("callback-type", {"type": 8, "data": {"choices": []}}),
        ("modal-title-45", {"type": 9, "data": {"custom_id": "m", "title": "t" * 46, "components": []}}),
    ],
)
def test_a_first_response_that_breaks_a_rule_is_refused_and_may_be_mended(
    scene: Scene, rule: str, body: dict[str, Any]
) -> None:
    asked = scene.slash("sleep", seconds=60_000)
    path = f"/interactions/{asked.interaction.id}/{asked.interaction.token}/callback"
    with pytest.raises(discord.HTTPException, match="50035"):
        scene.run(scene.bot.http.request(discord.http.Route("POST", path), json=body))
    assert rule in [violation.rule for violation in scene.server.violations]
    scene.run(scene.bot.http.request(discord.http.Route("POST", path), json={"type": 5}))
    assert asked.ack_type == 5


def test_a_layout_stays_a_layout_when_edited(scene: Scene) -> None:
    asked = scene.slash("late", question="books").wait()
    path = f"/webhooks/{scene.bot.application_id}/{asked.interaction.token}/messages/@original"
    body = {"content": "words", "allowed_mentions": {"parse": []}}
    with pytest.raises(discord.HTTPException, match="50035"):
        scene.run(scene.bot.http.request(discord.http.Route("PATCH", path), json=body))
    assert [violation.rule for violation in scene.server.violations] == ["v2-exclusive"]


def test_choices_over_25_or_100_characters_are_refused(scene: Scene) -> None:
    choices = [{"name": "n" * 101, "value": "v"}, *({"name": f"n{number}", "value": "v"} for number in range(25))]
    scene.server.slow_next("POST /interactions/*/callback", 0.3)  # the bot's own answer comes second
    asked = scene.server.autocomplete(scene.channel, scene.asker, "late", focus="question", text="who")
    scene.server.wait_until(lambda: bool(scene.server.requests("POST /interactions/*/callback")))
    path = f"/interactions/{asked.interaction.id}/{asked.interaction.token}/callback"
    body = {"type": 8, "data": {"choices": choices}}
    with pytest.raises(discord.HTTPException, match="50035"):
        scene.run(scene.bot.http.request(discord.http.Route("POST", path), json=body))
    assert {"choices-25", "choice-100"} <= {violation.rule for violation in scene.server.violations}
    assert len(asked.wait().choices) == 25


def test_open_mentions_may_be_allowed(staged: Stage) -> None:
    scene = staged(SmallBot(allowed_mentions=None), closed_mentions=False)
    scene.run(scene.room().send(f"hello {scene.asker.mention}"))
    assert scene.server.transcript(scene.channel)[0].mentions == [scene.asker]
    assert scene.server.violations == []


def test_a_bot_that_forgets_allowed_mentions_is_caught(staged: Stage) -> None:
    scene = staged(SmallBot(allowed_mentions=None))
    scene.slash("say", text="@everyone")
    scene.server.wait_until(lambda: bool(scene.bot.errors))
    violation = scene.server.violations[0]
    assert (violation.method, violation.rule, violation.at) == ("POST", "mentions-closed", "$.data.allowed_mentions")


@needs_description
@pytest.mark.parametrize(
    ("at", "body"),
    [
        ("$.embeds[0].title", {"embeds": [{"title": 5}]}),
        (
            "$.components[0].components[0].style",
            {"components": [{"type": 1, "components": [{"type": 2, "style": 9}]}]},
        ),
        ("$.message_reference.message_id", {"content": "x", "message_reference": {"message_id": "one"}}),
    ],
)
def test_a_body_is_checked_against_discords_own_description(scene: Scene, at: str, body: dict[str, Any]) -> None:
    route = discord.http.Route("POST", f"/channels/{scene.channel.id}/messages")
    with pytest.raises(discord.HTTPException, match="50035"):
        scene.run(scene.bot.http.request(route, json={"allowed_mentions": {"parse": []}} | body))
    assert ("openapi", at) in [(violation.rule, violation.at) for violation in scene.server.violations]


@needs_description
def test_snowflakes_may_be_integers(scene: Scene) -> None:
    scene.server.user_says(scene.channel, scene.asker, "hello", mentions=[scene.server.state.bot]).wait()
    sent = scene.server.requests("POST /channels/*/messages")[0].body
    assert isinstance(sent["message_reference"]["message_id"], int)
    assert scene.server.violations == []


def test_an_endpoint_that_is_not_there_says_so(scene: Scene) -> None:
    with pytest.raises(discord.HTTPException, match="add it to its routes"):
        scene.run(scene.bot.http.request(discord.http.Route("GET", "/guilds/1/emojis")))


def test_ids_of_one_millisecond_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snowflakes, "time", SimpleNamespace(time=lambda: 1_790_000_000.0))
    server = LoopbackDiscord()
    guilds = [server.add_guild(name) for name in ("Newsroom", "Elsewhere", "Third")]
    channels = [server.add_channel(guild, "general") for guild in guilds]
    state = server.state
    ids = [*state.users, *(guild.id for guild in guilds), *(channel.id for channel in channels)]
    ids += [role.id for role in state.roles.values() if role.id != role.guild_id]  # that of everyone has the server's
    assert len(set(ids)) == len(ids) > 8

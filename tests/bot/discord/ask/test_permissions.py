"""What the invitation in docs/DISCORD.md asks for is enough for all that the bot does, and what it does needs it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.discord_loopback import permissions as may

GUIDE = (Path(__file__).parents[4] / "docs" / "DISCORD.md").read_text(encoding="utf-8")
INVITED = int(re.findall(r"&permissions=(\d+)`", GUIDE)[0])
QUESTIONS = ("Why did the quarry close?", "And who bought the orchard?", "What do otters eat?")


def bare_channel(scene: Any, held: int) -> Any:
    """A channel of a server where everyone may do nothing, people have a role, and the bot what it is given."""
    guild = scene.server.add_guild("Bare", everyone=0, bot_permissions=held)
    scene.server.add_member(guild, scene.ada, permissions=may.EVERYONE)
    return scene.server.add_channel(guild, "general")


def refused(scene: Any) -> bool:
    return any(request.status == 403 for request in scene.server.requests())


def exchange(scene: Any, channel: Any) -> list[Any]:
    """The replies to a mention and two replies, each to the answer before, as far as nothing is refused."""
    how: dict[str, Any] = {"mentions": [scene.server.state.bot]}
    replies: list[Any] = []
    for question in QUESTIONS:
        said = scene.says(question, channel=channel, **how)
        scene.server.wait_until(lambda said=said: said.response is not None or refused(scene), 30)
        if refused(scene):
            break
        replies.append(said.response)
        how["reply_to"] = said.response
    return replies


def test_the_invitation_is_enough_for_an_exchange_that_becomes_a_thread(scene: Any) -> None:
    channel = bare_channel(scene, INVITED)
    first, second, third = exchange(scene, channel)
    assert first.channel_id == second.channel_id == channel.id
    assert scene.server.state.channels[third.channel_id].parent_id == channel.id
    inside = scene.mention(QUESTIONS[0], channel=scene.server.state.channels[third.channel_id])
    assert inside.response.channel_id == third.channel_id
    assert scene.server.slash(channel, scene.ada, "ask", {"question": QUESTIONS[0]}).wait(30).response.v2
    assert not refused(scene)


@pytest.mark.parametrize("missing", [may.SEND_MESSAGES, may.CREATE_PUBLIC_THREADS], ids=["send", "open"])
def test_without_one_of_them_something_is_refused(scene: Any, missing: int) -> None:
    assert INVITED & missing
    channel = bare_channel(scene, INVITED & ~missing)
    exchange(scene, channel)
    assert refused(scene)


def test_no_thread_is_opened_that_the_bot_could_not_write_in(scene: Any) -> None:
    assert INVITED & may.SEND_MESSAGES_IN_THREADS
    channel = bare_channel(scene, INVITED & ~may.SEND_MESSAGES_IN_THREADS)
    assert {reply.channel_id for reply in exchange(scene, channel)} == {channel.id}
    assert not refused(scene)

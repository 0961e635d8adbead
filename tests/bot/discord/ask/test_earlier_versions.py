"""What an earlier version sent, or the bot was never told of: buttons, forms, threads; edits that name its role."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from support.discord_loopback.discord_message import V2

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "closed on Friday after ninety years"
OTTERS = "How many otters did the camera near the weir count?"
TOO_OLD = "This button is too old. Please ask again."
OLD_BUTTON = {"type": 2, "style": 2, "label": "Old", "custom_id": "answer.gone:1"}


def test_a_button_of_an_earlier_version_is_too_old(scene: Any) -> None:
    server, body = scene.server, {"components": [{"type": 1, "components": [OLD_BUTTON]}], "flags": V2}
    message = server.do(partial(server.posting.create, scene.channel, server.state.bot, body))
    assert scene.press(message, "Old").response.text == TOO_OLD


def test_a_form_of_an_earlier_version_is_too_old(scene: Any) -> None:
    opened = scene.press(scene.ask().response, "Follow up")
    opened.modal["custom_id"] = "answer.form:gone:1"
    assert scene.server.submit_modal(opened, {"words": OTTERS}).wait(30).response.text == TOO_OLD


def test_a_thread_that_the_bot_was_not_told_of_follows_its_channel(scene: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as silent:
        silent.setattr(scene.server.posting, "_publish", lambda *_: None)
        thread = scene.server.opens_thread(scene.channel, scene.ada, "a quiet thread")
    scene.ledger.preferences.change(scene.place(), channel=True, roles=(1,))
    assert "You may not do that here." in scene.mention(QUESTION, channel=thread).response.text


def own_role(scene: Any) -> Any:
    """The role that the bot got with its invitation."""
    (role,) = (role for role in scene.server.state.roles_of(scene.guild.id) if role.managed)
    return role


def test_a_mention_of_the_bot_s_role_counts_though_its_words_are_not_told(scene: Any) -> None:
    assert "Ask me something" in scene.says(f"<@&{own_role(scene).id}> {QUESTION}").wait(30).response.text


def test_an_edit_of_a_question_to_the_bot_s_role_is_answered_in_place(staged: Any) -> None:
    scene = staged(Config(discord=DiscordSettings(message_content=True)), message_content=True)
    role = own_role(scene)
    said = scene.says(f"<@&{role.id}> {QUESTION}").wait(30)
    card = said.response
    find = partial(scene.ledger.answers.find_by_prompt, int(said.message.id), place=scene.place())
    scene.server.wait_until(find, 30)
    scene.server.edit_says(said.message, f"<@&{role.id}> {OTTERS}")
    scene.server.wait_until(lambda: "otters" in card.text.casefold(), 30)
    scene.server.wait_until(lambda: find().reply.asked == OTTERS, 30)  # the earlier answer stays until then

"""The program against sockets: restarts, broken networks, and how it begins and ends."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from typing import Any

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
PATIENCE = 60.0


def ask(machine: Any) -> Any:
    """`/ask`, not waited for."""
    return machine.server.slash(machine.channel, machine.ada, "ask", {"question": QUESTION})


def left_in_ledger(machine: Any) -> int:
    """How many interactions are noted as not answered."""
    with closing(sqlite3.connect(machine.folder / "ledger.sqlite", timeout=5)) as ledger:
        return int(ledger.execute("SELECT count(*) FROM pending").fetchone()[0])


def was_told(asked: Any) -> bool:
    """Whether the asker was told that the program ended before it answered."""
    return any("was restarted while it was answering" in message.text for message in asked.messages)


def test_a_question_before_and_its_button_after_a_restart(machine: Any) -> None:
    machine.start()
    asked = ask(machine).wait(PATIENCE)
    assert asked.ack_type == 5
    assert QUOTE in asked.messages[0].text
    assert machine.stop() == 0
    assert "Traceback" not in machine.log
    assert "WARNING" not in machine.log
    machine.start()
    pressed = machine.server.press(asked.messages[0], "Passage", machine.ada).wait(PATIENCE)
    assert "eleven workers" in pressed.messages[0].text
    assert machine.stop(signal.SIGINT) == 0


def test_five_starts_tell_the_commands_once(machine: Any) -> None:
    for _ in range(5):
        machine.start()
        assert machine.stop() == 0
    assert len(machine.server.requests("PUT /applications/*/commands")) == 1
    assert not machine.server.requests("POST /applications/*/commands")


def test_faults_on_the_way_end_in_one_answer(machine: Any) -> None:
    machine.start()
    machine.server.fail_next("POST /interactions/*/callback", 429, headers={"Retry-After": "0.2"})
    machine.server.fail_next("/webhooks/*/messages/@original", 502)
    asked = ask(machine).wait(PATIENCE, until=lambda interaction: bool(interaction.messages))
    assert [QUOTE in message.text for message in asked.messages] == [True]
    machine.server.fail_next("POST /channels/*/messages", 502, applied=True)
    said = machine.server.user_says(machine.channel, machine.ada, QUESTION, mentions=[machine.server.state.bot]).wait(
        PATIENCE
    )
    machine.server.wait_until(lambda: len(machine.server.requests("POST /channels/*/messages")) == 2, PATIENCE)
    assert [QUOTE in message.text for message in said.messages] == [True]


def test_a_gateway_that_drops_in_the_middle_is_resumed_and_gives_one_answer(machine: Any) -> None:
    machine.start()
    machine.server.slow_next("POST /channels/*/messages", 0.5)
    said = machine.server.user_says(machine.channel, machine.ada, QUESTION, mentions=[machine.server.state.bot])
    machine.server.wait_until(lambda: said.ack_ms is not None, PATIENCE)
    machine.server.drop_gateway()
    machine.server.wait_until(lambda: bool(machine.server.resumed_from), PATIENCE)
    said.wait(PATIENCE)
    later = machine.server.user_says(machine.channel, machine.ada, QUESTION, mentions=[machine.server.state.bot]).wait(
        PATIENCE
    )
    assert QUOTE in later.response.text
    own = [message for message in machine.server.transcript(machine.channel) if message.replied_to is said.message]
    assert [QUOTE in message.text for message in own] == [True]


def test_what_is_being_answered_when_it_is_stopped_is_answered(machine: Any) -> None:
    machine.start()
    machine.server.slow_next("/webhooks/*/messages/@original", 1.0)
    asked = ask(machine).wait_ack(PATIENCE)
    assert machine.stop() == 0
    assert [QUOTE in message.text for message in asked.messages] == [True]


def test_what_was_left_by_a_killed_process_is_told_after_the_restart(machine: Any) -> None:
    machine.start()
    machine.server.slow_next("PATCH /webhooks/*/messages/@original", 3.0)  # longer than the program lives
    asked = ask(machine).wait_ack(PATIENCE)
    machine.server.wait_until(lambda: left_in_ledger(machine) == 1, PATIENCE)
    machine.kill()
    assert not was_told(asked)
    machine.start()
    asked.wait(PATIENCE, until=was_told)
    machine.server.wait_until(lambda: left_in_ledger(machine) == 0, PATIENCE)
    assert machine.stop() == 0


def test_a_refused_intent_says_what_to_click(machine: Any) -> None:
    machine.configure("\n[discord]\nmessage_content = true\n")
    machine.start(ready=False)
    assert machine.wait() == 2
    assert "switch on Message Content Intent" in machine.log
    assert "Traceback" not in machine.log


def test_a_wrong_token_and_no_token_are_said_in_a_sentence(machine: Any) -> None:
    machine.start(ready=False, FOOTNOTE_DISCORD_TOKEN="wrong")
    assert machine.wait() == 2
    assert "Discord does not know this token" in machine.log
    machine.start(ready=False, FOOTNOTE_DISCORD_TOKEN="")
    assert machine.wait() == 2
    assert "FOOTNOTE_DISCORD_TOKEN" in machine.log
    assert "Traceback" not in machine.log


def test_the_token_may_stand_in_a_file(machine: Any) -> None:
    (machine.folder / "token").write_text(f"{machine.server.token}\n", encoding="utf-8")
    machine.configure(f'\n[discord]\ntoken_file = "{machine.folder}/token"\n')
    machine.start(FOOTNOTE_DISCORD_TOKEN="")
    assert QUOTE in ask(machine).wait(PATIENCE).messages[0].text
    assert machine.server.token not in machine.log
    assert "quarry" not in machine.log
    assert machine.stop() == 0

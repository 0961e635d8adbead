"""A law: whatever is done in one server, nothing that is asked from another shows a trace of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store import Ledger, Place, Preferences
from support.example_counts import example_count
from tests.bot.store.sample_replies import ANN, BEN, HALM, LETTERS, ORREY, examined, opened

# Rooms that are easily confused: a conversation numbered like a server, a channel numbered like a thread elsewhere.
ROOMS = (
    HALM,
    ORREY,
    LETTERS,
    Place(server=None, channel=HALM.server or 0),
    replace(ORREY, channel=HALM.channel, thread=HALM.channel),
)
BIRDS = {HALM: "WREN", ORREY: "STORK", LETTERS: "HERON", ROOMS[3]: "FINCH", ROOMS[4]: "STORK"}
NAMES = sorted(set(BIRDS.values()))


def library(room: Place) -> str:
    return f"library-{BIRDS[room]}"


def keep(ledger: Ledger, room: Place, person: int, ids: list[str]) -> None:
    bird = BIRDS[room]
    examination = examined(f"{bird}?", quotes=[f"The {bird} sings."], title=bird, article=f"id-{bird}")
    ids.append(ledger.answers.keep(examination, place=room, asker=person, library=library(room)).id)
    ledger.answers.set_message(ids[-1], len(ids), place=room)


def judge(ledger: Ledger, room: Place, person: int, ids: list[str]) -> None:
    for answer_id in ids:  # those of other servers, too: they must not take it
        ledger.feedback.give(answer_id, place=room, person=person, helpful=True, reason=BIRDS[room])


def miss(ledger: Ledger, room: Place, person: int, ids: list[str]) -> None:
    bird = BIRDS[room]
    ledger.unanswered.note(examined(f"{bird}?", terms=["same"], answered=False, title=bird), place=room, asker=person)


def talk(ledger: Ledger, room: Place, person: int, ids: list[str]) -> None:
    bird = BIRDS[room]
    ledger.dialogue.add(examined(f"{bird}?", quotes=[f"The {bird}."]).reply, place=room, person=person)


def count(ledger: Ledger, room: Place, person: int, ids: list[str]) -> None:
    ledger.quotas.take(place=room, person=person, limits=Preferences())


def choose(ledger: Ledger, room: Place, person: int, ids: list[str]) -> None:
    ledger.preferences.change(room, channel=person == ANN, roles=[NAMES.index(BIRDS[room]) + 1])


def meddle(ledger: Ledger, room: Place, person: int, ids: list[str]) -> None:
    """Try to take out what is not its own."""
    foreign = [answer_id for answer_id in ids if ledger.answers.find(answer_id, place=room) is None]
    assert not any(ledger.answers.delete(answer_id, place=room) for answer_id in foreign)
    assert not any(ledger.answers.set_message(answer_id, 1, place=room) for answer_id in foreign)


DEEDS: tuple[Callable[[Ledger, Place, int, list[str]], None], ...] = (keep, judge, miss, talk, count, choose, meddle)


def seen(ledger: Ledger, room: Place, ids: list[str]) -> list[object]:
    """All that the ledger says to a room."""
    found = [ledger.answers.find(answer_id, place=room) for answer_id in ids]
    judged = {opinion.answer for opinion in ledger.feedback.latest(place=room, limit=1_000)}
    assert not judged & {answer_id for answer_id, answer in zip(ids, found, strict=True) if answer is None}
    return [
        found,
        [ledger.answers.citing(f"id-{bird}", library=library(room)) for bird in NAMES],
        ledger.feedback.latest(place=room, limit=1_000),
        ledger.feedback.judged(place=room, library=library(room)),
        ledger.unanswered.latest(place=room),
        ledger.dialogue.turns(place=room),
        [ledger.dialogue.turns(place=room, person=person) for person in (ANN, BEN)],
    ]


@settings(max_examples=example_count(40), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(ROOMS), st.sampled_from([ANN, BEN])), max_size=20))
def test_nothing_asked_in_one_server_shows_anything_of_another(
    deeds: list[tuple[Callable[[Ledger, Place, int, list[str]], None], Place, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as ledger:
        ids: list[str] = []
        for deed, room, person in deeds:
            deed(ledger, room, person, ids)
        for room in ROOMS:
            shown = repr(seen(ledger, room, ids))
            assert not [bird for bird in NAMES if bird != BIRDS[room] and bird in shown]
            roles = ledger.preferences.of(room).roles
            assert roles in {(), (NAMES.index(BIRDS[room]) + 1,)}
            counted = [who for deed, where, who in deeds if deed is count and BIRDS[where] == BIRDS[room]]
            for person in (ANN, BEN):
                used = ledger.quotas.today(place=room, person=person)
                assert (used.person, used.server) == (counted.count(person), len(counted))

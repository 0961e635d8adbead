"""Removed articles, and interactions and servers that come and go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Ledger, Place, removals
from bot.store.pending import PendingInteraction
from bot.store.store_records import utc_now
from retrieval import Citation, Draft, Location, Origin, RemovedArticle
from tests.bot.store.sample_replies import HALM, ORREY, Clock, opened

REMOVED = RemovedArticle(
    draft=Draft(source="https://a.example/x", title="Owls", text="Owls hunt.\n\nAt night.", pages=(0, 12)),
    origins=(Origin(source="https://a.example/x", article_id="ab", location="https://a.example", file="x"),),
    locations=(Location(location="https://a.example", added="2026-01-01T00:00:00", read=None),),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return opened(tmp_path, clock=utc_now)


def test_a_removed_article_comes_back_as_it_was_only_where_it_was_removed(ledger: Ledger) -> None:
    with ledger:
        removal = ledger.removals.add(REMOVED, place=HALM, library="a")
        assert ledger.removals.find(removal, place=HALM, library="a") == REMOVED
        assert ledger.removals.find(removal, place=ORREY, library="a") is None
        assert ledger.removals.find(removal, place=HALM, library="b") is None
        ledger.removals.delete(removal)
        assert ledger.removals.find(removal, place=HALM, library="a") is None


def test_the_hourly_sweep_deletes_its_text(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    with ledger:
        removal = ledger.removals.add(REMOVED, place=HALM, library="a")
        ledger.old_data.delete(utc_now() + timedelta(minutes=59))
        assert ledger.removals.find(removal, place=HALM, library="a") == REMOVED
        ledger.old_data.delete(utc_now() + timedelta(minutes=61))
        monkeypatch.setattr(removals, "MINUTES", 600)
        assert ledger.removals.find(removal, place=HALM, library="a") is None


def test_a_pending_interaction_is_told_while_its_token_lives(ledger: Ledger) -> None:
    with ledger:
        waiting = PendingInteraction(id=7, token="t", locale="de", realm=HALM.realm)
        ledger.pending.add(waiting, person=1)
        ledger.pending.add(PendingInteraction(id=8, token="u", locale="fr", realm=HALM.realm), person=1)
        ledger.pending.delete(8)
        assert ledger.pending.left() == [waiting]
        ledger.old_data.delete(utc_now() + timedelta(minutes=16))
        assert ledger.pending.left() == []


def test_departures_have_their_first_time_and_end_with_a_return(ledger: Ledger) -> None:
    with ledger:
        assert ledger.departures.servers() == set()
        ledger.preferences.change(HALM, channel=False, person_daily=3)
        assert ledger.departures.servers() == {HALM.realm}
        ledger.departures.note([HALM.realm, 5])
        assert ledger.departures.due(days=1) == []
        assert sorted(ledger.departures.due(days=0)) == sorted([HALM.realm, 5])
        ledger.departures.cancel([5])
        assert ledger.departures.due(days=0) == [HALM.realm]


def test_pins_belong_to_a_library_and_lose_their_keeper_with_the_person_s_data(ledger: Ledger) -> None:
    citation = Citation(article_id="ab", title="Owls", source="x", published=None, start=0, end=10, quote="Owls hunt.")
    with ledger:
        first = ledger.pins.add("When?", citation, place=HALM, library="a", person=3)
        ledger.pins.add("When?", citation, place=HALM, library="b", person=3, link="https://discord.com/channels/1/2/3")
        (pin,) = ledger.pins.of("a")
        assert (pin.id, pin.person, pin.question, pin.citation, pin.of_message) == (first, 3, "When?", citation, False)
        (message,) = ledger.pins.of("b")
        assert (message.of_message, message.citation.source) == (True, "https://discord.com/channels/1/2/3")
        assert len(ledger.privacy.export(3)["pinned"]) == 2
        again = ledger.pins.add("When?", citation, place=HALM, library="a", person=4)
        assert [entry.id for entry in ledger.pins.of("a")] == [again]
        ledger.privacy.forget(3)
        assert [entry.person for entry in ledger.pins.of("b")] == [None]
        assert ledger.pins.remove([again], library="b") == 0
        assert ledger.pins.remove([again], library="a") == 1
        ledger.privacy.forget_realm(Place(server=HALM.server, channel=1))
        assert ledger.pins.of("b") == []


def test_messages_wait_for_their_questions_side_by_side_and_not_for_ever(tmp_path: Path) -> None:
    clock = Clock()
    citation = Citation(article_id="", title="Owls", source="x", published=None, start=0, end=10, quote="Owls hunt.")
    with opened(tmp_path, clock=clock) as ledger:

        def add(question: str = "") -> str:
            return ledger.pins.add(question, citation, place=HALM, library="a", person=3, link="https://discord.com/1")

        earlier = add("When?")
        first, second = add(), add()
        assert ledger.pins.settle(first, "When?", library="a") is not None
        assert ledger.pins.settle(second, "Who?", library="a") is not None
        assert ledger.pins.settle(second, "When?", library="a") is None
        assert {(pin.id, pin.question) for pin in ledger.pins.of("a")} == {(first, "When?"), (second, "Who?")}
        assert earlier not in {first, second}
        left = add()
        ledger.old_data.delete(clock.on(minutes=61))
        assert ledger.pins.settle(left, "Why?", library="a") is None
        assert len(ledger.pins.of("a")) == 2

"""Feedback: one opinion a person and answer, counted, and read only where it was given."""

from __future__ import annotations

from pathlib import Path

from bot.store import JudgedAnswer, Opinion
from bot.store.feedback import LONGEST_REASON
from tests.bot.store.sample_replies import ANN, BEN, HALM, NOON, ORREY, Clock, examined, opened


def test_a_later_opinion_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock) as ledger:
        kept = ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm").id
        assert ledger.feedback.give(kept, place=HALM, person=ANN, helpful=False, reason=" too old\n")
        assert ledger.feedback.give(kept, place=HALM, person=BEN, helpful=True)
        opinions = ledger.feedback.latest(place=HALM)
        assert {(opinion.person, opinion.helpful) for opinion in opinions} == {(ANN, False), (BEN, True)}
        clock.on(minutes=1)
        assert ledger.feedback.give(kept, place=HALM, person=ANN, helpful=True, reason="I misread")
    with opened(tmp_path) as ledger:
        assert ledger.feedback.latest(place=HALM) == [
            Opinion(answer=kept, person=ANN, helpful=True, reason="I misread", at=clock.at),
            Opinion(answer=kept, person=BEN, helpful=True, reason="", at=NOON),
        ]
        assert len(ledger.feedback.latest(place=HALM, limit=1)) == 1


def test_an_answer_of_another_server_takes_no_feedback(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm").id
        assert not ledger.feedback.give(kept, place=ORREY, person=BEN, helpful=True)
        ledger.feedback.give(kept, place=HALM, person=ANN, helpful=True)
        assert not ledger.feedback.latest(place=ORREY)
        assert not ledger.feedback.judged(place=ORREY, library="halm")


def test_what_a_threshold_can_be_read_from(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        for confidence, helpful, answered in ((0.9, True, True), (0.4, False, True), (0.1, True, False)):
            examination = examined(confidence=confidence, answered=answered)
            kept = ledger.answers.keep(examination, place=HALM, asker=ANN, library="halm").id
            ledger.feedback.give(kept, place=HALM, person=ANN, helpful=helpful)
        assert ledger.feedback.judged(place=HALM, library="halm") == [
            JudgedAnswer(confidence=0.4, helpful=False),
            JudgedAnswer(confidence=0.9, helpful=True),
        ]
        assert not ledger.feedback.judged(place=HALM, library="other")


def test_a_long_reason_is_cut(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm").id
        ledger.feedback.give(kept, place=HALM, person=ANN, helpful=False, reason="no " * LONGEST_REASON)
        assert len(ledger.feedback.latest(place=HALM)[0].reason) == LONGEST_REASON

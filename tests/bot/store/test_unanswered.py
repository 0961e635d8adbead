"""Gaps: unanswered questions of one wording together, counted, the one asked last first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.store import Ledger, Place, UnansweredQuestion
from tests.bot.store.sample_replies import ANN, BEN, HALM, LETTERS, NOON, ORREY, Clock, examined, opened


def missed(
    ledger: Ledger, question: str, terms: str, *, asker: int = ANN, place: Place = HALM, title: str = "Ferry returns"
) -> str | None:
    examination = examined(question, terms=terms.split(), answered=False, title=title)
    return ledger.unanswered.note(examination, place=place, asker=asker)


def test_questions_of_the_same_terms_are_one_gap(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock) as ledger:
        dogs = missed(ledger, "Are dogs allowed?", "dog allow")
        clock.on(minutes=5)
        missed(ledger, "Is there a crew list?", "crew list")
        clock.on(minutes=5)
        again = missed(ledger, "Which dogs do they allow, which dogs?", "dog Allow dog", asker=BEN, title="Fares")
        missed(ledger, "Are dogs allowed?", "dog allow", asker=BEN, title="Fares")
        assert again == dogs
    with opened(tmp_path) as ledger:
        first, second = ledger.unanswered.latest(place=HALM)
        assert first == UnansweredQuestion(
            id=dogs or "",
            question="Are dogs allowed?",
            times=3,
            people=2,
            first=NOON,
            last=clock.at,
            article_id="0123456789abcdef",
            title="Fares",
        )
        assert (second.question, second.times) == ("Is there a crew list?", 1)
        assert ledger.unanswered.latest(place=HALM, limit=1) == [first]


def test_an_answered_question_is_no_gap(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        assert ledger.unanswered.note(examined(), place=HALM, asker=ANN) is None
        assert not ledger.unanswered.latest(place=HALM)


def test_a_question_that_is_too_vague_is_no_gap(tmp_path: Path) -> None:
    vague = examined("What happened?", answered=False, readings=["What happened? (Ferry)", "What happened? (Fog)"])
    with opened(tmp_path) as ledger:
        assert ledger.unanswered.note(vague, place=HALM, asker=ANN) is None
        assert not ledger.unanswered.latest(place=HALM)


def test_an_empty_library_has_gaps_without_a_nearest_article(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.unanswered.note(examined(answered=False, quotes=()), place=HALM, asker=ANN)
        (gap,) = ledger.unanswered.latest(place=HALM)
        assert (gap.article_id, gap.title) == (None, None)


def test_questions_without_terms_are_told_apart_by_their_words(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        assert missed(ledger, "Who is it?", "") == missed(ledger, "who IS it?", "") != missed(ledger, "\N{OWL}", "")
        assert len(ledger.unanswered.latest(place=HALM)) == 2


def test_a_dismissed_gap_stays_away_until_rows_of_its_age_go(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock, keep_days=90) as ledger:
        dogs = missed(ledger, "Are dogs allowed?", "dog allow") or ""
        assert not ledger.unanswered.dismiss(dogs, place=ORREY)
        assert ledger.unanswered.dismiss(dogs, place=HALM)
        assert not ledger.unanswered.dismiss(dogs, place=HALM)
        assert missed(ledger, "Are dogs allowed?", "dog allow") is None
        assert not ledger.unanswered.latest(place=HALM)
        ledger.old_data.delete(clock.on(days=91))
        assert missed(ledger, "Are dogs allowed?", "dog allow") == dogs


def test_each_place_has_its_own_gaps_under_ids_of_their_own(tmp_path: Path) -> None:
    other_letters = replace(LETTERS, channel=LETTERS.channel + 1)
    with opened(tmp_path) as ledger:
        places = (HALM, ORREY, LETTERS, other_letters)
        ids = [missed(ledger, f"Dogs at {place.realm}?", "dog", place=place) for place in places]
        assert len(set(ids)) == 4
        for place in places:
            assert [gap.question for gap in ledger.unanswered.latest(place=place)] == [f"Dogs at {place.realm}?"]


@pytest.mark.file_only
def test_where_words_are_never_stored_gaps_are_still_counted_together(tmp_path: Path) -> None:
    with opened(tmp_path, question_days=0) as ledger:
        missed(ledger, "Is SECRETWORD near?", "secretword near")
        missed(ledger, "Near SECRETWORD?", "near secretword")
        (gap,) = ledger.unanswered.latest(place=HALM)
        assert (gap.question, gap.times, gap.title) == ("", 2, "Ferry returns")
    assert b"secretword" not in (tmp_path / "ledger.sqlite").read_bytes().lower()

"""Daily limits: counted at once, per person and server, from midnight to midnight UTC."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.store import DailyCount, LimitReached, Preferences
from tests.bot.store.sample_replies import ANN, BEN, HALM, LETTERS, ORREY, Clock, opened

FREE = Preferences()


def test_counts_go_up_and_stay_over_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        assert ledger.quotas.take(place=HALM, person=ANN, limits=FREE) == DailyCount(person=1, server=1)
        assert ledger.quotas.take(place=HALM, person=BEN, limits=FREE) == DailyCount(person=1, server=2)
    with opened(tmp_path) as ledger:
        assert ledger.quotas.take(place=HALM, person=ANN, limits=FREE) == DailyCount(person=2, server=3)
        assert ledger.quotas.today(place=HALM, person=ANN) == DailyCount(person=2, server=3)
        for elsewhere in (ORREY, LETTERS):
            assert ledger.quotas.today(place=elsewhere, person=ANN) == DailyCount(person=0, server=0)


@pytest.mark.parametrize(
    ("limits", "personal", "said"),
    [
        (Preferences(person_daily=2), True, "you have used up the 2 questions of today. Ask again after 00:00 UTC."),
        (Preferences(server_daily=2), False, "this server has used up the 2 questions of today"),
        (Preferences(person_daily=2, server_daily=2), True, "you have"),
    ],
)
def test_a_limit_refuses_until_midnight(tmp_path: Path, limits: Preferences, personal: bool, said: str) -> None:  # noqa: FBT001
    clock = Clock()
    with opened(tmp_path, clock=clock) as ledger:
        for _ in range(2):
            ledger.quotas.take(place=HALM, person=ANN, limits=limits)
        with pytest.raises(LimitReached, match=said) as caught:
            ledger.quotas.take(place=HALM, person=ANN, limits=limits)
        assert (caught.value.personal, caught.value.limit) == (personal, 2)
        assert caught.value.resets == datetime(2026, 5, 5, tzinfo=UTC)
        assert ledger.quotas.today(place=HALM, person=ANN) == DailyCount(person=2, server=2)
        clock.on(hours=11, minutes=59, seconds=59)
        with pytest.raises(LimitReached):
            ledger.quotas.take(place=HALM, person=ANN, limits=limits)
        clock.on(seconds=1)
        assert ledger.quotas.take(place=HALM, person=ANN, limits=limits) == DailyCount(person=1, server=1)


def test_a_personal_limit_leaves_the_others_alone(tmp_path: Path) -> None:
    limits = Preferences(person_daily=1)
    with opened(tmp_path) as ledger:
        ledger.quotas.take(place=HALM, person=ANN, limits=limits)
        with pytest.raises(LimitReached, match="the 1 question of today"):
            ledger.quotas.take(place=HALM, person=ANN, limits=limits)
        ledger.quotas.take(place=HALM, person=BEN, limits=limits)
        ledger.quotas.take(place=ORREY, person=ANN, limits=limits)


def test_the_day_is_that_of_utc_whatever_zone_the_clock_has(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 5, 5, 1, 30, tzinfo=timezone(timedelta(hours=2))))  # 23:30 UTC of the day before
    with opened(tmp_path, clock=clock) as ledger:
        ledger.quotas.take(place=HALM, person=ANN, limits=FREE)
        clock.on(minutes=29)
        assert ledger.quotas.today(place=HALM, person=ANN).person == 1
        clock.on(minutes=1)
        assert ledger.quotas.today(place=HALM, person=ANN).person == 0


def test_a_question_can_be_given_back_once(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.quotas.take(place=HALM, person=ANN, limits=FREE)
        ledger.quotas.take(place=HALM, person=BEN, limits=FREE)
        for _ in range(2):
            ledger.quotas.give_back(place=HALM, person=ANN)
        assert ledger.quotas.today(place=HALM, person=ANN) == DailyCount(person=0, server=1)


def test_many_threads_never_get_more_than_the_limit(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        results: list[object] = []

        def take() -> None:
            for _ in range(5):
                try:
                    results.append(
                        ledger.quotas.take(place=HALM, person=ANN, limits=Preferences(person_daily=12)).person
                    )
                except LimitReached:
                    results.append(None)

        threads = [threading.Thread(target=take) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(result for result in results if isinstance(result, int)) == list(range(1, 13))
        assert len(results) == 30

"""The bot's own facts."""

from __future__ import annotations

from pathlib import Path

from tests.bot.store.sample_replies import opened


def test_a_fact_stays_until_it_is_replaced_or_dropped(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        assert ledger.facts.get("commands") is None
        ledger.facts.put("commands", "sha256:1")
    with opened(tmp_path) as ledger:
        assert ledger.facts.get("commands") == "sha256:1"
        ledger.facts.put("commands", "sha256:2")
        assert ledger.facts.get("commands") == "sha256:2"
        assert ledger.facts.drop("commands")
        assert not ledger.facts.drop("commands")
        assert ledger.facts.get("commands") is None

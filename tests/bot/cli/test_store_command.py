"""`footnote store copy`: from the file to the database, in words and as JSON, and what is said where it cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from bot.store import Ledger, Place
from bot.store.database.postgres_address import open_postgres

HALM = Place(server=7, channel=8)


@pytest.fixture
def file(bare: Any) -> str:
    """A ledger's file with one preference."""
    with Ledger(bare.folder / "ledger.sqlite") as ledger:
        ledger.preferences.change(HALM, channel=False, language="de")
    return str(bare.folder / "ledger.sqlite")


def test_a_ledger_moves_into_the_database_once(inside: Any, file: str, address: str) -> None:
    copied = inside("store", "copy", "--from", file, "--to", address, "--json")
    assert copied.code == 0, copied.err
    assert (copied.json["total"], copied.json["rows"]["preferences"]) == (2, 1)  # and the salt of wordings
    with Ledger(open_postgres(address)) as ledger:
        assert ledger.preferences.of(HALM).language == "de"
    again = inside("store", "copy", "--from", file, "--to", address)
    assert again.code == 2
    assert "holds a ledger already" in again.err


def test_the_configured_database_is_the_target(bare: Any, inside: Any, file: str, address: str) -> None:
    bare.configure(accepted=1.0, more=f'\n[ledger]\ndatabase = "{address}"\npath = "{file}"\n')
    copied = inside("store", "copy")
    assert copied.code == 0, copied.err
    assert "Copied and compared: 2 rows of" in copied.out
    assert "Set ledger.database" in copied.out


def test_what_is_missing_is_said(bare: Any, inside: Any, address: str) -> None:
    nowhere = inside("store", "copy")
    assert (nowhere.code, "no database is named" in nowhere.err) == (2, True)
    absent = inside("store", "copy", "--from", "absent.sqlite", "--to", address)
    assert (absent.code, "there is no ledger to copy" in absent.err) == (2, True)
    assert not (bare.folder / "absent.sqlite").exists()
    secret = inside("store", "copy", "--to", "postgresql://me:secret@db/there")
    assert (secret.code, "secret" in secret.err) == (2, False)

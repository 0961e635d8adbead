"""Adding what another program writes: `footnote add -`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.exit_codes import Exit

if TYPE_CHECKING:
    from conftest import Desk

TEXT = "The quay was rebuilt in 1962 by the town."


def test_a_text_with_a_title(bare: Desk) -> None:
    bare.configure(accepted=1.0)
    added = bare("add", "-", "--title", "The quay", "--json", typed=TEXT)
    assert added.code == Exit.DONE
    assert [row["title"] for row in bare("articles", "--json").json["articles"]] == ["The quay"]
    assert TEXT in bare("ask", "Who rebuilt the quay?").out


def test_a_text_without_one_is_named_by_its_first_line(bare: Desk) -> None:
    bare.configure(accepted=1.0)
    assert bare("add", "-", typed=f"The old quay\n\n{TEXT}\n").code == Exit.DONE
    assert "The old quay" in bare("articles").out


def test_nothing_comes(bare: Desk) -> None:
    bare.configure(accepted=1.0)
    for arguments in (("add", "-"), ("add", "-", "--title", "x")):
        done = bare(*arguments, typed="\n")
        assert done.code == Exit.SKIPPED
        assert "nothing came on standard input" in done.out


def test_a_title_for_a_file_is_refused(bare: Desk) -> None:
    bare.configure(accepted=1.0)
    done = bare("add", "a.txt", "--title", "x")
    assert done.code == Exit.USAGE
    assert "a title is for what comes on standard input" in done.err

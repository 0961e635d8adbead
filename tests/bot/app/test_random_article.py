"""A random article: a seed chooses it, every article can be chosen, and every front-end shows its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.exit_codes import Exit
from bot.render.wording import EMPTY_LIBRARY

if TYPE_CHECKING:
    from conftest import Desk

TITLES = {"Ferry service returns to Halm", "Owls of the river wood"}


def test_the_command_line_summarises_the_article_that_a_seed_chooses(desk: Desk) -> None:
    chosen = [desk("random", "--seed", str(seed), "--json").json for seed in range(4)]
    assert {summary["article"]["title"] for summary in chosen} == TITLES
    assert all(summary["sentences"] for summary in chosen)
    assert desk("random", "--seed", "0", "--json").json == chosen[0]
    title = chosen[0]["article"]["title"]
    assert desk("random", "--seed", "0").out == desk("summary", title).out


def test_the_console_summarises_an_article(desk: Desk) -> None:
    title, *sentences = desk(typed="/random\n").out.strip().splitlines()
    assert title in TITLES
    assert len(sentences) > 1


def test_an_empty_library_has_no_article_to_choose(bare: Desk) -> None:
    done, as_json = bare("random"), bare("random", "--json")
    assert (done.code, done.out) == (Exit.NOTHING, "")
    assert (as_json.code, as_json.json) == (Exit.NOTHING, {"article": None, "sentences": []})
    assert EMPTY_LIBRARY in done.err
    assert EMPTY_LIBRARY in as_json.err
    assert EMPTY_LIBRARY in bare(typed="/random\n").out

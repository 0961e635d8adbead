"""The command line as a user meets it: real processes, their output and their exit status."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from bot.cli.exit_codes import MEANINGS, Exit

if TYPE_CHECKING:
    from conftest import Desk

COMMANDS = (
    "console",
    "ask",
    "search",
    "summary",
    "digest",
    "timeline",
    "add",
    "articles",
    "show",
    "remove",
    "doctor",
    "eval",
    "calibrate",
)
WEIR = """\
.. _weir:

====================
The weir at Ottering
====================

.. contents::

The weir was built in 1911 for a mill [1]_.

The gate
--------

.. note:: The gate of the :ref:`weir <weir>` was painted by *Marta Holm* in 1987.

.. code-block:: sh

   make gate

.. [1] The mill is closed.
"""
WEIR_TEXT = """\
The weir was built in 1911 for a mill.

## The gate

The gate of the weir was painted by Marta Holm in 1987.

make gate

The mill is closed."""
QUESTION = "Who led the owl count?"


def test_help_names_every_command_and_exit_status(bare: Desk) -> None:
    done = bare("--help")
    assert done.code == 0
    for command in COMMANDS:
        assert re.search(rf"^    {command} +\w", done.out, re.MULTILINE)
    for code in Exit:
        assert re.search(rf"^ +{code}  {re.escape(MEANINGS[code])}$", done.out, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_the_common_options(bare: Desk, command: str) -> None:
    done = bare(command, "--help")
    assert done.code == 0
    for option in ("--config FILE", "--library NAME", "--version"):
        assert option in done.out


def test_help_is_instant(bare: Desk) -> None:
    took = []
    started = replace(bare, server=None)
    for _ in range(5):
        began = time.perf_counter()
        started("--help")
        took.append(time.perf_counter() - began)
    assert min(took) < 0.5


def test_help_imports_nothing_heavy() -> None:
    loaded = (
        "import sys; from bot.cli.command_line import main\n"
        "try: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    modules = set(done.stdout.splitlines()[-1].split())
    assert not {"numpy", "rich", "prompt_toolkit", "torch", "retrieval"} & modules


@pytest.mark.parametrize(
    "arguments", [["--version"], ["ask", "--version"], ["--library", "x", "articles", "--version"]]
)
def test_the_version(bare: Desk, arguments: list[str]) -> None:
    assert bare(*arguments).out == f"footnote {version('footnote')}\n"


def test_the_installed_script_is_the_same_program(desk: Desk) -> None:
    script = Path(sys.executable).with_name("footnote")
    done = subprocess.run(
        [script, "articles"], cwd=desk.folder, env=desk.env, capture_output=True, text=True, check=False
    )
    assert done.stdout == desk("articles").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Who led the owl count?"], 'To ask: footnote ask "…"'),
        (["serch", "owls"], "invalid choice: 'serch'"),
        (["ask"], "the following arguments are required: QUESTION"),
        (["search", "owls", "--limit", "0"], "'0' is not a whole number of 1 or more"),
        (["summary", "owls", "--sentences", "many"], "'many' is not a whole number of 1 or more"),
        (["articles", "--jason"], "unrecognized arguments: --jason"),
        (["ask", ""], "the question is empty"),
        (["ask", "   \n\t "], "the question is empty"),
        (["ask", "why " * 2_500], "9,999 characters, and 1,000 are allowed"),
        (["articles", "--config", "gone.toml"], "gone.toml: there is no such file"),
        (["eval", "gone"], "gone: there is no such folder"),
    ],
)
def test_wrong_usage_ends_with_2(desk: Desk, arguments: list[str], message: str) -> None:
    done = desk(*arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_a_mistake_in_the_configuration_ends_with_2(bare: Desk) -> None:
    (bare.folder / "config.toml").write_text('[console]\ncolor = "auto"\n', encoding="utf-8")
    done = bare("articles")
    assert done.code == 2
    assert done.err == "footnote: config.toml:2: unknown key 'console.color'. Did you mean 'colour'?\n"


def test_a_question_on_standard_input_and_a_mistyped_library(bare: Desk) -> None:
    assert bare("add", "articles").code == 0
    asked = bare("ask", "-", typed="When does the ferry to Orrey run again?\n")
    assert "3 June" in asked.out
    assert "“defualt” is new and empty. Did you mean “default”?" in bare("--library", "defualt", "articles").err


def test_adding_tells_what_was_understood_and_what_was_skipped(bare: Desk) -> None:
    (bare.folder / "articles/blob.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    (bare.folder / "articles/empty.md").write_bytes(b"")
    done = bare("add", "articles", "gone.md")
    assert done.code == 3
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert ["Ferry service returns to Halm", "2024-05-12", "59", "2", "new"] in [row[:5] for row in rows]
    assert any(row[-1] == "Eleven tawny owls were counted in the river wood this spring." for row in rows)
    for name in ("blob.txt", "empty.md", "gone.md"):
        assert any(row[0].endswith(name) and len(row[1]) > 20 for row in rows if len(row) == 2)
    assert rows[-1] == ["2 articles added, 3 skipped."]


def test_adding_again_changes_nothing_and_a_change_replaces(bare: Desk) -> None:
    assert bare("add", "articles").code == 0
    again = bare("add", "articles", "--json")
    assert again.code == 0
    assert (len(again.json["added"]), len(again.json["unchanged"])) == (0, 2)
    (bare.folder / "articles/owls.txt").write_text("Owls\n\nTwelve owls were counted in the wood.", encoding="utf-8")
    changed = bare("add", "articles/owls.txt", "--json").json
    assert [row["replaced"] for row in changed["added"]] == [True]
    assert bare("ask", "How many owls were counted?", "--json").json["quote"] == "Twelve owls were counted in the wood."
    assert len(bare("articles", "--json").json["articles"]) == 2


def test_an_answer_is_a_slice_of_its_article(desk: Desk) -> None:
    done = desk("ask", "Who", "led the owl count?", "--json")
    assert done.code == 0
    answer = done.json
    assert answer["asked"] == QUESTION
    assert answer["quote"] == "The count was led by Jonas Bright."
    cited = answer["citation"]
    article = desk("show", cited["article_id"], "--json").json
    assert article["text"][cited["start"] : cited["end"]] == answer["quote"]
    assert cited["before"] + answer["quote"] + cited["after"] in article["text"]
    assert next(iter(answer["milliseconds"])) == "understand"


def test_a_question_to_a_manual_in_restructuredtext(bare: Desk) -> None:
    (bare.folder / "weir.rst").write_text(WEIR, encoding="utf-8")
    assert bare("add", "weir.rst").code == 0
    answer = bare("ask", "Who painted the gate?", "--json").json
    assert answer["quote"] == "The gate of the weir was painted by Marta Holm in 1987."
    cited = answer["citation"]
    assert cited["title"] == "The weir at Ottering"
    article = bare("show", cited["article_id"], "--json").json
    assert article["text"][cited["start"] : cited["end"]] == answer["quote"]
    assert article["text"] == WEIR_TEXT


def test_a_misspelt_question_says_how_it_was_understood(desk: Desk) -> None:
    typed = QUESTION.replace("count", "cuont")
    assert desk("ask", typed).out.startswith(f"Understood as: {QUESTION}\n")
    said = desk("ask", typed, "--json").json
    assert (said["asked"], said["question"]) == (typed, QUESTION)


def test_a_plain_answer(desk: Desk) -> None:
    quote, citation, sure = desk("ask", QUESTION).out.splitlines()
    assert quote == "The count was led by Jonas Bright."
    assert re.fullmatch(r"Owls of the river wood · \S+owls\.txt · characters \d+–\d+", citation)
    assert re.fullmatch(r"[a-z ]+ \(\d+%\) · \d+ ms", sure)


def test_silence_ends_with_1(silent: Desk) -> None:
    done = silent("ask", QUESTION)
    assert done.code == 1
    assert done.out.splitlines()[:2] == [
        "I found nothing in the articles that answers this.",
        "Nearest, but not an answer:",
    ]
    asked = silent("ask", QUESTION, "--json")
    assert (asked.code, asked.json["answered"]) == (1, False)
    assert asked.json["nearest"][0]["quote"] == "The count was led by Jonas Bright."


def test_an_unsure_answer_ends_with_5_and_is_said_to_be_one(desk: Desk) -> None:
    file = desk.folder / "unsure.toml"
    shares = "accepted_wrong = 0.0\naccepted_unsure_wrong = 1.0\n"
    file.write_text(f'[models]\nembedder = "hashing"\nreader = "similarity"\n[answer]\n{shares}', encoding="utf-8")
    asked = desk("ask", QUESTION, FOOTNOTE_CONFIG=str(file))
    assert asked.code == 5
    assert asked.out.splitlines()[:2] == [
        "I am not sure, but this may answer it:",
        "The count was led by Jonas Bright.",
    ]
    assert "If not, perhaps one of these:" in asked.out
    answer = desk("ask", QUESTION, "--json", FOOTNOTE_CONFIG=str(file))
    assert (answer.code, answer.json["grade"], answer.json["answered"]) == (5, "unsure", False)
    assert answer.json["quote"] == "The count was led by Jonas Bright."


def test_a_setting_that_was_replaced_says_by_what(bare: Desk) -> None:
    (bare.folder / "config.toml").write_text("[answer]\nthreshold = 0.4\n", encoding="utf-8")
    done = bare("articles")
    assert done.code == 1  # there are no articles; the setting is ignored
    assert "'answer.threshold' is no longer a setting" in done.err
    assert "'answer.accepted_unsure_wrong'" in done.err


def test_an_empty_library_gives_a_hint(bare: Desk) -> None:
    for arguments in (["ask", QUESTION], ["articles"]):
        done = bare(*arguments)
        assert done.code == 1
        assert "footnote add FOLDER" in done.err


def test_search(desk: Desk) -> None:
    done = desk("search", "single", "fare", "--json", "--limit", "1")
    (found,) = done.json["passages"]
    assert found["title"] == "Ferry service returns to Halm"
    assert "A single fare is 40 crowns." in found["text"]
    assert done.json["has_words"] is True
    made_up = desk("search", "flibberwock", "--json")
    assert (made_up.code, made_up.json["has_words"]) == (0, False)
    assert {each["lexical"] for each in made_up.json["passages"]} == {0.0}
    assert desk("search", "single fare").out.startswith("1. Ferry service returns to Halm · Fares · ")


def test_summary(desk: Desk) -> None:
    done = desk("summary", "ferry", "--sentences", "2", "--json")
    quotes = [row["quote"] for row in done.json["sentences"]]
    assert len(quotes) == 2
    shown = desk("summary", "ferry", "--sentences", "2").out.splitlines()
    assert shown[0] == "Ferry service returns to Halm"
    assert [line.partition(" (characters")[0] for line in shown[1:]] == quotes


def test_a_summary_about_something(desk: Desk) -> None:
    done = desk("summary", "ferry", "--about", "cracks in the hull", "--json")
    assert (done.code, done.json["about"]) == (0, "cracks in the hull")
    assert any("cracks were found" in " ".join(row["quote"].split()) for row in done.json["sentences"])
    shown = desk("summary", "ferry", "--about", "cracks in the hull").out.splitlines()
    assert shown[0] == "Ferry service returns to Halm · about “cracks in the hull”"
    silent = desk("summary", "ferry", "--about", "zeppelins")
    assert silent.code == 1
    assert "The article does not mention “zeppelins”." in silent.out
    assert desk("summary", "ferry", "--length", "short", "--sentences", "3").code == 2


def test_a_digest(desk: Desk) -> None:
    done = desk("digest", "owls", "in", "trees")
    assert done.code == 0
    assert done.out.startswith("Owls of the river wood\n")
    entry = desk("digest", "owls", "--sentences", "1", "--json").json["entries"][0]
    assert "owls" in entry["sentences"][0]["quote"].casefold()
    assert entry["also"] == []
    missing = desk("digest", "the", "zeppelins", "of", "owls", "--json")
    assert (missing.code, missing.json["sought"]) == (1, {"content": ["zeppelins", "owls"], "missing": ["zeppelins"]})


def test_a_timeline(desk: Desk) -> None:
    rows = [line.split("\t") for line in desk("timeline", "ferry").out.splitlines()]
    assert rows[0] == ["when", "articles", "sentences", "bar"]
    assert rows[1][:2] == ["2024-05-12", "1"]
    assert set(rows[1][3]) == {"█"}
    assert desk("timeline", "owls", "--json").json["undated_articles"] == 1
    silent = desk("timeline", "zeppelins")
    assert (silent.code, silent.out) == (1, "")
    assert "The articles do not mention “zeppelins”." in silent.err
    assert "The articles do not mention “airships, zeppelins”." in desk("timeline", "the airships and zeppelins").err
    assert "“the” says too little to look for" in desk("timeline", "the").err
    assert "have no sentence about “owls ferry”" in desk("timeline", "owls", "ferry").err


def test_a_timeline_is_drawn_into_a_file(desk: Desk) -> None:
    assert desk("timeline", "ferry", "--png", "ferry.png").code == 0
    assert (desk.folder / "ferry.png").read_bytes().startswith(b"\x89PNG")
    failed = desk("timeline", "ferry", "--png", "gone/ferry.png")
    assert failed.code == 2
    assert "gone/ferry.png: the picture could not be written" in failed.err


def test_articles_one_a_line(desk: Desk) -> None:
    head, *rows = desk("articles").out.splitlines()
    assert head.split("\t")[:3] == ["id", "title", "date"]
    assert [row.split("\t")[1:3] for row in rows] == [
        ["Ferry service returns to Halm", "2024-05-12"],
        ["Owls of the river wood", ""],
    ]
    assert desk("show", rows[0].split("\t")[0]).out.startswith("Ferry service returns to Halm\n")


def test_show_gives_the_text_with_its_passages(desk: Desk) -> None:
    shown = desk("show", "owls", "--json").json
    assert all(shown["text"][row["start"] : row["end"]] == row["text"] for row in shown["passages"])
    assert "Eleven tawny owls" in desk("show", "owls").out


def test_remove(bare: Desk) -> None:
    bare("add", "articles")
    done = bare("remove", "ferry")
    assert done.code == 0
    assert done.out.startswith("Removed: Ferry service returns to Halm (")
    assert [row["title"] for row in bare("articles", "--json").json["articles"]] == ["Owls of the river wood"]


@pytest.mark.parametrize("command", ["show", "summary", "remove"])
def test_an_unknown_article_ends_with_1_and_the_nearest_title(desk: Desk, command: str) -> None:
    done = desk(command, "Owls of the rivr wod")
    assert done.code == 1
    assert "Nearest: Owls of the river wood" in done.err


def test_libraries_do_not_see_each_other(bare: Desk) -> None:
    bare("add", "articles/owls.txt", "--library", "wood")
    bare("--library", "sea", "add", "articles/ferry.md")
    for library, title in (("wood", "Owls of the river wood"), ("sea", "Ferry service returns to Halm")):
        assert [row["title"] for row in bare("articles", "--library", library, "--json").json["articles"]] == [title]
        assert bare("--library", library, "ask", "What?", "--json").json["citation"]["title"] == title
    assert bare("articles").code == 1


def test_a_library_that_is_no_library_ends_with_4(bare: Desk) -> None:
    broken = bare.folder / "broken.sqlite"
    broken.write_bytes(b"nothing that SQLite knows\n" * 200)
    bare.configure(accepted=1.0, more='[library]\npath = "broken.sqlite"\n')
    done = bare("articles")
    assert done.code == 4
    assert "broken.sqlite" in done.err
    assert "Traceback" not in done.err
    assert broken.read_bytes() == b"nothing that SQLite knows\n" * 200


def test_a_model_that_is_missing_ends_with_4(bare: Desk) -> None:
    config = '[models]\nembedder_model = "./no-such-model"\n'
    (bare.folder / "config.toml").write_text(config, encoding="utf-8")
    done = bare("ask", "Anything?", HF_HUB_OFFLINE="1")
    assert done.code == 4
    assert "no-such-model" in done.err
    assert "Traceback" not in done.err


def test_a_defect_is_logged_under_the_id_that_is_shown(bare: Desk) -> None:
    planted = (
        "import sys, bot.cli.query_commands, bot.cli.command_line\n"
        "def broken(*_): raise RuntimeError('planted \\x1b[31m')\n"
        "bot.cli.query_commands.articles = broken\n"
        "sys.exit(bot.cli.command_line.main(['articles']))"
    )
    done = subprocess.run([sys.executable, "-c", planted], env=bare.env, capture_output=True, text=True, check=False)
    assert done.returncode == 70
    found = re.search(r"logged as (\w+) in (\S+)\. ", done.stderr)
    assert found is not None
    assert "Traceback" not in done.stderr
    logged = Path(found[2]).read_text(encoding="utf-8")
    assert Path(found[2]) == bare.folder / "home/.local/state/footnote/footnote.log"
    assert found[1] in logged
    assert "RuntimeError: planted" in logged


def test_a_reader_that_leaves_early_is_no_error(bare: Desk) -> None:
    lines = "\n\n".join(f"Sentence number {number} tells of the harbour and its many boats." for number in range(4_000))
    (bare.folder / "long.txt").write_text(f"Harbour\n\n{lines}", encoding="utf-8")
    assert bare("add", "long.txt").code == 0
    piped = f"{sys.executable} -m bot show harbour | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", piped], cwd=bare.folder, env=bare.env, capture_output=True, text=True, check=False
    )
    assert done.stdout == "Harbour\n141\n"
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_said(desk: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*desk.command, "articles"],
            cwd=desk.folder,
            env=desk.env,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr == "footnote: the output could not be written: No space left on device.\n"


def test_a_closed_output_is_no_defect(desk: Desk) -> None:
    closed = f"{sys.executable} -m bot articles >&-; echo $?"
    done = subprocess.run(
        ["bash", "-c", closed], cwd=desk.folder, env=desk.env, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
)
def test_output_is_utf_8_in_the_c_locale(desk: Desk, environment: dict[str, str]) -> None:
    done = desk("ask", QUESTION, **environment)
    assert done.code == 0
    assert " · " in done.out


def test_an_encoding_that_lacks_a_character_does_no_harm(desk: Desk) -> None:
    done = desk("show", "owls", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")
    assert done.code == 0
    assert "Eleven tawny owls" in done.out


def test_escape_codes_in_a_question_are_not_obeyed(desk: Desk) -> None:
    for more in ([], ["--json"]):
        done = desk("ask", "owl \x1b[31m count\x9b2J?", *more)
        assert not re.search("[\x1b\x9b]", done.out + done.err)
    assert "\x1b" not in desk("show", "\x1b]0;owned\x07").err
    assert "\x1b" not in desk("articles", "--config", "\x1b[2J.toml").err


def test_arguments_that_are_no_text_do_no_harm(desk: Desk) -> None:
    done = subprocess.run(
        [*desk.command, "ask", b"owl \xff\xfe count?"], cwd=desk.folder, env=desk.env, capture_output=True, check=False
    )
    assert done.returncode in {0, 1}
    assert done.stderr == b""


def test_a_terminal_gets_a_progress_bar_and_a_table(bare: Desk) -> None:
    _, *first = bare.command
    child = pexpect.spawn(
        sys.executable, [*first, "add", "--table", "articles"], cwd=str(bare.folder), env=bare.env, encoding="utf-8",
        dimensions=(40, 140), timeout=60,
    )  # fmt: skip
    child.expect(r"Adding [^\r]*━")
    child.expect("Understood")
    child.expect("Owls of the river wood")
    child.expect("2 articles added")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_the_width_of_the_terminal_and_of_the_settings_wrap_the_text(desk: Desk) -> None:
    narrow = desk.folder / "narrow.toml"
    text = (desk.folder / "config.toml").read_text(encoding="utf-8")
    narrow.write_text(f"{text}[console]\nwidth = 30\ncolour = 'never'\n", encoding="utf-8")
    for columns, environment in ((60, {}), (30, {"FOOTNOTE_CONFIG": str(narrow)})):
        shown = pexpect.run(
            f"{sys.executable} -m bot ask 'Why did the council stop the ferry in January?'",
            cwd=str(desk.folder), env={**desk.env, "COLUMNS": "60", "NO_COLOR": "1", **environment}, encoding="utf-8",
        )  # fmt: skip
        lines = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line) for line in shown.splitlines()]
        widest = max(len(line) for line in lines if line.startswith(("▌", "  ")))
        assert columns - 15 < widest <= columns


MANY = 12_000  # so many that they are not all stored before the interruption comes, on a busy machine either


def test_ctrl_c_while_adding_keeps_what_was_stored(bare: Desk) -> None:
    many = bare.folder / "many.jsonl"
    words = "The harbour of town {0} holds many boats, and each of them has a name that begins with {0}. " * 12
    rows = [{"id": f"a{n}", "title": f"Town {n}", "text": words.format(n)} for n in range(MANY)]
    many.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    child = pexpect.spawn(
        sys.executable, ["-m", "bot", "add", "many.jsonl"], cwd=str(bare.folder), env=bare.env, encoding="utf-8",
        dimensions=(40, 140), timeout=200,
    )  # fmt: skip
    child.logfile_read = shown = io.StringIO()
    child.expect(r"Adding[^\r]*[1-9][\d,]* passages")
    child.sendintr()
    child.expect("Interrupted. What was stored stays")
    child.expect(pexpect.EOF)
    said = re.search(r"([\d,]+) articles? added", shown.getvalue())
    child.close()
    assert child.exitstatus == 130
    stored = len(bare("articles", "--json").json["articles"])
    assert 0 < stored < MANY
    assert said is not None
    assert 0 <= stored - int(said[1].replace(",", "")) <= 1  # the signal may fall between storing and telling


def test_doctor_finds_all_well(desk: Desk) -> None:
    done = desk("doctor", "--json")
    assert done.code == 0
    assert done.json["well"] is True
    assert done.json["problems"] == []
    assert done.json["configuration"]["file"] == str(desk.folder / "config.toml")
    assert done.json["installed"]["torch"] == version("torch")
    library = done.json["library"]
    assert library["path"] == str(desk.folder / "home/.local/share/footnote/library.sqlite")
    assert (library["articles"], library["integrity"], library["writable"]) == (2, "whole", True)
    assert library["passages"] >= 2
    assert desk("doctor").out.endswith("All is well.\n")


def test_doctor_names_the_libraries_and_those_that_are_empty(bare: Desk) -> None:
    (bare.folder / "notes").mkdir()
    (bare.folder / "notes" / "one.txt").write_text("The lock opens at six.", encoding="utf-8")
    for library in ("harbour", "mill"):
        bare("add", "notes", "--library", library)
    bare("remove", "one", "--library", "mill")  # the folder is still followed
    library = bare("doctor", "--json", "--library", "mill").json["library"]
    assert library["all"] == "harbour (1 article), mill (empty)"
    assert library["state"].startswith("The library “mill” is empty.")
    state = bare("doctor", "--json", "--library", "mlil").json["library"]["state"]
    assert state == "The library “mlil” is new and empty. Did you mean “mill”?"


def test_doctor_makes_no_library(bare: Desk) -> None:
    done = bare("doctor")
    assert done.code == 0
    assert "footnote add FOLDER" in done.out
    assert not (bare.folder / "home/.local/share").exists()


def test_doctor_tells_of_a_damaged_library(bare: Desk) -> None:
    bare("add", "articles")
    path = bare.folder / "home/.local/share/footnote/library.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    done = bare("doctor", "--json")
    assert done.code == 4
    assert done.json["library"]["integrity"] == "damaged"
    (problem,) = done.json["problems"]
    assert "add the articles again" in problem["problem"]
    assert "✗ library, integrity: " in bare("doctor").out


def test_doctor_tells_of_a_wrong_configuration_and_a_missing_model(bare: Desk) -> None:
    (bare.folder / "config.toml").write_text("[answer]\nacepted_wrong = 0.5\n", encoding="utf-8")
    (bare.folder / "model.toml").write_text('[models]\nembedder_model = "./no-such-model"\n', encoding="utf-8")
    wrong = bare("doctor", "--json")
    assert wrong.code == 4
    assert [row["about"] for row in wrong.json["problems"]] == ["configuration file"]
    missing = bare("doctor", "--json", "--config", "model.toml", HF_HUB_OFFLINE="1")
    assert missing.code == 4
    assert missing.json["problems"][0]["about"] == "model files"


def test_doctor_names_the_reader_and_tells_of_a_missing_one(bare: Desk) -> None:
    reader = '[models]\nembedder = "hashing"\nreader = "span"\nreader_model = "./no-such-reader"\n'
    (bare.folder / "reader.toml").write_text(reader, encoding="utf-8")
    done = bare("doctor", "--json", "--config", "reader.toml", HF_HUB_OFFLINE="1")
    assert done.code == 4
    model = done.json["model"]
    assert (model["reader"], model["reader_model"]) == ("span", "./no-such-reader")
    (problem,) = done.json["problems"]
    assert problem["about"] == "model files"
    assert "no-such-reader" in problem["problem"]


def evaluation_set(folder: Path) -> Path:
    """Two articles and three questions, one of them unanswerable."""
    made = folder / "set"
    made.mkdir()
    texts = {
        "bridge": "The old bridge reopened in March. It had been closed for a year.",
        "mill": "The mill burnt down.",
    }
    articles = [{"id": name, "title": name.capitalize(), "text": text} for name, text in texts.items()]
    questions = [
        {
            "id": "1",
            "question": "When did the old bridge reopen?",
            "article": "bridge",
            "spans": [[0, 33]],
            "answerable": True,
        },
        {"id": "2", "question": "What burnt down?", "article": "mill", "spans": [[0, 20]], "answerable": True},
        {"id": "3", "question": "Who sang at the opera?", "article": None, "spans": [], "answerable": False},
    ]
    for name, rows in (("articles", articles), ("questions", questions)):
        (made / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return made


def test_eval_measures_in_a_library_of_its_own(bare: Desk) -> None:
    evaluation_set(bare.folder)
    done = bare("eval", "set", "--json", TMPDIR=str(bare.folder / "home"))
    assert done.code == 0, done.err
    report = done.json
    assert (report["questions"], report["answerable"], report["right_sentence_at_1"], report["verbatim"]) == (
        3,
        2,
        1.0,
        1.0,
    )
    assert not (bare.folder / "home/.local/share").exists()
    assert list((bare.folder / "home").glob("footnote-eval-*")) == []
    table = dict(line.split("\t") for line in bare("eval", "set", "--limit", "2").out.splitlines())
    assert (table["questions"], table["verbatim"]) == ("2", "1.000")


def test_eval_writes_its_failures_and_counts_by_kind(bare: Desk) -> None:
    evaluation_set(bare.folder)
    file = bare.folder / "set" / "questions.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    file.write_text("\n".join(json.dumps({**row, "kind": "who"}) for row in rows), encoding="utf-8")
    done = bare("eval", "set", "--failures", "failed.jsonl")
    assert done.code == 0, done.err
    assert "By kind" in done.out or "\nwho\t" in done.out
    failed = (bare.folder / "failed.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"{len(failed)} failed question" in done.err
    assert all({"failed", "shown", "right", "rank"} <= json.loads(line).keys() for line in failed)
    refused = bare("eval", "set", "--failures", "gone/failed.jsonl")
    assert (refused.code, "cannot be written" in refused.err) == (2, True)


def test_eval_of_summaries(bare: Desk) -> None:
    evaluation_set(bare.folder)
    sentences = [
        f"The {animal} was seen near the harbour by a fisher." for animal in ("seal", "otter", "heron", "crane", "pike")
    ]
    rows = [{"id": str(n), "text": " ".join(sentences[n:] + sentences[:n]), "summary": sentences[n]} for n in range(3)]
    (bare.folder / "summaries.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = bare("eval", "set", "--summaries", "summaries.jsonl", "--json")
    assert done.code == 0, done.err
    found = done.json["summaries"]
    assert found["texts"] == 3
    assert 0 < found["rouge1"]["lead"] <= 1
    assert "rouge2" in bare("eval", "set", "--summaries", "summaries.jsonl").out


def test_the_default_model_answers_a_question_in_other_words(bare: Desk) -> None:
    (bare.folder / "config.toml").write_text("[answer]\naccepted_wrong = 1.0\n", encoding="utf-8")
    assert bare("add", "articles").code == 0
    done = bare("ask", "How many birds were found in the forest?", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["quote"] == "Eleven tawny owls were counted in the river wood this spring."

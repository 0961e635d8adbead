"""The console on a real pseudo-terminal, and through pipes."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

if TYPE_CHECKING:
    from conftest import Desk

PROMPT = r">(?:\x1b\[0m)* ?"
WAIT = 30  # seconds: other work may hold the machine


class Terminal(pexpect.spawn):
    """A pseudo-terminal that says where the cursor is when it is asked, as terminals do: always in the first row."""

    def read_nonblocking(self, size: int = 1, timeout: float | None = -1) -> str:
        data = str(super().read_nonblocking(size, timeout))
        for _ in range(data.count("\x1b[6n")):
            self.send("\x1b[1;1R")
        return data


@contextmanager
def talk(desk: Desk, *arguments: str, **environment: str) -> Iterator[Any]:
    """`footnote console` on a pseudo-terminal."""
    env = {**desk.env, **environment}
    command, *first = desk.command
    child = Terminal(
        command,
        [*first, *arguments],
        cwd=str(desk.folder),
        env=env,
        encoding="utf-8",
        dimensions=(40, 120),
        timeout=WAIT,
    )
    child.delaybeforesend = 0.05
    try:
        yield child
    finally:
        child.close(force=True)


def leave(child: Any) -> int:
    """End with Ctrl-D, once the prompt is there again; the exit status."""
    seen = ""
    for _ in range(WAIT):
        child.sendeof()
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
            break
        seen += child.before
    assert "Traceback" not in seen + child.before
    child.close()
    return int(child.exitstatus)


def ask(child: Any, line: str, answer: str) -> None:
    """Type a line, and wait for what is expected in the reply and for the next prompt."""
    child.expect(PROMPT)
    child.send(line + "\r")
    child.expect(answer)


def test_a_question_why_and_more(desk: Desk) -> None:
    with talk(desk) as child:
        child.expect("Ask a question, or type /help")
        ask(child, "Who led the owl count?", "▌.*The count was led by Jonas Bright")
        child.expect(r"Owls of the river wood · .*owls\.txt · characters \d+–\d+")
        child.expect(r"\(\d+%\) · \d+ ms")
        ask(child, "/why", "Understood as: Who led the owl count")
        child.expect(r"threshold: 0?1?%|threshold: \d+%")
        child.expect("Best sentences")
        child.expect("milliseconds")
        ask(child, "/more", "characters")
        ask(child, "/summary ferry", "Ferry service returns to Halm")
        child.expect("characters")
        ask(child, "/summary ferry length: 1 about: cracks in the hull", "about “cracks in the hull”")
        child.expect("characters")
        ask(child, "/summary ferry about: zeppelins", "does not mention “zeppelins”")
        ask(child, "/summary ferry length: huge", "Use short, medium, long or a number")
        ask(child, "/digest owls", "Owls of the river wood")
        ask(child, "/timeline ferry", "2024-05-12")
        assert leave(child) == 0


def test_commands_and_titles_are_completed(desk: Desk) -> None:
    with talk(desk) as child:
        child.expect("2 articles")
        child.send("/sum")
        child.expect("summarise an article by its own")
        child.send("\t")
        child.expect("ARTICLE|summary")
        child.send("RIVER")
        child.expect("Owls of the river wood")
        child.send("\t\r")
        child.expect("Eleven tawny owls were counted")
        assert leave(child) == 0


def test_a_paste_of_several_lines_is_one_question(desk: Desk) -> None:
    with talk(desk) as child:
        child.expect(PROMPT)
        child.send("\x1b[200~Who led\nthe owl\r\ncount?\x1b[201~")
        child.expect("Who led the owl count")
        child.send("\r")
        child.expect("led by Jonas Bright")
        assert leave(child) == 0


def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(desk: Desk) -> None:
    with talk(desk) as child:
        child.expect(PROMPT)
        child.send("/quit")
        child.expect("quit")
        child.sendintr()
        child.expect(PROMPT)
        assert child.isalive()
        assert leave(child) == 0


def test_what_was_typed_is_there_the_next_time(bare: Desk) -> None:
    for line in ("/articles", ""):
        with talk(bare) as child:
            child.expect(PROMPT)
            child.send(f"{line}\r" if line else "\x1b[A")
            child.expect("There are no articles yet" if line else "/articles")
            if line:
                assert leave(child) == 0
    kept = bare.folder / "home/.local/state/footnote/history"
    assert "+/articles" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_a_talk_goes_on_the_next_time(desk: Desk) -> None:
    with talk(desk) as child:
        ask(child, "/new", "stands alone")  # another test may have talked
        ask(child, "Where were tawny owls in spring?", "Eleven tawny owls")
        assert leave(child) == 0
    with talk(desk) as child:
        child.expect("The conversation continues after “Where were tawny owls in spring")
        ask(child, "how many of them?", r"Understood as: “Owls of the river wood”: how many of them\?")
        ask(child, "the sentence before", "Eleven tawny owls were counted")
        ask(child, "/new", "stands alone")
        assert leave(child) == 0
    with talk(desk) as child:
        child.expect("Ask a question, or type /help")
        assert child.expect(["The conversation continues", PROMPT]) == 1
        assert leave(child) == 0


def test_a_console_that_must_not_remember_keeps_no_history(bare: Desk) -> None:
    bare.configure(accepted=1.0, more="[console]\nremember = false\n")
    with talk(bare) as child:
        ask(child, "/articles", "There are no articles yet")
        assert leave(child) == 0
    assert not (bare.folder / "home/.local/state").exists()


def test_the_history_file_is_where_it_is_configured(bare: Desk) -> None:
    bare.configure(accepted=1.0, more='[console]\nhistory = "asked.txt"\n')
    with talk(bare) as child:
        ask(child, "/articles", "There are no articles yet")
        assert leave(child) == 0
    assert "+/articles" in (bare.folder / "asked.txt").read_text(encoding="utf-8")


def test_adding_in_the_console(bare: Desk) -> None:
    with talk(bare) as child:
        ask(child, "Who led the count?", "There are no articles yet")
        ask(child, "/add articles", "2 articles added")
        child.expect(": 2 articles")
        child.send("Who led the owl count?\r")
        child.expect("Jonas Bright")
        assert leave(child) == 0


def test_removing_and_refreshing_in_the_console(bare: Desk) -> None:
    removed = bare(typed="/add articles/owls.txt\n/remove owls\n/articles\n/remove owls\n/refresh\n").out
    assert re.search(r"Removed: .*owls\.txt\)\.\n", removed)
    assert "There are no articles yet." in removed
    assert "footnote add FOLDER" in removed  # there is no article to remove any more
    assert "There is nothing to read again. Add files or web addresses first: /add LOCATION" in removed


def test_refreshing_one_location_leaves_the_others(bare: Desk) -> None:
    (bare.folder / "pears.txt").write_text("The pears were picked in week 38.", encoding="utf-8")
    replies = bare(
        typed="/add articles/owls.txt\n/add pears.txt\n/refresh pears.txt\n/refresh plums.txt\n/refresh\n"
    ).out
    totals = re.findall(r"^\d+ articles? added.*$", replies, re.MULTILINE)
    assert totals[2:] == ["0 articles added, 1 unchanged.", "0 articles added, 2 unchanged."]
    assert "plums.txt: nothing was added from there." in replies


@pytest.mark.parametrize("line", ["/new Who led the owl count?", "/articles owls", "/more 3", "/quit now"])
def test_what_is_typed_behind_a_command_that_takes_nothing_is_refused(bare: Desk, line: str) -> None:
    command = line.split(maxsplit=1)[0]
    assert bare(typed=f"{line}\n").out == f"{command} takes nothing behind it. Type it as {command}.\n\n"


def test_help_describes_one_command(bare: Desk) -> None:
    assert bare(typed="/help /digest\n").out.startswith("/digest WORDS  show what all articles say")
    assert bare(typed="/help refresh\n").out.startswith("/refresh [LOCATION]  read again")
    assert bare(typed="/help digets\n").out == "there is no command /digets. Did you mean /digest?\n\n"


@pytest.mark.parametrize("how", ["variable", "setting"])
def test_without_colours_no_escape_code_stands_in_a_reply(desk: Desk, how: str) -> None:
    config = desk.folder / "colourless.toml"
    config.write_text(
        '[models]\nembedder = "hashing"\nreader = "similarity"\n[answer]\naccepted_wrong = 1.0\n'
        '[console]\ncolour = "never"\n',
        encoding="utf-8",
    )
    environment = {"NO_COLOR": "1"} if how == "variable" else {"FOOTNOTE_CONFIG": str(config)}
    command, *first = desk.command
    shown = pexpect.run(
        " ".join([command, *first, "ask 'Who led the owl count?'"]),
        cwd=str(desk.folder), env={**desk.env, **environment}, encoding="utf-8", timeout=WAIT,
    )  # fmt: skip
    assert "▌ The count was led by Jonas Bright." in shown
    reply = shown[shown.index("▌") :]
    assert not re.search(r"\x1b\[[0-9;]*m", reply)


def test_the_prompt_is_there_before_the_model(bare: Desk) -> None:
    """The default model takes seconds to load; the prompt takes one question meanwhile, which waits with a sign."""
    (bare.folder / "config.toml").unlink()
    took = []
    for _ in range(3):
        began = time.perf_counter()
        with talk(bare) as child:
            child.expect("loading the model")
            took.append(time.perf_counter() - began)
            assert leave(child) == 0
    assert min(took) < 2.0
    with talk(bare) as child:
        child.expect(PROMPT)
        child.send("/add articles\r")
        child.expect("loading the model…")
        child.expect("2 articles added")
        ask(child, "When did the ferry stop?", "The council had stopped.*in.*January")  # in bold, over two lines
        assert leave(child) == 0


def test_leaving_while_the_model_loads_is_quick_and_quiet(bare: Desk) -> None:
    (bare.folder / "config.toml").unlink()
    with talk(bare) as child:
        child.expect("loading the model")
        began = time.perf_counter()
        assert leave(child) == 0
        assert time.perf_counter() - began < 5


PIPED = """Who led the owl count?

/why
/serch owls
/show zebra
How much is a single fare?
"""


def test_a_pipe_gives_a_plain_reply_to_each_line_in_order(desk: Desk) -> None:
    done = desk(typed=PIPED)
    assert (done.code, done.err) == (0, "")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.out.replace("\t", ""))
    expected = [
        "The count was led by Jonas Bright.\nOwls of the river wood",
        "Understood as: Who led the owl count?",
        "there is no command /serch. Did you mean /search?",
        "zebra: no article goes by that name.",
        "A single fare is 40 crowns.\nFerry service returns to Halm · 2024-05-12",
    ]
    places = [done.out.index(part) for part in expected]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "\n\n  \n",
        '"',
        "NEAR( * : ^",
        "'; DROP TABLE articles; --",
        "🦉🦉🦉",
        "猫头鹰在哪里？",
        "[bold]owl[/bold]",
        "\\",
        "-",
        "///",
        "/",
    ],
)
def test_odd_lines_do_no_harm(desk: Desk, line: str) -> None:
    done = desk(typed=f"{line}\nWho led the owl count?\n")
    assert (done.code, done.err) == (0, "")
    assert "The count was led by Jonas Bright." in done.out


def test_bytes_that_are_no_text_and_controls_do_no_harm(desk: Desk) -> None:
    done = desk(typed=b"\xff\xfe\x00\x1b[2J owl?\n\xc3\n" + b"a" * 20_000 + b"\nWho led the owl count?")
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "20,000 characters, and 1,000 are allowed" in done.out
    assert "The count was led by Jonas Bright." in done.out


def test_each_reply_is_there_before_the_next_line_is_given(desk: Desk) -> None:
    with subprocess.Popen(
        desk.command, cwd=desk.folder, env=desk.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question, answer in (("Who led the owl count?", "Jonas Bright"), ("What is a single fare?", "40 crowns")):
            process.stdin.write(question + "\n")
            process.stdin.flush()
            assert answer in process.stdout.readline()
            while process.stdout.readline().strip():
                pass
        process.stdin.close()
        assert process.wait(timeout=WAIT) == 0


def test_silence_and_leads_in_a_pipe(silent: Desk) -> None:
    done = silent(typed="Who led the owl count?\n/more\n")
    first, _, more = done.out.partition("\n\n")
    assert first.splitlines()[:2] == [
        "I found nothing in the articles that answers this.",
        "Nearest, but not an answer:",
    ]
    assert all(line.startswith("- ") for line in first.splitlines()[2:])
    assert more.splitlines()[:2] == ["Nearest, but not an answer:", "The count was led by Jonas Bright."]
    assert done.code == 0


@pytest.mark.parametrize("line", ["/quit", "/QUIT", "exit", "Quit", ":q"])
def test_quit_ends_a_pipe_early(desk: Desk, line: str) -> None:
    done = desk(typed=f"{line}\nWho led the owl count?\n")
    assert (done.code, done.out) == (0, "")


def test_commands_are_understood_in_capitals_and_without_a_slash_where_nothing_else_is_meant(bare: Desk) -> None:
    done = bare(typed="/HELP Summary\nhelp\n!help\n/doctor\n")
    assert done.out.startswith("/summary ARTICLE")
    assert done.out.count("A line that does not start with / is a question") == 2
    assert "the console has no command /doctor. Type it in a shell: footnote doctor." in done.out


def test_a_question_behind_ask_is_answered(desk: Desk) -> None:
    assert "The count was led by Jonas Bright." in desk(typed="/ask Who led the owl count?\n").out


@pytest.mark.parametrize("line", [f"/summary owls length: {'9' * 5_000}", f"/add {'x' * 300}"])
def test_what_is_too_long_behind_a_command_is_said_to_be_wrong(bare: Desk, line: str) -> None:
    done = bare(typed=f"{line}\n")
    assert "by our fault" not in done.out + done.err
    assert "there is no length “999" in done.out or "0 articles added, 1 skipped." in done.out


def test_a_terminal_without_cursor_keys_gets_answers(desk: Desk) -> None:
    with talk(desk, TERM="dumb") as child:
        child.expect(PROMPT)
        child.sendline("Who led the owl count?")
        child.expect("The count was led by Jonas Bright")


def test_a_library_that_cannot_be_opened_ends_a_pipe(bare: Desk) -> None:
    (bare.folder / "broken.sqlite").write_bytes(b"not a database at all" * 100)
    bare.configure(accepted=1.0, more='[library]\npath = "broken.sqlite"\n')
    done = bare(typed="Anything?\n")
    assert done.code == 4
    assert "broken.sqlite" in done.err
    assert "Traceback" not in done.err


def test_a_library_that_cannot_be_opened_is_said_at_the_prompt(bare: Desk) -> None:
    (bare.folder / "broken.sqlite").write_bytes(b"not a database at all" * 100)
    bare.configure(accepted=1.0, more='[library]\npath = "broken.sqlite"\n')
    with talk(bare) as child:
        ask(child, "Anything?", r"broken\.sqlite")
        assert leave(child) == 0


def test_paths_with_blanks_and_a_home_are_added(bare: Desk) -> None:
    home = bare.folder / "home"
    (home / "my owls.txt").write_text("Owls in my garden. Two owls live there.", encoding="utf-8")
    (home / "it's.txt").write_text("Hens in my garden. Two hens live there.", encoding="utf-8")
    done = bare(typed="/add ~/my owls.txt\n/add ~/it's.txt\n/add articles/ferry.md 'articles/owls.txt'\n")
    assert done.out.count("1 article added.") == 2
    assert "2 articles added." in done.out


def test_ctrl_c_ends_a_pipe_with_its_own_status(desk: Desk) -> None:
    with subprocess.Popen(
        desk.command,
        cwd=desk.folder,
        env=desk.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"Who led the owl count?\n")
        process.stdin.flush()
        process.stdout.readline()
        assert process.stderr is not None
        process.send_signal(signal.SIGINT)  # and its input stays open, so that nothing else ends it
        assert process.wait(timeout=WAIT) == 130
        assert process.stderr.read().decode() == "footnote: Interrupted.\n"

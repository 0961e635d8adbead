"""The console: brings lines to a `Chat`, from a prompt on a terminal or line by line from a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.app.configuration import Config
from bot.cli.exit_codes import Exit, for_error
from bot.console.background_loader import Opening
from bot.console.history import Memory
from bot.console.session import Chat, Leave
from bot.render import wording
from bot.render.screen import Screen
from retrieval import FootnoteError

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

GREETING = "Ask a question, or type /help."
GOING_ON = "The talk goes on from “{question}”; /new begins a new one."


def run(config: Config, screen: Screen) -> Exit:
    """Talks until the end of the input, /quit or Ctrl-D."""
    opening = Opening(config)
    talking = sys.stdin.isatty() and sys.stdout.isatty()
    code = _at_prompt(opening, screen, Memory(config)) if talking else _from_pipe(Chat(opening, screen), sys.stdin)
    _end(opening, code)
    return code


def _at_prompt(opening: Opening, screen: Screen, memory: Memory) -> Exit:
    from bot.console import prompt  # noqa: PLC0415  a pipe does not need it

    chat = Chat(opening, screen, memory.recall())
    session = prompt.session(opening, screen.settings)
    chat.complain(GREETING)
    if told := chat.talk.told():
        chat.complain(GOING_ON.format(question=wording.one_line(told[-1].question)))
    while True:
        try:
            if line := wording.one_line(_typed(session)):
                chat.take(line)
                memory.keep(chat.talk)
        except KeyboardInterrupt:
            chat.complain("Stopped.")
        except (Leave, EOFError):
            return Exit.DONE


def _typed(session: PromptSession[str]) -> str:
    """What is typed next. Ctrl-C clears the line, as in a shell."""
    while True:
        try:
            return session.prompt()
        except KeyboardInterrupt:
            continue


def _from_pipe(chat: Chat, lines: Iterable[str]) -> Exit:
    """Replies to each line in turn, a blank line after each reply. A library that cannot be opened ends it at once."""
    chat.opening.start()
    chat.opening.opened()
    for line in filter(None, map(wording.one_line, lines)):
        try:
            chat.take(line)
        except Leave:
            break
        chat.screen.end_reply()
    return _outcome(chat.opening)


def _outcome(opening: Opening) -> Exit:
    """All is well, unless the model was asked for and is not there."""
    if opening.loading:
        return Exit.DONE
    try:
        opening.ready()
    except FootnoteError as error:
        return for_error(error)
    return Exit.DONE


def _end(opening: Opening, code: Exit) -> None:
    """Leaves at once even while the model still loads: the interpreter would wait for the imports under way."""
    if opening.loading:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    opening.close()

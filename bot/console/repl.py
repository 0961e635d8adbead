"""The console: passes lines to a session, from a prompt on a terminal or line by line from a pipe."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.cli.command_run import CommandRun
from bot.cli.exit_codes import Exit, for_error
from bot.console.background_loader import BackgroundLoader
from bot.console.conversation_file import ConversationFile
from bot.console.session import ConsoleSession, Leave
from bot.render import wording
from bot.render.screen import Screen
from retrieval import FootnoteError

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

GREETING = "Ask a question, or type /help."
GOING_ON = "The conversation continues after “{question}”; /new begins a new one."


def run(arguments: Namespace) -> Exit:
    """Reply to lines until the end of the input, /quit or Ctrl-D."""
    command = CommandRun.start(arguments)
    loader = BackgroundLoader(command.config)
    if sys.stdin.isatty() and sys.stdout.isatty():
        code = _run_prompt(loader, command.screen, ConversationFile(command.config))
    else:
        code = _run_pipe(ConsoleSession(loader, command.screen), sys.stdin)
    _end(loader, code)
    return code


def _run_prompt(loader: BackgroundLoader, screen: Screen, file: ConversationFile) -> Exit:
    from bot.console.prompt import build_prompt  # noqa: PLC0415  a pipe does not need it

    session = ConsoleSession(loader, screen, file.load())
    prompt = build_prompt(loader, screen.settings)
    screen.show_note(GREETING)
    if history := session.conversation.history():
        screen.show_note(GOING_ON.format(question=wording.one_line(history[-1].question)))
    while True:
        try:
            if line := wording.one_line(_read_line(prompt)):
                session.reply_to(line)
                file.save(session.conversation)
        except KeyboardInterrupt:
            screen.show_note("Stopped.")
        except (Leave, EOFError):
            return Exit.DONE


def _read_line(prompt: PromptSession[str]) -> str:
    """Return the next line. Ctrl-C clears it, as in a shell."""
    while True:
        try:
            return prompt.prompt()
        except KeyboardInterrupt:
            continue


def _run_pipe(session: ConsoleSession, lines: Iterable[str]) -> Exit:
    """Reply to each line in turn, with an empty line after each reply.

    Raises:
        LibraryError: the library cannot be opened.
    """
    session.loader.start()
    session.loader.wait_for_library()
    for line in filter(None, map(wording.one_line, lines)):
        try:
            session.reply_to(line)
        except Leave:
            break
        session.screen.end_reply()
    return _exit_status(session.loader)


def _exit_status(loader: BackgroundLoader) -> Exit:
    """Return DONE, unless the model was needed and could not be loaded."""
    if loader.is_loading:
        return Exit.DONE
    try:
        loader.wait_for_model()
    except FootnoteError as error:
        return for_error(error)
    return Exit.DONE


def _end(loader: BackgroundLoader, code: Exit) -> None:
    """End at once even while the model loads: the interpreter would wait for the imports in the thread."""
    if loader.is_loading:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    loader.close()

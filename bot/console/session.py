"""A session of the console: decides whether a line is a question, a follow-up or a command, and replies to it."""

from __future__ import annotations

import difflib
import time
from typing import TYPE_CHECKING

from bot import i18n
from bot.app import followup_text, unexpected_errors
from bot.commands.command import Command, resolve
from bot.commands.registry import COMMAND_LINE_COMMANDS, CONSOLE_ALIASES, CONSOLE_COMMANDS
from bot.console.background_loader import BackgroundLoader
from bot.console.conversation import Conversation
from bot.render import quote_excerpt, reply_blocks, wording
from bot.render.quote_excerpt import Quoted
from bot.render.screen import Screen
from retrieval import (
    Answer,
    Citation,
    Examination,
    FollowupKind,
    FollowupReply,
    FootnoteError,
    QuestionError,
    recognise_followup,
)

if TYPE_CHECKING:
    from retrieval import Footnote  # imports every stage; the prompt does not wait for it

EMPTY_ADVICE = f"{wording.EMPTY_LIBRARY} Add some: type /add PATH here, or footnote add PATH in the shell."


# Lines that are meant as a command although they lack its slash: elsewhere they leave a prompt, or explain it.
_WITHOUT_SLASH = {"exit": "quit", "quit": "quit", ":q": "quit", "help": "help", "?": "help", "!help": "help"}


class Leave(Exception):
    """Ends the session."""


class ConsoleSession:
    """One session: it keeps the last reply, for /why and /more.

    Args:
        loader: opens the library and loads the model.
        screen: where replies are shown.
        conversation: an earlier one to continue.
    """

    def __init__(self, loader: BackgroundLoader, screen: Screen, conversation: Conversation | None = None) -> None:
        self.loader = loader
        self.screen = screen
        self.library = loader.library
        self.last: Examination | None = None
        self.conversation = conversation or Conversation()
        self.shown = self.conversation.shown  # the sentence that a follow-up is about: the last that was shown

    def reply_to(self, line: str) -> None:
        """Reply to a line. An error is shown as a reply, and the session continues.

        Raises:
            Leave: the line ends the session.
        """
        try:
            self._dispatch(wording.one_line(line))
        except FootnoteError as error:
            self.screen.show_note(str(error))
        except (Leave, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001  a defect ends the line, not the session
            self.screen.show_note(unexpected_errors.record(error))

    def _dispatch(self, line: str) -> None:
        bare = _WITHOUT_SLASH.get(line.casefold())
        if not bare and not line.startswith("/"):
            self.reply_in_conversation(line)
            return
        name, _, argument = (bare or line[1:]).partition(" ")
        command = find_command(name)
        if command.required and not argument:
            raise QuestionError(f"/{command.name} is incomplete", advice=f"Type it as {command.usage}.")
        if argument and not command.argument:
            raise QuestionError(f"/{command.name} takes nothing behind it", advice=f"Type it as {command.usage}.")
        resolve(command.console)(self, argument.strip())

    def reply_in_conversation(self, line: str) -> None:
        """Treat a line as a follow-up on the last sentence, as the choice of a reading, or as a question.

        Raises:
            QuestionError: the line is a number, and there are not so many readings to choose from.
        """
        quote = self.shown.quote if self.shown else ""
        kind, reading = recognise_followup(line, quote=quote), self.conversation.reading(line)
        if kind and self.shown:
            self.follow_up(kind)
        elif self.conversation.readings and line.isdecimal() and not reading:
            most = len(self.conversation.readings)
            raise QuestionError(f"there is no choice {line}", advice=f"Choose from 1 to {most}, or ask in more words.")
        else:
            self.ask(reading or line)

    def follow_up(self, kind: FollowupKind) -> None:
        """Show what the article, or the library, has beside the last sentence that was shown.

        Raises:
            QuestionError: no sentence has been shown yet.
        """
        if self.shown is None:
            raise QuestionError("no sentence has been shown yet", advice="Ask a question first.")
        reply = self.last.reply if self.last else None
        footnote = self.wait_for_model() if kind == "elsewhere" else self.loader.wait_for_library()
        others = reply.others if isinstance(reply, Answer) else ()
        self.shown = self._show_followup(footnote.follow_up(kind, self.shown, library=self.library, others=others))

    def _show_followup(self, reply: FollowupReply) -> Citation:
        """Show the reply to a follow-up, and return the sentence that the next follow-up is about."""
        shown = [
            Quoted(citation=citation, highlight=None if at else quote_excerpt.inside(citation, reply.highlight))
            for at, citation in enumerate(reply.citations)
        ]
        if shown:
            self.screen.show(*reply_blocks.quotes(shown))
        for line in followup_text.remarks(reply, i18n.of("en"), date=wording.date(reply.about.published)):
            self.screen.show_note(line)
        return reply.shown

    def wait_for_model(self) -> Footnote:
        """Return the library with its model; while the model loads, the screen shows that."""
        if self.loader.is_loading:
            with self.screen.show_status("loading the model…"):
                return self.loader.wait_for_model()
        return self.loader.wait_for_model()

    def ask(self, question: str, *, alone: bool = False) -> None:
        """Answer a question, which may refer to the earlier ones unless it stands alone."""
        footnote = self.wait_for_model()
        began = time.perf_counter()
        history = () if alone else self.conversation.history()
        self.last = footnote.examine(question, library=self.library, history=history)
        took = (time.perf_counter() - began) * 1_000
        leads = self.screen.settings.leads
        self.conversation.add(self.last.reply, leads=leads)
        self.shown = self.conversation.shown
        quotes = self.quotes_of(self.last)
        self.screen.show(*reply_blocks.reply(self.last, quotes, took=took, leads=leads))
        if self.last.reply.grade == "none" and not quotes and not footnote.articles(library=self.library):
            self.screen.show_note(EMPTY_ADVICE)

    def quotes_of(self, examination: Examination) -> tuple[Quoted, ...]:
        """Return the quotes of a reply with the sentences around them."""
        around = self.screen.settings.context_sentences
        footnote = self.wait_for_model()
        return quote_excerpt.of_reply(examination.reply, footnote=footnote, library=self.library, sentences=around)

    def last_examination(self) -> Examination:
        """Return the last reply and how it came about.

        Raises:
            QuestionError: no question was asked yet.
        """
        if self.last is None:
            raise QuestionError("no question has been asked yet", advice="Ask a question first.")
        return self.last


def find_command(name: str) -> Command:
    """Return the command of a name or an alias, in capitals or not.

    Raises:
        QuestionError: there is none; the error names the nearest one, or the shell where the command is there.
    """
    name = name.casefold()
    command = CONSOLE_COMMANDS.get(CONSOLE_ALIASES.get(name, name))
    if command is None and name in COMMAND_LINE_COMMANDS:
        raise QuestionError(f"the console has no command /{name}", advice=f"Type it in a shell: footnote {name}.")
    if command is None:
        close = difflib.get_close_matches(name, CONSOLE_COMMANDS, n=1, cutoff=0.5)
        advice = f"Did you mean /{close[0]}?" if close else "Type /help for the commands."
        raise QuestionError(f"there is no command /{name}", advice=advice)
    return command

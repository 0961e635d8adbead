"""A conversation with one library: what a line means, and the replies to it. `console` brings the lines."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app import unexpected_errors
from bot.cli import add_command
from bot.console import command_args
from bot.console.background_loader import Opening
from bot.console.talk import Talk
from bot.render import followup_text, quote_excerpt, reply_blocks, tables, wording
from bot.render.screen import Screen
from retrieval import Answer, AsideKind, Examination, FootnoteError, QuestionError, recognise_aside

if TYPE_CHECKING:
    from retrieval import Footnote  # imports every stage; the prompt does not wait for it

RUNNERS = 5  # sentences that /why shows
FOUND = 5  # passages that /search shows
HELP = """\
Anything that does not start with / is a question, and may go on with the one before. After an answer, “who said that?”,
“when was that?”, “the sentence before”, “what comes next?”, “more about this” and “in other articles?” are about its
sentence."""
EMPTY_ADVICE = f"{wording.EMPTY_LIBRARY} Add some with /add PATH here, or footnote add PATH in the shell."


class Leave(Exception):
    """The conversation is over."""


class Chat:
    """One conversation: it remembers the last reply, for /why and /more.

    Args:
        opening: brings the pipeline.
        screen: where replies are shown.
        talk: an earlier one to go on from.
    """

    def __init__(self, opening: Opening, screen: Screen, talk: Talk | None = None) -> None:
        self.opening = opening
        self.screen = screen
        self.library = opening.library
        self.last: Examination | None = None
        self.talk = talk or Talk()
        self.shown = self.talk.shown  # the sentence that an aside is about: the last that was shown

    def take(self, line: str) -> None:
        """Replies to a line: a question or a command. Errors are shown, too, and the conversation goes on.

        Raises:
            Leave: the line asked for the end.
        """
        try:
            self._dispatch(wording.one_line(line))
        except FootnoteError as error:
            self.complain(str(error))
        except (Leave, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001  a defect ends the line, not the conversation
            self.complain(unexpected_errors.record(error))

    def complain(self, message: str) -> None:
        """Shows what went wrong, in its place among the replies."""
        self.screen.show_note(message)

    def _dispatch(self, line: str) -> None:
        if not line.startswith("/"):
            self._said(line)
            return
        name, _, argument = line[1:].partition(" ")
        command = COMMANDS.get(name) or COMMANDS.get(_SHORT.get(name, ""))
        if command is None:
            raise QuestionError(f"there is no command /{name}", advice=_nearest(name))
        if command.argument and not argument:
            raise QuestionError(f"/{command.name} needs more", advice=f"Type it as {command.usage}.")
        command.run(self, argument.strip())

    def _said(self, line: str) -> None:
        """Takes a line as an aside on what was shown last, if it can be one, else as a question."""
        kind, chosen = recognise_aside(line), self.talk.chosen(line)
        if kind and self.shown:
            self.aside(kind)
        elif self.talk.readings and line.isdecimal() and not chosen:
            most = len(self.talk.readings)
            raise QuestionError(
                f"there is no {line} among them", advice=f"Choose from 1 to {most}, or ask in more words."
            )
        else:
            self.ask(chosen or line)

    def aside(self, kind: AsideKind) -> None:
        """Shows what stands beside the last sentence that was shown."""
        if self.shown is None:
            raise QuestionError("no sentence was shown yet", advice="Ask a question first.")
        reply = self.last.reply if self.last else None
        self.shown = followup_text.show(
            kind,
            self.shown,
            pipeline=self.pipeline() if kind == "elsewhere" else self.opening.opened(),
            library=self.library,
            screen=self.screen,
            others=reply.others if isinstance(reply, Answer) else (),
        )

    def pipeline(self) -> Footnote:
        """The pipeline with its model; waits for it with a sign."""
        if self.opening.loading:
            with self.screen.show_status("loading the model…"):
                return self.opening.ready()
        return self.opening.ready()

    def meant(self, question: str) -> None:
        """Answers what was meant by the last question, as it stands."""
        self.talk.take_back()
        self.ask(question, alone=True)

    def new(self, _: str) -> None:
        """Begins a new talk."""
        self.talk.end()
        self.shown = None
        self.complain("What you ask next stands alone.")

    def ask(self, question: str, *, alone: bool = False) -> None:
        """Answers a question, which may lean on what was said before unless it stands alone."""
        pipeline = self.pipeline()
        began = time.perf_counter()
        told = () if alone else self.talk.told()
        self.last = pipeline.examine(question, library=self.library, history=told)
        took = (time.perf_counter() - began) * 1_000
        self.talk.add(self.last.reply)
        self.shown = self.talk.shown
        shown = self._quoted(pipeline, self.last)
        leads = self.screen.settings.leads
        self.screen.show(*reply_blocks.reply(self.last, shown, took=took, leads=leads))
        if not shown and not pipeline.articles(library=self.library):
            self.complain(EMPTY_ADVICE)

    def _quoted(self, pipeline: Footnote, examination: Examination) -> tuple[quote_excerpt.Quoted, ...]:
        around = self.screen.settings.context_sentences
        return quote_excerpt.of_reply(examination.reply, pipeline=pipeline, library=self.library, sentences=around)

    def more(self, _: str) -> None:
        """Shows the further sentences of the last answer, or all leads of the last silence."""
        last = self._asked()
        shown = self._quoted(self.pipeline(), last)
        answered = isinstance(last.reply, Answer)
        rest = shown[1:] if answered else shown
        if not rest:
            self.complain("There is nothing more to that question.")
            return
        if not answered:
            self.complain(wording.LEADS)
        self.screen.show(*reply_blocks.quotes(rest))

    def why(self, _: str) -> None:
        """Shows how the last reply came about."""
        last = self._asked()
        self.screen.show(*reply_blocks.why(last, tables.runners(last, RUNNERS), tables.stages(last)))

    def _asked(self) -> Examination:
        if self.last is None:
            raise QuestionError("nothing was asked yet", advice="Ask a question first.")
        return self.last

    def search(self, asked: str) -> None:
        """Shows the passages that match best."""
        found = self.pipeline().search(asked, library=self.library, limit=FOUND)
        if found:
            self.screen.show(*reply_blocks.passages(found))
        else:
            self.complain("Nothing was found.")

    def articles(self, _: str) -> None:
        """Lists the library."""
        cards = self.opening.opened().articles(library=self.library)
        if cards:
            self.screen.show_table(tables.articles(cards))
        else:
            self.complain(EMPTY_ADVICE)

    def show(self, name: str) -> None:
        """Shows an article with its passages."""
        pipeline = self.opening.opened()
        article = pipeline.find(name, library=self.library)
        passages = pipeline.passages(article.id, library=self.library)
        origins = pipeline.origins(article.id, library=self.library)
        self.screen.show(*reply_blocks.article(article, passages, origins))

    def summary(self, asked: str) -> None:
        """Shows an article's summary, `about:` something and of a `length:` if that is asked for."""
        wish = command_args.wish(asked)
        pipeline = self.pipeline() if wish.about else self.opening.opened()
        made = pipeline.summarize(wish.article, library=self.library, length=wish.length, about=wish.about)
        self.screen.show(*reply_blocks.summary(made))

    def digest(self, asked: str) -> None:
        """Shows what all articles say about something."""
        self.screen.show(*reply_blocks.digest(self.pipeline().digest(asked, library=self.library)))

    def timeline(self, asked: str) -> None:
        """Shows how many articles and sentences speak of something over time."""
        counted = self.opening.opened().timeline(asked, library=self.library)
        if counted.spans or counted.undated_articles:
            self.screen.show(*reply_blocks.timeline(counted))
        else:
            self.complain(wording.NOTHING_SAID.format(words=wording.one_line(counted.words)))

    def add(self, location: str) -> None:
        """Adds a file, a folder or what else is understood; several, with quotes where the shell would need them."""
        addition = add_command.add(
            self.pipeline(), command_args.locations(location), library=self.library, screen=self.screen
        )
        add_command.report(addition, screen=self.screen)
        self.opening.refresh()
        if isinstance(addition.stopped, FootnoteError):
            raise addition.stopped

    def refresh(self, _: str) -> None:
        """Reads again what was added."""
        pipeline = self.opening.opened()
        refreshed = add_command.refresh(pipeline, (), library=self.library, screen=self.screen)
        add_command.report(refreshed, screen=self.screen)
        self.opening.refresh()
        if isinstance(refreshed.stopped, FootnoteError):
            raise refreshed.stopped

    def help(self, _: str) -> None:
        """Lists the commands."""
        width = max(len(command.usage) for command in COMMANDS.values())
        lines = [f"{command.usage:{width}}  {command.help}" for command in COMMANDS.values()]
        self.complain("\n".join([HELP, *lines]))

    def leave(self, _: str) -> None:
        """Ends the conversation."""
        raise Leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command of the console."""

    name: str
    argument: str  # what must follow the name; empty: nothing
    help: str
    run: Callable[[Chat, str], None]
    titles: bool = False  # whether what follows is an article's title

    @property
    def usage(self) -> str:
        """How it is typed."""
        return f"/{self.name} {self.argument}".rstrip()


def _aside(kind: AsideKind) -> Callable[[Chat, str], None]:
    return lambda chat, _: chat.aside(kind)


COMMANDS = {
    command.name: command
    for command in (
        Command(
            name="summary",
            argument="ARTICLE",
            help="an article in a few sentences (then, if you like: about: WORDS, length: short, medium, long or 5)",
            run=Chat.summary,
            titles=True,
        ),
        Command(name="digest", argument="WORDS", help="what all articles say about it, by date", run=Chat.digest),
        Command(name="timeline", argument="WORDS", help="how much was said about it when", run=Chat.timeline),
        Command(name="articles", argument="", help="the articles of this library", run=Chat.articles),
        Command(name="show", argument="ARTICLE", help="an article with its passages", run=Chat.show, titles=True),
        Command(name="search", argument="WORDS", help="the passages that match best", run=Chat.search),
        Command(name="why", argument="", help="how the last reply came about", run=Chat.why),
        Command(name="more", argument="", help="the other sentences of the last reply", run=Chat.more),
        Command(name="meant", argument="QUESTION", help="what you meant by the last question, in full", run=Chat.meant),
        Command(name="new", argument="", help="begin a new talk: what you ask next stands alone", run=Chat.new),
        Command(name="before", argument="", help="the sentence before the one shown last", run=_aside("before")),
        Command(name="after", argument="", help="the sentence after it", run=_aside("after")),
        Command(name="who", argument="", help="who said it, as its article tells", run=_aside("who")),
        Command(name="when", argument="", help="when it was, as its article tells", run=_aside("when")),
        Command(name="elsewhere", argument="", help="what other articles say about it", run=_aside("elsewhere")),
        Command(name="add", argument="LOCATION", help="add a file, a folder or a web address", run=Chat.add),
        Command(name="refresh", argument="", help="read again what was added", run=Chat.refresh),
        Command(name="help", argument="", help="this list", run=Chat.help),
        Command(name="quit", argument="", help="leave (so does Ctrl-D)", run=Chat.leave),
    )
}
_SHORT = {"q": "quit", "exit": "quit", "?": "help", "h": "help"}


def _nearest(name: str) -> str:
    close = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
    return f"Did you mean /{close[0]}?" if close else "Type /help for the commands."

"""The functions of the console's commands: each takes the session and the text typed behind the command's name."""

from __future__ import annotations

from bot.app.random_article import summarize_random
from bot.cli import additions, article_removal
from bot.cli.additions import Addition
from bot.commands.registry import CONSOLE_COMMANDS
from bot.console import command_args
from bot.console.session import EMPTY_ADVICE, ConsoleSession, Leave, find_command
from bot.render import reply_blocks, tables, wording
from retrieval import Answer, FootnoteError

BEST_SENTENCES = 5  # sentences that /why shows
PASSAGES = 5  # passages that /search shows
HELP = """\
A line that does not start with / is a question; it may refer to the questions before it. After an answer you can ask
“who said that?”, “when was that?”, “the sentence before”, “what comes next?”, “more about this” and “in other
articles?” about its sentence, “who wrote this?” and “when was this written?” about its article, or “say that
again”."""


def ask(session: ConsoleSession, question: str) -> None:
    """Answer a question as if it were typed without the command."""
    session.reply_in_conversation(question)


def search(session: ConsoleSession, words: str) -> None:
    """Show the passages that match some words best."""
    passages = session.wait_for_model().search(words, library=session.library, limit=PASSAGES)
    if passages:
        session.screen.show(*reply_blocks.passages(passages))
    else:
        session.screen.show_note("Nothing was found.")


def summary(session: ConsoleSession, typed: str) -> None:
    """Show the summary of an article, with a focus and a length if they are typed."""
    request = command_args.parse_summary(typed)
    footnote = session.wait_for_model() if request.about else session.loader.wait_for_library()
    made = footnote.summarize(request.article, library=session.library, length=request.length, about=request.about)
    session.screen.show(*reply_blocks.summary(made))


def random_summary(session: ConsoleSession, _: str) -> None:
    """Show the summary of an article chosen at random."""
    made = summarize_random(session.loader.wait_for_library(), library=session.library)
    if made is None:
        session.screen.show_note(EMPTY_ADVICE)
    else:
        session.screen.show(*reply_blocks.summary(made))


def digest(session: ConsoleSession, words: str) -> None:
    """Show what all articles say about some words."""
    session.screen.show(*reply_blocks.digest(session.wait_for_model().digest(words, library=session.library)))


def timeline(session: ConsoleSession, words: str) -> None:
    """Show how many articles and sentences contain some words over time."""
    counted = session.loader.wait_for_library().timeline(words, library=session.library)
    session.screen.show(*reply_blocks.timeline(counted))


def articles(session: ConsoleSession, _: str) -> None:
    """List the articles of the library."""
    cards = session.loader.wait_for_library().articles(library=session.library)
    if cards:
        session.screen.show_table(tables.articles(cards))
    else:
        session.screen.show_note(EMPTY_ADVICE)


def show(session: ConsoleSession, name: str) -> None:
    """Show an article with its passages."""
    footnote = session.loader.wait_for_library()
    article = footnote.find(name, library=session.library)
    passages = footnote.passages(article.id, library=session.library)
    origins = footnote.origins(article.id, library=session.library)
    session.screen.show(*reply_blocks.article(article, passages, origins))


def add(session: ConsoleSession, typed: str) -> None:
    """Add a location, or several, with quotes where a shell would need them."""
    footnote, locations = session.wait_for_model(), command_args.parse_locations(typed)
    _report(session, additions.add(footnote, locations, library=session.library, screen=session.screen))


def refresh(session: ConsoleSession, typed: str) -> None:
    """Refresh the library, or the typed locations."""
    footnote = session.loader.wait_for_library()
    locations = command_args.parse_locations(typed) if typed else ()
    if footnote.locations(library=session.library):
        _report(session, additions.refresh(footnote, locations, library=session.library, screen=session.screen))
    else:
        session.screen.show_note(f"{wording.NOTHING_FOLLOWED}: /add LOCATION")


def remove(session: ConsoleSession, name: str) -> None:
    """Remove an article, or a location with its articles."""
    removed = article_removal.remove(session.loader.wait_for_library(), name, library=session.library)
    session.screen.show(*removed.notes())
    session.loader.refresh_cards()


def _report(session: ConsoleSession, addition: Addition) -> None:
    """Report the outcome of each article.

    Raises:
        FootnoteError: it ended the addition early.
    """
    additions.report(addition, screen=session.screen)
    session.loader.refresh_cards()
    if isinstance(addition.stopped, FootnoteError):
        raise addition.stopped


def why(session: ConsoleSession, _: str) -> None:
    """Show how the last reply came about."""
    last = session.last_examination()
    session.screen.show(*reply_blocks.why(last, tables.best_sentences(last, BEST_SENTENCES), tables.stages(last)))


def more(session: ConsoleSession, _: str) -> None:
    """Show the other sentences of the last answer, or all the nearest sentences where there was no answer."""
    last = session.last_examination()
    is_answer = isinstance(last.reply, Answer)
    quotes = session.quotes_of(last)[1 if is_answer else 0 :]
    if not quotes:
        session.screen.show_note("There are no further sentences for that question.")
        return
    if not is_answer:
        session.screen.show_note(wording.LEADS)
    session.screen.show(*reply_blocks.quotes(quotes))


def replace_question(session: ConsoleSession, question: str) -> None:
    """Answer the typed question, which was meant instead of the last one."""
    session.conversation.drop_last()
    session.ask(question, alone=True)


def begin_conversation(session: ConsoleSession, _: str) -> None:
    """Begin a new conversation."""
    session.conversation.end()
    session.shown = None
    session.screen.show_note("A new conversation: the next question stands alone.")


def show_sentence_before(session: ConsoleSession, _: str) -> None:
    """Show the sentence before the last one."""
    session.follow_up("before")


def show_sentence_after(session: ConsoleSession, _: str) -> None:
    """Show the sentence after the last one."""
    session.follow_up("after")


def show_speaker(session: ConsoleSession, _: str) -> None:
    """Show who said the last sentence."""
    session.follow_up("who")


def show_date(session: ConsoleSession, _: str) -> None:
    """Show the date of what the last sentence is about."""
    session.follow_up("when")


def show_other_articles(session: ConsoleSession, _: str) -> None:
    """Show what other articles say about the last sentence."""
    session.follow_up("elsewhere")


def show_help(session: ConsoleSession, name: str) -> None:
    """List the commands, or show the usage of the one that is typed."""
    if name:
        command = find_command(name.removeprefix("/"))
        session.screen.show_note(f"{command.usage}  {command.console_help}")
        return
    width = max(len(command.usage) for command in CONSOLE_COMMANDS.values())
    lines = [f"{command.usage:{width}}  {command.console_help}" for command in CONSOLE_COMMANDS.values()]
    session.screen.show_note("\n".join([HELP, *lines]))


def leave(_: ConsoleSession, __: str) -> None:
    """End the session."""
    raise Leave

"""The commands that only the console has: they are about its conversation."""

from __future__ import annotations

from bot.commands.command import Argument, Command

CONVERSATION_COMMANDS = (
    Command(name="why", help="show how the last reply was found", console="bot.console.slash_commands:why"),
    Command(name="more", help="show the other sentences of the last reply", console="bot.console.slash_commands:more"),
    Command(
        name="meant",
        help="ask the question that you meant, in place of the last one",
        console="bot.console.slash_commands:replace_question",
        arguments=(Argument(name="question", nargs="+", metavar="QUESTION", help="the question"),),
    ),
    Command(
        name="new",
        help="begin a new conversation: the next question stands alone",
        console="bot.console.slash_commands:begin_conversation",
    ),
    Command(
        name="before",
        help="show the sentence before the last quote",
        console="bot.console.slash_commands:show_sentence_before",
    ),
    Command(
        name="after",
        help="show the sentence after the last quote",
        console="bot.console.slash_commands:show_sentence_after",
    ),
    Command(name="who", help="show who said the last quote", console="bot.console.slash_commands:show_speaker"),
    Command(
        name="when", help="show the date of what the last quote says", console="bot.console.slash_commands:show_date"
    ),
    Command(
        name="elsewhere",
        help="show what other articles say about the last quote",
        console="bot.console.slash_commands:show_other_articles",
    ),
    Command(
        name="help",
        help="list these commands",
        console="bot.console.slash_commands:show_help",
        arguments=(Argument(name="command", nargs="*", metavar="COMMAND", help="the command to describe alone"),),
        aliases=("h", "?"),
    ),
    Command(
        name="quit",
        help="leave the console (or press Ctrl-D)",
        console="bot.console.slash_commands:leave",
        aliases=("q", "exit"),
    ),
)

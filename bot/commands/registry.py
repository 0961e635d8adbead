"""All commands, in the order in which the help lists them.

To add a command: describe it here, and write the functions that it names. Discord's commands are made from
`bot.i18n.command_phrases`, because their names and help are translated. Nothing here imports `retrieval`, so that
`--help` is instant.
"""

from __future__ import annotations

from bot.commands.argument_types import positive, share
from bot.commands.command import Argument, Command
from bot.commands.conversation_commands import CONVERSATION_COMMANDS

ADDRESS_KINDS = ("page", "feed", "sitemap")  # as in `retrieval.sources`, which takes longer to import

_JSON = Argument(name="--json", is_flag=True, help="print one JSON object")
_ARTICLE = Argument(
    name="article",
    metavar="ARTICLE",
    help="an article's title or a unique part of it, its source, or its id or the start of it",
    names_article=True,
)
_TABLE = Argument(name="--table", is_flag=True, help="list the new articles on a terminal too, not only their number")
_WORDS = Argument(name="words", nargs="+", metavar="WORDS", help="words to look for in all articles")
_SET = (
    Argument(name="folder", metavar="DIR", help="the folder of the evaluation set"),
    Argument(name="--limit", parse=positive, metavar="N", help="ask N questions, drawn at random"),
    Argument(name="--seed", parse=int, default=0, metavar="S", help="seed of the random choice (default: 0)"),
)

_QUESTIONS = (
    Command(
        name="console",
        help="ask questions and use the library at a prompt; the default",
        command_line="bot.console.repl:run",
    ),
    Command(
        name="ask",
        help="answer one question",
        command_line="bot.cli.query_commands:ask",
        console="bot.console.slash_commands:ask",
        arguments=(
            Argument(name="question", nargs="+", metavar="QUESTION", help="the question, or - (standard input)"),
            _JSON,
        ),
    ),
    Command(
        name="search",
        help="show the passages that match best",
        command_line="bot.cli.query_commands:search",
        console="bot.console.slash_commands:search",
        arguments=(
            Argument(name="words", nargs="+", metavar="WORDS", help="what to look for"),
            Argument(name="--limit", parse=positive, default=10, metavar="N", help="at most N passages (default: 10)"),
            _JSON,
        ),
    ),
    Command(
        name="summary",
        help="summarise an article by its own sentences",
        command_line="bot.cli.query_commands:summary",
        console="bot.console.slash_commands:summary",
        console_hint="optional, behind it: about: WORDS, length: short, medium, long or a number",
        arguments=(
            _ARTICLE,
            Argument(
                name="--length",
                choices=("short", "medium", "long"),
                default="short",
                help="length of the summary (default: short)",
                alternative="length",
            ),
            Argument(
                name="--sentences",
                parse=positive,
                metavar="N",
                help="number of sentences, in place of a length",
                alternative="length",
            ),
            Argument(name="--about", default="", metavar="WORDS", help="what the summary should be about"),
            _JSON,
        ),
    ),
    Command(
        name="random",
        help="show the summary of an article chosen at random",
        command_line="bot.cli.query_commands:random_summary",
        console="bot.console.slash_commands:random_summary",
        arguments=(
            Argument(name="--seed", parse=int, metavar="S", help="choose the same article for the same S"),
            _JSON,
        ),
    ),
    Command(
        name="digest",
        help="show what all articles say about something, in order of date",
        command_line="bot.cli.query_commands:digest",
        console="bot.console.slash_commands:digest",
        arguments=(
            _WORDS,
            Argument(
                name="--sentences", parse=positive, default=10, metavar="N", help="at most N sentences (default: 10)"
            ),
            _JSON,
        ),
    ),
    Command(
        name="timeline",
        help="show how many articles and sentences mention something over time",
        command_line="bot.cli.query_commands:timeline",
        console="bot.console.slash_commands:timeline",
        arguments=(_WORDS, Argument(name="--png", metavar="FILE", help="also save it as a picture"), _JSON),
    ),
)

_LIBRARY = (
    Command(
        name="add",
        help="add files, folders, web pages, feeds or sitemaps; adding again replaces them",
        command_line="bot.cli.change_commands:add",
        console="bot.console.slash_commands:add",
        arguments=(
            Argument(
                name="locations",
                nargs="+",
                metavar="LOCATION",
                help="a file, a folder, a pattern (notes/*.md), a web address (a page, a feed, a sitemap, or a site"
                " whose front page names a feed), or - (standard input)",
            ),
            Argument(
                name="--as",
                destination="kind",
                choices=ADDRESS_KINDS,
                help="how to read an address (default: decided by its content)",
                heading="web addresses",
            ),
            Argument(
                name="--paths",
                metavar="PATTERNS",
                help="read only the pages of a feed or sitemap with these paths ('/news/*')",
                heading="web addresses",
            ),
            Argument(
                name="--most",
                parse=positive,
                metavar="N",
                help="read at most N pages of a feed or sitemap, the newest first",
                heading="web addresses",
            ),
            Argument(name="--title", default="", metavar="TITLE", help="the title of the text on standard input"),
            _TABLE,
            _JSON,
        ),
    ),
    Command(
        name="refresh",
        help="read again what was added, to find new, changed and vanished articles",
        command_line="bot.cli.change_commands:refresh",
        console="bot.console.slash_commands:refresh",
        arguments=(
            Argument(
                name="locations",
                nargs="*",
                metavar="LOCATION",
                help="what to read again, written as it was added (default: everything)",
            ),
            Argument(name="--list", is_flag=True, help="list what would be read, and when it was read last"),
            _TABLE,
            _JSON,
        ),
    ),
    Command(
        name="articles",
        help="list the articles of the library",
        command_line="bot.cli.query_commands:articles",
        console="bot.console.slash_commands:articles",
        arguments=(_JSON,),
    ),
    Command(
        name="show",
        help="show an article with its passages",
        command_line="bot.cli.query_commands:show",
        console="bot.console.slash_commands:show",
        arguments=(_ARTICLE, _JSON),
    ),
    Command(
        name="remove",
        help="remove an article, or a location with its articles, from the library",
        command_line="bot.cli.change_commands:remove",
        console="bot.console.slash_commands:remove",
        arguments=(_ARTICLE, _JSON),
    ),
    Command(
        name="export",
        help="write the library to a folder, for `footnote import` on another machine",
        command_line="bot.cli.change_commands:export_pack",
        arguments=(Argument(name="folder", metavar="DIR", help="the folder to make"), _JSON),
    ),
    Command(
        name="import",
        help="add the articles of an exported folder to the library",
        command_line="bot.cli.change_commands:import_pack",
        arguments=(Argument(name="folder", metavar="DIR", help="a folder that was exported"), _JSON),
    ),
)

_ENGINE_NAMES = ("sqlite", "opensearch")
_OPERATION = (
    Command(
        name="copy",
        help="copy all libraries from one engine to another, both as configured; goes on where it was broken off",
        command_line="bot.cli.copy_command:run",
        arguments=(
            Argument(name="--from", destination="source", choices=_ENGINE_NAMES, help="the engine that has them"),
            Argument(name="--to", destination="target", choices=_ENGINE_NAMES, help="the engine to write them to"),
            _JSON,
        ),
    ),
    Command(
        name="discord",
        help="run the Discord bot until it is stopped (its token: FOOTNOTE_DISCORD_TOKEN)",
        command_line="bot.cli.discord_command:run",
        arguments=(
            Argument(
                name="--shards",
                metavar="FIRST-LAST/COUNT",
                help="hold these shards alone, such as 0-3/16, beside other processes (default: all, as recommended)",
            ),
            Argument(
                name="--metrics",
                metavar="PORT",
                help="show figures to Prometheus at this port of this machine, or at HOST:PORT",
            ),
        ),
    ),
    Command(
        name="doctor",
        help="check the installation, the models and the library, and say what to do",
        command_line="bot.cli.doctor_command:run",
        arguments=(_JSON,),
    ),
    Command(
        name="eval",
        help="measure the answers to questions whose right answers are known",
        command_line="bot.cli.eval_command:run",
        arguments=(
            *_SET,
            Argument(
                name="--failures",
                metavar="FILE",
                help="write the failed questions to FILE, with what was shown, what was right and its rank",
            ),
            Argument(name="--summaries", metavar="FILE", help="also measure summaries, against those in FILE"),
            _JSON,
        ),
    ),
    Command(
        name="store",
        help="move what the Discord bot keeps from its file into a PostgreSQL database",
        command_line="bot.cli.store_command:run",
        arguments=(
            Argument(name="action", choices=("copy",), help="what to do"),
            Argument(name="--from", metavar="FILE", destination="file", help="the file (default: as configured)"),
            Argument(
                name="--to",
                metavar="ADDRESS",
                help="the database (default: ledger.database); its password comes from the variable PGPASSWORD",
            ),
            _JSON,
        ),
    ),
    Command(
        name="golden",
        help="write the rated and the verified answers of Discord as questions for eval and calibrate",
        command_line="bot.cli.golden_command:run",
        arguments=(
            Argument(name="action", choices=("export",), help="what to do"),
            Argument(name="folder", metavar="DIR", help="the folder to write articles.jsonl and questions.jsonl to"),
            _JSON,
        ),
    ),
    Command(
        name="calibrate",
        help="find the confidence that an answer needs, from questions whose right answers are known",
        command_line="bot.cli.calibrate_command:run",
        arguments=(
            *_SET,
            Argument(
                name="--accept",
                parse=share,
                metavar="SHARE",
                help="accepted share of wrong answers (default: as configured)",
            ),
            Argument(
                name="--certainty",
                parse=share,
                default=0.9,
                metavar="P",
                help="how certain the share must be, 0 to 1 (default: 0.9)",
            ),
            Argument(
                name="--write",
                is_flag=True,
                help="write the setting to the configuration file, if the questions are enough for one",
            ),
            _JSON,
        ),
    ),
)

_ALL = (*_QUESTIONS, *_LIBRARY, *_OPERATION, *CONVERSATION_COMMANDS)
COMMAND_LINE_COMMANDS = {command.name: command for command in _ALL if command.command_line}
CONSOLE_COMMANDS = {command.name: command for command in _ALL if command.console}
CONSOLE_ALIASES = {alias: command.name for command in CONSOLE_COMMANDS.values() for alias in command.aliases}

"""The command line: what `footnote` understands, and which exit status it ends with.

Nothing heavy is imported before the arguments are understood, so that `--help` is instant.
"""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Sequence
from typing import NoReturn

from bot.cli import stdio
from bot.cli.exit_codes import MEANINGS, Exit, for_error

DESCRIPTION = "Answers questions from your articles with the one sentence that answers, quoted to the character."
_WIDEST_CODE = 3
# Of what we write to; those of the library's file have messages of their own.
_OUTPUT_ERRORS = {errno.EPIPE, errno.ENOSPC, errno.EIO}

_KINDS = ("page", "feed", "sitemap")  # as `retrieval.sources.KINDS`, which takes longer to import

# Name, what follows it, help line. `verbs` has a function for each.
_COMMANDS = (
    ("console", "talk with the articles; the default"),
    ("ask", "answer one question"),
    ("search", "show the passages that match best"),
    ("summary", "summarise an article in sentences of its own"),
    ("digest", "show what all articles say about something, in order of date"),
    ("timeline", "show how many articles and sentences speak of something over time"),
    ("add", "add files, folders, web pages, feeds or sitemaps; adding again replaces"),
    ("refresh", "read again what was added: new, changed and vanished articles"),
    ("articles", "list the library"),
    ("show", "show an article with its passages"),
    ("remove", "take an article, or a location with its articles, out of the library"),
    ("export", "write the library to a folder, as a pack that gives the same answers elsewhere"),
    ("import", "take the articles of a pack into the library"),
    ("discord", "be on Discord until stopped (the token: FOOTNOTE_DISCORD_TOKEN)"),
    ("doctor", "check what is installed, the model and the library, and say what to do"),
    ("eval", "measure the answers against questions whose right answers are known"),
    ("calibrate", "find how sure answers must be, from questions whose right answers are known"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: those of the command line, without the program's name; None: the process's own.

    Returns:
        The exit status, one of `exits.Exit`.
    """
    stdio.steady()
    try:
        try:
            return _run(_parser().parse_args(_with_command(sys.argv[1:] if arguments is None else arguments)))
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return _last_word("Interrupted.", Exit.INTERRUPTED)
    except BrokenPipeError:
        stdio.abandon()
        return Exit.PIPE
    except OSError as error:
        stdio.abandon()
        return _last_word(f"the output could not be written: {error.strerror}.", Exit.TROUBLE)


def _run(given: argparse.Namespace) -> Exit:
    from bot.app import unexpected_errors  # noqa: PLC0415
    from bot.cli import commands as verbs  # noqa: PLC0415  --help does not pay for them
    from retrieval import FootnoteError  # noqa: PLC0415

    try:
        return verbs.run(given)
    except FootnoteError as error:
        return _last_word(str(error), for_error(error))
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OUTPUT_ERRORS:
            raise
        return _last_word(unexpected_errors.record(error), Exit.DEFECT)


def _last_word(message: str, code: Exit) -> Exit:
    """Says on standard error why the program ends, in words that no terminal obeys."""
    shown = "".join(c if c == "\n" or c.isprintable() else "\ufffd" for c in message)
    print(f"footnote: {shown}", file=sys.stderr)
    return code


def _with_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with `console` in front where no command is among them."""
    asks_for_text = {"-h", "--help", "--version"} & set(arguments)
    if not arguments or (not asks_for_text and _only_options(arguments)):
        return ["console", *arguments]
    return list(arguments)


def _only_options(arguments: Sequence[str]) -> bool:
    rest = list(arguments)
    while rest:
        option = rest.pop(0)
        if not option.startswith("--"):
            return False
        if "=" not in option and rest:
            rest.pop(0)
    return True


class _Parser(argparse.ArgumentParser):
    """A parser that shows how to ask when a question was given in a command's place."""

    def error(self, message: str) -> NoReturn:
        """Ends with the usage and the message."""
        if "argument COMMAND: invalid choice" in message:
            known = ", ".join(name for name, _ in _COMMANDS)
            message = f'{message.partition(" (choose")[0]}. Commands: {known}. To ask: footnote ask "…"'
        super().error(message)


class _Version(argparse.Action):
    """Prints the version, which is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Prints and ends."""
        from importlib.metadata import version  # noqa: PLC0415  50 ms that --help does not pay

        print(f"footnote {version('footnote')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    common = _common()
    parser = _dressed(_Parser(prog="footnote", description=DESCRIPTION, parents=[common]))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    made: dict[str, _Parser] = {}
    for name, help_line in _COMMANDS:
        about = f"{help_line[0].upper()}{help_line[1:]}."
        made[name] = _dressed(commands.add_parser(name, help=help_line, description=about, parents=[common]))
    _arguments(made)
    return parser


def _dressed(parser: _Parser) -> _Parser:
    """The parser with the exit statuses below its help."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "exit status:\n" + "\n".join(f"  {code:>{_WIDEST_CODE}}  {MEANINGS[code]}" for code in Exit)
    return parser


def _common() -> _Parser:
    """The options that stand before a command as well as behind it."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", metavar="FILE", help="the configuration file (see config.example.toml)")
    common.add_argument("--library", metavar="NAME", help="the library to use, in place of the configured one")
    common.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    return common


def _arguments(made: dict[str, _Parser]) -> None:
    """What each command takes besides the common options."""
    made["ask"].add_argument("question", nargs="+", metavar="QUESTION", help="the question")
    made["search"].add_argument("words", nargs="+", metavar="WORDS", help="what to look for")
    made["search"].add_argument("--limit", type=_positive, default=10, metavar="N", help="most passages (default: 10)")
    named = "an article's title or a unique part of it, its source, or its id or the start of it"
    for name in ("summary", "show", "remove"):
        made[name].add_argument("article", metavar="ARTICLE", help=named)
    long = made["summary"].add_mutually_exclusive_group()
    long.add_argument(
        "--length", choices=("short", "medium", "long"), default="short", help="how long (default: short)"
    )
    long.add_argument("--sentences", type=_positive, metavar="N", help="how many sentences, in place of a length")
    made["summary"].add_argument("--about", default="", metavar="WORDS", help="what it should be about")
    for name in ("digest", "timeline"):
        made[name].add_argument("words", nargs="+", metavar="WORDS", help="what it is about")
    made["digest"].add_argument("--sentences", type=_positive, default=10, metavar="N", help="at most (default: 10)")
    made["timeline"].add_argument("--png", metavar="FILE", help="draw it into a picture as well")
    made["add"].add_argument(
        "locations",
        nargs="+",
        metavar="LOCATION",
        help="a file, a folder, a pattern (notes/*.md), a web address (a page, a feed, a sitemap, or a site whose front"
        " page names a feed), or - (standard input)",
    )
    web = made["add"].add_argument_group("web addresses")
    web.add_argument("--as", dest="kind", choices=_KINDS, help="what to take an address for (default: what it gives)")
    web.add_argument("--paths", metavar="PATTERNS", help="of a feed or sitemap, take pages of these paths ('/news/*')")
    web.add_argument("--most", type=_positive, metavar="N", help="of a feed or sitemap, take N pages, the newest first")
    made["add"].add_argument("--title", default="", metavar="TITLE", help="the title of what comes on standard input")
    made["refresh"].add_argument(
        "locations", nargs="*", metavar="LOCATION", help="what to read again, as it was added (default: everything)"
    )
    made["refresh"].add_argument("--list", action="store_true", help="show what would be read, and when it last was")
    made["export"].add_argument("directory", metavar="DIR", help="the folder to make")
    made["import"].add_argument("directory", metavar="DIR", help="a folder that was exported")
    for name in ("eval", "calibrate"):
        made[name].add_argument("directory", metavar="DIR", help="the folder of the evaluation set")
        made[name].add_argument("--limit", type=_positive, metavar="N", help="ask N questions, drawn at random")
        made[name].add_argument("--seed", type=int, default=0, metavar="S", help="what they are drawn by (default: 0)")
    made["eval"].add_argument("--summaries", metavar="FILE", help="measure summaries against those in FILE as well")
    made["calibrate"].add_argument(
        "--accept", type=_share, metavar="SHARE", help="accepted share of wrong answers (default: as configured)"
    )
    made["calibrate"].add_argument(
        "--certainty", type=_share, default=0.9, metavar="P", help="of the promise (default: 0.9)"
    )
    made["calibrate"].add_argument(
        "--write", action="store_true", help="put the threshold into the configuration file, if there is a promise"
    )
    for name in (
        "ask",
        "search",
        "summary",
        "digest",
        "timeline",
        "add",
        "refresh",
        "export",
        "import",
        "articles",
        "show",
        "remove",
        "doctor",
        "eval",
        "calibrate",
    ):
        made[name].add_argument("--json", action="store_true", help="print one JSON object")


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number between 0 and 1")
    return share


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())

"""The command line: reads the arguments of `footnote`, runs the command, and returns the exit status.

Nothing heavy is imported before the arguments are understood, so that `--help` is instant.
"""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Sequence

from bot.cli import stdio
from bot.cli.argument_parser import build_parser
from bot.cli.exit_codes import Exit, for_error

# Errors of writing the output; those of the library's file have messages of their own.
_OUTPUT_ERRORS = {errno.EPIPE, errno.ENOSPC, errno.EIO}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: of the command line, without the program's name; None: the process's own.

    Returns:
        The exit status, a value of `exit_codes.Exit`.
    """
    stdio.make_streams_safe()
    try:
        try:
            return _run(build_parser().parse_args(_with_command(sys.argv[1:] if arguments is None else arguments)))
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return _end("Interrupted.", Exit.INTERRUPTED)
    except BrokenPipeError:
        stdio.discard_output()
        return Exit.PIPE
    except OSError as error:
        stdio.discard_output()
        return _end(f"the output could not be written: {error.strerror}.", Exit.TROUBLE)


def _run(arguments: argparse.Namespace) -> Exit:
    from bot.app import unexpected_errors  # noqa: PLC0415  --help does not wait for these imports
    from bot.commands.command import resolve  # noqa: PLC0415
    from bot.commands.registry import COMMAND_LINE_COMMANDS  # noqa: PLC0415
    from retrieval import FootnoteError, tune_process  # noqa: PLC0415

    tune_process()
    unexpected_errors.log_source_errors()
    try:
        status: Exit = resolve(COMMAND_LINE_COMMANDS[arguments.command].command_line)(arguments)
    except FootnoteError as error:
        return _end(str(error), for_error(error))
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OUTPUT_ERRORS:
            raise
        return _end(unexpected_errors.record(error), Exit.DEFECT)
    return status


def _end(message: str, code: Exit) -> Exit:
    """Print on standard error why the program ends, in characters that no terminal obeys."""
    shown = "".join(c if c == "\n" or c.isprintable() else "\ufffd" for c in message)
    print(f"footnote: {shown}", file=sys.stderr)
    return code


def _with_command(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with `console` in front where no command is among them."""
    asks_for_text = {"-h", "--help", "--version"} & set(arguments)
    if not arguments or (not asks_for_text and _has_only_options(arguments)):
        return ["console", *arguments]
    return list(arguments)


def _has_only_options(arguments: Sequence[str]) -> bool:
    rest = list(arguments)
    while rest:
        option = rest.pop(0)
        if not option.startswith("--"):
            return False
        if "=" not in option and rest:
            rest.pop(0)
    return True


if __name__ == "__main__":
    sys.exit(main())

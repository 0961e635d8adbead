"""The exit statuses of `footnote` and their meanings, for the program, its help and the README."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses of `footnote`."""

    DONE = 0
    NOTHING = 1
    USAGE = 2
    SKIPPED = 3
    TROUBLE = 4
    DEFECT = 70
    INTERRUPTED = 130
    PIPE = 141


MEANINGS = {
    Exit.DONE: "done, or answered",
    Exit.NOTHING: "the articles do not say, or nothing was found",
    Exit.USAGE: "wrong usage, configuration or evaluation set",
    Exit.SKIPPED: "some locations could not be added; the others were",
    Exit.TROUBLE: "the library or the model has a problem: see footnote doctor",
    Exit.DEFECT: "a defect of Footnote: it is logged under the id that is shown",
    Exit.INTERRUPTED: "interrupted (Ctrl-C); what was stored stays",
    Exit.PIPE: "the reader of the output closed it",
}


def for_error(error: Exception) -> Exit:
    """The exit status for an error that has a message fit for users."""
    from retrieval import ArticleUnknown, LibraryError, LocationUnknown, ModelError, SourceError  # noqa: PLC0415

    if isinstance(error, ArticleUnknown | LocationUnknown):
        return Exit.NOTHING
    if isinstance(error, SourceError):
        return Exit.SKIPPED
    if isinstance(error, LibraryError | ModelError):
        return Exit.TROUBLE
    return Exit.USAGE

"""The exit statuses of `footnote` and their meanings, for the program, its help and the README."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval import Grade


class Exit(IntEnum):
    """The exit statuses of `footnote`."""

    DONE = 0
    NOTHING = 1
    USAGE = 2
    SKIPPED = 3
    TROUBLE = 4
    UNSURE = 5
    TALK = 6
    DEFECT = 70
    INTERRUPTED = 130
    PIPE = 141


MEANINGS = {
    Exit.DONE: "done, or a sure answer",
    Exit.NOTHING: "nothing in the articles answers, or nothing was found",
    Exit.USAGE: "wrong usage, configuration or evaluation set, or a cluster or database that cannot be used",
    Exit.SKIPPED: "some locations could not be added; the others were",
    Exit.TROUBLE: "the library or the model has a problem: see footnote doctor",
    Exit.UNSURE: "an unsure answer: the best sentence, which may answer",
    Exit.TALK: "no question to the articles, such as a greeting; it got a reply",
    Exit.DEFECT: "a defect of Footnote: it is logged under the id that is shown",
    Exit.INTERRUPTED: "interrupted (Ctrl-C); what was stored stays",
    Exit.PIPE: "the reader of the output closed it",
}


def for_grade(grade: Grade) -> Exit:
    """Return the exit status for a reply to a question."""
    return {"sure": Exit.DONE, "unsure": Exit.UNSURE, "none": Exit.NOTHING, "talk": Exit.TALK}[grade]


def for_error(error: Exception) -> Exit:
    """Return the exit status for an error that has a message fit for users."""
    from retrieval import ArticleUnknown, LibraryError, LocationUnknown, ModelError, SourceError  # noqa: PLC0415

    if isinstance(error, ArticleUnknown | LocationUnknown):
        return Exit.NOTHING
    if isinstance(error, SourceError):
        return Exit.SKIPPED
    if isinstance(error, LibraryError | ModelError):
        return Exit.TROUBLE
    return Exit.USAGE

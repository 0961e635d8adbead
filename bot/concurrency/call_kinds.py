"""The kinds of calls that the worker makes, and the queue of each kind."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.concurrency.work_queue import WorkQueue

# The kind of a call decides in which queue it waits:
#   question    answers, searches, summaries
#   lookup      what buttons and lists show: milliseconds each; it waits neither behind questions nor behind typing
#   suggestion  what is shown while somebody types: it must not wait behind questions
#   addition    changes of libraries: those of one library one after another, and for as long as they take
#   note        what the bot itself remembers: milliseconds each, and not to be lost
#   recall      reading that: it must not wait while another process holds up the writing
Kind: TypeAlias = Literal["question", "lookup", "suggestion", "addition", "note", "recall"]

# A web site that is slow keeps one thread for as long as `addition_seconds` at most, and only for one library at a
# time; they hardly compete for processors, because a model takes one call at a time.
_ADDITION_THREADS = 4
_LOOKUP_THREADS = 2
_LOOKUPS_WAITING = 200
_SUGGESTION_THREADS = 2
_SUGGESTIONS_WAITING = 32
_SUGGESTIONS_WAITING_EACH = 12  # of one server: a keystroke replaces the one before it anyway
SUGGESTION_SECONDS = 2.5  # Discord takes no suggestion that is older than 3
_ADDITIONS_WAITING = 32
_ADDITIONS_WAITING_EACH = 8
_NOTES_WAITING = 2_000
_RECALL_THREADS = 2
NOTE_SECONDS = 60.0


def open_queues(threads: int, waiting: int, waiting_each: int) -> dict[Kind, WorkQueue]:
    """Start the threads of each kind.

    Args:
        threads: questions that are answered at the same time.
        waiting: questions that may wait.
        waiting_each: questions and lookups of one owner that may wait.
    """
    return {
        "question": WorkQueue("question", threads=threads, waiting=waiting, waiting_each=waiting_each),
        "lookup": WorkQueue("lookup", threads=_LOOKUP_THREADS, waiting=_LOOKUPS_WAITING, waiting_each=waiting_each),
        "suggestion": WorkQueue(
            "suggestion",
            threads=_SUGGESTION_THREADS,
            waiting=_SUGGESTIONS_WAITING,
            waiting_each=_SUGGESTIONS_WAITING_EACH,
        ),
        "addition": WorkQueue(
            "addition", threads=_ADDITION_THREADS, waiting=_ADDITIONS_WAITING, waiting_each=_ADDITIONS_WAITING_EACH
        ),
        "note": WorkQueue("note", threads=1, waiting=_NOTES_WAITING),
        "recall": WorkQueue("recall", threads=_RECALL_THREADS, waiting=_NOTES_WAITING),
    }

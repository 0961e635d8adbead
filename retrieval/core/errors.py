"""The errors that users see: every message says what, where, and what to do next.

    FootnoteError
    ├── ConfigError               a configuration file or an option that cannot be used
    │   └── ClusterUnusable       the configured cluster as it is, found where a program starts
    ├── SourceError               one article that could not be read; the others go on
    │   ├── SourceMissing         nothing is there
    │   ├── SourceDenied          it is there and may not be read
    │   ├── SourceEmpty           no sentence in it
    │   ├── SourceTooLarge        over the configured limit
    │   ├── SourceNotText         a binary, or an encoding that cannot be told
    │   ├── SourceDamaged         a document that is not whole
    │   ├── SourceLocked          a document that needs a password
    │   ├── SourceUnsupported     no loader knows this kind
    │   ├── SourceUnreachable     its server gives no answer; later it may
    │   └── SourceUnsafe          an address or a document that is refused to keep others safe
    ├── OutOfTime                 what is read from the web was given a time, and it is over
    ├── LibraryError              the stored library
    │   ├── LibraryVersionError   written by another version of Footnote
    │   ├── LibraryDamaged        the file is not whole
    │   ├── LibraryFull           the disk has no room
    │   ├── LibraryBusy           another process holds it for too long
    │   ├── LibraryUnreachable    the cluster that stores it gives no answer; later it may
    │   ├── LibraryDenied         no permission for the file or its folder
    │   ├── ModelMismatch         its vectors were made by another model
    │   ├── ArticleUnknown        no such article in this library
    │   │   └── ArticleAmbiguous  several articles go by that name
    │   ├── LocationUnknown       no such location among those that were added
    │   └── PackError             an exported library that cannot be read or written
    ├── QuestionError             a question that cannot be asked
    ├── ModelError                a model that is missing or not the one expected
    └── EvaluationError           an evaluation set that cannot be read

Anything else that is raised is a defect: it is logged with its traceback, and the user sees an apology with an id.
"""

from collections.abc import Sequence


class FootnoteError(Exception):
    """A message fit for users.

    Args:
        what: what went wrong, a clause without a full stop.
        where: the file, key or article it is about; empty where there is none.
        advice: what to do next, a whole sentence.
    """

    def __init__(self, what: str, *, where: str = "", advice: str) -> None:
        self.what = what
        self.where = where
        self.advice = advice
        super().__init__(what, where, advice)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}. {self.advice}"


class ConfigError(FootnoteError):
    """A configuration file or an option that cannot be used."""


class ClusterUnusable(ConfigError):
    """A cluster that cannot be used as configured, found when a program starts; `__cause__` has the library's error."""


class SourceError(FootnoteError):
    """One article that could not be read."""


class SourceMissing(SourceError):
    """Nothing is at the location."""


class SourceDenied(SourceError):
    """The location exists and may not be read."""


class SourceEmpty(SourceError):
    """The location holds no sentence."""


class SourceTooLarge(SourceError):
    """The location holds more than the configured limit."""


class SourceNotText(SourceError):
    """The location holds a binary, or text whose encoding cannot be told."""


class SourceDamaged(SourceError):
    """The location holds a document that is not whole, or not of the kind that its name says."""


class SourceLocked(SourceError):
    """The location holds a document that only a password opens."""


class SourceUnsupported(SourceError):
    """No loader knows this kind of location."""


class SourceUnreachable(SourceError):
    """The location's server gives no answer, or none in time; the same request may succeed later."""


class SourceUnsafe(SourceError):
    """The location leads to where nothing may be fetched, or the document could harm whoever reads it."""


class OutOfTime(FootnoteError):
    """The time that was given to all that is read from the web is over. It says nothing about any of the sources."""

    def __init__(self) -> None:
        super().__init__("there was no time left to read all of it", advice="Read it again to go on.")


class LibraryError(FootnoteError):
    """The stored library could not be read or written."""


class LibraryVersionError(LibraryError):
    """The library was written by another version of Footnote."""


class LibraryDamaged(LibraryError):
    """The library's file is not whole, or not a library."""


class LibraryFull(LibraryError):
    """The disk has no room for what should be stored."""


class LibraryBusy(LibraryError):
    """Another process held the library for longer than the waiting time."""


class LibraryUnreachable(LibraryError):
    """The cluster that stores the library gives no answer, or not a whole one; the same request may succeed later."""


class LibraryDenied(LibraryError):
    """The library's file or folder may not be read or written."""


class ModelMismatch(LibraryError):
    """The stored vectors were made by another model than the configured one."""


class ArticleUnknown(LibraryError):
    """No article of this library goes by that name."""


class ArticleAmbiguous(ArticleUnknown):
    """Several articles of this library go by that name.

    Args:
        titles: theirs, at least two.
        where: the name.
        advice: what to do next.
    """

    def __init__(self, titles: Sequence[str], *, where: str, advice: str) -> None:
        self.titles = tuple(titles)
        super().__init__(f"{len(titles)} articles go by that name", where=where, advice=advice)


class LocationUnknown(LibraryError):
    """Nothing was added to this library from a location of that name."""


class PackError(LibraryError):
    """A pack that is damaged, foreign, or cannot be written."""


class QuestionError(FootnoteError):
    """A question that cannot be asked: empty, or too long."""


class QuestionTooLong(QuestionError):
    """A question with more characters than are allowed."""


class ModelError(FootnoteError):
    """A model that is missing, damaged, or not of the expected kind."""


class EvaluationError(FootnoteError):
    """An evaluation set that cannot be read."""

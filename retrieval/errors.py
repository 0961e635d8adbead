"""The errors that users see: every message says what, where, and what to do next.

    FootnoteError
    ├── ConfigError               a configuration file or an option that cannot be used
    ├── SourceError               one article that could not be read; the others go on
    │   ├── SourceMissing         nothing is there
    │   ├── SourceDenied          it is there and may not be read
    │   ├── SourceEmpty           no sentence in it
    │   ├── SourceTooLarge        over the configured limit
    │   ├── SourceNotText         a binary, or an encoding that cannot be told
    │   └── SourceUnsupported     no loader knows this kind
    ├── LibraryError              the stored library
    │   ├── LibraryVersionError   written by another version of Footnote
    │   ├── LibraryDamaged        the file is not whole
    │   ├── LibraryFull           the disk has no room
    │   ├── LibraryBusy           another process holds it for too long
    │   ├── LibraryDenied         no permission for the file or its folder
    │   ├── ModelMismatch         its vectors were made by another model
    │   └── ArticleUnknown        no such article in this library
    ├── QuestionError             a question that cannot be asked
    ├── ModelError                a model that is missing or not the one expected
    └── EvaluationError           an evaluation set that cannot be read

Anything else that is raised is a defect: it is logged with its traceback, and the user sees an apology with an id.
"""


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


class SourceUnsupported(SourceError):
    """No loader knows this kind of location."""


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


class LibraryDenied(LibraryError):
    """The library's file or folder may not be read or written."""


class ModelMismatch(LibraryError):
    """The stored vectors were made by another model than the configured one."""


class ArticleUnknown(LibraryError):
    """No article of this library goes by that name."""


class QuestionError(FootnoteError):
    """A question that cannot be asked: empty, or too long."""


class ModelError(FootnoteError):
    """A model that is missing, damaged, or not of the expected kind."""


class EvaluationError(FootnoteError):
    """An evaluation set that cannot be read."""

"""Archives: documents that are zip files; unpacks their parts within limits."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.core.errors import SourceDamaged, SourceLocked, SourceTooLarge
from retrieval.core.settings import LimitSettings
from retrieval.sources.files.decoding import decode_as
from retrieval.sources.files.file_io import MEGABYTE

_MOST_PARTS = 20_000
_CHUNK = 2**16
_SMALL = 2**20  # bytes; parts below are unpacked whatever they are packed to
_LOCKED = 0x1  # the flag of an encrypted part
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of .doc, and of .docx that has a password
# Every element and attribute takes some 200 bytes once it is parsed: no more of them than half a gigabyte holds.
_MOST_MARKS = 5_000_000
_MOST_MARKUP = 64 * 2**20  # characters of one part
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,1000}\?>")


class Archive:
    """A zip file whose parts are unpacked under the limits; what its directory says of their sizes is not believed.

    Args:
        content: the whole file.
        source: for messages.
        kind: what it is, for messages: "Word document".
        limits: the largest sizes that are accepted.

    Raises:
        SourceError: it is no zip file, locked, or over a limit by its own directory.
    """

    def __init__(self, content: bytes, source: str, *, kind: str, limits: LimitSettings) -> None:
        self._source = source
        self._kind = kind
        self._limits = limits
        self._left = limits.unpacked_megabytes * MEGABYTE
        if content.startswith(_OLD_OFFICE):
            raise SourceLocked(
                "it is locked with a password, or of an old kind with a new name",
                where=source,
                advice="Save it in the newer format, without a password, and add that.",
            )
        with self._in_words():
            self._file = zipfile.ZipFile(io.BytesIO(content))
            parts = self._file.infolist()
        if len(parts) > _MOST_PARTS:
            raise SourceTooLarge(
                f"it has more than {_MOST_PARTS:,} parts", where=source, advice="Save its text as .txt and add that."
            )
        self._parts = {part.filename: part for part in parts}
        self._by_form: dict[str, str] | None = None

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the directory."""
        return tuple(self._parts)

    def stored_name(self, name: str) -> str:
        """Return the name of a part that differs from a name in case or in the form of its accents; else the name."""
        if name in self._parts:
            return name
        if self._by_form is None:
            self._by_form = {_form(part): part for part in self._parts}
        return self._by_form.get(_form(name), name)

    def read(self, name: str) -> bytes:
        """Return the content of a part.

        Raises:
            SourceError: there is no such part, or it is damaged, locked, or over a limit.
        """
        part = self._parts.get(name)
        if part is None:
            raise SourceDamaged(
                f"the {self._kind} has no part {name!r:.80}", where=self._source, advice="Save or download it again."
            )
        if part.flag_bits & _LOCKED:
            raise SourceLocked(
                "it is locked with a password", where=self._source, advice="Save it without one and add that."
            )
        self._check(part, part.file_size)
        content = bytearray()
        with self._in_words(), self._file.open(part) as file:
            while chunk := file.read(_CHUNK):
                content += chunk
                self._check(part, len(content))
        self._left -= len(content)
        return bytes(content)

    def markup(self, name: str) -> str:
        """Return the text of a part that is XML, without its declaration.

        Raises:
            SourceError: as for `read`, or it is in another encoding than it says, or parsing it would take too much
                memory.
        """
        return markup(self.read(name), self._source, part=name)

    def _check(self, part: zipfile.ZipInfo, size: int) -> None:
        """Refuse a part that is larger than the rest of the limit, or that unpacking makes too many times larger."""
        if size > self._left:
            raise SourceTooLarge(
                f"it unpacks to more than {self._limits.unpacked_megabytes:,} MB",
                where=self._source,
                advice="Split it, or raise limits.unpacked_megabytes in the configuration.",
            )
        if size > max(_SMALL, part.compress_size * self._limits.unpacked_ratio):
            raise SourceTooLarge(
                f"a part of it unpacks to more than {self._limits.unpacked_ratio:,} times its size",
                where=self._source,
                advice="If you trust it, raise limits.unpacked_ratio in the configuration.",
            )

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise SourceDamaged(
                f"it is not a whole {self._kind}", where=self._source, advice="Save or download it again."
            ) from error


def _form(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def markup(content: bytes, source: str, *, part: str) -> str:
    """Return a part of a document as text that can be parsed as XML without harm.

    Raises:
        SourceError: it is neither UTF-8 nor UTF-16, nor what it says, or parsing it would take too much memory.
    """
    stated = _ENCODING.match(content)
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeError as error:
        if stated and (other := decode_as(content, stated[1].decode())) is not None:
            return markup(other.encode(), source, part=part)
        raise SourceDamaged(
            f"its part {part!r:.80} is not UTF-8", where=source, advice="Save or download it again."
        ) from error
    check_markup(text, source, part=part)
    declaration = _DECLARATION.match(text)
    return text[declaration.end() :] if declaration else text


def check_markup(text: str, source: str, *, part: str) -> None:
    """Refuse markup that would take too much memory once it is parsed.

    Raises:
        SourceTooLarge: it would.
    """
    if len(text) > _MOST_MARKUP or text.count("<") + text.count("=") > _MOST_MARKS:
        raise SourceTooLarge(
            f"its part {part!r:.80} has too many elements", where=source, advice="Save its text as .txt and add that."
        )

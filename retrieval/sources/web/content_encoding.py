"""Decompresses the body of a response piece by piece, with a limit on the result."""

from __future__ import annotations

import zlib

from retrieval.core.errors import SourceNotText, SourceTooLarge, SourceUnsupported
from retrieval.sources.files.file_io import MEGABYTE

ACCEPTED = "gzip, deflate"  # told to servers; both are in the standard library, with a limit on their output
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class Unpacker:
    """Decompresses a body that arrives in pieces.

    Args:
        coding: what the server says it is packed by; empty for nothing.
        most: megabytes that may come out.
        where: for messages.

    Raises:
        SourceUnsupported: packed by something that was not asked for, or several times.
    """

    def __init__(self, coding: str, *, most: float, where: str) -> None:
        self._most = most
        self._left = int(most * MEGABYTE)
        self._where = where
        self._parts: list[bytes] = []
        self._window = _WINDOWS.get(coding)
        self._packed = zlib.decompressobj(self._window) if self._window else None
        if self._packed is None and coding not in ("", "identity"):
            raise SourceUnsupported(
                f"it comes packed as {coding[:40]!r}, which was not asked for",
                where=where,
                advice="Save the page with a browser and add the file.",
            )

    def take(self, piece: bytes) -> None:
        """Add a piece.

        Raises:
            SourceTooLarge: more comes out than may.
            SourceNotText: it is damaged.
        """
        while piece:
            out, piece = self._unpacked(piece)
            self._left -= len(out)
            if self._left < 0:
                raise SourceTooLarge(
                    f"it unpacks to more than {self._most:g} MB",
                    where=self._where,
                    advice="Leave it out, or raise web.unpacked_megabytes in the configuration.",
                )
            self._parts.append(out)

    def whole(self) -> bytes:
        """Return the whole body.

        Raises:
            SourceNotText: the packed data ends too early.
        """
        if self._packed is not None and self._parts and not self._packed.eof:
            raise self._damaged()
        return b"".join(self._parts)

    def _unpacked(self, piece: bytes) -> tuple[bytes, bytes]:
        if self._packed is None:
            return piece, b""
        if self._packed.eof:
            return b"", b""  # what follows the end, such as padding, says nothing
        try:
            out = self._packed.decompress(piece, self._left + 1)
        except zlib.error as error:
            if self._window == zlib.MAX_WBITS and not self._parts:  # some servers leave out the header
                self._window = -zlib.MAX_WBITS
                self._packed = zlib.decompressobj(self._window)
                return self._unpacked(piece)
            raise self._damaged() from error
        return out, self._packed.unconsumed_tail

    def _damaged(self) -> SourceNotText:
        return SourceNotText("its packed data is damaged", where=self._where, advice="Try again later.")


def gunzip(content: bytes, *, most: float, where: str) -> bytes:
    """Return a gzip file's content, of at most so many megabytes.

    Raises:
        SourceTooLarge: it unpacks to more.
        SourceNotText: it is damaged.
    """
    unpacker = Unpacker("gzip", most=most, where=where)
    unpacker.take(content)
    return unpacker.whole()

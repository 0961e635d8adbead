"""Message protection: takes the signature off a signed text, and refuses e-mails that are encrypted.

Sources: RFC 9580, 7 (the cleartext signature framework of OpenPGP); RFC 8551 (S/MIME).
"""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage

from retrieval.core.errors import SourceLocked

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_ENCRYPTED = "-----BEGIN PGP MESSAGE-----"
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ADVICE = "Open it in the e-mail program, save its text as .txt and add that."


def check_open(message: EmailMessage, source: str) -> None:
    """Refuse an e-mail whose text no program reads without a key, or that is packed into its signature.

    Raises:
        SourceLocked: it is such an e-mail.
    """
    kind = message.get_content_type()
    if kind in _SMIME and str(message.get_param("smime-type") or "").lower() == "signed-data":
        raise SourceLocked("its text is packed into its signature", where=source, advice=_ADVICE)
    if kind in _SMIME or kind == "multipart/encrypted":
        raise SourceLocked("it is encrypted", where=source, advice=_ADVICE)


def signed_lines(lines: Sequence[str], source: str) -> list[str]:
    """Return the lines of an e-mail without the marks and the signature of OpenPGP.

    Raises:
        SourceLocked: they begin with an encrypted text.
    """
    first = next((line.strip() for line in lines if line.strip()), "")
    if first == _ENCRYPTED:
        raise SourceLocked("it is encrypted", where=source, advice=_ADVICE)
    marks = [line.strip() for line in lines]
    if _SIGNED not in marks:
        return list(lines)
    start = marks.index(_SIGNED)
    text = next((at for at in range(start, len(marks)) if not marks[at]), len(marks))
    end = marks.index(_SIGNATURE, text) if _SIGNATURE in marks[text:] else len(marks)
    return [*lines[:start], *(line.removeprefix("- ") for line in lines[text:end])]

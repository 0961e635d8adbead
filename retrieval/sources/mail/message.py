"""Messages: the parts and headers of an e-mail, by the standard library, within bounds on time and memory."""

from __future__ import annotations

import base64
import email
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, cast

from retrieval.core.errors import SourceNotText, SourceTooLarge
from retrieval.sources.files.decoding import decode
from retrieval.text.normalize import one_line

# The standard library's parser takes time by lines times nested parts, and by the square of a header's length: half a
# minute for one of 100,000 characters, 0.04 s for 1,000.
_MOST_LINES = 2_000_000
_MOST_CONTAINERS = 30
_MOST_PARTS = 500
_HEADER_CHARACTERS = 1_000
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_SOFT_END = re.compile(r"=[ \t]+\r?\n")
_ESCAPE = "\x1b$"


class _Bounded(EmailPolicy):
    """The standard library's policy for headers, with a limit on their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and the value of a header as it stands in the source."""
        name, value = super().header_source_parse(sourcelines)
        return name, _as_written(value[:_HEADER_CHARACTERS])

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return the parsed header; an empty one if the parser fails on its value."""
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # noqa: BLE001  it has many ways to fail
            return super().header_fetch_parse(name, "")


def _as_written(value: str) -> str:
    """Return a header's value with the bytes in it as characters; headers were to have none, and have them in fact."""
    raw = value.encode("utf-8", "surrogateescape")
    with suppress(UnicodeError):
        return raw.decode("utf-8")
    with suppress(SourceNotText):
        return decode(raw, where="")
    return raw.decode("cp1252", "replace")


def parse_message(content: bytes, source: str) -> EmailMessage:
    """Parse a saved e-mail.

    Raises:
        SourceTooLarge: reading it would take too much time.
        SourceNotText: it is no e-mail.
    """
    lowered = content.lower()
    containers = lowered.count(b"multipart/") + lowered.count(b"message/rfc822")
    if content.count(b"\n") > _MOST_LINES or containers > _MOST_CONTAINERS:
        raise SourceTooLarge(
            "it has too many lines or parts", where=source, advice="Save its text as .txt and add that."
        )
    try:
        message = cast("EmailMessage", email.message_from_bytes(content, policy=_Bounded()))
        parts = sum(1 for _ in message.walk())
    except (RecursionError, ValueError, LookupError) as error:
        raise _unreadable(source) from error
    if parts > _MOST_PARTS:
        raise SourceTooLarge("it has too many parts", where=source, advice="Save its text as .txt and add that.")
    if not message.keys():
        raise _unreadable(source)
    return message


def _unreadable(source: str) -> SourceNotText:
    return SourceNotText(
        "it is not an e-mail as programs save it", where=source, advice="Save it from the e-mail program again."
    )


def attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that are separate documents.

    These are named parts and forwarded e-mails, without the parts inside them.
    """
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop(0)
        if part is not message and part.get_content_type() == "message/rfc822":
            yield part
        elif part.is_multipart():
            waiting = [*part.get_payload(), *waiting]
        elif part is not message and filename(part):
            yield part


def body_parts(message: EmailMessage, kind: str) -> list[EmailMessage]:
    """Return the parts that are the text of an e-mail, in order, `plain` or `html`.

    Programs divide a text where a picture or a file stands in it; a mailing list adds its footer as one more part.
    """
    if message.get_content_maintype() == "multipart" and not message.is_multipart():  # its parts are not told apart
        return [message] if kind == "plain" else []
    body = cast("EmailMessage | None", message.get_body(preferencelist=(kind,)))
    if body is None:
        return []
    frames = (part for part in message.walk() if part.get_content_type() == "multipart/mixed" and part.is_multipart())
    siblings = next((parts for frame in frames if body in (parts := cast("list[Any]", frame.get_payload()))), [body])
    following = siblings[siblings.index(body) + 1 :]
    return [body, *(part for part in following if part.get_content_type() == f"text/{kind}" and _is_shown(part))]


def calendar_part(message: EmailMessage) -> EmailMessage | None:
    """Return the part that is an invitation, or an answer to one, and no attached file; None for none."""
    parts = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    return next((part for part in parts if part is message or not filename(part)), None)


def _is_shown(part: EmailMessage) -> bool:
    return not filename(part) and part.get_content_disposition() != "attachment"


def forwarded_message(part: EmailMessage) -> bytes | None:
    """Return the forwarded e-mail in a part, in the form of a saved e-mail; None if the part contains none."""
    if part.get_content_type() != "message/rfc822" or not part.is_multipart():
        return None
    with suppress(Exception):
        return bytes(cast("list[Any]", part.get_payload())[0])
    return b""


def content_of(part: EmailMessage) -> bytes:
    """Return the bytes of a part; empty for a part that contains other parts.

    Data that are damaged, or not coded as the part says, are read as far as they can be.
    """
    with suppress(ValueError, LookupError):  # data that is not encoded as it says
        if (coded := _without_footer(part)) is not None:
            return base64.b64decode(coded + b"=" * (-len(coded) % 4))
        text = "" if part.is_multipart() else str(part.get_payload())
        if _coding(part) == "base64":
            return _from_base64(text, charset(part) or "utf-8")
        if _coding(part) == "quoted-printable" and _SOFT_END.search(text):  # blanks were added on the way
            return quopri.decodestring(_SOFT_END.sub("=\n", text).encode(charset(part) or "utf-8"))
        content = part.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""
    return b""


def _coding(part: EmailMessage) -> str:
    return str(part.get("Content-Transfer-Encoding") or "").strip().lower()


def _from_base64(payload: str, charset: str) -> bytes:
    """Return what is coded, without the characters that base64 does not have; the payload where it is plain words."""
    if any(len(line.split()) > 1 for line in payload.splitlines()):
        return payload.encode(charset)
    coded = _NO_BASE64.sub("", payload)
    return base64.b64decode(coded[: len(coded) // 4 * 4 if len(coded) % 4 == 1 else None] + "=" * (-len(coded) % 4))


def _without_footer(part: EmailMessage) -> bytes | None:
    """Return the base64 data of a part, where a mailing list put a plain footer behind it; None where it did not.

    The data ends with the first line that is padded, or shorter than those above it.
    """
    if _coding(part) != "base64" or part.is_multipart():
        return None
    lines = str(part.get_payload()).split("\n")
    coded: list[str] = []
    for text in map(str.strip, lines):
        if not _BASE64.fullmatch(text):
            break
        coded.append(text)
        if text.endswith("=") or len(text) < len(coded[0]):
            break
    has_footer = any(map(str.strip, lines[len(coded) :]))
    return "".join(coded).encode() if coded and has_footer else None


def charset(part: EmailMessage) -> str:
    """Return the encoding that a part names; empty for none."""
    with suppress(Exception):
        return part.get_content_charset() or ""
    return ""


def filename(part: EmailMessage) -> str:
    """Return the name of the file that a part is; empty for none."""
    with suppress(Exception):
        return part.get_filename() or ""
    return ""


def parameter(part: EmailMessage, name: str) -> str:
    """Return a parameter of a part's Content-Type; empty where it is not there."""
    with suppress(Exception):
        return str(part.get_param(name) or "")
    return ""


def header(message: EmailMessage, name: str) -> str:
    """Return the text of a header; empty if it is missing or unreadable."""
    with suppress(Exception):
        return one_line(_plain(str(message[name] or "")))
    return ""


def _plain(value: str) -> str:
    """Return a header's value, with escape sequences of Japanese, Korean and Chinese encodings as characters."""
    if _ESCAPE not in value:
        return value
    return decode(value.encode("ascii", "ignore"), where="")


def sent_date(message: EmailMessage) -> str | None:
    """Return the date on which the e-mail was sent, ISO 8601; None if it is unknown."""
    with suppress(Exception):
        return parsedate_to_datetime(header(message, "date")).isoformat()
    return None


def sender(message: EmailMessage) -> str:
    """Return the sender's name, else the address."""
    name, address = parseaddr(header(message, "from"))
    return one_line(name or _name_in_comment(message) or address)


def _name_in_comment(message: EmailMessage) -> str:
    """Return the sender's name where it stands in brackets behind the address, `ann@example.org (Ann Lee)`."""
    with suppress(Exception):
        raw = next(str(value) for name, value in message.raw_items() if name.lower() == "from")
        return str(make_header(decode_header(parseaddr(raw)[0])))
    return ""

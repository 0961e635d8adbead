"""E-mails saved as `.eml`: what somebody wrote, and the documents that were attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from typing import cast

from retrieval.core.errors import SourceEmpty, SourceError, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.block_text import Block, one_line, render
from retrieval.sources.base.document import RawDocument
from retrieval.sources.base.draft import check_length, draft
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.archive import check_markup
from retrieval.sources.files.decoding import decode
from retrieval.sources.html import markup
from retrieval.sources.mail import message as mail_message
from retrieval.sources.mail.own_text import join_flowed, own_lines, remove_quoted_markup
from retrieval.sources.plain_text.loader import blocks_of_lines
from retrieval.text.normalize import normalise

_MARKUP_SHARE = 8  # its markup may be so many times as long as an article
_SPENT = "there is nothing in it but what others wrote before"


class MailLoader(FileLoader):
    """Reads `.eml`: the words of its writer, without quoted replies or signature; each attachment is an article."""

    suffixes = (".eml",)
    types = ("message/rfc822",)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  its parts say
        """The e-mail, then its attachments."""
        message = mail_message.parse_message(content, source)
        attachments = list(mail_message.attachments(message))
        try:
            yield self._written(message, source)
        except SourceEmpty:
            if not attachments:
                raise
        taken: set[str] = set()
        for number, part in enumerate(attachments, start=1):
            if number > self._limits.parts:
                advice = "Raise limits.parts in the configuration."
                reason = f"attachments after the first {number - 1:,} are left out. {advice}"
                yield Skipped(source=source, reason=reason)
                break
            name = one_line(mail_message.filename(part)) or str(number)
            place = f"{source}#{name}" if name not in taken else f"{source}#{name} ({number})"
            taken.add(name)
            yield from self._attachment(part, name, place)

    def _written(self, message: EmailMessage, source: str) -> Draft:
        """The article that the e-mail itself is."""
        blocks = list(_blocks(message, source, self._limits))
        if not any(block.text for block in blocks):
            raise SourceEmpty(_SPENT, where=source, advice="Add the e-mail that it answers.")
        return draft(
            source=source,
            title=mail_message.header(message, "subject"),
            text=render(blocks),
            published=mail_message.sent_date(message),
            author=mail_message.sender(message),
            limits=self._limits,
        )

    def _attachment(self, part: EmailMessage, name: str, place: str) -> Iterator[Draft | Skipped]:
        inner = mail_message.forwarded_message(part)
        body = RawDocument(
            content=inner if inner is not None else mail_message.content_of(part),
            name=name,
            source=place,
            content_type=part.get_content_type(),
        )
        try:
            yield from self._extract_part(body)
        except SourceError as error:
            expected = isinstance(error, SourceUnsupported)
            yield Skipped(source=place, reason=f"{error.what}. {error.advice}", expected=expected)


def _blocks(message: EmailMessage, source: str, limits: LimitSettings) -> Iterator[Block]:
    """What the writer wrote, of the plain part if there is one, else of the HTML."""
    for kind, read_part in (("plain", _plain), ("html", _html)):
        part = _body(message, kind)
        content = mail_message.content_of(part) if part is not None else b""
        if part is not None and content:
            text = (
                decode(content, where=source, declared=mail_message.charset(part))
                .replace("\r\n", "\n")
                .replace("\r", "\n")
            )
            check_length(len(text), where=source, limits=limits, share=_MARKUP_SHARE)
            blocks = list(read_part(part, text, source))
            if any(block.text for block in blocks):
                yield from blocks
                return


def _plain(part: EmailMessage, text: str, _: str) -> Iterator[Block]:
    lines = text.split("\n")
    if mail_message.parameter(part, "format").lower() == "flowed":
        lines = join_flowed(lines, joins=mail_message.parameter(part, "delsp").lower() == "yes")
    return blocks_of_lines(normalise("\n".join(own_lines(lines))).split("\n"))


def _html(_: EmailMessage, text: str, source: str) -> Iterator[Block]:
    check_markup(text, source, part="HTML")
    root = markup.parse_html(text)
    if root is not None:
        remove_quoted_markup(root)
        yield from markup.blocks_of_markup(root)


def _body(message: EmailMessage, kind: str) -> EmailMessage | None:
    return cast("EmailMessage | None", message.get_body(preferencelist=(kind,)))

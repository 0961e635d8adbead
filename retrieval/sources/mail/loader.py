"""E-mails saved as `.eml` or `.mbox`: the writer's own text, and attached documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from typing import Any

from retrieval.core.errors import SourceEmpty, SourceError, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.block_text import DocumentBlock, render
from retrieval.sources.base.document import RawDocument
from retrieval.sources.base.draft import check_length, draft
from retrieval.sources.base.file_loader import FileLoader, inner_source
from retrieval.sources.base.isolation import isolate
from retrieval.sources.files.archive import check_markup
from retrieval.sources.files.decoding import decode
from retrieval.sources.html import markup
from retrieval.sources.mail import mailbox_file
from retrieval.sources.mail.calendar_event import CalendarEvent, calendar_events, event_blocks
from retrieval.sources.mail.forwarded_text import forwarded_texts
from retrieval.sources.mail.message import (
    attachments,
    body_parts,
    calendar_part,
    charset,
    content_of,
    filename,
    forwarded_message,
    header,
    parameter,
    parse_message,
    sender,
    sent_date,
)
from retrieval.sources.mail.message_protection import check_open, signed_lines
from retrieval.sources.mail.own_text import join_flowed, own_blocks, own_lines, remove_quoted_markup
from retrieval.sources.plain_text.loader import blocks_of_lines
from retrieval.text.normalize import normalise, one_line

_ADDRESS = re.compile(r"\b[A-Za-z][A-Za-z0-9+.-]{1,20}://\S+")
_FOOTER = re.compile(r"\s*[-_=*#~]{2,} ?(?:\n|\Z)")  # a rule, with which the part begins that a mailing list adds
# A plain text that is so short, and so many times shorter than what the HTML shows, says where the e-mail can be read.
# One that answers has the e-mail that it answers below it, as the HTML has.
_STUB_CHARACTERS = 500
_STUB_TIMES = 4
_MARKUP_SHARE = 8  # its markup may be so many times as long as an article
_ALL_QUOTED = "it has only the quoted text of earlier e-mails, and no words of its sender"
_MAILBOXES = (".mbox", ".mbx")
_MORE_PARTS = "Raise limits.parts in the configuration."


class MailLoader(FileLoader):
    """Reads `.eml`, `.mbox`, `.mbx` and mailboxes without an ending: the words of each writer.

    Quoted replies and signatures are left out. Each message is an article, and so is each attachment.
    """

    suffixes = (".eml", *_MAILBOXES)
    types = ("message/rfc822", "application/mbox")
    beginning = mailbox_file.BEGINNING

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  its parts say
        """Yield the e-mail, then its attachments; of a mailbox those of each of its e-mails."""
        messages = list(mailbox_file.messages(content)) if mailbox_file.is_mailbox(content) else [content]
        if len(messages) == 1 and not source.lower().endswith(_MAILBOXES):
            yield from self._message(messages[0], source)
        else:
            yield from self._mailbox(messages, source)

    def _mailbox(self, messages: list[bytes], source: str) -> Iterator[Draft | Skipped]:
        """Yield the articles of each message.

        A message that cannot be read, or has no words of its own, is skipped and named.
        """
        if not messages:
            raise SourceEmpty("there is no e-mail in it", where=source, advice="Export the folder again.")
        taken: set[str] = set()
        for number, content in enumerate(messages, start=1):
            if number > self._limits.parts:
                reason = f"e-mails after the first {number - 1:,} are left out. {_MORE_PARTS}"
                yield Skipped(source=source, reason=reason)
                break
            inner = inner_source(source, _message_id(content, source) or "", number, taken)
            try:
                yield from isolate(self._message(content, inner), inner)
            except SourceError as error:
                yield Skipped(source=inner, reason=f"{error.what}. {error.advice}", expected=error.what == _ALL_QUOTED)

    def _message(self, content: bytes, source: str) -> Iterator[Draft | Skipped]:
        """Yield the e-mail, then its attachments."""
        message = parse_message(content, source)
        check_open(message, source)
        parts = list(attachments(message))
        forwarded = list(self._forwarded(message, source))
        try:
            yield self._written(message, source)
        except SourceEmpty:
            if not parts and not forwarded:
                raise
        yield from forwarded
        names = {"forwarded"} if forwarded else set()
        for number, part in enumerate(parts, start=1):
            if number > self._limits.parts:
                reason = f"attachments after the first {number - 1:,} are left out. {_MORE_PARTS}"
                yield Skipped(source=source, reason=reason)
                break
            name = one_line(filename(part)) or str(number)
            inner = f"{source}#{name}" if name not in names else f"{source}#{name} ({number})"
            names.add(name)
            yield from self._attachment(part, name, inner)

    def _written(self, message: EmailMessage, source: str) -> Draft:
        """Return the article of the e-mail itself."""
        title, blocks = header(message, "subject"), list(_blocks(message, source, self._limits))
        if not any(block.text for block in blocks):
            events = _events(message, source, self._limits)
            title = events[0].summary or title
            blocks = [block for event in events for block in event_blocks(event, title)]
        return draft(
            source=source,
            title=title,
            text=render(blocks),
            published=sent_date(message),
            author=sender(message),
            limits=self._limits,
        )

    def _forwarded(self, message: EmailMessage, source: str) -> Iterator[Draft]:
        """Yield the article of each e-mail that is passed on inside the text of this one."""
        lines = _all_lines(message, source, self._limits)
        for number, text in enumerate(forwarded_texts(lines, header(message, "subject")), start=1):
            inner = f"{source}#forwarded" if number == 1 else f"{source}#forwarded ({number})"
            with suppress(SourceEmpty):
                yield draft(
                    source=inner,
                    title=text.title or header(message, "subject"),
                    text=render(list(blocks_of_lines(normalise("\n".join(text.lines)).split("\n")))),
                    published=text.published,
                    author=text.author,
                    limits=self._limits,
                )

    def _attachment(self, part: EmailMessage, name: str, source: str) -> Iterator[Draft | Skipped]:
        forwarded = forwarded_message(part)
        document = RawDocument(
            content=forwarded if forwarded is not None else content_of(part),
            name=name,
            source=source,
            content_type=part.get_content_type(),
        )
        try:
            yield from self._extract_part(document)
        except SourceError as error:
            is_expected = isinstance(error, SourceUnsupported)
            yield Skipped(source=source, reason=f"{error.what}. {error.advice}", expected=is_expected)


def _message_id(content: bytes, source: str) -> str:
    """Return the Message-ID of a message, which does not depend on its position in a mailbox; empty without one."""
    try:
        return header(parse_message(content, source), "message-id").strip("<>")
    except SourceError:
        return ""


def _blocks(message: EmailMessage, source: str, limits: LimitSettings) -> Iterator[DocumentBlock]:
    """Yield the blocks of the writer's own text: of the plain parts if they are the e-mail, else of the HTML parts."""
    readers = {"plain": _plain, "html": _html}
    for kind in ("html", "plain") if _is_stub(message, source, limits) else ("plain", "html"):
        read_part = readers[kind]
        texts = _texts(message, kind, source, limits)
        blocks = [block for part, text in texts for block in read_part(part, text, source)]
        if any(block.text for block in blocks):
            yield from blocks
            return


def _events(message: EmailMessage, source: str, limits: LimitSettings) -> list[CalendarEvent]:
    """Return the events of an e-mail that has no other text, one or more.

    Raises:
        SourceEmpty: there is none.
    """
    part = calendar_part(message)
    if part is None:
        raise SourceEmpty(_ALL_QUOTED, where=source, advice="Add the e-mail that it answers.")
    text = decode(content_of(part), where=source, declared=charset(part))
    check_length(len(text), where=source, limits=limits, share=_MARKUP_SHARE)
    events = list(calendar_events(text))
    if not events:
        raise SourceEmpty(
            "it holds a calendar without an event",
            where=source,
            advice="Open it in the e-mail program, save its text as .txt and add that.",
        )
    return events


def _all_lines(message: EmailMessage, source: str, limits: LimitSettings) -> list[str]:
    """Return the lines of an e-mail's text, with what it quotes: of the plain parts, else of the HTML parts."""
    if plain := list(_texts(message, "plain", source, limits)):
        return [line for part, text in plain for line in _plain_lines(part, text, source)]
    roots = [_parsed(text, source) for _, text in _texts(message, "html", source, limits)]
    blocks = (block for root in roots if root is not None for block in markup.blocks_of_markup(root))
    return [line for block in blocks for line in (*block.text.split("\n"), "")]


def _texts(message: EmailMessage, kind: str, source: str, limits: LimitSettings) -> Iterator[tuple[EmailMessage, str]]:
    """Yield the parts of the e-mail's text with what is written in them, without the footer of a mailing list."""
    for number, part in enumerate(body_parts(message, kind)):
        if content := content_of(part):
            text = decode(content, where=source, declared=charset(part)).replace("\r\n", "\n").replace("\r", "\n")
            check_length(len(text), where=source, limits=limits, share=_MARKUP_SHARE)
            if not (number and _FOOTER.match(text)):
                yield part, text


def _is_stub(message: EmailMessage, source: str, limits: LimitSettings) -> bool:
    """Return whether the plain text only stands in for the HTML: "View this e-mail in your browser"."""
    plain = _ADDRESS.sub("", "".join(text for _, text in _texts(message, "plain", source, limits)))
    if not 0 < len(plain.strip()) <= _STUB_CHARACTERS:
        return False
    try:
        roots = [_parsed(text, source) for _, text in _texts(message, "html", source, limits)]
    except SourceError:  # then the plain text is all that can be read
        return False
    blocks = (block for root in roots if root is not None for block in markup.blocks_of_markup(root))
    return sum(len(block.text) for block in blocks) > _STUB_TIMES * len(plain.strip())


def _plain(part: EmailMessage, text: str, source: str) -> Iterator[DocumentBlock]:
    return blocks_of_lines(normalise("\n".join(own_lines(_plain_lines(part, text, source)))).split("\n"))


def _plain_lines(part: EmailMessage, text: str, source: str) -> list[str]:
    lines = signed_lines(text.split("\n"), source)
    if parameter(part, "format").lower() == "flowed":
        lines = join_flowed(lines, joins=parameter(part, "delsp").lower() == "yes")
    return lines


def _html(_: EmailMessage, text: str, source: str) -> Iterator[DocumentBlock]:
    root = _parsed(text, source)
    if root is not None:
        remove_quoted_markup(root)
        yield from own_blocks(markup.blocks_of_markup(root))


def _parsed(text: str, source: str) -> Any:
    check_markup(text, source, part="HTML")
    return markup.parse_html(text)

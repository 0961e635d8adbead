"""Chats that were saved as text: an article for each day, or of a log without dates one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.conversations import conversation_drafts, divide_messages
from retrieval.sources.base.document import RawDocument
from retrieval.sources.base.draft import title_from_name
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.chat.chat_lines import read_chat
from retrieval.sources.files.decoding import decode

_DATE = rb"\d{1,4}[./-](?:\d{1,2}|[A-Z][a-z]{2})[./-]\d{2,4}\.?(?:,|,? (?:\xc3\xa0|a las|um|kl\.))?[ T]"
_TIME = rb"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:(?: |\xe2\x80\xaf|\xc2\xa0)?[AaPp]\.?(?: |\xc2\xa0)?[Mm]\.?)?"
# Lines that begin as messages do. Behind a date and a time comes a dash, a bracket with a name, or a name between tabs;
# a name between angles may have the time alone before it.
_LINE = (
    rb"(?:(?:\xe2\x80\x8e)?\[?" + _DATE + _TIME
    + rb"(?: (?:Uhr )?(?:-|\xe2\x80\x93) |\] [^\n:<]{1,90}(?::| ?\r?\n)|\t[^\t\n]{1,40}\t)"
    + rb"|\[?(?:" + _DATE + rb")?" + _TIME + rb"\]? +<[ @+%&~!]?[^<>\s]{1,40}>\s"
    + rb"|[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d <[^<>\s]{1,40}>\s)"
)  # fmt: skip
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?=(?:[^\n]*\n){0,8}?" + _LINE + rb"[^\n]*\n(?:[^\n]*\n){0,30}?" + _LINE + rb")"
)
_NAMED = re.compile(
    r"(?:whatsapp[ -]chat (?:with|mit|-)|chat de whatsapp con|discussion whatsapp avec) +", re.IGNORECASE
)
_UNNAMED = ("_chat",)  # of the file in an export from an iPhone, whose folder has the name


class ChatLoader(FileLoader):
    """Reads exports of WhatsApp, of Element and of Discord, and logs of IRC, that are `.txt` or `.log` files.

    Who joined and left, and what stands in the place of pictures, is left out. The source of a day is `path#day`.
    """

    suffixes = (".weechatlog",)
    endings = re.compile(r"\.txt|\.log")
    beginning = _BEGINNING
    types = ("text/x-chat",)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield an article for each day of the chat; the one article of a text that only begins as a chat."""
        text = decode(content, where=source, declared=charset)
        chat = read_chat(re.sub("\r\n?", "\n", text))
        if chat is None or not chat.messages:
            yield from self._extract_part(RawDocument(content=content, name="text.text", source=source))
            return
        sections = divide_messages(chat.messages, chat.title or _name(source))
        yield from conversation_drafts(sections, source, self._limits)


def _name(source: str) -> str:
    """Return the name of a chat from that of its file, or of its folder."""
    folder, name = os.path.split(source)
    stem = os.path.splitext(name)[0]  # noqa: PTH122  strings, as given
    stem = os.path.basename(folder) if stem in _UNNAMED else stem  # noqa: PTH119
    return title_from_name(_NAMED.sub("", stem) + ".")

"""Reply marks: the lines with which e-mail programs introduce earlier e-mails, and the programs' own lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

QUOTED = re.compile(r"\s*>")
SIGNATURE = re.compile(r"-- ?")
INTRODUCTION_LINES = 3
_HEADER_LINES = 6  # within which the headers of the e-mail that is answered stand
_WROTE = (
    r"wrote|writes|schrieb|geschrieben|a écrit|escribió|schreef|ha scritto|escreveu|napisał\w*|napsal\w*|skrev"
    r"|kirjoitti|írta"
    r"|a scris|yazdı|написал\w*|пише|写道|写|のメール|さんは書きました"
)
# "On 3 May 2026 at 10:15, Ann Lee <ann@…> wrote:", on one line or several.
_INTRODUCES = re.compile(
    rf"(?:on|am|le|el|op|il|em|den|dne|w dniu)\b.{{4,300}}\b(?:{_WROTE})\b.{{0,80}}[:：]\s*",
    re.IGNORECASE | re.DOTALL,
)
_WRITES = re.compile(rf"(?:{_WROTE})(?:\(\w+\))?\W{{0,3}}$", re.IGNORECASE)
_WRITES_AT = re.compile(rf"\S.{{1,80}}\b(?:{_WROTE})\s+(?:on|at|am|le|el)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SEPARATOR = re.compile(
    r"\s*[-_]{3,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|original-nachricht|message d['’]origine|message original|message transféré|mensaje original|mensaje reenviado"
    r"|messaggio originale|oorspronkelijk bericht|mensagem original)\s*[-_]{0,}\s*",
    re.IGNORECASE,
)
_LINE = re.compile(r"_{10,}\s*")
_FIELD = r"\s*\*?(?:{})\s*[:：]\*?(?:\s.*|$)"
_FROM = re.compile(_FIELD.format("from|von|de|da|van|från|fra|od|от|差出人|发件人"), re.IGNORECASE)
_SENT = re.compile(
    _FIELD.format(
        "sent|date|gesendet|datum|envoyé(?: le)?|enviad[oa](?: el| em)?|fecha|inviato|data|verzonden|skickat|sendt"
        "|wysłano|отправлено|送信日時|发送时间"
    ),
    re.IGNORECASE,
)
_TO = re.compile(
    _FIELD.format(
        r"to|an|à|a|para|aan|till|til|do|кому|宛先|收件人|cc|kopie|subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne"
        r"|emne|temat|тема|件名|主题"
    ),
    re.IGNORECASE,
)
_DEVICE = (
    r"(?:i(?:phone|pad)|android|samsung|galaxy|outlook|blackberry|mobile|phone|handy|smartphone|tablet|yahoo|gmail"
)
_DEVICE += r"|proton|huawei|xiaomi|nokia|sony|windows|mail|aqua|thunderbird|mobil\w*|móvil|celular|portable|téléphone)"
_PROGRAM_LINE = re.compile(
    rf"\s*(?:(?:sent|gesendet|envoyé|enviado|inviato|verzonden|wysłane|skickat|sendt|отправлено)\b.{{0,30}}\b{_DEVICE}\b.{{0,60}}"
    rf"|(?:von|diese nachricht wurde von)\b.{{0,30}}\b{_DEVICE}\b.{{0,30}}\bgesendet.{{0,20}}"
    rf"|(?:get|download|holen sie sich|téléchargez|obtenez|obtener|descarga)\b.{{0,20}}\b(?:outlook|aqua)\b.{{0,60}}"
    r"|(?:iphone|ipad)から送信)\s*",
    re.IGNORECASE,
)


def is_program_line(line: str) -> bool:
    """Whether a line is one that a program adds to every e-mail: `Sent from my iPhone`."""
    return bool(_PROGRAM_LINE.fullmatch(line)) and not line.rstrip().endswith(("?", "!"))


def is_introduction(text: str) -> bool:
    """Whether a text, directly above a quotation, says who wrote it and when."""
    text = " ".join(text.split())
    if _INTRODUCES.fullmatch(text):
        return True
    if not text.endswith((":", "：")):
        return False
    has_address, writes = bool(_ADDRESS.search(text)), bool(_WRITES.search(text))
    if has_address and writes and text[0].isalpha() and not _CLOCK.search(text):  # no part of a longer introduction
        return True
    return (has_address or writes or bool(_WRITES_AT.match(text))) and bool(_CLOCK.search(text) or _YEAR.search(text))


def begins_original(lines: Sequence[str], at: int) -> bool:
    """Whether a line begins an unmarked copy of the e-mail that this one answers.

    It does by a line of the program's, by the headers of that e-mail, or by who wrote it and when.
    """
    if _SEPARATOR.fullmatch(lines[at]) or _begins_headers(lines, at):
        return True
    following = next((line for line in lines[at + 1 : at + 3] if line.strip()), "")
    if _LINE.fullmatch(lines[at]):
        return bool(_FROM.fullmatch(following))
    return _introduces_unmarked(lines, at)


def _begins_headers(lines: Sequence[str], at: int) -> bool:
    """Whether the sender's line of an e-mail stands here, with its date and its recipient or subject below."""
    if not _FROM.fullmatch(lines[at]):
        return False
    below = [line for line in lines[at + 1 : at + 1 + 2 * _HEADER_LINES] if line.strip()][:_HEADER_LINES]
    return any(map(_SENT.fullmatch, below)) and any(map(_TO.fullmatch, below))


def _introduces_unmarked(lines: Sequence[str], at: int) -> bool:
    """Whether one or two lines say who wrote, at which moment, what stands below without marks."""
    for count in (1, 2):
        text = " ".join(" ".join(lines[at : at + count]).split())
        if _INTRODUCES.fullmatch(text) and _YEAR.search(text) and (_CLOCK.search(text) or _ADDRESS.search(text)):
            below = next((line for line in lines[at + count :] if line.strip()), "")
            return bool(below) and not QUOTED.match(below)
    return False

"""Reply marks: the lines with which e-mail programs introduce earlier e-mails."""

from __future__ import annotations

import re
from collections.abc import Sequence

QUOTED = re.compile(r"\s*>")
SIGNATURE = re.compile(r"-- ?")
INTRODUCTION_LINES = 3
_HEADER_LINES = 6  # within which the headers of the e-mail that is answered stand
_LEAST_HEADERS = 3  # in a row, in a language whose names of headers are not known
_LONGEST_INTRODUCTION = 20  # words
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # which programs put around mixed scripts
_WROTE = (
    r"wrote|writes|schrieb|geschrieben|a écrit|escribió|va escriure|schreef|ha scritto|escreveu|napisał\w*|pisze"
    r"|napsal\w*|napísal\w*|skrev|kirjoitti|ezt írta|írta|a scris|yazdı|napisao|je napisa\w*|написал\w*|пише|написа"
    r"|έγραψε|đã viết|menulis|כתב\w*|كتب|写道|寫道|写|のメール|さんは書きました|작성"
)
# "On 3 May 2026 at 10:15, Ann Lee <ann@…> wrote:", on one line or several.
_INTRODUCES = re.compile(
    rf"(?:on|am|le|el|op|il|em|den|dne|w dniu)\b.{{4,300}}\b(?:{_WROTE})\b.{{0,80}}[:：]\s*",
    re.IGNORECASE | re.DOTALL,
)
_WRITES = re.compile(rf"(?:{_WROTE})(?:\(\w+\))?\W{{0,3}}$", re.IGNORECASE)
_WRITES_AT = re.compile(rf"\S.{{1,80}}\b(?:{_WROTE})\s+(?:on|at|am|le|el)\b", re.IGNORECASE)
_QUOTES = re.compile(r"(?:quoting|zitat von|citando|citation de|quote from)\s.{2,80}[:：]", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+\.[\w.-]+")  # RFC 5321, 4.5.3.1.1: at most 64 before the @
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,2}([./-])\d{1,2}\1\d{2}(?!\d)")
_SENTENCE_END = re.compile(r"[a-zß-ÿ]{3}[.!?]\s+[A-ZÀ-Þ]")
_RULED = re.compile(r"\s*(?P<rule>[-_=*])(?P=rule){2,}\s*(?P<words>[^\W\d_].{3,160}?)\s*(?P=rule)*\s*")
_FORWARD_WORDS = (
    r"forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato"
    r"|doorgestuurd bericht|mensagem (?:re)?encaminhada|vidarebefordrat meddelande|videresendt meddelelse"
    r"|przekazana wiadomość|wiadomość przekazana dalej|přeposlaná zpráva|пересылаемое сообщение"
    r"|转发的邮件|転送メッセージ"
)
_SEPARATOR_WORDS = re.compile(
    rf"(?:{_FORWARD_WORDS}|original message|ursprüngliche nachricht|original-nachricht|message d['’]origine"
    r"|message original|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original"
    r"|ursprungligt meddelande|oprindelig meddelelse|oryginalna wiadomość|původní zpráva)\s*",
    re.IGNORECASE,
)
# As Apple's program writes it, without rules.
_BEGIN_FORWARD = re.compile(
    r"\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié"
    r"|début du message transféré|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht"
    r"|início da mensagem reencaminhada|转发的邮件|転送されたメッセージ)\s?[:：]\s*",
    re.IGNORECASE,
)
_FORWARD_RULE = re.compile(rf"\s*[-_=*]{{2,}}\s*(?:{_FORWARD_WORDS})\s*[-_=*]*\s*", re.IGNORECASE)
_LINE = re.compile(r"[_=]{5,}\s*")
_FOOTER_LINES, _FOOTER_WIDTH = 12, 200  # of what a mailing list adds
_LIST = re.compile(
    r"mailing list|/listinfo/|\bunsubscribe\b|mailingliste|liste de diffusion|lista de correo", re.IGNORECASE
)
_LABELLED = re.compile(r"\s*[*_]{0,2}[^\W\d_][^\W\d_. ]*(?: [^\W\d_. ]+){0,2}\s?[:：][*_]{0,2}\s+\S.*")
_FIELD = r"\s*\*?(?:{})\s*[:：]\*?(?:\s.*|$)"
FROM = re.compile(
    _FIELD.format(
        "from|von|de|de la|da|van|från|fra|od|от|від|lähettäjä|kimden|gönderen|feladó|από|từ|dari|差出人"
        "|发件人|發件人|寄件者|寄件人|보낸 사람|מאת|من"
    ),
    re.IGNORECASE,
)
SENT = re.compile(
    _FIELD.format(
        "sent|date|gesendet|datum|envoyé(?: le)?|enviad[oa](?: el| em)?|enviat(?: el)?|fecha|inviato|data"
        "|verzonden|skickat|sendt|dato|wysłano|odesláno|odoslané|lähetetty|päivämäärä|päiväys|gönderildi"
        "|gönderilme tarihi|tarih|elküldve|dátum|trimis|στάλθηκε|ημερομηνία|отправлено|дата|надіслано"
        "|đã gửi|ngày|dikirim|tanggal|送信日時|日時|日付|发送时间|日期|時間|寄件日期|傳送時間|보낸 날짜"
        "|날짜|נשלח|תאריך|التاريخ|تاريخ الإرسال"
    ),
    re.IGNORECASE,
)
_SUBJECT_NAMES = (
    r"subject|betreff|objet|sujet|asunto|assunto|assumpte|oggetto|onderwerp|ämne|emne|temat|předmět|predmet|aihe"
    r"|otsikko|konu|tárgy|subiect|θέμα|тема|chủ đề|subjek|件名|主题|主題|主旨|제목|נושא|الموضوع"
)
SUBJECT = re.compile(_FIELD.format(_SUBJECT_NAMES), re.IGNORECASE)
TO = re.compile(
    _FIELD.format(
        r"to|an|à|a|para|per a|aan|till|til|do|komu|cc|kopie|vastaanottaja|kime|alıcı|címzett|către|προς"
        rf"|кому|đến|tới|kepada|宛先|收件人|收件者|받는 사람|אל|إلى|{_SUBJECT_NAMES}"
    ),
    re.IGNORECASE,
)


def is_introduction(text: str) -> bool:
    """Return whether a text, directly above a quotation, says who wrote it and when."""
    text = _in_a_line(text)
    if _INTRODUCES.fullmatch(text) or _QUOTES.fullmatch(text):
        return True
    if not text.endswith((":", "：", "----")):
        return False
    has_address, writes = bool(_ADDRESS.search(text)), bool(_WRITES.search(text))
    if has_address and writes and text[0].isalpha() and not _CLOCK.search(text):  # no part of a longer introduction
        return True
    has_date, has_clock = bool(_YEAR.search(text)), bool(_CLOCK.search(text))
    if has_date and has_clock and len(text.split()) <= _LONGEST_INTRODUCTION and not _SENTENCE_END.search(text):
        return True
    return (has_address or writes or bool(_WRITES_AT.match(text))) and (has_clock or has_date)


def begins_original(lines: Sequence[str], at: int) -> bool:
    """Return whether a line begins an unmarked copy of the e-mail that this one answers.

    It does by a line of the program's, by the headers of that e-mail, or by who wrote it and when.
    """
    if is_forward_line(lines[at]) or _is_separator(lines, at) or _begins_headers(lines, at):
        return True
    if _LINE.fullmatch(lines[at]):
        return bool(FROM.fullmatch(_line_below(lines, at)))
    return _introduces_unmarked(lines, at)


def is_forward_line(line: str) -> bool:
    """Return whether a line says that another's e-mail follows, which the writer passes on."""
    return bool(_FORWARD_RULE.fullmatch(line) or _BEGIN_FORWARD.fullmatch(line))


def begins_list_footer(lines: Sequence[str], at: int) -> bool:
    """Return whether a rule stands here, below which a mailing list says at the end how to leave it."""
    if not _LINE.fullmatch(lines[at]) or len(lines) - at > _FOOTER_LINES:
        return False
    return any(_LIST.search(line[:_FOOTER_WIDTH]) for line in lines[at + 1 :])


def _in_a_line(text: str) -> str:
    return " ".join(_DIRECTIONS.sub("", text).split())


def _line_below(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at + 1 : at + 3] if line.strip()), "")


def _is_separator(lines: Sequence[str], at: int) -> bool:
    """Return whether a line sets the original message off.

    It does so by its words, or by rules around words with headers below.
    """
    ruled = _RULED.fullmatch(lines[at])
    if ruled is None:
        return False
    words = ruled["words"]
    if _SEPARATOR_WORDS.fullmatch(words):
        return True
    if bool(_ADDRESS.search(words)) and _CLOCK.search(words) and _YEAR.search(words):
        return True
    below = _line_below(lines, at)
    return any(field.fullmatch(below) for field in (FROM, SENT, TO))


def _begins_headers(lines: Sequence[str], at: int) -> bool:
    """Return whether the headers of an e-mail stand here: the sender's line, the date, and its recipient or subject.

    In any language, a first line with the sender's address and one below with the moment of sending do.
    """
    below = [line for line in lines[at + 1 : at + 1 + 2 * _HEADER_LINES] if line.strip()][:_HEADER_LINES]
    if FROM.fullmatch(lines[at]) and any(map(SENT.fullmatch, below)):
        return any(map(TO.fullmatch, below))
    if SENT.fullmatch(lines[at]) or TO.fullmatch(lines[at]):
        return all(any(map(field.fullmatch, [lines[at], *below])) for field in (FROM, SENT, TO))
    return _has_header_form([lines[at], *below])


def _has_header_form(lines: Sequence[str]) -> bool:
    """Return whether lines begin with a name, a colon and a sender's address, with a moment on one of the next two."""
    row = lines[:_LEAST_HEADERS]
    if len(row) < _LEAST_HEADERS or not all(map(_LABELLED.fullmatch, row)) or not _ADDRESS.search(row[0]):
        return False
    return any(_YEAR.search(line) and _CLOCK.search(line) for line in row[1:])


def _introduces_unmarked(lines: Sequence[str], at: int) -> bool:
    """Return whether one or two lines say who wrote, at which moment, what stands below without marks."""
    for count in (1, 2):
        text = _in_a_line(" ".join(lines[at : at + count]))
        has_clock, has_address = bool(_CLOCK.search(text)), bool(_ADDRESS.search(text))
        is_dated = bool(_YEAR.search(text)) and (has_clock or has_address)
        is_full = (
            count == 1 and has_clock and has_address and text.endswith((":", "：")) and not _LABELLED.fullmatch(text)
        )
        if is_dated and (is_full or _INTRODUCES.fullmatch(text)):
            below = next((line for line in lines[at + count :] if line.strip()), "")
            return bool(below) and not QUOTED.match(below)
    return False

"""Program lines: what phones and e-mail programs write under every e-mail, `Sent from my iPhone`."""

from __future__ import annotations

import re

_LONGEST = 120  # characters; what is longer is the writer's
_DEVICE = (
    r"i(?:phon\w*|pad|pod)|ios|android|samsung|galaxy|pixel|blackberry|huawei|honor|xiaomi|redmi|oneplus|oppo|nokia|sony"
    r"|xperia|motorola|fairphone|windows|outlook|thunderbird|yahoo|gmail|gmx|aol|proton\w*|tuta\w*|fastmail|zoho|aqua"
    r"|bluemail|k-9|mail|e-?mail|mobil\w*|phone|handy|smartphone|tablet|móvil|celular|teléfono|portable|téléphone|telefon\w*"
)
_SENT = (
    r"sent|gesendet|geschickt|envoyée?|expédié|enviad[oa]|inviato|verzonden|verstuurd|gestuurd|wysłan[eoya]|odesláno|odoslané"
    r"|skickat|sendt|lähetetty|elküldve|küldve|trimis|enviat|gönderildi|poslano|надіслано|отправлено|изпратено|dikirim"
    r"|送信|发自|發自|傳送|보냄|보낸|נשלח|أُ?رسل\w*"
)
_GET = r"get|download|holen sie sich|jetzt|téléchargez|obtenez|télécharger|obtener|obtén|descarga|scarica|obter|pobierz"
_PROGRAM = r"(?:von|mit|diese nachricht wurde|this (?:e-?mail|message) was)"
_PATTERNS = (
    rf"(?:{_SENT})\b.{{0,40}}\b(?:{_DEVICE}).{{0,60}}",
    rf"{_PROGRAM}\b.{{0,50}}\b(?:{_DEVICE}).{{0,40}}\b(?:{_SENT}).{{0,20}}",
    r"sent from (?:my|a) \w[\w' -]{1,40}(?:,? please excuse .{0,60})?",
    r"(?-i:Sent (?:from|via|with|using) (?:[A-Z][\w.'-]*+[ ,]*){1,4})",
    rf"(?:{_GET})\b.{{0,20}}\b(?:outlook|aqua|\w*mail)\b.{{0,60}}",
    rf"(?:{_DEVICE})\S{{0,12}}\s?(?:{_SENT}).{{0,12}}",
    rf".{{0,8}}(?:iphone|ipad|android)\S{{0,6}}\s?(?:{_SENT})",
    rf"(?:发自|發自|傳送自).{{0,20}}(?:{_DEVICE}|手机|手機).{{0,12}}",
    r"yahoo mail ?: .{1,60}",
    r"outlook (?:for|für|pour|para|per|voor) (?:ios|android|mac)\b.{0,20}",
)
_PROGRAM_LINE = re.compile(rf"\s*(?:{'|'.join(_PATTERNS)})\s*\.?\s*", re.IGNORECASE)


def is_program_line(line: str) -> bool:
    """Return whether a line is one that a program adds to every e-mail."""
    is_short = len(line.strip()) <= _LONGEST
    return is_short and bool(_PROGRAM_LINE.fullmatch(line)) and not line.rstrip().endswith(("?", "!"))

"""Script notices: tells whether a page shows only that its text is still loading, or asks for JavaScript."""

from __future__ import annotations

import re

_LONGEST = 300  # characters; longer texts say more than that
_SCRIPTS = r"java\s?script\b(?: (?:and|und|et|y) cookies)?"
_ENABLED = (
    r"(?:en|dis)abled|turned (?:on|off)|switched (?:on|off)|(?:in|de)?active|required|needed|blocked|not supported"
)
_ASKS = (
    # English
    rf"(?:enable|activate|allow|turn on|switch on|requires?|needs?) {_SCRIPTS}|without {_SCRIPTS} enabled",
    rf"{_SCRIPTS} (?:is|must be|has to be|needs to be|to be|appears to be) (?:{_ENABLED})",
    rf"{_SCRIPTS} (?:enabled|disabled)|(?:turn|switch) {_SCRIPTS} on|checking your browser before",
    # German
    rf"(?:aktivieren|erlauben|schalten) sie (?:bitte )?{_SCRIPTS}|(?:benötigt|erfordert|braucht) {_SCRIPTS}",
    rf"{_SCRIPTS} (?:(?:ist|muss|wird) )?(?:aktivier(?:t|en)|deaktiviert|benötigt|erforderlich)",
    rf"{_SCRIPTS} (?:(?:ist|muss) )?(?:(?:ein|aus)geschaltet|ein(?:zu)?schalten|ein\b)",
    # French
    rf"activ(?:er|ez) {_SCRIPTS}|(?:nécessite|requiert) {_SCRIPTS}",
    rf"{_SCRIPTS} (?:est|doit être) (?:(?:dés)?activé|requis|nécessaire|indispensable)",
    # Spanish
    rf"(?:activ|habilit)(?:ar|ad|a|e|en) {_SCRIPTS}|(?:requiere|necesita) {_SCRIPTS}",
    rf"{_SCRIPTS} (?:está|debe estar|es) (?:(?:des|in)?(?:activ|habilit)ado|necesario|obligatorio)",
)
_ASKS_FOR_SCRIPTS = re.compile("|".join(_ASKS), re.IGNORECASE)
_WHAT = r"(?:content|articles?|page|data|app|application|story|document|site|inhalte?|artikel|seite|daten"
_WHAT += r"|contenu|contenido|página)"
_WAITS = (
    rf"(?:now |still )?loading(?: (?:the|this|your))?(?: {_WHAT})?|{_WHAT} (?:is|are) (?:being )?load(?:ing|ed)",
    r"please wait(?: a moment| while [\w ]{1,60})?|(?:just )?(?:a|one) moment(?: please)?|hold on|redirecting(?: you)?",
    rf"(?:(?:der|die|das) )?(?:{_WHAT} )?(?:wird|werden) geladen|lade(?: {_WHAT})?|lädt|bitte warten(?: sie)?",
    r"(?:einen )?moment(?: bitte)?",
    rf"chargement(?: en cours| (?:du|de la|des|de l['’])? ?{_WHAT})?|(?:veuillez )?patient(?:er|ez)|un instant",
    rf"cargando(?: (?:el|la|los))?(?: {_WHAT})?|espere(?:,? por favor| un momento)?|por favor,? espere|un momento",
)
_IS_LOADING = re.compile(rf"\W*+(?:(?:{'|'.join(_WAITS)})(?!\w)\W*+)+", re.IGNORECASE)


def is_notice(text: str) -> bool:
    """Return whether a page's text, beside its headings, is a notice of this kind in one of the four languages."""
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    words = " ".join(lines)
    if len(words) > _LONGEST:
        return False
    return bool(_ASKS_FOR_SCRIPTS.search(words) or _IS_LOADING.fullmatch(words))

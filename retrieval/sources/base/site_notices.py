"""Notices of sites and newsletters that stand among the lines of an article, and are no part of it.

Lines such as "Read more: …", "Sign up to our newsletter" and "You are receiving this because …", and what asks a reader
to pay for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.sources.base.block_text import DocumentBlock

_LONGEST = 240  # characters of a notice; what is longer is the article's
_NETWORK = r"(?:facebook|twitter|x|instagram|tiktok|whatsapp|threads|bluesky|linkedin|youtube)\b"
_NOTICES = (
    r"(?:read more|read also|related|related (?:story|article)|more on this)\s?: .{3,200}",
    r"(?:lesen sie (?:auch|mehr)|mehr zum thema|mehr dazu|(?:à )?lire (?:aussi|également))\s?: .{3,200}",
    r"(?:lee también|lea también|te puede interesar)\s?: .{3,200}",
    r"(?:sign up|subscribe) (?:to|for) .{3,100}\b(?:newsletter|briefing)\b.{0,60}",
    rf"follow .{{2,60}} on {_NETWORK}.{{0,160}}",
    r"the post .{3,200} (?:appeared first|first appeared) on .{2,80}",
    r"(?:view|read|open) (?:this|the) (?:e-?mail|newsletter|message) (?:online|in (?:your|a|the) browser)\b.{0,20}",
    r"(?:having )?trouble (?:viewing|reading) this (?:e-?mail|newsletter|message)\?.{0,60}",
    r"(?:diese[n]? (?:e-?mail|newsletter) )?im browser (?:ansehen|anzeigen|öffnen|lesen)",
    r"(?:voir|lire|afficher) (?:cet e-?mail|cette lettre|la version) (?:dans|en ligne).{0,40}",
    r"ver (?:este (?:correo|boletín|mensaje) )?en (?:el|su|tu) navegador",
    r"you(?:'re|’re| are) receiving this (?:e-?mail |newsletter |message )?because .{3,160}",
    r"sie erhalten diese[n]? (?:e-?mail|newsletter|nachricht), weil .{3,160}",
    r"vous recevez (?:cet e-?mail|cette lettre|ce message) (?:car|parce que?) .{3,160}",
    r"recibe[s]? este (?:correo|boletín|mensaje) porque .{3,160}",
    r"(?:unsubscribe|abmelden|se désabonner|darse de baja)(?:\s?[|·•]\s?.{2,120})?",
    r"we may (?:earn|receive) a (?:small )?commission\b.{0,160}",
    r"\[(?:…|\.{3})\]",
)
_NOTICE = re.compile(rf"\W{{0,3}}(?:{'|'.join(_NOTICES)})\W{{0,3}}", re.IGNORECASE)
_PAYMENTS = (
    r"(?:subscribe|sign in|log in|register|sign up)(?: now| today)? to (?:continue|keep) reading\b.{0,80}",
    r"(?:subscribe|sign in|log in)(?: now)? to (?:read|unlock) (?:the|this) (?:rest|full|article|story)\b.{0,80}",
    r"(?:to )?continue reading with .{3,80}",
    r"to (?:continue|keep) reading,? (?:please |simply )?(?:subscribe|sign in|log in|register)\b.{0,80}",
    r"this (?:article|story|content) is (?:only |exclusively )?(?:available )?(?:to|for) (?:our )?subscribers\b.{0,80}",
    r"already (?:a subscriber|subscribed)\?.{0,60}",
    r"(?:jetzt weiterlesen|weiterlesen) mit .{3,80}",
    r"(?:sie haben|du hast) (?:schon|bereits) ein abo\w*\?.{0,60}",
    r"diese[rn]? (?:artikel|inhalt|beitrag) (?:ist|lesen) (?:nur )?(?:für|als) abonnent\w*.{0,60}",
    r"(?:cet )?article (?:est )?réservé (?:à nos|aux) abonnés.{0,60}",
    r"il vous reste \d+(?:[.,]\d+)? ?% de cet article à (?:lire|découvrir).{0,80}",
    r"déjà abonnée?\s?\?.{0,60}",
    r"(?:contenido |artículo )?(?:exclusivo|solo) para suscriptores.{0,60}",
    r"¿(?:ya )?(?:eres|es usted) suscriptora?\?.{0,60}",
)
_PAYMENT = re.compile(rf"\W{{0,3}}(?:{'|'.join(_PAYMENTS)})", re.IGNORECASE)
_MOST_OFFER = 1_500  # characters of what is offered to those who pay, to the end of the page


def is_site_notice(line: str) -> bool:
    """Return whether a line is a notice of a site or a newsletter, and nothing else."""
    return len(line) <= _LONGEST and _NOTICE.fullmatch(line.strip()) is not None


def without_notices(blocks: Sequence[DocumentBlock]) -> Sequence[DocumentBlock]:
    """Return the blocks of a page without its notices, and without what asks to pay for the rest of it.

    A page of nothing else stays as it is.
    """
    kept = [block for block in blocks if block.level or not is_site_notice(block.text)]
    at = next((at for at, block in enumerate(kept) if _asks_for_payment(block)), len(kept))
    is_end = sum(len(block.text) for block in kept[at:]) <= _MOST_OFFER
    kept = kept[:at] if is_end else kept
    return kept if any(not block.level for block in kept) else blocks


def _asks_for_payment(block: DocumentBlock) -> bool:
    return len(block.text) <= _LONGEST and _PAYMENT.fullmatch(block.text) is not None

"""Finds when something was, in a text: the words for a date or a time, in English, German, Spanish and French."""

from __future__ import annotations

import re

from retrieval.core.records import Sentence

_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar|rero)?|f[ée]vrier|mar(?:ch|zo|s)?|märz|apr(?:il)?|avril|abril|may(?:o)?"
    r"|mai|june?|juni|junio|juin|july?|juli|julio|juillet|aug(?:ust)?|agosto|août|sep(?:t(?:ember|embre|iembre)?)?"
    r"|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|déc(?:embre)?|diciembre|enero)"
    r"(?!\w)(?:\.(?=\s+\d))?"
)
_DAY = (
    r"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|montags?|dienstags?|mittwochs?"
    r"|donnerstags?|freitags?|samstags?|sonnabends?|sonntags?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_SEASON = (
    r"(?:spring|summer|autumn|winter|frühling|frühjahr|sommer|herbst|primavera|verano|otoño|invierno"
    r"|printemps|été|hiver"
    r"|automne)"
)
_NUMBER = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|several|some|ein(?:e[mnr]?)?|zwei"
    r"|drei|vier|fünf"
    r"|sechs|sieben|acht|neun|zehn|einigen|wenigen|un[ae]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|deux|trois"
    r"|quatre|cinq|sept|huit|neuf|dix|quelques)"
)
_UNIT = (
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|minuten?|stunden?|tage[n]?|tag"
    r"|wochen?|monate?[n]?"
    r"|jahre?[n]?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?|heures?|jours?|semaines?|mois|ans?|années?)"
)
_IN = (
    r"(?:in|since|by|until|till|from|during|of|early|late|around|im jahre?|im|seit|bis|ab|anfang|ende|mitte|en|desde"
    r"|hasta|de|depuis|dès|vers)"
)

# The most exact first: of a sentence's several times that one is shown. Of equals, the first.
_KINDS = tuple(
    re.compile("|".join(patterns), re.IGNORECASE)
    for patterns in (
        (  # a day: 2026-05-03, 3 May 2026, May 3rd, 3. Mai, 3 de mayo de 2026, 1er mai, 3/5/2026
            rf"\b{_YEAR}-\d\d-\d\d\b",
            rf"\b\d{{1,2}}(?:\.|st|nd|rd|th|er)?\s+(?:of\s+|de\s+)?{_MONTH}(?:,?\s+(?:de\s+)?{_YEAR}\b)?",
            rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR}\b)?",
            rf"\b\d{{1,2}}[./]\d{{1,2}}[./](?:{_YEAR}|\d\d)\b",
        ),
        (  # a month or a season of a year: May 2026
            rf"\b{_MONTH}\s+(?:de\s+)?{_YEAR}\b",
            rf"\b(?:the\s+)?{_SEASON}(?:\s+(?:of|de))?\s+{_YEAR}\b",
        ),
        (  # a day of the week: on Friday, am Montag, lundi dernier
            (
                rf"\b(?:(?:on|last|next|this|am|letzten|nächsten|el|los|le)\s+)?{_DAY}\b"
                r"(?:\s+(?:morning|afternoon|evening|night|prochain|dernier|pasado|matin|soir|après-midi))?"
            ),
        ),
        (rf"\b{_IN}\s+{_MONTH}",),
        (  # a year: only behind a word of time, for many numbers look like one
            rf"\b{_IN}\s+(?:the\s+|los\s+años\s+|les\s+années\s+)?{_YEAR}s?\b(?!\s*(?:%|°|\w+s\b))",
            rf"\({_YEAR}\)|\bthe\s+{_YEAR}s\b|\b\d+(?:st|nd|rd|th)\s+century\b|\bsiglo\s+[XVI]+\b",
            r"\b(?:[XVI]+|\d+)e?\.?\s+(?:siècle|jahrhundert)\b",
        ),
        (  # seen from the day of writing: yesterday, letzte Woche, el mes pasado
            r"\b(?:yesterday|tonight|tomorrow|today)\b(?:\s+(?:morning|afternoon|evening))?",
            (
                r"\b(?:last|this|next|earlier this|later this)\s+"
                rf"(?:night|morning|afternoon|evening|week|weekend|month|year|{_SEASON})\b"
            ),
            r"\b(?:gestern|vorgestern|heute|übermorgen|ayer|anteayer|hoy|anoche|avant-hier|demain)\b",
            (
                r"\b(?:letzte[nrs]?|vorige[nrs]?|diese[nrsm]?|nächste[nrs]?)\s+"
                rf"(?:nacht|woche|wochenende|monat|jahr|{_SEASON})\b"
            ),
            r"\b(?:la\s+semana|el\s+mes|el\s+año|el\s+fin\s+de\s+semana)\s+(?:pasad[oa]|próxim[oa])\b",
            r"\b(?:la\s+semaine|le\s+mois|l['’]année|l['’]an)\s+derni(?:er|ère)\b|\baujourd['’]hui\b",
        ),
        (  # so long before or after: two days ago, vor zwei Tagen
            rf"\b{_NUMBER}\s+{_UNIT}\s+(?:ago|earlier|later|zuvor|später|antes|después|plus\s+(?:tôt|tard))\b",
            rf"\b(?:vor|hace|il\s+y\s+a)\s+{_NUMBER}\s+{_UNIT}\b",
        ),
        (  # a time of day
            r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap](?:m\b|\.m\.)|\b\d{1,2}:\d\d\b(?:\s+uhr)?|\b\d{1,2}(?:\.\d\d)?\s+uhr\b",
            (
                r"\b\d{1,2}\s?h(?:\s?\d\d)?\b|\b(?:at|by|until|before|after|around)\s+(?:noon|midnight|dawn|dusk"
                r"|sun(?:rise|set))\b"
            ),
            (
                r"\b(?:um\s+mitternacht|am\s+mittag|mittags|a\s+(?:mediodía|medianoche)|al\s+amanecer|à\s+(?:midi"
                r"|minuit|l['’]aube))\b"
            ),
        ),
        (  # a part of the day or of the year
            r"\bin\s+the\s+(?:morning|afternoon|evening|night|early\s+hours)\b|\bam\s+(?:morgen|nachmittag|abend)\b",
            rf"\b(?:in|im|en|au)\s+(?:the\s+)?{_SEASON}\b|\bpor\s+la\s+(?:mañana|tarde|noche)\b",
        ),
    )
)


# What is a time in one language and another word in others, after all of the above.
_OWN = {"fr": re.compile(r"\bhier\b", re.IGNORECASE)}


def moment(text: str, language: str) -> Sentence | None:
    """Where a text says when: its most exact date or time; None where it has none.

    Args:
        text: a sentence.
        language: its language, ISO 639-1.
    """
    for kind in (*_KINDS, *([_OWN[language]] if language in _OWN else [])):
        if found := kind.search(text):
            return Sentence(start=found.start(), end=found.end())
    return None

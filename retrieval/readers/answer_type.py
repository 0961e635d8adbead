"""The kind of answer that a question expects, a time or a number, and whether a sentence has it."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from retrieval.languages import alternatives

Expectation: TypeAlias = Literal["time", "number"]

# On a phone accents are left out; inside a sentence "cuando" without one joins clauses, and "en cuanto a" asks nothing.
_TIME_QUESTION = re.compile(
    r"^¿?(?:y )?cuando\b(?!.*[,¿])|\b(?:when|(?:what|which) (?:year|date|day|month|decade|century|time)|wann"
    r"|in welchem jahr|an welchem tag|um wie ?viel uhr|cuándo|en qu[ée] a[ñn]o|a qu[ée] hora|qu[ée] d[íi]a|quand"
    r"|en quelle ann[ée]e|[àa] quelle heure|quel jour|когда|в каком году)\b"
)
_NUMBER_QUESTION = re.compile(
    r"\b(?:how (?:many|much|long|old|far|tall|high|large|big|often|fast|deep|wide|heavy)"
    r"|what (?:percent|percentage|number|amount|age|proportion|share)|wie ?viele?|wie (?:lange|alt|weit|hoch|groß|oft"
    r"|teuer)|was koste[nt]|cuánt[oa]s?|(?<!en )cuant[oa]s?|combien|quel (?:[âa]ge|pourcentage|prix)|сколько)\b"
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_TIME = re.compile(
    rf"\b(?:1\d|20)\d\d\b|\b(?:{_MONTHS})\b\.?\s+\d|\d\.? (?:{_MONTHS})\b|\b\d+(?:st|nd|rd|th)\s+centur"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}[:.]\d\d\b|\b\d+ ?[ap]\.?m\b|\b(?:bce?|ad)\b"
    rf"|\b(?:{alternatives(lambda entry: entry.dates.weekdays)})\b"
    rf"|\b\d\d?(?:\.|er)? (?:de )?(?:{alternatives(lambda entry: entry.dates.months)})\b|\b\d\d? (?:uhr|h|heures?)\b"
)
_NUMBER = re.compile(
    r"\d|[零一二三四五六七八九十百千万亿]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred"
    r"|thousand|million|billion|half|once|twice|single)\b"
)


def expectation(question: str) -> Expectation | None:
    """Return the kind of answer that a question asks for; None where its words do not tell.

    Known are questions in English, German, Spanish, French and Russian.
    """
    folded = question.casefold()
    if _TIME_QUESTION.search(folded):
        return "time"
    return "number" if _NUMBER_QUESTION.search(folded) else None


def meets(sentence: str, expected: Expectation | None) -> bool:
    """Return whether the sentence has a word of the expected kind; False where nothing is expected."""
    if expected is None:
        return False
    return bool((_TIME if expected == "time" else _NUMBER).search(sentence.casefold()))

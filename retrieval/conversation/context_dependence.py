"""Tells what a question leans on: a pronoun without its noun, an opening that goes on, too few words of its own.

English, German, Spanish and French. It looks at the question's own words alone: what they stand for is `dialogue`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from retrieval.languages.stop_words import STOP_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


Kind: TypeAlias = Literal["person", "thing", "swap", "few"]

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
# A run of capitalised words: "R. Kelly", "Bank of the West", "Route 4".
NAME = re.compile(
    r"\b[A-ZÀ-ÖØ-Þ][\w'’-]*\.?(?:[ -](?:(?:of|de|del|la|le|du|des|da|van|von|der|den|the|and|y|und|et) )*"
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.?|\d+\b))*"
)

_PERSON = re.compile(r"(?<!-)\b(?:he|him|his|she|her|hers|ihn|ihm|seine?[mnrs]?|él|il|lui)\b(?!['’]\w)", re.IGNORECASE)
_THING = re.compile(
    r"(?<!-)\b(?:its?|they|them|theirs?|these|those|this(?= \w)|that(?=[?!. ]*$)|there(?=[?!. ]*$)|then(?=[?!. ]*$)"
    r"|(?:the|which|another|that|this) ones?|the others?|er|sie|ihnen|ihre?[mnrs]?|dort|davon|damals"
    r"|ello|ellas?|ellos|allí|ils|elles?|leurs?|là-bas)\b",
    re.IGNORECASE,
)
# "That year", "this summer" and "it is true" name nothing from before; "am I right that it rains" is nobody's topic.
_FREE = re.compile(
    r"\bth(?:is|at|ese|ose) (?:week|weekend|month|year|years|season|spring|summer|autumn|fall|winter|morning|evening"
    r"|decade|century|days?)\b|\bis it (?:true|possible|likely)\b|\bwhat time is it\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[¿¡]?(?:(?:and|but|also|so|or|then|und|aber|auch|y|pero|también|et|mais|aussi)\b[ ,]*)+", re.IGNORECASE
)
_SWAPS = re.compile(
    r"[¿¡]?(?:(?:and|but|und|aber|y|pero|et|mais)\b[ ,]*)?"
    r"(?:(?:what|how) about|was ist mit|wie ist es mit|qué (?:hay de|tal)|qu['’]en est-il d(?:e|u|es)|et pour)\b ?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|"
    r"wer|wen|wem|wessen|(?<!\w )was|wann|wo|warum|wieso|welche[mnrs]?|wie|wohin|woher|"
    r"quién|quiénes|qué|cuándo|dónde|cuál|cuáles|cómo|cuánt[oa]s?|"
    r"qui|que|quoi|quand|où|pourquoi|quel(?:le)?s?|comment|combien)\b",
    re.IGNORECASE,
)
_HELPS = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|"
    r"ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|"
    r"era|fue|fueron|está|están|ha|han|est|sont|était|étaient|ont|avait)\b",
    re.IGNORECASE,
)
# Words with which one asks, and not what one asks about.
ASKING = _words(
    "know like tell hear explain describe expand further detail details information interested curious wonder say said "
    "give provide learn find talk speak mean please thanks okay ok yes d ve ll re m kind sort many much long far old "
    "often happen happened"
)
_ARTICLES = _words("the a an der die das dem den ein eine el la los las un una le les une")
_ASK_NOTHING = _words(
    "thanks thank thx you very much a lot cheers please ok okay yes no great danke bitte vielen gracias merci beaucoup"
)
_FEW = 1  # words of its own, of which a question with no more may lean on the one before
_FEW_GOING_ON = 2  # the same where it begins with "and"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """How a question leans on what was said before.

    Attributes:
        kind: by a pronoun for a person or for anything else, as something new in the place of something old
            ("what about …"), or for having few words of its own: then it may as well stand alone.
        start: of the pronoun, or of what is new; the question's length where there is none.
        end: of it.
        surely: whether it cannot stand alone.
    """

    kind: Kind
    start: int
    end: int
    surely: bool = True


def asks(text: str) -> bool:
    """Whether it may be a question at all: a sign, a single letter or "thanks" is none, and leans on nothing."""
    said = {word.casefold() for word in WORD.findall(text)}
    return any(len(word) > 1 for word in said) and not said <= _ASK_NOTHING


def leaning(question: str) -> Leaning | None:
    """How a question leans on earlier ones; None where it stands alone."""
    swapped = _SWAPS.match(question)
    if swapped and question[swapped.end() :].strip(" ?!.") and not _PERSON.search(question, swapped.end()):
        return Leaning(kind="swap", start=swapped.end(), end=len(question.rstrip(" ?!.")))
    free = [match.span() for match in _FREE.finditer(question)]
    for kind, pattern in (("person", _PERSON), ("thing", _THING)):
        for found in pattern.finditer(question):
            inside = any(start <= found.start() < end for start, end in free)
            if not inside and not _named_before(question[: found.start()], kind):
                return Leaning(kind="person" if kind == "person" else "thing", start=found.start(), end=found.end())
    opened = _GOES_ON.match(question)
    rest = question[opened.end() :] if opened else question
    if not names(rest) and len(content(rest)) <= (_FEW_GOING_ON if opened else _FEW):
        bare = opened is not None and not _ASKS.search(rest) and not _HELPS.search(rest)
        start = opened.end() if opened and bare and content(rest) else len(question)
        end = len(question.rstrip(" ?!."))
        surely = opened is not None or not content(rest)
        return Leaning(kind="swap" if start < len(question) else "few", start=start, end=end, surely=surely)
    if opened and names(rest) and not _ASKS.search(rest) and not _HELPS.search(rest):  # "And Rome?"
        return Leaning(kind="swap", start=opened.end(), end=len(question.rstrip(" ?!.")))
    return None


def content(text: str) -> list[str]:
    """The words that say what a text is about, in its order."""
    words = [found.group() for found in WORD.finditer(text)]
    return [word for word in words if not _empty(word)]


def names(text: str) -> list[str]:
    """The names in a text, in its order; a capital that a question or a sentence merely opens with makes none."""
    found = [match.group().rstrip(".") for match in NAME.finditer(text)]
    return [one for one in (_unopened(name) for name in found) if one and not _empty(one)]


def gist(question: str) -> str:
    """What a question is about, as it spells it: from its first word that says something to its last."""
    words = list(WORD.finditer(question))
    told = [i for i, word in enumerate(words) if not _empty(word.group())]
    if not told:
        return ""
    first = told[0]
    if first and words[first - 1].group().casefold() in _ARTICLES:
        first -= 1
    return question[words[first].start() : words[told[-1]].end()]


def asked_about(question: str) -> str:
    """The name behind the helping verb ("When did the Harbour Bridge …"), with its article; empty where none is."""
    helps = _HELPS.search(question)
    found = NAME.match(rest := question[helps.end() :].lstrip()) if helps else None
    if helps and found is None and rest.partition(" ")[0].casefold() in _ARTICLES:
        found = NAME.match(rest, rest.index(" ") + 1) if " " in rest else None
    return rest[: found.end()] if found and not _empty(found.group()) else ""


def without_what_about(question: str) -> str:
    """The question without "what about" at its beginning."""
    found = _SWAPS.match(question)
    return question[found.end() :] if found else question


def _named_before(text: str, kind: str) -> bool:
    """Whether the text before a pronoun holds what it may stand for."""
    told = _without_what_is_asked_for(text)
    if kind == "person":
        return bool(names(told)) or len(content(told)) > 1
    return bool(content(told))


def _without_what_is_asked_for(text: str) -> str:
    """The text without "which kind of sports": what is asked for is not what a pronoun stands for."""
    found = list(_ASKS.finditer(text))
    if not found:
        return text
    last = found[-1]
    helps = _HELPS.search(text, last.end())
    return text[: last.start()] + (text[helps.end() :] if helps else "")


def _unopened(name: str) -> str:
    """A run of capitalised words without those at its beginning that ask or help."""
    words = name.split(" ")
    while words and _empty(words[0]):
        words.pop(0)
    return " ".join(words)


def _empty(word: str) -> bool:
    folded = word.casefold().partition("'")[0].partition("’")[0]
    if len(folded) == 1 and not folded.isdigit():
        return word != word.upper() or folded in {"i", "a"}
    return folded in ASKING or any(folded in STOP_WORDS[language] for language in ("en", "de", "es", "fr"))

"""Reads a line that says what was meant by the question before it: "no, I meant the one in March", "not ai, paintings".

Courtesies in front of a question are read with it: "thanks, and on Sundays?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.conversation.rewriting.empty_words import HELPING_VERB
from retrieval.languages import alternatives, union

LONGEST = 200  # characters; a longer line says itself what it is about
_MARKS = " ,.;:!?…–-"
_MEANT = rf"(?:{alternatives(lambda entry: entry.questions.meanings)})\b"
_DENIALS = re.compile(rf"(?:(?:{alternatives(lambda entry: entry.questions.denials)})\b[ ,.;:!…–-]+)+", re.IGNORECASE)
_REFUSED = re.compile(
    rf"(?:{alternatives(lambda entry: entry.questions.refusals)}) (?P<refused>[^,.;]{{1,60}})[,.;]+ ", re.IGNORECASE
)
_REFUSED_BEHIND = re.compile(
    rf", (?:{alternatives(lambda entry: entry.questions.refusals)}) (?P<refused>[^,.;]{{1,60}})$", re.IGNORECASE
)
_SEVERAL = re.compile(r"[,.;:!…–-]| \w")  # in a denial: a mark, or a second word
_OPENING = re.compile(rf"{_MEANT}[ ,:]*", re.IGNORECASE)
_INNER = re.compile(rf"[^,.;]{{1,60}}[,.;]+ {_MEANT}[ ,:]*(?=\w)", re.IGNORECASE)
_CLOSING = re.compile(rf"[ ,.]+{_MEANT}\W{{0,9}}$", re.IGNORECASE)
_CLOSING_DENIAL = re.compile(rf",? (?:{alternatives(lambda entry: entry.questions.denials)})\W{{0,9}}$", re.IGNORECASE)
_POINTING = re.compile(
    rf"(?:{alternatives(lambda entry: entry.questions.articles + entry.questions.objects)})\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(rf"^(?:{alternatives(lambda entry: entry.questions.articles)}) ", re.IGNORECASE)
_ASKING = re.compile(
    rf"[¿¡]?(?:\w+ )?(?:{alternatives(lambda entry: entry.questions.question_words)})\b"
    rf"|[¿¡]?{HELPING_VERB.pattern}",
    re.IGNORECASE,
)
_THANKS = union(lambda entry: entry.questions.courtesies)
_COURTEOUS = re.compile(r"(?P<words>[^,.;!]{2,30})[,.;!…]+ (?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantQuestion:
    """The question, or the words for the last one, that a line says was meant.

    Attributes:
        words: a question of its own, or words that belong into the one before.
        refused: what was not meant; empty where the line does not say that.
        asks: whether `words` are a question of its own.
    """

    words: str
    refused: str = ""
    asks: bool


def without_courtesies(line: str) -> str:
    """Return a line without thanks and the like in front of it: "thanks, and on Sundays?"."""
    opening = _COURTEOUS.match(line)
    words = set(re.findall(r"\w+", opening["words"].casefold())) if opening else set()
    is_courtesy = bool(words) and words <= _THANKS and not (opening and _DENIALS.match(opening.group()))
    return line[opening.end() :] if opening and is_courtesy else line


def find_meant_question(line: str) -> MeantQuestion | None:
    """Read what a line says was meant by the question before it; None where it says no such thing."""
    if len(line) > LONGEST:
        return None
    denial = _DENIALS.match(line)
    denied = denial.group() if denial else ""
    rest = line[len(denied) :]
    refused = _REFUSED.match(rest)
    rest = _CLOSING_DENIAL.sub("", rest[refused.end() :] if refused else rest)
    opening, closing = _OPENING.match(rest) or _INNER.match(rest), _CLOSING.search(rest)
    is_denied = bool(denied) and (_SEVERAL.search(denied.rstrip()) or _POINTING.match(rest))
    if not (refused or opening or closing or is_denied):
        return None
    meant = rest[opening.end() if opening else 0 : closing.start() if closing else len(rest)]
    return _read(meant.strip(_MARKS), refused["refused"] if refused else "")


def _read(meant: str, refused: str) -> MeantQuestion | None:
    """Return the question; None where nothing is left of what was meant."""
    last = re.split(r"[.!?] ", meant)[-1]
    if asks := _ASKING.match(last) is not None:
        meant = last
    elif behind := _REFUSED_BEHIND.search(meant):
        meant, refused = meant[: behind.start()], behind["refused"]
    return MeantQuestion(words=meant, refused=refused, asks=asks) if re.search(r"\w\w", meant) else None


def strip_article(words: str) -> str:
    """Return words without an article in front of them."""
    return _ARTICLE.sub("", words)

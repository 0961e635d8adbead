"""Owns the thread of a talk: makes of a new question and what was said before a question that stands alone.

Deterministic, and without a language model: what is carried over are words of the earlier questions and answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.conversation.context_dependence import (
    WORD,
    Leaning,
    asked_about,
    asks,
    content,
    gist,
    leaning,
    names,
    without_what_about,
)

TURNS = 6  # exchanges back that a question may lean on
MOST_CARRIED = 12  # words
MOST_STEPS = 4  # pronouns that one question may have for what was said before
_TIME = re.compile(
    r"\b(?:(?:1[5-9]|20)\d\d(?:s|er)?|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow"
    r"|(?:last|this|next) (?:year|month|week))\b"
)
# A noun with its article, before a verb or at the end: more of it would not be known from the outside.
_PLAIN = re.compile(
    r"\b(?:the|a|an) \w+(?= (?:\w+ed|\w+en|\w+ing|shut|built|made|cost|begin|start|end|last|take|close)\b|\W*$)",
    re.IGNORECASE,
)
_WHO = re.compile(r"(?:and |und |y |et )?(?:who|whom|wer|wen|wem|quién|quiénes|qui)\b", re.IGNORECASE)
_PLACED = r"\b(?:the|in|at|on|of|from|to|near|off|outside|across) "
_BRACKET = re.compile(r" \(([^()]+)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question that was asked before, and what was answered.

    Attributes:
        question: as it was understood.
        quote: the sentence that answered; empty where none did.
        title: of the article that it stands in; empty where it is not known.
    """

    question: str
    quote: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A question that stands alone.

    Attributes:
        question: with what was carried over.
        carried: the words that were; empty where it stood alone already.
        sure: whether it cannot be meant without them; else both readings are worth asking.
    """

    question: str
    carried: str = ""
    sure: bool = True


def resolve(asked: str, history: Sequence[Exchange]) -> Resolved:
    """The question that somebody means who asks this after all that.

    What stands alone stays as it is, which is how a change of topic drops the old one; resolving what was resolved
    changes nothing.

    Args:
        asked: the new question.
        history: what was said before, oldest first; only the last `TURNS` count.
    """
    recent = [one for one in history[-TURNS:] if asks(one.question)]
    found = Resolved(question=asked)
    for _ in range(MOST_STEPS if recent and asks(asked) else 0):
        step = _step(found.question, recent)
        if not step.carried:
            break
        carried = ", ".join(filter(None, (found.carried, step.carried)))
        found = Resolved(question=step.question, carried=carried, sure=found.sure and step.sure)
    return found


def _step(asked: str, recent: Sequence[Exchange]) -> Resolved:
    """The question with one thing carried over, if it leans on one."""
    leans = None if _BRACKET.search(asked) else leaning(asked)
    if leans is None:
        return Resolved(question=asked)
    if leans.kind == "swap":
        return _swapped(asked, leans, recent[-1])
    who = {"person": _person(recent), "thing": _subject(recent[-1])}.get(leans.kind)
    if who:
        return _replaced(asked, leans, who)
    carried = _carried(asked, recent)
    if not carried:
        return Resolved(question=asked)
    return Resolved(question=f"{asked} ({carried})", carried=carried, sure=leans.surely)


def retold(turns: Iterable[tuple[str, str]]) -> tuple[Exchange, ...]:
    """A talk of which only the words are known: each question as typed, and what answered it, oldest first."""
    told: list[Exchange] = []
    for asked, answered in turns:
        told.append(Exchange(question=resolve(asked, told).question, quote=answered))
    return tuple(told)


def _replaced(asked: str, leans: Leaning, who: str) -> Resolved:
    """The question with a name in place of its first pronoun."""
    pronoun = asked[leans.start : leans.end].casefold()
    after = asked[leans.end :]
    owning = pronoun in {"his", "its", "their"} or (pronoun == "her" and re.match(r" [a-z]", after) is not None)
    owner = f"{who}’" if who.endswith("s") else f"{who}’s"
    made = asked[: leans.start] + (owner if owning else who) + after
    return Resolved(question=without_what_about(made), carried=who)


def _swapped(asked: str, leans: Leaning, last: Exchange) -> Resolved:
    """The last question, with what is new in the place of what it is like: a time for a time, a name for a name."""
    new = asked[leans.start : leans.end].strip(" ,?")
    whole, bracket = _split(last.question)
    old = _alike(new, whole)
    if old is not None:
        start, end = old
        bracket = "" if leaning(whole) else bracket  # it said what the pronoun stood for
        made, left = whole[:start] + new + whole[end:] + bracket, whole[:start] + whole[end:]
        leans_still = leaning(made)
        if content(left) and (leans_still is None or leans_still.kind != "swap"):
            return Resolved(question=made, carried=gist(left))
    carried = _shortened(gist(whole) or bracket.strip(" ()"), new)
    if not carried:
        return Resolved(question=asked)
    return Resolved(question=f"{asked} ({carried})", carried=carried)


def _alike(new: str, question: str) -> tuple[int, int] | None:
    """Where the question has a pronoun, or something of the kind of what is new; None where it has neither."""
    leans = leaning(question)
    if leans is not None and leans.kind in {"person", "thing"}:
        return leans.start, leans.end
    bare = re.sub(r"^(?:in|on|at|for|during|since|im|am|en|au|à) ", "", new)
    if _TIME.match(bare):
        times = list(_TIME.finditer(question))
        if not times:
            return None
        start, end = times[-1].span()
        before = re.search(r"\b(?:in|on|at|for|during|since) (?:the )?$", question[:start])
        return (before.start(), end) if before and bare != new else (start, end)
    if not names(new) and not re.match(r"(?:the|a|an|der|die|das|el|la|le|les) ", new):
        return None
    found = names(question)
    if not found:
        plain = _PLAIN.search(question)
        return plain.span() if plain else None
    start = question.rindex(found[-1])
    article = re.search(r"\b(?:the|a|an|der|die|das|dem|den|el|la|le|les) $", question[:start], re.IGNORECASE)
    return (article.start() if article else start, start + len(found[-1]))


def _person(recent: Sequence[Exchange]) -> str:
    """The name that a "he" or "she" stands for: whom the last question was about, or named in what answered it."""
    for one in reversed(recent):
        asked, answered = names(_split(one.question)[0]), _full_names(one.quote) or _full_names(one.title)
        new = [name for name in answered if name not in asked]
        spelled = [name for name in answered if _mentions(one.question, name)]
        told = new[:1] if _WHO.match(one.question) else []
        found = told or asked[-1:] or spelled[-1:] or answered[:1]
        if found:
            return _without_owner(found[0])
    return ""


def _subject(last: Exchange) -> str:
    """What the last question is about, where that is one name and hardly anything else; else empty."""
    whole, bracket = _split(last.question)
    subject = asked_about(whole)
    rest = content(whole.replace(subject, " ", 1))
    return "" if bracket or len(rest) > 1 else _without_owner(subject)


def _carried(asked: str, recent: Sequence[Exchange]) -> str:
    """What the talk is about, without what the new question says itself.

    While questions lean, it is what the last one that stood alone was about, and the names that came up since.
    """
    whole, bracket = _split(recent[-1].question)
    topic = bracket.strip(" ()")
    if not topic:
        return _shortened(gist(whole), asked)
    since = [name for name in names(whole) if name not in topic]
    return _shortened(", ".join([topic, *since]), asked)


def _shortened(about: str, asked: str) -> str:
    """The words without those of the new question, and without an old time where there is a new one."""
    if _TIME.search(asked):
        about = re.sub(r"\b(?:in|on|since|during) (?=\W*$)", "", _TIME.sub("", about)).strip(" ,")
    own = {word.casefold() for word in content(asked)}
    if not {word.casefold() for word in content(about)} - own:
        return ""
    words = list(WORD.finditer(about))
    return gist(about[: words[MOST_CARRIED - 1].end()]) if len(words) > MOST_CARRIED else about


def _split(question: str) -> tuple[str, str]:
    """A question as understood: what was asked, and what was added to it, with its brackets."""
    found = _BRACKET.search(question)
    return (question[: found.start()], found.group()) if found else (question, "")


def _full_names(text: str) -> list[str]:
    """The names of two words or more that may be a person's: no place that something is in or at."""
    return [name for name in names(text) if " " in name and not re.search(rf"{_PLACED}{re.escape(name)}", text)]


def _mentions(question: str, name: str) -> bool:
    asked = {word.casefold() for word in WORD.findall(question)}
    return any(part.casefold() in asked for part in content(name))


def _without_owner(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)

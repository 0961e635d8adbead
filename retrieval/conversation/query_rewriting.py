"""Rewrites a question that depends on earlier ones into a question that stands alone.

Deterministic, and without a language model: what is carried over are words of the earlier questions and answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.conversation.context_dependence import (
    NAME,
    WORD,
    Dependence,
    content_words,
    find_dependence,
    gist,
    may_be_question,
    names,
    strip_swap_opening,
    subject_name,
)
from retrieval.conversation.swap_counterparts import (
    TIME,
    find_counterpart,
    is_owner,
    says_what_was_meant,
    stands_for_owner,
)
from retrieval.discourse.boilerplate import dateline_length
from retrieval.languages import alternatives, union

TURNS = 6  # earlier exchanges that a question may depend on
MOST_CARRIED = 12  # words
MOST_STEPS = 4  # pronouns of one question that are replaced
_WHO = re.compile(
    rf"(?:(?:{alternatives(lambda entry: entry.and_words)}) )?"
    rf"(?:{alternatives(lambda entry: entry.questions.who_words)})\b",
    re.IGNORECASE,
)
_DROPPED_PREPOSITION = re.compile(rf"\b(?:{alternatives(lambda entry: entry.questions.dropped_prepositions)}) (?=\W*$)")
_PLACED = rf"\b(?:{alternatives(lambda entry: entry.questions.place_prepositions)}) "
_POSSESSIVES = union(lambda entry: entry.questions.possessives)
_OBJECT_POSSESSIVES = union(lambda entry: entry.questions.object_possessives)
_NOUN_FOLLOWS = re.compile(r" [a-z]")
_NO_PERSON = re.compile(r"['’]s? |\d")  # "Heron's Pin", "May 27"
_BRACKET = re.compile(r" \(([^()]+)\)$")
_TITLE = re.compile(r"^“[^”]+”: ")  # of the article in which a question was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question that was asked before, and its answer.

    Attributes:
        question: as it was understood.
        quote: the sentence that answered; empty where none did.
        title: of the article that the sentence is from; empty where it is not known.
    """

    question: str
    quote: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedQuestion:
    """A question that stands alone.

    Attributes:
        question: with what was carried over.
        carried: the words that were carried over; empty where it stood alone already.
        certain: whether it cannot be meant without them; else both readings are worth asking.
    """

    question: str
    carried: str = ""
    certain: bool = True


def resolve(asked: str, history: Sequence[Exchange]) -> ResolvedQuestion:
    """Rewrite a question so that it stands alone.

    A question that stands alone already stays as it is, so a change of topic drops the old one; resolving what was
    resolved changes nothing.

    Args:
        asked: the new question.
        history: what was asked and answered before, oldest first; only the last `TURNS` count.
    """
    recent = [exchange for exchange in history[-TURNS:] if may_be_question(exchange.question)]
    resolved = ResolvedQuestion(question=asked)
    for _ in range(MOST_STEPS if recent and may_be_question(asked) else 0):
        step = _resolve_once(resolved.question, recent)
        if not step.carried:
            break
        carried = ", ".join(filter(None, (resolved.carried, step.carried)))
        resolved = ResolvedQuestion(question=step.question, carried=carried, certain=resolved.certain and step.certain)
    return resolved


def is_annotated(question: str) -> bool:
    """Whether what was carried over stands in brackets behind a question, rather than in its own words."""
    return _BRACKET.search(question) is not None


def resolve_history(turns: Iterable[tuple[str, str]]) -> tuple[Exchange, ...]:
    """Resolve each question of a conversation after those before it.

    Args:
        turns: each question as typed, and the sentence that answered it, oldest first.
    """
    exchanges: list[Exchange] = []
    for asked, quote in turns:
        exchanges.append(Exchange(question=resolve(asked, exchanges).question, quote=quote))
    return tuple(exchanges)


def _resolve_once(asked: str, recent: Sequence[Exchange]) -> ResolvedQuestion:
    """The question with the first of what it depends on carried over; as it is where it depends on nothing."""
    dependence = None if _BRACKET.search(asked) else find_dependence(asked)
    if dependence is None:
        return ResolvedQuestion(question=asked)
    if dependence.kind == "swap":
        return _swap(asked, dependence, recent[-1])
    name = {"person": _person(recent), "object": _subject(recent[-1])}.get(dependence.kind)
    if name:
        return _replace_pronoun(asked, dependence, name)
    carried = _topic(asked, recent)
    if not carried:
        return ResolvedQuestion(question=asked)
    return ResolvedQuestion(question=f"{asked} ({carried})", carried=carried, certain=dependence.certain)


def _replace_pronoun(asked: str, dependence: Dependence, name: str) -> ResolvedQuestion:
    """The question with a name in place of its first pronoun."""
    pronoun = asked[dependence.start : dependence.end].casefold()
    after = asked[dependence.end :]
    is_possessive = pronoun in _POSSESSIVES or (
        pronoun in _OBJECT_POSSESSIVES and _NOUN_FOLLOWS.match(after) is not None
    )
    owner = f"{name}’" if name.endswith("s") else f"{name}’s"
    question = asked[: dependence.start] + (owner if is_possessive else name) + after
    return ResolvedQuestion(question=strip_swap_opening(question), carried=name)


def _swap(asked: str, dependence: Dependence, last: Exchange) -> ResolvedQuestion:
    """The last question with the replacement in place of its counterpart: a time for a time, a name for a name."""
    new = asked[dependence.start : dependence.end].strip(" ,?")
    whole, bracket = _split(_TITLE.sub("", last.question))
    counterpart = find_counterpart(new, whole)
    if counterpart is not None:
        start, end = counterpart
        if is_owner(new) and not stands_for_owner(whole[start:end]):
            new = _without_owner(new)  # "and the R9's?" behind "the battery of the Q7"
        bracket = "" if says_what_was_meant(whole, start, end) else bracket  # it said what the pronoun stood for
        question, left = whole[:start] + new + whole[end:] + bracket, whole[:start] + whole[end:]
        remaining = find_dependence(question)
        if content_words(left) and (remaining is None or remaining.kind != "swap"):
            return ResolvedQuestion(question=question, carried=gist(left))
    carried = _shorten(gist(whole) or bracket.strip(" ()"), new)
    if not carried:
        return ResolvedQuestion(question=asked)
    return ResolvedQuestion(question=f"{asked} ({carried})", carried=carried)


def _person(recent: Sequence[Exchange]) -> str:
    """The name that a "he" or "she" stands for: whom the last question was about, or its answer named; else empty."""
    for exchange in reversed(recent):
        question_names = names(_split(exchange.question)[0])
        answer_names = _full_names(exchange.quote) or _full_names(exchange.title)
        mentioned = [name for name in answer_names if _mentions(exchange.question, name)]
        answer = [name for name in answer_names if name not in mentioned] if _WHO.match(exchange.question) else []
        subject = _leading_person(exchange)
        candidates = answer[:1] or subject or question_names[-1:] or mentioned[-1:] or answer_names[:1]
        if candidates:
            return _without_owner(candidates[0])
    return ""


def _leading_person(exchange: Exchange) -> list[str]:
    """The name that the sentence shown opens with, in its longest form, where the question may have been about it.

    It is the subject of most such sentences: "Pell gave up her seat."
    """
    sentence = exchange.quote[dateline_length(exchange.quote) :].lstrip()
    opening = NAME.match(sentence)
    subject = next(iter(names(opening.group())), "") if opening else ""
    asked = names(_split(exchange.question)[0])
    if not subject or _NO_PERSON.search(subject) or not (" " in subject or any(subject in name for name in asked)):
        return []
    return [max((name for name in (subject, *asked) if subject in name), key=len)]


def _subject(last: Exchange) -> str:
    """What the last question is about, where that is one name and hardly anything else; else empty."""
    whole, bracket = _split(last.question)
    subject = subject_name(whole)
    rest = content_words(whole.replace(subject, " ", 1))
    return "" if bracket or len(rest) > 1 else _without_owner(subject)


def _topic(asked: str, recent: Sequence[Exchange]) -> str:
    """What the conversation is about, without what the new question says itself.

    While questions depend on earlier ones, the topic is that of the last one that stood alone, with the names that came
    up since.
    """
    whole, bracket = _split(recent[-1].question)
    topic = bracket.strip(" ()")
    if not topic:
        return _shorten(gist(whole), asked)
    since = [name for name in names(whole) if name not in topic]
    return _shorten(", ".join([topic, *since]), asked)


def _shorten(topic: str, asked: str) -> str:
    """At most MOST_CARRIED words of a topic, without an old time where the new question has one.

    Empty where the new question has all of its words.
    """
    if TIME.search(asked):
        topic = _DROPPED_PREPOSITION.sub("", TIME.sub("", topic)).strip(" ,")
    own = {word.casefold() for word in content_words(asked)}
    if not {word.casefold() for word in content_words(topic)} - own:
        return ""
    words = list(WORD.finditer(topic))
    return gist(topic[: words[MOST_CARRIED - 1].end()]) if len(words) > MOST_CARRIED else topic


def _split(question: str) -> tuple[str, str]:
    """A question as understood: what was asked, and what was added to it, with its brackets."""
    bracket = _BRACKET.search(question)
    return (question[: bracket.start()], bracket.group()) if bracket else (question, "")


def _full_names(text: str) -> list[str]:
    """The names of two words or more that may be a person's: not behind a preposition of place."""
    return [name for name in names(text) if " " in name and not re.search(rf"{_PLACED}{re.escape(name)}", text)]


def _mentions(question: str, name: str) -> bool:
    words = {word.casefold() for word in WORD.findall(question)}
    return any(part.casefold() in words for part in content_words(name))


def _without_owner(name: str) -> str:
    """A name without its 's."""
    return re.sub(r"['’]s?$", "", name)

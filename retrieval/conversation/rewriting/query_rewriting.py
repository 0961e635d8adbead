"""Rewrites a question that depends on earlier ones into a question that stands alone.

Deterministic, and without a language model: what is carried over are words of the earlier questions and answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retrieval.conversation.exchanges import Exchange, annotate, is_annotated, split_annotation, split_title
from retrieval.conversation.rewriting.antecedents import find_antecedent, without_owner
from retrieval.conversation.rewriting.context_dependence import (
    Dependence,
    content_words,
    find_dependence,
    find_names,
    gist,
    may_be_question,
    strip_swap_opening,
)
from retrieval.conversation.rewriting.empty_words import WORD
from retrieval.conversation.rewriting.meant_questions import (
    MeantQuestion,
    find_meant_question,
    strip_article,
    without_courtesies,
)
from retrieval.conversation.rewriting.possessive_phrases import name_owner
from retrieval.conversation.rewriting.swap_counterparts import (
    TIME,
    find_counterpart,
    find_subject_alone,
    is_owner,
    says_what_was_meant,
    stands_for_owner,
)
from retrieval.languages import alternatives, union
from retrieval.text.question_language import sure_language

TURNS = 6  # earlier exchanges that a question may depend on
MOST_CARRIED = 12  # words
MOST_STEPS = 4  # pronouns of one question that are replaced
_DROPPED_PREPOSITION = re.compile(rf"\b(?:{alternatives(lambda entry: entry.questions.dropped_prepositions)}) (?=\W*$)")
_POSSESSIVES = union(lambda entry: entry.questions.possessives)
_OBJECT_POSSESSIVES = union(lambda entry: entry.questions.object_possessives)
_NOUN_FOLLOWS = re.compile(r" [a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedQuestion:
    """A question that stands alone.

    Attributes:
        question: with what was carried over.
        carried: the words that were carried over; empty where it stood alone already.
        certain: whether it cannot be meant without them; else both readings are worth asking.
        own: what was typed, without courtesies and "no, I meant" in front; empty where nothing is left out.
    """

    question: str
    carried: str = ""
    certain: bool = True
    own: str = ""


def resolve(asked: str, history: Sequence[Exchange]) -> ResolvedQuestion:
    """Rewrite a question so that it stands alone.

    A question that stands alone already stays as it is, so a change of topic drops the old one; resolving what was
    resolved changes nothing.

    Args:
        asked: the new question.
        history: earlier questions and answers, oldest first; only the last `TURNS` count.
    """
    recent = [exchange for exchange in history[-TURNS:] if may_be_question(exchange.question)]
    if not recent:
        return ResolvedQuestion(question=asked)
    own = without_courtesies(asked)
    meant = find_meant_question(own)
    if meant is None:
        return replace(_carry_over(own, recent), own="" if own == asked else own)
    if meant.asks:
        return replace(_carry_over(meant.words, recent), own=meant.words)
    return _put_right(meant, recent[-1])


def _carry_over(asked: str, recent: Sequence[Exchange]) -> ResolvedQuestion:
    """Carry over what a question depends on, one thing after the other."""
    resolved = ResolvedQuestion(question=asked)
    for _ in range(MOST_STEPS if may_be_question(asked) else 0):
        step = _resolve_once(resolved.question, recent)
        if not step.carried or (resolved.carried and not step.certain):  # few words, but those that were asked for
            break
        carried = ", ".join(filter(None, (resolved.carried, step.carried)))
        resolved = ResolvedQuestion(question=step.question, carried=carried, certain=resolved.certain and step.certain)
    return resolved


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
    """Carry over the first thing that a question depends on; it stays as it is where it depends on nothing."""
    dependence = None if is_annotated(asked) else find_dependence(asked)
    if dependence is None or not (dependence.certain or _may_go_on(asked, recent[-1])):
        return ResolvedQuestion(question=asked)
    if dependence.kind == "swap":
        return _swap(asked, dependence, recent[-1])
    untitled = [replace(exchange, question=split_title(exchange.question)[1]) for exchange in recent]
    name = find_antecedent(asked[dependence.start : dependence.end], dependence.kind, untitled)
    if name and dependence.kind == "relation":
        return _replace_possessive(asked, dependence, name)
    if name:
        return _replace_pronoun(asked, dependence, name)
    carried = _topic(asked, recent)
    if not carried:
        return ResolvedQuestion(question=asked)
    return ResolvedQuestion(question=annotate(asked, carried), carried=carried, certain=dependence.certain)


def _put_right(meant: MeantQuestion, last: Exchange) -> ResolvedQuestion:
    """Put what was meant into the last question, in place of what was not; else the last question behind it."""
    words = meant.words
    whole, bracket = split_annotation(split_title(last.question)[1])
    carried = gist(whole) or bracket.strip(" ()")
    place = _find_words(meant.refused, whole) or find_subject_alone(words, whole)
    if place and carried:
        question = whole[: place[0]] + words + whole[place[1] :] + bracket
        return ResolvedQuestion(question=question, carried=carried, own=words)
    carried = _shorten(carried, words)
    return ResolvedQuestion(question=annotate(words, carried) if carried else words, carried=carried, own=words)


def _find_words(words: str, question: str) -> tuple[int, int] | None:
    """Find the range of words in a question, in capitals or not; without their article where it has them without."""
    for form in (words, strip_article(words)):
        match = re.search(rf"\b{re.escape(form)}\b", question, re.IGNORECASE) if form else None
        if match:
            return match.span()
    return None


def _may_go_on(asked: str, last: Exchange) -> bool:
    """Return whether a question with few words may be about the topic of the last one.

    Who asks in another language after nothing was found begins anew, or is somebody else: the old words would only
    find what they did not find before.
    """
    if last.quote:
        return True
    own, other = sure_language(asked), sure_language(split_annotation(split_title(last.question)[1])[0])
    return not own or not other or own == other


def _replace_possessive(asked: str, dependence: Dependence, name: str) -> ResolvedQuestion:
    """Name the owner of a relation in a question: "et le frère d’Ida Marsh ?"."""
    named = name_owner(asked[dependence.start : dependence.end], name)
    question = asked[: dependence.start] + named + asked[dependence.end :]
    return ResolvedQuestion(question=question, carried=name)


def _replace_pronoun(asked: str, dependence: Dependence, name: str) -> ResolvedQuestion:
    """Replace the first pronoun of a question by a name."""
    pronoun = asked[dependence.start : dependence.end].casefold()
    after = asked[dependence.end :]
    is_possessive = pronoun in _POSSESSIVES or (
        pronoun in _OBJECT_POSSESSIVES and _NOUN_FOLLOWS.match(after) is not None
    )
    question = asked[: dependence.start] + (_mark_owner(name) if is_possessive else name) + after
    return ResolvedQuestion(question=strip_swap_opening(question), carried=name)


def _swap(asked: str, dependence: Dependence, last: Exchange) -> ResolvedQuestion:
    """Put the replacement in place of its counterpart in the last question: a time for a time, a name for a name."""
    new = asked[dependence.start : dependence.end].strip(" ,?")
    whole, bracket = split_annotation(split_title(last.question)[1])
    counterpart = find_counterpart(new, whole)
    if counterpart is not None:
        start, end = counterpart
        if is_owner(new) and not stands_for_owner(whole[start:end]):
            new = without_owner(new)  # "and the R9's?" behind "the battery of the Q7"
        elif find_names(new) and is_owner(whole[start:end]) and without_owner(new) == new:
            new = _mark_owner(new)  # "and Ben?" behind "Ada's boat"
        bracket = "" if says_what_was_meant(whole, start, end) else bracket  # it said what the pronoun stood for
        question, left = whole[:start] + new + whole[end:] + bracket, whole[:start] + whole[end:]
        remaining = find_dependence(question)
        kept = gist(left) or " ".join(WORD.findall(left))  # "When did die"
        if kept and (remaining is None or remaining.kind != "swap"):
            return ResolvedQuestion(question=question, carried=kept)
    carried = _shorten(gist(whole) or bracket.strip(" ()"), new)
    if not carried:
        return ResolvedQuestion(question=asked)
    return ResolvedQuestion(question=annotate(asked, carried), carried=carried)


def _topic(asked: str, recent: Sequence[Exchange]) -> str:
    """Return the subject of the conversation, without words that the new question has itself.

    While questions depend on earlier ones, it is the subject of the last question that stood alone, with the names in
    later questions.
    """
    title, untitled = split_title(recent[-1].question)
    whole, bracket = split_annotation(untitled)
    topic = bracket.strip(" ()")
    if not topic:
        return _shorten(", ".join(filter(None, (title, gist(whole)))), asked)
    since = [name for name in find_names(whole) if name not in topic]
    return _shorten(", ".join([topic, *since]), asked)


def _shorten(topic: str, asked: str) -> str:
    """Shorten a topic to MOST_CARRIED words, without an old time where the new question has one.

    Empty where the new question has all of its words.
    """
    if TIME.search(asked):
        topic = _DROPPED_PREPOSITION.sub("", TIME.sub("", topic)).strip(" ,")
    own = {word.casefold() for word in content_words(asked)}
    if not {word.casefold() for word in content_words(topic)} - own:
        return ""
    words = list(WORD.finditer(topic))
    return gist(topic[: words[MOST_CARRIED - 1].end()]) if len(words) > MOST_CARRIED else topic


def _mark_owner(name: str) -> str:
    """Add the 's to a name."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"

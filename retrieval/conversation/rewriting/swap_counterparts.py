"""Finds the words in a question that a follow-up replaces: "the men's race", where "and the women's?" follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.conversation.rewriting.context_dependence import content_words, find_dependence, find_names
from retrieval.conversation.rewriting.empty_words import WORD
from retrieval.conversation.rewriting.relations import find_relation
from retrieval.languages import alternatives, union

TIME = re.compile(rf"\b(?:(?:1[5-9]|20)\d\d(?:s|er)?|{alternatives(lambda entry: entry.questions.times)})\b")
_PLAIN_NOUN = re.compile(alternatives(lambda entry: entry.questions.plain_nouns), re.IGNORECASE)
_ARTICLE = alternatives(lambda entry: entry.questions.articles)
_OPENING_ARTICLE = re.compile(rf"(?:{_ARTICLE}) ")
_ARTICLE_BEFORE = re.compile(
    rf"\b(?:{_ARTICLE}|{alternatives(lambda entry: entry.questions.case_articles)}) $", re.IGNORECASE
)
_LEADING_ARTICLE = re.compile(
    rf"(?:{_ARTICLE}|{alternatives(lambda entry: entry.questions.case_articles)}) ", re.IGNORECASE
)
_TIME_PREPOSITION = re.compile(rf"^(?:{alternatives(lambda entry: entry.questions.time_prepositions)}) ")
_MOVABLE_PREPOSITION = re.compile(
    rf"\b(?:{alternatives(lambda entry: entry.questions.movable_prepositions)}) (?:the )?$"
)
_OWNER = re.compile(rf"(?:\b(?:{_ARTICLE}) )?\b[\w-]+(?:['’]s\b|s['’])(?!\w)", re.IGNORECASE)
_OWNER_MARK = re.compile(r"['’]s?(?!\w)")
_ONLY_SUBJECT = re.compile(
    rf"^[¿¡]?(?:{alternatives(lambda entry: entry.questions.fact_words)})\b.* "
    rf"(?:{alternatives(lambda entry: entry.questions.helping_verbs)}) (?:(?:{_ARTICLE}) )?"
    r"(?P<subject>\w+)(?=[ ?!.]*$)",
    re.IGNORECASE,
)
_SUBJECT_ALONE = re.compile(
    rf"^[¿¡]?(?:{alternatives(lambda entry: entry.questions.fact_words)})(?:['’]?s| (?:"
    rf"{alternatives(lambda entry: entry.questions.copulas)}))\b "
    rf"(?P<subject>(?:(?:{_ARTICLE}) )?(?P<bare>\w+(?: \w+){{0,3}}))(?=[ ?!.]*$)",
    re.IGNORECASE,
)
_SERVED = re.compile(
    rf"\b(?:{alternatives(lambda entry: entry.questions.serving_prepositions)}) "
    rf"(?P<phrase>(?:(?:{_ARTICLE}) )?(?P<served>[^\W\d]+(?: [^\W\d]+){{0,2}}))(?=[ ?!.]*$)",
    re.IGNORECASE,
)
_POSSESSIVES = union(lambda entry: entry.questions.possessives)


def find_counterpart(new: str, question: str) -> tuple[int, int] | None:
    """Find the range of a question that a replacement stands for: a pronoun, or a time, name or noun like it."""
    bare = _TIME_PREPOSITION.sub("", new)
    contrasted = None if TIME.match(bare) else _contrasting(new, question)
    if contrasted is not None:
        return contrasted
    dependence = find_dependence(question)
    if dependence is not None and dependence.kind in {"person", "object"}:
        return dependence.start, dependence.end
    if TIME.match(bare):
        return _last_time(question, with_preposition=bare != new)
    if not find_names(new) and not _OPENING_ARTICLE.match(new):
        return _only_subject(question) if len(WORD.findall(new)) == 1 else None
    question_names = find_names(question)
    if not question_names:
        noun = None if is_owner(new) else _PLAIN_NOUN.search(question)
        return noun.span() if noun else None
    start = question.rindex(question_names[-1])
    article = _ARTICLE_BEFORE.search(question[:start])
    return (article.start() if article else start, start + len(question_names[-1]))


def _contrasting(new: str, question: str) -> tuple[int, int] | None:
    """Find the range of the words in a question that a replacement is like; None without any."""
    return _related(new, question) or _contrasted(new, question) or find_subject_alone(new, question)


def _only_subject(question: str) -> tuple[int, int] | None:
    """Find the last word of a question for a fact that asks about nothing else: "who is tobias", "how much is warden".

    On a phone names have no capitals.
    """
    subject = _ONLY_SUBJECT.search(question)
    if subject is None or content_words(question) != [subject.group("subject")]:
        return None
    return subject.span("subject")


def find_subject_alone(new: str, question: str) -> tuple[int, int] | None:
    """Find the range of what a question asks a fact about, where it says nothing else: "when is the kart cup".

    A replacement with fewer words may stand for a part of them: "and blue?" behind "how much is a red bike".
    """
    subject, bare = _SUBJECT_ALONE.search(question), _LEADING_ARTICLE.sub("", new)
    replaced = subject["bare"].split() if subject else []
    is_alike = len(WORD.findall(bare)) >= len(replaced) and _are_content(bare, question) and not is_owner(new)
    if subject is None or content_words(question) != replaced or not is_alike:
        return None
    return subject.span("bare" if bare == new else "subject")


def _related(new: str, question: str) -> tuple[int, int] | None:
    """Find the range of a question that somebody's relation, or another person than that relation, stands for.

    "Ida’s sister" replaces "Ida’s brother", and "Ida" where the question is about her; "Ben" replaces "Ida’s brother".
    """
    asked, replacement = find_relation(question), find_relation(new)
    question_names = find_names(question)
    if asked and (
        replacement or (find_names(new) and not is_owner(new) and question_names[-1:] == find_names(asked.phrase)[-1:])
    ):
        return asked.start, asked.end
    if replacement and replacement.owner in question:
        start = question.rindex(replacement.owner)
        end = start + len(replacement.owner)
        mark = _OWNER_MARK.match(question, end) if _OWNER_MARK.match(new, replacement.end) else None
        return start, mark.end() if mark else end
    return None


def _contrasted(new: str, question: str) -> tuple[int, int] | None:
    """Find the range of the words in a question that a replacement contrasts with by its form; None without any.

    "The women's" contrasts with "the men's", "the women's race" with "the men's race", and "for children" with
    "for adults".
    """
    if is_owner(new):
        owners = [owner for owner in _OWNER.finditer(question) if content_words(owner.group())]
        return _whole_owner(owners[-1], question) if owners else None
    content = content_words(new)
    if len(content) > 1 and new.endswith(content[-1]):
        return _same_noun(content, question) or _those_served(new, question)
    preposition = new.partition(" ")[0]
    if content and not content_words(preposition) and not _LEADING_ARTICLE.match(new):
        return _same_preposition(preposition, len(content), question)
    return _those_served(new, question)


def _those_served(new: str, question: str) -> tuple[int, int] | None:
    """Find the range of those for whom a question asks, at its end: "students" in "how much is it for students"."""
    served, bare = _SERVED.search(question), _LEADING_ARTICLE.sub("", new)
    if not served or not _are_content(bare, question) or not _are_content(served["served"], question):
        return None
    return served.span("served" if bare == new else "phrase")


def _are_content(words: str, question: str) -> bool:
    """Return whether words say what they are about, each of them, in the language of a question."""
    return content_words(words, within=question) == WORD.findall(words)


def _whole_owner(owner: re.Match[str], question: str) -> tuple[int, int]:
    """Find the range of an owner with all of its name: "Ada Pell's"."""
    starts = [owner.end() - len(name) for name in find_names(question) if question[: owner.end()].endswith(name)]
    return min([owner.start(), *starts]), owner.end()


def _same_noun(content: Sequence[str], question: str) -> tuple[int, int] | None:
    """Find the range of the last noun of a replacement in a question, with the words before it and their article."""
    words = list(WORD.finditer(question))
    positions = [position for position, word in enumerate(words) if word.group().casefold() == content[-1].casefold()]
    if not positions:
        return None
    first = positions[-1]
    while positions[-1] - first < len(content) - 1 and first and content_words(words[first - 1].group()):
        first -= 1
    start = words[first].start()
    article = _ARTICLE_BEFORE.search(question[:start])
    return (article.start() if article else start, words[positions[-1]].end())


def _same_preposition(preposition: str, most: int, question: str) -> tuple[int, int] | None:
    """Find the range of the last phrase with a preposition in a question; None where it has too many words."""
    before = list(re.finditer(rf"\b{re.escape(preposition)} ", question, re.IGNORECASE))
    if not before:
        return None
    begin = before[-1].end()
    if TIME.match(question, begin):
        return None
    article = _LEADING_ARTICLE.match(question, begin)
    words = list(WORD.finditer(question, article.end() if article else begin))
    count = next((at for at, word in enumerate(words) if not content_words(word.group())), len(words))
    return (before[-1].start(), words[count - 1].end()) if 0 < count <= most else None


def _last_time(question: str, *, with_preposition: bool) -> tuple[int, int] | None:
    """Find the range of the last time in a question; None without one."""
    times = list(TIME.finditer(question))
    if not times:
        return None
    start, end = times[-1].span()
    preposition = _MOVABLE_PREPOSITION.search(question[:start])
    return (preposition.start(), end) if preposition and with_preposition else (start, end)


def says_what_was_meant(question: str, start: int, end: int) -> bool:
    """Return whether a range of a question has what it depends on; also where that is no pronoun."""
    dependence = find_dependence(question)
    if dependence is None or dependence.kind not in {"person", "object"}:
        return dependence is not None
    return start <= dependence.start < end


def is_owner(text: str) -> bool:
    """Return whether a text is somebody's or something's, without what it owns."""
    owner = _OWNER.search(text)
    return owner is not None and _whole_owner(owner, text) == (0, len(text))


def stands_for_owner(text: str) -> bool:
    """Return whether an owner's place is in a text: an owner, or a pronoun for it."""
    return is_owner(text) or text.casefold() in _POSSESSIVES

"""Makes questions that nothing answers out of answered ones, and makes questions look as people type them.

The kinds of unanswerable questions are those that Rajpurkar, Jia and Liang found people to write ("Know What You Don't
Know", 2018, table 2): a negation, an antonym, another entity, another number.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from retrieval.languages import lexicon

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?![\w,]*\w)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: (?:of |the )?[A-Z][\w'-]+)*")
_AUXILIARY = re.compile(r"\b(did|does|do|was|were|is|are|has|have|had|can|could|would|will)\b (?!not\b)")

_OPPOSITES = (
    ("first", "last"), ("largest", "smallest"), ("biggest", "smallest"), ("highest", "lowest"), ("most", "least"),
    ("more", "fewer"), ("before", "after"), ("above", "below"), ("north", "south"), ("northern", "southern"),
    ("east", "west"), ("eastern", "western"), ("increase", "decrease"), ("increased", "decreased"), ("rise", "fall"),
    ("win", "lose"), ("won", "lost"), ("begin", "end"), ("began", "ended"), ("start", "stop"), ("started", "stopped"),
    ("oldest", "youngest"), ("older", "younger"), ("early", "late"), ("earlier", "later"), ("earliest", "latest"),
    ("male", "female"), ("men", "women"), ("man", "woman"), ("father", "mother"), ("son", "daughter"),
    ("brother", "sister"), ("king", "queen"), ("better", "worse"), ("best", "worst"), ("good", "bad"),
    ("fastest", "slowest"), ("longest", "shortest"), ("long", "short"), ("major", "minor"), ("majority", "minority"),
    ("maximum", "minimum"), ("common", "rare"), ("popular", "unpopular"), ("legal", "illegal"), ("allow", "forbid"),
    ("allowed", "forbidden"), ("accept", "reject"), ("accepted", "rejected"), ("support", "oppose"),
    ("supported", "opposed"), ("agree", "disagree"), ("join", "leave"), ("joined", "left"), ("open", "close"),
    ("opened", "closed"), ("create", "destroy"), ("created", "destroyed"), ("buy", "sell"), ("bought", "sold"),
    ("public", "private"), ("rich", "poor"), ("hot", "cold"), ("summer", "winter"), ("upper", "lower"),
    ("left", "right"), ("inside", "outside"), ("arrive", "depart"), ("arrived", "departed"), ("attack", "defend"),
    ("succeed", "fail"),
    ("succeeded", "failed"), ("similar", "different"), ("similarity", "difference"), ("cause", "prevent"),
    ("caused", "prevented"), ("gain", "lose"), ("gained", "lost"), ("strong", "weak"), ("high", "low"), ("many", "few"),
    ("positive", "negative"), ("modern", "ancient"), ("hardest", "softest"), ("heaviest", "lightest"),
    ("domestic", "foreign"), ("import", "export"), ("victory", "defeat"), ("friend", "enemy"), ("urban", "rural"),
)  # fmt: skip
_OPPOSITE = {word: other for pair in _OPPOSITES for word, other in (pair, pair[::-1])}
_WORD = re.compile(r"[A-Za-z]+")


def names(question: str) -> list[str]:
    """Return the names in a question: runs of capitalised words that do not open it."""
    return _NAME.findall(question)


def unanswerable(question: str, passage: str, others: Sequence[str], choose: random.Random) -> str | None:
    """Change a question so that the passage which answered it no longer does; None where no way is found.

    Args:
        question: the passage answers it.
        passage: its text.
        others: names from other questions on the same article.
        choose: makes the choices.
    """
    ways = [_other_number, _other_name, _opposite, _opposite, _negated]
    choose.shuffle(ways)
    for way in ways:
        changed = way(question, passage, others, choose)
        if changed is not None and changed != question:
            return changed
    return None


def typed(question: str, choose: random.Random) -> str:
    """Write a question as it may be typed into a chat: with a slip, without its mark, or as keywords."""
    way = choose.random()
    bare = question.rstrip("? ")
    if way < 0.4:
        return bare
    if way < 0.7:
        return _slipped(question, choose)
    words = [word for word in bare.split() if word.casefold() not in lexicon("en").stop_words]
    return " ".join(words) if len(words) >= 2 else bare


def _other_number(question: str, passage: str, _: Sequence[str], choose: random.Random) -> str | None:
    match = _NUMBER.search(question)
    if match is None:
        return None
    number = int(match.group().replace(",", ""))
    year = 1000 <= number < 2100 and "," not in match.group()
    other = number + choose.choice([-1, 1]) * choose.randint(1, 30 if year else max(3, number // 2))
    written = str(abs(other)) if year else f"{abs(other):,}"
    return None if written in passage else question[: match.start()] + written + question[match.end() :]


def _other_name(question: str, passage: str, others: Sequence[str], choose: random.Random) -> str | None:
    matches = [match for match in _NAME.finditer(question) if match.group() in passage]
    spare = [name for name in others if name not in passage and name not in question]
    if not matches or not spare:
        return None
    match = choose.choice(matches)
    return question[: match.start()] + choose.choice(spare) + question[match.end() :]


def _opposite(question: str, _: str, __: Sequence[str], choose: random.Random) -> str | None:
    matches = [match for match in _WORD.finditer(question) if match.group() in _OPPOSITE]
    if not matches:
        return None
    match = choose.choice(matches)
    return question[: match.start()] + _OPPOSITE[match.group()] + question[match.end() :]


def _negated(question: str, _: str, __: Sequence[str], choose: random.Random) -> str | None:
    if choose.random() < 0.7:  # a "not" is easily learnt: few are enough
        return None
    match = _AUXILIARY.search(question)
    if match is None:
        return None
    rest = question[match.end() :].split(" ", maxsplit=1)
    if len(rest) < 2:
        return None
    return f"{question[: match.end()]}{rest[0]} not {rest[1]}" if rest[0][:1].isupper() else None


def _slipped(question: str, choose: random.Random) -> str:
    """Swap two neighbouring letters, leave one out, or double one, in one longer word."""
    places = [i for i in range(1, len(question) - 2) if question[i].isalpha() and question[i + 1].isalpha()]
    if not places:
        return question
    i, way = choose.choice(places), choose.randrange(3)
    if way == 0:
        return question[:i] + question[i + 1] + question[i] + question[i + 2 :]
    return question[:i] + question[i + 1 :] if way == 1 else question[:i] + question[i] + question[i:]

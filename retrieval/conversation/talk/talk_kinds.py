"""The kinds of talk that a line may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

TalkKind: TypeAlias = Literal[
    "coverage", "update", "oldest", "count", "howto", "newest", "identity", "sources", "topics", "help",
    "wellbeing", "insult", "thanks", "goodbye", "test", "praise", "deny", "affirm", "laugh", "greeting", "nonsense",
]  # fmt: skip
"""What a line of talk is. In order: of several that a line is, the first counts."""

KINDS: tuple[TalkKind, ...] = get_args(TalkKind)
# Kinds that only say something: a line that asks as well is of no such kind.
SAYING: frozenset[TalkKind] = frozenset({"thanks", "goodbye", "praise", "deny", "affirm", "laugh", "greeting"})
# Kinds that what is typed beside them makes no talk: "hi, opening hours of the pool".
ALONE: frozenset[TalkKind] = frozenset({"greeting", "test", "wellbeing", "affirm"})
# Kinds that in a conversation go on with it where the line says more: "no, the one in March".
GOING_ON: frozenset[TalkKind] = frozenset({"deny", "affirm"})
# Kinds that ask something of the bot or about its articles.
ADDRESSED: frozenset[TalkKind] = frozenset(KINDS) - SAYING - {"insult", "wellbeing", "nonsense"}
# Those of them whose words may ask about the world as well, where they do not speak to the bot. "What came in last" may
# not: an article is seldom meant by it, and something in one often seems to answer.
WORLDLY: frozenset[TalkKind] = ADDRESSED - {"coverage", "test", "newest"}
# Kinds that a line with a number cannot be unless it speaks to the bot: "what is new in 1.8".
NUMBERLESS: frozenset[TalkKind] = WORLDLY | {"newest"}
# Kinds that count beside other words only where they speak to the bot, unlike "my pump leaks, what do I do?".
BESIDE: frozenset[TalkKind] = (ADDRESSED - {"test"}) | {"insult"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkIntent:
    """A recognised line of talk.

    Attributes:
        kind: of talk.
        language: ISO 639-1; empty where it has no words.
        about: of "coverage": what is asked for, as it was typed.
        may_be_question: whether the same words may ask about the world: "what are the commands", "when is the next
            update". Such a line is talk unless the articles answer it: surely, but for "any news about the bridge".
    """

    kind: TalkKind
    language: str
    about: str = ""
    may_be_question: bool = False

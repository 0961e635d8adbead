"""Recognises lines that ask about the sentence quoted last: what stands before it, who said it, when it was.

A line is such a follow-up only if it is nothing else: "Who said that?" is one, "Who said that the bridge was unsafe?"
is a question. The phrases of every language are understood wherever they are typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from retrieval.core.records import TextRange
from retrieval.core.reply_records import Citation
from retrieval.languages import alternatives
from retrieval.text.analyzer import terms

FollowupKind: TypeAlias = Literal["before", "after", "who", "when", "written", "author", "again", "more", "elsewhere"]

# found      `citations` has what was asked for
# nothing    the article (of "elsewhere": the library) has nothing of the kind
# own_words  nobody is quoted: the article says it itself
# changed    the article no longer has the sentence
# gone       the article is no longer in the library
FollowupOutcome: TypeAlias = Literal["found", "nothing", "own_words", "changed", "gone"]

LONGEST = 100  # characters; a longer line is no follow-up


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupReply:
    """The reply to a follow-up about a quote: sentences of its article, or of "elsewhere" those of other articles."""

    kind: FollowupKind
    outcome: FollowupOutcome
    about: Citation  # the quote as its article has it now; as it was passed in where it is changed or gone
    citations: tuple[Citation, ...] = ()  # one, but for the lists of more and elsewhere; empty unless found
    highlight: TextRange | None = None  # the speaker or the time, inside the first citation; offsets into its article

    @property
    def shown(self) -> Citation:
        """The sentence that "that" means from now on: the shown citation, or still the quote beside a list."""
        return self.citations[0] if self.citations and self.kind not in LIST_FOLLOWUPS else self.about


LIST_FOLLOWUPS: frozenset[FollowupKind] = frozenset({"more", "elsewhere"})  # the reply is several sentences


def recognise_followup(line: str, *, quote: str = "") -> FollowupKind | None:
    """Recognise the follow-up that a line is; None where it is no follow-up.

    Case, marks around it and politeness do not matter.

    Args:
        line: as typed.
        quote: the sentence that it may ask about. Where it is passed, "Who said the bridge was unsafe?" is a
            follow-up too if the sentence has these words.
    """
    if len(line) > LONGEST:
        return None
    text = " ".join(unicodedata.normalize("NFKC", line).casefold().replace("’", "'").split())
    bare = _CLOSING.sub("", _FILLING.sub("", _OPENING.sub("", text.strip(_MARKS)))).strip(_MARKS)
    found = next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(bare)), None)
    return found or ("who" if quote and _asks_who_said(bare, quote) else None)


def _asks_who_said(line: str, quote: str) -> bool:
    """Return whether a line asks who said something, and a quote has all words of it."""
    opening = _QUOTING.match(line)
    said = set(terms(line[opening.end() :], _COMPARED_AS)) if opening else set()
    return bool(said) and said <= set(terms(quote, _COMPARED_AS))


_COMPARED_AS = "en"  # both are cut into terms in one way, whatever language they are in
_MARKS = " \t\"'.,;:!?…¿¡«»„“”‘-–—？！。"
_OPENING = re.compile(rf"\A(?:(?:{alternatives(lambda entry: entry.followups.opening_words)})\b(?! then\b),? *)+")
_CLOSING = re.compile(rf",? *\b(?:{alternatives(lambda entry: entry.followups.closing_words)})\Z")
_FILLING = re.compile(rf"\b(?:{alternatives(lambda entry: entry.followups.filling_words)})\b ?")
_QUOTING = re.compile(rf"(?:{alternatives(lambda entry: entry.followups.quoting)})(?= \w)")
_KINDS: Mapping[FollowupKind, re.Pattern[str]] = {
    "before": re.compile(alternatives(lambda entry: entry.followups.before)),
    "after": re.compile(alternatives(lambda entry: entry.followups.after)),
    "who": re.compile(alternatives(lambda entry: entry.followups.who)),
    "when": re.compile(alternatives(lambda entry: entry.followups.when)),
    "written": re.compile(alternatives(lambda entry: entry.followups.written)),
    "author": re.compile(alternatives(lambda entry: entry.followups.author)),
    "again": re.compile(alternatives(lambda entry: entry.followups.again)),
    "more": re.compile(alternatives(lambda entry: entry.followups.more)),
    "elsewhere": re.compile(alternatives(lambda entry: entry.followups.elsewhere)),
}

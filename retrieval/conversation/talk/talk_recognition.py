"""Recognises lines that ask nothing of the articles: talk, and questions about the collection.

A line of nothing but words of talk and of the collection cannot be about the world: "how many articles do you have" is
such a line, "how many articles does the treaty have" is not. Of other lines only those are talk that open like thanks,
an insult and the like, and ask nothing. The words of each language are in `languages`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from retrieval.conversation.talk.talk_kinds import KINDS, TalkIntent, TalkKind
from retrieval.conversation.talk.talk_patterns import likeliest_languages, talk_vocabulary
from retrieval.conversation.talk.talk_reading import TalkReading
from retrieval.conversation.talk.talk_tokens import split_tokens
from retrieval.text.known_words import is_known_word

LONGEST = 200  # characters; a longer line is no talk
_LONGEST_BABBLE = 5  # words
_LEAST_LISTED = 4  # letters: shorter words are on no list
_LONGEST_INITIALS, _LONGEST_ABBREVIATION = 3, 5  # letters without a vowel that may be short for something, `https`
_VOWEL = re.compile("[aeiouy]")
_CONSONANTS = re.compile("[bcdfghjklmnpqrtvwxz]{6}")
_KEYBOARD = re.compile(
    "jkl|asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|wert(?=[yz])|rtzu|zxcv|yxcv|xcvb|cvbn|vbnm|fdsa|lkjh|uiop|poiu"
)
_ADDRESS = r"<?https?://[^\s<>]+>?"
_ADDRESSES = re.compile(rf"{_ADDRESS}(?:\s+{_ADDRESS})*", re.IGNORECASE)
_SIGNS: Mapping[str, TalkKind] = {
    **dict.fromkeys("😂🤣😆😹😄", "laugh"), **dict.fromkeys("🙏🫶", "thanks"), **dict.fromkeys("👍👌✅", "affirm"),
    **dict.fromkeys("👎❌", "deny"), **dict.fromkeys("👋", "greeting"), **dict.fromkeys("🖕💩🤡", "insult"),
    **dict.fromkeys("❤😍👏💯🎉🔥", "praise"),
}  # fmt: skip


def recognise_talk(line: str, *, in_conversation: bool = False) -> TalkIntent | None:
    """Recognise a line that asks nothing of the articles; None where it may ask something.

    Args:
        line: as typed.
        in_conversation: whether something was asked before that the line may go on with.
    """
    if _ADDRESSES.fullmatch(line.strip()):
        return TalkIntent(kind="howto", language="")  # somebody wants them read
    if len(line) > LONGEST:
        return None
    tokens = split_tokens(line)
    words = [token.text for token in tokens if token.text != ","]
    if not words or _are_gibberish(words, line):
        return _signs(line)
    readings = [TalkReading(code, line, tokens) for code in likeliest_languages(words)]
    return (
        _first(readings, lambda reading: reading.closed(in_conversation=in_conversation))
        or _first(readings, lambda reading: reading.coverage(in_conversation=in_conversation))
        or (None if any(reading.asks for reading in readings) else _unasking(line, readings, in_conversation))
    )


def _first(readings: Iterable[TalkReading], recognise: Callable[[TalkReading], TalkIntent | None]) -> TalkIntent | None:
    return next(filter(None, map(recognise, readings)), None)


def _unasking(line: str, readings: Sequence[TalkReading], in_conversation: bool) -> TalkIntent | None:  # noqa: FBT001
    """Recognise a line that has other words than those of talk and asks nothing, or has only signs beside them."""
    intent = _first(readings, lambda reading: reading.opening(in_conversation=in_conversation))
    has_signs = any(reading.is_closed for reading in readings) and any(character in _SIGNS for character in line)
    return intent or (_signs(line) if has_signs else None)


def is_babble(line: str, *, is_known: bool) -> bool:
    """Return whether a line that no article answers is a few words without meaning: repeated ones, or unknown ones.

    Words of a dictionary mean something, also where the library has none of them: "broken accents".

    Args:
        line: as typed.
        is_known: whether the library has any of its words.
    """
    words = [token.text for token in split_tokens(line) if token.text != ","]
    if not words or len(words) > _LONGEST_BABBLE or line.rstrip().endswith("?") or not "".join(words).isascii():
        return False
    readings = (TalkReading(code, line, split_tokens(line)) for code in likeliest_languages(words))
    if line != line.lower() or any(reading.asks for reading in readings):
        return False
    is_repeated = any(first == second for first, second in pairwise(words))
    return is_repeated or not (is_known or any(map(_is_of_dictionary, words)))


def _is_of_dictionary(word: str) -> bool:
    return len(word) >= _LEAST_LISTED and is_known_word(word)


def _are_gibberish(words: Sequence[str], line: str) -> bool:
    """Return whether a line is keys hit at random, and at most numbers and short words beside them."""
    rest = [word for word in words if not _is_gibberish(word)]
    is_small = all(word.isdigit() or len(word) <= _LONGEST_INITIALS for word in rest)
    return len(rest) < len(words) and is_small and not line.rstrip().endswith("?")


def _is_gibberish(word: str) -> bool:
    """Return whether a word is of no language that is written with Latin letters: keys hit at random."""
    if not word.isascii() or not word.isalpha() or word in talk_vocabulary():
        return False
    is_typed_at_random = bool(_CONSONANTS.search(word) or _KEYBOARD.search(word))
    is_without_vowel = len(word) > _LONGEST_ABBREVIATION and not _VOWEL.search(word)
    return len(word) > _LONGEST_INITIALS and (is_typed_at_random or is_without_vowel)


def _signs(line: str) -> TalkIntent | None:
    """Recognise a line without words by its signs; None where it is blank."""
    kinds = [_SIGNS[character] for character in line if character in _SIGNS]
    if kinds:
        return TalkIntent(kind=min(kinds, key=KINDS.index), language="")
    return TalkIntent(kind="nonsense", language="") if line.strip() else None

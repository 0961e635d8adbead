"""Whether a question leans on the one before it, by a few cues in the languages that the bot speaks."""

from __future__ import annotations

import re

# A question that begins with one of these goes on with another one.
_GOES_ON = re.compile(
    r"(?:and|but|also|what about|how about|und|aber|was ist mit|y|pero|qué hay de|et|mais|qu'en est-il)\b",
    re.IGNORECASE,
)
# These stand for something that was named before.
_STANDS_FOR = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|hers|there|then|"
    r"er|sie|ihn|ihm|ihr|ihre|dort|damals|ello|ellos|ellas|él|ella|allí|entonces|il|elle|ils|elles|lui|leur|alors)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 2  # "How long?" leans on something


def leaning(words: str, earlier: str) -> str:
    """The earlier question, if the words lean on it; else nothing."""
    text = words.strip()
    leans = _GOES_ON.match(text) or _STANDS_FOR.search(text) or len(text.split()) <= _FEW_WORDS
    return earlier if leans else ""


def is_question(words: str) -> bool:
    """Whether somebody who only overhears the words would take them for a question."""
    text = words.strip()
    return bool(_MARK.search(text) or (_BEGINS.match(text) and len(text.split()) > _FEW_WORDS))


_MARK = re.compile(r"[?？؟](?=[\s\"'»”)]*$|\s)")
_BEGINS = re.compile(
    r"(?:who|what|when|where|why|which|how|whose|whom|wer|was|wann|wo|warum|wieso|welche[rsnm]?|wie|wem|wen|"
    r"quién|qué|cuándo|dónde|por qué|cuál|cómo|cuánt[oa]s?|qui|que|quand|où|pourquoi|quel(?:le)?s?|comment|combien)\b",
    re.IGNORECASE,
)

"""The test whether words that nobody addressed to the bot are a question."""

from __future__ import annotations

import re

_MARK = re.compile(r"[?？؟](?=[\s\"'»”)]*$|\s)")
_OPENING = re.compile(
    r"(?:who|what|when|where|why|which|how|whose|whom|wer|was|wann|wo|warum|wieso|welche[rsnm]?|wie|wem|wen|"
    r"quién|qué|cuándo|dónde|por qué|cuál|cómo|cuánt[oa]s?|qui|que|quand|où|pourquoi|quel(?:le)?s?|comment|combien)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 2  # "How long" alone is no question yet


def is_question(words: str) -> bool:
    """Return whether a bystander would understand the words as a question."""
    text = words.strip()
    return bool(_MARK.search(text) or (_OPENING.match(text) and len(text.split()) > _FEW_WORDS))

"""The words of Arabic."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

_STOP_WORDS = words("""
    في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متى أين كيف كم لماذا هل هو هي هم كان كانت يكون
    أن إن لا لم لن قد أو و ثم بعد قبل بين عند كل أي
""")

LEXICON = Lexicon(
    code="ar",
    stop_words=_STOP_WORDS,
    boundaries=BoundaryWords(never_last=words("د م أ ص ج")),
)

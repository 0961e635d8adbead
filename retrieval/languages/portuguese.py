"""The words of Portuguese."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="pt",
    boundaries=BoundaryWords(
        never_last=words("Sr Sra Dr Dra Prof Eng D St"),
        seldom_last=words("pág págs n art vol Av"),
    ),
)

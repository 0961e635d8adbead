"""The words of Portuguese."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="pt",
    boundaries=BoundaryWords(
        never_last=words("Sr Sra Srta Srs Dr Dra Prof Profa Eng Arq Exmo Exma D St aprox"),
        seldom_last=words("pág págs n art vol Av tel séc ed obs"),
    ),
)

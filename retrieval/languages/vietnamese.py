"""The words of Vietnamese."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="vi",
    boundaries=BoundaryWords(
        never_last=words("TP Tp TX ThS TS PGS GS BS KS LS"),
        seldom_last=words("tr"),
        openers=words("Anh Các Chúng Có Khi Một Những Ông Bà Sau Theo Trong Tuy Và Với"),
    ),
)

"""The words of Dutch."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="nl",
    boundaries=BoundaryWords(
        never_last=words("dhr mevr dr drs prof ir mr bijv d.w.z St"),
        seldom_last=words("nr blz o.a"),
    ),
)

"""The words of Polish."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="pl",
    boundaries=BoundaryWords(
        never_last=words("dr prof inż mgr np m.in ul św ks"),
        seldom_last=words("nr p"),
    ),
)

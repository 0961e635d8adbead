"""The words of Japanese."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon

LEXICON = Lexicon(
    code="ja",
    boundaries=BoundaryWords(quote_followers=("と", "って", "など", "[のをがにで]", "は(?!い)")),
)

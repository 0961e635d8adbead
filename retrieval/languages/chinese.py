"""The words of Chinese."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon

LEXICON = Lexicon(
    code="zh",
    boundaries=BoundaryWords(quote_followers=("[^。！？，\\s]{0,6}[说說道问問喊叫答](?:道|着)?[。，：！、,:]",)),
)

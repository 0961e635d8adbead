"""The words of Catalan."""

from __future__ import annotations

from retrieval.languages.lexicon import Lexicon

LEXICON = Lexicon(code="ca", elides=True)

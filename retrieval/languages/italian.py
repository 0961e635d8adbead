"""The words of Italian."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="it",
    elides=True,
    boundaries=BoundaryWords(
        never_last=words("Sig Sigg Dott Prof Ing Avv On S cfr"),
        seldom_last=words("n pag pagg art vol"),
    ),
)

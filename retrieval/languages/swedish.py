"""The words of Swedish."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="sv",
    boundaries=BoundaryWords(
        never_last=words("t.ex bl.a s.k d.v.s dvs fr.o.m t.o.m f.d"),
        seldom_last=words("kl ca nr st resp osv m.m m.fl"),
        openers=words("Av De Den Denna Det Detta Efter En Ett För Han Hon I Jag Med Men När Och På Som Till Under Vi"),
    ),
)

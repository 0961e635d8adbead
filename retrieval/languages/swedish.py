"""The words of Swedish."""

from __future__ import annotations

import re

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="sv",
    boundaries=BoundaryWords(
        never_last=words(
            "t.ex bl.a s.k d.v.s dvs fr.o.m t.o.m f.d f.n m.a.o p.g.a pga dr Dr prof Prof doc Hr hr Fr fr Kungl kungl "
            "St S:t enl Enl jfr Jfr ang Ang c:a ca Ca Kl kl nr Nr tel Tel bl.a Bl.a T.ex Dvs milj"
        ),
        seldom_last=words(
            "st resp osv m.m m.fl s sid kap bd utg red uppl f.Kr e.Kr o.d o.dyl etc kr mdr inkl exkl ung"
        ),
        openers=words(
            "Av Bara De Den Denna Dessa Det Detta Där Då Efter En Enligt Ett För Han Hon I Ingen Inte Jag "
            "Man Med Men Många När Nu Och Om På Sedan Som Så Till Under Ur Utan Vad Var Vi Vid Är Även"
        ),
        labels=re.compile(
            r"\b(?i:port(?:en)?|kaj(?:en)?|perrong(?:en)?|plattform(?:en)?|spår|sal(?:en)?|rum|hall(?:en)?|grupp|klass"
            r"|typ|plan|bilaga|utgång|linje|hus|zon|nivå|vitamin|punkt|block|alternativ)\s[A-Z]$"
        ),
    ),
)

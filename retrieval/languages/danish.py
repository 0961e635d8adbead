"""The words of Danish."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="da",
    boundaries=BoundaryWords(
        never_last=words(
            "ca Ca bl.a Bl.a f.eks F.eks fx Fx dvs Dvs jf Jf jfr kl Kl nr Nr hr Hr fr Fr dr Dr prof Prof cand mag "
            "pr vedr Vedr mht ift evt Evt inkl ekskl hhv pga Skt skt tlf Tlf"
        ),
        seldom_last=words(
            "s sml red udg kap stk afd bd mio mia kr f.Kr e.Kr etc osv mv m.v m.m m.fl o.l o.lign d st th tv adr"
        ),
        openers=words(
            "Alle Allerede Af Dagen De Den Denne Der Derefter Derfor Desuden Det Dette Disse Da Du Efter En "
            "Enhver Et For Fra Han Har Hans Hendes Her Hun Hvad Hver Hvis Hvor Hvornår I Ifølge Ikke Ingen Jeg "
            "Kun Man Mange Med Men Mens Når Nu Og Om På Selv Siden Som Så Til Trods Under Ved Vi Vores"
        ),
    ),
)

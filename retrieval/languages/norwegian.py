"""The words of Norwegian."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="no",
    boundaries=BoundaryWords(
        never_last=words(
            "ca Ca bl.a Bl.a f.eks F.eks dvs Dvs jf Jf jfr kl Kl nr Nr hr Hr fr Fr dr Dr prof Prof cand pr vedr "
            "Vedr mht evt Evt inkl ekskl pga hhv iht ift St tlf Tlf"
        ),
        seldom_last=words("s red utg kap bd mill mrd kr f.Kr e.Kr etc osv mv m.v m.m m.fl o.l d adr"),
        openers=words(
            "Alle Allerede Av Bare De Den Denne Der Deretter Derfor Dessuten Det Dette Disse Da Du En Et Etter "
            "For Fra Han Hans Hennes Her Hun Hva Hver Hvis Hvor I Ifølge Ikke Ingen Jeg Kun Man Mange Med Men "
            "Mens Når Nå Og Om På Selv Siden Som Så Til Under Ved Vi Våre"
        ),
    ),
)

"""The words of Romanian."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="ro",
    boundaries=BoundaryWords(
        never_last=words(
            "dl Dl dna Dna dlui Dlui dnei dra Dra d-l D-l d-na D-na dr Dr prof Prof ing Ing conf acad Acad gen "
            "Gen col Col aprox Aprox cca Cca ex cf Cf str Str bd Bd bld Bld șos Șos Sf sf Pr pr tel Tel jud Jud "
            "Com"
        ),
        seldom_last=words(
            "nr Nr pag Pag p art Art alin lit cap vol fig ed etc ș.a ș.a.m.d mil mld d.Hr î.Hr e.n î.e.n sec S.A "
            "S.R.L a.c"
        ),
        openers=words(
            "A Acest Aceasta Aceste Acești Acolo Acum Am Apoi Are Asta Astfel Au Ce Cei Cel Cele Cine Cu Când Că "
            "Cât Dacă Dar De Deci Deși Din După Ea Ei El Ele Este Eu Fără Iar În Însă La Mai Mulți Ne Noi Nu O Pe "
            "Pentru Prin Sau Se Și Sub Sunt Toate Totuși Toți Un Unde Unii"
        ),
    ),
)

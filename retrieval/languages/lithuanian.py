"""The words of Lithuanian."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="lt",
    boundaries=BoundaryWords(
        never_last=words(
            "pvz Pvz prof Prof dr Dr doc Doc plg Plg vad Vad šv Šv kun gen Gen plk kpt vysk arkiv akad inž t.y T.y žr "
            "Žr a.a vad pan Vyt"
        ),
        seldom_last=words(
            "a g d m mln mlrd tūkst tel nr Nr psl p pr al aikšt k kt ir.kt r sav apskr vnt val min ct eur Eur yp t sk "
            "red"
        ),
        openers=words(
            "Apie Bet Buvo Čia Dabar Dėl Gal Iki Iš Ir Ja Jau Jei Ji Jie Jis Jo Jos Jų Ką Kas Kai Kaip Kiti Lijo Man "
            "Mes Ne Nes Nors Nuo O Pagal Per Po Prie Su Šie Ši Šis Ta Tačiau Tada Tai Taip Tas Tie Todėl Tuo Už Vis "
            "Visi Vėliau"
        ),
    ),
)

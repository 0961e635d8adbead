"""The words of Hungarian."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="hu",
    boundaries=BoundaryWords(
        never_last=words(
            "kb Kb pl Pl ill Ill ún Ún ifj Ifj id Id özv Özv dr Dr prof Prof Szt vö Vö ld Ld ui Ui du Du gr br Mr "
            "szerk Szerk kk tel Tel"
        ),
        seldom_last=words("sz o u szül db kft rt bt nyrt zrt stb f old p ny k fszt krt mm ft Ft"),
        openers=words(
            "A Az Aki Ami Amikor Azért Azóta Azt Azonban Bár Csak De Deák Egy Először Ez Ezek Ezért Ezt És Én Ha "
            "Hogy Hol Így Itt Is Ki Később Két Lett Még Mert Mi Mikor Mind Minden Miért Mit Most Nagyon Nem Nincs "
            "Ő Ők Ott Pedig Sok Szerinte Tegnap Ugyanis Utána Vagy Valamint Van Volt"
        ),
    ),
)

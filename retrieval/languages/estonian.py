"""The words of Estonian."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="et",
    boundaries=BoundaryWords(
        never_last=words(
            "nt Nt u U vt Vt vrd Vrd nn Nn hr Hr pr Pr prl dr Dr prof Prof dots mag kpt tn Tn tel Tel lk Lk nr Nr "
            "sh Sh s.h st ca Ca"
        ),
        seldom_last=words("jne jm jms jt pt ptk mln mld tuh kr eKr pKr a aa saj sen km cm"),
        openers=words(
            "Aga Aastal Ainult Ei Eile Ent Et Ja Juba Ka Kas Kes Kui Kuid Kuigi Kuna Kus Kõik Ma Me Meie Miks Mis "
            "Mitte Mõned Nad Need Nende Neid Nii Nüüd On Oli Paljud Pärast Sa See Seda Seega Selle Seal Siis Siin "
            "Ta Tal Tema Täna Vaid Veel Või"
        ),
    ),
)

"""The words of Italian."""

from __future__ import annotations

import re

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="it",
    elides=True,
    boundaries=BoundaryWords(
        never_last=words("Sig Sigg sig sigg Dott dott Prof prof Ing ing Avv avv Arch On S cfr Cfr Mons Gen Egr Spett"),
        seldom_last=words("n pag pagg p pp art artt vol voll cap fig ed ecc es tel"),
        openers=words(
            "A Ai Al Alla Anche Che Chi Come Con Così Da Dal Dalla Del Della Di Dopo Durante E È Ecco Era Gli Ha I Il "
            "In Io La Le Lei Lo Loro Lui Ma Nel Nella Noi Non Ogni Per Perché Poi Quando Quella Quello Questa Questo "
            "Quindi Se Secondo Senza Si Sono Su Sul Tra Tutti Un Una Uno"
        ),
        labels=re.compile(
            r"\b(?i:porta|molo|binario|terminal|sala|stanza|zona|blocco|linea|gruppo|opzione|classe|tipo|piano|allegato"
            r"|punto|settore|uscita|vitamina|colonna|livello|serie)\s[A-Z]$"
        ),
    ),
)

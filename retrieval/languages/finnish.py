"""The words of Finnish."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="fi",
    boundaries=BoundaryWords(
        never_last=words(
            "esim Esim ks Ks vrt Vrt mm Mm ts Ts tri Tri prof Prof toht maist hra Hra rva Rva nti klo Klo nro Nro "
            "n N ns Ns Puh kuv kpl"
        ),
        seldom_last=words("s jne ym yms tms mrd milj eKr jKr toim k vs v luv puol"),
        openers=words(
            "Ei Eikä Ehkä En Että Ensin Entä He Hän Hänen Ja Jo Jos Joka Kaikki Kesällä Koska Kun Kuten Lisäksi "
            "Me Mikä Miksi Missä Mitä Monet Mutta Myös Myöhemmin Ne Niin Nyt Näin Olen On Se Sen Siellä Siinä "
            "Sitten Sitä Tai Tämä Tämän Täällä Vain Vaikka Vielä Voi Vuonna"
        ),
    ),
)

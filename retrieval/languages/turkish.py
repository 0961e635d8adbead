"""The words of Turkish."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="tr",
    boundaries=BoundaryWords(
        never_last=words(
            "Dr dr Prof prof Doç doç Yrd Uzm Av Op Ord Öğr Arş Gör Sn sn örn Örn bkz Bkz krş Krş Cad cad Sok sok "
            "Mah mah Bul Blv Apt apt No no Nu Hz hz Alb Gen Yzb Tel tel"
        ),
        seldom_last=words("vb vs s sf ss c böl yy MÖ MS Ltd Şti A.Ş T.C M.Ö M.S bk ed vd max min çev"),
        openers=words(
            "Ama Ancak Ayrıca Bazı Ben Bir Biz Bu Bunlar Bunun Burada Çok Çünkü Daha Değil Diğer Eğer En Fakat "
            "Gibi Hem Her Hiç İki İlk İçin Kim Nasıl Ne Neden O Oldu Onlar Onun Orada Sen Siz Son Sonra Şimdi Tüm "
            "Ve Veya Ya Yani Yeni Yine"
        ),
    ),
)

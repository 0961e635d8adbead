"""The words of Vietnamese."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="vi",
    boundaries=BoundaryWords(
        never_last=words(
            "TP Tp TX Tx TT Tt Q P H X ThS Ths TS Ts PGS GS BS Bs KS Ks LS Ls CN NXB Nxb vd VD Vd tk St Mr Mrs Dr"
        ),
        seldom_last=words("tr đ v.v vv ng tg"),
        openers=words(
            "Anh Bà Bạn Các Cả Chị Cho Chúng Có Còn Cô Cuối Dù Đã Đây Để Đến Đó Do Em Giá Hai Hiện Họ Hôm Khi Không "
            "Lúc Mọi Một Năm Ngày Người Nhiều Những Như Nhưng Nó Nếu Nơi Ông Sau Tại Tất Theo Tôi Trên Trong Trước "
            "Tuy Từ Và Vào Vì Việc Với"
        ),
    ),
)

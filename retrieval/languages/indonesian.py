"""The words of Indonesian."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="id",
    boundaries=BoundaryWords(
        never_last=words(
            "Dr dr Drs Dra Prof prof Ir Hj H Tn Ny Sdr Yth Jl jl Jln jln Gg Rp rp No no hlm Hlm mis Mis cf Kol "
            "Jend Letjen Mayjen Kapt Kec Kab Kel Prov Bpk Tel Telp telp"
        ),
        seldom_last=words(
            "dll dsb dst dkk S.H S.E S.Pd M.Si M.A Ph.D Tbk a.n d.a u.p s.d ed vol jil thn tgl jt hal Hal"
        ),
        openers=words(
            "Ada Adalah Akan Aku Apa Apabila Atas Bagaimana Banyak Beberapa Berikut Dalam Dan Dari Dengan Di Dia "
            "Hal Hari Ia Ini Itu Jadi Jika Juga Kami Karena Ke Kemudian Ketika Kita Lalu Maka Meski Menurut "
            "Mereka Namun Oleh Pada Para Saat Saya Sebagai Sebelum Sebuah Sehingga Sejak Selain Semua Setelah "
            "Setiap Siapa Sudah Tetapi Tidak Untuk Yang"
        ),
    ),
)

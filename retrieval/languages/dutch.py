"""The words of Dutch."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="nl",
    boundaries=BoundaryWords(
        never_last=words(
            "dhr Dhr mevr Mevr dr Dr drs Drs prof Prof ir mr ds Ds bijv Bijv d.w.z m.n i.v.m St vgl Vgl t.a.v"
        ),
        seldom_last=words("nr nrs blz p o.a ca art enz etc e.d jl afb hfst"),
        openers=words(
            "Aan Al Alle Als Bij Daar Daarna Dan Dat De Deze Die Dit Door Een En Er Geen Haar Het Hij Hun Ik In Je "
            "Maar Met Na Naar Niet Nu Of Om Onder Ook Op Over Sinds Toen Tot Uit Van Veel Voor Waar Wat We Wij Ze Zij "
            "Zijn Zo"
        ),
    ),
)

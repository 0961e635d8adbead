"""The words of Polish."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="pl",
    boundaries=BoundaryWords(
        never_last=words(
            "dr Dr prof Prof inż mgr hab doc np Np m.in M.in ul al pl św Św ks Ks zob Zob por Por tzw Tzw tj Tj płk gen"
        ),
        seldom_last=words("nr p s str rozdz tzn Tzn r w ok itd itp tys mln mld zł godz rys tab wyd red t ust art"),
        openers=words(
            "A Ale Bo Był Była Było Być Co Dla Do Dopiero Gdy I Ich Ja Jak Jednak Jego Jej Jest Jeśli Już Kiedy Kto "
            "Który Ma Na Nad Nie O Od On Ona One Oni Po Pod Potem Przed Przez Przy Są Tak Tam Te Ten To Tu Ta Tylko W "
            "We Więc Wszyscy Z Za Ze Że"
        ),
    ),
)

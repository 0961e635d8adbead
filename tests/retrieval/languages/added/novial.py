"""A fifth language in one file: a few words of Novial, which nothing else in Footnote knows."""

from __future__ import annotations

from retrieval.languages.lexicon import (
    BoundaryWords,
    DateWords,
    FollowupPhrases,
    Lexicon,
    OpeningWords,
    QuestionWords,
    SpeechWords,
    patterns,
    words,
)

LEXICON = Lexicon(
    code="nv",
    stop_words=words("li e es did da qui quo quand"),
    and_words=("e",),
    but_words=("ma",),
    boundaries=BoundaryWords(never_last=words("Sro"), seldom_last=words("num"), openers=words("Li Lo")),
    openings=OpeningWords(dependent=words("lo la"), teasers=("lekte plus",)),
    speech=SpeechWords(verbs=patterns("dikted")),
    dates=DateWords(months=patterns("januare majo"), prepositions=patterns("depos")),
    questions=QuestionWords(
        question_words=patterns("qui quo quand"),
        helping_verbs=patterns("did es"),
        persons=patterns("lo la"),
        swap_openings=("quo pri",),
    ),
    followups=FollowupPhrases(
        before=("li frase bifore",), who=("qui dikted dis",), opening_words=("e",), closing_words=("pleser",)
    ),
)

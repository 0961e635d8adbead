"""The words of Lithuanian."""

from __future__ import annotations

from retrieval.languages.lexicon import BoundaryWords, Lexicon, words

LEXICON = Lexicon(
    code="lt",
    boundaries=BoundaryWords(
        never_last=words("pvz prof dr plg vad"),
        seldom_last=words("a g m mln mlrd tūkst tel nr psl"),
        openers=words("Bet Ir Ji Jie Jis Kai Nors O Per Po Tai Taip Todėl Ši Šis"),
    ),
)

"""Summarises one article by its own sentences: early ones that stand for the whole, and do not repeat each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.errors import ConfigError, LibraryDamaged
from retrieval.records import Article, ArticleCard, Citation, Matrix, Sentence, StoredPassage, Summary

# Chosen on 300 CNN articles (cnn-summaries-tune, all-MiniLM-L6-v2 vectors of single sentences, ROUGE-1 and ROUGE-2 of
# three sentences). Neighbouring values score within 0.002 of them; `footnote eval DIR --summaries FILE` measures again.
LEAD_WEIGHT = 0.5  # of the early position; the rest is likeness to the whole article
LEAD_DECAY = 4.0  # sentences after which the early position counts 1/e
REPETITION = 0.4  # taken off per unit of cosine to the nearest sentence already chosen
SPEECH = 0.15  # taken off a sentence that opens with a quotation mark: out of its place, nobody knows who speaks

# Shorter sentences ("Not at all.") say too little alone.
LEAST_WORDS = 5

_WORD = re.compile(r"\w+")
_OPENING = ('"', "“", "„", "«", "‘", "「", "『")
_UNFINISHED = frozenset(":;,-–—([{/")


def summarize(card: ArticleCard, article: Article, passages: Sequence[StoredPassage], *, sentences: int) -> Summary:
    """The summary of an article in at most `sentences` of its sentences, in the order of its text.

    An article with fewer sentences is given whole.

    Args:
        card: the article in a list, for the summary to carry.
        article: the article whose text the citations point into.
        passages: all its passages, in the order of its text.
        sentences: how many sentences, 1 or more.

    Raises:
        ConfigError: fewer than one sentence is asked for.
        LibraryDamaged: a stored sentence is not what stands at its place in the article's text.
    """
    if sentences < 1:
        raise ConfigError(
            f"a summary cannot have {sentences} sentences", where=article.title, advice="Ask for 1 or more."
        )
    found = [sentence for stored in passages for sentence in stored.passage.sentences]
    if not found:
        return Summary(article=card, citations=())
    quotes = [_quote(article, stored, sentence) for stored in passages for sentence in stored.passage.sentences]
    vectors = np.concatenate([stored.vectors.sentences for stored in passages])
    chosen = choose(quotes, vectors, count=sentences)
    return Summary(article=card, citations=tuple(Citation.of(article, found[at]) for at in chosen))


def choose(sentences: Sequence[str], vectors: Matrix, *, count: int) -> list[int]:
    """The positions of the sentences that summarise a text best, ascending.

    Each step takes the sentence with the best sum of early position and likeness to the mean of all, less its likeness
    to those taken before (maximal marginal relevance: Carbonell and Goldstein, 1998). Fragments come last.

    Args:
        sentences: all sentences of the text, in order.
        vectors: their unit vectors, shape (sentences, dimension).
        count: how many to take; all, if there are fewer.
    """
    if len(sentences) <= count:
        return list(range(len(sentences)))
    scores = _scores(sentences, vectors)
    nearest = np.zeros(len(sentences))
    chosen: list[int] = []
    while len(chosen) < count:
        best = int(np.argmax(scores - REPETITION * nearest))  # the earlier one, where two are equal
        chosen.append(best)
        scores[best] = -np.inf
        nearest = np.maximum(nearest, vectors @ vectors[best])
    return sorted(chosen)


def _scores(sentences: Sequence[str], vectors: Matrix) -> npt.NDArray[np.float64]:
    """How well each sentence would stand for the text alone, shape (sentences,)."""
    centre = vectors.mean(axis=0, dtype=np.float64)
    centrality = vectors @ centre / max(float(np.linalg.norm(centre)), 1e-9)
    lead = np.exp(-np.arange(len(sentences)) / LEAD_DECAY)
    speech = np.array([sentence.startswith(_OPENING) for sentence in sentences])
    # No score of a whole sentence is lower than that of a fragment, whatever has been taken before.
    fragments = np.array([_fragment(sentence) for sentence in sentences]) * 10.0
    return np.asarray(LEAD_WEIGHT * lead + (1 - LEAD_WEIGHT) * centrality - SPEECH * speech - fragments)


def _fragment(sentence: str) -> bool:
    """Whether the text is too short for a sentence, or does not end like one."""
    last = sentence[-1:]
    ends = unicodedata.category(last).startswith("P") and last not in _UNFINISHED if last else False
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in sentence)
    # Chinese and Japanese put no blanks between words; two characters are about a word.
    return not ends or max(len(_WORD.findall(sentence)), wide // 2) < LEAST_WORDS


def _quote(article: Article, stored: StoredPassage, sentence: Sentence) -> str:
    """The sentence's words, which the passage and the article must agree on."""
    start = stored.passage.start
    quote = article.text[sentence.start : sentence.end]
    if not quote or stored.passage.text[sentence.start - start : sentence.end - start] != quote:
        raise LibraryDamaged(
            f"the stored sentence at {sentence.start} is not what the article says there",
            where=article.title,
            advice=f"Add the article again: footnote add '{article.source}'.",
        )
    return quote

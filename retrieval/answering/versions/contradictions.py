"""Finds articles that contradict the best sentence, and decides which of the two answers.

1. The best sentence is paired with the likeliest sentence of every other article among the evidence, with the updates
   of its own ("Update, 3 May: …"), and with the other posts of its own where that is a live blog.
2. A small model compares both sentences and both articles. It estimates whether they are about the same thing and both
   answer the question. A pair is left alone if one of them is about another subject, year, place or product than the
   question names.
3. The newer sentence answers: by the time of its post, by the date of its article, else by words such as "correction".
   Where none decides, both are shown side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace

from retrieval.answering.decision import FetchArticle, verified_citation
from retrieval.answering.versions.article_date import find_article_date
from retrieval.answering.versions.contradiction_pair import PairSide, SidePair, is_update
from retrieval.answering.versions.live_posts import find_post
from retrieval.answering.versions.writing_order import compare_sides, is_later_post, post_order
from retrieval.core.records import Article, Evidence, RankedPassage, StoredPassage
from retrieval.core.reply_records import Answer, Superseded
from retrieval.discourse.near_duplicates import word_overlap

SEARCHED = 60  # pieces of evidence among which the other side is looked for
ARTICLES = 4  # other articles that are compared
SENTENCES = 8  # of each, the likeliest
# From which probability two sentences speak of the same and both answer. It and the weights come from
# bench/fitting/contradiction_weights.py: by folds, nine of ten questions that nothing overtakes are left alone, and to
# ask for more where another sentence takes the first place saves no answer that was right.
LEAST_RELATED = 0.3
# The same for an update of the own article, whose subject is the same whatever it says: set by hand, with nine such
# pairs of news articles (five right, from .75 on; four wrong, up to .70).
LEAST_UPDATED = 0.75
_LEAST_ALIKE = 0.3  # cosine of two articles: others are about different subjects, whatever their sentences say
# How much worse the last model may read the sentence of another post than the best one: both are about the same, so
# only whether it answers tells. Set by hand, on nine pairs of live blogs (five right, up to 1.0; four wrong, from 1.9).
_MOST_POST_LAG = 1.5
# Two sentences that differ in no number, day, negation or news must both be read at least so well: reports that agree
# are many in a library of news. It costs none of 116 pairs of corrections-tune and overtaken-articles. With the rule of
# sentences that say all of another, 15 wrong pairs in 150 questions on real news became 6, and on 150 further ones, on
# which no rule was chosen, 12 became 10.
_LEAST_ALIKE_READING = -0.5
# Two sentences with hardly a word in common must be this near in meaning (cosine).
_LEAST_OVERLAP, _LEAST_COSINE = 0.05, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class PairWeights:
    """Weights of the features that show whether two sentences are about the same, and answer (logistic regression)."""

    intercept: float
    gap: float  # the reader's score of the best sentence beyond the other one, in tens, at most 2
    cosine: float  # of the two sentences
    overlap: float  # share of words that they have in common
    articles: float  # cosine of the two articles
    notices: float  # words such as "correction" at the head of one of the articles: 0, 0.5 or 1
    news: float  # one of the sentences says what has changed: "no longer"
    both_meet: float  # both have the time or the number that is asked for
    contrasts: float  # words of the question in whose place the other has another word, in threes, at most 1
    missing: float  # names of the question that only one of the articles has, in twos, at most 1
    coverage: float  # share of the question's information that the other sentence and its title hold
    other_reading: float  # the last model's reading of the other sentence, -8 to 6
    other_passage: float  # the readings of its passage, -8 to 6
    own_reading: float  # the last model's reading of the best sentence, -8 to 6
    least_reading: float  # the lesser of both sentences' readings


WEIGHTS = PairWeights(
    intercept=-7.67, gap=-1.31, cosine=5.95, overlap=8.09, articles=2.22, notices=0.84, news=0.33, both_meet=0.28,
    contrasts=-2.78, missing=-1.19, coverage=0.63, other_reading=0.06, other_passage=0.12, own_reading=0.17,
    least_reading=0.07,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two sentences of two articles that contradict each other, and which of them counts."""

    current: Evidence  # answers
    overtaken: Evidence
    is_ordered: bool  # False: it cannot be told which one is newer


def find_contradiction(
    question: str,
    evidence: Sequence[Evidence],
    passages: Sequence[tuple[RankedPassage, StoredPassage]],
    fetch: FetchArticle,
) -> Contradiction | None:
    """Find the sentence of another article that contradicts the best one about the question, if any.

    Args:
        question: as understood.
        evidence: best first.
        passages: those of the evidence.
        fetch: gives articles.
    """
    rated = [(relation(pair), pair) for pair in find_pairs(question, evidence, passages, fetch)]
    likely = [(probability, pair) for probability, pair in rated if probability >= _least(pair)]
    _, best = max(likely, key=lambda each: each[0], default=(0.0, None))
    if best is None:
        return None
    if best.is_of_one_article:
        best = max((pair for _, pair in likely if is_later_post(pair)), key=post_order, default=best)
    order = compare_sides(best.own, best.other)
    newer, older = (best.other, best.own) if order > 0 else (best.own, best.other)
    return Contradiction(current=newer.evidence, overtaken=older.evidence, is_ordered=order != 0)


def find_pairs(
    question: str,
    evidence: Sequence[Evidence],
    passages: Sequence[tuple[RankedPassage, StoredPassage]],
    fetch: FetchArticle,
) -> list[SidePair]:
    """Pair the best sentence with one of each other article, where nothing speaks against their being related."""
    stored = {each.passage.id: each for _, each in passages}
    if not evidence or (own := _side(evidence[0], stored, fetch)) is None:
        return []
    pairs = [SidePair(question=question, own=own, other=other) for other in _other_sides(own, evidence, stored, fetch)]
    return [pair for pair in pairs if _may_be_related(pair) and not _overtakes_another(pair, evidence)]


def put_first(contradiction: Contradiction, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Put the sentence that counts first, and the other one second.

    Its lead over the other is that of the two over all further sentences, and its passage has the better reading of the
    two passages: the confidence must not depend on which of the two is newer.
    """
    current, overtaken = contradiction.current, contradiction.overtaken
    rest = [piece for piece in evidence if piece not in (current, overtaken)]
    first = max(current.score, overtaken.score)
    lead = first - rest[0].score if rest else 0.0
    readings = [piece.passage_reading for piece in (current, overtaken) if piece.passage_reading is not None]
    raised = replace(current, score=first + max(lead, 0.0), passage_reading=max(readings, default=None))
    return [raised, overtaken, *rest]


def with_overtaken(answer: Answer, contradiction: Contradiction, fetch: FetchArticle) -> Answer:
    """Add to an answer what it overtakes, or what contradicts it; it is unchanged where that is gone."""
    overtaken = contradiction.overtaken
    article = fetch(overtaken.passage.passage.article_id)
    citation = verified_citation(overtaken, article)
    if (
        article is None
        or citation is None
        or (citation.start == answer.citation.start and citation.article_id == answer.citation.article_id)
    ):
        return answer
    day = find_article_date(article)
    superseded = Superseded(
        citation=citation,
        date=article.published or (str(day) if day and day.year else None),
        relation="earlier" if contradiction.is_ordered else "contradicts",
    )
    key = (citation.article_id, citation.start)
    others = tuple(other for other in answer.others if (other.article_id, other.start) != key)
    also = tuple(other for other in answer.also if other.article_id != citation.article_id)
    return replace(answer, superseded=superseded, others=others, also=also)


def relation(pair: SidePair) -> float:
    """Return the probability that the sentences of a pair are about the same and both answer, 0 to 1."""
    logit = sum(w * f for w, f in zip(astuple(WEIGHTS), pair.features(), strict=True))
    return 1 / (1 + math.exp(-logit))


def _least(pair: SidePair) -> float:
    """Return the least probability (`relation`) at which a pair counts as a contradiction."""
    return LEAST_UPDATED if pair.is_of_one_article else LEAST_RELATED


def _may_be_related(pair: SidePair) -> bool:
    """Return whether a pair has neither another subject, nor another year or place than the question names."""
    if pair.article_cosine < _LEAST_ALIKE or pair.has_other_year or pair.says_the_same:
        return False
    if pair.overlap < _LEAST_OVERLAP and pair.cosine < _LEAST_COSINE:
        return False
    if pair.is_of_one_article and pair.other.post and pair.reading_lag > _MOST_POST_LAG:
        return False
    if pair.least_reading < _LEAST_ALIKE_READING and not pair.differs:
        return False
    is_told = pair.news or pair.notices > 1 or pair.is_of_one_article
    return is_told or not (pair.contrasts or pair.missing_names)


def _overtakes_another(pair: SidePair, evidence: Sequence[Evidence]) -> bool:
    """Return whether the other sentence overtakes another sentence of the own article, and not the best one.

    A changed rule for all ("32 each, not 40") does not change the rule for a group that the question names and that the
    other article does not mention.
    """
    if not pair.missing_in_sentence:
        return False
    own, other = pair.own.article, pair.other.words
    pieces = (piece.text for piece in evidence if _is_of(piece, own))
    return any(word_overlap(words, other, own.language) > pair.overlap for words in pieces)


def _is_of(evidence: Evidence, article: Article) -> bool:
    return evidence.passage.passage.article_id == article.id


def _other_sides(
    own: PairSide, evidence: Sequence[Evidence], stored: Mapping[str, StoredPassage], fetch: FetchArticle
) -> Iterator[PairSide]:
    """Yield, for each other article of the same language, the sentence that is likeliest and most like the best one.

    Of the own article its updates count ("Update, 3 May: …"), or where the best sentence is an update, the others.
    """
    by_article: dict[str, list[Evidence]] = {}
    for piece in evidence[:SEARCHED]:
        by_article.setdefault(piece.passage.passage.article_id, []).append(piece)
    of_own = by_article.pop(own.article.id, [])
    for pieces in (*_own_pieces(own, of_own), *list(by_article.values())[:ARTICLES]):
        sides = [side for piece in pieces[:SENTENCES] if (side := _side(piece, stored, fetch))]
        sides = [side for side in sides if side.words != own.words and side.article.language == own.article.language]
        if sides:
            yield max(sides, key=lambda side: side.evidence.score + own.likeness(side))


def _own_pieces(own: PairSide, pieces: Sequence[Evidence]) -> list[list[Evidence]]:
    """Return the evidence of the own article that may overtake the best sentence, or be overtaken, in groups.

    The sentences of every other post of a live blog are a group; elsewhere, the updates are, or what they update.
    """
    article = own.article
    if own.post is None:
        is_own_update = is_update(own.words)
        return [[each for each in pieces if is_update(each.text) != is_own_update]]
    groups: dict[int, list[Evidence]] = {}
    for piece in pieces[: 2 * SENTENCES]:
        post = find_post(article.title, article.text, piece.sentence.start)
        if post and post.start != own.post.start:
            groups.setdefault(post.start, []).append(piece)
    return list(groups.values())


def _side(evidence: Evidence, stored: Mapping[str, StoredPassage], fetch: FetchArticle) -> PairSide | None:
    """Return a sentence with its article and vectors; None where its article is gone."""
    passage = evidence.passage.passage
    article = fetch(passage.article_id)
    if article is None or passage.id not in stored:
        return None
    passages = [each for each in stored.values() if each.passage.article_id == article.id]
    return PairSide.of(evidence, article, stored[passage.id], passages)

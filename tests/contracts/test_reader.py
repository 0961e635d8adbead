"""What every reader promises."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.core.protocols import Reader
from retrieval.core.records import Posting, Question, RankedPassage, Statistics, StoredPassage
from retrieval.embedders.hashing import HashingEmbedder
from retrieval.ranking import bm25, reranker
from retrieval.readers import shipped
from retrieval.readers.extractive import ALONE, ExtractiveReader, Stage
from retrieval.readers.onnx_model import OnnxQaModel
from retrieval.readers.sentence_ranker import SimilarityReader
from retrieval.text import passages
from retrieval.text.analyzer import compound_parts, indexed_terms, terms

TEXTS = {
    "a": "Otters returned to the river Welm in 2019. A camera counted seven of them last winter. They eat eels.",
    "b": "The quarry at Tarn Hollow closed on Friday. Its last eleven workers were offered other places.",
    "c": "Why? 🦦 - ... Otters! 渡轮六点半出发。",
}


_MODEL = OnnxQaModel(shipped.SMALL)
READERS = {
    "similarity": SimilarityReader,
    "span": lambda: ExtractiveReader([Stage(model=_MODEL, passages=2, weight=ALONE)]),
}


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> Reader:
    made: Reader = READERS[request.param]()
    return made


def asked(text: str) -> tuple[Question, list[tuple[RankedPassage, StoredPassage]]]:
    embedder = HashingEmbedder()
    split = [passage for name, body in TEXTS.items() for passage in passages.split(name, body, "en")]
    vectors = embedder.passages(split, ["Notes"] * len(split))
    held = [tuple(indexed_terms(f"Notes {passage.text}", "en")) for passage in split]
    found = tuple(dict.fromkeys(terms(text, "en")))
    question = Question(
        text=text,
        terms=found,
        vector=embedder.question(text),
        statistics=Statistics(
            passages=len(split),
            sentences=sum(len(passage.sentences) for passage in split),
            average_length=float(np.mean([len(passage_terms) for passage_terms in held])),
            average_sentence=6.0,
            frequencies={term: sum(term in passage_terms for passage_terms in held) for term in found},
        ),
        compounds=compound_parts(text, "en"),
    )
    stored = [
        StoredPassage(key=key, passage=passage, title="Notes", language="en", vectors=vector)
        for key, (passage, vector) in enumerate(zip(split, vectors, strict=True))
    ]
    postings = [
        Posting(key=key, passage_id=passage.passage.id, terms=held[key], vector=passage.vectors.passage)
        for key, passage in enumerate(stored)
    ]
    return question, reranker.rerank(question, postings, lambda _: stored, limit=len(stored))


@pytest.mark.parametrize("text", ["How many otters did the camera count?", "When?", "???", "quarry " * 200, "🦦"])
def test_every_sentence_once_in_order_with_its_numbers(reader: Reader, text: str) -> None:
    question, ranked = asked(text)
    evidence = reader.read(question, ranked)
    expected = {(stored.passage.id, s.start) for _, stored in ranked for s in stored.passage.sentences}
    assert {(e.passage.passage.id, e.sentence.start) for e in evidence} == expected
    assert len(evidence) == len(expected)
    assert evidence == sorted(evidence, key=lambda e: (-e.score, e.passage.passage.id, e.sentence.start))
    for sentence in evidence:
        assert np.isfinite(sentence.score)
        assert 0 <= sentence.lexical <= 1
        assert -1.001 <= sentence.similarity <= 1.001
        assert 0 <= sentence.coverage <= 1.001
        highlight = sentence.highlight
        assert highlight is None or sentence.sentence.start <= highlight.start < highlight.end <= sentence.sentence.end


def test_nothing_gives_nothing(reader: Reader) -> None:
    question, _ = asked("otters")
    assert reader.read(question, []) == []


def test_the_order_of_passages_does_not_matter(reader: Reader) -> None:
    question, ranked = asked("Where do otters live?")
    assert reader.read(question, ranked) == reader.read(question, ranked[::-1])


def test_the_sentence_with_the_words_wins(reader: Reader) -> None:
    question, ranked = asked("How many otters did the camera count last winter?")
    best = reader.read(question, ranked)[0]
    assert TEXTS["a"][best.sentence.start : best.sentence.end] == "A camera counted seven of them last winter."
    assert best.matched == ("camera", "count", "last", "winter")


def test_matched_words_are_spelled_as_asked(reader: Reader) -> None:
    question, ranked = asked("OTTERS returning?")
    assert reader.read(question, ranked)[0].matched == ("OTTERS", "returning")
    assert bm25.weights(question.terms, question.statistics)["otter"] > 0


@pytest.mark.parametrize("text", ["Did a cam-era count seven?", "Did a camera count seven?"])
def test_a_sentence_has_the_parts_of_a_word_that_it_writes_as_one(reader: Reader, text: str) -> None:
    question, ranked = asked(text)
    covered = {TEXTS["a"][e.sentence.start : e.sentence.end]: e.coverage for e in reader.read(question, ranked)[:3]}
    assert covered["A camera counted seven of them last winter."] == pytest.approx(1.0)

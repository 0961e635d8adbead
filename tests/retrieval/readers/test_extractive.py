"""The trained reader: which sentence answers, with which words, and whether any does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.core.errors import ModelError
from retrieval.core.records import Passage, Question, RankedPassage, StoredPassage
from retrieval.embedders.default_model import default_folder
from retrieval.readers import shipped
from retrieval.readers.extractive import ALONE, FIRST, SECOND, ExtractiveReader, Stage
from retrieval.readers.onnx_model import OnnxQaModel
from retrieval.readers.qa_model import TorchQaModel
from retrieval.readers.reading_ranker import READ_TWICE_WEIGHTS, UNREAD
from retrieval.readers.sentence_ranker import SimilarityReader
from retrieval.readers.span_readings import QaModel, readings
from retrieval.readers.windows import LONGEST, Window
from retrieval.text import passages
from support.example_counts import example_count
from tests.contracts.test_reader import asked

OTTERS = (
    "Otters returned to the river Welm in 2019, after an absence of forty years. A camera at the old mill counted seven"
    " of them last winter. They eat eels, which anglers had given up for lost. Nobody has seen a pup so far."
)


@pytest.fixture(scope="module", params=[shipped.SMALL, shipped.LARGE])
def model(request: pytest.FixtureRequest) -> QaModel:
    return OnnxQaModel(request.param)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A question-answering model as users may have one in a folder: little, with weights by chance."""
    import torch  # noqa: PLC0415
    from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=30522, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    BertForQuestionAnswering(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(default_folder()).save_pretrained(folder)
    return folder


def passage(text: str) -> Passage:
    (only,) = passages.split("a", text, "en")
    return only


def best(model: QaModel, question: str, text: str = OTTERS) -> tuple[str, str, float]:
    """The best sentence, its highlight and its reading."""
    candidate = passage(text)
    found = readings(model, question, [(candidate, "Otters on the Welm")])
    place, reading = max(found.items(), key=lambda item: item[1].reading)
    (sentence,) = [s for s in candidate.sentences if s.start == place[1]]
    return text[sentence.start : sentence.end], text[reading.span.start : reading.span.end], reading.reading


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many otters did the camera count?", "seven"),
        ("When did otters return to the Welm?", "2019"),
        pytest.param(
            "Where does the camera stand?",
            "old mill",
            marks=pytest.mark.xfail(reason="it takes the river of the title for the place", strict=True),
        ),
        ("Who had given up the eels for lost?", "anglers"),
        ("What do the otters eat?", "eels"),
    ],
)
def test_the_answer_is_in_the_sentence_that_says_it(model: QaModel, question: str, answer: str) -> None:
    sentence, highlight, reading = best(model, question)
    assert answer in sentence
    assert answer in highlight
    assert len(highlight) < len(sentence)
    assert reading > 0


def test_a_name_is_read_however_its_letters_are_written(model: QaModel) -> None:
    text = "In Łódź the last spinning mill closed in 1994. Four thousand people lost their work there."
    sentence, highlight, reading = best(model, "When did the last spinning mill in Lodz close?", text)
    assert (highlight, reading > 0) == ("1994", True)
    assert sentence == text[:46]
    plain = best(model, "When did the last spinning mill in Lódź close?", text.replace("Ł", "L"))
    assert plain[1:] == best(model, "When did the last spinning mill in Łódź close?", text)[1:]


def test_a_question_on_something_else_reads_lower(model: QaModel) -> None:
    answered = best(model, "How many otters did the camera count?")[2]
    for question in ("Who won the rowing championship?", "How many trains stop at Halm on Sundays?"):
        assert best(model, question)[2] < min(answered, 0)


def test_the_passage_is_one_that_answers_where_any_of_its_sentences_is(model: QaModel) -> None:
    candidate = passage(OTTERS)
    for question in ("How many otters did the camera count?", "Who won the rowing championship?"):
        found = readings(model, question, [(candidate, "Otters on the Welm")]).values()
        assert len({reading.passage for reading in found}) == 1
        assert all(reading.passage >= reading.reading for reading in found)
        assert (next(iter(found)).passage > 0) == (max(reading.reading for reading in found) > 0)


def test_long_passages_are_read_to_their_end(model: QaModel) -> None:
    filling = "The towpath was closed on Monday and nobody could say when it would be open to walkers again, "
    text = f"{filling * 30}as the council said. The ferry costs four crowns."
    candidate = Passage(
        id="a",
        article_id="a",
        start=0,
        end=len(text),
        text=text,
        sentences=tuple(s for each in passages.split("a", text, "en") for s in each.sentences),
    )
    windows = model.read("What does the ferry cost?", [text])
    assert len(windows) > 1
    assert all(len(window.spans) < LONGEST for window in windows)
    found = readings(model, "What does the ferry cost?", [(candidate, "")])
    assert {start for _, start in found} == {s.start for s in candidate.sentences}
    (_, start), reading = max(found.items(), key=lambda item: item[1].reading)
    assert text[start:].startswith("The ferry")
    assert "four crowns" in text[reading.span.start : reading.span.end]


def test_windows_come_in_the_order_of_the_texts(model: QaModel) -> None:
    """The longest is read first, so that all threads end together."""
    texts = ["Short.", "The quarry closed. " * 40, OTTERS]
    windows = model.read("How many otters did the camera count?", texts)
    assert [window.text for window in windows] == [0, 1, 2]
    assert [texts[window.text][: window.spans.max()] for window in windows] == [text.rstrip() for text in texts]


def test_what_is_read_does_not_depend_on_what_is_read_beside_it(model: QaModel) -> None:
    question = "How many otters did the camera count?"
    alone = model.read(question, [OTTERS])[0]
    beside = model.read(question, ["The quarry closed. " * 40, OTTERS, "Short."])
    (again,) = [window for window in beside if window.text == 1]
    assert np.array_equal(alone.spans, again.spans)
    assert np.allclose(alone.starts, again.starts, atol=0.25)  # bfloat16 keeps eight bits
    assert int(np.argmax(alone.starts)) == int(np.argmax(again.starts))


def test_only_the_likeliest_passages_are_read(model: QaModel) -> None:
    question, ranked = asked("How many otters did the camera count?")
    evidence = ExtractiveReader([Stage(model=model, passages=1, weight=ALONE)]).read(question, ranked)
    read = {item.passage.passage.id for item in evidence if item.highlight}
    assert len(read) == 1
    unread = [item for item in evidence if item.passage.passage.id not in read]
    assert unread
    assert {(item.reading, item.passage_reading, item.highlight) for item in unread} == {(UNREAD, UNREAD, None)}
    assert "seven" in _text(evidence[0])


def test_a_passage_is_read_first_whose_article_holds_what_is_asked_for() -> None:
    question, ranked = asked("How many otters did the camera count?")
    likeliest = SimilarityReader().read(question, ranked)[0].passage.passage.id
    for likely, share in ((likeliest, 0.0), ("late", 5.0)):
        late = _late(ranked[-1], share)
        stage = Stage(model=Marking("Notes"), passages=1, weight=ALONE)
        evidence = ExtractiveReader([stage]).read(question, [*ranked[:-1], late])
        assert {each.passage.passage.id for each in evidence if each.passage_reading != UNREAD} == {likely}


def _late(candidate: tuple[RankedPassage, StoredPassage], share: float) -> tuple[RankedPassage, StoredPassage]:
    """The last passage, of an article whose others hold so much more of what is asked for."""
    ranked, stored = candidate
    passage = replace(stored.passage, id="late")
    covered = ranked.coverage + share
    return replace(ranked, passage=passage, article_coverage=covered), replace(stored, passage=passage)


def test_a_passage_in_a_language_that_the_model_does_not_know_is_only_compared(model: QaModel) -> None:
    question, ranked = asked("How many otters did the camera count?")
    evidence = ExtractiveReader([Stage(model=model, passages=6, weight=ALONE)], languages={"de"}).read(question, ranked)
    compared = SimilarityReader().read(question, ranked)
    assert [(item.sentence, item.score) for item in evidence] == [(item.sentence, item.score) for item in compared]
    assert {(item.reading, item.passage_reading, item.highlight) for item in evidence} == {(None, None, None)}


def test_a_question_in_a_language_that_the_model_does_not_know_is_only_compared(model: QaModel) -> None:
    question, ranked = asked("Wie viele Otter hat die Kamera gezählt?")
    evidence = ExtractiveReader([Stage(model=model, passages=6, weight=ALONE)], languages={"en"}).read(question, ranked)
    assert evidence
    assert evidence == SimilarityReader().read(question, ranked)


def test_a_dateline_is_no_part_of_the_exact_answer() -> None:
    text = "THORNQUAY, Oct. 10 — Pellhaven Rovers won the cup. Nobody had thought that they could."
    words = "THORNQUAY, Oct. 10 — Pellhaven Rovers"
    for marked, kept in ((words, "Pellhaven Rovers"), ("THORNQUAY,", "THORNQUAY,")):
        question, ranked = _about(text)
        stage = Stage(model=Marking(marked), passages=1, weight=ALONE)
        (best, *_) = ExtractiveReader([stage]).read(question, ranked)
        assert best.highlight is not None
        assert text[best.highlight.start : best.highlight.end] == kept


def _about(text: str) -> tuple[Question, list[tuple[RankedPassage, StoredPassage]]]:
    """A question about one passage."""
    question, ((ranked, stored), *_) = asked("Who won the cup?")
    home = passage(text)
    sentences = np.repeat(stored.vectors.sentences[:1], len(home.sentences), axis=0)
    stored = replace(stored, passage=home, title="", vectors=replace(stored.vectors, sentences=sentences))
    return question, [(replace(ranked, passage=home, title=""), stored)]


class Marking:
    """A model that reads whole words, and marks the same words of every text."""

    def __init__(self, words: str) -> None:
        self._words = words

    def warm(self) -> None:
        """Load nothing."""

    def read(self, question: str, texts: Sequence[str]) -> list[Window]:
        windows = []
        for place, text in enumerate(texts):
            spans = np.array([match.span() for match in re.finditer(r"\S+", text)])
            first = text.index(self._words)
            starts = np.where(spans[:, 0] == first, 9.0, -9.0).astype(np.float32)
            last = spans[:, 1] >= first + len(self._words)
            ends = np.where(np.arange(len(spans)) == int(np.argmax(last)), 9.0, -9.0).astype(np.float32)
            windows.append(Window(text=place, spans=spans, starts=starts, ends=ends))
        return windows


def _text(evidence: object) -> str:
    from retrieval.core.records import Evidence  # noqa: PLC0415

    assert isinstance(evidence, Evidence)
    inside = evidence.passage.passage
    return inside.text[evidence.sentence.start - inside.start : evidence.sentence.end - inside.start]


# Any model, any text


@settings(max_examples=example_count(30), deadline=None)
@given(question=st.text(min_size=1, max_size=80), text=st.text(min_size=1, max_size=400))
def test_a_highlight_stays_inside_its_sentence(small: Path, question: str, text: str) -> None:
    model = _kept(small)
    for candidate in passages.split("a", text, "en"):
        for (_, start), reading in readings(model, question, [(candidate, "Notes")]).items():
            (sentence,) = [s for s in candidate.sentences if s.start == start]
            assert sentence.start <= reading.span.start < reading.span.end <= sentence.end
            assert reading.reading <= reading.passage < np.inf


_models: dict[Path, TorchQaModel] = {}


def _kept(folder: Path) -> TorchQaModel:
    return _models.setdefault(folder, TorchQaModel(model=str(folder), precision="float32"))


def test_a_model_from_a_folder_reads(small: Path) -> None:
    (window,) = _kept(small).read("Who?", ["Ann did."])
    assert window.spans.tolist() == [[0, 3], [4, 7], [7, 8]]
    assert window.starts.shape == window.ends.shape == (3,)


def test_no_texts_need_no_model() -> None:
    assert TorchQaModel(model="/nowhere").read("Who?", []) == []


def test_a_missing_model_says_what_to_set() -> None:
    with pytest.raises(ModelError, match=r"could not be loaded.*reader_model"):
        TorchQaModel(model="/nowhere/at-all").warm()


def test_a_model_for_something_else_is_refused() -> None:
    with pytest.raises(ModelError, match="not trained for question answering"):
        TorchQaModel(model=str(default_folder())).warm()


@pytest.mark.parametrize("name", [shipped.SMALL, shipped.LARGE])
def test_damaged_weights_are_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / name
    shutil.copytree(shipped.FOLDER / name, folder)
    weights = folder / "layers.bin"
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    with pytest.raises(ModelError, match="not those that Footnote was shipped with"):
        OnnxQaModel(name).warm()


def test_the_shipped_files_are_within_their_limits_and_all_checked() -> None:
    files = [file for file in shipped.FOLDER.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 130_000_000
    assert max(file.stat().st_size for file in files) <= 95_000_000
    for name, digests in shipped.DIGESTS.items():
        assert {file.name for file in (shipped.FOLDER / name).iterdir()} == set(digests)


def test_a_large_model_reads_only_what_a_small_one_has_found() -> None:
    question, ranked = asked("How many otters did the camera count?")
    small, large = OnnxQaModel(shipped.SMALL), Counted(OnnxQaModel(shipped.LARGE))
    stages = [Stage(model=small, passages=6, weight=FIRST), Stage(model=large, passages=1, weight=SECOND)]
    evidence = ExtractiveReader(stages).read(question, ranked)
    assert large.texts == 1
    assert "seven" in _text(evidence[0])
    assert evidence[0].highlight is not None


def test_a_large_model_stops_where_nothing_else_can_come_first() -> None:
    question, ranked = asked("How many otters did the camera count?")
    small, large = OnnxQaModel(shipped.SMALL), Counted(OnnxQaModel(shipped.LARGE))
    stages = [Stage(model=small, passages=6, weight=FIRST), Stage(model=large, passages=3, weight=SECOND)]
    best, *others = ExtractiveReader(stages, weights=READ_TWICE_WEIGHTS).read(question, ranked)
    assert large.texts < len({each.passage.passage.id for each in (best, *others)})
    assert "seven" in _text(best)
    assert {each.models_read for each in (best, *others)} == {2}


class Counted:
    """A model that counts the texts that it is given."""

    def __init__(self, model: QaModel) -> None:
        self._model = model
        self.texts = 0

    def warm(self) -> None:
        self._model.warm()

    def read(self, question: str, texts: Sequence[str]) -> list[Window]:
        self.texts += len(texts)
        return self._model.read(question, texts)


def test_questions_and_reading_need_no_pytorch() -> None:
    program = (
        "import sys; from retrieval.readers import shipped; from retrieval.readers.onnx_model import OnnxQaModel;"
        " from retrieval.embedders.transformer import TransformerEmbedder;"
        " OnnxQaModel(shipped.SMALL).warm(); TransformerEmbedder().warm(); print('torch' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"

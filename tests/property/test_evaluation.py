"""Laws of evaluation: offsets survive normalising, and the rank statistic is what it says."""

from __future__ import annotations

import importlib
import unicodedata

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.evaluation.outcome_figures import auroc, calibration_error
from retrieval.evaluation.span_alignment import Alignment
from retrieval.text.normalize import normalise


@pytest.fixture(scope="module", autouse=True)
def _measures() -> None:
    """Import scikit-learn's measures beforehand: that takes longer than an example may."""
    importlib.import_module("sklearn.metrics")


# Words that stand apart from their neighbours; some are shorter or longer after NFC.
WORDS = st.sampled_from(
    [
        "tide",
        "cafe\u0301",
        "Å",
        "A\u030a",
        "\u1112\u1161\u11ab",
        "क\u093c",
        "\u0958",
        "1,908",
        "naïve",
        "👩\u200d🚀",
        "。",
        "\u2126",
    ]
)
GAPS = st.text(alphabet=" \t\n\r\u00a0\u2003\u3000\u2028\x00\u200b\ufeff\u00ad", min_size=1, max_size=6).map(
    lambda gap: f" {gap} "
)
# What composes, reorders, vanishes or breaks lines, among plain letters.
TRICKY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "ab =\n\r\t\x00\x85\u00a0\u00ad\u0301\u0323\u0338\u0344\u0f73"
            "\u1100\u1161\u11a8\u200b\u200d\ufeff\u09c7\u09be"
        ),
        st.characters(),
    ),
    max_size=30,
)
SCORES = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=12)


def visible(text: str) -> str:
    return "".join(text.split())


@given(words=st.lists(WORDS, min_size=1, max_size=8), gaps=st.lists(GAPS, min_size=9, max_size=9), data=st.data())
def test_a_span_covers_the_same_words_after_normalising(words: list[str], gaps: list[str], data: st.DataObject) -> None:
    raw, places = gaps[0], []
    for word, gap in zip(words, gaps[1:], strict=False):
        places.append((len(raw), len(raw) + len(word)))
        raw += word + gap
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    aligned = Alignment(raw)

    span = aligned.span(places[first][0], places[last][1])

    assert span is not None
    covered = aligned.text[slice(*span)]
    assert covered.split() == [unicodedata.normalize("NFC", word) for word in words[first : last + 1]]
    assert covered == covered.strip()


@given(raw=TRICKY)
def test_every_visible_character_is_accounted_for(raw: str) -> None:
    aligned = Alignment(raw)

    span = aligned.span(0, len(raw))

    assert aligned.text == normalise(raw)
    assert (aligned.text[slice(*span)] if span else "") == normalise(raw)


@given(raw=TRICKY, data=st.data())
def test_neighbouring_spans_cover_the_text_between_them(raw: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(raw)))
    aligned = Alignment(raw)

    before, after = aligned.span(0, cut), aligned.span(cut, len(raw))

    # A character that the cut goes through belongs to both sides; nothing is lost between them.
    kept = (
        (aligned.text[before[1] :] if before else aligned.text)
        if not after
        else aligned.text[before[1] if before else 0 : after[0]]
    )
    assert visible(kept) == ""


@given(raw=TRICKY, data=st.data())
def test_a_normalised_text_keeps_its_offsets(raw: str, data: st.DataObject) -> None:
    text = normalise(raw)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    # A cut through an accented letter takes the letter in whole.
    assume(not any(unicodedata.combining(letter) for letter in text[start : start + 1] + text[end : end + 1]))

    span = Alignment(text).span(start, end)

    plain = text[start:end]
    if not plain.strip():
        assert span is None
    else:
        assert span == (start + len(plain) - len(plain.lstrip()), start + len(plain.rstrip()))


@given(positive=SCORES, negative=SCORES)
def test_auroc_is_the_share_of_pairs_in_order(positive: list[float], negative: list[float]) -> None:
    pairs = [(score > other) + (score == other) / 2 for score in positive for other in negative]

    assert auroc(positive, negative) == pytest.approx(float(np.mean(pairs)))


@given(positive=SCORES, negative=SCORES)
def test_auroc_looks_at_the_order_alone(positive: list[float], negative: list[float]) -> None:
    squared = auroc([score**2 for score in positive], [score**2 for score in negative])

    assert squared == pytest.approx(auroc(positive, negative))


@given(confidences=SCORES, data=st.data())
def test_calibration_error_is_between_none_and_whole(confidences: list[float], data: st.DataObject) -> None:
    right = data.draw(st.lists(st.booleans(), min_size=len(confidences), max_size=len(confidences)))

    error = calibration_error(confidences, right)

    assert error is not None
    assert abs(float(np.mean(confidences)) - float(np.mean(right))) - 1e-9 <= error <= 1

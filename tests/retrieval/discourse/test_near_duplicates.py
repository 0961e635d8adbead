"""Sentences that say nearly the same, as two agencies report one event, and sentences that only look alike."""

from __future__ import annotations

import pytest

from retrieval.discourse.near_duplicates import LEAST_OVERLAP, are_near_duplicates, is_contained, word_overlap

ALIKE = [
    (
        "The harbour bridge reopened on Monday after eight months of repairs.",
        "After eight months of repairs, the harbour bridge was reopened on Monday.",
    ),
    (
        "Repairs to the ferry cost 1.4 million crowns, the council said.",
        "The council said repairs to the ferry had cost 1.4 million crowns.",
    ),
    (
        "Eleven tawny owls were counted in the river wood this spring.",
        "This spring, eleven tawny owls were counted in the wood by the river.",
    ),
    (
        "A storm tore the roof off the sailing school on Tuesday night.",
        "The roof of the sailing school was torn off by a storm on Tuesday night.",
    ),
    (
        "Ida Brask was elected mayor of Halm with 52 percent of the vote.",
        "Ida Brask has been elected mayor of Halm, winning 52 percent of the vote.",
    ),
    (
        "The museum will stay closed until June.",
        "The museum will stay closed until June, its director announced.",
    ),
    (
        "Nobody was hurt in the fire at the rope factory.",
        "Nobody was hurt when fire broke out at the rope factory.",
    ),
    (
        "Trains between Orrey and Halm will not run on Sunday.",
        "On Sunday, trains will not run between Halm and Orrey.",
    ),
    (
        "The quarry at Tarn Hollow closed after ninety years.",
        "After ninety years, the slate quarry at Tarn Hollow has closed.",
    ),
    (
        "Der Rat von Halm hat die neue Brücke am Montag genehmigt.",
        "Am Montag hat der Rat von Halm die neue Brücke genehmigt.",
    ),
    (
        "The ship was 40 metres long.",
        "The ship was 40 metres long and 9 wide.",
    ),
]
APART = [
    (
        "The harbour bridge reopened on Monday after eight months of repairs.",
        "The harbour bridge closed in May for eight months of repairs.",
    ),
    (
        "Repairs to the ferry cost 1.4 million crowns, the council said.",
        "Repairs to the ferry cost 2.1 million crowns, the council said.",
    ),
    (
        "Trains between Orrey and Halm will run on Sunday.",
        "Trains between Orrey and Halm will not run on Sunday.",
    ),
    (
        "The council can pay for the repairs.",
        "The council can’t pay for the repairs.",
    ),
    (
        "Eleven tawny owls were counted in the river wood this spring.",
        "Seven otters were counted on the river Welm last winter.",
    ),
    (
        "Ida Brask was elected mayor of Halm with 52 percent of the vote.",
        "Ida Brask, the mayor of Halm, opened the new swimming pool.",
    ),
    (
        "The museum will stay closed until June.",
        "The museum shop will open in June.",
    ),
    (
        "The quarry at Tarn Hollow closed after ninety years.",
        "The quarry at Tarn Hollow opened in 1934.",
    ),
    (
        "A single fare is 40 crowns.",
        "A single fare was 35 crowns until May.",
    ),
    (
        "Der Rat von Halm hat die neue Brücke am Montag genehmigt.",
        "Der Rat von Halm hat die neue Brücke am Montag nicht genehmigt.",
    ),
    (
        "The fire at the rope factory was put out by noon.",
        "The rope factory has made ropes since the great fire.",
    ),
    ("Yes.", "No."),
    ("The", "The"),
]


@pytest.mark.parametrize(("sentence", "other"), ALIKE)
def test_reports_of_one_event_agree(sentence: str, other: str) -> None:
    language = "de" if sentence.startswith("Der") else "en"
    assert are_near_duplicates(sentence, other, language=language)
    assert are_near_duplicates(other, sentence, language=language)


@pytest.mark.parametrize(("sentence", "other"), APART)
def test_what_only_looks_alike_does_not(sentence: str, other: str) -> None:
    language = "de" if sentence.startswith("Der") else "en"
    assert not are_near_duplicates(sentence, other, language=language)
    assert not are_near_duplicates(other, sentence, language=language)


def test_the_threshold_lies_between_the_pairs() -> None:
    """What numbers or denials tell apart says nothing about it."""
    least = min(word_overlap(sentence, other, "en") for sentence, other in ALIKE)
    by_words = [
        pair for pair in APART if pair[0].startswith(("The harbour", "Eleven", "Ida", "The museum", "The fire"))
    ]
    most = max(word_overlap(word, other, "en") for word, other in by_words)
    assert most < LEAST_OVERLAP <= least


def test_a_sentence_agrees_with_itself() -> None:
    for sentence, other in ALIKE:
        assert are_near_duplicates(sentence, sentence, language="en")
        assert are_near_duplicates(other, other, language="en")


SHORTER = "The council shut the west quay."


@pytest.mark.parametrize(
    "longer",
    [
        "The council shut the west quay on Monday, and the harbour master left for Brae.",
        "The council shut the west quay for 3 weeks and then for 5.",
    ],
)
def test_a_sentence_may_say_all_that_a_shorter_one_says(longer: str) -> None:
    assert is_contained(SHORTER, longer, language="en")
    assert is_contained(longer, SHORTER, language="en")


@pytest.mark.parametrize(
    "other", ["The council did not shut the west quay.", "The council shut the east pier.", "Quay."]
)
def test_a_sentence_that_denies_or_lacks_a_part_does_not_say_all(other: str) -> None:
    assert not is_contained(SHORTER, other, language="en")

"""Who says a sentence: the attribution in it, the one near it, or honestly nobody."""

from __future__ import annotations

import time

import pytest

from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.attribution import find_speaker
from retrieval.text.segmentation import blocks

ALONE = [
    ("en", '"We checked every weld," said Ruta Lind, who leads the yard.', "Ruta Lind"),
    ("en", '"Sail at dawn," the pilot, Ann Holt, added.', "the pilot, Ann Holt"),
    ("en", "“Nobody slept,” said a neighbour.", "a neighbour"),
    ("en", "'We slept in the nets,' said the skipper.", "the skipper"),
    ("en", "Ruta Lind, who leads the yard, said the hull was safe.", "Ruta Lind"),
    ("en", "Dr. Oana Pop later said that the aim had changed.", "Dr. Oana Pop"),
    ("en", "A spokesman for the port said the pier was closed.", "A spokesman"),
    ("en", "Council leader Ivo Brandt has said that rates will fall.", "Council leader Ivo Brandt"),
    (
        "en",
        "Prices rose by a tenth, said the market's oldest trader, Wim Dekker.",
        "the market's oldest trader, Wim Dekker",
    ),
    ("en", "The pier closed early, but Kade said that nobody minded.", "Kade"),
    ("en", "Officials said the road was open.", "Officials"),
    ("en", "According to the harbour report, nine boats sank.", "the harbour report"),
    ("en", "The Net Menders' Guild says that the rota is lawful.", "The Net Menders' Guild"),
    ("en", "Kim Lo of the Harbour Office told reporters that it would reopen.", "Kim Lo of the Harbour Office"),
    ("de", "„Wir haben gewartet“, sagte die Bürgermeisterin Ana Ruiz.", "die Bürgermeisterin Ana Ruiz"),
    ("de", "„Es war knapp“, so Kapitän Jens Holm.", "Kapitän Jens Holm"),
    ("de", "Der Hafenmeister erklärte, die Fähre fahre wieder.", "Der Hafenmeister"),
    ("de", "Laut Polizei wurde niemand verletzt.", "Polizei"),
    ("es", "«Estamos contentos», dijo la alcaldesa Marta Gil.", "la alcaldesa Marta Gil"),
    ("es", "Según el informe, hubo tres heridos.", "el informe"),
    ("es", "El ministro explicó que no habría retrasos.", "El ministro"),
    ("fr", "« Nous sommes prêts », a déclaré Claire Petit, la maire.", "Claire Petit"),
    ("fr", "Le directeur a dit que le pont rouvrirait.", "Le directeur"),
    ("fr", "Selon l'enquête, le feu était accidentel.", "l'enquête"),
]
NOBODY = [
    "Repairs cost 1.4 million crowns.",
    "The bridge was said to be the oldest in the county.",
    "Insurance claims rose by four percent.",
    "They added sugar and left it overnight.",
    "The council argued about the bill for years.",
    "Traders answered the call.",
    "The repair, announced in January, ran over.",
    "Ruta Lind leads the yard.",
]


def written(text: str, language: str = "en") -> list[ArticleSentence]:
    """The sentences of a text as an article has them."""
    return [
        ArticleSentence(text=text[sentence.start : sentence.end], language=language, opens_paragraph=not at)
        for block in blocks(text, language)
        for at, sentence in enumerate(block.sentences)
    ]


def named_speaker(text: str, at: int) -> tuple[int, str] | str | None:
    """Where and how the speaker of a sentence is named."""
    sentences = written(text)
    found = find_speaker(sentences, at)
    if not isinstance(found, tuple):
        return found
    where, name = found
    return where, sentences[where].text[name.start : name.end]


@pytest.mark.parametrize(("language", "text", "name"), ALONE)
def test_a_sentence_that_names_its_speaker(language: str, text: str, name: str) -> None:
    sentences = written(text, language)
    assert len(sentences) == 1
    found = find_speaker(sentences, 0)
    assert isinstance(found, tuple)
    assert text[found[1].start : found[1].end] == name


@pytest.mark.parametrize("text", NOBODY)
def test_a_sentence_of_the_article_s_own(text: str) -> None:
    assert named_speaker(text, 0) is None


def test_a_pronoun_is_the_speaker_of_before() -> None:
    text = 'Ruta Lind said the hull was safe. It was painted red. "We are glad," she said.'
    assert named_speaker(text, 2) == (0, "Ruta Lind")
    assert named_speaker(text, 1) is None


def test_a_quotation_that_goes_on_is_its_first_speaker_s() -> None:
    text = '"The roof went first," said Ann Holt. "Then the walls. Nobody was inside."\n\nThe cause is not known.'
    assert [named_speaker(text, at) for at in range(4)] == [(0, "Ann Holt")] * 3 + [None]


def test_a_quotation_may_be_attributed_behind_it() -> None:
    text = 'The fire began at four. "I smelt it. I ran," said Ann Holt.'
    assert named_speaker(text, 1) == (2, "Ann Holt")


def test_each_paragraph_s_quotation_is_its_own() -> None:
    text = '"I saw smoke," said a neighbour.\n\n"I heard a bang," said Jon Reed.\n\n"Nobody was hurt," he said.'
    assert [named_speaker(text, at) for at in range(3)] == [(0, "a neighbour"), (1, "Jon Reed"), (1, "Jon Reed")]


def test_a_quotation_without_a_name_near_has_no_speaker() -> None:
    filler = " ".join(f"Row {number} was cleared by noon." for number in range(8))
    assert named_speaker('"We are glad," she said.', 0) == "unnamed"
    assert named_speaker(f'Ruta Lind said the hull was safe. {filler} "We are glad."', 9) == "unnamed"
    assert named_speaker("We shall never know how many there were.", 0) == "unnamed"


def test_a_report_is_no_speaker_of_a_quotation_near_it() -> None:
    assert named_speaker('According to the log, it was dark. "Never again," she said.', 1) == "unnamed"


def test_a_sentence_without_end_takes_no_time_beyond_its_length() -> None:
    began = time.process_time()
    assert find_speaker([ArticleSentence(text=" a, said" * 10_000, language="en")], 0) is None
    assert time.process_time() - began < 10  # seconds; by the square of the length it takes minutes

"""Which language a question is in, and when a multilingual model is advised."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.conversation import language_advice
from retrieval.conversation.language_advice import with_advice
from retrieval.core.reply_records import Answer, Examination, NoAnswer, Talk, Thresholds
from retrieval.core.settings import ModelSettings
from retrieval.footnote import Footnote
from retrieval.text.question_language import foreign_language
from support.samples import LIBRARY

GERMAN = "Wann wurde die Brücke über den Fluss wieder geöffnet?"
QUESTIONS = {
    "en": "When was the bridge across the river opened again?",
    "de": GERMAN,
    "es": "¿Cuándo se abrió de nuevo el puente sobre el río?",
    "fr": "Quand est-ce que le pont sur la rivière a été rouvert ?",
}


def silent(asked: str, *, readings: tuple[str, ...] = ()) -> Examination:
    return Examination(
        reply=NoAnswer(question=asked, asked=asked, confidence=0.1, nearest=(), readings=readings),
        terms=(),
        ranked=(),
        evidence=(),
        confidence=0.1,
        thresholds=Thresholds(sure=0.6, unsure=0.3),
        milliseconds={},
    )


@pytest.mark.parametrize(("language", "question"), QUESTIONS.items())
def test_the_language_of_a_question_is_told_where_no_article_is_in_it(language: str, question: str) -> None:
    others = [code for code in QUESTIONS if code != language]
    assert foreign_language(question, others) == language
    assert foreign_language(question, [language]) == ""
    assert foreign_language(question, [language, "ru"]) == ""


@pytest.mark.parametrize(
    "question", ["", "2026?", "Brücke", "Maria de la Cruz", "Who was Maria de la Cruz?", "when did La La Land come out"]
)
def test_names_are_no_language(question: str) -> None:
    assert foreign_language(question, ["en"]) == ""


@pytest.mark.parametrize(("language", "question"), QUESTIONS.items())
def test_the_advice_is_one_line_in_the_question_s_language_with_the_model_and_its_price(
    language: str, question: str
) -> None:
    advice = with_advice(silent(question), ["it"]).advice
    assert language_advice.MULTILINGUAL_MODEL in advice
    assert "models.embedder_model" in advice
    assert ("0.5 GB" if language == "en" else "0,5 G") in advice
    assert "\n" not in advice
    assert "{" not in advice
    assert [other for other in QUESTIONS if with_advice(silent(QUESTIONS[other]), ["it"]).advice == advice] == [
        language
    ]


def test_only_replies_that_are_not_sure_get_it(stocked: Footnote) -> None:
    answer = stocked.examine("When did the quarry at Tarn Hollow close?", library=LIBRARY)
    assert isinstance(answer.reply, Answer)
    unsure = replace(answer, reply=replace(answer.reply, asked=GERMAN, grade="unsure"))
    assert with_advice(unsure, ["en"]).advice
    assert not with_advice(replace(unsure, reply=replace(unsure.reply, grade="sure")), ["en"]).advice
    assert not with_advice(silent(GERMAN, readings=("Die Brücke?", "Der Fluss?")), ["en"]).advice
    talk = Talk(question="Wer bist du?", asked="Wer bist du?", text="Footnote.", kind="identity")
    assert not with_advice(replace(unsure, reply=talk), ["en"]).advice


def test_in_a_language_without_talk_it_is_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    english = with_advice(silent(QUESTIONS["en"]), ["it"]).advice
    assert english
    monkeypatch.setattr(language_advice, "foreign_language", lambda *_: "sv")
    assert with_advice(silent("När öppnades bron igen?"), ["it"]).advice == english


@pytest.mark.parametrize(
    "question", ["桥什么时候重新开放？", "متى أعيد فتح الجسر؟", "Когда снова открыли мост?", "Πότε άνοιξε η γέφυρα;"]
)
def test_who_writes_in_another_script_gets_it_too(question: str) -> None:
    assert language_advice.MULTILINGUAL_MODEL in with_advice(silent(question), ["en", "de"]).advice
    assert with_advice(silent(question), ["en", "zh", "ar", "ru", "el"]).advice == ""


def test_names_in_another_script_are_no_language() -> None:
    assert with_advice(silent("What does Москва mean?"), ["en"]).advice == ""


def test_a_library_without_articles_gets_none() -> None:
    assert not with_advice(silent(GERMAN), []).advice


def test_it_is_for_libraries_of_the_packaged_model(stocked: Footnote) -> None:
    assert not stocked.examine(GERMAN, library=LIBRARY).advice  # another embedder was chosen
    stocked.settings = replace(stocked.settings, models=ModelSettings())  # its vectors do not matter here
    assert stocked.examine(GERMAN, library=LIBRARY).advice
    assert not stocked.examine(QUESTIONS["en"], library=LIBRARY).advice
    assert not ModelSettings(embedder_model=language_advice.MULTILINGUAL_MODEL).is_embedder_packaged

"""The bot's own words: every language says everything, with the same placeholders, and within Discord's limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from string import Formatter
from typing import Any

import pytest

from bot.i18n import LANGUAGES, Counted, Phrases, command_phrases, of
from bot.render import confidence_words, wording

ENGLISH = LANGUAGES["en"]
OTHERS = [phrases for phrases in LANGUAGES.values() if phrases is not ENGLISH]
# Alike in both languages, or no words at all.
NO_WORDS = {"answers.sure", "forms.url_placeholder"}
NOUNS, FORMS = ("library.articles", "library.passages", "privacy.questions"), ("single", "more")
ALIKE = {
    "de": set[str](),
    "es": {"settings.no", "buttons.deny_answer"},
    "fr": {f"{noun}.{form}" for noun in NOUNS for form in FORMS},
}
ENGLISH_ONLY = re.compile(
    r"\b(the|of|and|is|are|you|your|this|that|with|for|not|what|which|there|from|by|or|please|question)\b",
    re.IGNORECASE,
)


def all_texts(phrases: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with the path to it."""
    for field in fields(phrases):
        value, at = getattr(phrases, field.name), f"{path}{field.name}"
        if is_dataclass(value):
            yield from all_texts(value, f"{at}.")
        elif isinstance(value, str) and at not in {"code", "name", "point", "thousands", "percent"}:
            yield at, value


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("phrases", LANGUAGES.values(), ids=LANGUAGES)
def test_every_language_says_everything_with_the_same_placeholders(phrases: Phrases) -> None:
    english = dict(all_texts(ENGLISH))
    own = dict(all_texts(phrases))
    assert own.keys() == english.keys()
    for path, text in own.items():
        assert text.strip() == text != ""
        assert placeholders(text) == placeholders(english[path]), path


@pytest.mark.parametrize("phrases", OTHERS, ids=[phrases.code for phrases in OTHERS])
def test_no_english_is_left_over(phrases: Phrases) -> None:
    english = dict(all_texts(ENGLISH))
    for path, text in all_texts(phrases):
        if path in NO_WORDS | ALIKE[phrases.code]:
            continue
        assert text != english[path], path
        bare = re.sub(r"\{\w+\}", "", text)
        found = set(ENGLISH_ONLY.findall(bare)) - ({"question"} if phrases.code == "fr" else set())
        assert not found, (path, text)


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("en-US", "en"),
        ("en-GB", "en"),
        ("de", "de"),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("fr", "fr"),
        ("ja", "en"),
        ("pt-BR", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_locale_of_discord_s_finds_its_language(locale: str | None, code: str) -> None:
    assert of(locale).code == code


def test_english_says_what_the_console_says() -> None:
    assert ENGLISH.no_answer == wording.SILENCE
    assert ENGLISH.leads == wording.LEADS
    assert (ENGLISH.unsure, ENGLISH.alternatives) == (wording.UNSURE, wording.ALTERNATIVES)
    assert ENGLISH.empty_library.startswith(wording.EMPTY_LIBRARY)


@pytest.mark.parametrize("percent", range(0, 101, 3))
def test_confidence_is_told_by_the_console_s_scale(percent: int) -> None:
    probability = percent / 100
    assert ENGLISH.certainty(probability) == confidence_words.certainty(probability)
    assert ENGLISH.percentage(probability) == confidence_words.percentage(probability)
    steps = [field.name for field in fields(ENGLISH.scale)]
    for phrases in LANGUAGES.values():
        step = confidence_words.certainty(probability).replace(" ", "_")
        assert phrases.certainty(probability) == getattr(phrases.scale, steps[steps.index(step)])


@pytest.mark.parametrize("phrases", LANGUAGES.values(), ids=LANGUAGES)
def test_each_step_of_the_scale_has_its_own_words(phrases: Phrases) -> None:
    steps = [getattr(phrases.scale, field.name) for field in fields(phrases.scale)]
    assert len(set(steps)) == len(steps) == len(confidence_words.BANDS)


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("en", ["0 articles", "1 article", "2 articles", "1,234 articles"]),
        ("de", ["0 Wörter", "1 Wort", "2 Wörter", "1.234 Wörter"]),
        ("es", ["0 artículos", "1 artículo", "2 artículos", "1\u00a0234 artículos"]),
        ("fr", ["0 article", "1 article", "2 articles", "1\u00a0234 articles"]),
    ],
)
def test_counts_take_the_right_form(code: str, texts: list[str]) -> None:
    phrases = LANGUAGES[code]
    phrase = phrases.library.words if code == "de" else phrases.library.articles
    assert [phrases.count(number, phrase) for number in (0, 1, 2, 1_234)] == texts


@pytest.mark.parametrize("phrases", LANGUAGES.values(), ids=LANGUAGES)
def test_every_counted_phrase_shows_its_number(phrases: Phrases) -> None:
    for section in (getattr(phrases, field.name) for field in fields(phrases)):
        for phrase in (getattr(section, f.name) for f in fields(section)) if is_dataclass(section) else ():
            if isinstance(phrase, Counted):
                assert phrases.count(1, phrase).count("1") == 1
                assert phrases.count(7, phrase).count("7") == 1


def test_figures_are_written_as_the_language_writes_them() -> None:
    german, french = LANGUAGES["de"], LANGUAGES["fr"]
    assert german.percentage(0.725) == "72\u00a0%"
    assert german.duration(2_340.0) == "2,3 s"
    assert french.number(1_204_000) == "1\u00a0204\u00a0000"
    assert [ENGLISH.share(value) for value in (-0.2, 0.0, 0.62, 1.0)] == ["0%", "0%", "62%", "100%"]
    assert ENGLISH.percentage(1.0) == "99%"


@pytest.mark.parametrize("phrases", LANGUAGES.values(), ids=LANGUAGES)
def test_buttons_and_forms_fit(phrases: Phrases) -> None:
    assert all(len(text) <= 80 for _, text in all_texts(phrases.buttons))
    for path, text in all_texts(phrases.forms):
        assert len(text) <= (100 if path.endswith("placeholder") else 45), (path, text)
    assert all(len(text) <= 150 for _, text in all_texts(phrases))


# -- commands --

# Discord's rule for names, but for the two scripts that it names, in none of our languages; its `\p{L}\p{N}` is `\w`.
NAME = re.compile(r"[-_'\w]{1,32}")
MENUS = {"answer_this.name", "add_to_library.name", "this_is_the_answer.name", "keep_as_article.name"}


@pytest.mark.parametrize("key", command_phrases.TEXTS)
def test_command_texts_fit(key: str) -> None:
    for text in command_phrases.TEXTS[key]:
        assert 1 <= len(text) <= (32 if key in MENUS or key.endswith(".name") else 100), text
        assert unicodedata.normalize("NFC", text) == text
        if key.endswith(".name") and key not in MENUS:
            assert NAME.fullmatch(text), text
            assert text == text.lower()


@pytest.mark.parametrize("key", [key for key in command_phrases.TEXTS if key.endswith(".name") and key not in MENUS])
def test_every_command_and_option_is_described(key: str) -> None:
    assert key.removesuffix("name") + "description" in command_phrases.TEXTS


@pytest.mark.parametrize("code", LANGUAGES)
def test_names_beside_each_other_differ(code: str) -> None:
    beside: dict[str, list[str]] = {}
    for key, text in command_phrases.TEXTS.items():
        if key.endswith(".name") and key not in MENUS:
            parent = key.removesuffix(".name").rpartition(".")[0]
            beside.setdefault(parent, []).append(getattr(text, code))
    for names in beside.values():
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("code", [phrases.code for phrases in OTHERS])
def test_commands_are_translated(code: str) -> None:
    for key, text in command_phrases.TEXTS.items():
        own = getattr(text, code)
        if key.rpartition(".")[2] == "description":
            assert not set(ENGLISH_ONLY.findall(own)) - ({"question"} if code == "fr" else set()), own
            assert own != text.en


def test_a_key_is_translated_for_the_locales_that_we_speak() -> None:
    assert command_phrases.translated("ask.name", "de") == "frag"
    assert command_phrases.translated("ask.name", "es-419") == "preguntar"
    assert command_phrases.translated("ask.name", "en-GB") == "ask"
    assert command_phrases.translated("ask.name", "ja") is None
    assert command_phrases.translated("nothing.name", "de") is None


def test_a_command_is_named_as_it_is_typed() -> None:
    assert command_phrases.typed("library.add", ENGLISH) == "/library add"
    assert command_phrases.typed("library.add", LANGUAGES["fr"]) == "/bibliothèque ajouter"

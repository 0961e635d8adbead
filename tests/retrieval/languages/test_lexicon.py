"""A language is known by its file alone: what an added one gives, and what every file must have."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from retrieval import languages
from retrieval.languages.lexicon import Lexicon
from retrieval.text.language_detection import KNOWN

ADDED = Path(__file__).with_name("added")

# Run by itself: the stages join the words of all languages once, when they are imported.
SCRIPT = """
import json, retrieval.languages
retrieval.languages.__path__.append({added!r})
from retrieval.conversation.rewriting.context_dependence import content_words, find_dependence
from retrieval.conversation.followup_recognition import recognise_followup
from retrieval.conversation.exchanges import Exchange
from retrieval.conversation.rewriting.query_rewriting import resolve
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.attribution import find_speaker
from retrieval.discourse.boilerplate import is_boilerplate
from retrieval.discourse.date_mentions import find_date_mention
from retrieval.discourse.self_containedness import needs_context
from retrieval.text.analyzer import terms
from retrieval.text.segmentation import blocks

def sentence(text):
    return ArticleSentence(text=text, language="nv")

def sentences(text):
    return [text[each.start : each.end] for block in blocks(text, "nv") for each in block.sentences]

def cut(text, place):
    return text[place.start : place.end] if place else None

SAID = "Ruta Lind dikted que li porte sal klose."
LINES = ("Qui dikted dis?", "E li frase bifore, pleser", "Qui dikted li ponte?")
ASKED = "Quand did Ruta Lind konstrukte li ponte?"
print(json.dumps({{
    "codes": retrieval.languages.codes(),
    "terms": terms("Li ponte es nov e longi", "nv"),
    "title": sentences("Sro. Lind vidad li ponte. Li ponte esed nov."),
    "number": sentences("Nus vidad num. 3 sub li ponte. Nus vidad num. Li ponte esed nov."),
    "needs_context": [needs_context(sentence(text)) for text in ("Lo konstrukted li ponte.", "Rome es nov.")],
    "boilerplate": is_boilerplate(sentence("Lekte plus pri li nov ponte del vile.")),
    "speaker": cut(SAID, (find_speaker([sentence(SAID)], 0) or [0, None])[1]),
    "date": cut("Li ponte es klosat depos januare.", find_date_mention("Li ponte es klosat depos januare.", "nv")),
    "content": content_words("quo es li ponte"),
    "resolved": resolve("Qui lo vidad?", [Exchange(question=ASKED)]).question,
    "swapped": resolve("Quo pri Ada Pell?", [Exchange(question=ASKED)]).question,
    "followups": [recognise_followup(line) for line in LINES],
}}))
"""


@pytest.fixture(scope="module")
def added() -> dict[str, Any]:
    """What the stages make of the language in `added/`, which is one file."""
    script = SCRIPT.format(added=str(ADDED))
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return dict(json.loads(made.stdout))


def test_an_added_language_has_stop_words(added: dict[str, Any]) -> None:
    assert "nv" in added["codes"]
    assert added["terms"] == ["ponte", "nov", "longi"]


def test_an_added_language_has_sentence_boundaries(added: dict[str, Any]) -> None:
    assert added["title"] == ["Sro. Lind vidad li ponte.", "Li ponte esed nov."]
    assert added["number"] == ["Nus vidad num. 3 sub li ponte.", "Nus vidad num.", "Li ponte esed nov."]


def test_an_added_language_tells_what_needs_its_neighbours(added: dict[str, Any]) -> None:
    assert added["needs_context"] == [True, False]
    assert added["boilerplate"]


def test_an_added_language_attributes_and_dates(added: dict[str, Any]) -> None:
    assert added["speaker"] == "Ruta Lind"
    assert added["date"] == "depos januare"


def test_an_added_language_is_understood_in_questions(added: dict[str, Any]) -> None:
    assert added["content"] == ["ponte"]
    assert added["resolved"] == "Qui Ruta Lind vidad?"
    assert added["swapped"] == "Quand did Ada Pell konstrukte li ponte?"
    assert added["followups"] == ["who", "before", None]


def test_a_language_that_is_not_known_has_an_empty_lexicon() -> None:
    assert languages.lexicon("nv") == Lexicon(code="")
    assert languages.lexicon("") == languages.lexicon("xx")


@pytest.mark.parametrize("code", languages.codes())
def test_every_language_can_be_detected_and_its_patterns_compile(code: str) -> None:
    lexicon = languages.lexicon(code)
    assert lexicon.code == code
    assert code in KNOWN
    assert all(word == word.lower() for word in lexicon.stop_words | lexicon.openings.dependent)
    for record in (value for value in (getattr(lexicon, each.name) for each in fields(lexicon)) if is_dataclass(value)):
        for pattern in (value for each in fields(record) for value in _patterns(getattr(record, each.name))):
            assert not re.compile(re.sub("<[A-Z]+>", "x", pattern)).fullmatch(""), pattern


def _patterns(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()

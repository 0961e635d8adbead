from __future__ import annotations

import pytest

from retrieval.conversation.exchanges import Exchange
from retrieval.conversation.rewriting.antecedents import find_antecedent, without_owner

BROTHER = "When was Ada Pell’s brother born?"


@pytest.mark.parametrize(
    ("question", "quote", "pronoun", "name"),
    [
        (BROTHER, "Her brother Tom Pell was born in 1884.", "he", "Tom Pell"),
        (BROTHER, "Tom Pell was born in 1884.", "he", "Tom Pell"),
        (BROTHER, "Her brother was born in 1884.", "he", "Ada Pell’s brother"),
        (BROTHER, "Her brother was born when Ben Orme kept the light.", "he", "Ada Pell’s brother"),
        (BROTHER, "", "he", "Ada Pell’s brother"),
        (BROTHER, "Her brother Tom Pell was born in 1884.", "she", "Ada Pell"),
        ("Who is Ada Pell’s husband?", "Ada Pell married Ben Orme in 1903.", "he", "Ben Orme"),
        ("Who is Ada Pell’s husband?", "Ada Pell married Ben Orme in 1903.", "she", "Ada Pell"),
        ("Who taught Ada Pell’s brother?", "He was taught by Ben Orme.", "he", "Ben Orme"),
        ("When did Ada Pell’s coach retire?", "Her coach Eva Lind retired in 1990.", "she", "Eva Lind"),
        ("When did Ada Pell’s bakery open?", "The bakery opened in 1911.", "she", "Ada Pell"),
    ],
)
def test_a_relation_is_another_person_than_its_owner(question: str, quote: str, pronoun: str, name: str) -> None:
    assert find_antecedent(pronoun, "person", [Exchange(question=question, quote=quote)]) == name


def test_an_object_pronoun_of_one_gender_stands_for_the_relation() -> None:
    last = Exchange(question="Wann starb der Bruder von Ada Pell?", quote="Ihr Bruder Tom Pell starb 1950.")
    assert find_antecedent("er", "object", [last]) == "Tom Pell"
    assert find_antecedent("sie", "object", [last]) == "Ada Pell"


@pytest.mark.parametrize(
    ("question", "quote", "pronoun", "name"),
    [
        ("Who married Ada Pell?", "Ada Pell and Tom Orme married in May.", "he", "Tom Orme"),
        ("was kostet es für kinder", "Kinder und Jugendliche unter 18 zahlen nichts.", "ihn", ""),
        ("Qui a épousé Ida Marsh ?", "Ida Marsh et Jean Roux se sont mariés en mai.", "il", "Jean Roux"),
    ],
)
def test_a_pronoun_stands_for_one_of_two_persons(question: str, quote: str, pronoun: str, name: str) -> None:
    found = find_antecedent(pronoun, "person", [Exchange(question=question, quote=quote)])
    assert found == name


@pytest.mark.parametrize(
    ("title", "name"), [("Bibliothek der Siedlung Tarn", ""), ("Ein Gespräch mit Tom Pell", "Tom Pell")]
)
def test_what_has_an_article_in_its_name_is_no_person(title: str, name: str) -> None:
    last = Exchange(question="und für kinder?", quote="Kinder zahlen nichts.", title=title)
    assert find_antecedent("ihn", "person", [last]) == name


def test_a_ship_has_no_captain_by_name() -> None:
    last = Exchange(question="Wann wurde die Fähre verkauft?", quote="Die Fähre wurde im Mai verkauft.")
    assert find_antecedent("ihr Kapitän", "relation", [last]) == ""


def test_a_name_has_no_owner_mark() -> None:
    assert [without_owner(name) for name in ("Ada’s", "Hobbs'", "Ada")] == ["Ada", "Hobbs", "Ada"]

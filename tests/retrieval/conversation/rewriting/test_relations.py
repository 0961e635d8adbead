from __future__ import annotations

import pytest

from retrieval.conversation.rewriting.relations import find_name, find_relation, is_gendered


@pytest.mark.parametrize(
    ("question", "phrase", "owner", "gender"),
    [
        ("When was Ada Pell’s brother born?", "Ada Pell’s brother", "Ada Pell", "male"),
        ("Is Ada Pell's older sister alive?", "Ada Pell's older sister", "Ada Pell", "female"),
        ("What did Hobbs’ coach say?", "Hobbs’ coach", "Hobbs", "either"),
        ("When did Ada Pell’s brother’s wife die?", "Ada Pell’s brother’s wife", "Ada Pell", "female"),
        ("When did the founder of Tarn Dairy retire?", "the founder of Tarn Dairy", "Tarn Dairy", "either"),
        ("Where was the baker's son seen?", "the baker's son", "the baker", "male"),
        ("Wann starb der Bruder von Ada Pell?", "der Bruder von Ada Pell", "Ada Pell", "male"),
        ("Wann starb Ada Pells Schwester?", "Ada Pells Schwester", "Ada Pell", "female"),
        ("Où vit le frère d’Ada Pell ?", "le frère d’Ada Pell", "Ada Pell", "male"),
        ("¿Dónde vive la hermana de Ada Pell?", "la hermana de Ada Pell", "Ada Pell", "female"),
    ],
)
def test_a_relation_is_found_with_its_owner(question: str, phrase: str, owner: str, gender: str) -> None:
    relation = find_relation(question)
    assert relation is not None
    assert question[relation.start : relation.end] == relation.phrase == phrase
    assert (relation.owner, relation.gender) == (owner, gender)


@pytest.mark.parametrize(
    "question",
    [
        "When was Ada Pell born?",
        "When did Ada Pell’s bakery open?",
        "Who is the coach?",
        "Where does a brother of the order live?",
        "How many sisters has she?",
    ],
)
def test_no_person_is_named_by_what_she_owns(question: str) -> None:
    assert find_relation(question) is None


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("Her brother Tom Pell was born in 1884.", "Tom Pell"),
        ("Ada's brother, Tom, went to sea.", "Tom"),
        ("Tom Pell, her younger brother, went to sea.", "Tom Pell"),
        ("Her brother was born in 1884.", ""),
        ("Her brother lived in Tarn.", ""),
        ("Ada Pell, a brother at sea, kept the shop.", ""),
    ],
)
def test_the_name_beside_the_noun_is_the_persons(quote: str, name: str) -> None:
    relation = find_relation("When was Ada Pell’s brother born?")
    assert relation is not None
    assert find_name(quote, relation) == name


def test_a_pronoun_of_the_other_gender_is_not_the_person() -> None:
    brother = find_relation("When was Ada Pell’s brother born?")
    coach = find_relation("When was Ada Pell’s coach born?")
    assert brother is not None
    assert coach is not None
    assert [brother.may_be(pronoun) for pronoun in ("he", "His", "she", "her")] == [True, True, False, False]
    assert coach.may_be("he")
    assert coach.may_be("she")
    assert is_gendered("Elle")
    assert not is_gendered("they")

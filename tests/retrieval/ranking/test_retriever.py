"""Which words of a question count in a library of several languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.overview_records import SoughtWords
from retrieval.core.records import Statistics
from retrieval.footnote import Footnote
from retrieval.ranking.retriever import leave_out_foreign_forms
from retrieval.text.analyzer import terms

LANGUAGES = ("de", "en", "fr")


def counted(question: str, **frequencies: int) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(term for language in LANGUAGES for term in terms(question, language)))
    known = {term: frequencies.get(term, 0) for term in asked}
    statistics = Statistics(passages=9, sentences=90, average_length=50.0, average_sentence=9.0, frequencies=known)
    return leave_out_foreign_forms(question, asked, LANGUAGES, statistics)


@pytest.mark.parametrize(
    ("question", "frequencies", "expected"),
    [
        ("when are the ferries late", {"ferri": 2, "late": 1}, ("late", "ferri")),
        ("what do the dogs cost", {"dog": 1, "cost": 3}, ("cost", "dog")),
        ("combien coûte la barque", {"cout": 1, "barqu": 2}, ("cout", "barqu")),
        ("die late", {"die": 1, "late": 1}, ("late", "die")),  # a stop word of one language that another has
    ],
)
def test_a_word_counts_in_the_form_that_the_library_has(
    question: str, frequencies: dict[str, int], expected: tuple[str, ...]
) -> None:
    assert sorted(counted(question, **frequencies)) == sorted(expected)


@pytest.mark.parametrize(
    ("question", "frequencies", "expected"),
    [
        ("was kostet die Fähre im Winter", {"die": 4, "im": 2, "kost": 1, "fahr": 3, "winter": 1}, "fahr kost winter"),
        ("who is the son of the captain", {"son": 2, "captain": 1, "the": 5}, "captain son"),
        ("when did he die on the quay", {"quay": 1, "on": 3}, "die quay"),  # that nothing has, and German has as "the"
        ("wer war der son von Ada", {"son": 2, "der": 3}, "ada son"),
    ],
)
def test_the_language_of_the_question_says_what_a_stop_word_is(
    question: str, frequencies: dict[str, int], expected: str
) -> None:
    assert sorted(counted(question, **frequencies)) == expected.split()


def test_an_unknown_word_counts_once() -> None:
    assert len(counted("zeppelins")) == 1


@pytest.mark.parametrize(
    ("words", "content", "missing"),
    [
        ("the Zeppelins, and “dogs”", "Zeppelins dogs", "Zeppelins"),
        ("the", "", ""),
        ("die Zeppeline im Winter", "Zeppeline Winter", "Zeppeline Winter"),
        ("boats zeppelin boats", "boats zeppelin", "zeppelin"),
        ("…", "", ""),
    ],
)
def test_what_is_sought_are_the_words_that_say_something(
    opened: Callable[..., Footnote], words: str, content: str, missing: str
) -> None:
    footnote = opened()
    text = "Boats may be moored at the west quay. Dogs are welcome on the ferry, but not in the wheelhouse."
    footnote.store([Draft(title="", text=text, source="a.txt")], library="harbour")
    counted = footnote.timeline(words, library="harbour")
    assert counted.sought == SoughtWords(content=tuple(content.split()), missing=tuple(missing.split()))


def test_no_words_but_those_of_a_language_leave_nothing() -> None:
    assert counted("what is the") == ()


def test_a_library_of_several_languages_has_what_is_asked_for(opened: Callable[..., Footnote]) -> None:
    footnote = opened()
    english = "Boats may be moored at the west quay. Dogs are welcome on the ferry, but not in the wheelhouse."
    german = "Das Boot liegt am Kai, und die Fähre fährt im Sommer jede Stunde nach der Insel und wieder zurück."
    drafts = [Draft(title="", text=text, source=source) for text, source in ((english, "a.txt"), (german, "b.txt"))]
    footnote.store(drafts, library="harbour")
    (first, *_) = footnote.search("the dogs", library="harbour")
    assert first.coverage == 1.0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who answers the e-mail?", "Maud Teller answers every email."),
        ("Who answers the email?", "Maud Teller answers every e-mail."),
        ("Who answers the e mail?", "Maud Teller answers every email."),
        ("Who tends the base ball field?", "The baseball field is tended by Maud Teller."),
        ("Who repairs the wifi?", "The Wi-Fi is repaired by Maud Teller."),
        ("Who repairs the Wi-Fi?", "The wifi is repaired by Maud Teller."),
        ("Who mends the B-52?", "The B52 is mended by Maud Teller."),
        ("Who lifts 5kg?", "Maud Teller lifts 5 kg."),
        ("Who works for AT&T?", "Maud Teller works for ATT."),
        ("Who writes Node.js?", "Maud Teller writes NodeJS."),
    ],
)
def test_a_compound_counts_once_in_whatever_way_it_is_written(
    opened: Callable[..., Footnote], question: str, text: str
) -> None:
    """The passage has all of the question's information."""
    footnote = opened()
    others = "Boats may be moored at the west quay. Mail comes on Monday. The band has two drums and a C sharp horn."
    drafts = [Draft(title="", text=body, source=source) for body, source in ((text, "a.txt"), (others, "b.txt"))]
    footnote.store(drafts, library="harbour")
    (first, *_) = footnote.search(question.removeprefix("Who"), library="harbour")
    assert (first.passage.text, first.coverage) == (text, 1.0)


def test_two_words_are_a_compound_only_where_the_library_writes_them_as_one(opened: Callable[..., Footnote]) -> None:
    footnote = opened()
    footnote.store([Draft(title="", text="Mail comes on Monday. Before noon.", source="a.txt")], library="harbour")
    (first, *_) = footnote.search("e mail be fore", library="harbour")
    assert first.coverage < 1.0


def test_a_compound_of_stop_words_is_asked_for(opened: Callable[..., Footnote]) -> None:
    footnote = opened()
    footnote.store([Draft(title="", text="The band is named The-The. It plays on.", source="a.txt")], library="harbour")
    assert [passage.coverage for passage in footnote.search("the-the", library="harbour")] == [1.0]


def test_a_suggestion_has_the_word_in_either_form(opened: Callable[..., Footnote]) -> None:
    footnote = opened()
    footnote.store([Draft(title="", text="The ferry has Wi-Fi. Dogs are welcome.", source="a.txt")], library="harbour")
    suggested = footnote.suggest("wifi", library="harbour", limit=3)
    assert [citation.quote for citation in suggested] == ["The ferry has Wi-Fi."]

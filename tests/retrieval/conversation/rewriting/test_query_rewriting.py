from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.conversation.clarification import MOST_READINGS
from retrieval.conversation.exchanges import Exchange
from retrieval.conversation.rewriting.context_dependence import content_words, find_dependence, find_names, gist
from retrieval.conversation.rewriting.query_rewriting import ResolvedQuestion, resolve, resolve_history
from retrieval.core.reply_records import Answer, NoAnswer, Thresholds
from retrieval.footnote import Footnote
from support.samples import LIBRARY

BRIDGE = Exchange(question="When did the Swing Bridge close?", quote="It closed on 4 May.", title="Bridge")


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("When was the airport opened?", "Wo kann ich parken?"),
        ("Quand ouvre la piscine ?", "how much is the ferry"),
        ("Wann wurde der Flughafen eröffnet?", "¿Cuánto es para el barco?"),
        ("Where is the lift? (the airport)", "Quels sont les horaires ?"),
    ],
)
def test_after_a_refusal_another_language_begins_a_new_topic(before: str, asked: str) -> None:
    assert resolve(asked, [Exchange(question=before)]) == ResolvedQuestion(question=asked)
    answered = resolve(asked, [Exchange(question=before, quote="It was opened in 1931.")])
    assert answered.carried


def test_after_a_refusal_the_same_language_may_go_on() -> None:
    assert resolve("how much is the ferry", [Exchange(question="When was the airport opened?")]).carried
    assert resolve("Und wann wurde er gebaut?", [Exchange(question="When was the airport opened?")]).carried


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("who is al pell", "al pell"),  # a stop word of Spanish
        ("What did Al say?", "Al"),
        ("What did Will say?", "Will"),  # a stop word of English, written like a name
        ("What opened in May?", "opened May"),
        ("Did Will Orme win?", "Will Orme win"),
        ("How did the war start?", "war start"),  # of German
        ("How old is my son?", "son"),  # of French and Spanish
        ("When did the harbour master die?", "harbour master die"),
        ("Who wrote Die Fähre?", "wrote Die Fähre"),
        ("How far is it from Los Tarnos?", "Los Tarnos"),
        ("Wie alt ist das Kind?", "alt Kind"),  # of English
        ("Was hat Will gesagt?", "Will gesagt"),
        ("¿Quién es Al Pell?", "Al Pell"),
        ("Que dit Son Pell ?", "dit Son Pell"),
        ("When Will the Swing Bridge Reopen?", "Swing Bridge Reopen"),  # a heading
        ("Können Sie mir die Fähre zeigen?", "mir Fähre zeigen"),  # polite
        ("What does The Ferry cost?", "Ferry cost"),
        ("Who sailed with Captain Who?", "sailed Captain"),
    ],
)
def test_the_language_of_a_question_says_which_words_are_empty(question: str, content: str) -> None:
    assert content_words(question) == content.split()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did Al Pell say about the ferry?", "Al Pell"),
        ("And Will Orme?", "Will Orme"),
        ("How old is Son Pell?", "Son Pell"),
        ("Was sagt May Orme?", "May Orme"),
    ],
)
def test_a_name_keeps_a_word_that_is_empty_elsewhere(question: str, name: str) -> None:
    assert find_names(question) == [name]


@pytest.mark.parametrize("question", ["What did Al say?", "What did Will say?", "who was al pell"])
def test_a_question_about_a_name_stands_alone(question: str) -> None:
    assert find_dependence(question) is None


@pytest.mark.parametrize("part", ["Will ", "what Al, ", "a. ", "Al", "-.", "'s "])
def test_a_very_long_question_is_read_in_time(part: str) -> None:
    text = part * (100_000 // len(part))
    began = time.process_time()
    content_words(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("before", "asked", "understood"),
    [
        ("When did the Swing Bridge close?", "Why did it?", "Why did the Swing Bridge?"),
        ("When did the Swing Bridge close?", "What did that cost?", "What did that cost? (the Swing Bridge close)"),
        ("When did the Swing Bridge close?", "How much was its repair?", "How much was the Swing Bridge’s repair?"),
        ("When did the Swing Bridge close?", "and the Ring Road?", "When did the Ring Road close?"),
        ("When did the Swing Bridge close?", "What about the ring road?", "When did the ring road close?"),
        ("who is tobias", "what about elif", "who is elif"),
        ("how much is the ferry", "and parking?", "how much is the parking"),
        ("when is boat day", "and the crab race?", "when is the crab race"),
        ("how much is a red boat", "and blue?", "and blue? (a red boat)"),
        ("how much is it for students", "and kids?", "how much is it for kids"),
        ("Was kostet es für Studenten?", "und Rentner?", "Was kostet es für Rentner?"),
        ("C'est combien pour les étudiants ?", "et les enfants ?", "C'est combien pour les enfants ?"),
        ("Cuánto cuesta para los socios?", "¿Y los niños?", "Cuánto cuesta para los niños?"),
        ("how much is it for students", "thanks, and kids?", "how much is it for kids"),
        ("when is boat day", "no i meant the crab race", "when is the crab race"),
        ("does the ferry take cats", "no, not cats, dogs", "does the ferry take dogs"),
        ("does the ferry take cats", "no, the one to Tarn", "the one to Tarn (the ferry take cats)"),
        ("how much is the ferry", "sorry, when does it leave", "when does it leave (the ferry)"),
        ("Who won the men's race in Tarn?", "and the women's?", "Who won the women's race in Tarn?"),
        ("Who won the men's race in Tarn?", "What about the women's race?", "Who won the women's race in Tarn?"),
        ("How long is the deck of the Swan?", "And the Heron's?", "How long is the deck of the Heron?"),
        ("Who is Ada's brother?", "and Ben's?", "Who is Ben's brother?"),
        ("Who mended Ada Pell's boat?", "and Ben's?", "Who mended Ben's boat?"),
        ("Who mended Ada Pell's boat?", "and Ben Orme?", "Who mended Ben Orme’s boat?"),
        ("Who mended Ada Pell's boat?", "and her brother's?", "Who mended Ada Pell’s brother's boat?"),
        ("When did Ada Pell die?", "and Ben Orme?", "When did Ben Orme die?"),
        ("Who is Ada Pell?", "and Ben Orme?", "Who is Ben Orme?"),
        ("Who is Ada Pell?", "and Will Orme?", "Who is Will Orme?"),
        ("Who is Al Pell?", "how old is he", "how old is Al Pell"),
        ("Who is Ada Pell?", "and her brother?", "Who is Ada Pell’s brother?"),
        ("When did the Rovers win the cup?", "and their coach?", "and their coach? (the Rovers win the cup)"),
        ("How much is a ticket for adults?", "and for children?", "How much is a ticket for children?"),
        ("Is it full in the evening? (the ferry)", "And in the morning?", "Is it full in the morning? (the ferry)"),
        ("Wie viel kostet der Eintritt für Erwachsene?", "Und für Kinder?", "Wie viel kostet der Eintritt für Kinder?"),
        ("What does a seat for the Tarn grid cost?", "And for boys?", "And for boys? (a seat for the Tarn grid cost)"),
        ("How many boats sank in 2019?", "and in 2020?", "How many boats sank in 2020?"),
        ("How many boats sank in May?", "How about June?", "How many boats sank in June?"),
        ("Who is Ada Pell?", "how old is she", "how old is Ada Pell"),
        ("Who is Ada Pell?", "Who taught her?", "Who taught Ada Pell?"),
        ("Who is Ada Pell?", "Which was her first boat?", "Which was Ada Pell’s first boat?"),
        ("Where do the Rovers train?", "Who coaches them?", "Who coaches the Rovers?"),
        ("who was hurt in the fire at the mill?", "and where?", "and where? (hurt in the fire at the mill)"),
        ("Wer leitet die Fähre?", "Und seit wann?", "Und seit wann? (leitet die Fähre)"),
        ("¿Quién dirige el museo?", "¿Y desde cuándo?", "¿Y desde cuándo? (dirige el museo)"),
        ("Qui dirige le musée ?", "Et depuis quand ?", "Et depuis quand ? (dirige le musée)"),
        ("“Gull Point”: who kept the light last", "how much?", "how much? (Gull Point, kept the light last)"),
        ("“Gull Point”: who kept the light last", "when did he leave", "when did Ida Marsh leave"),
    ],
)
def test_a_question_that_leans_is_made_to_stand(before: str, asked: str, understood: str) -> None:
    found = resolve(asked, [Exchange(question=before, quote="It was Ida Marsh." if "light" in before else "")])
    assert found.question == understood
    assert bool(found.carried) is (understood != asked)


@pytest.mark.parametrize(
    "asked",
    [
        "When was the lighthouse built?",
        "Why did Ada Pell sell the boat that she had built?",
        "Do bees fight when they meet other bees?",
        "Is it true that the mill burnt down?",
        "What happened at the mill this week?",
        "Was the mayor hurt when his car hit the wall?",
        "And when does the town library open on Sundays?",
        "Wann öffnet das Museum am Sonntag wieder?",
    ],
)
def test_a_change_of_topic_drops_the_old_one(asked: str) -> None:
    assert resolve(asked, [BRIDGE]).question == asked


def test_a_question_of_one_word_of_its_own_may_as_well_stand_alone() -> None:
    found = resolve("Who is the mayor?", [BRIDGE])
    assert (found.question, found.certain) == ("Who is the mayor? (the Swing Bridge close)", False)
    assert resolve("Why?", [BRIDGE]).certain


def test_whom_an_answer_named_is_who_she_is() -> None:
    before = Exchange(question="Who runs the bakery in Mill Lane?", quote="Ada Pell opened it in Mill Lane.")
    assert resolve("How old is she?", [before]).question == "How old is Ada Pell?"


@pytest.mark.parametrize(
    ("question", "quote", "person"),
    [
        ("What did Pell promise about the Quay Tunnel?", "MOLE, 3 May — Pell promised to scrap its toll.", "Pell"),
        ("What did Ada Pell promise about the Quay Tunnel?", "Pell promised to scrap its toll.", "Ada Pell"),
        ("When do I hear from the Larkhill Clinic?", "Sister Amara Obi calls within a week.", "Sister Amara Obi"),
        ("who did welm sign last week", "Welm Athletic signed the winger Emil Lund.", "Emil Lund"),
        ("Who is Ada Pell?", "Complaints about her are rare.", "Ada Pell"),
        ("What should Ada Pell wear?", "The Heron's Pin is best.", "Ada Pell"),
        ("When was Ada Pell tried?", "September 27 was the first day.", "Ada Pell"),
    ],
)
def test_she_is_the_subject_of_the_sentence_shown(question: str, quote: str, person: str) -> None:
    found = resolve("How old is she?", [Exchange(question=question, quote=quote)])
    assert found.question == f"How old is {person}?"


@pytest.mark.parametrize(
    ("turns", "understood"),
    [
        (
            [
                ("When was Ada Pell born?", "Ada Pell was born in 1881."),
                ("and her brother?", "Her brother Tom Pell was born in 1884."),
                ("When did he die?", "He built the mill in 1921 and died in 1950."),
                ("and his wife?", ""),
            ],
            [
                "When was Ada Pell’s brother born?",
                "When did Tom Pell die?",
                "When did Tom Pell’s wife die?",
            ],
        ),
        (
            [
                ("When was Ada Pell born?", "Ada Pell was born in 1881."),
                ("and her brother?", "Her brother was born in 1884."),
                ("and her sister?", ""),
                ("and Ben Orme?", ""),
            ],
            [
                "When was Ada Pell’s brother born?",
                "When was Ada Pell’s sister born?",
                "When was Ben Orme born?",
            ],
        ),
        (
            [("Where did Ada Pell move from Tarn?", ""), ("And her husband?", ""), ("Who is his coach?", "")],
            ["Where did Ada Pell’s husband move from Tarn?", "Who is Ada Pell’s husband’s coach?"],
        ),
        (
            [("When was Ada Pell’s brother born?", ""), ("and Ben's?", ""), ("and Eva Lind's brother?", "")],
            ["When was Ben's brother born?", "When was Eva Lind's brother born?"],
        ),
        (
            [
                ("Wann wurde Ada Pell geboren?", "Ada Pell wurde 1881 geboren."),
                ("und ihr Bruder?", "Ihr Bruder Tom Pell wurde 1884 geboren."),
                ("Wann starb er?", ""),
            ],
            ["Wann wurde der Bruder von Ada Pell geboren?", "Wann starb Tom Pell?"],
        ),
        (
            [("Quand est née Ada Pell ?", "Ada Pell est née en 1881."), ("et son frère ?", ""), ("Où vit-il ?", "")],
            ["Quand est née le frère d’Ada Pell ?", "Où vit-il ? (née le frère d’Ada Pell)"],
        ),
        (
            [("¿Cuándo nació Ada Pell?", "Ada Pell nació en 1881."), ("¿y su hermana?", ""), ("¿Dónde vive ella?", "")],
            ["¿Cuándo nació la hermana de Ada Pell?", "¿Dónde vive la hermana de Ada Pell?"],
        ),
    ],
)
def test_her_brother_is_another_person(turns: list[tuple[str, str]], understood: list[str]) -> None:
    assert [exchange.question for exchange in resolve_history(turns)[1:]] == understood


def test_a_topic_stays_while_questions_lean() -> None:
    history = resolve_history(
        [("Who was hurt in the fire at the mill?", "Nobody."), ("And when?", "At 4 a.m."), ("Why?", "")]
    )
    assert [exchange.question for exchange in history[1:]] == [
        "And when? (hurt in the fire at the mill)",
        "Why? (hurt in the fire at the mill)",
    ]


def test_a_new_time_takes_the_place_of_the_old_one() -> None:
    found = resolve("And how many of them in 2021?", [Exchange(question="How many boats did the yard sell in 2019?")])
    assert "2019" not in found.question
    assert found.carried == "boats did the yard sell"


def test_nothing_before_leaves_a_question_as_it_is() -> None:
    assert resolve("What did it cost?", []).question == "What did it cost?"
    assert resolve("What did it cost?", [Exchange(question="")]).question == "What did it cost?"


TEXT = st.text(alphabet=st.sampled_from("abe ItsheWhen did the Mill?,.()’'é19 20¿"), max_size=60)
ASKED = st.one_of(
    TEXT,
    st.sampled_from(["Why?", "and he?", "What about her boat in 2019?", "¿Y ella?", "Did they sell it to him there?"]),
)
TALK = st.lists(st.builds(Exchange, question=ASKED, quote=TEXT, title=TEXT), max_size=8)


@given(asked=ASKED, history=TALK)
def test_resolving_twice_is_resolving_once(asked: str, history: list[Exchange]) -> None:
    once = resolve(asked, history)
    assert resolve(once.question, history).question == once.question


@given(asked=ASKED, history=TALK)
def test_what_is_carried_over_was_said_before(asked: str, history: list[Exchange]) -> None:
    found = resolve(asked, history)
    said = " ".join(f"{turn.question} {turn.quote} {turn.title}" for turn in history).casefold()
    assert all(word.casefold() in said for word in content_words(found.carried))
    assert bool(found.carried) or found.question == asked


@given(text=TEXT)
def test_no_words_break_the_cues(text: str) -> None:
    assert gist(text) in text
    assert all(name in text for name in find_names(text))
    dependence = find_dependence(text)
    assert dependence is None or 0 <= dependence.start <= len(text)


@given(others=TALK)
def test_what_others_said_changes_nothing_for_those_who_said_nothing(others: list[Exchange]) -> None:
    own = [BRIDGE]
    before = resolve("What did it cost?", own)
    for other in others:
        resolve("And why?", [other])
    assert resolve("What did it cost?", own) == before


def test_the_flow_answers_what_was_understood(stocked: Footnote) -> None:
    history = [Exchange(question="When was the Ludden lighthouse first lit?")]
    found = stocked.examine(
        "And when was it automated?", library=LIBRARY, history=history, thresholds=Thresholds.single(0.0)
    ).reply
    alone = stocked.examine(found.question, library=LIBRARY, thresholds=Thresholds.single(0.0)).reply
    assert found.asked == "And when was it automated?"
    assert "lighthouse" in found.question.casefold()
    assert isinstance(found, Answer)
    assert isinstance(alone, Answer)
    assert found.citation == alone.citation


def test_a_vague_question_is_met_with_what_it_may_mean(stocked: Footnote) -> None:
    vague = stocked.examine("What happened?", library=LIBRARY, thresholds=Thresholds.single(0.0))
    assert isinstance(vague.reply, NoAnswer)
    titles = {card.title for card in stocked.articles(library=LIBRARY)}
    assert 2 <= len(vague.reply.readings) <= MOST_READINGS
    assert {reading.removeprefix("What happened? (").removesuffix(")") for reading in vague.reply.readings} <= titles


@pytest.mark.parametrize(
    "asked",
    [
        "how long does it take to close the barrier",
        "is it safe to swim in the estuary",
        "how much does it cost to rent the cottage",
        "how much is it to hire a boat",
        "is it raining in Tarn",
        "Combien faut-il payer pour entrer ?",
    ],
)
def test_an_it_that_stands_for_nothing_depends_on_nothing(asked: str) -> None:
    assert find_dependence(asked) is None
    assert resolve(asked, [BRIDGE]).question == asked


@pytest.mark.parametrize("asked", ["how long did it take to build?", "is it open to visitors", "what did it cost?"])
def test_an_it_that_stands_for_something_does(asked: str) -> None:
    assert find_dependence(asked) is not None


def test_a_vague_question_is_not_any_with_a_pronoun(stocked: Footnote) -> None:
    for asked, is_vague in (("What did they find?", True), ("When will they repair the sea wall by the inlet?", False)):
        reply = stocked.examine(asked, library=LIBRARY, thresholds=Thresholds.single(1.0)).reply
        assert isinstance(reply, NoAnswer)
        assert bool(reply.readings) is is_vague


def test_a_vague_question_in_a_talk_is_about_the_talk(stocked: Footnote) -> None:
    history = [Exchange(question="When was the Ludden lighthouse first lit?")]
    reply = stocked.examine("Why?", library=LIBRARY, history=history, thresholds=Thresholds.single(0.0)).reply
    assert isinstance(reply, Answer)
    assert reply.question.startswith("Why? (")


def test_one_article_leaves_nothing_to_choose_from(stocked: Footnote) -> None:
    for card in stocked.articles(library=LIBRARY)[1:]:
        stocked.remove(card.id, library=LIBRARY)
    reply = stocked.examine("What happened?", library=LIBRARY, thresholds=Thresholds.single(0.0)).reply
    assert isinstance(reply, Answer)


def test_an_exchange_is_a_value() -> None:
    assert replace(BRIDGE) == BRIDGE


@pytest.mark.parametrize("said", ["thanks", "Thank you very much!", "ok", "?", "*", "danke", "k"])
def test_what_asks_nothing_leans_on_nothing(said: str) -> None:
    before = [Exchange(question="When was the lock closed?", quote="The lock was closed at six.", title="The lock")]
    assert resolve(said, before) == ResolvedQuestion(question=said)


@pytest.mark.parametrize("said", ["why?", "when", "and the bridge?"])
def test_short_questions_still_lean(said: str) -> None:
    before = [Exchange(question="When was the lock closed?", quote="The lock was closed at six.", title="The lock")]
    assert resolve(said, before).carried


def test_the_thread_goes_on_behind_a_thanks() -> None:
    before = [Exchange(question="When was the lock closed?", quote="The lock was closed at six.", title="The lock")]
    assert resolve("why?", [*before, Exchange(question="thanks")]) == resolve("why?", before)

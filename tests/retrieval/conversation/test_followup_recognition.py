"""Lines that ask about the quote, and above all lines that do not: a question is never mistaken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.conversation.followup_recognition import LONGEST, FollowupKind, recognise_followup

FOLLOWUPS: dict[FollowupKind, tuple[str, ...]] = {
    "before": (
        "the sentence before",
        "What did it say just before that?",
        "and what's before that",
        "Before that?",
        "And before that?",
        "show me the previous sentence, please",
        "What comes right before this?",
        "what does the sentence before say",
        "Go back one sentence.",
        "Satz davor",
        "Zeig mir den vorigen Satz!",
        "Was steht davor?",
        "¿Y antes?",
        "La frase anterior, por favor",
        "¿Qué dice antes de eso?",
        "la phrase d'avant",
        "Et juste avant ?",
        "Qu’y a-t-il avant ça ?",
    ),
    "after": (
        "the sentence after",
        "What comes next?",
        "and then?",
        "lol what does it say right after that",
        "And what's written straight after that bit?",
        "What's the next line after that?",
        "And after that?",
        "NEXT SENTENCE",
        "How does it go on?",
        "der Satz danach",
        "Und danach?",
        "Wie geht es weiter?",
        "¿Y después?",
        "¿Qué sigue?",
        "la frase siguiente",
        "la suite",
        "La phrase d’après, s’il te plaît",
        "Et ensuite ?",
    ),
    "who": (
        "Who said that?",
        "who says so?",
        "Sorry, who was it that said this?",
        "Who told the reporters that?",
        "told by whom?",
        "Who said this",
        "who exactly said that?",
        "says who?!",
        "According to whom?",
        "Whose words are these?",
        "Who is being quoted here?",
        "Wer sagt das?",
        "Wer hat das denn gesagt?",
        "Von wem ist das Zitat?",
        "¿Quién dijo eso?",
        "¿Según quién?",
        "quien lo dice",
        "Qui a dit ça ?",
        "Qui l'a dit ?",
        "D’après qui ?",
    ),
    "when": (
        "When was that?",
        "when did that happen?",
        "When?",
        "On what date was this?",
        "when did she say that",
        "Wann war das?",
        "wann genau?",
        "An welchem Tag war das?",
        "¿Cuándo fue eso?",
        "Quand est-ce que ça s'est passé ?",
        "C'était quand ?",
        "Quand était-ce ?",
        "When is that from?",
        "When was that published?",
    ),
    "written": (
        "When was this article published?",
        "And when was this written?",
        "What day is this report from?",
        "when was this page last checked, btw",
        "How old are these rules?",
        "Is this up to date?",
        "From when do these rules hold?",
        "Wann wurde das zuletzt geändert?",
        "Von wann ist der Artikel?",
        "¿De cuándo es el artículo?",
        "¿Cuándo se publicó esto?",
        "De quand date l'article ?",
    ),
    "author": (
        "Who wrote this?",
        "who made this guide",
        "Who's the author?",
        "Wer hat diesen Artikel geschrieben?",
        "¿Quién escribió este artículo?",
        "Qui a écrit cet article ?",
    ),
    "again": (
        "Say that again, please",
        "sorry, say that once more?",
        "Come again?",
        "Which article is that from?",
        "source?",
        "link please",
        "which article?",
        "Where does it say that?",
        "Quelle?",
        "Welcher Artikel?",
        "fuente?",
        "que articulo",
        "la source ?",
        "Where did you read that?",
        "Sag das noch einmal",
        "Wo steht das?",
        "Repítelo, por favor",
        "¿De qué artículo es eso?",
        "Encore une fois, s'il te plaît",
        "Où as-tu lu ça ?",
    ),
    "more": (
        "more about this",
        "Tell me more",
        "More, please!",
        "more details on that",
        "What else does the article say about it?",
        "Go on.",
        "Mehr dazu",
        "Erzähl mir mehr davon",
        "Was steht sonst noch dazu im Artikel?",
        "Más sobre eso",
        "cuéntame más",
        "¿Qué más dice el artículo?",
        "Dis-m'en plus",
        "En savoir plus à ce sujet",
        "Quoi d’autre ?",
    ),
    "elsewhere": (
        "In other articles?",
        "Do others say so too?",
        "do other articles say the same",
        "Is that in other articles too?",
        "What do other articles say about this?",
        "Who else says so?",
        "Is this reported elsewhere?",
        "any other sources?",
        "In anderen Artikeln?",
        "Sagen das auch andere?",
        "Was sagen andere Artikel dazu?",
        "Steht das auch woanders?",
        "¿En otros artículos?",
        "¿Lo dicen también otros?",
        "¿Qué dicen los demás?",
        "Dans d’autres articles ?",
        "D'autres le disent aussi ?",
        "Que disent les autres articles ?",
    ),
}
QUESTIONS = (
    "When was the bridge opened?",
    "When did the ferry stop?",
    "When was that bridge opened?",
    "When did that happen to the cannery?",
    "When is the vote?",
    "When did she say the strike would end?",
    "Who said that the bridge was unsafe?",
    "When was the song written?",
    "How old is it?",
    "Who wrote the song?",
    "What did the mayor say about the bridge after that?",
    "Where is the ferry from?",
    "Where does that come from?",
    "What year is that from?",
    "Say that again in March the pier was shut?",
    "Who said so in the council?",
    "Who says the rota is legal?",
    "Who is quoted about the strike?",
    "Who wrote the report?",
    "Who?",
    "Who was it?",
    "Who else was hurt?",
    "According to whom is the pier closed?",
    "Whose words are on the monument?",
    "What happened before the fire?",
    "Before the fire?",
    "What came before the bridge?",
    "What comes next for the ferry?",
    "What happens next?",
    "After the strike?",
    "And after the storm, who paid?",
    "What follows from the ruling?",
    "Is the previous mayor still alive?",
    "What does the sentence of the court say?",
    "More ferries?",
    "Tell me more about the ferry",
    "Is there more about the bridge in the budget?",
    "More than how many?",
    "What else does the council plan?",
    "What else burned?",
    "In other towns?",
    "Do other towns have a barrier?",
    "Do others use the quay?",
    "What do other councils say about this?",
    "Is that bridge in other articles?",
    "Who else says the bridge is unsafe?",
    "Where else does the ferry call?",
    "Why?",
    "How many?",
    "And how many of them were children?",
    "What?",
    "that",
    "the bridge",
    "Is this true?",
    "Wann wurde die Brücke eröffnet?",
    "Wann war das Feuer?",
    "Wer sagt, dass die Brücke unsicher ist?",
    "Wer hat das Boot gebaut?",
    "Was geschah danach mit dem Boot?",
    "Mehr Fähren?",
    "Was sagen andere Städte dazu?",
    "In anderen Städten?",
    "Was steht im Haushalt?",
    "¿Cuándo se abrió el puente?",
    "¿Cuándo fue la huelga?",
    "¿Quién dijo que el puente era seguro?",
    "¿Quién habla por el sindicato?",
    "¿Qué pasó antes del incendio?",
    "¿Más barcos?",
    "¿En otras ciudades?",
    "¿Qué dicen los vecinos?",
    "Quand le pont a-t-il ouvert ?",
    "Quand était la grève ?",
    "Qui a dit que le pont était sûr ?",
    "Qui parle au nom du syndicat ?",
    "Que s'est-il passé après la tempête ?",
    "Plus de bateaux ?",
    "Dans d'autres villes ?",
    "Que disent les autres villes ?",
    "",
    "?",
    "…",
    "please",
    "and",
)


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in FOLLOWUPS.items() for line in lines])
def test_an_aside_is_recognised(kind: FollowupKind, line: str) -> None:
    assert recognise_followup(line) == kind
    assert recognise_followup(f"  {line.upper()} \n") == kind


@pytest.mark.parametrize("line", QUESTIONS)
def test_a_question_is_none(line: str) -> None:
    assert recognise_followup(line) is None


@pytest.mark.parametrize("line", [line for lines in FOLLOWUPS.values() for line in lines])
def test_what_names_a_thing_is_a_question(line: str) -> None:
    bare = line.rstrip("?!. \n")
    assert recognise_followup(f"{bare} the harbour bridge?") is None
    assert recognise_followup(f"{bare}. The harbour bridge?") is None


@pytest.mark.parametrize(
    ("line", "is_followup"),
    [
        ("Who said the bridge was unsafe?", True),
        ("lol who said unsafe", True),
        ("who says that the bridge was safe?", False),
        ("Who said that the ferry was unsafe?", False),
        ("When was the bridge unsafe?", False),
    ],
)
def test_words_of_the_sentence_make_a_followup(line: str, is_followup: bool) -> None:  # noqa: FBT001
    quote = 'The bridge was "unsafe", said Olwen Tarr.'
    assert recognise_followup(line, quote=quote) == ("who" if is_followup else None)
    assert recognise_followup(line) is None


def test_a_page_of_text_is_no_followup() -> None:
    assert recognise_followup("please " * LONGEST + "who said that") is None
    assert recognise_followup("and " * 1_000_000) is None


@given(st.text(max_size=150))
def test_any_text_is_an_aside_or_none(line: str) -> None:
    assert recognise_followup(line) in {None, *FOLLOWUPS}

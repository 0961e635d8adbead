"""Follow-ups on a quote in the console: what is typed after an answer is about the sentence that was shown last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Desk

FERRY = (
    "The ferry between Halm and Orrey runs again from 3 June.",
    "The council had stopped it in January after cracks were found in the hull.",
    '"We checked every weld," said Ruta Lind, who leads the yard.',
    "Repairs cost 1.4 million crowns.",
    "A crossing takes 25 minutes.",
    "A single fare is 40 crowns.",
    "Children under six travel free.",
)
QUESTION = "Who checked every weld?"


def replies_to(desk: Desk, *lines: str) -> list[str]:
    """The first line of the reply to each line but the question."""
    done = desk(typed="\n".join((QUESTION, *lines)) + "\n")
    assert (done.code, done.err) == (0, "")
    replies = done.out.strip().split("\n\n")
    assert replies[0].startswith(FERRY[2])
    return [reply.splitlines()[0] for reply in replies[1:]]


def test_steps_go_on_from_the_last_sentence_across_passages(desk: Desk) -> None:
    lines = ["What comes next?", *["and after that?"] * 4, "before that?"]
    last = "This is the last sentence of the article."
    assert replies_to(desk, *lines) == [FERRY[3], FERRY[4], FERRY[5], FERRY[6], last, FERRY[5]]


def test_the_first_sentence_has_none_before(desk: Desk) -> None:
    first = "This is the first sentence of the article."
    assert replies_to(desk, "der Satz davor", "¿Y antes?", "Et avant ça ?") == [FERRY[1], FERRY[0], first]


def test_commands_do_the_same(desk: Desk) -> None:
    own = "Nobody is quoted here: the article says it in its own words."
    assert replies_to(desk, "/who", "/before", "/who", "/after", "/after") == [
        FERRY[2],
        FERRY[1],
        own,
        FERRY[2],
        FERRY[3],
    ]


def test_when_tells_the_article_s_date_too(desk: Desk) -> None:
    done = desk(typed=f"{QUESTION}\nWhen was that?\n")
    _, _, reply = done.out.strip().partition("\n\n")
    assert reply.splitlines()[0] == FERRY[1]
    assert reply.splitlines()[-1] == "The article is dated 2024-05-12."


def test_more_shows_its_neighbours_and_stays_with_the_sentence(desk: Desk) -> None:
    replies = replies_to(desk, "Tell me more.", "the sentence before")
    assert replies[:4] == [FERRY[0], FERRY[1], FERRY[3], FERRY[4]]
    assert replies[-1] == FERRY[1]


def test_other_articles_may_say_nothing(desk: Desk) -> None:
    assert replies_to(desk, "in other articles?") == ["No other article says anything about it."]


@pytest.mark.parametrize("line", ["Who said that?", "When was that?", "before that?"])
def test_before_anything_was_shown_it_is_a_question(silent: Desk, line: str) -> None:
    reply = silent(typed=f"{line}\n").out
    assert "I found nothing in the articles that answers this." in reply or "That may mean several things." in reply


def test_after_a_refusal_it_is_about_the_first_lead(silent: Desk) -> None:
    lead = "The count was led by Jonas Bright."
    _, who, before = silent(typed="Who led the owl count?\nWho said that?\nbefore that?\n").out.strip().split("\n\n")
    assert who.startswith("Nobody is quoted here")
    assert before.startswith("Eleven tawny owls were counted in the river wood this spring.")
    assert lead not in before


def test_a_new_talk_has_nothing_to_be_about(desk: Desk) -> None:
    assert replies_to(desk, "/new", "/who")[-1] == "no sentence has been shown yet. Ask a question first."


@pytest.mark.parametrize("command", ["before", "after", "who", "when", "elsewhere"])
def test_a_command_without_an_answer_says_what_to_do(desk: Desk, command: str) -> None:
    assert desk(typed=f"/{command}\n").out.strip() == "no sentence has been shown yet. Ask a question first."


def test_the_help_tells_of_them(desk: Desk) -> None:
    out = desk(typed="/help\n").out
    for text in ("/before", "/after", "/who", "/when", "/elsewhere", "“who said that?”"):
        assert text in out


def test_the_article_is_asked_about_itself_and_the_sentence_once_more(desk: Desk) -> None:
    lines = ["lol who said every weld", "who wrote this article?", "say that again, please"]
    assert replies_to(desk, *lines) == [FERRY[2], "The article does not name its author.", FERRY[2]]


def test_when_an_article_was_written_is_its_date_where_no_sentence_tells(desk: Desk) -> None:
    assert replies_to(desk, "when was this written?") == ["The article is dated 2024-05-12."]

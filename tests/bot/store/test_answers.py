"""Answers: kept whole, found again after a restart, and only from where they were given."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.store import ReplyReasons, StoredReply
from retrieval.core.reply_records import Answer, Examination, NoAnswer, Part, Superseded, Talk
from tests.bot.store.sample_replies import ANN, BEN, HALM, LETTERS, NOON, ORREY, Clock, cited, examined, opened


@pytest.mark.parametrize(
    "examination",
    [
        examined(),
        examined(quotes=["Only one."]),
        examined(answered=False),
        examined(answered=False, quotes=()),
        examined("What happened?", answered=False, readings=["What happened? (Ferry)", "What happened? (Öl)"]),
        examined("Ça, où — 何? \N{OWL}", asked="  as \t typed", quotes=["„Öl“ für 3 €.\n"]),
    ],
    ids=["answer", "no-others", "leads", "empty-library", "vague", "characters"],
)
def test_what_was_kept_is_found_after_a_restart(tmp_path: Path, examination: Examination) -> None:
    thread = replace(HALM, thread=99)
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examination, place=thread, asker=ANN, library="halm")
    assert kept == StoredReply(
        id=kept.id,
        at=NOON,
        place=thread,
        message=None,
        asker=ANN,
        library="halm",
        reply=examination.reply,
        reasons=ReplyReasons.of(examination),
    )
    with opened(tmp_path) as ledger:
        assert ledger.answers.find(kept.id, place=thread) == kept


def test_the_reasons_are_those_of_the_best_sentences() -> None:
    reasons = ReplyReasons.of(examined(quotes=[f"Sentence {number}." for number in range(9)]))
    assert [sentence.quote for sentence in reasons.runners] == [f"Sentence {number}." for number in range(5)]
    assert (reasons.threshold, reasons.runners[0].title, reasons.runners[0].matched) == (0.3, "Ferry returns", ("run",))


def test_an_id_fits_into_a_button_and_is_never_the_same(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept = {ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm").id for _ in range(50)}
    assert len(kept) == 50
    assert all(re.fullmatch("[a-z2-7]{12}", answer_id) for answer_id in kept)


def test_an_answer_is_found_from_any_channel_of_its_server_and_from_nowhere_else(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        here = ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm").id
        letter = ledger.answers.keep(examined(), place=LETTERS, asker=ANN, library="letters").id
        assert ledger.answers.find(here, place=replace(HALM, channel=5, thread=6)) is not None
        for elsewhere in (ORREY, LETTERS, replace(LETTERS, channel=HALM.server or 0)):
            assert ledger.answers.find(here, place=elsewhere) is None
            assert not ledger.answers.set_message(here, 1, place=elsewhere)
            assert not ledger.answers.delete(here, place=elsewhere)
        for elsewhere in (HALM, replace(LETTERS, channel=5), replace(HALM, server=LETTERS.channel)):
            assert ledger.answers.find(letter, place=elsewhere) is None


@pytest.mark.parametrize("name", ["", "gone", "'; DROP TABLE answers; --", "x" * 5_000, "\ud800", "\0"])
def test_an_id_that_nothing_has_finds_nothing(tmp_path: Path, name: str) -> None:
    with opened(tmp_path) as ledger:
        ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm")
        assert ledger.answers.find(name, place=HALM) is None
        assert not ledger.answers.delete(name, place=HALM)
        assert not ledger.feedback.give(name, place=HALM, person=ANN, helpful=True)


def test_the_message_is_known_once_it_was_posted(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm")
        assert ledger.answers.set_message(kept.id, 77, place=HALM)
    with opened(tmp_path) as ledger:
        assert ledger.answers.find(kept.id, place=HALM) == replace(kept, message=77)


def test_a_changed_article_finds_the_messages_that_show_it(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock) as ledger:

        def kept(article: str, library: str = "halm", *, message: int | None) -> str:
            clock.on(seconds=1)
            kept = ledger.answers.keep(examined(article=article), place=HALM, asker=ANN, library=library)
            if message is not None:
                ledger.answers.set_message(kept.id, message, place=HALM)
            return kept.id

        first, second = kept("a1", message=1), kept("a1", message=2)
        kept("a1", message=None)
        kept("a2", message=3)
        kept("a1", "orrey", message=4)
        assert [answer.id for answer in ledger.answers.citing("a1", library="halm")] == [second, first]
        assert [answer.id for answer in ledger.answers.citing("a1", library="halm", limit=1)] == [second]
        assert not ledger.answers.citing("gone", library="halm")
        clock.on(days=31)
        assert not ledger.answers.citing("a1", library="halm")
        assert len(ledger.answers.citing("a1", library="halm", days=60)) == 2


def test_an_unsure_answer_of_several_parts_is_kept_with_what_it_overtakes(tmp_path: Path) -> None:
    reply = examined().reply
    assert isinstance(reply, Answer)
    part = Part(start=90, end=97, quote="- June.", role="context")
    earlier = Superseded(citation=cited("It ran in May.", article="d9"), date="2026-03-01", relation="contradicts")
    whole = replace(reply, grade="unsure", citation=replace(reply.citation, further=(part,)), superseded=earlier)
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(replace(examined(), reply=whole), place=HALM, asker=ANN, library="halm")
    with opened(tmp_path) as ledger:
        found = ledger.answers.find(kept.id, place=HALM)
        assert found is not None
        assert found.reply == whole


def test_talk_is_not_kept(tmp_path: Path) -> None:
    talk = Talk(question="Hello", asked="hello", text="Hello.", kind="greeting")
    with opened(tmp_path) as ledger, pytest.raises(TypeError, match="talk"):
        ledger.answers.keep(replace(examined(), reply=talk), place=HALM, asker=ANN, library="halm")


def test_an_article_that_is_only_a_further_citation_is_found(tmp_path: Path) -> None:
    reply = examined().reply
    assert isinstance(reply, Answer)
    examination = replace(examined(), reply=replace(reply, others=(cited("Aside.", article="b7"),)))
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examination, place=HALM, asker=ANN, library="halm")
        ledger.answers.set_message(kept.id, 5, place=HALM)
        assert [answer.id for answer in ledger.answers.citing("b7", library="halm")] == [kept.id]


def test_what_its_card_shows_of_the_citations_is_kept(tmp_path: Path) -> None:
    reply = examined().reply
    assert isinstance(reply, Answer)
    paged = replace(reply.citation, page=12)
    with_lead = replace(cited("It rests."), lead="In winter", opening=2)
    shown = replace(reply, citation=paged, others=(with_lead,), also=(cited("It runs.", article="c8"),))
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(replace(examined(), reply=shown), place=HALM, asker=ANN, library="halm")
        ledger.answers.set_message(kept.id, 5, place=HALM)
    with opened(tmp_path) as ledger:
        found = ledger.answers.find(kept.id, place=HALM)
        assert found is not None
        assert found.reply == shown
        assert ledger.answers.citing("c8", library="halm") == []  # it is shown with its title alone


def test_a_deleted_answer_is_gone_with_its_feedback(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm")
        ledger.feedback.give(kept.id, place=HALM, person=BEN, helpful=False, reason="wrong year")
        assert ledger.answers.delete(kept.id, place=HALM)
        assert ledger.answers.find(kept.id, place=HALM) is None
        assert not ledger.answers.delete(kept.id, place=HALM)
        assert not ledger.feedback.latest(place=HALM)
        assert not ledger.privacy.export(BEN)["feedback"]


@pytest.mark.file_only
def test_where_words_are_never_stored_the_rest_is(tmp_path: Path) -> None:
    examination = examined("Was SECRETWORD ever found?", asked="SECRETWORD?")
    with opened(tmp_path, question_days=0) as ledger:
        kept = ledger.answers.keep(examination, place=HALM, asker=ANN, library="halm")
        assert isinstance(examination.reply, Answer)
        assert kept.reply == replace(examination.reply, question="", asked="")
        reasons = ReplyReasons.of(examination)
        wordless = tuple(replace(sentence, matched=()) for sentence in reasons.runners)
        assert kept.reasons == replace(reasons, terms=(), runners=wordless)
        assert ledger.answers.find(kept.id, place=HALM) == kept
    assert b"secretword" not in (tmp_path / "ledger.sqlite").read_bytes().lower()


@pytest.mark.file_only
def test_an_answer_that_was_kept_before_runners_had_articles_is_still_found(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm")
        with closing(sqlite3.connect(ledger.where)) as connection, connection:
            (written,) = connection.execute("SELECT reasons FROM answers").fetchone()
            figures = json.loads(written)
            figures["runners"] = [row[:6] for row in figures["runners"]]
            connection.execute("UPDATE answers SET reasons = ?", (json.dumps(figures),))
        found = ledger.answers.find(kept.id, place=HALM)
    assert found is not None
    assert found.reasons.runners == tuple(replace(sentence, article_id="") for sentence in kept.reasons.runners)


def test_half_characters_that_no_file_can_hold_are_replaced(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(
            examined("lost \ud83d half", answered=False, terms=["\udc00"]), place=HALM, asker=ANN, library="halm"
        )
        assert isinstance(kept.reply, NoAnswer)
        assert kept.reply.question == "lost \ufffd half"
        assert kept.reasons.terms == ("\ufffd",)


def test_a_zero_character_stays_or_is_replaced_where_no_database_can_hold_it(tmp_path: Path, kept_in: str) -> None:
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examined("What\0 now?"), place=HALM, asker=ANN, library="halm")
        assert kept.reply.question == ("What\0 now?" if kept_in == "sqlite" else "What\ufffd now?")
        assert ledger.answers.find(kept.id, place=HALM) == kept

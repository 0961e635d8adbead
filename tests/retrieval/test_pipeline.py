"""The whole flow, over the real engine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.answering.thresholds import thresholds_for
from retrieval.conversation.exchanges import Exchange
from retrieval.core.errors import ArticleUnknown, ModelMismatch, QuestionError
from retrieval.core.ingestion_records import Added, Draft, Skipped, Unchanged
from retrieval.core.reply_records import Answer, NoAnswer, Talk
from retrieval.core.settings import AnswerSettings, RetrievalSettings
from retrieval.footnote import Footnote
from support.example_counts import example_count
from support.samples import DRAFTS, LIBRARY

Opener = Callable[..., Footnote]


def test_answers_with_a_quote_that_stands_where_it_says(stocked: Footnote) -> None:
    reply = stocked.ask("When did the quarry at Tarn Hollow close?", library=LIBRARY)
    assert isinstance(reply, Answer)
    assert reply.citation.quote == "The slate quarry at Tarn Hollow closed on Friday after ninety years."
    article = stocked.article(reply.citation.article_id, library=LIBRARY)
    assert article is not None
    assert article.text[reply.citation.start : reply.citation.end] == reply.citation.quote
    assert reply.citation.published == "2026-02-13"


def test_says_when_the_articles_do_not(stocked: Footnote) -> None:
    reply = stocked.ask("Which violinist won the competition in Vienna?", library=LIBRARY)
    assert isinstance(reply, NoAnswer)


def test_a_misspelt_word_is_read_as_the_word_of_the_articles(stocked: Footnote) -> None:
    reply = stocked.ask("When did the quary at Tarn Hollow close?", library=LIBRARY)
    assert isinstance(reply, Answer)
    assert reply.asked == "When did the quary at Tarn Hollow close?"
    assert reply.question == "When did the quarry at Tarn Hollow close?"
    assert "slate quarry" in reply.citation.quote


def test_correcting_may_be_turned_off(opened: Opener) -> None:
    footnote = opened(retrieval=RetrievalSettings(correct_spelling=False))
    footnote.store(DRAFTS, library=LIBRARY)
    assert footnote.ask("When did the quary close?", library=LIBRARY).question == "When did the quary close?"


def test_an_empty_library_does_not_say(stocked: Footnote) -> None:
    reply = stocked.ask("When did the quarry close?", library="another")
    assert isinstance(reply, NoAnswer)
    assert reply.nearest == ()
    assert stocked.search("quarry", library="another") == []


@pytest.mark.parametrize("question", ["", "   ", "\n\t\u200b", "\x00"])
def test_an_empty_question_is_refused(stocked: Footnote, question: str) -> None:
    with pytest.raises(QuestionError, match="the question is empty"):
        stocked.ask(question, library=LIBRARY)


def test_a_question_of_ten_thousand_characters_is_refused(stocked: Footnote) -> None:
    with pytest.raises(QuestionError, match="10,000 characters, and 1,000 are allowed"):
        stocked.ask("quarry why " * 909 + "x", library=LIBRARY)


@pytest.mark.parametrize(
    "question",
    [
        "🦦🦦🦦",
        "?",
        "'; DROP TABLE articles; --",
        '"quarry" AND * NEAR(otters, 3) title: ^otters -x {a} (',
        "quarry*",
        "Когда закрылась каменоломня?",
        "采石场什么时候关闭？",
        "متى أغلق المحجر؟",
        "who " * 200,
        "A" * 1_000,
    ],
)
def test_any_question_gets_a_reply_and_changes_nothing(stocked: Footnote, question: str) -> None:
    before = stocked.articles(library=LIBRARY)
    reply = stocked.ask(question, library=LIBRARY)
    assert isinstance(reply, Answer | NoAnswer | Talk)
    assert stocked.articles(library=LIBRARY) == before


@settings(max_examples=example_count(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=200))
def test_any_text_is_answered_or_refused(stocked: Footnote, question: str) -> None:
    try:
        examination = stocked.examine(question, library=LIBRARY)
    except QuestionError:
        return
    for citation in examination.reply.citations:
        article = stocked.article(citation.article_id, library=LIBRARY)
        assert article is not None
        assert article.text[citation.start : citation.end] == citation.quote


def test_an_examination_tells_how(stocked: Footnote) -> None:
    examination = stocked.examine("How many otters did the camera count?", library=LIBRARY)
    assert examination.terms == ("otter", "camera", "count")
    assert list(examination.milliseconds) == ["understand", "find", "rank", "read", "compare", "decide"]
    assert examination.evidence[0].matched == ("camera", "count")
    assert examination.ranked[0].title == "Otters on the Welm"
    assert examination.thresholds == thresholds_for(stocked.settings)


def test_the_threshold_decides(opened: Opener) -> None:
    strict = opened(answer=AnswerSettings(accepted_wrong=0.0, accepted_unsure_wrong=0.0))
    strict.store(DRAFTS, library=LIBRARY)
    assert isinstance(strict.ask("When did the quarry close?", library=LIBRARY), NoAnswer)


def test_adding_twice_is_adding_once(stocked: Footnote) -> None:
    before = stocked.articles(library=LIBRARY)
    again = list(stocked.iter_store(DRAFTS, library=LIBRARY))
    assert [type(outcome) for outcome in again] == [Unchanged] * len(DRAFTS)
    assert stocked.articles(library=LIBRARY) == before


def test_a_changed_article_replaces_the_old(stocked: Footnote) -> None:
    changed = replace(DRAFTS[1], text="Nine otters live on the Welm now. The weir is gone.")
    outcome = next(iter(stocked.iter_store([changed], library=LIBRARY)))
    assert isinstance(outcome, Added)
    assert outcome.replaced
    assert outcome.first_sentence == "Nine otters live on the Welm now."
    assert len(stocked.articles(library=LIBRARY)) == len(DRAFTS)
    evidence = stocked.examine("How many otters did the camera count last winter?", library=LIBRARY).evidence
    assert not any("camera" in item.passage.passage.text for item in evidence)


def test_what_is_no_article_is_skipped_with_its_reason(stocked: Footnote) -> None:
    passed = Skipped(source="x.bin", reason="x.bin: not text. Save it as text.")
    outcomes = list(
        stocked.iter_store([passed, Draft(source="h", title="H", text="# Only\n\n## Headings")], library=LIBRARY)
    )
    assert outcomes[0] == passed
    assert isinstance(outcomes[1], Skipped)
    assert "no sentence" in outcomes[1].reason
    assert len(stocked.articles(library=LIBRARY)) == len(DRAFTS)


def test_progress_is_told(opened: Opener) -> None:
    seen: list[tuple[str, int, int | None]] = []
    opened().store(DRAFTS, library=LIBRARY, watch=lambda *step: seen.append(step))
    assert [step for step in seen if step[0] == "reading"] == [("reading", n + 1, None) for n in range(len(DRAFTS))]
    assert [step for step in seen if step[0] == "splitting"][-1][1] == seen[-1][1]
    assert seen[-1][0] == "embedding"
    assert seen[-1][1] == seen[-1][2]


def test_no_more_is_read_ahead_than_is_embedded_at_once(opened: Opener) -> None:
    read = 0

    def drafts() -> Iterator[Draft]:
        nonlocal read
        for number in range(1_000):
            read += 1
            yield Draft(source=f"s{number}", title=f"T{number}", text=f"Paragraph number {number} stands here.")

    stored = 0
    most_ahead = 0
    for outcome in opened().iter_store(drafts(), library=LIBRARY):
        assert isinstance(outcome, Added)
        most_ahead = max(most_ahead, read - stored)
        stored += 1
    assert stored == 1_000
    assert most_ahead <= 128


def test_of_one_source_twice_the_last_text_stays(opened: Opener, tmp_path: Path) -> None:
    footnote = opened()
    drafts = [Draft(source="a", title="A", text=f"The bridge has {number} arches.") for number in range(3)]
    footnote.store(drafts, library=LIBRARY)
    (card,) = footnote.articles(library=LIBRARY)
    article = footnote.article(card.id, library=LIBRARY)
    assert article is not None
    assert article.text == "The bridge has 2 arches."


def test_stopping_in_the_middle_keeps_what_was_told(opened: Opener) -> None:
    footnote = opened()
    many = [Draft(source=f"s{i}", title=f"T{i}", text=f"Paragraph number {i} stands here.") for i in range(300)]
    adding = footnote.iter_store(many, library=LIBRARY)
    outcomes = [next(adding) for _ in range(7)]
    adding.close()
    stored = {card.source for card in footnote.articles(library=LIBRARY)}
    assert {outcome.article.source for outcome in outcomes if isinstance(outcome, Added)} <= stored
    assert sum(isinstance(o, Added) for o in footnote.iter_store(many, library=LIBRARY)) == len(many) - len(stored)
    assert len(footnote.articles(library=LIBRARY)) == len(many)


def test_removed_is_gone(stocked: Footnote) -> None:
    assert stocked.remove("otters", library=LIBRARY).title == "Otters on the Welm"
    assert "Otters on the Welm" not in [card.title for card in stocked.articles(library=LIBRARY)]
    evidence = stocked.examine("How many otters did the camera count?", library=LIBRARY).evidence
    assert not any("otters" in item.passage.passage.text.casefold() for item in evidence)
    with pytest.raises(ArticleUnknown):
        stocked.remove("otters", library=LIBRARY)


def test_libraries_do_not_see_each_other(stocked: Footnote) -> None:
    secret = Draft(source="secret", title="Secret", text="The canary word is xylophone. Otters guard the quarry.")
    stocked.store([secret], library="private")
    for question in ("xylophone", "What guards the quarry?", "Which word is the canary?", "otters"):
        examination = stocked.examine(question, library=LIBRARY)
        assert not any("xylophone" in item.passage.text for item in examination.ranked)
        assert not any("xylophone" in item.passage.text for item in stocked.search(question, library=LIBRARY))
    with pytest.raises(ArticleUnknown):
        stocked.find("secret", library=LIBRARY)


def test_search_gives_passages_best_first(stocked: Footnote) -> None:
    found = stocked.search("apple trees", library=LIBRARY, limit=2)
    assert len(found) == 2
    assert found[0].title == "The town orchard"


def test_a_summary_is_of_the_article_s_own_sentences(stocked: Footnote) -> None:
    summary = stocked.summarize("otters", library=LIBRARY, length=2)
    assert len(summary.citations) == 2
    assert [c.start for c in summary.citations] == sorted(c.start for c in summary.citations)
    for citation in summary.citations:
        assert citation.quote in DRAFTS[1].text


def test_another_model_is_refused_with_what_to_do(stocked: Footnote, opened: Opener) -> None:
    with pytest.raises(ModelMismatch) as raised:
        opened(embedder="transformer").ask("When did the quarry close?", library=LIBRARY)
    assert raised.value.advice


def test_many_threads_ask_while_one_adds(stocked: Footnote) -> None:
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(10):
                reply = stocked.ask("When did the quarry at Tarn Hollow close?", library=LIBRARY)
                assert isinstance(reply, Answer)
        except BaseException as error:  # noqa: BLE001  shown below, in the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    more = [Draft(source=f"s{i}", title=f"Note {i}", text=f"Kettle number {i} boils at noon.") for i in range(40)]
    stocked.store(more, library=LIBRARY)
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(stocked.articles(library=LIBRARY)) == len(DRAFTS) + len(more)


def test_a_report_counts_what_became_of_the_articles(stocked: Footnote, tmp_path: Path) -> None:
    changed = replace(DRAFTS[0], text=DRAFTS[0].text + " It rained.")
    new = Draft(source="new", title="New", text="A new line was opened on Sunday.")
    broken = Skipped(source="x", reason="It cannot be read.")
    report = stocked.store([changed, *DRAFTS[1:], new, broken], library=LIBRARY)
    counts = (report.added, report.replaced, report.unchanged, report.skipped, report.gone)
    assert counts == (1, 1, len(DRAFTS) - 1, 1, 0)
    note = tmp_path / "note.txt"
    note.write_text("The kiosk has moved to the north gate of the station.", encoding="utf-8")
    assert stocked.add([str(note)], library=LIBRARY).added == 1
    note.unlink()
    assert stocked.refresh(library=LIBRARY).gone == 1


def test_talk_is_met_without_the_articles(stocked: Footnote) -> None:
    examination = stocked.examine("How many articles do you have?", library=LIBRARY)
    assert isinstance(examination.reply, Talk)
    assert examination.reply.text == f"I have {len(stocked.articles(library=LIBRARY))} articles."
    assert (examination.reply.grade, examination.evidence, examination.confidence) == ("talk", (), 0.0)


def test_what_may_ask_about_the_world_is_looked_for_in_the_articles_first(opened: Opener) -> None:
    line = "how often is the website updated"
    sure = opened(answer=AnswerSettings(accepted_wrong=1.0, accepted_unsure_wrong=1.0))
    text = "The website is updated every Friday at noon. The paper is sold on Saturdays at the market in Tarn."
    sure.store([*DRAFTS, Draft(source="notes/website.txt", title="How the paper is made", text=text)], library=LIBRARY)
    reply = sure.ask(line, library=LIBRARY)
    assert isinstance(reply, Answer)
    assert reply.citation.quote == "The website is updated every Friday at noon."
    unsure = opened(answer=AnswerSettings(accepted_wrong=0.0, accepted_unsure_wrong=0.0))
    assert isinstance(unsure.ask(line, library=LIBRARY), Talk)


def test_who_asks_for_news_of_something_reads_it_and_else_learns_whether_there_is_any(opened: Opener) -> None:
    lenient = opened(answer=AnswerSettings(accepted_wrong=0.0, accepted_unsure_wrong=1.0))
    lenient.store(DRAFTS, library=LIBRARY)
    reply = lenient.ask("Any news on the quarry at Tarn Hollow?", library=LIBRARY)
    assert isinstance(reply, Answer)
    assert (reply.grade, reply.citation.title) == ("unsure", "Quarry closes after ninety years")
    strict = opened(answer=AnswerSettings(accepted_wrong=0.0, accepted_unsure_wrong=0.0))
    nothing = strict.ask("Any news on the quarry at Tarn Hollow?", library=LIBRARY)
    assert isinstance(nothing, Talk)
    assert nothing.text.startswith("Yes: ")


def test_the_collection_says_what_it_has(stocked: Footnote) -> None:
    reply = stocked.ask("Do you have anything about the quarry at Tarn Hollow?", library=LIBRARY)
    assert isinstance(reply, Talk)
    assert reply.text.startswith("Yes: ")


def test_words_that_no_article_has_are_met_as_talk(stocked: Footnote) -> None:
    reply = stocked.ask("flibberwock", library=LIBRARY)
    assert isinstance(reply, Talk)
    assert reply.kind == "nonsense"
    assert isinstance(stocked.ask("flibberwock", library="another"), NoAnswer)


def test_a_question_that_leans_is_read_in_the_article_that_was_shown(stocked: Footnote) -> None:
    quote = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
    first = Exchange(question="When did the quarry at Tarn Hollow close?", quote=quote)
    shown = stocked.examine("And why?", library=LIBRARY, history=[first])
    assert {item.passage.title for item in shown.evidence[:2]} == {"Quarry closes after ninety years"}
    alone = stocked.examine("How many otters did the camera count on the Welm?", library=LIBRARY, history=[first])
    assert alone.evidence[0].passage.title == "Otters on the Welm"


def test_what_was_meant_is_read_without_the_words_that_say_so(stocked: Footnote) -> None:
    quote = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
    first = Exchange(question="When did the quarry at Tarn Hollow close?", quote=quote)
    examination = stocked.examine("No sorry, I meant why", library=LIBRARY, history=[first])
    assert examination.reply.question == "“Quarry closes after ninety years”: why"


@pytest.mark.parametrize("follow_up", ["and how much is it?", "what does it cost"])
def test_a_short_article_that_was_shown_is_read_first_too(stocked: Footnote, follow_up: str) -> None:
    quote = "The tea room on the north quay opens at seven every morning."
    drafts = [
        Draft(source="tea", title="The tea room", text=f"{quote} A pot for two is four crowns, with a slice of cake."),
        Draft(
            source="cost",
            title="What boats cost",
            text="It costs nine crowns to hire a boat. How much it is at night varies.",
        ),
    ]
    stocked.store(drafts, library=LIBRARY)
    first = Exchange(question="When does the tea room on the north quay open?", quote=quote)
    evidence = stocked.examine(follow_up, library=LIBRARY, history=[first]).evidence
    assert (
        evidence[0].passage.passage.quote(evidence[0].sentence) == "A pot for two is four crowns, with a slice of cake."
    )


def test_an_article_that_was_shown_whole_is_not_read_again(stocked: Footnote) -> None:
    quote = "The tea room on the north quay opens at seven."
    stocked.store([Draft(source="tea", title="The tea room", text=quote)], library=LIBRARY)
    first = Exchange(question="When does the tea room open?", quote=quote)
    reply = stocked.examine("and how much is it?", library=LIBRARY, history=[first]).reply
    assert not reply.question.startswith("“The tea room”")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Who wrote the article about the tide mill?", "“The tide mill turns again” was written by Ida Orme."),
        ("When was “The tide mill turns again” published?", "“The tide mill turns again” is dated 2026-03-04."),
        ("Wer hat den Artikel über die tide mill geschrieben?", "„The tide mill turns again“ ist von Ida Orme."),
    ],
)
def test_who_wrote_an_article_that_is_named_and_when(stocked: Footnote, asked: str, text: str) -> None:
    mill = Draft(
        source="mill", title="The tide mill turns again", text="The wheel was rebuilt from oak. It turns twice a day.",
        author="Ida Orme", published="2026-03-04",
    )  # fmt: skip
    stocked.store([mill], library=LIBRARY)
    reply = stocked.ask(asked, library=LIBRARY)
    assert isinstance(reply, Talk)
    assert (reply.text, reply.citations) == (text, ())


def test_who_wrote_what_an_article_is_about_is_answered_by_the_article(stocked: Footnote) -> None:
    text = "The old ballad of the harbour seal was written by the ferryman Tom Brask in 1848. It has nine verses."
    ballad = Draft(source="ballad", title="The old ballad of the harbour seal", text=text, author="Ida Orme")
    stocked.store([ballad], library=LIBRARY)
    reply = stocked.ask("Who wrote the old ballad of the harbour seal?", library=LIBRARY)
    assert isinstance(reply, Answer)
    assert "Tom Brask" in reply.citation.quote


@pytest.mark.parametrize(
    ("followup", "answer"),
    [
        ("and what does it say right after that?", "Its last eleven workers were offered places at the brickworks."),
        ("say that again", "The slate quarry at Tarn Hollow closed on Friday after ninety years."),
    ],
)
def test_an_aside_that_is_asked_as_a_question_is_met(stocked: Footnote, followup: str, answer: str) -> None:
    quote = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
    first = Exchange(question="When did the quarry at Tarn Hollow close?", quote=quote)
    refused = Exchange(question="How deep is it?")
    examined = stocked.examine(followup, library=LIBRARY, history=[first, refused])
    reply, (evidence,) = examined.reply, examined.evidence
    assert isinstance(reply, Answer)
    assert (reply.citation.quote, reply.grade, reply.confidence) == (answer, "sure", 1.0)
    assert evidence.passage.passage.quote(evidence.sentence) == answer


def test_an_aside_on_a_sentence_that_is_gone_is_a_question(stocked: Footnote) -> None:
    gone = Exchange(question="When did the quarry close?", quote="It closed in May of another year.")
    reply = stocked.examine("what comes after that?", library=LIBRARY, history=[gone]).reply
    assert reply.question == "what comes after that? (the quarry close)"
    assert reply.grade != "sure"

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrieval.answering.versions.article_date import compare_dates, find_article_date
from retrieval.answering.versions.contradiction_pair import is_update
from retrieval.answering.versions.contradictions import find_contradiction, find_pairs
from retrieval.answering.versions.contrast import count_contrasts, count_missing_names, has_other_year
from retrieval.core.records import (
    Article,
    Evidence,
    Passage,
    PassageVectors,
    RankedPassage,
    StoredPassage,
    TextRange,
)

ARTICLE = Article(
    id="a", library="l", source="s", title="", text="", digest="d", published=None, added="2026-05-03", language="en"
)


def article(text: str = "", *, published: str | None = None) -> Article:
    return replace(ARTICLE, text=text, published=published)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PELLHAVEN, March 9 — The choir sings.", "03-09"),
        ("Pellhaven, 30 March 2026. The choir sings.", "2026-03-30"),
        ("Pellhaven, 3. Mai 2026. Der Chor singt.", "2026-05-03"),
        ("Pellhaven, 3 de mayo de 2026. Canta el coro.", "2026-05-03"),
        ("Pellhaven, le 3 mai. Le chœur chante.", "05-03"),
    ],
)
def test_a_dateline_says_when_an_article_was_written(text: str, day: str) -> None:
    assert str(find_article_date(article(text))) == day


def test_a_date_further_down_is_no_dateline() -> None:
    assert find_article_date(article("The choir of Pellhaven sings. " * 5 + "It was founded on 3 May 1950.")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marsh (born 3 May 1950) is a choir leader.",
        "On 3 May 1950, the choir sang for the first time.",
        "The hall was opened on 3 May 1950. The choir sings there.",
        "The choir sang on May 3 and 4 in the hall.",
    ],
)
def test_the_date_of_a_birth_or_an_event_is_no_dateline(text: str) -> None:
    assert find_article_date(article(text)) is None


@pytest.mark.parametrize("end", [", 9 p.m. — The", " (Harbour Press) — The", ". The", ": The"])
def test_a_dateline_ends_behind_its_date(end: str) -> None:
    assert str(find_article_date(article(f"PELLHAVEN, 3 May 2026{end} choir sings."))) == "2026-05-03"


def test_what_was_published_counts_more_than_a_dateline() -> None:
    assert str(find_article_date(article("Pellhaven, 2 March. Text.", published="2026-04-01"))) == "2026-04-01"


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("2026-03-09", "2026-03-12", 1),
        ("2026-03-12", "2026-03-09", -1),
        ("2026-03-09", "2026-03-09", 0),
        ("2026-03-09T08:00:00", "2026-03-09T18:00:00", 1),
        ("2026-03-09", None, 0),
        (None, None, 0),
        ("some day", "2026-03-09", 0),
    ],
)
def test_articles_are_ordered_by_date(first: str | None, second: str | None, order: int) -> None:
    assert compare_dates(article(published=first), article(published=second)) == order


def test_datelines_without_a_year_are_of_one_year() -> None:
    assert compare_dates(article("Pellhaven, 2 March. Text."), article("Pellhaven, 30 March. Text.")) == 1


def test_another_word_in_the_place_of_one_that_the_question_names_is_a_contrast() -> None:
    own = ("The fee in Upper Rell is 80.", "Dogs in Upper Rell", "")
    other = ("In Lower Rell the fee is 45.", "Dogs in Lower Rell", "")
    assert count_contrasts("what is the dog fee in upper rell", own, other, language="en") == 1
    assert count_contrasts("what is the dog fee", own, other, language="en") == 0


def test_another_form_of_a_word_is_no_contrast() -> None:
    own, other = (["There are 300 weekend tickets left, at 110 each."], ["The weekend ticket is 85 until March."])
    assert count_contrasts("what do weekend tickets cost", own, other, language="en") == 0


def test_the_same_words_are_no_contrast() -> None:
    own = ("The strike lasts until Wednesday evening.", "Strike", "")
    other = ("The strike lasts until Saturday evening.", "Strike goes on", "")
    assert count_contrasts("how long is the strike", own, other, language="en") == 0


def test_words_of_two_sentences_are_no_neighbours() -> None:
    own = (
        "The quay is shut until 30 June.",
        "Work on the quay",
        "The quay is shut until 30 June. Lorries go round it.",
    )
    other = ("The quay is shut until 16 October.", "The quay again", "Harbour office, 11 June 2026. Rust was found.")
    assert count_contrasts("how long is the quay shut to lorries", own, other, language="en") == 0


def test_a_name_of_the_question_may_be_missing_from_the_other_article() -> None:
    own, other = "The band from Marrow plays. Tickets for model X2 are gone.", "The band plays again."
    assert count_missing_names("when does the band from marrow play", own, other, language="en") == 1
    assert count_missing_names("is x2 sold out", own, other, language="en") == 1
    assert count_missing_names("when does the band play", own, other, language="en") == 0


def test_a_name_may_be_asked_for_in_another_form() -> None:
    own, other = "Whoever has the rank of Warden may keep two boats.", "Each member may keep one boat."
    assert count_missing_names("how many boats for wardens", own, other, language="en") == 1


RULES = ("Each member may keep 2 boats.", "Whoever has the rank of Warden may keep 5 boats at the west quay.")
CORRECTION = ("Correction of the rules, since we were mistaken.", "Each member may keep 3 boats, not 2.")


def stored_passage(article_id: str, sentences: tuple[str, ...], key: int) -> StoredPassage:
    text = " ".join(sentences)
    ranges = tuple(TextRange(start=text.index(each), end=text.index(each) + len(each)) for each in sentences)
    passage = Passage(id=f"{article_id}-0", article_id=article_id, start=0, end=len(text), text=text, sentences=ranges)
    alike = np.ones(4, dtype=np.float32) / 2
    vectors = PassageVectors(passage=alike, sentences=np.stack([alike for _ in sentences]))
    return StoredPassage(key=key, passage=passage, title="", language="en", vectors=vectors)


def evidence_of(stored: StoredPassage, place: int, score: float) -> Evidence:
    ranked = RankedPassage(passage=stored.passage, title="", lexical=0.5, similarity=0.5, coverage=0.5, score=score)
    sentence = stored.passage.sentences[place]
    return Evidence(
        passage=ranked, sentence=sentence, score=score, lexical=0.5, similarity=0.5, coverage=0.5, matched=()
    )


@pytest.mark.parametrize(
    ("question", "best", "pairs"), [("how many boats for wardens", 1, 0), ("how many boats may a member keep", 0, 1)]
)
def test_the_rule_for_a_group_is_not_overtaken_by_news_of_the_rule_for_all(
    question: str, best: int, pairs: int
) -> None:
    rules, correction = stored_passage("rules", RULES, 1), stored_passage("correction", CORRECTION, 2)
    articles = {
        each.passage.article_id: replace(ARTICLE, id=each.passage.article_id, text=each.passage.text)
        for each in (rules, correction)
    }
    evidence = [evidence_of(rules, best, 9.0), evidence_of(correction, 1, 8.0), evidence_of(rules, 1 - best, 7.0)]
    passages = [(evidence[0].passage, rules), (evidence[1].passage, correction)]
    assert len(find_pairs(question, evidence, passages, articles.get)) == pairs


REPORT = ("Harbour Road reopens by noon, the town says.", "Update, 1.20pm: Harbour Road stays shut until six.")


@pytest.mark.parametrize(
    ("sentences", "pairs"), [(REPORT, 1), ((REPORT[0], "Harbour Road stays shut until six."), 0), (REPORT[::-1], 1)]
)
def test_the_best_sentence_is_compared_with_an_update_of_its_article(sentences: tuple[str, str], pairs: int) -> None:
    stored = stored_passage("report", sentences, 1)
    evidence = [evidence_of(stored, 0, 9.0), evidence_of(stored, 1, 8.0)]
    whole = replace(ARTICLE, id="report", text=stored.passage.text)
    compared = find_pairs(
        "when does harbour road reopen", evidence, [(evidence[0].passage, stored)], {"report": whole}.get
    )
    assert [pair.is_of_one_article for pair in compared] == [True] * pairs


BLOG = (
    "14:05 Bus 4 runs with delays of forty minutes, the operator says.",
    "14:30 Police ask drivers to keep off Harbour Road.",
    "15:20 Bus 4 now runs with delays of two hours, the operator says.",
    "16:10 Bus 4 now has delays of only 10 minutes, the operator says.",
)


@pytest.mark.parametrize(
    ("title", "best", "found"),
    [
        ("Floods: live updates", 0, ("16:10", "14:05")),
        ("Floods: live updates", 2, ("16:10", "15:20")),
        ("Floods: live updates", 3, ("16:10", "14:05")),
        ("Programme of Friday", 0, None),
    ],
)
def test_the_latest_post_of_a_live_blog_answers(title: str, best: int, found: tuple[str, str] | None) -> None:
    text = "\n\n".join(BLOG)
    stored = stored_passage("blog", BLOG, 1)
    places = tuple(TextRange(start=text.index(each), end=text.index(each) + len(each)) for each in BLOG)
    stored = replace(stored, passage=replace(stored.passage, text=text, end=len(text), sentences=places))
    order = [best, *(place for place in (0, 2, 3, 1) if place != best)]
    evidence = [evidence_of(stored, place, 9.0 - rank / 10) for rank, place in enumerate(order)]
    whole = replace(ARTICLE, id="blog", title=title, text=text)
    contradiction = find_contradiction(
        "how late is bus 4", evidence, [(evidence[0].passage, stored)], {"blog": whole}.get
    )
    pair = contradiction and (contradiction.current, contradiction.overtaken)
    assert (pair and tuple(text[each.sentence.start :][:5] for each in pair)) == found


def test_a_post_that_does_not_answer_overtakes_nothing() -> None:
    stored = stored_passage("blog", BLOG[2:], 1)
    text = "\n".join(("14:05 A sign is up, the operator says.", *BLOG[2:]))
    places = tuple(TextRange(start=text.index(each), end=text.index(each) + len(each)) for each in BLOG[2:])
    stored = replace(stored, passage=replace(stored.passage, text=text, end=len(text), sentences=places))
    evidence = [
        replace(evidence_of(stored, place, 9.0 - place), reading=reading) for place, reading in ((0, 2.0), (1, -1.0))
    ]
    whole = replace(ARTICLE, id="blog", title="Floods: live", text=text)
    assert not find_pairs("how late is bus 4", evidence, [(evidence[0].passage, stored)], {"blog": whole}.get)


def pairs_of_two_reports(texts: tuple[str, str], readings: tuple[float | None, float | None]) -> int:
    first, last = (stored_passage(f"report-{number}", (text,), number) for number, text in enumerate(texts))
    articles = {
        each.passage.article_id: replace(ARTICLE, id=each.passage.article_id, text=each.passage.text)
        for each in (first, last)
    }
    best, other = (
        replace(evidence_of(each, 0, 9.0), reading=reading)
        for each, reading in zip((first, last), readings, strict=True)
    )
    passages = [(best.passage, first), (other.passage, last)]
    return len(find_pairs("did the mayor ask for a ferry", [best, other], passages, articles.get))


@pytest.mark.parametrize(
    ("other", "readings", "pairs"),
    [
        ("Another ferry is what the Skelby mayor seeks for the summer season.", (2.0, -1.0), 0),
        ("Another ferry is what the Skelby mayor seeks for the summer season.", (2.0, 1.0), 1),
        ("Another ferry is what the Skelby mayor seeks for the summer season.", (None, None), 1),
        ("The Skelby mayor did not ask the harbour office for another ferry.", (2.0, -1.0), 1),
        ("The Skelby mayor asked the harbour office for 3 ferries.", (2.0, -1.0), 1),
        ("The Skelby mayor no longer asks the harbour office for another ferry.", (2.0, -1.0), 1),
        ("The Skelby mayor asked the harbour office for another ferry on Tuesday.", (2.0, -1.0), 1),
    ],
)
def test_reports_in_which_nothing_differs_and_of_which_one_hardly_answers_are_left_alone(
    other: str, readings: tuple[float | None, float | None], pairs: int
) -> None:
    texts = ("The mayor of Skelby wants another ferry and wrote so to the harbour office.", other)
    assert pairs_of_two_reports(texts, readings) == pairs


@pytest.mark.parametrize(
    ("other", "pairs"),
    [
        ("On Monday, the mayor of Skelby asked the harbour office for a second ferry and for a waiting room.", 0),
        ("The mayor of Skelby asked for a ferry.", 0),
        ("On Tuesday, the mayor of Skelby asked the harbour office for a second ferry.", 1),
        ("On Monday, the mayor of Skelby no longer asked the harbour office for a second ferry.", 1),
    ],
)
def test_a_report_that_says_all_that_the_other_says_does_not_overtake_it(other: str, pairs: int) -> None:
    best = "On Monday, the mayor of Skelby asked the harbour office for a second ferry."
    assert pairs_of_two_reports((best, other), (2.0, 2.0)) == pairs


WIRE = (
    ("BRAE, Aug. 11, 2026 (Harbour Press) — The fire had burned 3,400 acres by nightfall.",),
    ("BRAE, Aug. 19, 2026 (Harbour Press) — The fire burned 11,640 acres before it was put out.",),
)


def test_the_date_of_a_wire_report_is_no_date_of_what_it_says() -> None:
    first, last = (stored_passage(f"day-{number}", text, number) for number, text in enumerate(WIRE))
    bare = stored_passage("bare", ("The fire had burned 3,400 acres by nightfall.",), 2)
    for older in (first, bare):
        articles = {each.passage.article_id: article(each.passage.text) for each in (older, last)}
        articles = {name: replace(each, id=name) for name, each in articles.items()}
        evidence = [evidence_of(older, 0, 9.0), evidence_of(last, 0, 8.0)]
        passages = [(evidence[0].passage, older), (evidence[1].passage, last)]
        (pair,) = find_pairs("how many acres burned", evidence, passages, articles.get)
        assert pair.other.words == "The fire burned 11,640 acres before it was put out."


@pytest.mark.parametrize(
    "sentence",
    [
        "Update, 24 May: it is open.",
        "UPDATE 9.15pm: It is open.",
        "Update (10 July): It is open.",
        "Nachtrag, 3. Mai: Offen.",
        "Mise à jour : c'est ouvert.",
        "Actualización: está abierto.",
    ],
)
def test_an_update_opens_with_its_label(sentence: str) -> None:
    assert is_update(sentence)


@pytest.mark.parametrize(
    "sentence", ["Update the app: then start it.", "Updated rules apply.", "It has an update: 3.1."]
)
def test_a_sentence_with_another_colon_is_no_update(sentence: str) -> None:
    assert not is_update(sentence)


def test_a_year_of_the_question_binds_the_sentence() -> None:
    assert has_other_year("how many came in 2024", "In 2025 there were 300 visitors.")
    assert not has_other_year("how many came", "In 2025 there were 300 visitors.")

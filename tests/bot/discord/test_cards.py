"""Cards: they say what the records say, lead where the quotes stand, and fit Discord whatever the records hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args

import discord
import pytest
from discord import ui
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.discord.ask import answer_card, followup_card, why_card
from bot.discord.ui import (
    article_cards,
    card_parts,
    escaping,
    list_cards,
    note_cards,
    personal_data_cards,
    preference_cards,
    reply_cards,
    report_cards,
)
from bot.discord.ui.truncation import size
from bot.i18n import LANGUAGES, Phrases, of
from bot.store.preferences import Preferences
from bot.store.store_records import ReplyReasons, ScoredSentence, UnansweredQuestion
from retrieval.answering.text_fragments import deep_link
from retrieval.conversation.followup_recognition import LIST_FOLLOWUPS, FollowupKind, FollowupOutcome, FollowupReply
from retrieval.conversation.quote_followups import MORE
from retrieval.core.ingestion_records import Added, Skipped, Unchanged, Vanished
from retrieval.core.overview_records import Summary
from retrieval.core.records import ArticleCard, Passage, RankedPassage, TextRange
from retrieval.core.reply_records import Answer, AnswerGrade, Citation, NoAnswer, Part, Reply, Superseded
from retrieval.text.normalize import normalise
from support.discord_markdown import read

ENGLISH = of("en-US")
TEXT = "The slate quarry closed on Friday after ninety years. Its last eleven workers were offered places."
CITED = Citation(
    article_id="a1",
    title="Quarry *closes*",
    source="https://paper.example/quarry",
    published="2026-02-13T08:00",
    start=100,
    end=153,
    quote="The slate quarry closed on Friday after ninety years.",
)
LOCAL = replace(CITED, article_id="a2", source="/srv/operator/notes/quarry.txt", title="Quarry notes")
HOME = Passage(
    id="a1/1",
    article_id="a1",
    start=90,
    end=90 + 10 + len(TEXT),
    text=f"## Closing{TEXT}",
    sentences=(TextRange(start=100, end=153), TextRange(start=154, end=100 + len(TEXT))),
)
RANKED = RankedPassage(passage=HOME, title="Quarry", lexical=0.5, similarity=0.5, coverage=0.5, score=1.0)
BEST = ScoredSentence(
    article_id="a1",
    title="Quarry",
    quote=CITED.quote,
    score=1.0,
    lexical=0.5,
    similarity=0.62,
    coverage=1.0,
    matched=("quarry", "closed"),
)
SECOND = replace(BEST, article_id="a2", quote="Its last eleven workers were offered places.")
REASONS = ReplyReasons(terms=("quarri", "close"), threshold=0.3, runners=(BEST, SECOND))
DAY = datetime(2026, 3, 1, tzinfo=UTC)
GAP = UnansweredQuestion(
    id="0" * 16, question="Who owns it?", times=3, people=2, first=DAY, last=DAY, article_id="a1", title="Quarry"
)
ANSWER = Answer(
    question="When did the quarry close?",
    asked="When did it close?",
    citation=CITED,
    highlight=TextRange(start=127, end=133),
    confidence=0.72,
    others=(LOCAL, CITED),
)
NOTHING = NoAnswer(question="Who owns it?", asked="Who owns it?", confidence=0.12, nearest=(CITED, LOCAL))
ARTICLE = ArticleCard(
    id="a1",
    source=CITED.source,
    title="Quarry",
    digest="d",
    published="2026-02-13",
    added="2026-02-14T00:00:00Z",
    language="en",
    words=1_204,
    passages=9,
)


def button(name: str = "b") -> ui.Button[Any]:
    return ui.Button(label="Show passage", custom_id=f"footnote:{name}")


def show(citation: Citation) -> ui.Button[Any]:
    return button(f"show:{citation.article_id}")


def components(view: ui.LayoutView) -> Iterator[Mapping[str, Any]]:
    """Every component of the message, as Discord counts them."""
    waiting: list[Mapping[str, Any]] = list(view.to_components())
    while waiting:
        component = waiting.pop(0)
        yield component
        waiting += [*component.get("components", ()), *([component["accessory"]] if "accessory" in component else [])]


def texts(view: ui.LayoutView) -> list[str]:
    return [
        component["content"]
        for component in components(view)
        if component["type"] == discord.ComponentType.text_display.value
    ]


def buttons(view: ui.LayoutView) -> list[Mapping[str, Any]]:
    return [component for component in components(view) if component["type"] == discord.ComponentType.button.value]


def seen(view: ui.LayoutView) -> str:
    return "\n".join(read(text).text for text in texts(view))


URL = re.compile(
    r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?"
    r"(?:[/?][A-Za-z0-9._~:/?@!$&'()*+,;=-]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~:/?@!$&'()*+,;=-]*)*)?"
    r"(?:#[A-Za-z0-9._~:/?@!$&'()*+,;=-]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~:/?@!$&'()*+,;=-]*)*)?"
)
# What cards are made of; nothing else may be recognised in them, whatever the records hold.
OWN = {"heading", "subtext", "block quote", "strong", "list", "mention"}


def check(view: ui.LayoutView, own: set[str] = OWN - {"list", "mention"}) -> None:
    """Check everything that Discord demands of a message, and that only our own marks are interpreted in it."""
    parts = list(components(view))
    assert len(parts) <= card_parts.COMPONENTS
    shown = texts(view)
    assert sum(map(size, shown)) <= card_parts.CHARACTERS
    for content in shown:
        assert escaping.has_ink(content)
        assert content.strip() == content
        assert set(read(content).constructs) <= own, content
        content.encode()
    for button in buttons(view):
        assert 1 <= size(button["label"]) <= card_parts.LABEL
        if "url" in button:
            assert size(button["url"]) <= card_parts.URL
            assert URL.fullmatch(button["url"]), button["url"]
        else:
            assert 1 <= size(button["custom_id"]) <= card_parts.CUSTOM_ID
    for part in parts:
        if part["type"] == discord.ComponentType.action_row.value:
            assert 1 <= len(part["components"]) <= card_parts.ROW
        if part["type"] == discord.ComponentType.section.value:
            assert 1 <= len(part["components"]) <= 3


# -- what they say --


def test_an_answer_is_a_quote_with_its_exact_answer_bold() -> None:
    view = reply_cards.answer(ANSWER, ENGLISH, buttons=[button("why")], show=show)
    check(view)
    quote = read(next(text for text in texts(view) if text.startswith(">")))
    assert quote.text == CITED.quote
    assert quote.bold == ("Friday",)
    assert "When did it close?" in seen(view)
    assert "Understood as: When did the quarry close?" in seen(view)
    assert "Quarry *closes* · 2026-02-13 · paper.example" in seen(view)
    assert "Confidence: likely (72%)" in seen(view)
    assert [button.get("url", button.get("custom_id")) for button in buttons(view)] == [
        deep_link(CITED),
        "footnote:why",
    ]


def test_an_answer_understood_as_it_was_asked_does_not_repeat_it() -> None:
    same = replace(ANSWER, question=ANSWER.asked)
    assert "Understood" not in seen(reply_cards.answer(same, ENGLISH))
    assert ANSWER.asked not in seen(reply_cards.answer(same, ENGLISH, question=False))


def test_what_was_understood_can_be_corrected_where_it_is_told() -> None:
    def labels(reply: Reply) -> list[str]:
        view = answer_card.card(reply, "a" * 12, ENGLISH, private=True)
        check(view)
        return [button["label"] for button in buttons(view)]

    nothing = replace(NOTHING, asked="And who owns it?")
    for reply in (ANSWER, nothing):
        assert "Not what I meant" in labels(reply)
        same = (reply.question, f"  {reply.question} ", f"\u200b{reply.question}")
        assert not [asked for asked in same if "Not what I meant" in labels(replace(reply, asked=asked))]


def test_a_vague_question_is_met_with_what_it_may_mean() -> None:
    readings = ("What happened? (Quarry *closes*)", "What happened? (Otters on the Welm)")
    vague = replace(NOTHING, question="What happened?", asked="What happened?", readings=readings)
    view = answer_card.card(vague, "a" * 12, ENGLISH, private=False)
    check(view)
    assert "This may mean several things. Which one?" in seen(view)
    assert CITED.quote not in seen(view)
    assert [reading for reading in readings if reading in seen(view)] == list(readings)
    ids = [button["custom_id"] for button in buttons(view) if button["label"] == "Ask this"]
    assert ids == [f"answer.read:{'a' * 12}:{number}" for number in range(2)]
    unstored = answer_card.card(vague, "a" * 12, ENGLISH, private=False, stored=False)
    assert readings[1] in seen(unstored)
    assert "Ask this" not in [button["label"] for button in buttons(unstored)]


def test_several_questions_are_not_taken_for_meanings_of_one() -> None:
    readings = ("When did the quarry close?", "Who owns the orchard?")
    several = replace(NOTHING, question=" ".join(readings), asked=" ".join(readings), readings=readings)
    for phrases in LANGUAGES.values():
        assert phrases.answers.several in seen(answer_card.card(several, "a" * 12, phrases, private=False))


def test_without_a_page_the_button_of_the_caller_shows_the_passage() -> None:
    view = reply_cards.answer(replace(ANSWER, citation=LOCAL), ENGLISH, show=show)
    assert [button["custom_id"] for button in buttons(view)] == ["footnote:show:a2"]
    assert "quarry.txt" in seen(view)
    assert "operator" not in seen(view)


def test_one_button_shows_the_passage_of_an_answer() -> None:
    plain = replace(ANSWER, asked=ANSWER.question)
    labels = {
        citation.source: [
            button["label"]
            for button in buttons(answer_card.card(replace(plain, citation=citation), "a" * 12, ENGLISH, private=False))
        ]
        for citation in (CITED, LOCAL)
    }
    assert labels[CITED.source][:2] == ["Open", "Passage"]
    assert labels[LOCAL.source][:2] == ["Show passage", "More evidence"]
    assert "Passage" not in labels[LOCAL.source]


def test_buttons_stand_apart_from_what_is_said() -> None:
    kinds = [
        component["type"]
        for component in components(reply_cards.no_answer(NOTHING, ENGLISH, buttons=[button()], show=show))
    ]
    assert kinds.count(discord.ComponentType.separator.value) == 1
    bare = components(reply_cards.no_answer(NOTHING, ENGLISH, show=show))
    assert discord.ComponentType.separator.value not in [component["type"] for component in bare]


def test_no_answer_says_so_and_marks_its_leads() -> None:
    view = reply_cards.no_answer(NOTHING, ENGLISH, show=show)
    check(view)
    assert "I found nothing in the articles that answers this." in seen(view)
    assert "Nearest, but not an answer:" in seen(view)
    assert CITED.quote in seen(view)
    assert not any("block quote" in read(text).constructs for text in texts(view))
    assert [button.get("url", button.get("custom_id")) for button in buttons(view)] == [
        deep_link(CITED),
        "footnote:show:a2",
    ]


def test_an_unsure_answer_is_amber_says_so_and_shows_the_next_two() -> None:
    others = tuple(replace(CITED, quote=f"Sentence {number}.") for number in range(4))
    view = reply_cards.answer(replace(ANSWER, grade="unsure", others=others), ENGLISH, show=show)
    check(view)
    shown = seen(view)
    assert shown.index("I am not sure, but this may answer it:") < shown.index("If not, perhaps one of these:")
    assert [f"Sentence {number}." in shown for number in range(4)] == [True, True, False, False]
    (frame,) = view.to_components()
    assert frame["accent_color"] == card_parts.AMBER
    alone = seen(reply_cards.answer(replace(ANSWER, grade="unsure", others=()), ENGLISH, show=show))
    assert "perhaps" not in alone


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_unsure_answer_asks_whether_it_is_right(code: str) -> None:
    say = of(code)
    asked = answer_card.card(replace(ANSWER, grade="unsure"), "a" * 12, say, private=False)
    labels = [button.get("label") for button in buttons(asked)]
    assert say.buttons.confirm_answer in labels
    assert say.buttons.deny_answer in labels
    assert say.buttons.helpful not in labels


def test_an_empty_library_says_how_to_fill_it() -> None:
    bare = replace(NOTHING, nearest=())
    assert "/library add" in seen(reply_cards.no_answer(bare, ENGLISH, empty=True))
    assert "/bibliothek hinzufügen" in seen(reply_cards.no_answer(bare, of("de"), empty=True))
    assert "Nearest" not in seen(reply_cards.no_answer(bare, ENGLISH))


def test_a_passage_has_the_quote_marked() -> None:
    view = article_cards.passage(CITED, HOME, ENGLISH)
    check(view)
    body = read(texts(view)[-1])
    assert body.text == TEXT
    assert body.bold == (CITED.quote,)
    assert "Closing" in seen(view)
    assert "##" not in seen(view)


def test_a_long_passage_begins_at_the_quote_rather_than_lose_it() -> None:
    before = "Slate was cut by hand. " * 200
    text = f"{before}{TEXT}"
    home = replace(HOME, start=0, end=len(text), text=text, sentences=(TextRange(start=0, end=len(text)),))
    view = article_cards.passage(replace(CITED, start=len(before), end=len(before) + 53), home, ENGLISH)
    check(view)
    assert read(texts(view)[-1]).bold == (CITED.quote,)


def test_a_quote_whose_article_has_changed_stands_alone() -> None:
    view = article_cards.passage(CITED, None, ENGLISH)
    check(view)
    assert "changed since" in seen(view)
    assert texts(view)[-1] == f"> {CITED.quote}"


def test_more_evidence_is_paged() -> None:
    many = tuple(replace(CITED, quote=f"Sentence {number}.") for number in range(12))
    view = reply_cards.more("When?", many, ENGLISH, page=1)
    check(view)
    assert "Sentence 5." in seen(view)
    assert "Sentence 4." not in seen(view)
    assert "Page 2 of 3" in seen(view)
    assert "Sentence 11." in seen(reply_cards.more("When?", many, ENGLISH, page=99))
    assert "no further sentences" in seen(reply_cards.more("When?", (), ENGLISH))


def test_why_shows_terms_figures_threshold_and_runner_up() -> None:
    view = why_card.why(ANSWER, REASONS, ENGLISH)
    check(view)
    for said in ("Why this sentence", "quarri, close", "quarry, closed", "62%", "100%", "72%", "30%", SECOND.quote):
        assert said in seen(view)
    unmatched = ReplyReasons(terms=("own",), threshold=0.3, runners=(replace(BEST, matched=()),))
    view = why_card.why(NOTHING, unmatched, ENGLISH)
    for said in ("Why no answer", "none of the words", "No other sentence"):
        assert said in seen(view)


def test_why_quotes_nothing_of_a_runner_up_whose_article_is_gone() -> None:
    assert SECOND.quote in seen(why_card.why(ANSWER, REASONS, ENGLISH, live={"a1", "a2"}))
    view = why_card.why(ANSWER, REASONS, ENGLISH, live={"a1"})
    check(view)
    assert SECOND.quote not in seen(view)
    assert ENGLISH.refusals.gone in seen(view)


def test_why_still_works_when_the_words_are_no_longer_kept() -> None:
    forgotten = ReplyReasons(terms=(), threshold=0.3, runners=())
    view = why_card.why(replace(NOTHING, question="", asked=""), forgotten, ENGLISH)
    check(view)
    assert "12%" in seen(view)
    assert "Searched" not in seen(view)


def test_each_sentence_of_a_summary_leads_to_its_place() -> None:
    made = Summary(article=ARTICLE, citations=(CITED, replace(CITED, quote="Its workers left.")))
    view = article_cards.summary(replace(made, focus="work"), ENGLISH)
    check(view)
    assert [button["url"] for button in buttons(view)] == [deep_link(citation) for citation in made.citations]
    assert "Focus: work" in seen(view)
    assert "no sentence" in seen(article_cards.summary(replace(made, citations=()), ENGLISH))


def test_articles_are_paged_and_say_what_they_are_filtered_by() -> None:
    view = list_cards.articles([replace(ARTICLE, title=f"No. {n}") for n in range(20)], ENGLISH, page=2, filtered="No")
    check(view)
    assert "20 articles" in seen(view)
    assert "with “No” in title or source" in seen(view)
    assert "No. 16" in seen(view)
    assert "Page 3 of 3" in seen(view)
    assert "1,204 words · 9 passages" in seen(view)
    assert {button["url"] for button in buttons(view)} == {CITED.source}
    assert "No article has “x”" in seen(list_cards.articles([], ENGLISH, filtered="x"))
    assert "/library add" in seen(list_cards.articles([], ENGLISH))


def test_search_shows_passages() -> None:
    view = list_cards.search("quarry", [RANKED], ENGLISH, show=lambda ranked: button(ranked.passage.id))
    check(view)
    assert "Passages for “quarry”" in seen(view)
    assert TEXT in seen(view)
    assert [button["custom_id"] for button in buttons(view)] == ["footnote:a1/1"]
    assert "nearest in meaning" not in seen(view)
    assert "nearest in meaning" in seen(list_cards.search("x", [replace(RANKED, lexical=0.0)], ENGLISH))
    assert "Nothing found for “x”." in seen(list_cards.search("x", [], ENGLISH))


def test_a_report_says_what_was_understood_and_what_was_skipped() -> None:
    outcomes = [
        Added(article=ARTICLE, replaced=True, first_sentence="The quarry closed."),
        Unchanged(article=ARTICLE),
        Skipped(source="/srv/x/list.bin", reason="It is not text."),
        Skipped(source="/srv/x/picture.png", reason="A picture.", expected=True),
    ]
    view = report_cards.report(outcomes, ENGLISH, before={"a1": replace(ARTICLE, words=900)}, interrupted=True)
    check(view)
    for said in (
        "1 article replaced",
        "1 article unchanged",
        "1 item skipped",
        "before: 900 words · 9 passages; now: 1,204 words · 9 passages",
        "begins: The quarry closed.",
        "list.bin",
        "It is not text.",
        "Interrupted.",
    ):
        assert said in seen(view)
    assert "picture" not in seen(view)
    assert "Nothing was added." in seen(report_cards.report([], ENGLISH))
    check(report_cards.progress(3, 10, "https://paper.example/x", ENGLISH))


def test_gaps_show_question_number_and_nearest_article() -> None:
    view = list_cards.gaps([GAP, replace(GAP, question="", times=1, title=None)], ENGLISH)
    check(view)
    assert "Who owns it?" in seen(view)
    assert "asked 3 times · nearest article: Quarry" in seen(view)
    assert "no longer stored" in seen(view)
    assert "asked 1 time · no article comes close" in seen(view)
    assert "Every question" in seen(list_cards.gaps([], ENGLISH))


def test_settings_are_told_in_words() -> None:
    holds = Preferences(threshold=0.5, language="de", person_daily=20)
    view = preference_cards.settings(
        holds, ENGLISH, threshold=0.5, listening=(1, 2), rated=(9, 10), reads_messages=False, buttons=FULL
    )
    check(view, OWN)
    shown = "\n".join(texts(view))
    for said in (
        "<#1> <#2>",
        "everyone",
        "more likely than not (50%)",
        "90% of 10",
        "Deutsch",
        "20 per day",
        "no limit",
    ):
        assert said in shown
    assert "when it is mentioned" in shown
    assert "same as in the server" not in shown


def test_a_channel_s_settings_mark_what_is_the_server_s() -> None:
    view = preference_cards.settings(Preferences(private=True), ENGLISH, threshold=0.3, channel=7, own=("private",))
    shown = "\n".join(texts(view))
    assert "about 10%" not in shown
    assert "Settings of <#7>" in shown
    assert shown.count("same as in the server") == 6
    assert "yes\n" in shown
    assert "not enough ratings" in shown


@pytest.mark.parametrize("say", LANGUAGES.values(), ids=LANGUAGES)
def test_the_accepted_share_is_told_before_the_confidence_that_it_takes(say: Phrases) -> None:
    view = preference_cards.settings(Preferences(), say, threshold=0.61, accepted=0.1)
    check(view, OWN)
    shown = "\n".join(texts(view))
    assert shown.index(say.share(0.1)) < shown.index(f"{say.certainty(0.61)} ({say.percentage(0.61)})")


@pytest.mark.parametrize("own", ["threshold", "accepted_wrong"])
def test_a_channel_s_own_sureness_is_not_the_server_s(own: str) -> None:
    view = preference_cards.settings(Preferences(), ENGLISH, threshold=0.3, channel=7, own=(own,))
    (line,) = [splitline for splitline in "\n".join(texts(view)).splitlines() if ENGLISH.settings.sureness in splitline]
    assert "same as in the server" not in line


def test_settings_of_a_crowded_server_fit() -> None:
    many = tuple(range(10**19, 10**19 + 250))
    for code in LANGUAGES:
        holds = Preferences(roles=many, person_daily=10**6, server_daily=10**6)
        view = preference_cards.settings(
            holds, of(code), threshold=0.4, channel=many[0], listening=many, rated=(10**6, 10**7), buttons=FULL
        )
        check(view, OWN)


def test_privacy_tells_what_is_kept_and_how_long() -> None:
    about = {
        "person": "80351110224678912",
        "answers": [{"at": "2026-01-03T10:00:00+00:00"}, {"at": "2026-01-02T10:00:00+00:00"}],
        "feedback": [{"at": "2026-01-04T10:00:00+00:00"}],
        "errors": [],
    }
    view = personal_data_cards.personal_data(about, ENGLISH, days=30, is_local=True, buttons=FULL)
    check(view, OWN)
    for said in ("2 questions", "1 rating", "2026-01-02", "after 30 days"):
        assert said in seen(view)
    assert "error" not in seen(view)
    nothing = seen(personal_data_cards.personal_data({"person": "1"}, ENGLISH, days=0, is_local=False))
    assert "Nothing is stored" in nothing
    assert ENGLISH.privacy.not_shared in seen(view)
    assert ENGLISH.privacy.not_shared not in nothing  # a database may be on another machine
    assert "not stored" in nothing


def test_notes_tell_the_id_and_the_place_in_line() -> None:
    assert "id: 7f3a" in seen(note_cards.error("7f3a", ENGLISH))
    assert "number 12 in line" in seen(note_cards.busy(12, ENGLISH))
    assert "Too many questions" in seen(note_cards.busy(0, ENGLISH))
    facts = note_cards.facts("Status", [("Shards", "3 *of* 3"), ("Errors", "")])
    check(facts)
    assert "Shards · 3 *of* 3" in seen(facts)


class Kept(ui.DynamicItem[ui.Button[Any]], template=r"footnote:kept:(?P<id>\d+)"):
    """A button with its state in its custom_id."""


def test_buttons_may_be_dynamic_items_and_take_several_rows() -> None:
    kept = [Kept(ui.Button(label="Why?", custom_id=f"footnote:kept:{number}")) for number in range(card_parts.BUTTONS)]
    view = reply_cards.answer(ANSWER, ENGLISH, buttons=kept)
    check(view)
    assert len(buttons(view)) == card_parts.BUTTONS + 1
    assert [child for child in view.walk_children() if isinstance(child, Kept)] == kept
    assert view.timeout is None


# -- links --


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("https://paper.example/a[1]?b=100%#c#d", "https://paper.example/a%5B1%5D?b=100%25#c%23d:~:text=One%20word."),
        (
            "https://zeitung.beispiel.münchen.example/x",
            "https://zeitung.beispiel.xn--mnchen-3ya.example/x#:~:text=One%20word.",
        ),
        ("HTTPS://Paper.example/x", "https://Paper.example/x#:~:text=One%20word."),
        ("https://paper.example:99999/x", None),
        ("http://paper.example:8080", "http://paper.example:8080#:~:text=One%20word."),
        ("https://localhost/x", None),
        ("https://user:secret@paper.example/x", None),
        ("https://[::1]/x", None),
        ("https://a..example/x", None),
        ("javascript:alert(1)", None),
        ("notes/otters.txt", None),
        ("https://paper.example/" + "a" * 600, None),
    ],
)
def test_a_link_is_strict_or_not_there(source: str, url: str | None) -> None:
    assert card_parts.citation_url(replace(CITED, source=source, quote="One word.")) == url


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://paper.example/a/b", "paper.example"),
        ("/srv/articles/moon.md", "moon.md"),
        ("C:\\articles\\moon.md", "moon.md"),
        ("articles/all.jsonl#12", "all.jsonl#12"),
        ("", ""),
    ],
)
def test_a_source_is_shown_without_its_folders(source: str, name: str) -> None:
    assert card_parts.source_name(source) == name


@pytest.mark.parametrize("say", LANGUAGES.values(), ids=LANGUAGES)
def test_own_words_may_name_a_link(say: Phrases) -> None:
    assert read(escaping.link(say.buttons.open, CITED.source)).targets == (CITED.source,)


def test_an_answer_tells_its_page_when_its_source_went_and_where_else_it_stands() -> None:
    old = replace(CITED, page=12, gone="2026-03-04T05:06:07+00:00")
    reply = Answer(
        question="q",
        asked="q",
        citation=old,
        highlight=None,
        confidence=0.9,
        others=(),
        also=(LOCAL, replace(CITED, title="")),
    )
    lines = texts(reply_cards.answer(reply, ENGLISH))[-1].splitlines()
    assert lines[0].endswith("· 2026-02-13 · paper.example · page 12")
    assert lines[1:3] == ["-# its source has been missing since 2026-03-04", "-# also in Quarry notes; Untitled"]


# -- whatever the records hold --

CHARACTERS = st.one_of(
    st.characters(codec=None, exclude_categories=()),
    st.sampled_from("\\*_~|`<>[]()#@:/-+.1a \n🙂日"),
)
ANY = st.one_of(
    st.text(CHARACTERS, max_size=40),
    st.builds(lambda piece, times: piece * times, st.text(CHARACTERS, min_size=1, max_size=6), st.integers(50, 900)),
)
STORED = ANY.map(normalise).filter(bool)
CODES = st.sampled_from(sorted(LANGUAGES))
SOURCES = st.one_of(
    ANY, ANY.map(lambda rest: f"https://paper.example/{rest}"), ANY.map(lambda a: f"https://{a}.example")
)
FULL = [button(str(number)) for number in range(card_parts.BUTTONS)]


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    quote, start = draw(STORED), draw(st.integers(0, 9_999))
    return Citation(
        article_id="a",
        title=draw(ANY),
        source=draw(SOURCES),
        published=draw(st.none() | ANY),
        start=start,
        end=start + len(quote),
        quote=quote,
    )


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    head, text, start = (
        draw(st.sampled_from(["", "## A heading\n\n", "# *\n"])),
        draw(STORED),
        draw(st.integers(0, 999)),
    )
    first = start + len(head)
    sentence = TextRange(start=first, end=first + len(text))
    return Passage(id="p", article_id="a", start=start, end=sentence.end, text=f"{head}{text}", sentences=(sentence,))


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    cited = draw(citations())
    start = draw(st.integers(cited.start, cited.end - 1))
    mark = TextRange(start=start, end=draw(st.integers(start + 1, cited.end)))
    others = tuple(draw(st.lists(citations(), max_size=7)))
    asked = {"question": draw(ANY), "asked": draw(ANY), "confidence": draw(st.floats(0, 1))}
    grade: AnswerGrade = draw(st.sampled_from(["sure", "unsure"]))
    answer = Answer(citation=cited, highlight=draw(st.none() | st.just(mark)), others=others, grade=grade, **asked)
    readings = tuple(draw(st.lists(ANY, max_size=3)))
    return draw(st.sampled_from([answer, NoAnswer(nearest=others, readings=readings, **asked)]))


RUNNERS = st.builds(
    ScoredSentence,
    article_id=ANY,
    title=ANY,
    quote=ANY,
    score=st.floats(),
    lexical=st.floats(0, 1),
    similarity=st.floats(-1, 1),
    coverage=st.floats(0, 1),
    matched=st.lists(ANY, max_size=4).map(tuple),
)
REASONINGS = st.builds(
    ReplyReasons,
    terms=st.lists(ANY, max_size=4).map(tuple),
    threshold=st.floats(0, 1),
    runners=st.lists(RUNNERS, max_size=3).map(tuple),
)


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(replies(), REASONINGS, CODES, st.sampled_from([show, None]))
def test_replies_fit_whatever_they_hold(reply: Reply, reasons: ReplyReasons, code: str, show_one: Any) -> None:
    say = of(code)
    if isinstance(reply, Answer):
        view = reply_cards.answer(
            reply, say, buttons=FULL, show=show_one, note=say.answers.private, mean=button("mean")
        )
        quote = next(text for text in texts(view) if text.startswith(">"))
        said = " ".join(reply.citation.quote.split())
        shown = " ".join(read(quote).text.split())
        assert shown == said or said.startswith(shown.removesuffix("…").rstrip())
        others = reply.others
    else:
        view = reply_cards.no_answer(reply, say, buttons=FULL, show=show_one, mean=button("mean"))
        check(reply_cards.vague(reply, say, buttons=FULL, read=lambda number: button(f"read{number}")))
        check(reply_cards.no_answer(reply, say, buttons=FULL, empty=True))
        others = reply.nearest
    check(view)
    check(reply_cards.more(reply.question, others, say, page=1, buttons=FULL, show=show_one))
    check(why_card.why(reply, reasons, say, buttons=FULL))


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(citations(), passages(), CODES, st.data())
def test_passages_fit_and_keep_the_quote(cited: Citation, home: Passage, code: str, data: st.DataObject) -> None:
    say = of(code)
    check(article_cards.passage(cited, None, say, buttons=FULL, show=show))
    check(article_cards.passage(cited, home, say, buttons=FULL, show=show))
    ranked = replace(RANKED, passage=home, title=cited.title)
    check(list_cards.search(cited.title, [ranked], say, buttons=FULL, show=lambda _: button()))
    first = home.sentences[0]
    start = data.draw(st.integers(first.start, first.end - 1))
    end = data.draw(st.integers(start + 1, first.end))
    inside = replace(cited, start=start, end=end, quote=home.text[start - home.start : end - home.start])
    view = article_cards.passage(inside, home, say, buttons=FULL)
    check(view)
    if (
        inside.quote.strip()
        and normalise(home.text[first.start - home.start :]) == home.text[first.start - home.start :]
    ):
        bold = "".join(read(texts(view)[-1]).bold)
        assert bold
        assert inside.quote.strip().startswith(bold)


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(st.lists(citations(), max_size=10), st.lists(ANY, min_size=1, max_size=4), CODES, st.integers(-1, 3))
def test_lists_fit_whatever_they_hold(cited: list[Citation], words: list[str], code: str, page: int) -> None:
    say = of(code)
    stored = [
        replace(ARTICLE, title=citation.title, source=citation.source, published=citation.published, words=10**9)
        for citation in cited
    ]
    made = Summary(article=(stored or [ARTICLE])[0], citations=tuple(cited))
    check(article_cards.summary(replace(made, focus=words[0]), say, page=page, buttons=FULL, show=show))
    check(list_cards.articles(stored, say, page=page, filtered=words[0], buttons=FULL))
    outcomes = [
        outcome
        for citation, article in zip(cited, stored, strict=True)
        for outcome in (
            Added(article=article, replaced=True, first_sentence=citation.quote),
            Skipped(source=citation.source, reason=words[-1]),
            Vanished(article=replace(article, gone=words[0])),
        )
    ]
    check(report_cards.report(outcomes, say, before={"a1": ARTICLE}, interrupted=True, buttons=FULL))
    found = [replace(GAP, question=citation.title, times=10**9, title=citation.title) for citation in cited]
    check(list_cards.gaps(found, say, page=page, buttons=FULL))
    check(report_cards.progress(1, 2, words[0], say))
    check(note_cards.error(words[0], say))
    check(note_cards.facts(say.status.heading, [(say.status.errors, word) for word in words * 4], buttons=FULL))


KINDS: tuple[FollowupKind, ...] = get_args(FollowupKind)
OUTCOMES: tuple[FollowupOutcome, ...] = get_args(FollowupOutcome)


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(st.lists(citations(), min_size=1, max_size=MORE), st.sampled_from(KINDS), st.sampled_from(OUTCOMES), CODES)
def test_followups_fit_whatever_they_hold(
    cited: list[Citation], kind: FollowupKind, outcome: FollowupOutcome, code: str
) -> None:
    shown = tuple(
        replace(citation, article_id="0123456789abcdef") for citation in cited[: MORE if kind in LIST_FOLLOWUPS else 1]
    )
    mark = TextRange(start=shown[0].start, end=shown[0].end)
    found = FollowupReply(kind=kind, outcome="found", about=shown[0], citations=shown, highlight=mark)
    for reply in (found, FollowupReply(kind=kind, outcome=outcome, about=shown[0])):
        check(followup_card.followup(reply, of(code)))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("sign", ["*", "🙂", "word ", "\ufdfa", "a\n"])
def test_the_fullest_followups_fit(code: str, sign: str) -> None:
    long = normalise(sign * 4_500)
    full = Citation(
        article_id="0123456789abcdef",
        title=long,
        source=f"https://{'a' * 60}.{'b' * 60}.example/",
        published=long,
        start=0,
        end=10**9 - 1,
        quote=long,
        page=10**9,
        gone=long,
    )
    for kind in KINDS:
        shown = (full,) * (MORE if kind in LIST_FOLLOWUPS else 1)
        mark = TextRange(start=0, end=len(long))
        reply = FollowupReply(kind=kind, outcome="found", about=full, citations=shown, highlight=mark)
        check(followup_card.followup(reply, of(code)))
        local = tuple(replace(citation, source=long) for citation in shown)
        check(followup_card.followup(replace(reply, citations=local), of(code)))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("sign", ["*", "🙂", "word ", "\ufdfa", "a\n"])
def test_the_fullest_cards_fit(code: str, sign: str) -> None:
    say, long = of(code), normalise(sign * 4_500)
    full = Citation(
        article_id="a",
        title=long,
        source=f"https://{'a' * 60}.{'b' * 60}.example/",
        published=long,
        start=0,
        end=len(long),
        quote=long,
        page=10**9,
        gone=long,
    )
    asked = {"question": long, "asked": f"{long}!", "confidence": 0.4}
    answer = Answer(
        citation=full, highlight=TextRange(start=0, end=len(long)), others=(full,) * 20, also=(full,) * 3, **asked
    )
    home = Passage(
        id="p",
        article_id="a",
        start=0,
        end=2 * len(long),
        text=long * 2,
        sentences=(TextRange(start=len(long), end=2 * len(long)),),
    )
    ranked = replace(RANKED, title=long, passage=home)
    best = replace(BEST, title=long, quote=long, matched=(long, long))
    article = replace(ARTICLE, title=long, source=long, published=long, words=10**12, passages=10**12)
    outcomes = (
        *[Added(article=article, replaced=True, first_sentence=long)] * 9,
        Added(article=article, replaced=False, first_sentence=long),
        Unchanged(article=article),
        *[Skipped(source=long, reason=long)] * 9,
    )
    reasons = ReplyReasons(terms=(long, long), threshold=0.3, runners=(best, best))
    gap = replace(GAP, question=long, times=10**12, title=long)
    for view in (
        reply_cards.answer(answer, say, buttons=FULL, note=say.answers.private, mean=button("mean")),
        reply_cards.answer(
            replace(answer, grade="unsure"), say, buttons=FULL, note=say.answers.private, mean=button("mean")
        ),
        reply_cards.no_answer(NoAnswer(nearest=(full,) * 20, **asked), say, buttons=FULL, mean=button("mean")),
        reply_cards.vague(
            NoAnswer(nearest=(), readings=(long,) * 3, **asked), say, buttons=FULL, read=lambda _: button()
        ),
        article_cards.passage(replace(full, start=len(long), end=2 * len(long)), home, say, buttons=FULL),
        reply_cards.more(long, (full,) * 20, say, page=1, buttons=FULL),
        why_card.why(answer, reasons, say, buttons=FULL),
        article_cards.summary(Summary(article=article, citations=(full,) * 20, focus=long), say, page=1, buttons=FULL),
        list_cards.articles((article,) * 20, say, filtered=long, page=1, buttons=FULL),
        list_cards.search(long, (ranked,) * 20, say, page=1, buttons=FULL, show=lambda _: button()),
        report_cards.report(outcomes, say, before={"a1": article}, interrupted=True, buttons=FULL),
        list_cards.gaps((gap,) * 20, say, page=1, buttons=FULL),
        note_cards.facts(say.status.heading, [(say.settings.sureness, long)] * 20, buttons=FULL),
    ):
        check(view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_shows_the_whole_answer_and_what_it_overtakes(language: str) -> None:
    phrases = of(language)
    lead = replace(
        CITED,
        further=(
            Part(start=60, end=99, quote="The quarry keeps a list of its stones .", role="context"),
            Part(start=155, end=165, quote="quarry -l\n"),
        ),
    )
    overtaken = Superseded(citation=replace(LOCAL, quote="It will close in May."), date="2026-01-03")
    reply = Answer(
        question="When?", asked="When?", citation=lead, highlight=None, confidence=0.9, others=(), superseded=overtaken
    )
    view = reply_cards.answer(reply, phrases)
    shown = seen(view)
    check(view)
    order = ("keeps a list", "after ninety years.", "quarry -l", "It will close in May.", "Quarry notes", "2026-01-03")
    assert [shown.index(piece) for piece in order] == sorted(shown.index(piece) for piece in order)
    contradicting = replace(reply, superseded=replace(overtaken, relation="contradicts"))
    assert seen(reply_cards.answer(contradicting, phrases)) != shown

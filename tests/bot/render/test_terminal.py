"""Both writers: what is shown, and that nothing in strangers' words is obeyed."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from bot.render import json_values, plain_text, reply_blocks, tables, terminal, wording
from bot.render.blocks import Block, Note
from bot.render.quote_excerpt import Quoted
from retrieval.core.ingestion_records import Added, Skipped, Unchanged
from retrieval.core.overview_records import Digest, DigestEntry, Summary, Timeline
from retrieval.core.records import Article, ArticleCard, Evidence, Passage, RankedPassage, TextRange
from retrieval.core.reply_records import Answer, Citation, Examination, NoAnswer, Part, Superseded, Talk, Thresholds
from support.example_counts import example_count

Writer: TypeAlias = Callable[[Sequence[Block]], RenderableType]

WRITERS: dict[str, Writer] = {"drawn": terminal.render, "plain": plain_text.render}
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")  # colours and links that rich writes itself
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(params=WRITERS)
def render(request: pytest.FixtureRequest) -> Writer:
    return WRITERS[request.param]


def printed(shown: RenderableType, *, width: int = 80, terminal: bool = True) -> str:
    """What a console as `screen` makes it prints."""
    console = Console(
        file=io.StringIO(),
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        width=width,
        markup=False,
        highlight=False,
        emoji=False,
    )
    console.print(shown, soft_wrap=not terminal)
    return cast("io.StringIO", console.file).getvalue()


def visible(shown: RenderableType, *, width: int = 80) -> str:
    return OURS.sub("", printed(shown, width=width))


def cite(
    text: str = "Apollo 11 landed on 20 July 1969.", *, about: str = "The moon", source: str = "moon.md"
) -> Citation:
    return Citation(
        article_id="a1", title=about, source=source, published="2019-07-16", start=10, end=10 + len(text), quote=text
    )


def quoted(text: str = "Apollo 11 landed on 20 July 1969.", **more: Any) -> Quoted:
    return Quoted(citation=cite(text, **more), before="It flew for days. ", after=" It came back.")


def card(text: str = "The moon") -> ArticleCard:
    return ArticleCard(
        id="a1" * 16, source=text, title=text, digest="d", published=None, added="2024-01-01T00:00:00Z",
        language="en", words=812, passages=7,
    )  # fmt: skip


def ranked(text: str = "It flew for days. Apollo 11 landed.") -> RankedPassage:
    passage = Passage(
        id="a1:0",
        article_id="a1",
        start=5,
        end=5 + len(text),
        text=text,
        sentences=(TextRange(start=5, end=5 + len(text)),),
    )
    return RankedPassage(passage=passage, title=text, lexical=0.25, similarity=0.5, coverage=0.75, score=1.5)


def examined(text: str = "When did it land?", *, answered: bool = True) -> Examination:
    reply: Answer | NoAnswer = NoAnswer(question=text, asked=text, confidence=0.2, nearest=(cite(text),))
    if answered:
        reply = Answer(question=text, asked=text, citation=cite(), highlight=None, confidence=0.72, others=())
    evidence = Evidence(
        passage=ranked(text),
        sentence=ranked(text).passage.sentences[0],
        score=1.0,
        lexical=0.2,
        similarity=0.4,
        coverage=0.6,
        matched=(text,),
    )
    return Examination(
        reply=reply, terms=(text,), ranked=(ranked(text),), evidence=(evidence,), confidence=0.72,
        thresholds=Thresholds(sure=0.3, unsure=0.1),
        milliseconds={"lexical": 1.25, "read": 3.0},
    )  # fmt: skip


def test_an_answer_shows_quote_context_citation_confidence_and_time() -> None:
    shown = visible(terminal.render(reply_blocks.reply(examined(), [quoted()], took=41.0, leads=3)))
    assert shown.splitlines() == [
        "  It flew for days.",
        "▌ Apollo 11 landed on 20 July 1969.",
        "  It came back.",
        "  The moon · 2019-07-16 · moon.md · characters 10–43",
        "  likely (72%) · 41 ms",
    ]


def test_a_plain_answer_is_the_quote_on_a_line_then_its_citation() -> None:
    shown = printed(
        plain_text.render(reply_blocks.reply(examined(), [quoted("A\nlong wait. " * 20)], took=41.0, leads=3)),
        terminal=False,
    )
    lines = shown.splitlines()
    assert lines[0] == ("A long wait. " * 20).strip()
    assert lines[1:] == ["The moon · 2019-07-16 · moon.md · characters 10–270", "likely (72%) · 41 ms"]


def test_a_highlight_is_brought_out_inside_the_quote() -> None:
    start = cite().quote.index("20 July")
    shown = replace(quoted(), highlight=TextRange(start=start, end=start + 12))
    assert terminal.highlighted(shown).plain == cite().quote
    (span,) = [span for span in terminal.highlighted(shown).spans if span.style == terminal.HIGHLIGHT]
    assert cite().quote[span.start : span.end] == "20 July 1969"


def test_leads_are_marked_as_no_answers(render: Writer) -> None:
    shown = visible(render(reply_blocks.reply(examined(answered=False), [quoted("A lead.")], took=1.0, leads=3)))
    silence, label, lead = shown.splitlines()[:3]
    assert (silence, label) == ("I found nothing in the articles that answers this.", "Nearest, but not an answer:")
    assert "A lead." in lead


def test_no_leads_no_heading_for_them(render: Writer) -> None:
    for shown, leads in (([], 3), ([quoted()], 0)):
        assert "Nearest" not in visible(
            render(reply_blocks.reply(examined(answered=False), shown, took=1.0, leads=leads))
        )


def test_a_web_page_is_linked_at_the_quote(render: Writer) -> None:
    shown = printed(render(reply_blocks.quotes([quoted("It landed.", source="https://a.example/moon")])), width=200)
    assert "https://a.example/moon#:~:text=It%20landed." in shown


def test_a_quote_is_barred_on_every_line_it_is_wrapped_to() -> None:
    lines = visible(terminal.render(reply_blocks.quotes([quoted("word " * 30)])), width=30).splitlines()
    barred = [line for line in lines if line.startswith("▌ ")]
    assert len(barred) == 6
    assert " ".join(line.removeprefix("▌ ").strip() for line in barred) == ("word " * 30).strip()


def test_passages_without_the_words_are_said_to_be_near_in_meaning(render: Writer) -> None:
    assert "No passage has these words." in visible(render(reply_blocks.passages([replace(ranked(), lexical=0.0)])))
    assert "No passage has these words." not in visible(render(reply_blocks.passages([ranked()])))


def test_markup_of_an_article_stays_as_it_is_written(render: Writer) -> None:
    for text in ("[bold]loud[/bold]", ":moon: [link=x]y[/]", "*a* `b` <i>c</i>", "[/] \\[x]"):
        assert text in visible(render(reply_blocks.quotes([quoted(text, about=text)])))
        assert text in visible(render([tables.articles([card(text)])]), width=200)


def test_why_names_terms_threshold_figures_and_stages(render: Writer) -> None:
    shown = visible(
        render(reply_blocks.why(examined(), tables.best_sentences(examined(), 5), tables.stages(examined()))), width=160
    )
    for part in (
        "Understood as: When did it land?",
        "Terms:",
        "72%",
        "threshold: 30%",
        "0.400",
        "0.200",
        "lexical",
        "1.2",
    ):
        assert part in shown


def test_a_long_table_is_cut_on_request_and_says_so() -> None:
    table = tables.articles([card(f"Article {number}") for number in range(5)]).cut(2)
    assert len(table.rows) == 2
    assert "… and 3 more rows" in visible(terminal.render([table]), width=160)


def test_a_plain_table_has_a_line_an_article_and_tabs_between_cells() -> None:
    shown = plain_text.render([tables.articles([card("A\tb\nc")])])
    assert shown.splitlines()[1].split("\t") == ["a1a1a1a1", "A b c", "", "812", "7", "A b c"]


def test_what_was_added_and_what_was_skipped() -> None:
    outcomes = [
        Added(article=card("New"), replaced=False, first_sentence="It begins."),
        Added(article=card("Old"), replaced=True, first_sentence="It goes on."),
        Unchanged(article=card("Same")),
        Skipped(source="x.bin", reason="x.bin: a binary."),
    ]
    stored = plain_text.render([tables.stored(outcomes)]).splitlines()
    assert [line.split("\t")[0] for line in stored] == ["title", "New", "Old"]
    assert [line.split("\t")[3] for line in stored] == ["passages", "7", "7"]
    assert [line.split("\t")[4] for line in stored] == ["state", "new", "replaced"]
    assert plain_text.render([tables.skipped(outcomes)]).splitlines()[1:] == ["x.bin\tx.bin: a binary."]


def test_json_of_an_answer() -> None:
    mark = TextRange(start=0, end=9)
    value = json.loads(
        json_values.dumps(json_values.examination(examined(), [replace(quoted(), highlight=mark), quoted("B.")]))
    )
    assert value["answered"] is True
    assert (value["grade"], value["superseded"]) == ("sure", None)
    assert value["quote"] == cite().quote
    assert value["citation"]["parts"] == [{"start": 10, "end": 43, "quote": cite().quote, "role": "answer"}]
    assert value["citation"]["quote"] == cite().quote
    assert (value["citation"]["before"], value["citation"]["after"]) == ("It flew for days. ", " It came back.")
    assert value["highlight"] == {"start": 10, "end": 19, "text": "Apollo 11"}
    assert value["confidence_in_words"] == "likely"
    assert [quote["quote"] for quote in value["others"]] == ["B."]
    assert value["citation"]["link"] is None


def test_json_of_an_unsure_answer_that_overtakes_another() -> None:
    reply = examined().reply
    assert isinstance(reply, Answer)
    earlier = Superseded(citation=cite("It had not."), date="1969-07-19")
    reply = replace(reply, grade="unsure", superseded=earlier)
    value = json_values.examination(replace(examined(), reply=reply), [quoted()])
    assert (value["grade"], value["answered"], value["quote"]) == ("unsure", False, cite().quote)
    assert (value["superseded"]["date"], value["superseded"]["citation"]["quote"]) == ("1969-07-19", "It had not.")


def whole() -> Examination:
    """An answer of a lead-in with two lines of code, behind the sentence that its pronoun needs."""
    reply = examined().reply
    assert isinstance(reply, Answer)
    lead = replace(
        cite("To list it, run:"),
        start=100,
        end=116,
        further=(
            Part(start=70, end=99, quote="The fleet keeps a list of it.", role="context"),
            Part(start=118, end=136, quote="fleet list\nfleet x"),
        ),
    )
    return replace(examined(), reply=replace(reply, citation=lead))


def test_a_whole_answer_shows_its_context_dimmed_and_its_code_in_lines() -> None:
    answered = whole()
    assert isinstance(answered.reply, Answer)
    blocks = reply_blocks.reply(answered, [Quoted(citation=answered.reply.citation)], took=41.0, leads=3)
    assert visible(terminal.render(blocks)).splitlines()[:4] == [
        "  The fleet keeps a list of it.",
        "▌ To list it, run:",
        "▌ fleet list",
        "▌ fleet x",
    ]
    assert plain_text.render(blocks).splitlines()[:4] == [
        "(The fleet keeps a list of it.)",
        "To list it, run:",
        "fleet list",
        "fleet x",
    ]


def test_the_exact_answer_of_a_whole_answer_is_brought_out() -> None:
    answered = whole()
    assert isinstance(answered.reply, Answer)
    shown = Quoted(citation=answered.reply.citation, highlight=TextRange(start=3, end=7))
    assert "\x1b[1;7mlist\x1b[0m" in printed(terminal.render([*reply_blocks.quotes([shown])]))


@pytest.mark.parametrize("render", [plain_text.render, lambda blocks: visible(terminal.render(blocks), width=200)])
@pytest.mark.parametrize(("relation", "label"), [("earlier", "earlier, 1969-07-19"), ("contradicts", "but also, 1969")])
def test_what_an_answer_overtakes_is_shown_with_its_date(render: Writer, relation: Any, label: str) -> None:
    reply = examined().reply
    assert isinstance(reply, Answer)
    overtaken = Superseded(citation=cite("It had not."), date="1969-07-19", relation=relation)
    answered = replace(examined(), reply=replace(reply, superseded=overtaken))
    shown = str(render(reply_blocks.reply(answered, [quoted()], took=41.0, leads=3)))
    assert label in shown
    assert "“It had not.” (The moon · moon.md)" in shown


@pytest.mark.parametrize("render", [plain_text.render, lambda blocks: visible(terminal.render(blocks))])
def test_an_unsure_answer_is_marked_and_followed_by_the_next_two(render: Writer) -> None:
    reply = examined().reply
    assert isinstance(reply, Answer)
    unsure = replace(examined(), reply=replace(reply, grade="unsure"))
    quotes = [quoted(), quoted("It rained."), quoted("It snowed."), quoted("It hailed.")]
    shown = render(reply_blocks.reply(unsure, quotes, took=41.0, leads=3))
    order = [wording.UNSURE, cite().quote, "likely (72%)", wording.ALTERNATIVES, "It rained.", "It snowed."]
    assert [shown.index(piece) for piece in order] == sorted(shown.index(piece) for piece in order)
    assert "It hailed." not in shown
    alone = render(reply_blocks.reply(unsure, quotes[:1], took=41.0, leads=3))
    assert wording.ALTERNATIVES not in alone


def test_talk_is_shown_as_its_sentence() -> None:
    talk = Talk(question="Hello", asked="hello", text="Ask me about the moon.", kind="greeting")
    met = replace(examined(), reply=talk)
    assert plain_text.render(reply_blocks.reply(met, [], took=1.0, leads=3)) == "Ask me about the moon."
    value = json_values.examination(met, [])
    assert (value["grade"], value["kind"], value["text"]) == ("talk", "greeting", "Ask me about the moon.")


def test_json_of_a_silence() -> None:
    value = json.loads(json_values.dumps(json_values.examination(examined(answered=False), [quoted("A lead.")])))
    assert (value["answered"], value["grade"]) == (False, "none")
    assert "quote" not in value
    assert [quote["quote"] for quote in value["nearest"]] == ["A lead."]
    assert value["readings"] == []


@pytest.mark.parametrize("answered", [True, False])
def test_the_advice_of_another_model_is_a_line_at_the_end(answered: bool) -> None:  # noqa: FBT001
    silent = examined(answered=answered)
    advised = replace(silent, advice="A multilingual model finds more.")
    shown = plain_text.render(reply_blocks.reply(advised, [quoted()], took=1.0, leads=3))
    assert shown.splitlines()[-1] == advised.advice
    assert advised.advice not in plain_text.render(reply_blocks.reply(silent, [quoted()], took=1.0, leads=3))
    assert json_values.examination(advised, [quoted()])["advice"] == advised.advice
    assert json_values.examination(silent, [quoted()])["advice"] == ""


def test_json_of_a_vague_question() -> None:
    silent = examined(answered=False)
    vague = replace(silent, reply=replace(silent.reply, readings=("It? (A)", "It? (B)")))
    assert json.loads(json_values.dumps(json_values.examination(vague, [])))["readings"] == ["It? (A)", "It? (B)"]


def everything(render: Writer, text: str) -> list[RenderableType]:
    """One of each, with the text wherever a stranger's words can stand."""
    article = Article(
        id="a1", library="l", source=text, title=text, text=text, digest="d", published=text, added="", language="en"
    )
    mark = TextRange(start=0, end=len(text) // 2)
    shown = [Quoted(citation=cite(text, about=text, source=text), before=text, after=text, highlight=mark)]
    sheets = [
        tables.articles([card(text)]),
        tables.stored([Added(article=card(text), replaced=False, first_sentence=text)]),
        tables.skipped([Skipped(source=text, reason=text)]),
        tables.timeline(Timeline(words=text, unit="day", periods=(), undated_articles=1, undated_sentences=1)),
    ]
    return [
        *(
            render(reply_blocks.reply(examined(text, answered=answered), shown, took=1.0, leads=3))
            for answered in (True, False)
        ),
        render(reply_blocks.quotes(shown * 2)),
        render(reply_blocks.passages([ranked(text)])),
        render(reply_blocks.article(article, [ranked(text).passage])),
        render(reply_blocks.summary(Summary(article=card(text), citations=(cite(text),), focus=text))),
        render(reply_blocks.summary(Summary(article=card(text), citations=(), focus=text))),
        render(
            reply_blocks.digest(Digest(words=text, entries=(DigestEntry(citations=(cite(text),), also=(cite(text),)),)))
        ),
        render(reply_blocks.digest(Digest(words=text, entries=()))),
        render([Note(text=text)]),
        render(
            reply_blocks.why(examined(text), tables.best_sentences(examined(text), 5), tables.stages(examined(text)))
        ),
        *(render([table]) for table in sheets),
    ]


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=example_count(60), deadline=None)
@given(text=ANYTHING, width=st.integers(20, 120))
def test_no_text_breaks_or_escapes(name: str, text: str, width: int) -> None:
    for shown in everything(WRITERS[name], text):
        assert not OBEYED.search(visible(shown, width=width).replace("\t", ""))


@pytest.mark.parametrize(
    "attack", ["\x1b[31mred", "\x1b]0;title\x07", "\x9b2J", "a\rb", "\x1b]8;;http://evil\x1b\\x", "\u202egnp.exe"]
)
def test_escape_codes_never_pass(render: Writer, attack: str) -> None:
    for shown in everything(render, f"before {attack} after"):
        found = visible(shown, width=200)
        assert not OBEYED.search(found.replace("\t", ""))
        assert attack not in printed(shown, width=200)


@settings(max_examples=example_count(60), deadline=None)
@given(ANYTHING)
def test_json_reads_back_and_is_safe_to_show(text: str) -> None:
    makers: list[Callable[[], json_values.Json]] = [
        lambda: json_values.examination(examined(text), [quoted(text, about=text, source=text)]),
        lambda: json_values.articles("l", [card(text)]),
        lambda: json_values.search(text, [ranked(text)]),
        lambda: json_values.outcomes("l", [Skipped(source=text, reason=text)], interrupted=False),
    ]
    for make in makers:
        dumped = json_values.dumps(make())
        assert not OBEYED.search(dumped)
        dumped.encode()
        assert json.loads(dumped) == json.loads(json.dumps(make()))

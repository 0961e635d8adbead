from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from retrieval.conversation.exchanges import Exchange
from retrieval.core.errors import EvaluationError, QuestionError
from retrieval.core.ingestion_records import Added, Draft, Outcome, Skipped
from retrieval.core.records import Article, ArticleCard, Evidence, Passage, RankedPassage, TextRange
from retrieval.core.reply_records import (
    Answer,
    AnswerGrade,
    Citation,
    Examination,
    NoAnswer,
    Part,
    Superseded,
    Thresholds,
)
from retrieval.evaluation.failures import reasons_of_failure, write_failures
from retrieval.evaluation.measures import EvaluationReport, evaluate
from retrieval.evaluation.outcome_figures import auroc, calibration_error

TEXTS = {
    "moon": "The Moon is grey. It is far away. Tides follow it. It has no air. Dust covers it. It shines at night. "
    "Twelve people walked there.",
    "mars": "Mars is red. It has two moons.",
    "void": "",
}
# (article, the sentence's place in it), the best first
Found = tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Script:
    """What the library below is to find for a question."""

    found: Found
    confidence: float
    answered: bool
    grade: AnswerGrade = "sure"
    further: Found = ()  # parts beside the first sentence, of its article
    earlier: tuple[str, int] | None = None  # what is shown as overtaken
    mark: str = ""  # the exact answer


SCRIPTS = {
    "What colour is the Moon?": Script(found=(("moon", 0), ("mars", 0)), confidence=0.9, answered=True),
    "How many moons has Mars?": Script(found=(("moon", 1), ("mars", 1)), confidence=0.6, answered=True),
    "How many walked on the Moon?": Script(
        found=(("moon", 0), ("moon", 1), ("moon", 2), ("moon", 3), ("moon", 4), ("moon", 6)),
        confidence=0.4,
        answered=False,
    ),
    "Does the Moon have air?": Script(found=(("mars", 0),), confidence=0.5, answered=False),
    "Who owns the Moon?": Script(found=(("moon", 1),), confidence=0.5, answered=False),
    "Who lives on Mars?": Script(found=(("mars", 1), ("mars", 0)), confidence=0.7, answered=True),
}


class ScriptedLibrary:
    """Stores articles under ids of its own, and finds for each question what its script says."""

    def __init__(self, scripts: dict[str, Script]) -> None:
        self.scripts = scripts
        self.articles: dict[str, Article] = {}
        self.asked: list[str] = []
        self.histories: list[Sequence[Exchange]] = []

    def store(self, drafts: Iterable[Draft | Skipped]) -> Iterator[Outcome]:
        for draft in drafts:
            assert isinstance(draft, Draft)
            if not draft.text:
                yield Skipped(source=draft.source, reason="There is no sentence in it.")
                continue
            article = Article(
                id=f"id of {draft.source}",
                library="test",
                source=draft.source,
                title=draft.title,
                text=draft.text,
                digest="",
                published=None,
                added="2024-05-01T00:00:00Z",
                language="en",
            )
            self.articles[article.id] = article
            yield Added(article=card(article), replaced=False, first_sentence="")

    def examine(self, question: str, *, history: Sequence[Exchange] = ()) -> Examination:
        self.histories.append(history)
        self.asked.append(question)
        if question not in self.scripts:
            raise QuestionError("the question is too long", advice="Shorten it.")
        script = self.scripts[question]
        cited = [self.citation(*place) for place in script.found]
        reply = (
            Answer(
                question=question,
                asked=question,
                citation=self.whole(script),
                highlight=self.highlight(cited[0], script.mark),
                confidence=script.confidence,
                others=tuple(cited[1:]),
                grade=script.grade,
                superseded=Superseded(citation=self.citation(*script.earlier), date=None) if script.earlier else None,
            )
            if script.answered
            else NoAnswer(question=question, asked=question, confidence=script.confidence, nearest=tuple(cited))
        )
        return Examination(
            reply=reply,
            terms=(),
            ranked=(),
            evidence=tuple(self.evidence(*place) for place in script.found),
            confidence=script.confidence,
            thresholds=Thresholds.single(0.55),
            milliseconds={},
        )

    def whole(self, script: Script) -> Citation:
        further = [self.span(*place) for place in script.further]
        parts = tuple(Part(start=start, end=end, quote=article.text[start:end]) for article, start, end in further)
        return replace(self.citation(*script.found[0]), further=parts)

    def highlight(self, cited: Citation, mark: str) -> TextRange | None:
        start = cited.start + cited.quote.index(mark)
        return TextRange(start=start, end=start + len(mark)) if mark else None

    def span(self, name: str, place: int) -> tuple[Article, int, int]:
        article = self.articles[f"id of {name}"]
        start = [0, *(at + 2 for at, letter in enumerate(article.text) if letter == ".")][place]
        return article, start, article.text.index(".", start) + 1

    def citation(self, name: str, place: int) -> Citation:
        article, start, end = self.span(name, place)
        return Citation(
            article_id=article.id,
            title=article.title,
            source=article.source,
            published=None,
            start=start,
            end=end,
            quote=article.text[start:end],
        )

    def evidence(self, name: str, place: int) -> Evidence:
        """Evidence in a passage that starts at its sentence, so that offsets of the two differ."""
        article, start, end = self.span(name, place)
        sentence = TextRange(start=start, end=end)
        passage = Passage(
            id=f"{article.id}:{place}",
            article_id=article.id,
            start=start,
            end=len(article.text),
            text=article.text[start:],
            sentences=(sentence,),
        )
        ranked = RankedPassage(
            passage=passage, title=article.title, lexical=0.0, similarity=0.0, coverage=0.0, score=0.0
        )
        return Evidence(
            passage=ranked, sentence=sentence, score=0.0, lexical=0.0, similarity=0.0, coverage=0.0, matched=()
        )


def card(article: Article) -> ArticleCard:
    return ArticleCard(
        id=article.id,
        source=article.source,
        title=article.title,
        digest=article.digest,
        published=None,
        added=article.added,
        language="en",
        words=len(article.text.split()),
        passages=2,
    )


def line(number: int, text: str, **rest: Any) -> dict[str, Any]:
    return {"id": f"q{number}", "question": text, "article": "moon", "answerable": True, **rest}


QUESTIONS = [
    line(1, "What colour is the Moon?", spans=[[12, 16]]),
    line(2, "How many moons has Mars?", article="mars", answers=["Two"]),
    line(3, "How many walked on the Moon?", answers=["twelve"]),
    line(4, "Does the Moon have air?", spans=[[57, 60]]),
    line(5, "Who owns the Moon?", answerable=False),
    line(6, "Who lives on Mars?", article="mars", answerable=False),
]


def written(folder: Path, questions: Sequence[dict[str, Any]] = QUESTIONS) -> Path:
    articles = [{"id": name, "title": name.title(), "text": text} for name, text in TEXTS.items()]
    for name, values in (("articles", articles), ("questions", questions)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
    return folder


def no_documents(location: str) -> Iterator[Draft | Skipped]:
    pytest.fail(f"nothing is to be loaded from {location}")


def measured(folder: Path, library: ScriptedLibrary, **rest: Any) -> EvaluationReport:
    return evaluate(
        folder,
        store=library.store,
        examine=library.examine,
        article=library.articles.get,
        load=no_documents,
        **rest,
    )


def test_every_figure_of_a_small_set_is_as_worked_out_by_hand(tmp_path: Path) -> None:
    report = measured(written(tmp_path), ScriptedLibrary(SCRIPTS))

    assert (report.questions, report.answerable, report.unjudged, report.rejected) == (6, 4, 0, 0)
    assert [outcome.rank for outcome in report.outcomes] == [1, 2, 6, None, None, None]
    assert report.right_sentence_at_1 == pytest.approx(1 / 4)
    assert report.right_sentence_at_5 == pytest.approx(2 / 4)
    assert report.mrr == pytest.approx((1 + 1 / 2 + 1 / 6) / 4)
    assert report.right_article_at_1 == pytest.approx(2 / 4)
    assert report.answered == pytest.approx(3 / 6)
    assert report.refused_right == pytest.approx(1 / 2)
    assert report.answered_right == pytest.approx(1 / 4)
    assert report.answered_wrong == pytest.approx(2 / 3)
    # 0.9 beats 0.5 and 0.7; 0.6 beats 0.5; 0.5 ties with 0.5; 0.4 beats none: 3.5 of 8 pairs.
    assert report.auroc == pytest.approx(3.5 / 8)
    # Bins: 0.9 of which 1 is right; 0.6, 0.4, 0.7 and the two of 0.5 of which none is.
    assert report.ece == pytest.approx((0.1 + 0.6 + 0.4 + 0.7 + 1.0) / 6)
    assert (report.quotes, report.verbatim) == (2 + 2 + 6 + 1 + 1 + 2, 1.0)
    assert (report.articles, report.passages, report.skipped) == (2, 4, 1)


def test_an_outcome_tells_what_became_of_its_question(tmp_path: Path) -> None:
    outcomes = measured(written(tmp_path), ScriptedLibrary(SCRIPTS)).outcomes

    assert [outcome.id for outcome in outcomes] == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert [outcome.grade for outcome in outcomes] == ["sure", "sure", "none", "none", "none", "sure"]
    assert outcomes[0].shown[0] == {"article": "moon", "quote": "The Moon is grey."}
    assert [outcome.expected for outcome in outcomes[:3]] == [("grey",), ("Two",), ("twelve",)]
    assert [outcome.right for outcome in outcomes] == [True, False, False, False, True, False]
    assert [outcome.right_article for outcome in outcomes] == [True, False, True, False, True, True]
    assert [outcome.confidence for outcome in outcomes] == [0.9, 0.6, 0.4, 0.5, 0.5, 0.7]
    assert all(outcome.milliseconds >= 0 for outcome in outcomes)


GRADED = {
    "What colour is the Moon?": Script(found=(("moon", 0),), confidence=0.9, answered=True, mark="Moon is grey"),
    "How many moons has Mars?": Script(found=(("mars", 1),), confidence=0.5, answered=True, grade="unsure"),
    "How many walked on the Moon?": Script(found=(("moon", 6), ("moon", 0)), confidence=0.2, answered=False),
    "Does the Moon have air?": Script(found=(("mars", 0),), confidence=0.8, answered=True),
    "Who owns the Moon?": Script(found=(("moon", 1),), confidence=0.5, answered=True, grade="unsure"),
    "Who lives on Mars?": Script(found=(("mars", 1),), confidence=0.1, answered=False),
}


def test_the_grades_of_a_small_set_are_as_worked_out_by_hand(tmp_path: Path) -> None:
    questions = [{**question, "kind": "what" if at < 2 else "who"} for at, question in enumerate(QUESTIONS)]
    questions[0]["answers"] = ["grey"]
    report = measured(written(tmp_path, questions), ScriptedLibrary(GRADED))

    assert report.answered == pytest.approx(2 / 6)
    assert (report.stated_right, report.answered_right) == (pytest.approx(1 / 4), pytest.approx(1 / 4))
    assert (report.stated_wrong, report.answered_wrong) == (pytest.approx(1 / 2), pytest.approx(1 / 2))
    assert report.shown_right == pytest.approx(2 / 4)
    assert report.hidden_right == pytest.approx(1 / 4)
    assert (report.refused_right, report.not_stated) == (pytest.approx(1 / 2), pytest.approx(1.0))
    # "moon is grey" against "grey" shares one word of three and one; the unsure answer marks no words.
    assert report.highlight_f1 == pytest.approx((2 / 4 + 0) / 2)
    assert (report.whole, report.excess, report.corrected_right, report.left_alone) == (None, None, None, None)
    what, who = report.by_kind["what"], report.by_kind["who"]
    assert (what.questions, what.answerable, what.right_sentence_at_1, what.shown_right) == (2, 2, 1.0, 1.0)
    assert (who.questions, who.answerable, who.right_sentence_at_1, who.shown_right) == (4, 2, 0.5, 0.0)
    assert json.loads(json.dumps(report.to_dict()))["by_kind"]["who"]["stated_wrong"] == 1.0


def test_whole_answers_and_what_they_overtake_are_measured(tmp_path: Path) -> None:
    parts = {"spans": [[0, 17]], "parts": [[0, 17], "Tides follow it."]}
    overtakes = {"superseded": [{"article": "mars", "spans": [[0, 12]]}]}
    asked = ["whole?", "cut?", "more?", "elsewhere?", "hidden?"]
    questions = [
        line(1, asked[0], **parts, **overtakes),
        line(2, asked[1], **parts, **overtakes),
        line(3, asked[2], **parts),
        line(4, asked[3], **parts, **overtakes),
        line(5, asked[4], **parts, superseded=[]),
    ]
    first, other = ("moon", 0), ("mars", 0)
    library = ScriptedLibrary(
        {
            asked[0]: Script(found=(first,), confidence=1, answered=True, further=(("moon", 2),), earlier=other),
            asked[1]: Script(found=(first,), confidence=1, answered=True, earlier=("mars", 1)),
            asked[2]: Script(
                found=(first,), confidence=1, answered=True, further=(("moon", 2), ("moon", 3)), earlier=other
            ),
            asked[3]: Script(found=(other,), confidence=1, answered=True),
            asked[4]: Script(found=(first,), confidence=0, answered=False),
        }
    )
    report = measured(written(tmp_path, questions), library)

    assert report.whole == pytest.approx(2 / 5)
    # Shown are 7, 4, 11 and 3 words; in no part are the four of "It has no air." and all of the last.
    assert report.excess == pytest.approx((4 + 3) / (7 + 4 + 11 + 3))
    assert report.corrected_right == pytest.approx(2 / 3)
    assert report.superseded_shown == pytest.approx(1 / 3)
    assert report.left_alone == pytest.approx(1 / 2)


def test_an_answer_of_several_parts_is_right_when_one_of_them_is(tmp_path: Path) -> None:
    library = ScriptedLibrary(
        {"Tides?": Script(found=(("moon", 0),), confidence=0.9, answered=True, further=(("moon", 2),))}
    )
    report = measured(written(tmp_path, [line(1, "Tides?", answers=["tides follow"])]), library)
    assert (report.right_sentence_at_1, report.shown_right, report.verbatim) == (0.0, 1.0, 1.0)


def test_failures_are_written_with_what_was_shown_and_what_was_right(tmp_path: Path) -> None:
    report = measured(written(tmp_path), ScriptedLibrary(SCRIPTS))
    file = tmp_path / "failed.jsonl"

    assert write_failures(report.outcomes, file) == 4
    failed = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]

    assert [(row["id"], row["failed"], row["rank"]) for row in failed] == [
        ("q2", ["wrong"], 2),
        ("q3", ["wrong"], 6),
        ("q4", ["wrong"], None),
        ("q6", ["stated"], None),
    ]
    assert failed[0]["shown"][0] == {"article": "moon", "quote": "It is far away."}
    assert (failed[0]["right"], failed[0]["grade"], failed[3]["right"]) == (["Two"], "sure", [])
    hidden = measured(written(tmp_path), ScriptedLibrary(GRADED)).outcomes
    assert [reasons_of_failure(outcome) for outcome in hidden] == [[], [], ["hidden"], ["wrong"], [], []]
    with pytest.raises(EvaluationError, match="cannot be written"):
        write_failures(report.outcomes, tmp_path / "gone" / "failed.jsonl")


def test_the_report_turns_into_json(tmp_path: Path) -> None:
    report = measured(written(tmp_path), ScriptedLibrary(SCRIPTS), seed=3)

    figures = json.loads(json.dumps(report.to_dict()))

    assert list(figures)[:4] == ["questions", "answerable", "right_sentence_at_1", "right_sentence_at_5"]
    assert {"mrr", "right_article_at_1", "answered", "refused_right", "answered_right", "auroc"} <= set(figures)
    assert {"verbatim", "index_seconds", "ms_per_question_p50", "ms_per_question_p95"} <= set(figures)
    assert (figures["seed"], figures["limit"]) == (3, None)
    assert "outcomes" not in figures
    assert json.loads(json.dumps(report.to_dict(outcomes=True)))["outcomes"][1]["rank"] == 2


def test_a_misquote_shows_in_verbatim(tmp_path: Path) -> None:
    library = ScriptedLibrary(SCRIPTS)

    def misremembered(article_id: str) -> Article | None:
        return None if article_id == "id of mars" else library.articles[article_id]

    report = evaluate(
        written(tmp_path),
        store=library.store,
        examine=library.examine,
        article=misremembered,
        load=no_documents,
    )

    assert report.verbatim == pytest.approx(9 / 14)
    assert [outcome.verbatim for outcome in report.outcomes] == [1, 1, 6, 0, 1, 0]


def test_no_evidence_is_a_miss_and_no_quote(tmp_path: Path) -> None:
    nothing = Script(found=(), confidence=0.0, answered=False)

    report = measured(written(tmp_path, QUESTIONS[:1]), ScriptedLibrary({"What colour is the Moon?": nothing}))

    assert (report.right_sentence_at_1, report.mrr, report.right_article_at_1) == (0.0, 0.0, 0.0)
    assert (report.verbatim, report.quotes) == (None, 0)
    assert (report.auroc, report.refused_right, report.answered_wrong) == (None, None, None)


def test_a_question_that_is_not_taken_counts_as_refused(tmp_path: Path) -> None:
    report = measured(
        written(tmp_path, [*QUESTIONS, line(7, "?" * 9_000), line(8, "!" * 9_000, answerable=False)]),
        ScriptedLibrary(SCRIPTS),
    )

    assert (report.questions, report.rejected) == (8, 2)
    assert report.refused_right == pytest.approx(2 / 3)
    assert report.answered_right == pytest.approx(1 / 5)


def test_questions_that_nothing_can_judge_are_left_out(tmp_path: Path) -> None:
    library = ScriptedLibrary(SCRIPTS)

    report = measured(written(tmp_path, [line(0, "Why?", article=None), *QUESTIONS]), library)

    assert (report.questions, report.unjudged) == (6, 1)
    assert "Why?" not in library.asked


def test_a_limit_samples_questions_by_the_seed_and_stores_every_article(tmp_path: Path) -> None:
    samples = []
    for seed in (1, 1, 2, 3, 4, 5):
        report = measured(written(tmp_path), ScriptedLibrary(SCRIPTS), limit=3, seed=seed)
        assert (report.questions, report.articles, report.limit, report.seed) == (3, 2, 3, seed)
        samples.append([outcome.id for outcome in report.outcomes])

    assert samples[0] == samples[1]
    assert all(sample == sorted(sample) for sample in samples)
    assert len({tuple(sample) for sample in samples}) > 1


def test_a_limit_above_the_number_of_questions_asks_all(tmp_path: Path) -> None:
    assert measured(written(tmp_path), ScriptedLibrary(SCRIPTS), limit=1_000).questions == 6


def test_a_limit_of_none_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"cannot ask 0 questions\. Set the limit to 1 or more"):
        measured(written(tmp_path), ScriptedLibrary(SCRIPTS), limit=0)


def test_a_set_that_nothing_can_judge_is_refused_before_anything_is_stored(tmp_path: Path) -> None:
    library = ScriptedLibrary(SCRIPTS)

    with pytest.raises(EvaluationError, match="no question states a right answer"):
        measured(written(tmp_path, [line(1, "Why?", article=None)]), library)

    assert library.articles == {}


def test_what_was_said_before_a_question_is_handed_on_as_it_is_understood(tmp_path: Path) -> None:
    said = [{"question": "Who is Neil Armstrong?", "answer": "A pilot."}, {"question": "Was he tall?", "answer": "No."}]
    asked = [line(1, "What colour is the Moon?", spans=[[12, 16]], history=said), QUESTIONS[1]]
    library = ScriptedLibrary(SCRIPTS)
    measured(written(tmp_path, asked), library)
    assert library.histories == [
        (
            Exchange(question="Who is Neil Armstrong?", quote="A pilot."),
            Exchange(question="Was Neil Armstrong tall?", quote="No."),
        ),
        (),
    ]


def test_the_watch_hears_of_every_question(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int | None]] = []

    measured(written(tmp_path), ScriptedLibrary(SCRIPTS), watch=lambda *progress: heard.append(progress))

    assert heard == [("asking", done, 6) for done in range(1, 7)]


def test_auroc_is_one_half_where_scores_tell_nothing() -> None:
    assert auroc([0.5, 0.5], [0.5]) == 0.5
    assert auroc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert auroc([0.1], [0.9]) == 0.0
    assert auroc([], [0.3]) is None
    assert auroc([0.3], []) is None


def test_calibration_error_weights_bins_by_their_size() -> None:
    assert calibration_error([1.0, 1.0, 0.0], [True, True, False]) == 0.0
    assert calibration_error([0.75, 0.75, 0.75, 0.75], [True, True, True, False]) == pytest.approx(0.0)
    # Within one bin surplus and lack cancel out; between two they add up.
    assert calibration_error([0.22, 0.28], [False, True]) == pytest.approx(0.25)
    assert calibration_error([0.2, 0.8], [True, False]) == pytest.approx(0.8)
    assert calibration_error([], []) is None

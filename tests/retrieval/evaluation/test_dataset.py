from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from retrieval.core.errors import EvaluationError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.evaluation.dataset import Collection, HistoryTurn, read

HARBOUR = {"id": "harbour", "title": "The harbour", "text": "The harbour opened in 1908. It has two cranes."}
QUESTION = {"id": "q1", "question": "When did it open?", "article": "harbour", "spans": [[22, 26]], "answerable": True}


def no_documents(location: str) -> Iterator[Draft | Skipped]:
    pytest.fail(f"nothing is to be loaded from {location}")


def written(folder: Path, articles: Sequence[Any], questions: Sequence[Any]) -> Path:
    for name, values in (("articles", articles), ("questions", questions)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return folder


def taken(folder: Path, *, articles: Sequence[Any] = (HARBOUR,), questions: Sequence[Any] = (QUESTION,)) -> Collection:
    return read(written(folder, articles, questions), load=no_documents)


def test_reads_articles_and_questions(tmp_path: Path) -> None:
    found = taken(tmp_path)

    assert found.drafts == (Draft(source="harbour", title="The harbour", text=HARBOUR["text"]),)
    (question,) = found.questions
    assert (question.id, question.article, question.articles) == ("q1", "harbour", frozenset({"harbour"}))
    assert [HARBOUR["text"][start:end] for start, end in question.spans] == ["1908"]


def test_reads_compressed_files_and_passes_over_empty_lines(tmp_path: Path) -> None:
    for name, value in (("articles", HARBOUR), ("questions", QUESTION)):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.write(f"\n{json.dumps(value)}\n\n")

    found = read(tmp_path, load=no_documents)

    assert len(found.drafts) == len(found.questions) == 1


def test_what_a_question_leaves_out_has_a_default(tmp_path: Path) -> None:
    (question,) = taken(tmp_path, questions=[{"id": "q", "question": "Why?", "answers": ["two", " "]}]).questions

    assert question.answerable
    assert question.is_judged
    assert (question.article, question.articles, question.spans) == (None, frozenset(), ())
    assert question.answers == ("two",)


def test_history_is_kept_in_order(tmp_path: Path) -> None:
    history = [{"question": "What is there?", "answer": "A harbour."}, {"question": "And?", "answer": None}]

    (question,) = taken(tmp_path, questions=[{**QUESTION, "history": history}]).questions

    assert question.history == (
        HistoryTurn(question="What is there?", answer="A harbour."),
        HistoryTurn(question="And?", answer=""),
    )


def test_further_articles_join_the_first(tmp_path: Path) -> None:
    quay = {"id": "quay", "title": "The quay", "text": "The quay is long."}

    (question,) = taken(tmp_path, articles=[HARBOUR, quay], questions=[{**QUESTION, "articles": ["quay"]}]).questions

    assert question.article == "harbour"
    assert question.articles == {"harbour", "quay"}


def test_only_an_answerable_question_needs_something_to_judge_by(tmp_path: Path) -> None:
    plain = {"id": "a", "question": "Who?", "article": None, "answerable": True}

    found = taken(tmp_path, questions=[plain, {**plain, "id": "b", "answerable": False}]).questions

    assert [question.is_judged for question in found] == [False, True]


def test_spans_follow_the_words_when_normalising_changes_the_text(tmp_path: Path) -> None:
    raw = "\ufeff  Le cafe\u0301\u00a0ouvre.\r\n\r\n\r\n\r\nIl ferme a\u0300 18\u202fh."
    spans = [[raw.index("cafe"), raw.index("\u00a0")], [raw.index("18"), raw.index("h.") + 1]]

    found = taken(
        tmp_path,
        articles=[{"id": "c", "title": "Cafe\u0301", "text": raw}],
        questions=[{"id": "q", "question": "Quoi ?", "article": "c", "spans": spans}],
    )

    (draft,), (question,) = found.drafts, found.questions
    assert draft.title == "Café"
    assert draft.text == "Le café ouvre.\n\nIl ferme à 18 h."
    assert [draft.text[start:end] for start, end in question.spans] == ["café", "18 h"]


def documents(location: str) -> Iterator[Draft | Skipped]:
    for name in ("moon.md", "tides/spring.txt", "tides/neap.txt", "tides/neap.html"):
        yield Draft(source=f"{location}/{name}", title=name, text=f"This is {name}.")
    yield Skipped(source=f"{location}/photo.png", reason="It is a picture.")


def folder_set(folder: Path, *named: str) -> Path:
    (folder / "articles").mkdir()
    questions = [{"id": str(at), "question": "What?", "article": name} for at, name in enumerate(named)]
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    return folder


def test_documents_go_by_their_path_with_or_without_its_extension(tmp_path: Path) -> None:
    found = read(folder_set(tmp_path, "moon", "moon.md", "tides/spring"), load=documents)

    assert [draft.source for draft in found.drafts] == [
        "moon.md",
        "tides/spring.txt",
        "tides/neap.txt",
        "tides/neap.html",
    ]
    assert [question.article for question in found.questions] == ["moon.md", "moon.md", "tides/spring.txt"]
    assert [skipped.reason for skipped in found.skipped] == ["It is a picture."]


def test_a_document_name_with_two_meanings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"'tides/neap' may mean tides/neap.txt or tides/neap.html\. Write the"):
        read(folder_set(tmp_path, "tides/neap"), load=documents)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": ""}, "'id' is missing or empty"),
        ({"id": 7}, "'id' must be text, not 7"),
        ({"question": None}, "'question' is missing or empty"),
        ({"article": "pier"}, "the set has no article 'pier'"),
        ({"articles": ["harbour", "pier"]}, "the set has no article 'pier'"),
        ({"articles": "harbour"}, "'articles' must be a list, not 'harbour'"),
        ({"answers": [1908]}, "'answers' must contain texts, not 1908"),
        ({"answerable": "yes"}, "'answerable' must be true or false, not 'yes'"),
        ({"spans": [[0]]}, r"a span must be \[start, end\] in whole numbers, not \[0\]"),
        ({"spans": [[False, True]]}, "a span must be"),
        ({"spans": [[3, 3]]}, r"the span \[3, 3\] is not inside article 'harbour', which has 46 characters"),
        ({"spans": [[40, 47]]}, r"the span \[40, 47\] is not inside"),
        ({"spans": [[-4, 3]]}, r"the span \[-4, 3\] is not inside"),
        ({"article": None}, "there are spans and no 'article'"),
        ({"history": ["Hello"]}, "a turn of 'history' must have a question and an answer"),
    ],
)
def test_a_bad_question_is_named_by_file_and_line(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(EvaluationError, match=message) as caught:
        taken(tmp_path, questions=[QUESTION, {**QUESTION, "id": "q2", **change}])

    assert caught.value.where == f"{tmp_path / 'questions.jsonl'}:2"
    assert caught.value.advice.endswith(".")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": None}, "'text' is missing"),
        ({"text": 5}, "'text' must be text, not 5"),
        ({"published": 1908}, "'published' must be text, not 1908"),
        ({"id": "harbour"}, "the id 'harbour' is used before, at .*articles.jsonl:1"),
    ],
)
def test_a_bad_article_is_named_by_file_and_line(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(EvaluationError, match=message) as caught:
        taken(tmp_path, articles=[HARBOUR, {**HARBOUR, "id": "other", **change}])

    assert caught.value.where == f"{tmp_path / 'articles.jsonl'}:2"


def test_two_questions_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"the id 'q1' is used before, at .*questions\.jsonl:1"):
        taken(tmp_path, questions=[QUESTION, QUESTION])


def test_a_span_of_blanks_alone_is_refused(tmp_path: Path) -> None:
    padded = {**HARBOUR, "text": "   It opened."}

    with pytest.raises(EvaluationError, match=r"the span \[0, 2\] of article 'harbour' contains only spaces"):
        taken(tmp_path, articles=[padded], questions=[{**QUESTION, "spans": [[0, 2]]}])


@pytest.mark.parametrize("line", [b'{"id": ', b"\xff\xfe", b"[" * 100_000], ids=["cut", "not UTF-8", "too deep"])
def test_a_line_that_is_not_json_is_named(tmp_path: Path, line: bytes) -> None:
    written(tmp_path, [HARBOUR], [QUESTION])
    with (tmp_path / "questions.jsonl").open("ab") as stream:
        stream.write(line)

    with pytest.raises(EvaluationError, match="the line is not JSON in UTF-8") as caught:
        read(tmp_path, load=no_documents)

    assert caught.value.where == f"{tmp_path / 'questions.jsonl'}:2"


def test_a_line_that_is_not_an_object_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"questions\.jsonl:1: the line is not a JSON object"):
        taken(tmp_path, questions=[["q1", "When?"]])


def test_a_damaged_compressed_file_is_named(tmp_path: Path) -> None:
    written(tmp_path, [HARBOUR], [])
    (tmp_path / "questions.jsonl").unlink()
    packed = gzip.compress(json.dumps(QUESTION).encode())
    (tmp_path / "questions.jsonl.gz").write_bytes(packed[: len(packed) // 2])

    with pytest.raises(EvaluationError, match=r"questions.jsonl.gz:1: the compressed file is damaged\. Copy"):
        read(tmp_path, load=no_documents)


def test_missing_and_empty_sets_say_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="there is no such folder"):
        read(tmp_path / "nowhere", load=no_documents)
    with pytest.raises(EvaluationError, match=r"there is no questions\.jsonl or questions\.jsonl\.gz"):
        read(tmp_path, load=no_documents)
    (tmp_path / "questions.jsonl").touch()
    with pytest.raises(EvaluationError, match=r"there is neither articles\.jsonl, nor"):
        read(tmp_path, load=no_documents)
    (tmp_path / "articles.jsonl").touch()
    with pytest.raises(EvaluationError, match=r"articles.jsonl: there is no article in it"):
        read(tmp_path, load=no_documents)
    with pytest.raises(EvaluationError, match=r"questions.jsonl: the file has no question"):
        taken(tmp_path, questions=[])

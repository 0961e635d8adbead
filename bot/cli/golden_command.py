"""`footnote golden export`: ratings and verified answers as questions with known answers."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bot.cli.command_run import CommandRun
from bot.cli.exit_codes import Exit
from bot.render import amounts, wording
from bot.render.blocks import Note
from bot.store import Ledger, open_ledger
from bot.store.golden import RatedAnswer
from retrieval import Article, Citation, Footnote, PackError, data_folder

LEAST = 50  # questions from which `footnote calibrate` says something about a library


def run(arguments: Namespace) -> Exit:
    """Write the golden questions of a library into a folder.

    Returns:
        NOTHING where nobody has rated or verified an answer.

    Raises:
        PackError: the folder cannot be written.
    """
    run = CommandRun.start(arguments)
    with (
        run.open_footnote() as footnote,
        open_ledger(run.config.ledger, data_folder(run.config)) as ledger,
    ):
        rows = list(_questions(ledger, footnote, run.library))
        cited = {row["article"] for row in rows if row["article"]}
        articles = [article for name in sorted(cited) if (article := footnote.article(name, library=run.library))]
    folder = Path(arguments.folder)
    if rows:
        _write(folder, rows, articles)
    sentence = f"{amounts.count(len(rows), 'question')} about {amounts.count(len(articles), 'article')}"
    run.show(_notes(sentence, len(rows), folder), {"questions": len(rows), "articles": len(articles)})
    return Exit.DONE if rows else Exit.NOTHING


def _notes(sentence: str, questions: int, folder: Path) -> Iterator[Note]:
    if not questions:
        yield Note(text="Nobody has rated or verified an answer of this library yet.")
        return
    yield Note(text=f"Written to {wording.one_line(str(folder))}: {sentence}.")
    if questions < LEAST:
        yield Note(text=f"`footnote calibrate` needs about {LEAST} questions to say something about a library.")


def _questions(ledger: Ledger, footnote: Footnote, library: str) -> Iterator[dict[str, Any]]:
    """Yield pinned answers, then rated ones, each wording once, without those from articles that changed."""
    seen = set[str]()
    make = partial(_row, footnote, library)
    for pin in ledger.golden.pinned(library):
        yield from _unseen(make(f"pin-{pin.id}", pin.question, pin.citation, right=True), seen)
    for rated in ledger.golden.rated(library):
        yield from _unseen(_rated_row(rated, footnote, library), seen)


def _rated_row(rated: RatedAnswer, footnote: Footnote, library: str) -> dict[str, Any] | None:
    """Return a rated answer; None where as many called it helpful as did not."""
    citations = rated.answer.reply.citations
    if rated.helpful == rated.unhelpful or not citations:
        return None
    right = rated.helpful > rated.unhelpful
    question = rated.answer.reply.question
    return _row(footnote, library, rated.answer.id, question, citations[0], right=right)


def _row(
    footnote: Footnote, library: str, name: str, question: str, citation: Citation, *, right: bool
) -> dict[str, Any] | None:
    """Return a question in the format of `footnote eval`.

    A sentence that was not helpful makes its question one that should not be answered so: what would be right is not
    known, and whatever is stated there counts as wrong.
    """
    article = footnote.article(citation.article_id, library=library)
    if article is None or not citation.is_verbatim(article.text):
        return None
    spans = [[part.start, part.end] for part in citation.parts] if right else []
    return {
        "id": name,
        "question": question,
        "article": article.id,
        "spans": spans,
        "answers": [citation.quote] if right else [],
        "answerable": right,
        "history": [],
    }


def _unseen(row: dict[str, Any] | None, seen: set[str]) -> Iterator[dict[str, Any]]:
    key = " ".join(row["question"].casefold().split()) if row else ""
    if row and key not in seen:
        seen.add(key)
        yield row


def _write(folder: Path, questions: Iterable[dict[str, Any]], articles: Iterable[Article]) -> None:
    rows = [
        {
            "id": article.id,
            "title": article.title,
            "text": article.text,
            "url": article.source,
            "published": article.published,
        }
        for article in articles
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, lines in (("articles.jsonl", rows), ("questions.jsonl", questions)):
            text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"the golden questions cannot be written ({error.strerror})"
        raise PackError(what, where=str(folder), advice="Name a folder that you may write.") from error

"""The commands that read the library: each takes the parsed arguments and returns the exit status."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence

from bot.app.random_article import summarize_random
from bot.cli.command_run import EMPTY_ADVICE, CommandRun
from bot.cli.exit_codes import Exit, for_grade
from bot.render import json_values, quote_excerpt, reply_blocks, tables, wording


def ask(arguments: Namespace) -> Exit:
    """Answer a question."""
    run = CommandRun.start(arguments)
    with run.open_footnote(warm=True) as footnote:
        began = time.perf_counter()
        examination = footnote.examine(_question(arguments.question), library=run.library)
        took = (time.perf_counter() - began) * 1_000
        around = run.config.console.context_sentences
        quotes = quote_excerpt.of_reply(examination.reply, footnote=footnote, library=run.library, sentences=around)
        is_empty = examination.reply.grade == "none" and not quotes and not footnote.articles(library=run.library)
    leads = run.config.console.leads
    run.show(
        reply_blocks.reply(examination, quotes, took=took, leads=leads), json_values.examination(examination, quotes)
    )
    if is_empty:
        run.screen.print_remark(EMPTY_ADVICE)
    return for_grade(examination.reply.grade)


def _question(words: Sequence[str]) -> str:
    """Return the question: the words, or what comes on standard input where `-` stands for it."""
    return sys.stdin.read() if list(words) == ["-"] else " ".join(words)


def search(arguments: Namespace) -> Exit:
    """Show the passages that match some words best."""
    run, words = CommandRun.start(arguments), " ".join(arguments.words)
    with run.open_footnote(warm=True) as footnote:
        passages = footnote.search(words, library=run.library, limit=arguments.limit)
    if passages or run.is_json:
        run.show(reply_blocks.passages(passages), json_values.search(words, passages))
    else:
        run.screen.print_remark("Nothing was found.")
    return Exit.DONE if passages else Exit.NOTHING


def summary(arguments: Namespace) -> Exit:
    """Show the summary of an article."""
    run, length = CommandRun.start(arguments), arguments.sentences or arguments.length
    with run.open_footnote(warm=bool(arguments.about.strip())) as footnote:
        made = footnote.summarize(arguments.article, library=run.library, length=length, about=arguments.about)
    run.show(reply_blocks.summary(made), json_values.summary(made))
    return Exit.NOTHING if made.focus and not made.citations else Exit.DONE


def random_summary(arguments: Namespace) -> Exit:
    """Show the summary of an article chosen at random."""
    run = CommandRun.start(arguments)
    with run.open_footnote() as footnote:
        made = summarize_random(footnote, library=run.library, seed=arguments.seed)
    if made is None:
        if run.is_json:
            run.screen.print_json({"article": None, "sentences": []})
        run.screen.print_remark(EMPTY_ADVICE)
        return Exit.NOTHING
    run.show(reply_blocks.summary(made), json_values.summary(made))
    return Exit.DONE


def digest(arguments: Namespace) -> Exit:
    """Show what all articles say about some words."""
    run = CommandRun.start(arguments)
    with run.open_footnote(warm=True) as footnote:
        made = footnote.digest(" ".join(arguments.words), library=run.library, sentences=arguments.sentences)
    run.show(reply_blocks.digest(made), json_values.digest(made))
    return Exit.DONE if made.entries else Exit.NOTHING


def timeline(arguments: Namespace) -> Exit:
    """Show how many articles and sentences contain some words over time, and draw it on request."""
    run = CommandRun.start(arguments)
    with run.open_footnote() as footnote:
        counted = footnote.timeline(" ".join(arguments.words), library=run.library)
    has_sentences = bool(counted.periods or counted.undated_articles)
    if has_sentences or run.is_json:
        run.show(reply_blocks.timeline(counted), json_values.timeline(counted))
    else:
        run.screen.print_remark(wording.nothing_said(counted))
    if arguments.png and has_sentences:
        from bot.render.chart import save  # noqa: PLC0415  only this option draws

        save(counted, arguments.png)
    return Exit.DONE if has_sentences else Exit.NOTHING


def articles(arguments: Namespace) -> Exit:
    """List the articles of the library."""
    run = CommandRun.start(arguments)
    with run.open_footnote() as footnote:
        cards = footnote.articles(library=run.library)
    return run.show_list(tables.articles(cards), json_values.articles(run.library, cards), empty=EMPTY_ADVICE)


def show(arguments: Namespace) -> Exit:
    """Show an article with its passages."""
    run = CommandRun.start(arguments)
    with run.open_footnote() as footnote:
        article = footnote.find(arguments.article, library=run.library)
        passages = footnote.passages(article.id, library=run.library)
        origins = footnote.origins(article.id, library=run.library)
    run.show(reply_blocks.article(article, passages, origins), json_values.article(article, passages, origins))
    return Exit.DONE

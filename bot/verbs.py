"""The commands that do one thing and end: each takes the parsed arguments and gives the exit status."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot import adding, config, jsonable, quotes, tables, words
from bot.config import Config
from bot.exits import Exit
from bot.screen import Screen
from retrieval.records import Answer

if TYPE_CHECKING:
    from retrieval.pipeline import Footnote  # imports every stage; a command that needs none does not wait for it

EMPTY_ADVICE = f"{words.EMPTY_LIBRARY} Add some: footnote add FOLDER."


def run(given: Namespace) -> Exit:
    """Runs the command that was given.

    Raises:
        FootnoteError: it could not be done; the message is for the user.
    """
    if given.command == "doctor":
        return _doctor(given)
    settings = config.load(getattr(given, "config", None), library=getattr(given, "library", None)).config
    return _VERBS[given.command](given, settings, Screen(settings.console))


@contextmanager
def _opened(settings: Config, screen: Screen, *, warm: bool = False) -> Iterator[Footnote]:
    """The pipeline, closed afterwards. Warm: with its model loaded, which takes seconds."""
    from retrieval.build import footnote  # noqa: PLC0415  imports every stage

    pipeline = footnote(settings)
    try:
        if warm:
            with screen.busy("loading the model…"):
                pipeline.warm()
        yield pipeline
    finally:
        pipeline.close()


def _console(_: Namespace, settings: Config, screen: Screen) -> Exit:
    from bot import console  # noqa: PLC0415  only this command needs a prompt

    return console.run(settings, screen)


def _ask(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen, warm=True) as pipeline:
        began = time.perf_counter()
        examined = pipeline.examine(" ".join(given.question), library=library)
        took = (time.perf_counter() - began) * 1_000
        shown = quotes.of_reply(
            examined.reply, pipeline=pipeline, library=library, sentences=settings.console.context_sentences
        )
        empty = not shown and not pipeline.articles(library=library)
    if given.json:
        screen.json(jsonable.examination(examined, shown))
    else:
        screen.show(screen.face.reply(examined, shown, took=took, leads=settings.console.leads))
    if empty:
        screen.aside(EMPTY_ADVICE)
    return Exit.DONE if isinstance(examined.reply, Answer) else Exit.NOTHING


def _search(given: Namespace, settings: Config, screen: Screen) -> Exit:
    asked = " ".join(given.words)
    with _opened(settings, screen, warm=True) as pipeline:
        found = pipeline.search(asked, library=settings.library.name, limit=given.limit)
    if given.json:
        screen.json(jsonable.search(asked, found))
    elif found:
        screen.show(screen.face.passages(found))
    else:
        screen.aside("Nothing was found.")
    return Exit.DONE if found else Exit.NOTHING


def _summary(given: Namespace, settings: Config, screen: Screen) -> Exit:
    with _opened(settings, screen) as pipeline:
        made = pipeline.summarize(given.article, library=settings.library.name, sentences=given.sentences)
    if given.json:
        screen.json(jsonable.summary(made))
    else:
        screen.show(screen.face.summary(made))
    return Exit.DONE


def _add(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen) as pipeline:  # the model is loaded when there is something to embed
        addition = adding.add(pipeline, given.locations, library=library, screen=screen)
    if given.json:
        screen.json(jsonable.outcomes(library, addition.outcomes, interrupted=addition.interrupted))
    else:
        adding.report(addition, screen=screen)
    if addition.interrupted:
        return Exit.INTERRUPTED
    if addition.stopped:
        raise addition.stopped
    return Exit.SKIPPED if addition.skipped else Exit.DONE


def _articles(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen) as pipeline:
        cards = pipeline.articles(library=library)
    if given.json:
        screen.json(jsonable.articles(library, cards))
    elif cards:
        screen.table(tables.articles(cards))
    if not cards:
        screen.aside(EMPTY_ADVICE)
    return Exit.DONE if cards else Exit.NOTHING


def _show(given: Namespace, settings: Config, screen: Screen) -> Exit:
    library = settings.library.name
    with _opened(settings, screen) as pipeline:
        article = pipeline.find(given.article, library=library)
        passages = pipeline.passages(article.id, library=library)
    if given.json:
        screen.json(jsonable.article(article, passages))
    else:
        screen.show(screen.face.article(article, passages))
    return Exit.DONE


def _remove(given: Namespace, settings: Config, screen: Screen) -> Exit:
    with _opened(settings, screen) as pipeline:
        article = pipeline.remove(given.article, library=settings.library.name)
    if given.json:
        screen.json({"removed": {"id": article.id, "title": article.title, "source": article.source}})
    else:
        screen.show(screen.face.note(f"Removed: {words.one_line(article.title)} ({words.one_line(article.source)})."))
    return Exit.DONE


def _eval(given: Namespace, settings: Config, screen: Screen) -> Exit:
    from bot import evaluation  # noqa: PLC0415  only this command needs it

    return evaluation.run(given, settings, screen)


def _discord(_: Namespace, settings: Config, __: Screen) -> Exit:
    import asyncio  # noqa: PLC0415  only this command needs an event loop
    import logging  # noqa: PLC0415

    from bot.discord import life  # noqa: PLC0415  imports discord.py

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(life.live(settings))
    return Exit.DONE


def _doctor(given: Namespace) -> Exit:
    from bot import doctor  # noqa: PLC0415  only this command needs it

    return doctor.run(given)


_VERBS: dict[str, Callable[[Namespace, Config, Screen], Exit]] = {
    "console": _console,
    "discord": _discord,
    "ask": _ask,
    "search": _search,
    "summary": _summary,
    "add": _add,
    "articles": _articles,
    "show": _show,
    "remove": _remove,
    "eval": _eval,
}

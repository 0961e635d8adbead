"""Opens the library and loads the model behind the prompt, in one thread, and hands both on when they are there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from bot.render import wording
from retrieval import ArticleCard, Settings

if TYPE_CHECKING:
    from retrieval import Footnote


class Opening:
    """A pipeline that is being opened.

    Args:
        settings: what to open, and which library is used.
        changed: called from the thread at each step, for whoever shows the state.
    """

    def __init__(self, settings: Settings, *, changed: Callable[[], None] = lambda: None) -> None:
        self._settings = settings
        self.changed = changed
        self.library = settings.library.name
        self.cards: tuple[ArticleCard, ...] = ()  # the library's articles, as last looked up
        self._opened: Future[Footnote] = Future()
        self._ready: Future[Footnote] = Future()
        self._thread = threading.Thread(target=self._open, name="opening", daemon=True)

    def start(self) -> None:
        """Begins, the first time that it is called."""
        if self._thread.ident is None:
            self._thread.start()

    def opened(self) -> Footnote:
        """The pipeline, as soon as its library is open; the model may not be loaded yet.

        Raises:
            LibraryError: it could not be opened.
        """
        return self._opened.result()

    def ready(self) -> Footnote:
        """The pipeline with its model loaded.

        Raises:
            LibraryError: the library could not be opened.
            ModelError: the model could not be loaded.
        """
        return self._ready.result()

    @property
    def loading(self) -> bool:
        """Whether it is still going on."""
        return not self._ready.done()

    @property
    def state(self) -> str:
        """The library and the model in a few words."""
        return f"{self.library}: {self._library_state()} · {self._model_state()}"

    def _library_state(self) -> str:
        if not self._opened.done():
            return "opening…"
        return "cannot be opened" if self._opened.exception() else wording.count(len(self.cards), "article")

    def _model_state(self) -> str:
        if not self._ready.done():
            return "loading the model…"
        return "no model" if self._ready.exception() else "ready"

    def refresh(self) -> None:
        """Looks up the articles again, for the state and for completion."""
        self.cards = tuple(self.opened().articles(library=self.library))
        self.changed()

    def close(self) -> None:
        """Releases the library, if it was opened."""
        if self._opened.done() and not self._opened.exception():
            self._opened.result().close()

    def _open(self) -> None:
        try:
            from retrieval import open_footnote  # noqa: PLC0415  imports every stage; the prompt does not wait for it

            pipeline = open_footnote(self._settings)
            self.cards = tuple(pipeline.articles(library=self.library))
            self._opened.set_result(pipeline)
            self.changed()
            pipeline.warm()
            self._ready.set_result(pipeline)
        except Exception as error:  # noqa: BLE001  whatever it is, it is raised where the pipeline is asked for
            if not self._opened.done():
                self._opened.set_exception(error)
            self._ready.set_exception(error)
        self.changed()

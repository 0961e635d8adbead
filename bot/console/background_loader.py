"""Opens the library and loads the model in a thread while the prompt is already there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from bot.render import amounts
from retrieval import ArticleCard, Settings

if TYPE_CHECKING:
    from retrieval import Footnote


class BackgroundLoader:
    """Opens a library and loads its model.

    Args:
        settings: the library and the models.
        on_change: called from the thread at each step, so that the state shown is renewed.
    """

    def __init__(self, settings: Settings, *, on_change: Callable[[], None] = lambda: None) -> None:
        self._settings = settings
        self.on_change = on_change
        self.library = settings.library.name
        self.cards: tuple[ArticleCard, ...] = ()  # the library's articles, as last looked up
        self._opened: Future[Footnote] = Future()
        self._ready: Future[Footnote] = Future()
        self._thread = threading.Thread(target=self._open, name="opening", daemon=True)

    def start(self) -> None:
        """Start the thread; further calls do nothing."""
        if self._thread.ident is None:
            self._thread.start()

    def wait_for_library(self) -> Footnote:
        """Return Footnote as soon as its library is open; the model may not be loaded yet.

        Raises:
            LibraryError: it could not be opened.
        """
        self.start()
        return self._opened.result()

    def wait_for_model(self) -> Footnote:
        """Return Footnote with its models loaded.

        Raises:
            LibraryError: the library could not be opened.
            ModelError: the model could not be loaded.
        """
        self.start()
        return self._ready.result()

    @property
    def is_loading(self) -> bool:
        """True if the library or the model is not there yet."""
        return not self._ready.done()

    @property
    def state(self) -> str:
        """The library and the model in a few words."""
        return f"{self.library}: {self._library_state()} · {self._model_state()}"

    def _library_state(self) -> str:
        if not self._opened.done():
            return "opening…"
        return "cannot be opened" if self._opened.exception() else amounts.count(len(self.cards), "article")

    def _model_state(self) -> str:
        if not self._ready.done():
            return "loading the model…"
        return "no model" if self._ready.exception() else "ready"

    def refresh_cards(self) -> None:
        """Read the list of articles again, for the state and for completion."""
        self.cards = tuple(self.wait_for_library().articles(library=self.library))
        self.on_change()

    def close(self) -> None:
        """Close the library, if it was opened."""
        if self._opened.done() and not self._opened.exception():
            self._opened.result().close()

    def _open(self) -> None:
        try:
            from retrieval import open_footnote  # noqa: PLC0415  imports every stage; the prompt does not wait for it

            footnote = open_footnote(self._settings)
            self.cards = tuple(footnote.articles(library=self.library))
            self._opened.set_result(footnote)
            self.on_change()
            footnote.warm()
            self._ready.set_result(footnote)
        except Exception as error:  # noqa: BLE001  it is raised again in whoever waits for the library or the model
            if not self._opened.done():
                self._opened.set_exception(error)
            self._ready.set_exception(error)
        self.on_change()

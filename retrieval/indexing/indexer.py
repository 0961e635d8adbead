"""Takes drafts into a library: articles are identified, split, embedded in waves, and stored one by one."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace

from retrieval.core.ingestion_records import Added, Outcome
from retrieval.core.protocols import Embedder, Engine
from retrieval.core.records import Article, ArticleCard, Passage, PassageVectors
from retrieval.indexing.changes import Prepared, Taking
from retrieval.indexing.provenance import Found, Trail, now
from retrieval.text import segmentation

Watch = Callable[[str, int, int | None], None]  # stage, done, total or None where it is not known yet

# Passages embedded in one go: enough to sort by length, few enough that little work is lost by an interruption.
_WAVE = 128
# Articles read ahead of embedding, so that the progress bar knows its total; about 50 MB of text. Pages come slowly
# from the web: what was fetched is stored after a while, so that an interruption loses no more than that.
_AHEAD = 5_000
_AHEAD_SECONDS = 10.0


class Ahead:
    """How many articles are to be read, as far as lists of them have said."""

    def __init__(self) -> None:
        self._expected = 0

    def expect(self, more: int) -> None:
        """So many more may come."""
        self._expected += more

    def total(self, read: int) -> int | None:
        """How many there are, where no more than these were read; None where nobody can say: a file may hold many."""
        return self._expected if read <= self._expected else None


class Intake:
    """Stores drafts through an embedder in an engine.

    Args:
        engine: where articles are stored.
        embedder: how texts become vectors.
    """

    def __init__(self, *, engine: Engine, embedder: Embedder) -> None:
        self._engine = engine
        self._embedder = embedder

    def store(
        self, found: Iterable[Found], *, library: str, watch: Watch, trail: Trail, ahead: Ahead
    ) -> Iterator[Outcome]:
        """Stores what was found, and tells of each article what became of it.

        What was yielded as added is stored, whatever happens afterwards.

        Args:
            found: what loaders gave.
            library: where the articles belong.
            watch: is told of "reading" in articles and "embedding" in passages.
            trail: where the articles of this library come from.
            ahead: how many are to be read.
        """
        source = enumerate(found, start=1)
        embedded, more = 0, True
        while more:
            taking = Taking(self._engine, library, trail)
            more = yield from _read(source, taking, watch, ahead)
            total = embedded + sum(len(one.passages) for one in taking.prepared)
            known = None if more else total
            if taking.prepared:
                watch("embedding", embedded, known)
            for wave in _waves(taking.prepared):
                yield from self._put(wave, trail)
                embedded += sum(len(one.passages) for one in wave)
                watch("embedding", embedded, known)
            yield from taking.twins()
            trail.write()

    def _put(self, wave: Sequence[Prepared], trail: Trail) -> Iterator[Added]:
        kept = [self._kept(one) for one in wave]
        new = [
            (passage, one.article.title)
            for one, old in zip(wave, kept, strict=True)
            for passage in one.passages
            if _wording(passage) not in old
        ]
        vectors = iter(self._embedder.passages([passage for passage, _ in new], [title for _, title in new]))
        for one, old in zip(wave, kept, strict=True):
            article = replace(one.article, added=now())
            its = [old[_wording(p)] if _wording(p) in old else next(vectors) for p in one.passages]
            self._engine.put(article, one.passages, its)
            if one.origin:
                trail.note(one.origin)
            first = one.passages[0].sentences[0]
            yield Added(
                article=card(article, len(one.passages)),
                replaced=one.replaces,
                first_sentence=article.text[first.start : first.end],
                kept=sum(_wording(passage) in old for passage in one.passages),
            )
        trail.write()

    def _kept(self, one: Prepared) -> dict[_Wording, PassageVectors]:
        """The vectors of an article's passages that read as they did, by their wording.

        The model reads a passage whole, with the title, and a sentence as a part of it: the same sentence in a passage
        that changed elsewhere has a vector that differs (median cosine 0.97, least 0.81, over 12 edits of squad2-tune's
        articles). So what is kept is whole passages under the same title, and the answers are those of a fresh
        indexing. It is nearly all: after one sentence was put in, taken out or replaced, 97% of 207 articles' passages
        were kept, and 1.1 passages an edit were embedded.
        """
        if not one.replaces:
            return {}
        stored = self._engine.passages(one.article.library, one.article.id)
        return {
            _wording(each.passage): each.vectors
            for each in stored
            if each.title == one.article.title and each.vectors.passage.shape == (self._embedder.dimension,)
        }


def _read(
    source: Iterator[tuple[int, Found]], taking: Taking, watch: Watch, ahead: Ahead
) -> Generator[Outcome, None, bool]:
    """Takes a batch in, and returns whether more may follow."""
    until, left = time.monotonic() + _AHEAD_SECONDS, _AHEAD
    for number, one in source:
        watch("reading", number, ahead.total(number))
        yield from taking.take(one)
        left -= 1
        if not left or time.monotonic() > until:
            return True
    return False


def card(article: Article, passages: int) -> ArticleCard:
    """The article as it stands in a list."""
    return ArticleCard(
        id=article.id,
        source=article.source,
        title=article.title,
        digest=article.digest,
        published=article.published,
        added=article.added,
        language=article.language,
        words=segmentation.words(article.text),
        passages=passages,
        author=article.author,
        canonical=article.canonical,
        gone=article.gone,
    )


_Wording = tuple[str, tuple[tuple[int, int], ...]]


def _wording(passage: Passage) -> _Wording:
    """What a passage's vectors depend on, besides the title: its text, and where in it the sentences are."""
    start = passage.start
    return passage.text, tuple((each.start - start, each.end - start) for each in passage.sentences)


def _waves(prepared: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    wave: list[Prepared] = []
    for one in prepared:
        wave.append(one)
        if sum(len(each.passages) for each in wave) >= _WAVE:
            yield wave
            wave = []
    if wave:
        yield wave

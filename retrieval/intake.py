"""Takes drafts into a library: articles are identified, split, embedded in waves, and stored one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from retrieval import language, passages, sentences
from retrieval.protocols import Embedder, Engine
from retrieval.records import Added, Article, ArticleCard, Draft, Outcome, Passage, Skipped, Unchanged

Watch = Callable[[str, int, int | None], None]  # stage, done, total or None where it is not known yet

# Passages embedded in one go: enough to sort by length, few enough that little work is lost by an interruption.
_WAVE = 128
# Articles read ahead of embedding, so that the progress bar knows its total; about 50 MB of text.
_AHEAD = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    article: Article
    passages: tuple[Passage, ...]
    replaces: bool


class Intake:
    """Stores drafts through an embedder in an engine."""

    def __init__(self, *, engine: Engine, embedder: Embedder) -> None:
        self._engine = engine
        self._embedder = embedder

    def store(self, drafts: Iterable[Draft | Skipped], *, library: str, watch: Watch) -> Iterator[Outcome]:
        """Stores each draft as an article, and tells of each what became of it.

        What was yielded as added is stored, whatever happens afterwards.

        Args:
            drafts: what loaders gave.
            library: where the articles belong.
            watch: is told of "reading" in articles and "embedding" in passages.
        """
        source = enumerate(drafts, start=1)
        embedded = 0
        while ahead := list(islice(source, _AHEAD)):
            prepared: list[_Prepared] = []
            for number, draft in ahead:
                watch("reading", number, None)
                outcome = draft if isinstance(draft, Skipped) else self._prepare(draft, library)
                if isinstance(outcome, _Prepared):
                    prepared.append(outcome)
                else:
                    yield outcome
            total = embedded + sum(len(one.passages) for one in prepared)
            known = total if len(ahead) < _AHEAD else None
            if prepared:
                watch("embedding", embedded, known)
            for wave in _waves(prepared):
                yield from self._put(wave)
                embedded += sum(len(one.passages) for one in wave)
                watch("embedding", embedded, known)

    def _prepare(self, draft: Draft, library: str) -> _Prepared | Unchanged | Skipped:
        article = _article(draft, library)
        stored = self._engine.article(library, article.id)
        split = passages.split(article.id, article.text, article.language)
        if not split:
            return Skipped(source=draft.source, reason="There is no sentence in it. Add text to it, or leave it out.")
        if stored is not None and stored.digest == article.digest:
            return Unchanged(article=card(stored, len(split)))
        return _Prepared(article=article, passages=tuple(split), replaces=stored is not None)

    def _put(self, wave: Sequence[_Prepared]) -> Iterator[Added]:
        flat = [(passage, one.article.title) for one in wave for passage in one.passages]
        vectors = iter(self._embedder.passages([passage for passage, _ in flat], [title for _, title in flat]))
        for one in wave:
            article = replace(one.article, added=datetime.now(UTC).isoformat(timespec="seconds"))
            self._engine.put(article, one.passages, list(islice(vectors, len(one.passages))))
            first = one.passages[0].sentences[0]
            yield Added(
                article=card(article, len(one.passages)),
                replaced=one.replaces,
                first_sentence=article.text[first.start : first.end],
            )


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
        words=sentences.words(article.text),
        passages=passages,
    )


def _article(draft: Draft, library: str) -> Article:
    return Article(
        id=_hash(library, draft.source),
        library=library,
        source=draft.source,
        title=draft.title,
        text=draft.text,
        digest=_hash(draft.title, draft.text, draft.published or ""),
        published=draft.published,
        added="",  # set when it is stored
        language=language.detect(f"{draft.title}\n{draft.text}"),
    )


def _hash(*parts: str) -> str:
    """64 bits of SHA-256 as 16 hexadecimal digits: a million articles collide with probability 3e-8."""
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:16]


def _waves(prepared: Sequence[_Prepared]) -> Iterator[list[_Prepared]]:
    wave: list[_Prepared] = []
    for one in prepared:
        wave.append(one)
        if sum(len(each.passages) for each in wave) >= _WAVE:
            yield wave
            wave = []
    if wave:
        yield wave

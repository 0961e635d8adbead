"""Small articles for the tests of engines, and a program that uses a library from another process.

Its arguments:
    ENGINE FOLDER add NAME...       stores an article of each name, and then prints the name
    ENGINE FOLDER churn SEED        replaces articles until it is killed, and prints `NAME VERSION`
    ENGINE FOLDER remove NAME...    takes articles out
    ENGINE FOLDER read              prints the ids of all articles
Before ENGINE: `--user ID` gives up the rights of root, `--file-bytes N` lets no file grow beyond N.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import resource
import sys
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.core.errors import FootnoteError
from retrieval.core.protocols import Engine, SourceRegistry
from retrieval.core.records import Article, Matrix, Passage, PassageVectors, TextRange
from retrieval.engines.opensearch.cluster_address import ClusterAddress
from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine
from retrieval.engines.sqlite.engine import SqliteEngine

DIMENSION = 8
ROOT = Path(__file__).parents[3]


def analyse(text: str, language: str) -> list[str]:
    return text.casefold().split()


def library_file(folder: Path) -> Path:
    return folder / "library.sqlite"


def sqlite_engine(
    folder: Path, *, model: str = "model-1", dimension: int = DIMENSION, analyser: str = "words-1"
) -> SqliteEngine:
    return SqliteEngine(library_file(folder), model=model, dimension=dimension, analyse=analyse, analyser=analyser)


def sqlite_source_registry(folder: Path) -> SourceRegistry:
    return sqlite_engine(folder).source_registry


def opensearch_engine(
    folder: Path, *, model: str = "model-1", dimension: int = DIMENSION, analyser: str = "words-1", **more: int
) -> OpenSearchEngine:
    """An engine on the tests' cluster, whose indices no other folder has."""
    return OpenSearchEngine(
        ClusterAddress(hosts=[os.environ["FOOTNOTE_OPENSEARCH"]], sign_in={}, timeout_seconds=60.0),
        prefix=index_prefix(folder),
        model=model,
        dimension=dimension,
        analyse=analyse,
        analyser=analyser,
        **more,
    )


def index_prefix(folder: Path) -> str:
    """What the names of a folder's indices begin with: its own, or those that tests share one after another."""
    shared = folder / "index-prefix"
    return shared.read_text() if shared.exists() else f"test-{zlib.crc32(str(folder).encode()):08x}"


def share_indices(folder: Path) -> None:
    """Let a folder use the indices that tests share: creating them takes longer than most tests."""
    (folder / "index-prefix").write_text("test-shared")


def empty_indices(folder: Path) -> None:
    """Delete all documents of a folder's indices."""
    from opensearchpy import OpenSearch  # noqa: PLC0415  optional

    with closing(OpenSearch(os.environ["FOOTNOTE_OPENSEARCH"], timeout=60)) as client:
        names = f"{index_prefix(folder)}-*"
        client.indices.refresh(index=names)
        client.delete_by_query(index=names, body={"query": {"match_all": {}}}, conflicts="proceed", refresh=True)


def opensearch_source_registry(folder: Path) -> SourceRegistry:
    return opensearch_engine(folder).source_registry


ENGINES: dict[str, Callable[[Path], Engine]] = {"opensearch": opensearch_engine, "sqlite": sqlite_engine}
SOURCE_REGISTRIES: dict[str, Callable[[Path], SourceRegistry]] = {
    "opensearch": opensearch_source_registry,
    "sqlite": sqlite_source_registry,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An article with all that `Engine.put` takes; `engine.put(*made)` stores it."""

    article: Article
    passages: list[Passage]
    vectors: list[PassageVectors]

    def __iter__(self):  # noqa: ANN204  unpacks into the arguments of `put`
        return iter((self.article, self.passages, self.vectors))


def made(
    name: str,
    *texts: str,
    library: str = "default",
    title: str = "Title",
    language: str = "en",
    vectors: Sequence[Sequence[float]] = (),
) -> Made:
    """An article of one passage a text, whose sentences end with a full stop. Vectors follow from the texts."""
    whole = "\n\n".join(texts)
    passages, start = [], 0
    for position, text in enumerate(texts):
        sentences = tuple(
            TextRange(start=start + match.start(), end=start + match.end())
            for match in re.finditer(r"[^.\s][^.]*\.?", text)
        )
        passages.append(
            Passage(
                id=f"{name}:{position:05}",
                article_id=name,
                start=start,
                end=start + len(text),
                text=text,
                sentences=sentences,
            )
        )
        start += len(text) + 2
    own = [np.array(v, dtype=np.float32) for v in vectors] or [unit(text)[0] for text in texts]
    article = Article(
        id=name,
        library=library,
        source=f"notes/{name}.txt",
        title=title,
        text=whole,
        digest=f"{zlib.crc32(whole.encode()):08x}",
        published="2024-05-06",
        added="2024-05-07T08:09:10Z",
        language=language,
    )
    return Made(
        article=article,
        passages=passages,
        vectors=[
            PassageVectors(passage=vector, sentences=unit(passage.text + "…", len(passage.sentences)))
            for vector, passage in zip(own, passages, strict=True)
        ],
    )


def unit(seed: str, rows: int = 1) -> Matrix:
    """Random unit vectors, always the same for a text, shape (rows, DIMENSION)."""
    generator = np.random.default_rng(zlib.crc32(seed.encode(errors="backslashreplace")))
    vectors = generator.standard_normal((rows, DIMENSION)).astype(np.float32)
    unit_rows: Matrix = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit_rows


def versioned(name: str, version: int) -> Made:
    """An article whose every passage and title says its version."""
    texts = [f"version{version} of {name}, part {part}. It has two sentences." for part in range(1 + version % 5)]
    return made(name, *texts, title=f"version{version}")


def command(folder: Path, *words: str, engine: str = "sqlite", before: Sequence[str] = ()) -> list[str]:
    """The command line that runs this program."""
    return [sys.executable, __file__, *before, engine, str(folder), *words]


def _churn(engine: Engine, seed: int) -> None:
    choose = random.Random(seed)
    for step in itertools.count():
        name, version = f"a{choose.randrange(6)}", seed * 100_000 + step
        engine.put(*versioned(name, version))
        print(name, version, flush=True)


def _obey(engine: Engine, verb: str, words: Sequence[str]) -> None:
    if verb == "churn":
        _churn(engine, int(words[0]))
    for word in words:
        if verb == "add":
            engine.put(*made(word, f"{word} is one. It has two sentences.", f"{word} has a second passage."))
            print(word, flush=True)
        elif verb == "remove":
            engine.remove("default", word)
    if verb == "read":
        print(*[card.id for card in engine.articles("default")])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--user", type=int)
    parser.add_argument("--file-bytes", type=int)
    parser.add_argument("engine")
    parser.add_argument("folder", type=Path)
    parser.add_argument("verb")
    parser.add_argument("words", nargs="*")
    asked = parser.parse_args()
    if asked.user is not None:
        unit("")  # numpy imports its generators here, while it may read its own files
        os.setgroups([])
        os.setgid(asked.user)
        os.setuid(asked.user)
    if asked.file_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked.file_bytes, asked.file_bytes))
    try:
        engine = ENGINES[asked.engine](asked.folder)
        print("open", flush=True)
        _obey(engine, asked.verb, asked.words)
        engine.close()
    except FootnoteError as error:
        print(type(error).__name__, error, sep="\n", flush=True)


if __name__ == "__main__":
    main()

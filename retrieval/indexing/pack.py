"""Packs: a library as a folder of files that gives the same answers elsewhere, every part checked by its hash.

manifest.json     what the pack is: model, counts, and the SHA-256 of every other part and of itself
articles.jsonl    an article a line, with its text and where its passages and sentences are
passages.f32      the passages' vectors, in the order of the articles: little-endian 32-bit floats
sentences.f16     the sentences' vectors, likewise, in the 16 bits that libraries keep of them
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from retrieval.core.errors import ModelMismatch, PackError
from retrieval.core.ingestion_records import Added, Unchanged
from retrieval.core.protocols import Embedder, Engine, Watch
from retrieval.core.records import TextRange
from retrieval.indexing.pack_entry import PASSAGE_NUMBERS, SENTENCE_NUMBERS, Packed, describe_article, read_entry

_FORMAT = 1
_MANIFEST = "manifest.json"
_ARTICLES, _PASSAGES, _SENTENCES = "articles.jsonl", "passages.f32", "sentences.f16"
_PARTS = (_ARTICLES, _PASSAGES, _SENTENCES)
_BLOCK = 1 << 20
_AGAIN = "Copy or export the pack again. Nothing was changed."


def write(folder: Path, engine: Engine, *, library: str, embedder: Embedder) -> Iterator[int]:
    """Write a library as a pack, which appears in the folder when it is whole; yield how many articles are in it.

    Args:
        folder: where to write it; it must not exist yet, or be empty.
        engine: where the library is stored.
        library: the name of the library.
        embedder: what made its vectors.

    Raises:
        PackError: something is there already, or the disk refuses.
        ModelMismatch: the vectors were made by another model.
    """
    with _translate_errors(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise PackError("something is there already", where=str(folder), advice="Name a folder that is new.")
        unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.unfinished")
        unfinished.mkdir(parents=True)
        try:
            yield from _write_parts(unfinished, engine, library, embedder)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def _write_parts(folder: Path, engine: Engine, library: str, embedder: Embedder) -> Iterator[int]:
    articles = 0
    with engine.snapshot(), ExitStack() as stack:
        engine.statistics(library, [])  # refuses vectors of another model
        lines, whole, half = (stack.enter_context((folder / name).open("wb")) for name in _PARTS)
        for card in engine.articles(library):
            article, stored = engine.article(library, card.id), engine.passages(library, card.id)
            assert article is not None  # noqa: S101  listed in the same snapshot
            lines.write(json.dumps(describe_article(article, stored), ensure_ascii=False).encode() + b"\n")
            for passage in stored:
                whole.write(passage.vectors.passage.astype(PASSAGE_NUMBERS).tobytes())
                half.write(passage.vectors.sentences.astype(SENTENCE_NUMBERS).tobytes())
            articles += 1
            yield articles
    manifest = {
        "format": _FORMAT,
        "model": embedder.name,
        "dimension": embedder.dimension,
        "articles": articles,
        "parts": {name: _hash(folder / name) for name in _PARTS},
    }
    signed = {**manifest, "sha256": _signature(manifest)}
    (folder / _MANIFEST).write_text(json.dumps(signed, indent=2) + "\n", encoding="utf-8")


class Pack:
    """A pack that was checked: every part is whole, and every article can be stored.

    Args:
        folder: where it is.
        library: the library that it is for.
        embedder: what makes the vectors that its own are compared with.

    Raises:
        PackError: it is no pack, or not whole.
        ModelMismatch: another model made its vectors.
    """

    def __init__(self, folder: Path, *, library: str, embedder: Embedder) -> None:
        self._folder = folder
        self._library = library
        self._dimension = embedder.dimension
        with _translate_errors(folder):
            manifest = self._manifest()
            if (manifest["model"], manifest["dimension"]) != (embedder.name, embedder.dimension):
                raise ModelMismatch(
                    f"its vectors were made by '{manifest['model']}', and '{embedder.name}' is configured",
                    where=str(folder),
                    advice="Configure that model for a library of its own (library.path), or add the articles instead.",
                )
            for name in _PARTS:
                if _hash(folder / name) != manifest["parts"][name]:
                    raise self._damaged(f"{name} is not what was exported")
        self.articles: int = manifest["articles"]
        if sum(1 for _ in self.entries()) != self.articles:
            raise self._damaged(f"{_ARTICLES} holds another number of articles")

    def entries(self) -> Iterator[Packed]:
        """Yield the articles, with the ids that they have in the library.

        Raises:
            PackError: they cannot be read, or one is not what an article is.
        """
        with _translate_errors(self._folder), ExitStack() as stack:
            lines, whole, half = (stack.enter_context((self._folder / name).open("rb")) for name in _PARTS)
            for number, line in enumerate(lines, start=1):
                try:
                    fields = json.loads(line)
                    yield read_entry(fields, whole, half, library=self._library, dimension=self._dimension)
                except (ValueError, KeyError, TypeError, RecursionError) as error:
                    raise self._damaged(f"line {number} of {_ARTICLES} is no article") from error
            if whole.read(1) or half.read(1):
                raise self._damaged("there are more vectors than passages")

    def _manifest(self) -> Mapping[str, Any]:
        try:
            manifest = json.loads((self._folder / _MANIFEST).read_bytes())
            signature = manifest.pop("sha256")
            is_ours = manifest["format"] <= _FORMAT and signature == _signature(manifest)
            is_whole = set(manifest["parts"]) == set(_PARTS) and isinstance(manifest["articles"], int)
        except FileNotFoundError:
            advice = "Name the folder that `footnote export` wrote."
            raise PackError(f"there is no {_MANIFEST}", where=str(self._folder), advice=advice) from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise self._damaged(f"{_MANIFEST} is not that of a pack") from None
        if manifest["format"] > _FORMAT:
            what = f"the pack has format {manifest['format']}, and this Footnote knows formats up to {_FORMAT}"
            raise PackError(what, where=str(self._folder), advice="Update Footnote. Nothing was changed.")
        if not is_ours or not is_whole:
            raise self._damaged(f"{_MANIFEST} is not what was exported")
        checked: Mapping[str, Any] = manifest
        return checked

    def _damaged(self, what: str) -> PackError:
        return PackError(f"the pack is damaged: {what}", where=str(self._folder), advice=_AGAIN)


def store_articles(pack: Pack, engine: Engine, watch: Watch) -> Iterator[Added | Unchanged]:
    """Store the articles of a pack one by one, each in place of one of its source."""
    for number, entry in enumerate(pack.entries(), start=1):
        watch("storing", number, pack.articles)
        library, article_id = entry.article.library, entry.article.id
        before = engine.card(library, article_id)
        if before is not None and before.digest == entry.article.digest:
            yield Unchanged(article=before)
            continue
        engine.put(entry.article, entry.passages, entry.vectors)
        stored = engine.card(library, article_id)
        first = entry.passages[0].sentences[0] if entry.passages else TextRange(start=0, end=0)
        if stored is not None:  # nobody removed it in this moment
            opening = entry.article.text[first.start : first.end]
            kept = len(entry.passages)
            yield Added(article=stored, replaced=before is not None, first_sentence=opening, kept=kept)


def _signature(manifest: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def _translate_errors(folder: Path) -> Iterator[None]:
    """Raise the errors of the operating system inside it as errors for users."""
    try:
        yield
    except FileNotFoundError as error:
        missing = Path(str(error.filename)).name
        raise PackError(f"{missing} is missing", where=str(folder), advice=_AGAIN) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        advice = "Check the disk and the permissions of the folder."
        raise PackError(f"it cannot be read or written: {reason}", where=str(folder), advice=advice) from error

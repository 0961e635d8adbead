"""A library as a pack: the same answers elsewhere, and nothing taken from one that is damaged or foreign."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.build import open_footnote
from retrieval.core.errors import FootnoteError, ModelMismatch, PackError
from retrieval.core.ingestion_records import Added, Unchanged
from retrieval.core.settings import AnswerSettings, LibrarySettings, ModelSettings, Settings
from retrieval.footnote import Footnote
from retrieval.indexing import pack as packs
from support.samples import DRAFTS, LIBRARY

QUESTIONS = ("When did the quarry close?", "How many otters did a camera count?", "Which is the oldest variety?")
PARTS = ("articles.jsonl", "passages.f32", "sentences.f16")


def opened(path: Path) -> Footnote:
    return open_footnote(
        Settings(
            library=LibrarySettings(path=str(path)),
            models=ModelSettings(embedder="hashing", reader="similarity"),
            answer=AnswerSettings(accepted_wrong=1.0),
        )
    )


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Footnote]:
    """A library with all that an article may have."""
    with closing(opened(tmp_path / "here.sqlite")) as footnote:
        full = replace(DRAFTS[1], author="Ida Brask", canonical="https://paper.example/otters", pages=(0, 40))
        footnote.store([DRAFTS[0], full, DRAFTS[2]], library=LIBRARY)
        yield footnote


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Footnote]:
    """An empty library elsewhere."""
    with closing(opened(tmp_path / "there.sqlite")) as footnote:
        yield footnote


@pytest.fixture
def pack(here: Footnote, tmp_path: Path) -> Path:
    assert here.export(tmp_path / "pack", library=LIBRARY) == len(DRAFTS)
    return tmp_path / "pack"


def contents(footnote: Footnote, library: str = LIBRARY) -> list[tuple[object, ...]]:
    engine = footnote._engine
    return [
        (engine.article(library, card.id), s.passage, s.vectors.passage.tolist(), s.vectors.sentences.tolist())
        for card in footnote.articles(library=library)
        for s in engine.passages(library, card.id)
    ]


def signed(manifest: dict[str, object]) -> str:
    """A manifest as its writer would leave it."""
    return json.dumps({**manifest, "sha256": packs._signature(manifest)})


def manifest_of(pack: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((pack / "manifest.json").read_text())
    found.pop("sha256")
    return found


def rewritten(pack: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change the first article of a pack, and sign it as if it had been exported so."""
    first, *others = (pack / "articles.jsonl").read_text().splitlines()
    article = json.loads(first)
    change(article)
    (pack / "articles.jsonl").write_text("\n".join([json.dumps(article), *others]) + "\n")
    manifest = manifest_of(pack)
    manifest["parts"] = {name: packs._hash(pack / name) for name in PARTS}
    (pack / "manifest.json").write_text(signed(manifest))


def test_a_pack_gives_the_same_answers_elsewhere(here: Footnote, there: Footnote, pack: Path) -> None:
    outcomes = list(there.iter_import_pack(pack, library=LIBRARY))
    assert [type(outcome) for outcome in outcomes] == [Added] * len(DRAFTS)
    assert contents(there) == contents(here)
    for question in QUESTIONS:
        ours, theirs = (footnote.examine(question, library=LIBRARY) for footnote in (here, there))
        assert theirs.reply == ours.reply
        assert theirs.evidence == ours.evidence


def test_a_pack_fits_into_a_library_of_another_name(here: Footnote, there: Footnote, pack: Path) -> None:
    there.import_pack(pack, library="other")
    assert there.articles(library=LIBRARY) == []
    for question in QUESTIONS:
        ours, theirs = here.ask(question, library=LIBRARY), there.ask(question, library="other")
        assert replace(theirs.citation, article_id="") == replace(ours.citation, article_id="")


def test_taking_a_pack_twice_is_taking_it_once(there: Footnote, pack: Path) -> None:
    there.import_pack(pack, library=LIBRARY)
    before = contents(there)
    assert {type(outcome) for outcome in there.iter_import_pack(pack, library=LIBRARY)} == {Unchanged}
    assert contents(there) == before


def test_what_is_there_is_replaced_and_the_rest_stays(there: Footnote, pack: Path) -> None:
    there.store([replace(DRAFTS[0], text="The quarry is open."), replace(DRAFTS[1], source="x")], library=LIBRARY)
    outcomes = list(there.iter_import_pack(pack, library=LIBRARY))
    assert sorted(outcome.replaced for outcome in outcomes if isinstance(outcome, Added)) == [False, False, True]
    assert len(there.articles(library=LIBRARY)) == len(DRAFTS) + 1


def test_an_empty_library_is_a_pack_too(there: Footnote, tmp_path: Path) -> None:
    assert there.export(tmp_path / "nothing", library=LIBRARY) == 0
    assert list(there.iter_import_pack(tmp_path / "nothing", library=LIBRARY)) == []


def test_a_folder_that_is_in_use_is_left_alone(here: Footnote, pack: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in pack.iterdir()}
    with pytest.raises(PackError, match="something is there already"):
        here.export(pack, library=LIBRARY)
    assert {path.name: path.read_bytes() for path in pack.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_pack_that_was_not_finished_leaves_nothing(
    here: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packs, "_hash", full)
    with pytest.raises(PackError, match="no space left on device"):
        here.export(tmp_path / "pack", library=LIBRARY)
    assert [path for path in tmp_path.iterdir() if "pack" in path.name] == []


@pytest.mark.parametrize("name", [*PARTS, "manifest.json"])
@pytest.mark.parametrize("damage", ["one byte", "cut short", "longer", "missing", "empty", "a folder"])
def test_a_damaged_pack_changes_nothing(there: Footnote, pack: Path, name: str, damage: str) -> None:
    path = pack / name
    data = path.read_bytes()
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage != "missing":
        middle = len(data) // 2
        path.write_bytes(
            {
                "one byte": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
                "cut short": data[:middle],
                "longer": data + b" {",
                "empty": b"",
            }[damage]
        )
    with pytest.raises(PackError) as raised:
        there.import_pack(pack, library=LIBRARY)
    assert raised.value.where == str(pack)
    assert raised.value.advice
    assert there.articles(library=LIBRARY) == []


def remove_title(article: dict[str, object]) -> None:
    del article["title"]


def passage_outside(article: dict[str, object]) -> None:
    article["passages"][0][1] = 10_000  # type: ignore[index]


def number_as_text(article: dict[str, object]) -> None:
    article["text"] = 7


def half_a_pair(article: dict[str, object]) -> None:
    article["author"] = "\ud800"


def more_sentences(article: dict[str, object]) -> None:
    article["passages"][0][2].append([0, 3])  # type: ignore[index]


@pytest.mark.parametrize("change", [remove_title, passage_outside, number_as_text, half_a_pair, more_sentences])
def test_a_pack_that_is_whole_and_wrong_changes_nothing(
    there: Footnote, pack: Path, change: Callable[[dict[str, object]], None]
) -> None:
    rewritten(pack, change)
    with pytest.raises(PackError, match="damaged"):
        there.import_pack(pack, library=LIBRARY)
    assert there.articles(library=LIBRARY) == []


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [("model", "another", ModelMismatch), ("dimension", 32, ModelMismatch), ("format", 9, PackError)],
)
def test_a_foreign_pack_is_refused(
    there: Footnote, pack: Path, key: str, value: object, error: type[FootnoteError]
) -> None:
    (pack / "manifest.json").write_text(signed({**manifest_of(pack), key: value}))
    with pytest.raises(error):
        there.import_pack(pack, library=LIBRARY)
    assert there.articles(library=LIBRARY) == []


@pytest.mark.parametrize("made", ["nothing", "empty folder", "file", "other folder"])
def test_what_is_no_pack_is_refused(there: Footnote, tmp_path: Path, made: str) -> None:
    path = tmp_path / "no pack"
    if made == "file":
        path.write_text("hello")
    elif made != "nothing":
        path.mkdir()
    if made == "other folder":
        (path / "manifest.json").write_text('{"name": "some web app", "icons": []}')
    with pytest.raises(PackError):
        there.import_pack(path, library=LIBRARY)


def test_a_folder_that_cannot_be_made_is_told(here: Footnote, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("hello")
    with pytest.raises(PackError, match="cannot be read or written: not a directory"):
        here.export(tmp_path / "file" / "pack", library=LIBRARY)

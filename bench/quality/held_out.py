"""The articles that the shipped reader was not trained on: figures on its training sets are of those alone."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

_OPENING = 50  # first articles of squad1-train, on which bench/fitting/reader_weights.py weighs the reader's evidence
_EVERY, _AT = 3, 2  # of squad2-tune every third article: 7 of 23
_EVERY_OWN, _AT_OWN = 10, 4  # of the sets of invented articles every tenth article
_INVENTED = {"people-train-own", "everyday-questions", "library-questions"}
TRAINED_ON = "squad2-tune"
# Sets that are read, not only compared, by the set whose articles they have and some of which were trained on.
SHARING = {name: name for name in (TRAINED_ON, "people-train-wiki", *_INVENTED)} | {"xquad-en": TRAINED_ON}


def held_out(name: str, articles: Sequence[str]) -> frozenset[str]:
    """Return the articles of a training set that nothing was trained on.

    Args:
        name: the set's, such as "squad2-tune".
        articles: ids of all its articles, in the set's order.
    """
    if name in {"squad1-train", "people-train-wiki"}:  # the same articles in the same order
        return frozenset(articles[:_OPENING])
    if name in _INVENTED:
        return frozenset(articles[_AT_OWN::_EVERY_OWN])
    return frozenset(articles[_AT::_EVERY]) if name == TRAINED_ON else frozenset()


def unseen(set_folder: Path, folder: Path) -> Path:
    """Return the set with the questions on articles that the reader was not trained on; all its articles stay.

    Args:
        set_folder: the set, beside the sets that were trained on.
        folder: where the set is written if it differs.
    """
    shared = SHARING.get(set_folder.name)
    if shared is None:
        return set_folder
    names = [line["id"] for line in _lines(set_folder.parent / shared / "articles.jsonl.gz")]
    trained = frozenset(names) - held_out(shared, names)
    made = folder / set_folder.name
    made.mkdir()
    shutil.copy(set_folder / "articles.jsonl.gz", made)
    kept = [record for record in _lines(set_folder / "questions.jsonl.gz") if record["article"] not in trained]
    (made / "questions.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in kept), encoding="utf-8")
    return made


def _lines(file: Path) -> list[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]

"""The reading models that Footnote is shipped with: their files, checked, as sessions of ONNX Runtime."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from retrieval.core import safetensors_file
from retrieval.core.errors import ModelError
from retrieval.embedders.default_model import WEIGHTS_FILE, default_folder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SMALL = "footnote-reader-1"
LARGE = "footnote-reader-2"
FOLDER = Path(__file__).parent / "models"
_GRAPH = "reader.onnx"
_TOKENIZER = "tokenizer.json"
_WORDS_BELOW = (
    "embeddings.word_embeddings.weight"  # of the default embedder, on whose word embeddings SMALL was trained
)

# Written by bench/train_reader/export.py with the files.
DIGESTS = MappingProxyType(
    {
        SMALL: {
            "layers.bin": "fe6b147ada4fcd1f4fc0cc44d58902651861a1d6b1385761601304556dc08162",
            "reader.onnx": "512414471010b28b73d904d2548fd6cb67020b3402c8c078474333632ce43f3f",
        },
        LARGE: {
            "layers.bin": "c954574db21c4f7510153a605bddba2166e64233e45504a75d15aaa0b4785e27",
            "reader.onnx": "5e22626d0bfd05b3016530354493a53eb09614ebd26f1debe402f9a9d55a0329",
            "tokenizer.json": "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
            "words.bin": "cb68c18f13511108c3d7de222c8c751ba5a1b4d24ad8337ac149fadcbbe69c54",
        },
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedModel:
    """A loaded model: text to word pieces, word pieces to logits."""

    session: InferenceSession
    tokenizer: Tokenizer
    words: npt.NDArray[np.float32] | None  # embeddings of word pieces where the graph takes them, shape (pieces, width)
    first_position: int  # the position of a text's first piece


def load(name: str, threads: int) -> ShippedModel:
    """Load a shipped model.

    Args:
        name: SMALL or LARGE.
        threads: of the processor, for one text.

    Raises:
        ModelError: a file is missing or damaged.
    """
    import onnxruntime  # noqa: PLC0415  a tenth of a second to import: only where a model is used
    from tokenizers import Tokenizer  # noqa: PLC0415

    folder = FOLDER / name
    for file, digest in DIGESTS[name].items():
        check(folder / file, digest)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3  # errors
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads leave the processor alone
    session = onnxruntime.InferenceSession(str(folder / _GRAPH), options, providers=["CPUExecutionProvider"])
    if name == LARGE:
        return ShippedModel(
            session=session,
            tokenizer=Tokenizer.from_file(str(folder / _TOKENIZER)),
            words=None,
            first_position=2,  # as in RoBERTa, after the positions of padding
        )
    below = default_folder()
    tokenizer = Tokenizer.from_file(str(below / _TOKENIZER))
    return ShippedModel(
        session=session,
        tokenizer=tokenizer,
        words=safetensors_file.read(below / WEIGHTS_FILE).by_name[_WORDS_BELOW],
        first_position=0,
    )


def check(file: Path, digest: str) -> None:
    """Raise ModelError unless the file is there and has the SHA-256."""
    try:
        with file.open("rb") as opened:
            actual = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        actual = str(error)
    if actual != digest:
        raise ModelError(
            "the reader's weights are not those that Footnote was shipped with",
            where=str(file),
            advice="Install Footnote again.",
        )

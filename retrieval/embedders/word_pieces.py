"""Runs a model over texts in batches of bounded memory, and returns the embedding of each word piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Matrix

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Larger batches are no faster on two cores. A batch of 32 passages of 256 word pieces, the padding included, takes
# about 225 MB, and without the second limit one of 512 pieces would take 500 MB.
_BATCH_PASSAGES = 32
_BATCH_PIECES = 8_192
# Texts are tokenised this many at a time: the tokenizer's own records take 500 bytes a word piece, `_Pieces` takes 20.
_TOKENISED_TEXTS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    """The word pieces of a text."""

    features: Mapping[str, npt.NDArray[np.int32]]  # the model's inputs, each of shape (pieces,)
    spans: npt.NDArray[np.int32]  # the characters of each piece: start and end, shape (pieces, 2)


def embed_pieces(
    model: SentenceTransformer, texts: Sequence[str]
) -> Iterator[tuple[int, Matrix, npt.NDArray[np.int32]]]:
    """Embed texts: the number of each, the embeddings of its word pieces, and the characters of each piece.

    The embeddings are those of `model.encode`, but the texts are tokenised once, not once more for the characters.
    """
    tokenised = _tokenise(model, texts)
    for batch in _batches([len(pieces.spans) for pieces in tokenised]):
        embeddings = _run(model, [tokenised[number] for number in batch])
        for number, of_text in zip(batch, embeddings, strict=True):
            yield number, of_text, tokenised[number].spans


def _tokenise(model: SentenceTransformer, texts: Sequence[str]) -> list[_Pieces]:
    tokenised = []
    for first in range(0, len(texts), _TOKENISED_TEXTS):
        part = texts[first : first + _TOKENISED_TEXTS]
        encoded = model.tokenizer(part, truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True)
        spans = encoded.pop("offset_mapping")
        tokenised += [
            _Pieces(
                features={name: np.array(values[row], dtype=np.int32) for name, values in encoded.items()},
                spans=np.array(spans[row], dtype=np.int32),
            )
            for row in range(len(part))
        ]
    return tokenised


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group texts by like length, so that little is padding: lists of their numbers, the longest texts first."""
    order = sorted(range(len(lengths)), key=lambda number: -lengths[number])
    while order:
        size = max(1, min(_BATCH_PASSAGES, _BATCH_PIECES // max(1, lengths[order[0]])))
        yield order[:size]
        order = order[size:]


def _run(model: SentenceTransformer, batch: Sequence[_Pieces]) -> list[Matrix]:
    """Return the embeddings of the word pieces of each text, shape (pieces, dimension)."""
    import torch  # noqa: PLC0415

    inputs = {name: [pieces.features[name].tolist() for pieces in batch] for name in batch[0].features}
    features = model.tokenizer.pad(inputs, return_tensors="pt").to(model.device)
    real = features["attention_mask"].bool().cpu().numpy()
    with torch.inference_mode():
        padded = model(dict(features))["token_embeddings"].float().cpu().numpy()
    return [rows[is_real] for rows, is_real in zip(padded, real, strict=True)]

"""Writes the trained large reader as the files that ship, and prints their digests."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.train_reader.batches import TrainingBatch
from bench.train_reader.readers import LargeReader, copy_weights
from bench.train_reader.training import averaged_weights

LARGE = "footnote-reader-2"
_TOKENIZER = "tokenizer.json"


def export_large(
    reader: LargeReader, checkpoint: Path, base: Path, models: Path, texts: Iterable[TrainingBatch]
) -> dict[str, dict[str, str]]:
    """Write footnote-reader-2 with the averaged weights of a checkpoint.

    Args:
        reader: with the weights that training began with.
        checkpoint: of training.
        base: folder of all-mpnet-base-v2, whose tokenizer is copied.
        models: folder of the shipped models.
        texts: for which the rounded matrices give what the trained ones do as nearly as possible.

    Returns:
        The SHA-256 of its files, by model and file.
    """
    from bench.export.graph import Architecture, save  # noqa: PLC0415  needs onnx, which training does not
    from bench.export.reader import MPNET, build  # noqa: PLC0415
    from bench.export.rounding import matrices, measure_moments, round_for_inputs  # noqa: PLC0415

    copy_weights(reader, averaged_weights(checkpoint))
    state = reader.precise_state()
    arrays = {name: tensor.numpy() for name, tensor in state.items()}
    config = reader.model.config
    encoder = Architecture(
        layers=config.num_hidden_layers,
        width=config.hidden_size,
        heads=config.num_attention_heads,
        epsilon=config.layer_norm_eps,
        relative_buckets=config.relative_attention_num_buckets,
    )
    moments = measure_moments(reader.model.float(), matrices(encoder, MPNET), (batch.inputs for batch in texts))
    graph = build(arrays, encoder, MPNET, lambda name, weight: round_for_inputs(weight, moments[name]))
    digests = save(graph, models / LARGE, {"embeddings.words": "words.bin"})
    tokenizer = models / LARGE / _TOKENIZER
    shutil.copyfile(base / _TOKENIZER, tokenizer)
    return {LARGE: digests | {_TOKENIZER: hashlib.sha256(tokenizer.read_bytes()).hexdigest()}}


def print_digests(digests: Mapping[str, Mapping[str, str]]) -> None:
    """Print what belongs in DIGESTS of retrieval/readers/shipped.py."""
    for model, files in digests.items():
        print(f"retrieval/readers/shipped.py: DIGESTS of {model}:")
        for file, digest in sorted(files.items()):
            print(f'    "{file}": "{digest}",')

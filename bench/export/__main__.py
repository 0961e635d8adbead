"""Writes the model files that ship with the package, and prints the digests that retrieval/readers/shipped.py checks.

    python -m bench.export            the small reader and the graph of the embedder
    python -m bench.export --check    whether that gives the files that are there

The large reader is exported at the end of its training: see bench/train_reader.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from bench.export import embedder, reader
from bench.export.graph import Architecture, Floats, save
from bench.paths import ROOT
from retrieval.embedders import onnx_questions
from retrieval.readers import shipped

TRAINED = ROOT / "bench" / "train_reader" / f"{shipped.SMALL}.safetensors"
SMALL = Architecture(layers=6, width=384, heads=12, epsilon=1e-12, has_words=False)


def export_small(folder: Path) -> dict[str, str]:
    """Write the small reader from its trained weights, and return the digest of each file."""
    weights: dict[str, Floats] = {
        name: tensor.to(torch.float32).numpy().astype(np.float32) for name, tensor in load_file(TRAINED).items()
    }
    return save(reader.build(weights, SMALL, reader.BERT), folder, {})


def main() -> int:
    """Export, or compare what the export gives with the shipped files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, compare only")
    if parser.parse_args().check:
        with tempfile.TemporaryDirectory() as folder:
            same = export_small(Path(folder)) == dict(shipped.DIGESTS[shipped.SMALL])
        same = same and embedder.build().SerializeToString() == onnx_questions.GRAPH.read_bytes()
        print("the shipped files are those of the export" if same else "the shipped files differ from the export")
        return 0 if same else 1
    for name, digest in export_small(shipped.FOLDER / shipped.SMALL).items():
        print(f"{shipped.SMALL}/{name} {digest}")
    onnx_questions.GRAPH.write_bytes(embedder.build().SerializeToString())
    return 0


if __name__ == "__main__":
    sys.exit(main())

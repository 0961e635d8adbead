"""Advises a multilingual model where a question is in a language that no article of the library is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.core.reply_records import Examination
from retrieval.languages import lexicon
from retrieval.text.language_detection import OTHER_SCRIPTS
from retrieval.text.question_language import foreign_language

MULTILINGUAL_MODEL = "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2"
_LAST_LATIN = "\u024f"  # of the letters of European languages, but for Greek and Cyrillic ones
DOWNLOAD = 0.5  # gigabytes: weights (471 MB) and vocabulary of that model


def with_advice(examination: Examination, languages: Sequence[str]) -> Examination:
    """Add the advice to a reply that is not sure and whose question is in another language than the articles.

    Args:
        examination: of a question.
        languages: of the library's articles, ISO 639-1; empty where it has none.
    """
    reply = examination.reply
    is_vague = reply.grade == "none" and bool(reply.readings)
    if reply.grade not in {"unsure", "none"} or is_vague or not languages:
        return examination
    language = foreign_language(reply.asked, languages)
    if not language and not _is_in_other_script(reply.asked, languages):
        return examination
    if not language or "multilingual" not in lexicon(language).talk.replies:
        language = "en"  # of a language whose questions are understood, and in which Footnote does not talk
    text = lexicon(language).talk.replies["multilingual"]
    decimal = f"{DOWNLOAD:.1f}" if language == "en" else f"{DOWNLOAD:.1f}".replace(".", ",")
    return replace(examination, advice=text.format(model=MULTILINGUAL_MODEL, size=decimal))


def _is_in_other_script(question: str, languages: Sequence[str]) -> bool:
    """Return whether most letters of a question are not Latin, and no article is in a language of another script."""
    letters = [character for character in question if character.isalpha()]
    others = sum(character > _LAST_LATIN for character in letters)
    return 2 * others > len(letters) and OTHER_SCRIPTS.isdisjoint(languages)

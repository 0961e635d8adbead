"""The bot's own words in the languages it speaks: `of("es-419").no_answer`. Quotes and titles are never translated."""

from __future__ import annotations

from bot.i18n.english import ENGLISH
from bot.i18n.french import FRENCH
from bot.i18n.german import GERMAN
from bot.i18n.phrase_groups import Counted
from bot.i18n.phrases import Phrases
from bot.i18n.spanish import SPANISH

LANGUAGES = {phrases.code: phrases for phrases in (ENGLISH, GERMAN, SPANISH, FRENCH)}

__all__ = ["LANGUAGES", "Counted", "Phrases", "of"]


def of(locale: str | None) -> Phrases:
    """Return the phrases for a locale as Discord writes it (`en-GB`, `es-419`, `de`); English where there are none."""
    return LANGUAGES.get((locale or "").partition("-")[0].lower(), ENGLISH)

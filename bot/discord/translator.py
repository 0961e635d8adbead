"""Commands in the reader's language, by discord.py's own hook."""

from __future__ import annotations

from discord import Locale, app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.phrases import commands


def text(key: str) -> locale_str:
    """The English text of a command, option or choice, which carries its key for the other languages."""
    return locale_str(commands.TEXTS[key].en, key=key)


class Translator(app_commands.Translator):
    """Looks texts up by their key."""

    async def translate(self, string: locale_str, locale: Locale, _context: TranslationContextTypes) -> str | None:
        """The text for a locale, or None where there is none."""
        key = string.extras.get("key")
        return commands.translated(key, locale.value) if key else None

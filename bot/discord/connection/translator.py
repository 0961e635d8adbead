"""Commands in the reader's language, by discord.py's own hook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from discord import Locale, app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.i18n import command_phrases

_Command = TypeVar("_Command")


def command_text(key: str) -> locale_str:
    """Return the English text of a command, option or choice, which carries its key for the other languages."""
    return locale_str(command_phrases.TEXTS[key].en, key=key)


def describe_options(**keys: str) -> Callable[[_Command], _Command]:
    """Name and describe the options of a command: for each parameter the key that its two texts begin with."""
    named = app_commands.rename(**{parameter: command_text(f"{key}.name") for parameter, key in keys.items()})
    described = app_commands.describe(
        **{parameter: command_text(f"{key}.description") for parameter, key in keys.items()}
    )

    def offered(command: _Command) -> _Command:
        return described(named(command))

    return offered


class Translator(app_commands.Translator):
    """Looks texts up by their key."""

    async def translate(self, string: locale_str, locale: Locale, _context: TranslationContextTypes) -> str | None:
        """Return the text for a locale, or None where there is none."""
        key = string.extras.get("key")
        return command_phrases.translated(key, locale.value) if key else None

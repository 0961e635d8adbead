"""The preferences of servers and channels: `/settings`."""

from bot.discord.core.features import Feature
from bot.discord.preferences.settings_card import ResetButton, RolesSelect
from bot.discord.preferences.settings_command import settings

FEATURE = Feature(commands=(settings,), items=(RolesSelect, ResetButton))

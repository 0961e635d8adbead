"""How the bot is doing: `/status`."""

from bot.discord.core.features import Feature
from bot.discord.status.status_command import status

FEATURE = Feature(commands=(status,))

"""The state of the bot: `/status`."""

from bot.discord.core.features import Feature
from bot.discord.status.library_sizes import measure_libraries
from bot.discord.status.status_command import measure_loop_lag, status

FEATURE = Feature(commands=(status,), tasks=(measure_loop_lag, measure_libraries))

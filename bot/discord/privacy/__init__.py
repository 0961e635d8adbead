"""What is stored about a person: `/privacy`, and the hourly deletion of what is too old."""

from bot.discord.core.features import Feature
from bot.discord.privacy.privacy_command import PrivacyButton, privacy
from bot.discord.privacy.retention import delete_old_data

FEATURE = Feature(commands=(privacy,), items=(PrivacyButton,), tasks=(delete_old_data,))

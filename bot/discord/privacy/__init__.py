"""The data that is stored about people and servers: `/privacy`, and the hourly deletion of old data."""

from bot.discord.core.features import Feature
from bot.discord.privacy.departed_servers import cancel_departure, forget_departed_servers, note_departure
from bot.discord.privacy.privacy_command import PrivacyButton, privacy
from bot.discord.privacy.retention import delete_old_data

FEATURE = Feature(
    commands=(privacy,),
    items=(PrivacyButton,),
    events=(("on_guild_remove", note_departure), ("on_guild_join", cancel_departure)),
    tasks=(delete_old_data, forget_departed_servers),
)

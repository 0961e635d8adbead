"""A Discord for tests: REST and gateway on 127.0.0.1, for unmodified discord.py over real sockets.

    with LoopbackDiscord() as server:
        guild = server.add_guild("Library")
        channel = server.add_channel(guild, "general")
        ada = server.add_member(guild, "ada").user
        ...  # start the bot as a process with FOOTNOTE_DISCORD_API=server.api_url and the token server.token
        server.wait_ready()
        asked = server.slash(channel, ada, "ask", {"question": "Who wrote it?"}).wait()
        assert asked.messages[0].text
        assert server.violations == []

Handles are waited for by `wait` in plain tests and by `await` in asynchronous ones.
"""

from support.discord_loopback.change_signal import LoopbackTimeout
from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import FORUM, TEXT, Channel, Guild, Member, Overwrite, Role, User
from support.discord_loopback.input_values import Impossible
from support.discord_loopback.reply_watchers import UserInteraction, UserMessage
from support.discord_loopback.request_log import Exchange, Violation
from support.discord_loopback.server import LoopbackDiscord
from support.discord_loopback.server_state import Upload

__all__ = [
    "FORUM",
    "TEXT",
    "Channel",
    "Exchange",
    "Guild",
    "Impossible",
    "LoopbackDiscord",
    "LoopbackTimeout",
    "Member",
    "Message",
    "Overwrite",
    "Role",
    "Upload",
    "User",
    "UserInteraction",
    "UserMessage",
    "Violation",
]

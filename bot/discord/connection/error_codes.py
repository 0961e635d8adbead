"""Error codes of Discord's API that the bot handles (Discord's documentation, `topics/opcodes-and-status-codes`)."""

from __future__ import annotations

UNKNOWN_MESSAGE = 10008
UNKNOWN_INTERACTION = 10062  # the response came after 3 seconds
EXPIRED_TOKENS = frozenset({10015, 50027})  # 15 minutes after the interaction
TOO_MANY_OLD_EDITS = 30046  # of messages older than an hour, in one channel
ALREADY_ACKNOWLEDGED = 40060  # by a request whose answer was lost
ARCHIVED_THREAD = 50083  # the thread is closed and locked
NO_MESSAGE_HISTORY = 160002  # a reply needs the permission to read the message history
THREAD_EXISTS = 160004  # the message has a thread already
BLOCKED_BY_AUTOMOD = 200000

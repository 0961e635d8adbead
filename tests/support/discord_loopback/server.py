"""The server that tests start."""

from __future__ import annotations

from support.discord_loopback.fault_injection import FaultInjection
from support.discord_loopback.user_actions import UserActions


class LoopbackDiscord(UserActions, FaultInjection):
    """A Discord on 127.0.0.1 for one bot: set up, used by people, broken on order, and asked what it saw.

    As a context manager it starts and stops; it then also raises what went wrong in the server itself.
    """

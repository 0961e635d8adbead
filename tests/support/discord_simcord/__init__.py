"""The bot inside simcord, a Discord in memory that runs discord.py's own parsers, cache, command trees and views."""

from support.discord_simcord.bot_environment import PATIENCE, Person, Room, services_in
from support.discord_simcord.interaction_outcome import Outcome
from support.discord_simcord.simulated_discord import (
    FOLLOW_UP,
    NOWHERE,
    OTTERS,
    QUESTION,
    QUOTE,
    UNDERSTOOD,
    Simulation,
    Stage,
)

__all__ = [
    "FOLLOW_UP",
    "NOWHERE",
    "OTTERS",
    "PATIENCE",
    "QUESTION",
    "QUOTE",
    "UNDERSTOOD",
    "Outcome",
    "Person",
    "Room",
    "Simulation",
    "Stage",
    "services_in",
]

"""Logs in to Discord and stays connected; why it cannot is one sentence for the operator."""

from __future__ import annotations

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord.core.client import FootnoteClient
from bot.discord.core.discord_settings import DISCORD
from retrieval import ConfigError

_SIGN_IN = 511  # the status of a network that asks to sign in first
_PORTAL = "https://discord.com/developers/applications"

# Close codes of the gateway after which connecting again is useless (Discord's documentation,
# `topics/opcodes-and-status-codes`). discord.py turns 4014 into an error of its own.
_FATAL_CLOSES = {
    4004: ("Discord does not accept this token", f"Copy it again from {_PORTAL} (Bot, Reset Token)."),
    4010: ("Discord refused the shard", "Name shards of the number that all processes use, as in --shards 0-3/16."),
    4011: (
        "Discord asks for more shards than the bot started with",
        "Start again: the number is asked for then. Where --shards names it, name a higher one in all processes.",
    ),
    4012: ("Discord no longer supports this version of its gateway", "Update Footnote and discord.py."),
    4013: ("Discord refused the intents as invalid", "Update Footnote and discord.py."),
}
_INTENT = "Discord refused the message-content intent"
_INTENT_ADVICE = (
    f"Open {_PORTAL}, choose the application, then Bot, and switch on Message Content Intent; "
    "or set discord.message_content = false."
)


async def connect(client: FootnoteClient, token: str, api: str) -> None:
    """Log in and stay connected.

    Args:
        client: what connects.
        token: the bot's.
        api: where Discord's API is, without a slash at the end.

    Raises:
        ConfigError: Discord refused the bot or could not be reached.
    """
    Route.BASE = api
    try:
        await _log_in(client, token, api)
        await client.connect()
    except discord.PrivilegedIntentsRequired as error:
        raise ConfigError(_INTENT, where="discord.message_content", advice=_INTENT_ADVICE) from error
    except discord.ConnectionClosed as error:
        raise _closed(error) from error
    except (discord.GatewayNotFound, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        what = f"Discord could not be reached ({type(error).__name__})"
        raise ConfigError(what, where=api, advice="Check the network and discord.api_url, then start again.") from error


async def _log_in(client: FootnoteClient, token: str, api: str) -> None:
    try:
        await client.login(token)
        if api != DISCORD:
            _, gateway, _ = await client.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)  # where a shard begins again without a session
    except discord.HTTPException as error:
        if error.status == _SIGN_IN:
            raise _not_discord(api) from error
        raise
    except discord.LoginFailure as error:
        advice = f"Copy it again from {_PORTAL} (Bot, Reset Token)."
        raise ConfigError("Discord does not know this token", advice=advice) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _not_discord(api) from error


def _not_discord(api: str) -> ConfigError:
    """Make the error about an address at which something else answers."""
    what = "what answers at Discord's address is not Discord, perhaps the sign-in page of a network"
    return ConfigError(what, where=api, advice="Open a web page to sign in to the network, then start again.")


def _closed(error: discord.ConnectionClosed) -> ConfigError:
    """Return the sentence about a connection that Discord closed."""
    if error.code == 4014:  # noqa: PLR2004  as in _FATAL_CLOSES
        return ConfigError(_INTENT, where="discord.message_content", advice=_INTENT_ADVICE)
    unknown = (f"Discord closed the connection with code {error.code}", "Wait a few minutes, then start again.")
    what, advice = _FATAL_CLOSES.get(error.code, unknown)
    return ConfigError(f"{what} (code {error.code})" if error.code in _FATAL_CLOSES else what, advice=advice)

"""Logs in to Discord and stays connected; why it cannot is one sentence for the operator."""

from __future__ import annotations

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.configuration.discord_settings import DISCORD
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.fatal_closes import FATAL_CLOSES, INTENT_REFUSED, PORTAL
from retrieval import ConfigError

_SIGN_IN = 511  # the status of a network that asks to sign in first


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
        raise _closed(INTENT_REFUSED) from error
    except discord.ConnectionClosed as error:
        raise _closed(error.code) from error
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
        advice = f"Copy it again from {PORTAL} (Bot, Reset Token)."
        raise ConfigError("Discord does not know this token", advice=advice) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _not_discord(api) from error


def _not_discord(api: str) -> ConfigError:
    """Make the error about an address at which something else answers."""
    what = "what answers at Discord's address is not Discord, perhaps the sign-in page of a network"
    return ConfigError(what, where=api, advice="Open a web page to sign in to the network, then start again.")


def _closed(code: int) -> ConfigError:
    """Make the error about a connection that Discord closed with a code."""
    if code not in FATAL_CLOSES:
        what = f"Discord closed the connection with code {code}"
        return ConfigError(what, advice="Wait a few minutes, then start again.")
    what, advice = FATAL_CLOSES[code]
    if code == INTENT_REFUSED:
        return ConfigError(what, where="discord.message_content", advice=advice)
    return ConfigError(f"{what} (code {code})", advice=advice)

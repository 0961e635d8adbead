"""Draws the pictures of the documentation: the console in the README, and messages in docs/DISCORD.md."""

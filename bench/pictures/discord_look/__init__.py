"""Records what the bot sends to a loopback Discord, and draws it with Discord's look in Chromium."""

"""Asking: commands, mentions, replies, and the buttons of an answer."""

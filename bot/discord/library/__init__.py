"""Keeping a server's library."""

"""Draws the pictures of the README: the console, and messages on Discord."""

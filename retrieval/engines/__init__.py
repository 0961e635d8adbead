"""Engines: one way of storing passages and finding candidates a file."""

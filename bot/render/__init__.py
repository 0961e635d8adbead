"""Replies as people and programs see them: terminal, plain text, JSON."""

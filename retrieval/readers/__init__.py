"""Readers: each finds the answering sentence."""

"""Embedders: one way of turning texts into vectors a file."""

"""Embedders: each turns texts into vectors."""

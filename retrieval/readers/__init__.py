"""Readers: one way of finding the answering sentence a file."""

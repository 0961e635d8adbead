"""Engines: each package stores passages and finds candidates."""

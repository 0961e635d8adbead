"""Measures what a library costs from 20,000 to 1,000,000 passages on one machine."""

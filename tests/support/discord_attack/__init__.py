"""Attacks on the bot over the loopback Discord: all that people can use, faults, and what each use ends in."""

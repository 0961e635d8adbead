"""Locations on this machine: folders, patterns, standard input, and files that have not changed."""

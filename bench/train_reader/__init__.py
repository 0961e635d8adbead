"""Trains the readers that Footnote is shipped with, from data to the files that ship."""

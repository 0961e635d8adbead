"""What Footnote knows about each language: word lists, by ISO 639-1 code."""

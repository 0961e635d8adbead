"""Sentences and lines beside each other: speakers, authors, dates, what needs its neighbours, near-duplicates."""

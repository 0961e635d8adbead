"""Overviews of articles in their own sentences: summaries, digests, timelines."""

"""Reading: summaries, digests, lists and searches."""

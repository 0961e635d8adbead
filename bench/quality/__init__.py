"""Measures the quality of answers and summaries on the examples and the evaluation sets."""

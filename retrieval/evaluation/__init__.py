"""Measures of answers and summaries on questions whose right answers are known."""

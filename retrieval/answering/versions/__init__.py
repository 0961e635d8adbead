"""Decides what counts: the version that is asked for, the newest article, or one of two articles that contradict."""

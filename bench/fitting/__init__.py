"""Fits the weights of the readers, the curve of their confidence, and its thresholds, on the evaluation sets."""

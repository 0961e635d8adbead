"""Functions that several front-ends share: a random article, the log of unexpected errors, figures for Prometheus."""

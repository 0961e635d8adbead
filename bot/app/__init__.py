"""Functions that front-ends share: a random article, remarks on follow-ups, unexpected errors, figures of a bot."""

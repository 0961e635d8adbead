"""LaTeX articles, from their source."""

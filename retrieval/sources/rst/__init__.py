"""reStructuredText documents, those of Sphinx included."""

"""Manual pages as packages bring them: sources for roff, with the macros man or mdoc."""

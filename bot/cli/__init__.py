"""The command line: what `footnote` understands."""

"""Sources: one kind of location that articles come from a file."""

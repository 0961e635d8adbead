"""The front-ends: command line, console, and Discord."""

"""The console: a prompt, its commands, and what was said before."""

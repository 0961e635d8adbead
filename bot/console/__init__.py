"""The console: the prompt, its commands, and the conversation."""

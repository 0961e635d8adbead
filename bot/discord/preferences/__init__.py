"""Settings of servers and channels."""

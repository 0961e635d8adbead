"""Cards, and texts made safe and short enough for Discord."""

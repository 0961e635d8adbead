"""Files and folders: opened within limits, decoded, unpacked; plain text and JSON Lines."""

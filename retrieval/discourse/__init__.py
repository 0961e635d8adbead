"""Relations between sentences: which need their neighbours, who says them, when, and which say the same."""

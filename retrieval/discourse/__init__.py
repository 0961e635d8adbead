"""What sentences are to each other: which need their neighbours, who says them, when, and which say the same."""

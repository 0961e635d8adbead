"""JSON Lines in the evaluation format."""

"""The parts that every front-end needs to start: configuration, folders, the log of unexpected errors."""

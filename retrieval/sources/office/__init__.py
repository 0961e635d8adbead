"""The zipped formats of office programs: their parts, the relations between these, and properties."""

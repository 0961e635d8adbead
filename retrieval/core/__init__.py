"""The parts that every stage uses: records, protocols, errors, settings, SQLite files. Imports no other package."""

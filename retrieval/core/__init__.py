"""What every stage uses: records, protocols, errors, settings, helpers for SQLite files. Imports no other package."""

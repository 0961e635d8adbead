"""What every stage uses: records, protocols, errors, settings, and helpers for SQLite files. Imports no other package."""

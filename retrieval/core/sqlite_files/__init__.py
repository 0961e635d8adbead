"""SQLite files that several threads and processes use: their format, their tables, transactions and errors."""

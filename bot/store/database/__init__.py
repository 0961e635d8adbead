"""The databases of the ledger: the protocol of a store of rows, and its two kinds, SQLite and PostgreSQL."""

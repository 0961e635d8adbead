"""The default engine: one SQLite file.

- `engine` is the engine, `source_registry` the registry of sources.
- The file: `library_schema` has its tables, `row_codec` the form of its rows; `compatibility` remembers the model and
  the analyser that made it, `file_health` checks it for `footnote doctor`, `term_update` renews the terms of an older
  analyser.
- Writing: `writer`, which notes each change in `change_log`.
- Reading: `article_queries`; candidates by words `fts_index`, by meaning `vector_search`.
- Search by meaning is exact in memory for a small library (`vector_index`), and for a large one goes by a mapped file
  (`mapped_vectors`): `vector_file` with vectors in `byte_vectors`, kept up to date by `vector_file_sync` from
  `vector_rows`.
"""

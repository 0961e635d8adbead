"""The engine for libraries that outgrow one file: a cluster of OpenSearch nodes.

- `cluster_engine` is the engine, `cluster_sources` the registry of sources.
- Writing: `article_writer`, with the documents of `change_documents`; `sweeper` deletes what interrupted changes
  left.
- Reading: `library_view` makes every query, `candidate_search` finds candidates.
- The index: `index_schema`, `index_setup`; `document_codec` and `document_ids` are the form of its documents.
- The connection: `cluster_address`, `cluster_client`, `bulk_answers`; `cluster_errors` words what goes wrong,
  `cluster_health` checks a cluster for `footnote doctor`.
"""

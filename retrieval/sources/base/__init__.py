"""The parts that all loaders share: documents, drafts, blocks, dates, metadata."""

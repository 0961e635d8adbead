"""What all loaders share: documents, drafts, blocks, dates, metadata."""

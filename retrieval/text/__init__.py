"""Text as every stage sees it: normalised, split into sentences and passages, analysed into terms."""

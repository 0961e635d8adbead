"""From a question to ranked passages: candidates of the engine, exact BM25, cosine and coverage, fused."""

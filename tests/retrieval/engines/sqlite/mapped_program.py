"""The program of `sample_library`, with the vectors of every library in a mapped file that is behind by a few rows."""

from __future__ import annotations

from retrieval.engines.sqlite import vector_file_sync, vector_search
from tests.retrieval.engines import sample_library


def shrink_limits() -> None:
    """Let small libraries do what large ones do."""
    vector_search.LEAST_MAPPED = 1
    vector_file_sync.LAG_ROWS = 6
    vector_file_sync.MOST_APPENDED = 30


if __name__ == "__main__":
    shrink_limits()
    sample_library.main()

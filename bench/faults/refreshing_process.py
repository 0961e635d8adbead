"""A process of `shared_refresh`: opens a library, says so, and refreshes it when it is sent a line.

python -m bench.faults.refreshing_process PREFIX LIBRARY ADDRESS...
"""

from __future__ import annotations

import sys

from bench.paths import ROOT

sys.path.append(str(ROOT / "tests"))

from bench.faults.cluster_faults import open_library
from retrieval.core.errors import FootnoteError


def main() -> int:
    """Refresh once; 1 with the reason on standard error if it fails."""
    prefix, library, *addresses = sys.argv[1:]
    with open_library(addresses, prefix) as footnote:
        print("ready", flush=True)
        sys.stdin.readline()
        try:
            footnote.refresh(library=library)
        except FootnoteError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The quality with which web pages are read: pages written for it, in the layouts that the field's reports name.

    python -m bench.quality.page_layouts

Prints, for text, title, author and date, how many of the pages are read right, and which are not. The pages are in
`page_layouts.jsonl`: each has its `html`, what the text `contains` and `lacks`, and the right `title`, `author` and
`published`. CI asks the same (`tests/bench/test_page_layouts.py`); the floors are FLOORS.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources.html.loader import HtmlLoader

PAGES = Path(__file__).with_name("page_layouts.jsonl")
FLOORS = {"text": 1.0, "title": 1.0, "author": 1.0, "published": 1.0}  # shares of the pages


def main() -> int:
    """Print the shares and the faults."""
    pages = load_pages()
    faults = {page["id"]: find_faults(page) for page in pages}
    for measure, share in shares(faults).items():
        print(f"{measure:10} {share:.3f} (floor {FLOORS[measure]:.3f})")
    for name, of_page in faults.items():
        for measure, fault in of_page.items():
            print(f"{name}: {measure}: {fault}")
    return 1 if any(share < FLOORS[measure] for measure, share in shares(faults).items()) else 0


def load_pages() -> list[dict[str, Any]]:
    """Return the pages with their right values."""
    return [json.loads(line) for line in PAGES.read_text("utf-8").splitlines()]


def find_faults(page: Mapping[str, Any]) -> dict[str, str]:
    """Find the errors in the reading of a page, by measure."""
    items = HtmlLoader(LimitSettings(), lambda _: iter(())).extract(page["html"].encode(), f"{page['id']}.html")
    (article,) = (item for item in items if isinstance(item, Draft))
    missing = [words for words in page["contains"] if words not in article.text]
    foreign = [words for words in page.get("lacks", ()) if words in article.text]
    faults = {"text": f"lacks {missing}, has {foreign}"} if missing or foreign else {}
    for measure in ("title", "author", "published"):
        value = getattr(article, measure)
        if value != page[measure]:
            faults[measure] = f"{value!r}, not {page[measure]!r}"
    return faults


def shares(faults: Mapping[str, Mapping[str, str]]) -> dict[str, float]:
    """Return the share of the pages that are right, by measure."""
    return {measure: sum(measure not in of_page for of_page in faults.values()) / len(faults) for measure in FLOORS}


if __name__ == "__main__":
    sys.exit(main())

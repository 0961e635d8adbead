"""The summary of a changelog tells what is new, over a real pipeline."""

from __future__ import annotations

from retrieval.core.ingestion_records import Added, Draft
from retrieval.footnote import Footnote
from support.samples import LIBRARY

NEWEST = """\
## 2.1 (2026-05-03)

### Fixed

- Stones no longer fall in the rain.
- The ring may have a gap.

### Added

- Each stone has a name now.

-- Ada Lind <ada@henge.example> Sun, 03 May 2026 10:00:00 +0000
"""
OLDER = "## 2.0\n\n- Ropes are longer now, and each of them carries two stones.\n"
OLDEST = "## 1.9\n\n- Ropes are shorter now, since nobody could tie the long ones.\n"


def summarized(footnote: Footnote, text: str, *, sentences: int, about: str = "") -> list[str]:
    stored = footnote.store([Draft(source="henge.md", title="Henge", text=text)], library=LIBRARY)
    (added,) = stored.outcomes
    assert isinstance(added, Added)
    made = footnote.summarize(added.article.id, library=LIBRARY, length=sentences, about=about)
    return [citation.quote for citation in made.citations]


def test_the_newest_version_is_summarised_below_its_heading(stocked: Footnote) -> None:
    text = f"Changes of Henge.\n\n{NEWEST}\n{OLDER}\n{OLDEST}"
    expected = ["2.1 (2026-05-03)", "Stones no longer fall in the rain.", "The ring may have a gap."]
    assert summarized(stocked, text, sentences=2) == expected


def test_older_versions_follow_where_the_newest_has_too_few_changes(stocked: Footnote) -> None:
    made = summarized(stocked, f"{NEWEST}\n{OLDER}\n{OLDEST}", sentences=4)
    assert made[0] == "2.1 (2026-05-03)"
    assert made[-2:] == ["2.0", "Ropes are longer now, and each of them carries two stones."]
    assert not any("Ada Lind" in quote or "1.9" in quote for quote in made)


def test_the_newest_version_is_meant_where_it_stands_last(stocked: Footnote) -> None:
    made = summarized(stocked, f"{OLDEST}\n{OLDER}\n{NEWEST}", sentences=2)
    assert made[:2] == ["2.1 (2026-05-03)", "Stones no longer fall in the rain."]


def test_a_subject_is_looked_for_in_all_versions(stocked: Footnote) -> None:
    made = summarized(stocked, f"{NEWEST}\n{OLDER}\n{OLDEST}", sentences=2, about="ropes")
    assert all("Ropes" in quote for quote in made)
    assert len(made) == 2

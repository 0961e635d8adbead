"""A change is shown with its version, and the newest version of a changelog is found whatever its order."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from retrieval.answering.answer_unit import find_unit
from retrieval.core.records import TextRange
from retrieval.discourse.changelog_sections import newest_sections

NEWS = """\
Changes of Henge.

## 2.1 (2024-05-03)

### Fixed

- Stones no longer fall in the rain.

### Added

- The ring may have a gap.

## 2.0

- Ropes are longer now.

## 1.9

- Ropes are shorter now.
"""


def _shown(text: str, words: str) -> list[str]:
    start = text.index(words)
    sentence = TextRange(start=start, end=start + len(words))
    unit = find_unit(text, sentence, question="what is it about", language="en")
    return [text[part.start : part.end] for part, role in unit.further if role == "context"]


def _newest(text: str) -> list[tuple[str, str]]:
    """The heading and the text of each section."""
    return [(text[at.start : at.end], text[at.end : end].strip()) for at, end in newest_sections(text)]


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("Stones no longer fall in the rain.", "2.1 (2024-05-03)"),
        ("The ring may have a gap.", "2.1 (2024-05-03)"),
        ("Ropes are longer now.", "2.0"),
    ],
)
def test_a_change_is_shown_with_its_version(words: str, version: str) -> None:
    assert _shown(NEWS, words) == [version]


def test_where_few_headings_have_versions_none_is_shown() -> None:
    assert _shown(NEWS.partition("## 2.0")[0], "Stones no longer fall in the rain.") == []


def test_what_stands_above_the_first_version_has_none() -> None:
    assert _shown(NEWS, "Changes of Henge.") == []


def test_the_section_of_a_version_goes_up_to_the_next_version() -> None:
    (first, below), *others = _newest(NEWS)
    assert first == "2.1 (2024-05-03)"
    assert below.startswith("### Fixed")
    assert below.endswith("The ring may have a gap.")
    assert [heading for heading, _ in others] == ["2.0", "1.9"]


def test_the_newest_version_may_stand_last() -> None:
    text = "## 1.9\n\n- Short.\n\n## 1.10\n\n- Long.\n\n## 2.0\n\n- Longer.\n"
    assert _newest(text) == [("2.0", "- Longer."), ("1.10", "- Long."), ("1.9", "- Short.")]


def test_versions_below_the_series_that_they_belong_to_are_told_apart() -> None:
    versions = ("## Henge 3.0", "### Henge 3.0.2", "- B.", "### Henge 3.0.1", "- A.", "## Henge 2.0", "### Henge 2.0.9")
    text = "\n\n".join(versions)
    assert _newest(text)[0] == ("Henge 3.0.2", "- B.")


def test_a_guide_that_ends_in_some_changes_is_no_changelog() -> None:
    guide = "# Henge\n\n" + "Stones stand in a ring, and each of them leans on nothing. " * 40
    assert newest_sections(f"{guide}\n\n{NEWS}") == []


@pytest.mark.parametrize("text", ["", "No heading at all.", "## 2.0\n\n- One version.\n", "# 2.0\n## 2.0\n### 2.0\n"])
def test_a_text_of_few_versions_is_no_changelog(text: str) -> None:
    assert newest_sections(text) == []


@pytest.mark.parametrize("piece", ["## 1.2.{0}\n\n- a\n\n", "#" * 7 + " 1.{0}\n", "## 1." + "2" * 50 + "{0}\n"])
def test_the_time_grows_with_the_number_of_sections(piece: str) -> None:
    def seconds(pieces: int) -> float:
        text = "".join(piece.format(number) for number in range(pieces))
        start = time.process_time()
        newest_sections(text)
        return time.process_time() - start

    times = [min(seconds(pieces) for _ in range(2)) for pieces in (2_000, 8_000)]
    assert all(later <= 12 * earlier + 0.2 for earlier, later in pairwise(times))

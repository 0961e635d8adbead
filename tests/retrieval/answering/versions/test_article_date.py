"""When an article was written, by its date or by its first words."""

from __future__ import annotations

import pytest

from retrieval.answering.versions.article_date import date_text
from retrieval.core.records import Article

TEXT = "The gate opens at nine in the morning."


def article(text: str, published: str | None = None) -> Article:
    return Article(
        id="a", library="house", source="gate.txt", title="Gate", text=text, digest="0", published=published,
        added="2026-05-01T00:00:00Z", language="en",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        (TEXT, "2026-03-02T10:00", "2026-03-02T10:00"),
        (f"PELLHAVEN, 2 March 2026. {TEXT}", None, "2026-03-02"),
        (f"PELLHAVEN, 2 March. {TEXT}", None, "03-02"),
        (f"PELLHAVEN, 2 March. {TEXT}", "2026-04-01", "2026-04-01"),
        (f"Traffic information of the whole province, 4 March 2026. {TEXT}", None, "2026-03-04"),
        ("The ferry between Halm and Orrey runs again from 3 June. Cars must book.", None, None),
        (TEXT, None, None),
    ],
)
def test_the_date_of_an_article(text: str, published: str | None, date: str | None) -> None:
    assert date_text(article(text, published)) == date

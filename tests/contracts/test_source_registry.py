"""What every registry of sources promises. Another joins by a line in `tests/retrieval/engines/sample_library.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.core.ingestion_records import Location, Origin
from retrieval.core.protocols import Engine, SourceRegistry
from tests.retrieval.engines.sample_library import ENGINES, SOURCE_REGISTRIES, made


@pytest.fixture
def opened(kind: str, tmp_path: Path) -> Iterator[Callable[[], SourceRegistry]]:
    """Open the store of this test, once more at each call."""
    registries: list[SourceRegistry] = []

    def open_registry() -> SourceRegistry:
        registries.append(SOURCE_REGISTRIES[kind](tmp_path))
        return registries[-1]

    yield open_registry
    for registry in registries:
        registry.close()


@pytest.fixture
def registry(opened: Callable[[], SourceRegistry]) -> SourceRegistry:
    return opened()


@pytest.fixture
def engine(kind: str, tmp_path: Path) -> Iterator[Engine]:
    """The engine that is configured under the same name."""
    engine = ENGINES[kind](tmp_path)
    yield engine
    engine.close()


def origin(source: str, *, article_id: str | None = "a", location: str = "x", **more: str) -> Origin:
    return Origin(source=source, article_id=article_id, location=location, file=source, **more)


class TestSourceRegistry:
    def test_locations_come_in_the_order_of_their_addition(self, registry: SourceRegistry) -> None:
        for name, added in [("b", "2026-01-02"), ("a", "2026-01-02"), ("z", "2026-01-01")]:
            registry.add_location("default", Location(location=name, added=added, read=None))
        assert [location.location for location in registry.locations("default")] == ["z", "a", "b"]
        assert registry.locations("other") == []
        assert registry.libraries() == ("default",)

    def test_a_location_keeps_its_dates_until_there_are_newer_ones(self, registry: SourceRegistry) -> None:
        first = Location(location="a", added="2026-01-01", read="2026-01-02")
        registry.add_location("default", first)
        registry.add_location("default", Location(location="a", added="2026-02-01", read=None))
        assert registry.locations("default") == [first]
        registry.add_location("default", Location(location="a", added="2026-02-01", read="2026-02-02"))
        assert registry.locations("default") == [replace(first, read="2026-02-02")]

    def test_a_forgotten_location_takes_its_origins_along(self, registry: SourceRegistry, engine: Engine) -> None:
        engine.put(*made("a", "moon."))
        for name in ("x", "y"):
            registry.add_location("default", Location(location=name, added="2026-01-01", read=None))
        ours, others = origin("s", location="x"), origin("t", location="y")
        registry.save_origins("default", [ours, others])
        assert registry.remove_location("default", "x") is True
        assert registry.remove_location("default", "x") is False
        assert registry.remove_location("other", "y") is False
        assert registry.origins("default") == [others]
        assert [location.location for location in registry.locations("default")] == ["y"]
        assert engine.article("default", "a") is not None

    def test_an_origin_comes_back_as_it_was_noted_last(self, registry: SourceRegistry) -> None:
        first = origin("s", etag='"1"', modified="Mon, 01 Jan 2026 00:00:00 GMT", digest="d")
        registry.save_origins("default", [first, origin("r", article_id=None, gone="2026-01-03")])
        registry.save_origins("other", [origin("s")])
        assert registry.origins("default") == [origin("r", article_id=None, gone="2026-01-03"), first]
        later = replace(first, etag=None, gone="2026-02-01")
        registry.save_origins("default", [later])
        assert registry.origins("default", "a") == [later]
        assert registry.origins("default", "b") == registry.origins("nowhere") == []
        registry.save_origins("default", [])
        assert len(registry.origins("default")) == 2

    def test_origins_outlive_their_article(self, registry: SourceRegistry, engine: Engine) -> None:
        engine.put(*made("a", "moon."))
        registry.save_origins("default", [origin("s")])
        engine.remove("default", "a")
        assert registry.origins("default") == [origin("s")]

    def test_a_second_opening_finds_where_articles_come_from(
        self, registry: SourceRegistry, opened: Callable[[], SourceRegistry]
    ) -> None:
        location = Location(location="x", added="2026-01-01", read=None)
        registry.add_location("default", location)
        registry.save_origins("default", [origin("s")])
        registry.close()
        again = opened()
        assert again.locations("default") == [location]
        assert again.origins("default") == [origin("s")]
        assert again.libraries() == ("default",)

    def test_names_that_are_not_text_are_not_followed(self, registry: SourceRegistry) -> None:
        registry.add_location("default", Location(location="\udcff", added="2026-01-01", read=None))
        assert registry.locations("default") == []
        assert registry.remove_location("default", "\udcff") is False
        assert registry.origins("default", "\udcff") == []

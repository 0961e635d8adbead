"""What docs/SCALING.md tells those who run a cluster, tried: backup and restore, and more shards while it is asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from retrieval.core.ingestion_records import Origin
from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine
from support.opensearch_server import SNAPSHOTS_VARIABLE
from tests.retrieval.engines.sample_library import index_prefix, made, versioned

OpenEngine = Callable[..., OpenSearchEngine]


@pytest.mark.usefixtures("own_indices")
def test_a_snapshot_brings_back_articles_sources_and_aliases(
    engine: OpenSearchEngine, client: OpenSearch, tmp_path: Path
) -> None:
    folder = os.environ.get(SNAPSHOTS_VARIABLE)
    if not folder:
        pytest.skip(f"needs a server with path.repo, named in {SNAPSHOTS_VARIABLE}")
    for number in range(3):
        engine.put(*versioned(f"a{number}", number))
    engine.source_registry.save_origins("default", [Origin(source="s", article_id="a0", location="x", file="f")])
    before = engine.articles("default"), engine.source_registry.origins("default")
    names, prefix = f"{index_prefix(tmp_path)}-*", index_prefix(tmp_path)
    client.snapshot.create_repository("trial", {"type": "fs", "settings": {"location": f"{folder}/snapshots"}})
    try:
        client.snapshot.create("trial", prefix, {"indices": names}, wait_for_completion="true")
        engine.put(*versioned("a0", 9))
        client.indices.delete(index=f"{prefix}-library-1,{prefix}-sources-1")
        client.snapshot.restore("trial", prefix, {"indices": names}, wait_for_completion="true")
        client.snapshot.delete("trial", prefix)
    finally:
        client.snapshot.delete_repository("trial")
    assert (engine.articles("default"), engine.source_registry.origins("default")) == before
    assert len(engine.passages("default", "a0")) == 1
    engine.put(*versioned("a0", 9))
    assert engine.lexical("default", ["version9"], 9)


@pytest.mark.usefixtures("own_indices")
def test_an_index_is_split_into_more_shards_while_it_is_asked(
    open_engine: OpenEngine, client: OpenSearch, tmp_path: Path
) -> None:
    engine, alias = open_engine(), f"{index_prefix(tmp_path)}-library"
    for library in ("default", "other", "third"):
        engine.put(*made("a", f"moon over {library}.", library=library))
    client.indices.put_settings(index=alias, body={"index.blocks.write": True})
    client.indices.split(f"{alias}-1", f"{alias}-2", body={"settings": {"index.number_of_shards": 4}}, timeout=60)
    assert engine.lexical("default", ["moon"], 9)
    client.cluster.health(index=f"{alias}-2", wait_for_status="yellow")
    moves = [{"add": {"index": f"{alias}-2", "alias": alias}}, {"remove": {"index": f"{alias}-1", "alias": alias}}]
    client.indices.update_aliases({"actions": moves})
    client.indices.put_settings(index=alias, body={"index.blocks.write": None})
    for library in ("default", "other", "third"):
        assert [stored.passage.text for stored in engine.passages(library, "a")] == [f"moon over {library}."]
        assert len(engine.lexical(library, ["moon"], 9)) == 1
        engine.put(*made("b", f"moon again over {library}.", library=library))
        assert len(engine.lexical(library, ["moon"], 9)) == 2
    with closing(open_engine()) as later:
        assert len(later.articles("other")) == 2

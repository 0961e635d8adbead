"""Checks a cluster and the index of a prefix, without creating or writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from retrieval.core.errors import FootnoteError
from retrieval.core.library_health import LibraryHealth
from retrieval.core.settings import OpenSearchSettings
from retrieval.engines.opensearch.cluster_address import ClusterAddress
from retrieval.engines.opensearch.cluster_client import Cluster
from retrieval.engines.opensearch.cluster_errors import foreign_answer
from retrieval.engines.opensearch.index_schema import FEATURE_FOOTNOTE, library_alias

OLDEST_RELEASE = (2, 13)  # the first whose Lucene graphs compare by the inner product

_BLOCKED = ("read_only", "read_only_allow_delete", "write")


def check_cluster(settings: OpenSearchSettings, environment: Mapping[str, str]) -> LibraryHealth:
    """Check whether the cluster answers, is whole, and may be written. A problem is a value, never an error."""
    where = f"{settings.addresses} {library_alias(settings.prefix)}"
    try:
        with closing(Cluster(ClusterAddress.from_settings(settings, environment))) as cluster:
            return _check(cluster, settings, where)
    except FootnoteError as error:
        return LibraryHealth(where=where, exists=False, bytes=0, not_writable="", damage="", unreachable=str(error))


def _check(cluster: Cluster, settings: OpenSearchSettings, where: str) -> LibraryHealth:
    about = cluster.read("/").get("version")
    if not isinstance(about, dict) or "number" not in about:
        raise foreign_answer("it does not say its release", cluster.where)
    release = str(about["number"])
    health = cluster.read("/_cluster/health")
    details: dict[str, str | int] = {"release": release, "nodes": health["number_of_data_nodes"]}
    alias = library_alias(settings.prefix)
    mapping = cluster.mapping(alias)
    damage, blocked, size = _release_problem(release), "", 0
    if mapping is not None:
        state = cluster.read(f"/_cluster/health/{alias}")
        size = cluster.read(f"/{alias}/_stats/store")["_all"]["total"]["store"]["size_in_bytes"]
        blocked = _block_problem(cluster.read(f"/{alias}/_settings"))
        damage = damage or _state_problem(state)
        details |= {"status": state["status"], "shards": state["active_primary_shards"]}
        details |= {"copies without a node": state["unassigned_shards"], **_maker(mapping)}
    return LibraryHealth(
        where=where,
        exists=mapping is not None,
        bytes=size,
        not_writable=blocked,
        damage=damage,
        details=tuple(details.items()),
    )


def _maker(mapping: Mapping[str, Any]) -> dict[str, str | int]:
    stored = mapping.get("_meta", {}).get(FEATURE_FOOTNOTE, {})
    return {f"index {name}": stored[name] for name in ("schema", "model", "dimension", "analyser") if name in stored}


def _release_problem(release: str) -> str:
    numbers = tuple(int(part) for part in release.split(".")[:2] if part.isdigit())
    if numbers >= OLDEST_RELEASE:
        return ""
    wanted = ".".join(map(str, OLDEST_RELEASE))
    return f"OpenSearch {release} is too old. Use {wanted} or newer, with its k-NN plugin."


def _state_problem(state: Mapping[str, Any]) -> str:
    if state["status"] != "red":
        return ""
    return (
        "a shard of the index is on no node, so that questions cannot be answered. Start the node that has it; "
        "GET /_cluster/allocation/explain says why it is not assigned."
    )


def _block_problem(settings: Mapping[str, Any]) -> str:
    blocks = next(iter(settings.values()))["settings"]["index"].get("blocks", {})
    if not any(str(blocks.get(name)).lower() == "true" for name in _BLOCKED):
        return ""
    return (
        "the index may not be written. Free space on the nodes' disks, then remove the block: "
        "PUT INDEX/_settings with index.blocks.read_only_allow_delete = null."
    )

"""Creates the indices of a prefix, or checks that existing ones are of this version of Footnote and of this model."""

from __future__ import annotations

from retrieval.engines.opensearch.cluster_client import Cluster
from retrieval.engines.opensearch.index_schema import (
    IndexIdentity,
    check_schema,
    library_alias,
    library_body,
    sources_alias,
    sources_body,
)


def prepare_library(cluster: Cluster, prefix: str, identity: IndexIdentity, *, shards: int, replicas: int) -> None:
    """Create the index of articles if it is missing, else check who made it.

    Args:
        cluster: where it is.
        prefix: of the names of indices, as configured.
        identity: the model, the analyser and the program that the index must be of.
        shards: of a new index.
        replicas: of each shard of a new index.

    Raises:
        LibraryError: the cluster does not answer, or the index is of another model, analyser or program.
    """
    alias = library_alias(prefix)
    if cluster.mapping(alias) is None:
        body = library_body(identity, shards=shards, replicas=replicas)
        cluster.create_index(first_index(alias), {**body, "aliases": {alias: {}}})
    identity.check(cluster.mapping(alias) or {}, f"{cluster.where} {alias}")


def prepare_sources(cluster: Cluster, prefix: str, *, replicas: int) -> None:
    """Create the index of sources if it is missing, else check who made it.

    Raises:
        LibraryError: the cluster does not answer, or the index is of another program or version.
    """
    alias = sources_alias(prefix)
    if cluster.mapping(alias) is None:
        cluster.create_index(first_index(alias), {**sources_body(replicas=replicas), "aliases": {alias: {}}})
    check_schema(cluster.mapping(alias) or {}, f"{cluster.where} {alias}")


def first_index(alias: str) -> str:
    """Return the name of the index that an alias stands for at first; a later one may take its place."""
    return f"{alias}-1"

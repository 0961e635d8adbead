"""Sends requests to a cluster: again after a pause where it is busy or a node is away, and raises what it refuses."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from retrieval.core.errors import LibraryError, LibraryUnreachable, ModelError
from retrieval.engines.opensearch.bulk_answers import (
    Check,
    check_each,
    check_items,
    check_older_items,
    find_absence,
    join_lines,
)
from retrieval.engines.opensearch.cluster_address import ClusterAddress
from retrieval.engines.opensearch.cluster_errors import (
    CONFLICT,
    AlreadyThere,
    NotThere,
    check_shards,
    foreign_answer,
    may_pass,
    refusal_error,
    unreachable_error,
)

# Pauses between the tries of a request, in seconds: each twice as long as the one before.
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
TRIES_PER_NODE = 2  # of an address that refuses the connection: the next one is tried at once
DEAD_SECONDS = 5.0  # for which a node that did not answer is left out
CONNECTIONS = 16  # kept open to each node: more than the worker's threads usually are
# Statuses that are a part of the work, which the client would log as warnings: missing, and changed meanwhile.
_EXPECTED = (404, 409)
_LINES = {"content-type": "application/x-ndjson"}  # of requests whose body is a list
_SHOWN = 40  # characters of an answer that OpenSearch did not write
SEARCHES_AT_ONCE = 256  # of one multiple search


class Conflict(Exception):
    """A document has changed since it was read: another process has changed it. Never leaves the engine."""


class Cluster:
    """A client of a cluster, for several threads.

    Args:
        address: where it is, and how to sign in.

    Raises:
        ModelError: the package opensearch-py is not installed.
    """

    def __init__(self, address: ClusterAddress) -> None:
        self._client = _connect(address)
        self._nodes = len(address.hosts)
        self._seconds = address.timeout_seconds
        self.where = address.where
        self._closed = threading.Event()

    def search(self, body: Mapping[str, Any], index: str | None = None) -> dict[str, Any]:
        """Search, and accept only an answer of all shards."""
        response = self._send("POST", _path(index, "_search"), {"allow_partial_search_results": "false"}, body)
        check_shards(response, self.where)
        return response

    def search_many(self, bodies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Search several times, in the same order; each body names its point in time."""
        responses: list[dict[str, Any]] = []
        for start in range(0, len(bodies), SEARCHES_AT_ONCE):
            lines: list[Mapping[str, Any]] = []
            for body in bodies[start : start + SEARCHES_AT_ONCE]:
                lines += [{"allow_partial_search_results": False}, body]
            responses += self._send("POST", "/_msearch", {}, lines, check=check_each)["responses"]
        for response in responses:
            check_shards(response, self.where)
        return responses

    def bulk(
        self, index: str, lines: Sequence[Mapping[str, Any]], *, refresh: bool = False, keeps_newer: bool = False
    ) -> None:
        """Write several documents in order. Documents that the cluster refuses because it is busy are written again.

        Args:
            index: where to.
            lines: an action and a document in turn.
            refresh: whether searches that begin after this find them.
            keeps_newer: whether a document stays that is newer than the version of its action.

        Raises:
            LibraryError: some were not written.
            Conflict: a document is newer, where that is not kept.
        """
        if lines:
            params = {"refresh": "true" if refresh else "false", "require_alias": "true"}
            check = check_older_items if keeps_newer else check_items
            self._send("POST", _path(index, "_bulk"), params, list(lines), check=check)

    def get(self, index: str, document: str, *, routing: str) -> dict[str, Any] | None:
        """Return the newest state of a document, refreshed or not; None where there is none."""
        try:
            return self._send("GET", _path(index, "_doc", document), {"routing": routing, "realtime": "true"}, None)
        except NotThere:
            return None

    def write(
        self,
        index: str,
        document: str,
        body: Mapping[str, Any],
        *,
        routing: str,
        instead_of: dict[str, Any] | None,
        refresh: bool = False,
    ) -> None:
        """Write a document, unless it has changed since it was read.

        Args:
            index: the name of an index or an alias.
            document: its id.
            body: what is stored.
            routing: of the shard that holds it.
            instead_of: the document as `get` returned it; None: no document has the id.
            refresh: whether searches find it when this returns.

        Raises:
            Conflict: it has changed, or another was written under the id.
        """
        params = {"routing": routing, "require_alias": "true", "refresh": "true" if refresh else "false"}
        if instead_of is None:
            params["op_type"] = "create"
        else:
            params |= {"if_seq_no": str(instead_of["_seq_no"]), "if_primary_term": str(instead_of["_primary_term"])}
        self._send("PUT", _path(index, "_doc", document), params, body)

    def delete_by_query(self, index: str, query: Mapping[str, Any], *, routing: str | None = None) -> None:
        """Delete all documents that match, except documents that change meanwhile, and refresh their shards."""
        params = {"conflicts": "proceed", "refresh": "true", **({"routing": routing} if routing else {})}
        self._send("POST", _path(index, "_delete_by_query"), params, {"query": query})

    def refresh(self, index: str) -> None:
        """Show all that is written to the searches that begin after this."""
        self._send("POST", _path(index, "_refresh"), {}, None)

    def open_point_in_time(self, index: str, keep_alive: str) -> str:
        """Open a point in time on all shards of an index, and return its id."""
        params = {"keep_alive": keep_alive, "allow_partial_pit_creation": "false"}
        return str(self._send("POST", _path(index, "_search", "point_in_time"), params, None)["pit_id"])

    def close_point_in_time(self, point: str) -> None:
        """Close a point in time. Where that fails, the cluster closes it when its time is over."""
        with suppress(LibraryError):
            self._send("DELETE", "/_search/point_in_time", {}, {"pit_id": [point]}, tries=1)

    def create_index(self, index: str, body: Mapping[str, Any]) -> None:
        """Create an index, unless it is there."""
        with suppress(AlreadyThere):
            self._send("PUT", _path(index), {}, body)

    def mapping(self, index: str) -> dict[str, Any] | None:
        """Return the fields of an index, and what its maker said of it; None where it is not there.

        Raises:
            LibraryError: what answers is not OpenSearch.
        """
        try:
            found = self._send("GET", _path(index, "_mapping"), {}, None)
        except NotThere:
            return None
        described = next(iter(found.values()), None)
        if not isinstance(described, dict) or "mappings" not in described:
            raise foreign_answer(f"it answers {str(found)[:_SHOWN]!r}", self.where)
        return dict(described["mappings"])

    def read(self, path: str, **params: str) -> dict[str, Any]:
        """Return the cluster's answer about itself at a path such as `/_cluster/health`."""
        return self._send("GET", path, params, None)

    def close(self) -> None:
        """Close the connections. Calling it again does nothing."""
        if not self._closed.is_set():
            self._closed.set()
            self._client.close()

    def _send(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        body: Any,
        *,
        check: Check = lambda _: None,
        tries: int | None = None,
    ) -> dict[str, Any]:
        """Send a request until it is answered or its time is over. Every request may be sent twice."""
        if self._closed.is_set():
            raise LibraryUnreachable("the library was closed", where=self.where, advice="Start Footnote again.")
        end, pause, failures = time.monotonic() + self._seconds, FIRST_PAUSE, 0
        while True:
            try:
                return self._try(method, path, params, body, check)
            except _Again as again:
                failures += 1
                is_over = time.monotonic() + pause >= end or failures == tries
                if is_over or (not again.is_answered and failures >= TRIES_PER_NODE * self._nodes):
                    raise again.error from again
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _try(self, method: str, path: str, params: Mapping[str, str], body: Any, check: Check) -> dict[str, Any]:
        from opensearchpy import exceptions  # noqa: PLC0415  optional

        send: Any = self._client.transport.perform_request
        info: object
        try:
            if isinstance(body, list):
                response = send(method, path, headers=_LINES, params=dict(params), body=join_lines(body))
            else:
                response = send(method, path, params={**params, "ignore": _EXPECTED}, body=body)
        except exceptions.ConnectionError as error:
            raise _Again(unreachable_error(error, self.where), is_answered=False) from error
        except exceptions.TransportError as error:
            status, info = int(error.status_code), error.info
        except exceptions.SerializationError as error:
            raise foreign_answer(error, self.where) from error
        else:
            if not isinstance(response, dict):
                raise foreign_answer(f"it answers {str(response)[:_SHOWN]!r}", self.where)
            refused = find_absence(response) or check(response)
            if refused is None:
                return response
            status, info = refused
        if status == CONFLICT:
            raise Conflict
        if may_pass(status, info):
            raise _Again(refusal_error(status, info, self.where), is_answered=True)
        raise refusal_error(status, info, self.where)


class _Again(Exception):
    """A request that may be sent again: the error to raise if it is not."""

    def __init__(self, error: LibraryError, *, is_answered: bool) -> None:
        self.error = error
        self.is_answered = is_answered
        super().__init__(str(error))


def _connect(address: ClusterAddress) -> Any:
    try:
        from opensearchpy import OpenSearch  # noqa: PLC0415  optional
    except ImportError as error:
        raise ModelError(
            "the engine 'opensearch' needs the package opensearch-py",
            advice="Install it: pip install 'footnote[opensearch]', or pip install 'opensearch-py>=2.8,<3'.",
        ) from error
    return OpenSearch(
        address.hosts,
        timeout=address.timeout_seconds,
        max_retries=0,
        dead_timeout=DEAD_SECONDS,
        pool_maxsize=CONNECTIONS,
        **address.sign_in,
    )


def _path(*parts: str | None) -> str:
    return "".join(f"/{quote(part, safe='')}" for part in parts if part)

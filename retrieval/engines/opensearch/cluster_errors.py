"""Turns what a cluster refuses, or does not answer, into errors whose messages say what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from retrieval.core.errors import (
    LibraryDenied,
    LibraryError,
    LibraryFull,
    LibraryUnreachable,
    LibraryVersionError,
)

_RETRIED = frozenset({429, 502, 503, 504})  # the cluster is busy, or a part of it is away just now
# The words of a node, with the status 500, when the node that it passed a request on to has just gone.
_NODE_GONE = re.compile(
    r"node_(not_connected|disconnected|closed)_exception|connect_transport_exception|no node found for id"
)
_BLOCKED = "cluster_block_exception"  # also a 429, but it lasts until somebody frees space,
_NOT_READY = "SERVICE_UNAVAILABLE"  # except for this block: the nodes have just started and look for each other
CONFLICT = 409
_MISSING = 404
_UNENCRYPTED = ("WRONG_VERSION_NUMBER", "record layer failure")  # as OpenSSL says it, older and newer
_LARGEST_LOGGED = 300  # characters of a cluster's own words


class NotThere(LibraryVersionError):
    """An index or a document is not in the cluster."""


class AlreadyThere(LibraryError):
    """An index is in the cluster already."""


def describe_status(status: int, info: object) -> str:
    """Return the kind and reason of a refusal, as the cluster words it, cut to a line."""
    error = info.get("error") if isinstance(info, Mapping) else info
    if isinstance(error, Mapping):
        roots = error.get("root_cause") or [error.get("caused_by") or error]
        error = f"{roots[0].get('type')}: {roots[0].get('reason')}"
    return f"HTTP {status}, {error}"[:_LARGEST_LOGGED]


def may_pass(status: int, info: object) -> bool:
    """Return whether the same request may be accepted a moment later."""
    words = describe_status(status, info)
    return (status in _RETRIED and not _is_blocked(words)) or bool(_NODE_GONE.search(words))


def refusal_error(status: int, info: object, where: str) -> LibraryError:  # noqa: PLR0911  a kind of error each
    """Return the error for a status with which a cluster refused a request."""
    words = describe_status(status, info)
    if status == 401:  # noqa: PLR2004  "unauthorized"
        return LibraryDenied(
            f"the cluster does not accept the user and password, or there is none ({words})",
            where=where,
            advice="Set FOOTNOTE_OPENSEARCH_USER and FOOTNOTE_OPENSEARCH_PASSWORD, or FOOTNOTE_OPENSEARCH_API_KEY.",
        )
    if _is_blocked(words):
        return LibraryFull(
            f"the index may not be written just now ({words})",
            where=where,
            advice="Free space on the nodes' disks, then remove the block: "
            "PUT INDEX/_settings with index.blocks.read_only_allow_delete = null. Then do it again.",
        )
    if status == 403:  # noqa: PLR2004  "forbidden"
        return LibraryDenied(
            f"the user has not the right to do this ({words})",
            where=where,
            advice="Give the user the rights to create, read, write and search the indices of opensearch.prefix.",
        )
    if status == 413:  # noqa: PLR2004  "content too large"
        return LibraryFull(
            f"a part of the article is too large for one request ({words})",
            where=where,
            advice="Raise http.max_content_length of the nodes, or lower limits.article_characters.",
        )
    if "search_context_missing_exception" in words or "No search context found" in words:
        return LibraryUnreachable(
            "the state of the library that was being read is gone, since a node stopped or it took too long",
            where=where,
            advice="Ask again.",
        )
    if may_pass(status, info):
        return LibraryUnreachable(
            f"the cluster is too busy, or a part of it is away ({words})",
            where=where,
            advice="Try again in a minute; footnote doctor shows the state of the cluster.",
        )
    if "resource_already_exists_exception" in words:
        return AlreadyThere("it is there already", where=where, advice="Nothing needs to be done.")
    if status == _MISSING:
        return NotThere(
            f"the index is not there ({words})",
            where=where,
            advice="Start Footnote again, which creates it; then add the articles again or take them from a backup.",
        )
    return LibraryError(f"the cluster refused it ({words})", where=where, advice="footnote doctor looks for the cause.")


def _is_blocked(words: str) -> bool:
    return _BLOCKED in words and _NOT_READY not in words


def unreachable_error(cause: Exception, where: str) -> LibraryUnreachable:
    """Return the error for addresses that do not answer."""
    words = str(getattr(cause, "error", cause))[:_LARGEST_LOGGED]
    if any(sign in words for sign in _UNENCRYPTED):
        return LibraryUnreachable(
            f"an address that begins with https:// answers without encryption ({words})",
            where=where,
            advice="Switch encryption on in the cluster; only on your own machine write http:// in "
            "opensearch.addresses.",
        )
    if "CERTIFICATE_VERIFY_FAILED" in words or "SSL" in type(cause).__name__:
        return LibraryUnreachable(
            f"the certificate of the cluster is not accepted ({words})",
            where=where,
            advice="Set opensearch.certificate_authority to the file of the authority that signed it, and "
            "opensearch.addresses to the names that the certificate is for.",
        )
    return LibraryUnreachable(
        f"no address answers ({words})",
        where=where,
        advice="Check that the cluster is running, and that opensearch.addresses is right, https:// included.",
    )


def foreign_answer(cause: object, where: str) -> LibraryError:
    """Return the error for an answer that OpenSearch did not write."""
    return LibraryError(
        f"what answers is not OpenSearch ({cause})"[:_LARGEST_LOGGED],
        where=where,
        advice="Check opensearch.addresses: another program may be there.",
    )


def check_shards(response: Mapping[str, Any], where: str) -> None:
    """Check that a search was answered in time by all shards: an answer of some is not an answer.

    Raises:
        LibraryUnreachable: it was not.
    """
    shards = response.get("_shards") or {}
    if shards.get("failed") or response.get("timed_out"):
        failures = shards.get("failures") or [{}]
        reason = (failures[0].get("reason") or {}).get("reason", "timed out")
        raise LibraryUnreachable(
            f"only {shards.get('successful')} of {shards.get('total')} shards answered ({reason})"[:_LARGEST_LOGGED],
            where=where,
            advice="Try again in a minute; footnote doctor shows the state of the cluster.",
        )

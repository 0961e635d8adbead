"""How terms are named in an index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.engines.opensearch.document_codec import token

TERMS = st.text(min_size=1, max_size=12) | st.sampled_from(["u.s", "u%2es", "%", ".", "a" * 300, "%#" + "0" * 64])


@given(TERMS, TERMS)
def test_two_terms_never_have_one_name(first: str, second: str) -> None:
    assert (token(first) == token(second)) == (first == second)


@given(TERMS)
def test_a_name_has_no_dot_and_is_short(term: str) -> None:
    assert "." not in token(term)
    assert len(token(term)) <= 200

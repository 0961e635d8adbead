from __future__ import annotations

from retrieval.conversation.exchanges import is_annotated, split_annotation


def test_what_was_added_to_a_question_stands_in_brackets_behind_it() -> None:
    assert split_annotation("And when? (the fire at the mill)") == ("And when?", " (the fire at the mill)")
    assert split_annotation("When (in May) did it burn?") == ("When (in May) did it burn?", "")
    assert is_annotated("And when? (the fire at the mill)")
    assert not is_annotated("When did it burn?")

from __future__ import annotations

from retrieval.conversation.exchanges import annotate, is_annotated, phrase_in_article, split_annotation, split_title


def test_what_was_added_to_a_question_stands_in_brackets_behind_it() -> None:
    assert split_annotation("And when? (the fire at the mill)") == ("And when?", " (the fire at the mill)")
    assert split_annotation("When (in May) did it burn?") == ("When (in May) did it burn?", "")
    assert is_annotated("And when? (the fire at the mill)")
    assert not is_annotated("When did it burn?")
    assert split_annotation(annotate("And when?", "the fire (at the mill)")) == ("And when?", " (the fire at the mill)")


def test_the_title_of_the_article_in_which_a_question_was_read_stands_before_it() -> None:
    for title in ("The mill", "“Gone”: the mill"):
        assert split_title(phrase_in_article("Who owned it?", title)) == (title, "Who owned it?")
    assert split_title("Who wrote “Gone”?") == ("", "Who wrote “Gone”?")

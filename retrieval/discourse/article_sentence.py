"""A sentence in its article: its text, its language and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from retrieval.text.word_count import count_words

# Sentences that are shown together at most. A sentence that needs more before it is clear is not chosen: the summary
# would be a stretch of the article.
MOST_TOGETHER = 3

_WORD = re.compile(r"[\w'’-]+")
_QUESTION_MARKS = ("?", "？", "؟")


@dataclass(frozen=True)
class ArticleSentence:
    """A sentence in its article."""

    text: str
    language: str
    opens_section: bool = False  # the first one under a heading, or of the article
    is_item: bool = False  # of a list
    opens_paragraph: bool = False  # the first of a paragraph or a list item

    @cached_property
    def words(self) -> list[str]:
        """Its words, without punctuation."""
        return _WORD.findall(self.text)

    @cached_property
    def length(self) -> int:
        """The number of its words, also in scripts without blanks."""
        return count_words(self.text)

    @property
    def is_question(self) -> bool:
        """True if it ends with a question mark, behind which only quotes, brackets and emphasis may stand."""
        return self.text.rstrip('*_"”’) ').endswith(_QUESTION_MARKS)

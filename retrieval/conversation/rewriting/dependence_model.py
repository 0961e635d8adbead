"""Estimates whether a question depends on the conversation: a small logistic model of its words and earlier ones.

`context_dependence` finds words that refer to something; many questions depend on others without one ("dogs ok?").
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from retrieval.conversation.rewriting.context_dependence import content_words, find_dependence, find_names
from retrieval.conversation.rewriting.empty_words import WORD, goes_on

# Fitted by logistic regression, both classes of equal weight, on the 801 questions of dialogues-tune. By folds of
# articles 98% of the questions that depend are above LEAST, and 93% of those that stand alone are below it; by
# `find_dependence` alone 59% and 95%.
_INTERCEPT = 10.06
_WEIGHTS = (1.89, 0.05, -1.41, -1.25, -1.35, -2.07, -0.89, -0.27, -0.36)
LEAST = 0.3  # probability of dependence: to miss a dependent question costs more than the reverse
_MOST_CONTENT = 8  # words
_MOST_SHARED = 4  # words
_MOST_WORDS = 20
_STEM = 5  # letters by which a word is known again


def is_dependent(question: str, said: Sequence[str]) -> bool:
    """Return whether a question depends on what was said before it.

    Args:
        question: as typed.
        said: the questions and the quotes before it.
    """
    total = _INTERCEPT + sum(
        weight * feature for weight, feature in zip(_WEIGHTS, features(question, " ".join(said)), strict=True)
    )
    return total > math.log(LEAST / (1 - LEAST))


def features(question: str, said: str) -> tuple[float, ...]:
    """Compute the features that the model weighs.

    1. refers to something for certain, 2. may refer to something, 3. opens with "and" or the like, 4. content words,
    5. has a name, 6. has a name that was said before, 7. content words that were said before, 8. words,
    9. content words that were not said before
    """
    dependence = find_dependence(question)
    content = content_words(question)
    question_names = find_names(question)
    before = said.casefold()
    stems = {word[:_STEM] for word in re.findall(r"\w+", before)}
    shared = sum(word.casefold()[:_STEM] in stems for word in content)
    return (
        float(dependence is not None and dependence.certain),
        float(dependence is not None and not dependence.certain),
        float(goes_on(question)),
        float(min(len(content), _MOST_CONTENT)),
        float(bool(question_names)),
        float(any(name.casefold() in before for name in question_names)),
        float(min(shared, _MOST_SHARED)),
        float(min(len(WORD.findall(question)), _MOST_WORDS)),
        float(len(content) - shared),
    )


def is_about_other_article(question: str, article: str, title: str) -> bool:
    """Return whether a question that depends on the conversation turns to another article than the one shown.

    So does "and the harbour bridge?" behind an article that never speaks of it: by a name that it lacks, or by words
    that it lacks and that are all in the title of the other.

    Args:
        question: as typed.
        article: title and text of the article that was shown.
        title: of the article that fits the question best without the conversation's.
    """
    shown = article.casefold()
    inner = [name for name in find_names(question) if not question.startswith(name)]  # any word opens with a capital
    if any(name.casefold() not in shown for name in inner):
        return True
    content = {word.casefold() for word in content_words(question)}
    other = {word.casefold() for word in WORD.findall(title)}
    return len(content) > 1 and content <= other and not any(word in shown for word in content)

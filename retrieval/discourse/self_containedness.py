"""Decides which sentences can be shown alone, and which need their neighbours to be understood."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.discourse.article_sentence import MOST_TOGETHER, ArticleSentence
from retrieval.discourse.boilerplate import is_boilerplate
from retrieval.discourse.quotations import quotation_flags, speaker_after
from retrieval.languages import lexicon

_INTERVIEW = 3  # questions with paragraphs of their own that make an article an interview
_FIRST_WORDS = 4  # of a sentence, among which a pronoun has nobody before it whom it may mean


def context_groups(sentences: Sequence[ArticleSentence]) -> list[tuple[int, ...] | None]:
    """Return for each sentence the positions that must be shown for it to be understood, with its own.

    Args:
        sentences: all of an article, in order.

    Returns:
        Ascending, neighbouring positions; None where a sentence cannot be shown: it is boilerplate or a question, or
        it needs too much.
    """
    quoted = quotation_flags(sentences)
    is_interview = sum(sentence.opens_paragraph and sentence.is_question for sentence in sentences) >= _INTERVIEW
    groups: list[tuple[int, ...] | None] = []
    for at, sentence in enumerate(sentences):
        # In an interview, what is answered can be told by itself, but not what the answerer says of themselves.
        is_reply = is_interview and (is_personal(sentence) or (at > 0 and sentences[at - 1].is_question))
        may_be_shown = not is_boilerplate(sentence) and not sentence.is_question and not is_reply
        groups.append(_with_context(at, sentences, quoted, groups) if may_be_shown else None)
    return groups


def _with_context(
    at: int, sentences: Sequence[ArticleSentence], quoted: Sequence[bool], before: Sequence[tuple[int, ...] | None]
) -> tuple[int, ...] | None:
    """Return the positions of a sentence and of the neighbours that it needs.

    None if it cannot be shown with them.
    """
    sentence = sentences[at]
    first = last = at
    if quoted[at]:
        last = speaker_after(at, sentences, quoted)
        if last == at and at:
            first = at - 1
    if sentence.is_item or needs_context(sentence):
        if sentence.is_item or (sentence.opens_section and at):
            return None
        first = min(first, max(0, at - 1))
    if first < at:
        group = before[first]
        if group is None:
            return None
        first = group[0]
    span = tuple(range(first, last + 1))
    may_be_shown = len(span) <= MOST_TOGETHER and not any(is_boilerplate(sentences[index]) for index in span)
    return span if may_be_shown else None


def is_personal(sentence: ArticleSentence) -> bool:
    """Return whether the speaker says "I" or "we" in it: nothing in it names the speaker."""
    first_person = lexicon(sentence.language).openings.first_person
    return any(word.casefold().replace("’", "'") in first_person for word in sentence.words)


def needs_context(sentence: ArticleSentence) -> bool:
    """Return whether it refers to somebody or something that only the text before it names."""
    openings, text = lexicon(sentence.language).openings, sentence.text.lstrip("\"“„«‘'( ")
    if openings.independent and openings.independent.match(text):
        return False
    folded = [word.casefold().replace("’", "'") for word in sentence.words[:_FIRST_WORDS]]
    if not folded:
        return False
    if openings.dependent & {folded[0], folded[0].partition("'")[0], "-".join(folded[:2])}:
        return True
    if openings.bare_nouns and openings.bare_nouns.match(text):
        return True
    if openings.unnamed_speaker and openings.unnamed_speaker.search(sentence.text):
        return True
    return _opens_with_pronoun(sentence, folded)


def _opens_with_pronoun(sentence: ArticleSentence, folded: Sequence[str]) -> bool:
    """Return whether a pronoun is among the first words ("When he arrived …") with no name before it."""
    pronouns = lexicon(sentence.language).openings.pronouns
    for at, word in enumerate(folded):
        if word in pronouns:
            return True
        if at and sentence.words[at][:1].isupper():
            return False
    return False

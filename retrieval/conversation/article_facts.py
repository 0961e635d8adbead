"""Answers who wrote an article that a question names, and when it was published, from what is stored of the article.

"Who wrote the article about the ferry?" means an article of the library where exactly one is clearly meant, and what is
asked for is known of it; anything else is a question to the articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from retrieval.conversation.rewriting.empty_words import find_empty_words
from retrieval.conversation.talk import talk_replies
from retrieval.conversation.talk.talk_patterns import join_patterns, talk_patterns
from retrieval.conversation.talk.talk_replies import Search, name
from retrieval.conversation.talk.talk_tokens import split_tokens
from retrieval.core.records import ArticleCard, RankedPassage
from retrieval.core.reply_records import Talk
from retrieval.languages import lexicon, lexicons
from retrieval.text.analyzer import terms

LONGEST = 200  # characters; a longer line names no article
SEARCHED = 20  # passages that are looked at where no title has the words
# The least that a passage must have for its article to be the one that is meant: the share of the words' information,
# and the nearness in meaning (cosine), from which on `talk_replies` takes an article to be about something.
LEAST_COVERED = 0.99
LEAST_SIMILAR = talk_replies.LEAST_SIMILAR
LEAST_TITLE = 4  # words of a title that is not called an article's: "who wrote Hamlet" asks for the play

FactKind: TypeAlias = Literal["author", "published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuestion:
    """A question about an article that it names.

    Attributes:
        kind: what is asked for.
        language: of the question, ISO 639-1.
        named: the words that name the article, as typed.
        is_title: whether they must be its whole title.
    """

    kind: FactKind
    language: str
    named: str
    is_title: bool


class ArticleFacts:
    """Answers questions about the author and the date of articles of a library.

    Args:
        articles: gives all articles of the library; called only for such a question.
        search: finds passages of the library.
    """

    def __init__(self, *, articles: Callable[[], Sequence[ArticleCard]], search: Search) -> None:
        self._articles = articles
        self._search = search

    def reply(self, asked: str) -> Talk | None:
        """Answer a question about an article; None where it asks something else, or no article is clearly meant."""
        for question in find_fact_questions(asked):
            card = self._find(question)
            value = _value(question.kind, card) if card else ""
            if card and value:
                text = lexicon(question.language).talk.replies[question.kind]
                wording = text.format(title=name(card), author=value, date=value)
                return Talk(question=asked, asked=asked, text=wording, kind=question.kind)
        return None

    def _find(self, question: FactQuestion) -> ArticleCard | None:
        """Find the only article that the words of a question may mean."""
        cards = self._articles()
        if question.is_title:
            return _only([card for card in cards if _is_headline(card.title) and _is_title(question, card)])
        named = [card for card in cards if _has_words(question, card)]
        if named:
            return _only(named) or _only([card for card in named if _is_title(question, card)])
        about = {each.passage.article_id for each in self._search(question.named, SEARCHED) if _is_about(each)}
        return _only([card for card in cards if card.id in about])


def find_fact_questions(line: str) -> list[FactQuestion]:
    """Find the ways in which a line may ask about an article, those first that say that they mean an article."""
    if len(line) > LONGEST:
        return []
    tokens = split_tokens(line)
    text = " ".join(token.text for token in tokens).rstrip(" ,")
    questions = []
    for code, kind, pattern in _patterns():
        found = pattern.fullmatch(text, talk_patterns(code).skip_fillers(text))
        for group, value in found.groupdict().items() if found else ():
            if value and (words := value.strip(" ,")):
                index = text.count(" ", 0, found.start(group) + value.index(words)) if found else 0
                start, end = tokens[index].start, tokens[index + words.count(" ")].end
                is_title = group.startswith("title")
                questions.append(FactQuestion(kind=kind, language=code, named=line[start:end], is_title=is_title))
    return sorted(questions, key=lambda question: question.is_title)


@cache
def _patterns() -> tuple[tuple[str, FactKind, re.Pattern[str]], ...]:
    entries = [entry for entry in lexicons() if entry.talk.article_author]
    return tuple(
        pattern
        for entry in entries
        for pattern in (
            (entry.code, "author", join_patterns(entry.talk.article_author)),
            (entry.code, "published", join_patterns(entry.talk.article_date)),
        )
    )


def _value(kind: FactKind, card: ArticleCard) -> str:
    """Return what is known of an article; empty where nothing is."""
    return (card.author or "") if kind == "author" else (card.published or "")[:10]


def _only(cards: Sequence[ArticleCard]) -> ArticleCard | None:
    return cards[0] if len(cards) == 1 else None


def _has_words(question: FactQuestion, card: ArticleCard) -> bool:
    """Return whether the title of an article has every content word that names one."""
    words = _content(question, card)
    return bool(words) and words <= set(terms(card.title, card.language))


def _is_title(question: FactQuestion, card: ArticleCard) -> bool:
    """Return whether what names an article is its title, as far as content words tell."""
    words = _content(question, card)
    return bool(words) and words == set(terms(card.title, card.language))


def _is_headline(title: str) -> bool:
    """Return whether a title is a headline, and not the name of a book or a song: "The Lord of the Rings"."""
    words = [word for word in title.split() if word[0].isalpha()]
    empty = find_empty_words(title)
    return len(words) >= LEAST_TITLE and any(word.islower() and not empty.has(word) for word in words[1:])


def _content(question: FactQuestion, card: ArticleCard) -> set[str]:
    """Return the terms that name an article as they would stand in its text: stop words are the question's."""
    words = [word for word in question.named.split() if terms(word, question.language)]
    return set(terms(" ".join(words), card.language))


def _is_about(passage: RankedPassage) -> bool:
    return passage.coverage >= LEAST_COVERED and passage.similarity >= LEAST_SIMILAR

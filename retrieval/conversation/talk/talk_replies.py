"""Words the replies to talk, from what the library knows of itself. Nothing is quoted from an article but its title."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlsplit

from retrieval.conversation.talk.talk_kinds import TalkIntent, TalkKind
from retrieval.core.records import ArticleCard, RankedPassage
from retrieval.core.reply_records import Talk
from retrieval.languages import lexicon

FALLBACK = "en"  # the language of replies to lines without words
EXAMPLES = 3  # articles, or places that they are from, that a reply names at most
SEARCHED = 50  # passages that "do you have anything about …?" looks at
# How much of what is asked for a passage has, by the information of its words (`reranker.coverage`), or how near it is
# in meaning (cosine): below, its article does not count as being about it. Chosen by hand on the examples.
LEAST_COVERED = 0.6
LEAST_SIMILAR = 0.5

# Takes words and how many passages to return: those of the library that fit best.
Search = Callable[[str, int], Sequence[RankedPassage]]


class TalkResponder:
    """Replies to talk about a library.

    Args:
        articles: gives all articles of the library; called only where the reply needs them.
        search: finds passages of the library.
    """

    def __init__(self, *, articles: Callable[[], Sequence[ArticleCard]], search: Search) -> None:
        self._articles = articles
        self._search = search

    def reply(self, asked: str, intent: TalkIntent) -> Talk:
        """Reply to a line that is talk, in its language."""
        texts = lexicon(intent.language or FALLBACK).talk.replies
        key, values = self._facts(intent, texts)
        return Talk(question=asked, asked=asked, text=texts[key].format(**values), kind=intent.kind)

    def _facts(self, intent: TalkIntent, texts: Mapping[str, str]) -> tuple[str, Mapping[str, object]]:
        """Choose the text that replies, and what stands in its placeholders."""
        if intent.kind not in _FACTS and intent.kind != "coverage":
            return intent.kind, {}
        articles = self._articles()
        if not articles:
            return "empty", {}
        if intent.kind == "coverage":
            return self._coverage(intent.about, articles)
        return _FACTS[intent.kind](articles, texts)

    def _coverage(self, about: str, articles: Sequence[ArticleCard]) -> tuple[str, Mapping[str, object]]:
        """Find whether articles are about something, and which of them most."""
        passages = [passage for passage in self._search(about, SEARCHED) if _is_about(passage)]
        titles = {passage.passage.article_id: passage.title for passage in passages}
        if not titles:
            return _by_number("coverage_none", articles), {"about": about, "count": len(articles)}
        cards = {card.id: card for card in articles}
        first = next(iter(titles))
        values = {
            "about": about,
            "count": len(titles),
            "title": name(cards[first]) if first in cards else titles[first],
        }
        return "coverage" if len(titles) > 1 else "coverage_single", values


def name(card: ArticleCard) -> str:
    """Name an article by its title, or by where it is from."""
    return card.title or card.source


def _is_about(passage: RankedPassage) -> bool:
    return passage.coverage >= LEAST_COVERED or passage.similarity >= LEAST_SIMILAR


Facts = tuple[str, Mapping[str, object]]
Texts = Mapping[str, str]  # of one language, by kind


def _by_number(kind: str, articles: Sequence[ArticleCard]) -> str:
    """Return the text of a kind that is right for so many articles."""
    return kind if len(articles) > 1 else f"{kind}_single"


def _count(articles: Sequence[ArticleCard], _: Texts) -> Facts:
    return _by_number("count", articles), {"count": len(articles)}


def _newest(articles: Sequence[ArticleCard], _: Texts) -> Facts:
    """Name the article of the latest date, or where none has a date the one that was added last."""
    dated = [card for card in articles if card.published]
    card = max(dated or articles, key=_date)
    return "newest" if dated else "newest_undated", {"title": name(card), "date": _day(_date(card))}


def _oldest(articles: Sequence[ArticleCard], _: Texts) -> Facts:
    dated = [card for card in articles if card.published]
    card = min(dated or articles, key=_date)
    return "oldest" if dated else "oldest_undated", {"title": name(card), "date": _day(_date(card))}


def _topics(articles: Sequence[ArticleCard], texts: Texts) -> Facts:
    newest = sorted(articles, key=_date, reverse=True)[:EXAMPLES]
    titles = _listed([_quoted(card, texts) for card in newest], texts)
    return _by_number("topics", articles), {"count": len(articles), "titles": titles}


def _sources(articles: Sequence[ArticleCard], texts: Texts) -> Facts:
    """Name where the articles are from: the web servers that most are from, or the articles' names."""
    hosts = [urlsplit(card.source).hostname or "" for card in articles]
    servers = sorted({host for host in hosts if host}, key=lambda host: (-hosts.count(host), host))
    names = servers or [_quoted(card, texts) for card in articles]
    return "sources", {"sources": _listed(names[:EXAMPLES], texts)}


def _update(articles: Sequence[ArticleCard], texts: Texts) -> Facts:
    key, values = _newest(articles, texts)
    added = _day(max(card.added for card in articles))
    return ("update", {**values, "added": added}) if key == "newest" else (key, values)


_FACTS: Mapping[TalkKind, Callable[[Sequence[ArticleCard], Texts], Facts]] = MappingProxyType(
    {"count": _count, "newest": _newest, "oldest": _oldest, "topics": _topics, "sources": _sources, "update": _update}
)


def _date(card: ArticleCard) -> str:
    return card.published or card.added


def _day(date: str) -> str:
    """Return the day of a date in ISO 8601."""
    return date[:10]


def _quoted(card: ArticleCard, texts: Texts) -> str:
    """Return the name of an article in the quotation marks of the language."""
    return texts["quoted"].format(title=name(card))


def _listed(items: Sequence[str], texts: Texts) -> str:
    """Join items as "A, B and C"."""
    return f" {texts['and']} ".join(filter(None, (", ".join(items[:-1]), items[-1])))

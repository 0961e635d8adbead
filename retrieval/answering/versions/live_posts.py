"""Reads the posts of a live blog: paragraphs that open with the time of day at which they were written.

A later post may overtake an earlier one of the same article. The times of a programme or a timetable say when something
takes place: it reads like a live blog, and its entries overtake nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from retrieval.discourse.dates import hour_of_day
from retrieval.languages import alternatives

_LEAST_POSTS = 3
_LEAST_WORDS = 4  # of a post behind its time: an entry of a programme often has fewer
_MOSTLY = 0.6  # of the posts have as many words, and end as a sentence does
_REPORTING = 0.5  # of the posts name who says something, where neither title nor head says that it is a live blog
_IN_ORDER = 0.8  # of the steps from post to post go one way: the place in the text tells the order, also past midnight
_HEAD = 200  # characters above the first post in which a text says what it is
_OPENING = 80  # characters of a line in which its time stands
_KNOWN_ARTICLES = 32  # whose posts are kept: all sentences of an article ask for them
_DAY = rf"(?:{alternatives(lambda entry: entry.dates.weekdays)}|{alternatives(lambda entry: entry.dates.months)})(?!\w)"
_ZONE = r"(?:GMT|UTC|BST|W?ES?T|CES?T|ME?S?Z|[ECMP][SD]?T)\b"
_UNIT = r"(?:[ap]\.?\s?m\b\.?|Uhr\b|hrs?\b|h(?:eures?)?\b)"
_CLOCK = rf"(?:[01]?\d|2[0-4])(?:\s?[:.h]\s?[0-5]\d(?!\d)(?:\s?{_UNIT})?|\s?{_UNIT})"
_STAMP = re.compile(
    rf"[\s#>*+•\[(–—-]{{0,6}}"
    rf"(?:(?:{_DAY}|{alternatives(lambda entry: entry.changes.labels)}|at|um|à|a las|las|\d{{1,2}}(?:st|nd|rd|th|er)?"
    rf"|\d{{4}})[.,:|]?\s{{1,3}}){{0,5}}"
    rf"(?P<clock>{_CLOCK})(?:\s?{_ZONE})?(?P<end>\s{{0,3}}(?:[\]).:|+–—-]{{1,3}}(?=\s|\Z)|(?=\s|\Z)))",
    re.IGNORECASE,
)
_CLOCK_PARTS = re.compile(r"(\d{1,2})(?:\s?[:.h]\s?(\d\d))?\s?([ap]?)", re.IGNORECASE)
# "14:05–15:00", "14:05 bis 15 Uhr": from when until when something lasts; and a cell of a table.
_NO_POST = re.compile(
    rf"\s*(?:\||\t|(?:[–—-]|to|till?|until|bis|à|jusqu'à|a|hasta)\s*(?:las\s)?{_CLOCK})", re.IGNORECASE
)
_LIVE = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.changes.live_names)})(?!\w)", re.IGNORECASE)
_PROGRAMME = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.changes.programme_names)})(?!\w)", re.IGNORECASE)
_SPEECH = re.compile(
    rf"(?<!\w)(?:{alternatives(lambda entry: entry.speech.verbs)}|{alternatives(lambda entry: entry.speech.sources)})"
    r"(?!\w)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»“)\]]{0,3}\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePost:
    """A post of a live blog: its range in the text, its time included, and its place in the order of writing."""

    start: int
    end: int
    order: int  # a later post has a greater one


def find_post(title: str, text: str, offset: int) -> LivePost | None:
    """Return the post of a live blog in which a character stands; None above the first one, and in any other article.

    Args:
        title: of the article.
        text: of the article.
        offset: of the character.
    """
    return next((post for post in read_posts(title, text) if post.start <= offset < post.end), None)


def stamp_length(words: str) -> int:
    """Return the length of the time in front of the words of a post, in characters; 0 where none stands there."""
    stamp = _STAMP.match(words[:_OPENING])
    return stamp.end() + len(words[stamp.end() :]) - len(words[stamp.end() :].lstrip()) if stamp else 0


@lru_cache(maxsize=_KNOWN_ARTICLES)
def read_posts(title: str, text: str) -> tuple[LivePost, ...]:
    """Read the posts of an article, in the order of its text; none where it is no live blog.

    It is one if three paragraphs or more open with a time of day, most of them have sentences, and the title or the
    head says so, or else half of them name a source. A title that names a programme or a timetable speaks against it.
    """
    openings = list(_openings(text))
    if len(openings) < _LEAST_POSTS:
        return ()
    starts = [start for start, _, _ in openings]
    ends = [*starts[1:], len(text)]
    bodies = [text[body:end].strip() for (_, body, _), end in zip(openings, ends, strict=True)]
    if not _is_live(f"{title}\n{text[: starts[0]][-_HEAD:]}", bodies):
        return ()
    orders = _orders([minute for _, _, minute in openings])
    return tuple(
        LivePost(start=start, end=end, order=order) for start, end, order in zip(starts, ends, orders, strict=True)
    )


def _openings(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where each line that opens with a time starts, where its words do, and the minute of the day."""
    start = 0
    for line in text.split("\n"):
        stamp = _STAMP.match(line[:_OPENING])
        if stamp and not _NO_POST.match(line[stamp.end("clock") :][:_OPENING]):
            yield start, start + stamp.end(), _minute(stamp["clock"])
        start += len(line) + 1


def _minute(clock: str) -> int:
    """Return the minute of the day of a time such as "2.30pm", "14h05" or "9 Uhr"."""
    parts = _CLOCK_PARTS.match(clock)
    if parts is None:
        return 0
    return hour_of_day(int(parts[1]), parts[3]) * 60 + int(parts[2] or 0)


def _is_live(head: str, bodies: Sequence[str]) -> bool:
    """Return whether posts are those of a live blog, by what stands above them and by their words."""
    whole = sum(len(body.split()) >= _LEAST_WORDS and bool(_SENTENCE_END.search(body[-9:])) for body in bodies)
    if whole < _MOSTLY * len(bodies) or _PROGRAMME.search(head):
        return False
    reporting = sum(bool(_SPEECH.search(body)) for body in bodies)
    return bool(_LIVE.search(head)) or reporting >= max(_LEAST_POSTS, _REPORTING * len(bodies))


def _orders(minutes: Sequence[int]) -> list[int]:
    """Return the order of posts: by their position where the times mostly go one way, else by the times."""
    steps = [later - earlier for earlier, later in pairwise(minutes) if later != earlier]
    ranks = list(range(len(minutes)))
    rising = sum(step > 0 for step in steps)
    if rising >= _IN_ORDER * len(steps):
        return ranks
    if len(steps) - rising >= _IN_ORDER * len(steps):
        return [-rank for rank in ranks]
    return list(minutes)

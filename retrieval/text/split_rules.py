"""Corrects the sentence boundaries of the package sentencex by small rules: one decision per possible boundary.

sentencex knows terminators and abbreviations of many languages, looks at about one word on each side, and prefers not
to split. Each rule here covers one thing that it misses: it looks at a possible boundary and says True (a sentence
ends), False (it goes on) or None (no opinion). The first opinion counts; without one,
sentencex decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from retrieval.languages import alternatives
from retrieval.text.boundary_point import LETTER, OPENING, Point

Rule: TypeAlias = Callable[[Point], bool | None]


def ends_sentence(point: Point) -> bool:
    """Return whether a sentence ends at the point: the first rule with an opinion decides, else sentencex."""
    opinions = (rule(point) for rule in RULES)
    return next((opinion for opinion in opinions if opinion is not None), point.sentencex_ends_here)


_GLUED = re.compile(rf"{OPENING}[A-Z][a-z’']*[\s,]")
_SHORT_OPENING = 3  # characters: fewer before dots hesitate (`他……很累。`)
_QUOTE_GOES_ON = re.compile(alternatives(lambda entry: entry.boundaries.quote_followers))


def missing_space(point: Point) -> bool | None:
    """End a sentence without white space only at a full-width mark, or at a glued full stop (`ended.He left`)."""
    if point.is_spaced or not point.after:
        return None
    if point.mark.startswith("……") and not point.after.isascii():
        return len(point.sentence) >= _SHORT_OPENING and not point.closers and not point.within
    if point.mark[0] in ".!?…" and point.mark[-1] not in "。！？":
        lower = re.search(r"[a-z]{2}$", point.before)
        return point.sentencex_ends_here and lower is not None and _GLUED.match(point.after) is not None
    return not (point.closers and _QUOTE_GOES_ON.match(point.after))


_ITEM_NUMBER = re.compile(r"(?:^\W*(?:\d{1,3}|[A-Za-z])|[^\d\s]:\s*1)$")


def numbering(point: Point) -> bool | None:
    """Join a number or letter that stands alone to what it numbers (`Stir. 3. Serve.`, `the needs are: 1. Oil`)."""
    return False if point.mark == "." and _ITEM_NUMBER.search(point.before) else None


_LIST_IN_SENTENCE = re.compile(r"[^\d\s]:\s*\(?1[.)]\s")
_NEXT_ITEM = re.compile(r"\(?(\d{1,2})[.)]\s")
_LAST_NUMBER = re.compile(r"[.;,!?]\s\(?\d{1,2}$")
_LONGEST_LIST = 250  # characters: a longer list, such as a recipe, is quoted by its items


def list_in_sentence(point: Point) -> bool | None:
    """Join the numbered items of a list that a colon opens: `The needs are: 1. Oil. 2. Salt.`."""
    item, is_number = _NEXT_ITEM.match(point.after), _LAST_NUMBER.search(point.before)
    if not (item or is_number) or len(point.sentence) > _LONGEST_LIST or not _LIST_IN_SENTENCE.search(point.sentence):
        return None
    if item is None or is_number:
        return False if is_number and point.mark == "." else None
    before = re.escape(str(int(item[1]) - 1))
    return False if re.search(rf"(?<!\d){before}[.)]\s", point.sentence) else None


_OPENS_NONE = re.compile(r"[,;|&/=)\]}]|:\s")
_DASH = re.compile(r"(?:--|[—–-])\s")
_FIRST = re.compile(rf"(?:(?:--|[—–-])\s?)?{OPENING}({LETTER}+)")


def continuation(point: Point) -> bool | None:
    """Join a sentence to a lower-case word, or to a mark that opens no sentence (`at 5 p.m. | Friday`).

    It may do so behind a dash: `“Stop!” — he cried`, `WASHINGTON, D.C. — The`. A capital further in opens as one at the
    front does: `iPhone`.
    """
    if _OPENS_NONE.match(point.after) or ("." in point.word and _DASH.match(point.after)):
        return False
    first = _FIRST.match(point.after)
    return False if first and first[1][0].islower() and first[1] == first[1].lower() else None


def open_bracket(point: Point) -> bool | None:
    """End no sentence inside brackets that were opened in mid-sentence."""
    return False if any(pair.bracket for pair in point.within) else None


_LONGEST_TITLE = 100  # characters; what is quoted at greater length is speech


def quoted_title(point: Point) -> bool | None:
    """End no sentence inside a short quotation that is a part of its sentence (`the song "Help! I Need" was`)."""
    short = [pair for pair in point.within if not pair.bracket and pair.close - pair.open <= _LONGEST_TITLE]
    return False if any(pair.next.islower() and pair.last not in ",.!?…，。！？" for pair in short) else None


def adjacent_quotations(point: Point) -> bool | None:
    """End a sentence where one quotation closes and another opens: `“Ask Mom B.” “I will.”`."""
    return True if point.closers[-1:] in tuple("\"”»'") and point.after[:1] in tuple('"“«‘„') else None


def attribution(point: Point) -> bool | None:
    """Join a quoted question or call (`“Why?”`) to its speaker (`Lena Smith asked`)."""
    speakers = point.lexicon.speakers
    quoted = point.mark != "." and point.closers[:1] in tuple("\"”'’»")
    if speakers is None or not quoted or (point.is_opener_next and point.following != "I"):
        return None
    return False if speakers.match(point.after) else None


_CLOCK = re.compile(r"[ap]\.\s?m$", re.IGNORECASE)
_CLOCK_GOES_ON = re.compile(rf"(?:{alternatives(lambda entry: entry.boundaries.clock_followers)})(?!\w)")


def time_of_day(point: Point) -> bool | None:
    """Join a time of day to its zone or its day: `5 p.m. Friday`, `9 a.m. EST`."""
    return False if _CLOCK.search(point.before) and _CLOCK_GOES_ON.match(point.after) else None


def marked_name(point: Point) -> bool | None:
    """End a sentence after a name that ends with a mark of its own only before a word that opens a sentence."""
    if point.word + point.mark not in point.lexicon.marked_names or point.closers:
        return None
    return point.is_opener_next


def short_form(point: Point) -> bool | None:
    """Join a title, or a form such as `vs.`, to the next word; behind `vol.` a sentence may end."""
    if point.mark != "." or point.closers:
        return None
    seldom = point.word in point.lexicon.seldom_last and not point.is_opener_next
    return False if seldom or point.word in point.lexicon.never_last else None


def ordinal(point: Point) -> bool | None:
    """Read a number with a full stop as an ordinal where a word before it asks for a noun (`im 19. Jahrhundert`)."""
    ordinals = point.lexicon.ordinals
    if ordinals is None or point.mark != "." or point.is_opener_next:
        return None
    return False if point.following and ordinals.search(point.before) else None


def initial(point: Point) -> bool | None:
    """Join an initial to the name after it; a letter that is a label (`World War I.`) is no initial."""
    word = point.word.rpartition("-")[2]
    if point.mark != "." or point.closers or len(word) != 1 or not word.isalpha() or not point.following:
        return None
    labels = point.lexicon.labels
    if labels is not None and labels.search(point.before):
        return True
    if point.lexicon.initials_known:
        return True if word.islower() and point.is_opener_next else None
    return None if point.is_opener_next else False


def closing_mark(point: Point) -> bool | None:
    """End a sentence behind a closing bracket or quote, which ends no abbreviation (`It takes O(n). The best case`)."""
    closed = point.mark == "." and point.before.rstrip()[-1:] in tuple(')]"”»')
    return True if closed and point.following[:1].isupper() else None


_RANKED_NAME = re.compile(rf"(?:{alternatives(lambda entry: entry.boundaries.name_openers)})\s(?!The\b)[A-Z]")


def ranked_name(point: Point) -> bool | None:
    """Join a short form to a name that opens like a sentence: `U.S. First Lady`, `U.S. Second Fleet`."""
    return False if "." in point.word and _RANKED_NAME.match(point.after) else None


_VARIABLE = re.compile(r"(?<![^\s(])[fjknoqtuwxyz]$|/\w+$")


def everyday_word(point: Point) -> bool | None:
    """End a sentence at an abbreviation that is also a word, a variable or a unit (`He told me. Smith left`)."""
    if point.mark != "." or not point.following[:1].isupper():
        return None
    special = point.lexicon.acronyms_end and (_VARIABLE.search(point.before) or _acronym(point))
    return True if special or point.word in point.lexicon.everyday else None


def _acronym(point: Point) -> bool:
    """Return whether the word is in capitals, and so takes no full stop (`in Lexington, KY. Snow fell`).

    False where the next word is in capitals too: then nothing is known.
    """
    capitals = len(point.word) > 1 and point.word.isalpha() and point.word.isupper()
    return capitals and not (len(point.following) > 1 and point.following.isupper())


def sentence_opener(point: Point) -> bool | None:
    """End a sentence before a function word that has a capital: `und so weiter usw. Danach`."""
    return True if point.lexicon.openers_decide and point.is_opener_next else None


_EDITION = re.compile(r",\s[a-z]{2,5}$")
_YEAR = re.compile(r"\((?:c\. ?)?\d{4}\b")


def credited_year(point: Point) -> bool | None:
    """Join a short form behind a comma to its year: `S. Orme, trans. (2001)`."""
    return False if point.mark == "." and _EDITION.search(point.before) and _YEAR.match(point.after) else None


def long_dots(point: Point) -> bool | None:
    """End a sentence at double dots before a capital, or a letter without case: `He waited…… Nobody came.`."""
    first = point.following[:1]
    return True if point.mark.startswith("……") and point.is_spaced and first and not first.islower() else None


def count_after_question(point: Point) -> bool | None:
    """End a sentence before a number behind a question or a call (`How many? 25 came`)."""
    return True if point.mark[-1] in "?!" and point.after[:1].isdigit() and point.is_spaced else None


RULES: tuple[Rule, ...] = (
    missing_space,
    numbering,
    list_in_sentence,
    continuation,
    open_bracket,
    quoted_title,
    adjacent_quotations,
    attribution,
    time_of_day,
    credited_year,
    long_dots,
    marked_name,
    short_form,
    ordinal,
    closing_mark,
    ranked_name,
    initial,
    everyday_word,
    sentence_opener,
    count_after_question,
)

"""Owns the small rules that correct the library's sentence boundaries; hands on one decision per possible boundary.

The library (sentencex) knows terminators and abbreviations of many languages, looks at about one word on each side, and
prefers not to split. Each rule here covers one thing that it misses: it looks at a possible boundary and says True (a
sentence ends), False (it goes on) or None (no opinion). The first opinion counts; where no rule has one, the library's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from retrieval.languages.boundary_words import EVERYDAY, MARKED_NAMES, NEVER_LAST, OPENERS, SELDOM_LAST
from retrieval.text.quote_pairs import Pair

_NONE: frozenset[str] = frozenset()
_OPENING = "[\"'“”‘„‚«»‹›「『《【（(\\[{¿¡*_`\\s]*"
_LETTER = r"[^\W\d_]"
_FOLLOWING = re.compile(rf"{_OPENING}({_LETTER}(?:[\w’'-]*\w)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A possible boundary: a mark that may end a sentence, with what stands around it."""

    language: str  # ISO 639-1
    before: str  # the sentence so far, its last 60 characters, without the mark
    mark: str  # the full stop, question mark, ellipsis …
    closers: str  # closing quotes, brackets and references behind the mark
    spaced: bool  # white space follows
    after: str  # the next 80 characters, from the first that is no space; empty at the end of the text
    within: tuple[Pair, ...]  # quotes and brackets that were opened in mid-sentence and are still open
    library: bool  # whether the library ends a sentence here

    @property
    def word(self) -> str:
        """What the mark stands behind, without opening quotes: `U.S` in `(U.S. troops)`."""
        return (self.before.rsplit(maxsplit=1) or [""])[-1].lstrip("\"'“‘„«»‹(（[*_`¿¡")

    @property
    def following(self) -> str:
        """The next word without what stands around it; empty where no word follows."""
        found = _FOLLOWING.match(self.after)
        return found[1] if found else ""

    @property
    def opener(self) -> bool:
        """Whether the next word is a function word with a capital: it has one only where a sentence opens."""
        word = self.following
        known = word in OPENERS.get(self.language, _NONE)
        return known and not (len(word) == 1 and f"{word}." in self.after[:8])  # but an initial may look like one


Rule: TypeAlias = Callable[[Point], bool | None]


def ends_sentence(point: Point) -> bool:
    """Whether a sentence ends at the point: the first rule with an opinion, else the library."""
    opinions = (rule(point) for rule in RULES)
    return next((opinion for opinion in opinions if opinion is not None), point.library)


_GLUED = re.compile(rf"{_OPENING}[A-Z][a-z’']*[\s,]")
_QUOTED_ZH = re.compile("[^。！？，\\s]{0,6}[说說道问問喊叫答](?:道|着)?[。，：！、,:]")
_QUOTED_JA = re.compile("と|って|など|[のをがにで]|は(?!い)")


def unspaced(point: Point) -> bool | None:
    """Without white space only a full-width mark ends a sentence, or a full stop that is glued on (`ended.He left`)."""
    if point.spaced or not point.after:
        return None
    if point.mark[0] in ".!?…":
        lower = re.search(r"[a-z]{2}$", point.before)
        return point.library and lower is not None and _GLUED.match(point.after) is not None
    return not (point.closers and (_QUOTED_ZH.match(point.after) or _QUOTED_JA.match(point.after)))


def numbering(point: Point) -> bool | None:
    """A number or letter alone is no sentence: it numbers what follows (`Stir. 3. Serve.`)."""
    return False if point.mark == "." and re.fullmatch(r"\W*(?:\d{1,3}|[A-Za-z])", point.before) else None


_OPENS_NONE = re.compile(r"[,;|&/=)\]}]|:\s")
_DASH = re.compile(r"(?:--|[—–-])\s")
_FIRST = re.compile(rf"(?:(?:--|[—–-])\s?)?{_OPENING}({_LETTER}+)")


def continuing(point: Point) -> bool | None:
    """A sentence goes on with a lower-case word, or with a mark that opens none (`at 5 p.m. | Friday`).

    It may do so behind a dash: `“Stop!” — he cried`, `WASHINGTON, D.C. — The`. A capital further in opens as one at the
    front does: `iPhone`.
    """
    if _OPENS_NONE.match(point.after) or ("." in point.word and _DASH.match(point.after)):
        return False
    first = _FIRST.match(point.after)
    return False if first and first[1][0].islower() and first[1] == first[1].lower() else None


def bracketed(point: Point) -> bool | None:
    """Nothing ends inside brackets that were opened in mid-sentence."""
    return False if any(pair.bracket for pair in point.within) else None


_LONGEST_TITLE = 100  # characters; what is quoted at greater length is speech


def titled(point: Point) -> bool | None:
    """Nothing ends inside a short quotation that is a part of its sentence (`the song "Help! I Need" was`)."""
    short = [pair for pair in point.within if not pair.bracket and pair.close - pair.open <= _LONGEST_TITLE]
    return False if any(pair.next.islower() and pair.last not in ",.!?…，。！？" for pair in short) else None


def side_by_side(point: Point) -> bool | None:
    """Where one quotation closes and another opens, a sentence ends: `“Ask Mom B.” “I will.”`."""
    return True if point.closers[-1:] in tuple("\"”»'") and point.after[:1] in tuple('"“«‘„') else None


_SPEECH = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|asked|asks|told|replied|wrote|writes|added|answered|cried|shouted|yelled"
    r"|tweeted|wondered|recalled|joked|exclaimed|declared|explained|continued|whispered|screamed|quipped|remarked)\b"
)


def attributed(point: Point) -> bool | None:
    """A quoted question or call (`“Why?”`) goes on with its speaker (`Lena Smith asked`)."""
    quoted = point.language == "en" and point.mark != "." and point.closers[:1] in tuple("\"”'’»")
    if not quoted or (point.opener and point.following != "I"):
        return None
    return False if _SPEECH.match(point.after) else None


_CLOCK = re.compile(r"[ap]\.\s?m$", re.IGNORECASE)
_CLOCK_GOES_ON = re.compile(
    r"(?:[AECMPH][SD]?T|CES?T|GMT|UTC|BST|Eastern|Central|Mountain|Pacific|Greenwich|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)(?!\w)"
)


def clock(point: Point) -> bool | None:
    """A time of day goes on with its zone or its day: `5 p.m. Friday`, `9 a.m. EST`."""
    return False if _CLOCK.search(point.before) and _CLOCK_GOES_ON.match(point.after) else None


def marked_name(point: Point) -> bool | None:
    """A name that ends with a mark of its own ends a sentence only before a word that opens one."""
    if point.word + point.mark not in MARKED_NAMES.get(point.language, _NONE) or point.closers:
        return None
    return point.opener


def short_form(point: Point) -> bool | None:
    """Behind a title or a form such as `vs.` something must follow; behind `vol.` it may be a new sentence."""
    if point.mark != "." or point.closers:
        return None
    seldom = point.word in SELDOM_LAST.get(point.language, _NONE) and not point.opener
    return False if seldom or point.word in NEVER_LAST.get(point.language, _NONE) else None


_ORDINAL_DE = re.compile(
    r"\b(?:der|die|das|dem|den|des|am|im|vom|zum|zur|beim|ins|ein|eine[mnrs]?|seine[mnrs]?|ihre[mnrs]?|diese[mnrs]?"
    r"|jede[mnrs]?|seit|bis|ab|und|oder)\s+\d{1,3}$",
    re.IGNORECASE,
)


def ordinal(point: Point) -> bool | None:
    """In German a full stop makes a number an ordinal; an article before it asks for a noun (`im 19. Jahrhundert`)."""
    if point.language != "de" or point.mark != "." or point.opener:
        return None
    return False if point.following and _ORDINAL_DE.search(point.before) else None


_LABEL = re.compile(
    r"\b(?:War|Part|Chapter|Phase|Type|Act|Volume|Book|Section|Class|Group|Figure|Table|Plan|Grade|Appendix|Element|Level"
    r"|[Vv]itamin|[Hh]epatitis|type|class|group|grade|plan|phase)\s[A-Z]$"
)


def initial(point: Point) -> bool | None:
    """One letter is an initial, and goes on with a name; a letter that is a label (`World War I.`) is not."""
    word = point.word.rpartition("-")[2]
    if point.mark != "." or point.closers or len(word) != 1 or not word.isalpha() or not point.following:
        return None
    if point.language == "en":  # the library knows English initials, not labels
        return True if _LABEL.search(point.before) or (word.islower() and point.opener) else None
    return None if point.opener else False


def closed_before(point: Point) -> bool | None:
    """What ends with a bracket or a quote is no abbreviation (`It takes O(n). The best case`)."""
    closed = point.mark == "." and point.before.rstrip()[-1:] in tuple(')]"”»')
    return True if closed and point.following[:1].isupper() else None


_RANKED_NAME = re.compile(r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|New|Great)\s(?!The\b)[A-Z]")


def ranked_name(point: Point) -> bool | None:
    """A short form goes on with a name that opens like a sentence: `U.S. First Lady`, `U.S. Second Fleet`."""
    return False if "." in point.word and _RANKED_NAME.match(point.after) else None


_VARIABLE = re.compile(r"(?<![^\s(])[fjknoqtuwxyz]$|/\w+$")


def everyday(point: Point) -> bool | None:
    """What is an abbreviation elsewhere ends a sentence as a word, a variable or a unit (`He told me. Smith left`)."""
    if point.mark != "." or not point.following[:1].isupper():
        return None
    special = point.language == "en" and (_VARIABLE.search(point.before) or _acronym(point))
    return True if special or point.word in EVERYDAY.get(point.language, _NONE) else None


def _acronym(point: Point) -> bool:
    """Capitals alone take no full stop (`in Lexington, KY. Snow fell`); where all words are in capitals, who knows."""
    capitals = len(point.word) > 1 and point.word.isalpha() and point.word.isupper()
    return capitals and not (len(point.following) > 1 and point.following.isupper())


def opened(point: Point) -> bool | None:
    """A function word has a capital only where a sentence opens: `und so weiter usw. Danach`."""
    return True if point.language != "en" and point.opener else None


def counted(point: Point) -> bool | None:
    """Behind a question or a call a number opens a sentence (`How many? 25 came`)."""
    return True if point.mark[-1] in "?!" and point.after[:1].isdigit() and point.spaced else None


RULES: tuple[Rule, ...] = (
    unspaced,
    numbering,
    continuing,
    bracketed,
    titled,
    side_by_side,
    attributed,
    clock,
    marked_name,
    short_form,
    ordinal,
    closed_before,
    ranked_name,
    initial,
    everyday,
    opened,
    counted,
)

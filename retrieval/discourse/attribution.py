"""Finds who says something: the sentence that attributes a quotation to somebody, and the speaker's name in it.

English, German, Spanish and French, all at once: a sentence is read by the verbs that it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from retrieval.core.records import Sentence
from retrieval.discourse import self_containedness
from retrieval.discourse.self_containedness import Written
from retrieval.languages.stop_words import STOP_WORDS

# How many sentences before a quotation its speaker may be named. Further up, it is somebody else's more often.
REACH = 4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VERB = (
    r"said|says|told|tells|explained|explains|stated|(?:argued|argues)(?! (?:about|over|with))|claimed|warned"
    r"|warns|insisted|insists"
    r"|announced(?! (?:in|on|by|at|last))"
    r"|declared|admitted|admits|confirmed|noted|maintained|testified"
    r"|sagte|sagten|sagt|erklärte|erklärten|erklärt|meinte|meint|betonte|betont|warnte|warnt|behauptete|berichtete"
    r"|dijo|dijeron|dice|dicen|explicó|explica|afirmó|afirma|aseguró|asegura|señaló|declaró|advirtió|sostuvo|indicó"
    r"|(?:a|ont) (?:dit|déclaré|expliqué|ajouté|affirmé|assuré|précisé|estimé|raconté|répondu|prévenu|souligné)"
    r"|dit|disent|déclare|explique|affirme|estime|précise|assure|souligne|prévient"
)
# These attribute only next to a quotation: "They added sugar."
_BESIDE = (
    r"added|adds|asked|asks|wrote|writes|recalled|recalls|replied|answered|continued|joked|remarked|observed|promised"
    r"|repeated|suggested|reported|called|cried|shouted|joined in"
    r"|fügte|ergänzte|ergänzt|fragte|fragt|schrieb|schreibt|antwortete|erinnerte|rief|kündigte|versprach"
    r"|añadió|añade|comentó|preguntó|respondió|escribió|contó|recordó|agregó|prometió"
    r"|ajoute|raconte|répond|demande|écrit|se souvient|promet|poursuit|conclut"
)
_SAYING = re.compile(rf"\b(?:(?P<anywhere>{_VERB})|(?P<beside>{_BESIDE}))\b")
_QUOTED = re.compile(r"[\"“”„«»]|[,.?!…]['’](?:\s|\Z)")  # single marks are not told from apostrophes by anything else
_CLAUSE = re.compile(r",?\s+(?:that|dass|que)\b")
_ACCORDING = re.compile(
    r"\b(?:according to|laut|nach angaben (?:von|der|des)|nach ansicht (?:von|der|des)|según|selon"
    r"|d['’]après)\s+|\",?\s+so\s+",
    re.IGNORECASE,
)
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_LINK = r"(?:de|van|von|der|den|del|di|da|dos|du|la|le|el|al|bin|ibn|zu|ten|of the|of)"
_ARTICLE = (
    r"(?:the|a|an|one|her|his|their|its|my|our|your|der|die|das|den|dem|ein|eine|einer|el|la|los|las|un|una|le|les|une)"
)
_TITLE = r"(?:(?:Mrs?|Ms|Dr|Prof|Sgt|Capt|Sr|Sra|Hr|Fr|M|Mme)\.\s+)?"
_NAME = rf"{_TITLE}(?!(?i:{_ARTICLE})\b)[{_CAPITAL}][\w.'’-]*\w(?:['’]?\s+(?:{_LINK}\s+)*[{_CAPITAL}][\w.'’-]*\w)*"
_ROLE = r"(?:[a-zß-öø-ÿ][\w'’-]*\s+)"
# Where what a speaker is called comes to its end.
_END = r"(?=\s*[,.;:!?\"]|\s+(?:who|whose|of|for|from|in|on|at|that|to|von|vom|für|aus|de|del|du|des|qui|que)\b|\s*\Z)"
# "Ruta Lind", "the harbour master Ruta Lind", "Council leader Ruth Aldane", "a spokeswoman", "l'adjointe Inès Roy"
_WHO = re.compile(
    rf"(?:\b(?i:{_ARTICLE})\s+{_ROLE}{{0,4}}?|\b[lL]['’]{_ROLE}{{0,3}}?|\b[{_CAPITAL}][\w-]+\s+{_ROLE}{{1,2}}"
    rf"|\b{_ROLE}{{1,2}})?"
    rf"(?P<name>{_NAME})"
    rf"|\b(?i:{_ARTICLE})\s+[a-zß-öø-ÿ][\w'’-]+(?:\s+[a-zß-öø-ÿ][\w'’-]+){{0,3}}?{_END}"
    r"|\b[lL]['’][a-zß-öø-ÿ][\w-]+"
)
_CALLED = re.compile(rf",\s+{_NAME}(?=[,.;!?\"]|\Z)")
_CONJUNCTION = re.compile(
    r"(?:but|and|while|as|when|that|or|so|because|though|although|where|then|now|aber|und|dass|pero|y|que|mais|et)\s+",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:(?<=['’]s)|(?<=s)['’])\s+[a-zß-öø-ÿ][\w-]+(?:\s+[a-zß-öø-ÿ][\w-]+)?" + _END)
_NOBODY = _words(
    "he she they it we i you who that this these those there one er sie es man ich wir ihr das dies él ella ellos "
    "ellas yo nosotros se lo le les eso esto il elle ils elles on je nous vous tu ce cela ça qui que to not"
)
_PASSIVE = _words("is was are were be been being wird wurde wurden être est était fue es ser")
_SKIPPED = re.compile(
    r"(?:[\s,]|\b(?:[a-z]{2,}ly|also|later|then|now|again|first|once|still|has|have|had|ha|han|hat|haben|auch"
    r"|también|aussi|ne|n'))*\Z"
)
_BEFORE_NAMES = re.compile(
    r"\b(?:of|for|from|at|with|in|on|near|von|für|aus|bei|mit|vom|im|am|de|del|des|du|pour)\s*\Z"
)


def speaker(sentences: Sequence[Written], at: int) -> tuple[int, Sentence] | Literal["unnamed"] | None:
    """Who says a sentence.

    Args:
        sentences: all of an article, in order.
        at: which of them.

    Returns:
        The position of the sentence that names the speaker, and where in its text the name stands. "unnamed": somebody
        is quoted whom no sentence near names. None: nobody is quoted, the article says it itself.
    """
    outside = self_containedness.unquoted(sentences)
    if found := _named(outside[at]):
        return at, found
    if outside[at] == sentences[at].text and not _unnamed(sentences[at]):
        return None
    for other in _around(at, sentences):
        if name := _sayer(outside[other]):
            return other, name
    return "unnamed"


def _unnamed(sentence: Written) -> bool:
    """Whether somebody says it whom only another sentence can name, such as "She said so" or "We are glad"."""
    found = next(_verbs(sentence.text), None)
    beforehand = sentence.text[: found.start()].split()[-1:] if found else []
    return self_containedness.personal(sentence) or any(word.casefold() in _NOBODY for word in beforehand)


def _around(at: int, sentences: Sequence[Written]) -> Iterator[int]:
    """Where the speaker of a sentence may be named, the likeliest place first."""
    quoted = self_containedness.quotations(sentences)
    if quoted[at]:
        later = self_containedness.speaker_after(at, sentences, quoted)
        if later != at:
            yield later
        elif at + 1 < len(sentences) and not sentences[at + 1].parted:
            yield at + 1
    yield from range(at - 1, max(-1, at - 1 - REACH), -1)


def _named(outside: str) -> Sentence | None:
    """The name of who is said to say something in a text whose quotations are covered; None where nobody is."""
    for match in _ACCORDING.finditer(outside):
        if who := _WHO.match(outside, match.end()):
            return _range(outside, who)
    return _sayer(outside)


def _sayer(outside: str) -> Sentence | None:
    """The subject of a verb of saying."""
    for match in _verbs(outside):
        if found := _behind(outside, match) or _ahead(outside, match):
            return found
    return None


def _verbs(text: str) -> Iterator[re.Match[str]]:
    """The verbs of saying in a text that attribute something."""
    for match in _SAYING.finditer(text):
        if match["anywhere"] or _QUOTED.search(text) or _CLAUSE.match(text, match.end()):
            yield match


def _behind(outside: str, verb: re.Match[str]) -> Sentence | None:
    """The subject behind a verb that follows what was said: `…," said Ruta Lind`, `…, sagte sie` has none."""
    before = outside[: verb.start()].rstrip()
    if before and not before.endswith(('"', "'", "’", ",", "?", "!", "-", "–", "—", ":")):
        return None
    who = _WHO.match(outside, verb.end() + 1)
    if who is None or who[0].split()[0].casefold() in _NOBODY:
        return None
    told = outside[who.end() :].lstrip()[:1]
    # "Ruta Lind, who leads the yard, said the hull was safe": there, what follows the verb is no speaker.
    apposed = not before.endswith('"') and ", " in before
    direct = before.endswith('"') or not before
    return _range(outside, who) if direct or (not apposed and told in {"", ".", ",", ";", "!", "?"}) else None


def _ahead(outside: str, verb: re.Match[str]) -> Sentence | None:
    """The subject before a verb: "Ruta Lind, who leads the yard, said", "a spokesman for the port said"."""
    start = max(outside.rfind(mark, 0, verb.start()) for mark in '";:') + 1
    skipped = _SKIPPED.search(outside, start, verb.start())
    left = outside[start : skipped.start() if skipped else verb.start()]
    last = left.split()[-1].casefold() if left.split() else ""
    if not last or last in _PASSIVE or last in _NOBODY - {"who", "qui"}:
        return None
    found = list(_WHO.finditer(left))
    apposed = "," in outside[start + len(left.rstrip()) : verb.start()]
    if apposed:
        found = [one for one in found if left[one.end() :].lstrip()[:1] == ","][:1] or found[-1:]
    while len(found) > 1 and _BEFORE_NAMES.search(left, 0, found[-1].start()):
        found.pop()
    shortened = len(found) < len(list(_WHO.finditer(left)))
    if found and (apposed or shortened or not _range(left, found[-1]).end < len(left.rstrip())):
        name = _range(left, found[-1])
        return Sentence(start=start + name.start, end=start + name.end)
    return None if _common(last) else _bare(outside, start, left)


def _bare(outside: str, start: int, left: str) -> Sentence:
    """The one word before a verb: "officials said"."""
    end = start + len(left.rstrip())
    return Sentence(start=outside.rfind(" ", start, end) + 1 or start, end=end)


def _common(word: str) -> bool:
    bare = word.strip(".,()")
    return not bare.isalpha() or any(bare in words for words in STOP_WORDS.values())


def _range(text: str, who: re.Match[str]) -> Sentence:
    """Where a speaker is named: no conjunction before, but what they are to others and how they are called behind."""
    start, end = who.span()
    if conjunction := _CONJUNCTION.match(text, start, end):
        start = conjunction.end()
    if owned := _OWNED.match(text, end):
        end = owned.end()
    if called := None if who["name"] and not owned else _CALLED.match(text, end):
        end = called.end()
    return Sentence(start=start, end=end)

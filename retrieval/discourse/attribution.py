"""Finds who says something: the sentence that attributes a quotation to somebody, and the speaker's name in it.

The words of all languages are looked for in every text, so that its own language need not be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from retrieval.core.records import TextRange
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.quotations import mask_quotations, quotation_flags, speaker_after
from retrieval.discourse.self_containedness import is_personal
from retrieval.languages import alternatives, union

# How many sentences before a quotation its speaker is looked for. Further up, a name is somebody else's more often.
REACH = 4

_SAYING = re.compile(
    rf"\b(?:(?P<anywhere>{alternatives(lambda entry: entry.speech.verbs)})"
    rf"|(?P<quoting>{alternatives(lambda entry: entry.speech.quotation_verbs)}))\b"
)
_QUOTED = re.compile(r"[\"“”„«»]|[,.?!…]['’](?:\s|\Z)")  # single marks are not told from apostrophes by anything else
_CLAUSE = re.compile(rf",?\s+(?:{alternatives(lambda entry: entry.speech.clause_openers)})\b")
_SOURCE = re.compile(
    rf"\b(?:{alternatives(lambda entry: entry.speech.sources)})\s+"
    rf"|\",?\s+(?:{alternatives(lambda entry: entry.speech.sources_after_quote)})\s+",
    re.IGNORECASE,
)
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_LINK = rf"(?:{alternatives(lambda entry: entry.speech.name_links)})"
_ARTICLE = rf"(?:{alternatives(lambda entry: entry.speech.articles)})"
_ELIDED = rf"\b(?i:{alternatives(lambda entry: entry.speech.elided_articles)})['’]"
_TITLE = rf"(?:(?:{alternatives(lambda entry: entry.speech.titles)})\.\s+)?"
_NAME = rf"{_TITLE}(?!(?i:{_ARTICLE})\b)[{_CAPITAL}][\w.'’-]*\w(?:['’]?\s+(?:{_LINK}\s+)*[{_CAPITAL}][\w.'’-]*\w)*"
_ROLE = r"(?:[a-zß-öø-ÿ][\w'’-]*\s+)"
# The end of the description of a speaker.
_END = rf"(?=\s*[,.;:!?\"]|\s+(?:{alternatives(lambda entry: entry.speech.description_ends)})\b|\s*\Z)"
# "Ruta Lind", "the harbour master Ruta Lind", "Council leader Ruth Aldane", "a spokeswoman", "l'adjointe Inès Roy"
_WHO = re.compile(
    rf"(?:\b(?i:{_ARTICLE})\s+{_ROLE}{{0,4}}?|{_ELIDED}{_ROLE}{{0,3}}?|\b[{_CAPITAL}][\w-]+\s+{_ROLE}{{1,2}}"
    rf"|\b{_ROLE}{{1,2}})?"
    rf"(?P<name>{_NAME})"
    rf"|\b(?i:{_ARTICLE})\s+[a-zß-öø-ÿ][\w'’-]+(?:\s+[a-zß-öø-ÿ][\w'’-]+){{0,3}}?{_END}"
    rf"|{_ELIDED}[a-zß-öø-ÿ][\w-]+"
)
_APPOSITION = re.compile(rf",\s+{_NAME}(?=[,.;!?\"]|\Z)")
_CONJUNCTION = re.compile(rf"(?:{alternatives(lambda entry: entry.speech.conjunctions)})\s+", re.IGNORECASE)
_OWNED = re.compile(r"(?:(?<=['’]s)|(?<=s)['’])\s+[a-zß-öø-ÿ][\w-]+(?:\s+[a-zß-öø-ÿ][\w-]+)?" + _END)
_PRONOUNS = union(lambda entry: entry.speech.non_speakers)
_NON_SPEAKERS = _PRONOUNS | union(lambda entry: entry.speech.relative_pronouns)
_PASSIVES = union(lambda entry: entry.speech.passives)
_STOP_WORDS = union(lambda entry: entry.stop_words)
_READ = 3_000  # characters of a sentence in which a verb of saying counts: what is before it is read for each anew
_ADVERBS = re.compile(rf"(?:[\s,]|\b(?:{alternatives(lambda entry: entry.speech.adverbs)}))*\Z")
_NAME_PREPOSITION = re.compile(rf"\b(?:{alternatives(lambda entry: entry.speech.name_prepositions)})\s*\Z")


def find_speaker(sentences: Sequence[ArticleSentence], at: int) -> tuple[int, TextRange] | Literal["unnamed"] | None:
    """Find who says a sentence.

    Args:
        sentences: all of an article, in order.
        at: the position of the sentence.

    Returns:
        The position of the sentence that names the speaker, and where in its text the name stands. "unnamed": somebody
        is quoted whom no sentence near names. None: nobody is quoted, the article says it itself.
    """
    masked = mask_quotations(sentences)
    if name := _find_source(masked[at]):
        return at, name
    if masked[at] == sentences[at].text and not _has_unnamed_speaker(sentences[at]):
        return None
    for other in _likely_indices(at, sentences):
        if name := _find_subject(masked[other]):
            return other, name
    return "unnamed"


def _has_unnamed_speaker(sentence: ArticleSentence) -> bool:
    """Return whether only another sentence can name who speaks, as in "She said so" or "We are glad"."""
    verb = next(_saying_verbs(sentence.text), None)
    word_before = sentence.text[: verb.start()].split()[-1:] if verb else []
    return is_personal(sentence) or any(word.casefold() in _NON_SPEAKERS for word in word_before)


def _likely_indices(at: int, sentences: Sequence[ArticleSentence]) -> Iterator[int]:
    """Yield the positions of sentences that may name the speaker of a sentence, the likeliest first."""
    quoted = quotation_flags(sentences)
    if quoted[at]:
        later = speaker_after(at, sentences, quoted)
        if later != at:
            yield later
        elif at + 1 < len(sentences) and not sentences[at + 1].opens_paragraph:
            yield at + 1
    yield from range(at - 1, max(-1, at - 1 - REACH), -1)


def _find_source(masked: str) -> TextRange | None:
    """Return the range of the name of a source or speaker, in a text whose quotations are masked; None without one."""
    for match in _SOURCE.finditer(masked):
        if who := _WHO.match(masked, match.end()):
            return _name_range(masked, who)
    return _find_subject(masked)


def _find_subject(masked: str) -> TextRange | None:
    """Return the subject of the first verb of saying that has one."""
    for verb in _saying_verbs(masked):
        if subject := _subject_behind(masked, verb) or _subject_before(masked, verb):
            return subject
    return None


def _saying_verbs(text: str) -> Iterator[re.Match[str]]:
    """Yield the verbs of saying in a text that attribute something."""
    is_quoted = _QUOTED.search(text) is not None
    for match in _SAYING.finditer(text, 0, _READ):
        if match["anywhere"] or is_quoted or _CLAUSE.match(text, match.end()):
            yield match


def _subject_behind(masked: str, verb: re.Match[str]) -> TextRange | None:
    """Return the subject behind a verb that follows a quotation: `…," said Ruta Lind`; `…, sagte sie` has none."""
    before = masked[: verb.start()].rstrip()
    if before and not before.endswith(('"', "'", "’", ",", "?", "!", "-", "–", "—", ":")):
        return None
    who = _WHO.match(masked, verb.end() + 1)
    if who is None or who[0].split()[0].casefold() in _NON_SPEAKERS:
        return None
    following = masked[who.end() :].lstrip()[:1]
    # In "Ruta Lind, who leads the yard, said the hull was safe" no speaker follows the verb.
    has_apposition = not before.endswith('"') and ", " in before
    is_direct = before.endswith('"') or not before
    is_speaker = is_direct or (not has_apposition and following in {"", ".", ",", ";", "!", "?"})
    return _name_range(masked, who) if is_speaker else None


def _subject_before(masked: str, verb: re.Match[str]) -> TextRange | None:
    """Return the subject before a verb: "Ruta Lind, who leads the yard, said", "a spokesman for the port said"."""
    start = max(masked.rfind(mark, 0, verb.start()) for mark in '";:') + 1
    adverbs = _ADVERBS.search(masked, start, verb.start())
    left = masked[start : adverbs.start() if adverbs else verb.start()]
    last = left.split()[-1].casefold() if left.split() else ""
    if not last or last in _PASSIVES or last in _PRONOUNS:
        return None
    names = every = list(_WHO.finditer(left))
    has_apposition = "," in masked[start + len(left.rstrip()) : verb.start()]
    if has_apposition:
        names = [name for name in every if left[name.end() :].lstrip()[:1] == ","][:1] or every[-1:]
    while len(names) > 1 and _NAME_PREPOSITION.search(left, 0, names[-1].start()):
        names = names[:-1]
    is_shortened = len(names) < len(every)
    if names and (has_apposition or is_shortened or not _name_range(left, names[-1]).end < len(left.rstrip())):
        name = _name_range(left, names[-1])
        return TextRange(start=start + name.start, end=start + name.end)
    return None if _is_common(last) else _single_word(masked, start, left)


def _single_word(masked: str, start: int, left: str) -> TextRange:
    """Return the range of the one word before a verb: "officials said"."""
    end = start + len(left.rstrip())
    return TextRange(start=masked.rfind(" ", start, end) + 1 or start, end=end)


def _is_common(word: str) -> bool:
    bare = word.strip(".,()")
    return not bare.isalpha() or bare in _STOP_WORDS


def _name_range(text: str, who: re.Match[str]) -> TextRange:
    """Return the range of a speaker's name: without a conjunction before it, with what belongs to it behind."""
    start, end = who.span()
    if conjunction := _CONJUNCTION.match(text, start, end):
        start = conjunction.end()
    if owned := _OWNED.match(text, end):
        end = owned.end()
    if apposition := None if who["name"] and not owned else _APPOSITION.match(text, end):
        end = apposition.end()
    return TextRange(start=start, end=end)

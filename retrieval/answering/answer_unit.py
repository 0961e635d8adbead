"""Finds what has to be shown with a sentence so that it answers: the command that it announces, a list, an exception.

1. What belongs together by its form is always taken: a lead-in with its code, list or table, a block of code whole, the
   second half of a sentence around a block of code. What is a heading or a question gives way to what follows it.
2. Whether the sentence before, and the next one, are needed too is decided by two small models, one sentence after the
   other, by their position, their words and what the reader makes of them.
3. A sentence that speaks of somebody or something that only the sentence before it names is shown with that one, "I" in
   a quotation with the sentence that names the speaker, a row with the head of its table, what follows a label of few
   words with the label, and a reply such as "Yes, but …" with the heading that asks: all as context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.answering.option_names import find_names
from retrieval.answering.unit_forms import with_form
from retrieval.answering.unit_section import Section
from retrieval.answering.unit_weights import is_after_needed, is_before_needed
from retrieval.core.records import Article, Evidence, TextRange
from retrieval.core.reply_records import Answer, Citation, Part, PartRole
from retrieval.discourse.attribution import find_speaker
from retrieval.discourse.boilerplate import is_credit
from retrieval.discourse.changelog_sections import find_version
from retrieval.discourse.quotations import quotation_flags
from retrieval.discourse.self_containedness import is_personal
from retrieval.discourse.text_elements import Element, read_elements
from retrieval.languages import lexicon
from retrieval.text.analyzer import terms

MOST_CHARACTERS = 1_500  # of all parts together: what a card shows without being cut
MOST_ELEMENTS = 12  # items of a list, rows of a table, or steps
_MOST_STEPS_BACK = 2  # sentences before one whose pronoun they explain
_MOST_LABEL_WORDS = 4
_MOST_REPLY_WORDS = 4  # of a sentence that only its question makes whole: "Every Tuesday."
_REPLY_END = re.compile(r"\s*(?:[,.;:!…—–]|\Z)")  # behind a word that is a whole reply
_ITEM_OPENING = re.compile(r"[-*+•‣◦▪●·] ")  # of an item without a number: those of a list of steps belong together


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUnit:
    """The ranges of an article that answer together; none overlaps another."""

    main: TextRange  # the chosen sentence; whole, where a line break or a block of code had cut it
    further: tuple[tuple[TextRange, PartRole], ...] = ()  # in the order of the text


def complete(answer: Answer, evidence: Sequence[Evidence], article: Article) -> Answer:
    """Add to an answer all that has to be shown for it to be whole, each part verbatim.

    Args:
        answer: cites one sentence.
        evidence: what the reader made of the sentences of the library, best first.
        article: the cited one.
    """
    cited = answer.citation
    sentence = TextRange(start=cited.start, end=cited.end)
    own = [piece for piece in evidence if piece.passage.passage.article_id == article.id]
    unit = find_unit(article.text, sentence, question=answer.question, language=article.language, evidence=own)
    parts = [Part.of(article, span, role=role) for span, role in unit.further]
    whole = Citation.of(article, unit.main, further=parts)
    mark = answer.highlight
    is_shown = mark is not None and any(part.start <= mark.start and mark.end <= part.end for part in whole.parts)
    return replace(answer, citation=whole, highlight=mark if is_shown else None)


def find_unit(
    text: str, sentence: TextRange, *, question: str, language: str, evidence: Sequence[Evidence] = ()
) -> AnswerUnit:
    """Find the ranges that answer together with a chosen sentence.

    Args:
        text: of the article.
        sentence: the chosen one.
        question: as understood.
        language: of the article, ISO 639-1.
        evidence: what the reader made of the article's sentences.
    """
    elements = read_elements(text, sentence, language=language)
    at = next((i for i, e in enumerate(elements) if e.start < sentence.end and sentence.start < e.end), None)
    if at is None or elements[at].end - elements[at].start > MOST_CHARACTERS:
        return AnswerUnit(main=sentence)
    section = Section(text=text, elements=elements, question=question, language=language, evidence=evidence)
    is_label = _is_label(section, at)
    moved = at + (is_label or _is_asking(section, at))
    first, last = _grown(section, moved)
    answering = _fitting(section, first, last, moved)
    labels = {at} if is_label else set()
    context = {*_context(section, answering[0]), *_context(section, moved), *labels} - {moved}
    indices = sorted({*answering, *context})
    roles: dict[int, PartRole] = {index: "context" if index in context else "answer" for index in indices}
    further = tuple((_shown_range(section, i), roles[i]) for i in indices if i != moved)
    is_alone = moved == at and not any(elements[i].kind == "item" for i in roles if i != at)
    main = _main(elements[at], sentence) if is_alone else elements[moved].range
    return AnswerUnit(main=main, further=_with_names(text, main, further))


def _with_names(
    text: str, main: TextRange, further: tuple[tuple[TextRange, PartRole], ...]
) -> tuple[tuple[TextRange, PartRole], ...]:
    """Add the names of the option that an answer describes, and the version whose change it tells, as context."""
    first = min(shown.start for shown in (main, *(span for span, _ in further)))
    named = (find_version(text, main.start), find_names(text, main.start))
    names = [span for span in named if span and span.end <= first]  # what is shown already is not shown again
    return (*((span, "context") for span in names), *further)


def _is_asking(section: Section, at: int) -> bool:
    """Return whether an element is only a heading of the next one, or a question that the next one answers."""
    elements = section.elements
    if at + 1 == len(elements) or elements[at + 1].kind == "heading":
        return False
    return elements[at].kind == "heading" or section.words(at).rstrip().endswith("?")


def _is_label(section: Section, at: int) -> bool:
    """Return whether an element only names what the rest of its paragraph is about: "Pizza boxes. Tear off the …".

    It has a few words, no verb such as "is", and says nothing that the question does not say.
    """
    elements, language = section.elements, section.language
    around = [e.paragraph for e in elements[max(0, at - 1) : at + 2]]
    own = elements[at].paragraph
    if elements[at].kind == "row" or (at and around[0] == own) or around.count(own) == 1:
        return False
    words, said = set(terms(section.words(at), language)), set(terms(section.question, language))
    verbs = rf"\b(?:{'|'.join(lexicon(language).questions.helping_verbs)})\b"
    is_short = len(section.words(at).split()) <= _MOST_LABEL_WORDS
    return is_short and bool(words) and words <= said and not re.search(verbs, section.words(at), re.IGNORECASE)


def _main(element: Element, sentence: TextRange) -> TextRange:
    """Return the range of the element; the sentence itself where it is an item without its marker, or a heading."""
    return sentence if element.kind in {"item", "heading"} else element.range


def _shown_range(section: Section, at: int) -> TextRange:
    """Return the range of an element, that of a heading without its marks."""
    element, words = section.elements[at], section.words(at)
    marks = len(words) - len(words.lstrip("# ")) if element.kind == "heading" else 0
    return TextRange(start=element.start + marks, end=element.end)


def _grown(section: Section, at: int) -> tuple[int, int]:
    """Find the first and the last element of the unit around a chosen one."""
    first, last = with_form(section, at, at)
    if section.elements[at].kind == "heading":
        return first, last
    while first and _may_precede(section, first) and is_before_needed(section, first, last, at):
        first, last = with_form(section, first - 1, last)
    while may_follow(section, last) and is_after_needed(section, first, last, at):
        first, last = with_form(section, first, last + 1)
    return first, last


def _may_precede(section: Section, at: int) -> bool:
    """Return whether the element before one may be shown with it: a row has the head of its table alone before it."""
    if _is_item_of_its_own(section, at) and section.elements[at - 1].kind == "item":
        return False
    return section.elements[at].kind != "row" and section.elements[at - 1].kind != "heading"


def may_follow(section: Section, at: int) -> bool:
    """Return whether the element after one may be shown with it: who asks about a row of a table asks for that one.

    Likewise an item: further ones are shown where what announces the list is shown.
    """
    elements = section.elements
    if at + 1 == len(elements) or (elements[at].kind == "item" and _is_item_of_its_own(section, at + 1)):
        return False
    return elements[at + 1].kind != "heading" and elements[at].kind != "row" and not is_credit(section.words(at + 1))


def _is_item_of_its_own(section: Section, at: int) -> bool:
    """Return whether an element begins an item of a list without numbers."""
    return section.elements[at].kind == "item" and _ITEM_OPENING.match(section.words(at)) is not None


def _fitting(section: Section, first: int, last: int, at: int) -> list[int]:
    """Leave out elements where they are too many or too long together: the nearest after the chosen one stay."""
    order = [at, *range(at + 1, last + 1), *range(at - 1, first - 1, -1)]
    fitting: list[int] = []
    length = 0
    for index in order:
        length += len(section.words(index))
        if len(fitting) == MOST_ELEMENTS or (fitting and length > MOST_CHARACTERS):
            break
        fitting.append(index)
    return sorted(fitting)


def _context(section: Section, at: int) -> Iterator[int]:
    """Yield the elements that are needed to understand one: the head of a table, or whom its pronoun means."""
    elements = section.elements
    if elements[at].kind == "row":
        yield from (i for i, e in enumerate(elements) if e.paragraph == elements[at].paragraph and _is_head(section, i))
        return
    yield from _speaker(section, at)
    for index in range(at, max(0, at - _MOST_STEPS_BACK), -1):
        if _replies_to_heading(section, index):
            yield index - 1
        if elements[index - 1].kind not in {"sentence", "item"} or not _names_nobody(section, index):
            return
        yield index - 1


def _speaker(section: Section, at: int) -> Iterator[int]:
    """Yield the element that names who says "I" or "we" in one that stands whole inside quotation marks."""
    sentences = section.sentences
    if is_personal(sentences[at]) and quotation_flags(sentences)[at]:
        match find_speaker(sentences, at):
            case (int(index), _) if index != at and section.elements[index].kind == "sentence":
                yield index


def _replies_to_heading(section: Section, at: int) -> bool:
    """Return whether an element stands below a question, and says too little without it: "Yes, but ask first."."""
    before = section.elements[at - 1]
    if before.kind != "heading" or not section.words(at - 1).rstrip().endswith("?"):
        return False
    is_short = section.elements[at].kind == "sentence" and len(section.words(at).split()) <= _MOST_REPLY_WORDS
    return is_short or _opens_with_reply(section, at) or section.is_dependent(at)


def _opens_with_reply(section: Section, at: int) -> bool:
    """Return whether an element opens with a word that answers a question: "yes"."""
    openings, first = lexicon(section.language).openings, section.first_word(at)
    if first in openings.ambiguous_replies:
        return _REPLY_END.match(section.words(at).casefold().partition(first)[2]) is not None
    return first in openings.replies


def _names_nobody(section: Section, at: int) -> bool:
    """Return whether a sentence opens with a pronoun for somebody or something that only the one before it names."""
    openings, first = lexicon(section.language).openings, section.first_word(at)
    return first in openings.thing_pronouns or (first in openings.pronouns and section.is_dependent(at))


def _is_head(section: Section, at: int) -> bool:
    """Return whether an element is the first row of its table, and its cells are names: no digit stands in them."""
    elements = section.elements
    is_first = at == 0 or elements[at - 1].paragraph != elements[at].paragraph
    return is_first and not any(map(str.isdigit, section.words(at)))

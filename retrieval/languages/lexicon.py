"""The record of what Footnote knows about a language: its words and phrases, grouped by the stage that reads them.

There are three kinds of fields. A frozenset has plain words that are looked up. A `Patterns` has regular expressions,
each for a whole word or phrase, which the stage joins with those of all other languages. A compiled pattern is read in
texts of its own language alone. Every field may stay empty: then the stage knows nothing of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

Words: TypeAlias = frozenset[str]
Patterns: TypeAlias = tuple[str, ...]
Pattern: TypeAlias = re.Pattern[str]

_NO_WORDS: Words = frozenset()
_KIND = re.compile(r"([a-z_]+): ")


def words(text: str) -> Words:
    """Return the set of the words in a text, which blanks and line ends part."""
    return frozenset(text.split())


def patterns(text: str) -> Patterns:
    """Return the patterns in a text, in their order: blanks and line ends part them."""
    return tuple(text.split())


def whole_patterns(text: str, **parts: str) -> Patterns:
    """Return patterns with blanks: each begins a line, and a line that begins with `|` goes on with the one before.

    Args:
        text: the lines; a name of `parts` in angle brackets stands for its pattern.
        parts: patterns that others are made of.
    """
    for name, part in parts.items():
        text = text.replace(f"<{name}>", part)
    whole: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("|"):
            whole[-1] += line
        else:
            whole.append(line)
    return tuple(whole)


def patterns_by_kind(text: str, **parts: str) -> Mapping[str, Patterns]:
    """Return patterns by kind: as `whole_patterns`, each with a kind and a colon before it."""
    kinds: dict[str, Patterns] = {}
    for line in whole_patterns(text, **parts):
        kind, _, pattern = line.partition(": ")
        kinds[kind] = (*kinds.get(kind, ()), pattern)
    return MappingProxyType(kinds)


def texts_by_kind(text: str) -> Mapping[str, str]:
    """Return texts by kind: each begins a line with its kind and a colon, and goes on in the lines without any."""
    texts: dict[str, str] = {}
    kind = ""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if begin := _KIND.match(line):
            kind = begin.group(1)
            texts[kind] = line[begin.end() :]
        else:
            texts[kind] += f" {line}"
    return MappingProxyType(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryWords:
    """Words that decide where a sentence ends, as far as sentencex lacks or mistakes them.

    Upper and lower case count. Read by `text.split_rules`, `month_stems` by `text.blocks`.
    """

    never_last: Words = _NO_WORDS  # titles and other short forms behind which no sentence ends
    seldom_last: Words = _NO_WORDS  # short forms that end a sentence only where one of `openers` follows
    # Function words that open sentences: a capital on them is the sentence's own, so a short form before was its last.
    openers: Words = _NO_WORDS
    openers_decide: bool = True  # whether such a word alone shows that a sentence ended, against sentencex
    everyday: Words = _NO_WORDS  # abbreviations to sentencex that are words here; case counts: `May` is never short
    marked_names: Words = _NO_WORDS  # names that end with a mark of their own: Yahoo!
    acronyms_end: bool = False  # capitals alone take no full stop, and a single letter may be a variable
    speakers: Pattern | None = None  # at the start of what follows a quoted question: who asked it
    labels: Pattern | None = None  # at the end: a word and its letter, such as `World War I`, which is no initial
    initials_known: bool = False  # whether sentencex knows the initials of the language's names
    ordinals: Pattern | None = None  # at the end: a word that asks for a noun, and a number, as in `im 19.`
    clock_followers: Patterns = ()  # zones and days that go on a time of day: `5 p.m. Friday`
    name_openers: Patterns = ()  # words with a capital that open the rest of a name: `U.S. First Lady`
    quote_followers: Patterns = ()  # behind a full-width mark and its quote: the sentence goes on
    month_stems: Patterns = ()  # how the names of months begin where a day before them has a full stop: `3. Oktober`


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningWords:
    """Words that show that a sentence needs the text before it, or is not the article's own. Read by `discourse`."""

    dependent: Words = _NO_WORDS  # a sentence that opens with one refers to the sentence before it
    independent: Pattern | None = None  # at the start: such an opening that refers to nothing before ("This week …")
    pronouns: Words = _NO_WORDS  # of somebody named before; a name in front of them may be whom they mean
    thing_pronouns: Words = _NO_WORDS  # of something named before
    replies: Words = _NO_WORDS  # a sentence that opens with one answers the question before it: "yes"
    ambiguous_replies: Words = _NO_WORDS  # the same, where a comma, a period or nothing follows: "si" is also "if"
    first_person: Words = _NO_WORDS  # somebody speaks of themselves
    bare_nouns: Pattern | None = None  # at the start: "The group", which was introduced before, not "The group of …"
    unnamed_speaker: Pattern | None = None  # a quotation and a speaker whom only an earlier sentence names
    teasers: Patterns = ()  # how lines begin that stand between an article's sentences: "Read more", "Photo:"
    teasers_inside: Patterns = ()  # the same anywhere in a line
    byline_openers: Patterns = ()  # words before the author's name
    credits: Patterns = ()  # what a line says that only names who worked on a report: "contributed to this report"
    credit_questions: Patterns = ()  # words of questions that such a line may answer: "reported"
    misstatements: Patterns = ()  # how a sentence repeats an error that was mended: "an earlier version said"
    error_questions: Patterns = ()  # words of questions that such a sentence may answer: "mistake"
    stamps: Patterns = ()  # words before the date on which a text was written or changed: "Updated"
    dated: Patterns = ()  # phrases of a sentence that says when its text was written: "last changed on"
    authored: Patterns = ()  # phrases of a sentence that names who wrote its text: "written by"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWords:
    """Words that attribute a statement to a speaker. All languages are read together, by `discourse.attribution`."""

    verbs: Patterns = ()  # verbs of saying
    quotation_verbs: Patterns = ()  # the same only next to a quotation: "They added sugar."
    clause_openers: Patterns = ()  # words that begin what is said: "that"
    sources: Patterns = ()  # phrases before the name of a source: "according to"
    sources_after_quote: Patterns = ()  # the same behind a closing quotation mark
    articles: Patterns = ()  # articles and possessives that open a description of a speaker
    elided_articles: Patterns = ()  # articles that an apostrophe ties to their noun
    titles: Patterns = ()  # short forms before a name, without their full stop
    name_links: Patterns = ()  # small words inside names: "of the", "van"
    description_ends: Patterns = ()  # words at which the description of a speaker comes to its end
    name_prepositions: Patterns = ()  # words before a name that is no speaker's: "from Velmoor"
    conjunctions: Patterns = ()  # words before a speaker that do not belong to the name
    adverbs: Patterns = ()  # adverbs and helping verbs between a speaker and the verb
    non_speakers: Words = _NO_WORDS  # pronouns and other words that name no speaker
    relative_pronouns: Words = _NO_WORDS  # the same, behind which a speaker's own verb may stand
    passives: Words = _NO_WORDS  # verbs that make the next one passive: "was told"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Words for times. All languages are read together and case does not count, by `discourse.date_mentions`.

    `<MONTH>`, `<DAY>`, `<SEASON>` and `<YEAR>` in a pattern stand for those of any language.
    """

    months: Patterns = ()
    weekdays: Patterns = ()
    seasons: Patterns = ()
    numbers: Patterns = ()  # numbers in words that count units of time
    units: Patterns = ()  # of time
    prepositions: Patterns = ()  # words before a month or a year: "since"
    ordinal_endings: Patterns = ()  # behind the number of a day: "3rd"
    day_links: Patterns = ()  # between a day or a season and what it belongs to: "of"
    year_links: Patterns = ()  # between a month and its year
    season_articles: Patterns = ()  # before a season with its year
    season_prepositions: Patterns = ()  # before a season, with or without its article
    decade_openers: Patterns = ()  # between a preposition and a year
    weekday_openers: Patterns = ()  # before a day of the week: "last"
    weekday_closers: Patterns = ()  # behind it: "morning"
    distances: Patterns = ()  # behind a number and its unit: "ago"
    distance_openers: Patterns = ()  # before them: "vor", "hace"
    years: Patterns = ()  # years and centuries in further forms
    relative: Patterns = ()  # days and spans seen from the day of writing: "yesterday"
    clock: Patterns = ()  # times of day
    day_parts: Patterns = ()  # parts of the day
    own: Patterns = ()  # times that are other words in other languages: read in this language alone


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """Words that show that a question depends on earlier ones. All languages are read together, by `conversation`."""

    question_words: Patterns = ()  # a language without any is none in which questions are understood
    who_words: Patterns = ()  # those of them that ask for a person
    fact_words: Patterns = ()  # those that a name, a place, a time or a number answers: "who", "how many"
    instruction_openings: Patterns = ()  # of questions for an instruction: "how do I"
    helping_verbs: Patterns = ()
    copulas: Patterns = ()  # those between a question word and all that it asks about: "when is the fair"
    asking_words: Words = _NO_WORDS  # words with which people ask, not what they ask about
    courtesies: Words = _NO_WORDS  # words of lines that ask nothing: "thanks a lot"
    persons: Patterns = ()  # pronouns for a person
    objects: Patterns = ()  # pronouns for anything else
    independent: Patterns = ()  # phrases with a pronoun that stands for nothing before: "this year"
    continuations: Patterns = ()  # words beside "and" and "but" with which a question goes on
    swap_openings: Patterns = ()  # "what about"
    denials: Patterns = ()  # words in front of what was meant: "no", "sorry"
    refusals: Patterns = ()  # words in front of what was not meant: "not"
    meanings: Patterns = ()  # words in front of or behind what was meant: "I meant"
    articles: Patterns = ()  # definite ones, and in English the indefinite one
    case_articles: Patterns = ()  # definite ones in other cases
    further_articles: Patterns = ()  # all others
    name_links: Patterns = ()  # small words inside names: "of", "the"
    times: Patterns = ()  # months, days and the like that are a question's time; case counts
    plain_nouns: Patterns = ()  # a noun with its article that a new one may take the place of
    time_prepositions: Patterns = ()  # words before a time that takes the place of another
    serving_prepositions: Patterns = ()  # words before those whom a question is about: "how much is it for students"
    movable_prepositions: Patterns = ()  # words that go with a time that is replaced
    dropped_prepositions: Patterns = ()  # words that go with a time that is left out
    place_prepositions: Patterns = ()  # words behind which a name is a place rather than a person
    newest: Patterns = ()  # words that ask for the newest state: "latest", "now"; read by `versions.recency`
    possessives: Words = _NO_WORDS  # pronouns that an owner's name with 's replaces
    object_possessives: Words = _NO_WORDS  # the same only before a noun: "her"
    inversions: Patterns = ()  # pronouns tied to the end of their verb: "est-il"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationWords:
    """Words that name a person by a relation: "her brother". All are read by `conversation.rewriting.relations`.

    The nouns are singular ones, in lower case.
    """

    male: Patterns = ()  # nouns for a man: "brother"
    female: Patterns = ()  # nouns for a woman
    either: Patterns = ()  # nouns for both: "coach"
    male_pronouns: Words = _NO_WORDS  # pronouns that a woman's noun excludes
    female_pronouns: Words = _NO_WORDS  # pronouns that a man's noun excludes
    owner_links: Patterns = ()  # words before the owner, with their blank: "of "
    # Possessive pronouns, each with the articles that a man's and a woman's noun gets in `owned`, which names the owner
    # in place of the pronoun. Empty where the owner's 's does that, as `QuestionWords.possessives` say.
    possessives: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    owned: str = ""  # "{article} {noun} von {owner}"
    elisions: Mapping[str, str] = field(default_factory=dict)  # articles and links before a vowel: "de ": "d’"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupPhrases:
    """Lines about the sentence quoted last, in lower case: `conversation.followup_recognition` reads all languages."""

    before: Patterns = ()  # the sentence before
    after: Patterns = ()  # the sentence after
    who: Patterns = ()  # who said it
    when: Patterns = ()  # when it was
    written: Patterns = ()  # when the article was written
    author: Patterns = ()  # who wrote the article
    again: Patterns = ()  # the sentence itself, and where it is from
    quoting: Patterns = ()  # how a line begins that asks who said words of the sentence: "who said"
    more: Patterns = ()  # more of the article
    elsewhere: Patterns = ()  # whether other articles say it
    opening_words: Patterns = ()  # conjunctions and politeness in front that do not matter
    closing_words: Patterns = ()  # politeness at the end
    filling_words: Patterns = ()  # words anywhere that do not matter


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """Words that show that a text overtakes or restricts an earlier one. Case does not count.

    All languages are read together, by `answering`.
    """

    notices: Patterns = ()  # in a title or a first sentence: the article corrects, changes or replaces another
    labels: Patterns = ()  # words before a colon: what follows is newer than the text around it: "Update, 3 May:"
    news: Patterns = ()  # in a sentence: it says what has changed: "no longer", "instead of"
    limits: Patterns = ()  # in a sentence: it restricts the one before, or says what else holds: "except", "unless"
    live_names: Patterns = ()  # in a title or above the first post: the text is written as things happen: "live blog"
    programme_names: Patterns = ()  # in a title: times in the text are those of what will take place: "timetable"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkWords:
    """Words that show that a line is talk, or asks about the collection. Read by `conversation.talk.talk_patterns`.

    All is in lower case, without accents and apostrophes: "whats" is "what's". Kinds are those of `TalkKind`.
    """

    vocabulary: Words = _NO_WORDS  # a line of these words and of stop words alone asks nothing of the articles
    cores: Mapping[str, Patterns] = field(default_factory=dict)  # by kind: what shows it in such a line
    openings: Mapping[str, Patterns] = field(default_factory=dict)  # by kind: the beginning of a clause of any words
    coverage: Patterns = ()  # questions whether the collection has something, with a group `about`
    bare_coverage: Patterns = ()  # the same in words that go on a conversation as well: "anything about …?"
    news: Words = _NO_WORDS  # words in front of `about` with which such a question asks what has happened
    # Questions about an article that they name: by what it is about (a group `about`) or by its whole title (`title`).
    article_author: Patterns = ()  # who wrote it
    article_date: Patterns = ()  # when it was published
    fillers: Patterns = ()  # words in front of a question that do not matter
    questions: Patterns = ()  # how a question begins
    inner_questions: Patterns = ()  # question words that make a question wherever they stand
    relatives: Patterns = ()  # words behind which a question word asks nothing: "exactly what"
    sentence_words: Words = _NO_WORDS  # pronouns and verbs that make words a sentence: without, they are a search
    address: Words = _NO_WORDS  # words that speak to the bot or of its articles
    indefinite: Words = _NO_WORDS  # articles and the like before such a word that mean any other one: "a bot"
    replies: Mapping[str, str] = field(default_factory=dict)  # by kind, with placeholders: see `talk_replies`


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All that is known of one language."""

    code: str  # ISO 639-1; empty for a language that is not known
    stop_words: Words = _NO_WORDS  # function words, left out of the terms that BM25 counts; in lower case
    elides: bool = False  # whether an article is tied to its noun by an apostrophe: l'école
    capitalises_nouns: bool = False  # then a capital tells no name
    and_words: Patterns = ()  # "and"
    but_words: Patterns = ()  # "but"
    negations: Words = _NO_WORDS  # words that turn a sentence into its opposite
    negation_endings: Patterns = ()  # endings of words that do the same: n't
    boundaries: BoundaryWords = BoundaryWords()
    openings: OpeningWords = OpeningWords()
    speech: SpeechWords = SpeechWords()
    dates: DateWords = DateWords()
    questions: QuestionWords = QuestionWords()
    relations: RelationWords = RelationWords()
    followups: FollowupPhrases = FollowupPhrases()
    changes: ChangeWords = ChangeWords()
    talk: TalkWords = TalkWords()

"""The groups of the phrases that every language has: what stands on buttons, in forms, beside answers, and so on.

A name in braces is a placeholder: `phrase.format(count=3)`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A phrase for a single item and another for more; each has the placeholder `count`."""

    single: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceScale:
    """A probability in words: the steps of `confidence_words.certainty`, from the top."""

    almost_certain: str
    very_likely: str
    likely: str
    more_likely_than_not: str
    about_as_likely_as_not: str
    unlikely: str
    very_unlikely: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """Labels of buttons: at most 80 characters, better few. `open` also names masked links: words alone."""

    open: str
    show: str
    around: str
    more: str
    why: str
    follow_up: str
    helpful: str
    not_helpful: str
    confirm_answer: str  # under an unsure answer: that it is right
    deny_answer: str
    delete: str
    share: str
    discard: str
    mean: str
    ask_this: str
    earlier: str
    later: str
    add: str
    erase: str
    confirm: str
    cancel: str
    remove: str
    undo: str
    unfollow: str
    forget: str
    pin: str
    answer_this: str
    export: str
    reset: str
    before: str
    after: str
    who: str
    when: str
    written: str
    author: str
    again: str
    about: str
    elsewhere: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Modals: titles and labels of at most 45 characters, placeholders of at most 100."""

    follow_up: str
    follow_up_label: str
    follow_up_placeholder: str
    meant: str
    meant_label: str
    reason: str
    reason_label: str
    reason_placeholder: str
    upload: str
    upload_label: str
    upload_placeholder: str
    url_label: str
    url_placeholder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Beside an answer, a lead, a passage or a summary."""

    understood: str  # {question}
    vague: str  # before the meanings of a question, to choose from
    several: str  # before the questions of a message, to choose from
    sure: str  # {certainty} {percentage}
    confidence: str  # {sure}
    shared: str  # {user}
    private: str
    replaced: str
    passage: str
    more: str
    no_more: str
    page: str  # {page} {pages}
    summary: str
    focus: str  # {focus}
    unspoken: str  # {focus}
    no_summary: str
    untitled: str
    also: Counted  # further sentences
    on_page: str  # {page}: of the document that is quoted
    gone: str  # {date}
    also_in: str  # {titles}
    earlier: str  # {quote} {source}: what the answer overtakes
    contradicts: str  # {quote} {source}: what says otherwise, and is not known to be older or newer
    now_says: str  # {sentence}


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupRemarks:
    """Beside a quote, where somebody wants what stands around it; the buttons' words are the headings."""

    first: str
    last: str
    nobody: str
    own_words: str
    anonymous: str
    undated: str
    published: str  # {date}
    unpublished: str
    alone: str
    nowhere: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The explanation of a reply."""

    answered: str
    unsure: str
    not_answered: str
    terms: str  # {terms}
    matched: str  # {terms}
    none: str
    similarity: str  # {percentage}
    coverage: str  # {percentage}
    sure: str  # {percentage} {threshold}
    runner_up: str
    no_runner_up: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Lists of articles and what becomes of them."""

    articles: Counted
    words: Counted
    passages: Counted
    filtered: str  # {words}
    no_match: str  # {words}
    found: str  # {words}
    near_in_meaning: str
    digest: str  # {words}
    sentences: Counted
    timeline: str  # {words} {sentences} {articles} {first} {last} {peak}
    nothing_found: str  # {words}
    not_mentioned: str  # {words}
    not_together: str  # {words}
    no_content: str  # {words}
    adding: str  # {done} {total}
    added: Counted
    replaced: Counted
    unchanged: Counted
    skipped: Counted
    before: str  # {before} {now}
    begins: str  # {sentence}
    nothing_new: str
    interrupted: str
    rereading: str  # {done}
    up_to_date: str
    nothing_followed: str
    vanished: Counted
    returned: Counted
    aliases: Counted
    more_rows: Counted
    removed: str  # {title}
    several_articles: str  # {title}, {titles}
    no_article: str  # {title}
    nothing_to_add: str
    nothing_given: str
    no_address: str
    too_many: str  # {most}
    late: str
    unreachable: str
    too_large: str  # {megabytes}
    dismiss: str
    stats: str
    size: str
    newest: str
    gaps: str
    no_gaps: str
    asked: Counted
    nearest: str  # {title}
    no_nearest: str
    forgotten: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """The actions of keepers on a library, and the reports about them in the log channel."""

    sure_to_remove: str  # {title}
    undone: str  # {title}
    undo_expired: str
    can_be_undone: str
    followed: str
    never_read: str
    last_read: str  # {date}
    unfollow: str
    sure_to_unfollow: str  # {location} {articles}
    unfollowed: str  # {location} {articles}
    sure_to_forget: str  # {articles}
    forgotten: str
    changed_settings: str
    dismissed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """Verified answers."""

    by: str  # {user} {date}
    somebody: str
    done: str  # {question}
    removed: str
    heading: str
    none: str
    unpin: str
    which: str
    message_of: str  # {name}
    your_answer: str  # at most 45 characters: a label of a form


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsOverview:
    """The overview of a server's or a channel's settings, and their values."""

    server: str
    channel: str  # {channel}
    channels: str
    no_channels: str
    by_mention: str
    may_not_write: str  # {channels}
    askers: str
    everyone: str
    keepers: str
    log_channel: str
    keeper_commands: str
    private: str
    sureness: str
    sureness_accepted: str  # {share} {sure}
    sureness_means: str  # {percentage} {count}
    sureness_unknown: str
    language: str
    language_of_asker: str
    per_person: str
    per_server: str
    unlimited: str
    a_day: Counted
    yes: str
    no: str
    inherited: str
    pick_roles: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """The data that is stored about the asker."""

    heading: str
    nothing: str
    questions: Counted
    unanswered: Counted
    feedback: Counted
    conversation: Counted
    errors: Counted
    oldest: str  # {date}
    kept: Counted  # days
    not_kept: str
    not_shared: str
    erased: str
    sure_to_erase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """The reasons why something was not done, and what to do instead."""

    error: str  # {id}
    busy: str  # {position}
    full: str
    slow: str
    closing: str
    unreachable: str
    stored: str
    no_question: str
    too_long: str  # {most}
    gone: str
    changed: str
    expired: str
    not_asker: str
    not_operator: str
    not_allowed: str  # {settings}: the command
    interrupted: str
    no_words: str
    empty_answer: str
    not_keeper: str  # {settings}: the command
    limit_person: Counted
    limit_server: Counted
    limit_ends: str  # {time}: "in 5 hours", as Discord writes it
    cannot_write: str
    blocked: str  # by AutoMod


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Short confirmations."""

    thanks: str
    thread: str  # {question}
    help: str  # {ask}: the command
    welcome: str  # {add}, {ask}: the commands
    unread_above: str  # {menu}: the entry of a message's menu
    unread_reply: str  # {follow_up}: the label of the button
    written_command: str  # {command}
    own_help: str  # {ask}: the command; about a library that one person has alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The figures that operators see."""

    heading: str
    latency: str
    shards: str
    waiting: str
    busiest: str
    lag: str
    errors: str
    no_errors: str

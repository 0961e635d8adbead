"""Find the sentence that answers a question, and cite it.

    from contextlib import closing
    from retrieval import Settings, open_footnote

    with closing(open_footnote(Settings())) as footnote:
        footnote.add(["articles/"], library="default")
        reply = footnote.ask("When did the bridge reopen?", library="default")

These are all the names that front-ends use. A module is imported when a name of it is first used, so that reading a
setting does not wait for the models.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.answering.text_fragments import deep_link
    from retrieval.answering.thresholds import accepted_at, scale_of, thresholds_for
    from retrieval.build import (
        check_library,
        copy_libraries,
        data_folder,
        load_model_runtime,
        open_footnote,
        temporary_footnote,
    )
    from retrieval.conversation.exchanges import Exchange
    from retrieval.conversation.followup_recognition import (
        LIST_FOLLOWUPS,
        FollowupKind,
        FollowupReply,
        recognise_followup,
    )
    from retrieval.conversation.rewriting.query_rewriting import TURNS as HISTORY_TURNS
    from retrieval.core.errors import (
        ArticleAmbiguous,
        ArticleUnknown,
        ConfigError,
        EvaluationError,
        FootnoteError,
        LibraryBusy,
        LibraryDamaged,
        LibraryDenied,
        LibraryError,
        LibraryFull,
        LibraryUnreachable,
        LibraryVersionError,
        LocationUnknown,
        ModelError,
        ModelMismatch,
        OutOfTime,
        PackError,
        QuestionError,
        QuestionTooLong,
        SourceError,
    )
    from retrieval.core.home_folder import expand_home
    from retrieval.core.ingestion_records import (
        Added,
        Alias,
        Draft,
        IndexingReport,
        Location,
        Origin,
        Outcome,
        RemovedArticle,
        Returned,
        Skipped,
        Unchanged,
        Vanished,
    )
    from retrieval.core.overview_records import Digest, DigestEntry, Length, SoughtWords, Summary, Timeline, Unit
    from retrieval.core.process_tuning import tune_process
    from retrieval.core.protocols import Embedder, Engine, Loader, Reader, SourceRegistry, Watch
    from retrieval.core.records import Article, ArticleCard, Evidence, Passage, RankedPassage, TextRange
    from retrieval.core.reply_records import (
        Answer,
        AnswerGrade,
        ArticleReply,
        Citation,
        Examination,
        Grade,
        NoAnswer,
        Part,
        Reply,
        Superseded,
        Talk,
        Thresholds,
    )
    from retrieval.core.settings import (
        AnswerSettings,
        LibrarySettings,
        LimitSettings,
        ModelSettings,
        RetrievalSettings,
        Settings,
        WebSettings,
        setting,
    )
    from retrieval.core.settings import from_table as settings_from_table
    from retrieval.core.sqlite_files.sqlite_file import SqliteFile
    from retrieval.core.sqlite_files.sqlite_format import FileErrors, FileFormat, Migrations
    from retrieval.core.sqlite_files.sqlite_refusals import MalformedRow
    from retrieval.evaluation.failures import write_failures
    from retrieval.evaluation.measures import EvaluationReport, evaluate
    from retrieval.evaluation.risk_control import (
        RiskLevel,
        RiskTrial,
        RiskVerdict,
        judge_risk,
        least_answers,
        questions_needed,
        risk_upper_bound,
    )
    from retrieval.evaluation.rouge import rouge_report
    from retrieval.footnote import Footnote
    from retrieval.indexing.library_copy import LibraryCopy
    from retrieval.indexing.location_reader import location_name
    from retrieval.sources import Choice as AddressChoice
    from retrieval.sources import (
        RawDocument,
        extract_document,
        is_address,
        load_articles,
        read_standard_input,
        with_choice,
    )
    from retrieval.sources import limit_all_fetches as reading_deadline
    from retrieval.sources import settled as settle_address
    from retrieval.text.letter_forms import fold_letters
    from retrieval.text.normalize import normalise
    from retrieval.text.question_language import sure_language

__all__ = [
    "HISTORY_TURNS",
    "LIST_FOLLOWUPS",
    "Added",
    "AddressChoice",
    "Alias",
    "Answer",
    "AnswerGrade",
    "AnswerSettings",
    "Article",
    "ArticleAmbiguous",
    "ArticleCard",
    "ArticleReply",
    "ArticleUnknown",
    "Citation",
    "ConfigError",
    "Digest",
    "DigestEntry",
    "Draft",
    "Embedder",
    "Engine",
    "EvaluationError",
    "EvaluationReport",
    "Evidence",
    "Examination",
    "Exchange",
    "FileErrors",
    "FileFormat",
    "FollowupKind",
    "FollowupReply",
    "Footnote",
    "FootnoteError",
    "Grade",
    "IndexingReport",
    "Length",
    "LibraryBusy",
    "LibraryCopy",
    "LibraryDamaged",
    "LibraryDenied",
    "LibraryError",
    "LibraryFull",
    "LibrarySettings",
    "LibraryUnreachable",
    "LibraryVersionError",
    "LimitSettings",
    "Loader",
    "Location",
    "LocationUnknown",
    "MalformedRow",
    "Migrations",
    "ModelError",
    "ModelMismatch",
    "ModelSettings",
    "NoAnswer",
    "Origin",
    "OutOfTime",
    "Outcome",
    "PackError",
    "Part",
    "Passage",
    "QuestionError",
    "QuestionTooLong",
    "RankedPassage",
    "RawDocument",
    "Reader",
    "RemovedArticle",
    "Reply",
    "RetrievalSettings",
    "Returned",
    "RiskLevel",
    "RiskTrial",
    "RiskVerdict",
    "Settings",
    "Skipped",
    "SoughtWords",
    "SourceError",
    "SourceRegistry",
    "SqliteFile",
    "Summary",
    "Superseded",
    "Talk",
    "TextRange",
    "Thresholds",
    "Timeline",
    "Unchanged",
    "Unit",
    "Vanished",
    "Watch",
    "WebSettings",
    "accepted_at",
    "check_library",
    "copy_libraries",
    "data_folder",
    "deep_link",
    "evaluate",
    "expand_home",
    "extract_document",
    "fold_letters",
    "is_address",
    "judge_risk",
    "least_answers",
    "load_articles",
    "load_model_runtime",
    "location_name",
    "normalise",
    "open_footnote",
    "questions_needed",
    "read_standard_input",
    "reading_deadline",
    "recognise_followup",
    "risk_upper_bound",
    "rouge_report",
    "scale_of",
    "setting",
    "settings_from_table",
    "settle_address",
    "sure_language",
    "temporary_footnote",
    "thresholds_for",
    "tune_process",
    "with_choice",
    "write_failures",
]

# The names by the module that defines them; `name:public` where the public name is another one.
_NAMES = {
    "answering.text_fragments": "deep_link",
    "answering.thresholds": "accepted_at scale_of thresholds_for",
    "build": "check_library copy_libraries data_folder load_model_runtime open_footnote temporary_footnote",
    "conversation.exchanges": "Exchange",
    "conversation.followup_recognition": "LIST_FOLLOWUPS FollowupKind FollowupReply recognise_followup",
    "conversation.rewriting.query_rewriting": "TURNS:HISTORY_TURNS",
    "core.errors": (
        "ArticleAmbiguous ArticleUnknown ConfigError EvaluationError FootnoteError LibraryBusy LibraryDamaged "
        "LibraryDenied LibraryError LibraryFull LibraryUnreachable LibraryVersionError LocationUnknown ModelError "
        "ModelMismatch OutOfTime PackError QuestionError QuestionTooLong SourceError"
    ),
    "core.home_folder": "expand_home",
    "core.ingestion_records": (
        "Added Alias Draft IndexingReport Location Origin Outcome RemovedArticle Returned Skipped Unchanged Vanished"
    ),
    "core.overview_records": "Digest DigestEntry Length SoughtWords Summary Timeline Unit",
    "core.process_tuning": "tune_process",
    "core.protocols": "Embedder Engine Loader Reader SourceRegistry Watch",
    "core.records": "Article ArticleCard Evidence Passage RankedPassage TextRange",
    "core.reply_records": (
        "Answer AnswerGrade ArticleReply Citation Examination Grade NoAnswer Part Reply Superseded Talk Thresholds"
    ),
    "core.settings": (
        "AnswerSettings LibrarySettings LimitSettings ModelSettings RetrievalSettings Settings WebSettings "
        "from_table:settings_from_table setting"
    ),
    "core.sqlite_files.sqlite_file": "SqliteFile",
    "core.sqlite_files.sqlite_format": "FileErrors FileFormat Migrations",
    "core.sqlite_files.sqlite_refusals": "MalformedRow",
    "evaluation.failures": "write_failures",
    "evaluation.measures": "EvaluationReport evaluate",
    "evaluation.risk_control": (
        "RiskLevel RiskTrial RiskVerdict judge_risk least_answers questions_needed risk_upper_bound"
    ),
    "evaluation.rouge": "rouge_report",
    "indexing.library_copy": "LibraryCopy",
    "indexing.location_reader": "location_name",
    "footnote": "Footnote",
    "sources": (
        "Choice:AddressChoice RawDocument extract_document limit_all_fetches:reading_deadline is_address load_articles "
        "read_standard_input settled:settle_address with_choice"
    ),
    "text.letter_forms": "fold_letters",
    "text.normalize": "normalise",
    "text.question_language": "sure_language",
}
_ORIGINS = {
    entry.rpartition(":")[2]: (module, entry.partition(":")[0])
    for module, entries in _NAMES.items()
    for entry in entries.split()
}


def __getattr__(name: str) -> Any:
    """Import the module of a public name, and return what has that name there."""
    if name not in _ORIGINS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, original = _ORIGINS[name]
    return getattr(importlib.import_module(f"{__name__}.{module}"), original)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

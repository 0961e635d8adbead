"""Plain text files: paragraphs, perhaps a headline and a date above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.datelines import dateline_day
from retrieval.discourse.dates import is_date_line, iso_date, stated_date
from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph, render, table
from retrieval.sources.base.dehyphenation import join_broken, vocabulary
from retrieval.sources.base.draft import check_length, draft
from retrieval.sources.base.drawn_table import drawn_rows
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.base.report_head import is_head_line, read_head
from retrieval.sources.files.decoding import decode
from retrieval.sources.files.file_io import may_be_file, suffix
from retrieval.sources.plain_text.bbcode import without_bbcode
from retrieval.sources.plain_text.changelog_lines import DEBIAN_VERSION, signed_day
from retrieval.sources.plain_text.faq_lines import mark_questions
from retrieval.sources.plain_text.list_lines import ITEM, opens_item, read_items
from retrieval.sources.plain_text.man_page import OVERSTRUCK, page_name, read_page
from retrieval.sources.plain_text.numbered_headings import mark_numbered
from retrieval.sources.plain_text.printed_pages import join_pages
from retrieval.sources.plain_text.subtitles import has_times, spoken_lines
from retrieval.sources.plain_text.text_headings import mark_headings
from retrieval.sources.plain_text.text_tables import bar_rows, mark_tables
from retrieval.text.line_groups import CELL_BORDER
from retrieval.text.normalize import normalise

# Formats that never are plain text, whatever their bytes look like. Of any other kind, the content decides.
_FOREIGN_KINDS = """
.pdf .doc .docx .docm .dotx .dotm .odt .rtf .epub .mobi .pages .ppt .pptx .odp .xls .xlsx .ods .mht .mhtml .webarchive
.eml .mbox .msg .jsonl.gz .jsonl.bz2 .jsonl.xz .xml.gz .xml.bz2 .xml.xz
.png .jpg .jpeg .gif .webp .bmp .tif .tiff .svg .ico .heic .mp3 .m4a .wav .ogg .flac .mp4 .mkv .mov .avi .webm
.zip .gz .bz2 .xz .zst .7z .rar .tar .exe .dll .so .dylib .class .jar .pyc .o .a .woff .woff2 .ttf .otf
.sqlite .db .npy .npz .pt .safetensors .parquet
"""
_FOREIGN = frozenset(_FOREIGN_KINDS.split())
_HEADLINE_CHARACTERS = 120  # longer first lines are sentences
# Lines that may stand between a headline and its text, with a byline or a date among them; and words of another line
# there, which goes on with the headline.
_MOST_BELOW, _LEAST_DECK = 4, 4
# A first line that ends like a sentence, perhaps with a closing quote or the number of a note, or in which a sentence
# ends, is no headline. A question and an exclamation may be one.
_SENTENCE_END = re.compile(
    '(?:[,;:]|[.。]["\'”’»」』)]*(?:\\s?\\[\\w{1,3}\\])*)$|[a-zß-ÿ]{4}[.]["”’»]?\\s+["“‘«]?[A-ZÀ-Þ]'
)
_MODE = re.compile(r" *-\*- .{1,200}? -\*- *|^<!-- *(?:vim|-\*-).{1,200}?--> *$")
_MODE_LINES = 3
_TOP_LINES = 10  # where a date line may stand
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_PROMPTED = re.compile(r"# +(?:[a-z\d_.-]+(?= |$)|[./~$])")
_SOFT_BREAK = re.compile("\u00ad(?=[ \t]*\r?\n)")  # a soft hyphen where a word is broken at the end of a line
_LINE_END = re.compile("\r\n?")
_BROKEN_WORD = re.compile("[^\\W_][-\u2010]$")
_RULE = re.compile(r"\s*([-=_*~#+.])\1{4,}\s*")
_QUOTE = re.compile(r"\s{0,3}(?!>>>)(?:> ?)+")  # `>>>` is Python's prompt
_BLANKS = re.compile(" {2,}")  # with which lines were made even; the columns of a table end no sentence
_PROSE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_INDENT = "    "  # of what is said about a name, below it
_LEAST_INDENT = 2  # columns by which that is further in
_LONGEST_NAME = 60  # characters
_NARROW, _WIDE = 40, 120  # columns that texts are wrapped to; outside of them a line end is meant
_FULLNESS = 0.9  # of the longest line: what a wrapped line reaches with the next word, even where lines were evened out


class PlainTextLoader(FileLoader):
    """Reads `.txt`, `.text`, subtitles, names without a kind, and any other kind that turns out to be text."""

    suffixes = (".txt", ".text", ".debian", ".srt", ".vtt", "")
    types = ("text/plain", "text/vtt", "application/x-subrip")

    def accepts(self, location: str) -> bool:
        """Return any file but those of a format that is known to be no plain text."""
        return suffix(location) not in _FOREIGN and may_be_file(location)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the one article of the text."""
        decoded = OVERSTRUCK.sub("", decode(content, where=source, declared=charset))
        lines = _lines(decoded)
        check_length(sum(map(len, lines)) + len(lines) - 1, where=source, limits=self._limits)
        if name := page_name(lines):
            page = read_page(lines, name, partial(_joined, known=vocabulary(lines)))
            title, published, author, lines = page.title, page.published, "", list(page.lines)
        elif has_times(lines):
            title, published, author, lines = "", None, "", spoken_lines(lines)
        else:
            marked = mark_tables(_LINE_END.sub("\n", decoded))
            lines = mark_questions(_without_mode(_lines(marked) if CELL_BORDER in marked else lines))
            day = iso_date(signed_day(lines))
            published, lines = (day, lines) if day else _dated(lines)
            title, lines = _headed(mark_headings(mark_numbered(lines)))
            head = read_head(lines)
            opening = next((line.strip() for line in lines if line.strip()), "")
            published, author = published or dateline_day(opening) or head.published, head.author
        text = render(blocks_of_lines(lines))
        yield draft(source=source, title=title, text=text, published=published, author=author, limits=self._limits)


def _lines(decoded: str) -> list[str]:
    return normalise(_SOFT_BREAK.sub("-", without_bbcode(join_pages(decoded)))).split("\n")


def blocks_of_lines(lines: Sequence[str]) -> Iterator[DocumentBlock]:
    """Yield the blocks of lines of text.

    They are headings marked with `#`, list items, and paragraphs with their wrapping undone.
    """
    known = vocabulary(lines)
    is_announced = False
    for stretch in _stretches(lines):
        if is_announced and _is_prompted(stretch):
            yield paragraph("\n".join(line.strip() for line in stretch))
        else:
            yield from _blocks(stretch, known)
        is_announced = stretch[-1].rstrip().endswith(":")


def _is_prompted(stretch: Sequence[str]) -> bool:
    """Return whether lines behind a colon are commands of root, `# service henge restart`, and no heading."""
    return _PROMPTED.match(stretch[0].strip()) is not None


def _without_mode(lines: list[str]) -> list[str]:
    """Return the lines without what tells an editor their format: `-*- outline -*-`, `<!-- vim: … -->`."""
    return [_MODE.sub("", line) if number < _MODE_LINES else line for number, line in enumerate(lines)]


def _dated(lines: list[str]) -> tuple[str | None, list[str]]:
    """Return the date that a line near the top states, and the lines without it.

    A date that may mean two days stays.
    """
    for number, line in enumerate(lines[:_TOP_LINES]):
        if published := stated_date(line):
            return published, lines[:number] + lines[number + 1 :]
    return None, lines


def _headed(lines: list[str]) -> tuple[str, list[str]]:
    """Return the title that the first line is, if it looks like one, and the lines below it."""
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    first, rest = "".join(lines[start : start + 1]).strip(), lines[start + 1 :]
    if match := _HEADING.fullmatch(first):
        return (match[2], rest) if len(match[1]) == 1 else ("", lines)
    is_alone = bool(rest) and _ends_head(rest) and any(line.strip() for line in rest)
    is_short = len(first) <= _HEADLINE_CHARACTERS and not _SENTENCE_END.search(first)
    is_none = ITEM.match(first) or is_date_line(first) or DEBIAN_VERSION.fullmatch(first)
    return (first, rest) if is_alone and is_short and not is_none else ("", lines)


def _ends_head(lines: Sequence[str]) -> bool:
    """Return whether nothing follows a headline directly, or only lines such as a byline and a date do."""
    below = [line.strip() for line in takewhile(str.strip, lines[: _MOST_BELOW + 1])]
    others = [line for line in below if not is_head_line(line)]
    are_decks = all(
        len(line.split()) >= _LEAST_DECK and len(line) <= _HEADLINE_CHARACTERS and not _SENTENCE_END.search(line)
        for line in others
    )
    return len(below) <= _MOST_BELOW and len(others) <= len(below) - len(others) and are_decks


def _stretches(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of lines between blank ones, and between lines that are nothing but a rule."""
    stretch: list[str] = []
    for line in (*lines, ""):
        if line.strip() and not _RULE.fullmatch(line):
            stretch.append(line)
        elif stretch:
            yield stretch
            stretch = []


def _blocks(stretch: list[str], known: frozenset[str]) -> Iterator[DocumentBlock]:
    """Yield the blocks of lines that no blank line parts: a heading that opens them, paragraphs, list items.

    A word that was broken at the end of a line is made whole; `known` are the words of the text.
    """
    if rows := drawn_rows(stretch):
        yield table(rows) if max(map(len, rows)) > 1 else paragraph(_joined([row[0] for row in rows], known))
        return
    if rows := bar_rows(stretch):
        yield table(rows)
        return
    if all(map(_QUOTE.match, stretch)):
        stretch = [_QUOTE.sub("", line) for line in stretch]
    opening = _HEADING.fullmatch(stretch[0].strip())
    if opening and not "".join(stretch[1:2]).lstrip().startswith("#"):
        yield heading(len(opening[1]), opening[2])
        stretch = stretch[1:]
    if _explains(stretch):
        name, *lines = (line.strip() for line in stretch)
        yield paragraph("\n".join([name, *(f"{_INDENT}{line}" for line in _joined(lines, known).split("\n"))]))
        return
    for marker, lines in read_items(stretch):
        if marker:
            yield list_item(marker, join_broken(lines, known)[0])
        else:
            yield paragraph(_joined(lines, known))


def _explains(stretch: Sequence[str]) -> bool:
    """Return whether the first line is a name, and the others, all further in, say what it means."""
    indents = {len(line) - len(line.lstrip()) for line in stretch[1:]}
    if len(indents) != 1 or any(map(opens_item, stretch[:2])):
        return False
    name = stretch[0].strip()
    is_further_in = min(indents) >= len(stretch[0]) - len(stretch[0].lstrip()) + _LEAST_INDENT
    return is_further_in and len(name) <= _LONGEST_NAME and not name.endswith((".", "!", "?", ":", ",", ";"))


def _joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """Return lines as one, where they are wrapped, with single blanks; `known` are the words of the text."""
    if _is_wrapped(lines):
        return _BLANKS.sub(" ", join_broken(lines, known)[0])
    return _joined_words([_BLANKS.sub(" ", line) if _PROSE_END.search(line) else line for line in lines], known)


def _joined_words(lines: Sequence[str], known: frozenset[str]) -> str:
    """Return lines that are meant as such, but without breaks inside words."""
    runs: list[list[str]] = []  # of lines that end inside a word, and the line behind them
    for line in lines:
        if runs and _BROKEN_WORD.search(runs[-1][-1]) and (line[:1].islower() or line[:1].isdigit()):
            runs[-1].append(line)
        else:
            runs.append([line])
    return "\n".join(join_broken(run, known)[0] for run in runs)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether the line ends were put in to keep the lines short.

    No line had room for the next one's first word.
    """
    width = max(map(len, lines))
    if not _NARROW <= width <= _WIDE:
        return False
    words = (line.split(" ", 1)[0] for line in lines[1:])
    return all(len(line) + 1 + len(word) > _FULLNESS * width for line, word in zip(lines, words, strict=False))

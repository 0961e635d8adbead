"""The blocks of a LaTeX document, token by token."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.page_writer import PageWriter
from retrieval.sources.latex import latex_commands as commands
from retrieval.sources.latex.latex_macros import LatexMacros
from retrieval.sources.latex.latex_scanner import LatexToken
from retrieval.sources.latex.latex_source import LatexSource
from retrieval.sources.latex.latex_symbols import UNITS, WORDS, readable_formula
from retrieval.sources.latex.latex_text import GONE, LINE, NEXT, levelled, words_of

_MOST_LISTS = 50  # inside each other


@dataclass(frozen=True, slots=True)
class _Capture:
    """Text that is collected up to a closing brace."""

    end: int  # the index of the brace
    before: list[str]
    use: Callable[[str], None]


class LatexBody:
    """Reads the tokens of a document.

    Attributes:
        metadata: the words of `title` and `date`, where it states them.
    """

    def __init__(self) -> None:
        self.metadata: dict[str, str] = {}
        self._authors: list[str] = []
        self._page = PageWriter()
        self._source = LatexSource(())
        self._text: list[str] = []
        self._captures: list[_Capture] = []
        self._notes: list[str] = []
        self._lists: list[int] = []  # the number of the last item of each open list; -1 where they have none
        self._rows: list[list[str]] | None = None
        self._tables = 0  # inside each other
        self._macros = LatexMacros(self._source)
        self._after: dict[int, str] = {}  # what a command writes behind its argument, by the index of the brace

    def blocks(self, tokens: Sequence[LatexToken]) -> list[DocumentBlock]:
        """Return the blocks of the tokens; the highest headings have level 2."""
        self._source = LatexSource(tokens)
        self._macros = LatexMacros(self._source)
        index = 0
        while index < len(tokens):
            index = self._read(index)
        self._end_table()
        self._end()
        self._page.close()
        return levelled(self._page.blocks)

    @property
    def author(self) -> str:
        """Return the names of its authors, without what stands on the lines below them."""
        return ", ".join(filter(None, self._authors))

    def _read(self, index: int) -> int:
        """Read the token at an index, and return the index behind what it takes."""
        token = self._source.tokens[index]
        if token.kind == "command":
            return self._command(token.text, index + 1)
        if token.kind == "text":
            self._text.append(token.text)
        elif token.kind == "close":
            self._close(index)
        elif token.kind == "paragraph":
            self._end()
        elif token.kind == "cell":
            self._cell()
        elif token.kind == "formula":
            self._formula(token)
        elif token.kind == "code":
            self._code(token.text)
        return index + 1

    def _command(self, name: str, index: int) -> int:
        """Read a command whose arguments begin at an index, and return the index behind what it takes."""
        if name in {"begin", "end"}:
            behind = self._environment(index, is_begin=name == "begin")
        elif name == "\\":
            self._break()
            behind = self._source.behind_option(index + (self._source.text(index) == "*"))
        elif name in commands.CAPTURED:
            behind = self._capture(name, index)
        elif name in commands.DEFINITIONS:
            behind = self._macros.define(name, index)
        elif name == "item":
            behind = self._item(index)
        elif name == "iffalse":
            behind = self._source.behind_condition(index)
        else:
            behind = self._other_command(name, index)
        return behind

    def _other_command(self, name: str, index: int) -> int:
        count = commands.LEFT_OUT.get(name, 0)
        if commands.is_reference(name):
            self._text.append(GONE)
            count = 1
        elif name in commands.BREAKS:
            self._end()
        elif name in self._macros:
            before, after = self._macros.expand(name, index)
            self._text.append(before)
            self._after |= after
            return index
        elif name in WORDS:
            self._text.append(WORDS[name])
        elif name in UNITS:
            self._text.append(UNITS[name])
        elif name in {"SI", "qty"} and index in self._source.closing:
            self._after[self._source.closing[index]] = " "
        elif name in {"quad", "qquad", "newline", "linebreak", "and", "And", "AND"}:
            self._text.append(NEXT if name.casefold() == "and" else " ")
        elif name == "cmidrule" and self._source.text(index).startswith("("):
            index = self._source.next_brace(index)
        return self._source.behind_arguments(index, count)

    def _environment(self, index: int, *, is_begin: bool) -> int:
        """Read the beginning or the end of an environment whose name is the argument at an index."""
        end = self._source.closing.get(index)
        if end is None:
            return index
        name = "".join(token.text for token in self._source.tokens[index + 1 : min(end, index + 9)])
        count = commands.ENVIRONMENTS.get(name, 0)
        behind = self._source.behind_option(self._source.behind_arguments(end + 1, count)) if is_begin else end + 1
        if name == "document":
            self._document(is_begin=is_begin)
            return behind if is_begin else len(self._source.tokens)
        if name in commands.TABLES:
            self._begin_table() if is_begin else self._end_table()
        else:
            self._end()
        if name in commands.LISTS:
            if is_begin and len(self._lists) < _MOST_LISTS:
                self._lists.append(0 if "enum" in name else -1)
            elif not is_begin:
                self._lists = self._lists[:-1]
        if name == "frame" and is_begin and self._source.kind(behind) == "open":
            return self._capture("frametitle", behind)
        return behind

    def _document(self, *, is_begin: bool) -> None:
        """Begin the text: what was written above it is not shown."""
        self._end()
        if is_begin:
            self._page, self._rows, self._tables, self._captures, self._text = PageWriter(), None, 0, [], []

    def _capture(self, name: str, index: int) -> int:
        """Collect the argument of a command that uses it as a heading, a note, a caption or a piece of metadata."""
        begin = self._source.behind_option(index)
        end = self._source.closing.get(begin)
        if name == "captionof" and end is not None:
            begin = end + 1
            end = self._source.closing.get(begin)
        if end is None:
            return index
        level = commands.HEADINGS.get(name, 0)
        if level or name in commands.CAPTIONS:
            self._end()

        def use(text: str) -> None:
            if name == "author":
                self._authors += [author.strip(LINE).split(LINE)[0] for author in text.split(NEXT)]
            elif name in commands.METADATA:
                self.metadata.setdefault(name, text.replace(LINE, " "))
            elif name in commands.NOTES:
                self._text.append(GONE)
                self._notes.append(text)
            elif level and not self._captures and self._rows is None:
                self._page.head(level, text.replace(LINE, " ").strip().removesuffix("."))
            else:
                self._text.append(text)
                self._end()

        self._captures.append(_Capture(end=end, before=self._text, use=use))
        self._text = []
        return begin + 1

    def _close(self, index: int) -> None:
        """Read a closing brace, which may end what is collected."""
        if index in self._after:
            self._text.append(self._after.pop(index))
        if self._captures and self._captures[-1].end == index:
            capture = self._captures.pop()
            words, self._text = words_of("".join(self._text)), capture.before
            capture.use(words)

    def _item(self, index: int) -> int:
        """Begin an item of a list; one with a name of its own describes it."""
        self._end()
        behind = self._source.behind_option(index)
        label = words_of(
            "".join(token.text for token in self._source.tokens[index + 1 : behind - 1] if token.kind == "text")
        )
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
        if not self._captures and self._rows is None:
            if any(map(str.isalnum, label)):
                self._page.label(label.strip().strip("[]"))
            else:
                self._page.item(f"{self._lists[-1]}." if self._lists and self._lists[-1] > 0 else "-")
        return behind

    def _formula(self, token: LatexToken) -> None:
        formula = readable_formula(token.text)
        if not token.is_display or self._captures or self._rows is not None:
            self._text.append(f" {formula} " if token.is_display else formula.replace("\n", " "))
            return
        self._end()
        self._text = [formula.replace("\n", LINE)]
        self._end()

    def _code(self, code: str) -> None:
        if self._captures or self._rows is not None:
            self._text.append(code)
            return
        self._end()
        self._page.begin_code()
        for line in code.split("\n"):
            self._page.add(line)
        self._page.end_code()

    def _break(self) -> None:
        """End a line, or the row of a table."""
        if self._rows is None or self._captures or self._tables > 1:
            self._text.append(LINE)
            return
        self._cell()
        self._rows.append([])

    def _cell(self) -> None:
        if self._rows is None or self._captures or self._tables > 1:
            self._text.append(" ")
            return
        self._rows[-1].append(words_of("".join(self._text)).replace(LINE, " "))
        self._text = []

    def _begin_table(self) -> None:
        if self._rows is None and not self._captures:
            self._end()
            self._rows = [[]]
        self._tables += 1

    def _end_table(self) -> None:
        self._tables = max(0, self._tables - 1)
        if self._rows is None or self._tables or self._captures:
            return
        self._cell()
        rows, self._rows = self._rows, None
        self._page.rows(rows)
        self._end()

    def _end(self) -> None:
        """Write the paragraph and, behind it, the notes in it; inside an argument or a table it is a blank."""
        if self._captures or self._rows is not None:
            self._text.append(" ")
            return
        for line in words_of("".join(self._text)).split(LINE):
            self._page.add(line)
            self._page.break_line()
        self._text = []
        self._page.end()
        notes, self._notes = self._notes, []
        for note in notes:
            self._page.add(note.replace(LINE, " "))
            self._page.end()

"""The blocks of an Org document, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.page_writer import PageWriter
from retrieval.sources.org import org_forms as forms
from retrieval.sources.org.org_inline import split_notes, words_of

# The states of tasks that a document need not name: the first two are Org's own, the others are usual in settings.
_STATES = "TODO DONE NEXT WAITING WAIT HOLD STARTED PROJ CANCELLED CANCELED"
_UNSEEN_TAGS = frozenset({"noexport", "archive"})
_UNSEEN_DRAWERS = frozenset({"properties", "logbook"})
_UNSEEN_BLOCKS = frozenset({"comment", "export", "html", "latex"})
_CODE_BLOCKS = frozenset({"src", "example"})
_BREAK = "\\\\"  # at the end of a line


class OrgBody:
    """Reads the lines of a document.

    Attributes:
        keywords: that it sets (`title`, `author`, `date`, …), by name in lower case; of several of a name, joined.
    """

    def __init__(self) -> None:
        self.keywords: dict[str, str] = {}
        self._macros: dict[str, str] = {}
        self._states = set(_STATES.split())
        self._page = PageWriter()
        self._paragraph: list[str] = []
        self._rows: list[list[str]] = []
        self._notes: list[str] = []  # written inside the paragraph, which they follow
        self._unseen = 0  # the level of the headline whose section is left out
        self._is_verse = False

    def blocks(self, lines: Sequence[str]) -> list[DocumentBlock]:
        """Return the blocks of the lines; a headline of one star has level 2."""
        ends = forms.BlockEnds(lines)
        self._read_keywords(lines)
        index = 0
        while index < len(lines):
            index = self._read(lines, index, ends)
        self._end()
        self._page.close()
        return self._page.blocks

    def _read_keywords(self, lines: Sequence[str]) -> None:
        """Note what the document says about itself, which may stand anywhere."""
        for line in lines:
            match = forms.KEYWORD.fullmatch(line) if line.lstrip().startswith("#+") else None
            if match is None or not match[2]:
                continue
            name, value = match[1].casefold(), match[2].strip()
            if name in {"todo", "seq_todo", "typ_todo"}:
                self._states |= {state.partition("(")[0] for state in value.split()} - {"|"}
            elif name == "macro":
                macro, _, meaning = value.partition(" ")
                self._macros[macro] = meaning
            else:
                before = self.keywords.get(name, "") if name in {"title", "author"} else ""
                self.keywords[name] = f"{before}{', ' if name == 'author' else ' '}{value}" if before else value

    def keyword(self, name: str) -> str:
        """Return the words of a keyword, empty where the document does not set it."""
        return words_of(split_notes(self.keywords.get(name, ""))[0], self._macros).strip()

    def _read(self, lines: Sequence[str], index: int, ends: forms.BlockEnds) -> int:
        """Read the line or the block at an index, and return the index behind it."""
        line = lines[index].rstrip()
        if match := forms.HEADLINE.fullmatch(line):
            self._headline(len(match[1]), match[2])
        elif self._unseen:
            pass
        elif match := forms.BLOCK.fullmatch(line):
            return self._block(match[1].casefold(), lines, index, ends)
        elif match := forms.DRAWER.fullmatch(line):
            self._end()
            stop = ends.of_drawer(index + 1) if match[1].casefold() in _UNSEEN_DRAWERS else None
            return index + 1 if stop is None else stop + 1
        elif match := forms.FIXED_WIDTH.fullmatch(line):
            self._literal(match[1] or "")
        elif forms.TABLE.fullmatch(line):
            self._row(line)
        else:
            self._line(line)
        return index + 1

    def _headline(self, stars: int, title: str) -> None:
        """Read a headline; one that is a comment, or has a tag that keeps it from readers, hides its section."""
        if self._unseen and stars > self._unseen:
            return
        self._end()
        tags = forms.TAGS.search(title)
        title = title[: tags.start()] if tags else title
        state, _, rest = title.partition(" ")
        title = rest.lstrip() if state in self._states and rest.strip() else title
        title = forms.COOKIE.sub("", forms.PRIORITY.sub("", title, count=1)).strip()
        names = set(tags[1].casefold().split(":")) if tags else set()
        is_unseen = bool(names & _UNSEEN_TAGS) or title == "COMMENT" or title.startswith("COMMENT ")
        self._unseen = stars if is_unseen else 0
        if not is_unseen:
            self._page.head(stars + 1, words_of(split_notes(title)[0], self._macros))

    def _block(self, kind: str, lines: Sequence[str], index: int, ends: forms.BlockEnds) -> int:
        """Read a block between its delimiters; of one that holds text only the delimiter is read."""
        self._end()
        stop = ends.of_block(kind, index + 1)
        if stop is None or kind not in _CODE_BLOCKS | _UNSEEN_BLOCKS:
            self._is_verse = kind == "verse" and stop is not None
            return index + 1
        if kind in _CODE_BLOCKS:
            self._page.begin_code()
            for line in lines[index + 1 : stop]:
                self._page.add(forms.unescape_code(line))
            self._page.end_code()
        return stop + 1

    def _literal(self, line: str) -> None:
        """Read a line that is shown as it is written."""
        if not self._page.is_code:
            self._end()
            self._page.begin_code()
        self._page.add(line)

    def _row(self, line: str) -> None:
        if not self._rows:
            self._end()
        if cells := forms.table_cells(line):
            self._rows.append([words_of(split_notes(cell)[0], self._macros) for cell in cells])

    def _line(self, line: str) -> None:
        """Read any other line: of a paragraph, an item, a note, or one that shows nothing."""
        if self._page.is_code or self._rows:
            self._end()
        if forms.BLOCK_END.fullmatch(line):
            self._end()
            self._is_verse = False
        elif not line or forms.RULE.fullmatch(line):
            self._end()
        elif keyword := forms.KEYWORD.fullmatch(line):
            self._end()
            self._paragraph = [keyword[2]] if keyword[1].casefold() == "caption" and keyword[2] else []
            self._end()
        elif forms.PLANNING.fullmatch(line):
            self._plan(line)
        elif not forms.COMMENT.fullmatch(line) and not forms.CLOCK.fullmatch(line):
            self._text(line)

    def _plan(self, line: str) -> None:
        """Write when a task is scheduled, due and done: `Deadline: 2024-05-12`."""
        self._end()
        for name, moment in forms.PLAN.findall(line):
            self._page.add(f"{name.capitalize()}: {words_of(moment, self._macros)}")
            self._page.break_line()
        self._page.end()

    def _text(self, line: str) -> None:
        """Add a line of text, which may begin an item, a term or a note."""
        item, note = forms.ITEM.fullmatch(line), forms.NOTE.fullmatch(line)
        if item:
            self._end()
            self._item(f"{item[3]}." if item[3] else "-", item[4] or "")
        elif note:
            self._end()
            self._paragraph = [note[2]] if note[2] else []
        else:
            self._paragraph.append(line if self._is_verse else line.strip())

    def _item(self, marker: str, text: str) -> None:
        counter = forms.COUNTER.match(text)
        text = forms.CHECK.sub("", text[counter.end() :] if counter else text, count=1)
        text = forms.COOKIE.sub("", text, count=1) if text.startswith("[") else text
        term = forms.TERM.fullmatch(text)
        if term and marker == "-":
            self._page.label(words_of(term[1], self._macros))
            self._paragraph = [term[2]] if term[2] else []
        else:
            self._page.item(f"{counter[1]}." if counter else marker)
            self._paragraph = [text] if text else []

    def _end(self) -> None:
        """Write the paragraph, the table or the code that is open, and the notes of the paragraph behind it."""
        if self._page.is_code:
            self._page.end_code()
        if self._rows:
            self._page.rows(self._rows)
            self._rows = []
        for line in self._parts():
            words, notes = split_notes(line)
            self._notes += notes
            self._page.add(words_of(words, self._macros))
            self._page.break_line()
        if self._paragraph:
            self._page.end()
        self._paragraph = []
        notes, self._notes = self._notes, []
        for note in notes:
            self._page.add(words_of(note, self._macros))
            self._page.end()

    def _parts(self) -> list[str]:
        """Return the lines that the paragraph shows: one, but where two backslashes at the end of a line break it."""
        parts: list[list[str]] = [[]]
        for line in self._paragraph:
            parts[-1].append(line.removesuffix(_BREAK).rstrip())
            if line.endswith(_BREAK) or self._is_verse:
                parts.append([])
        return [" ".join(part) for part in parts if part]

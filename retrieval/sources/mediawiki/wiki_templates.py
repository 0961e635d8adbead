"""Templates in wikitext: what is shown for them.

A wiki's templates are programs that a page does not contain, so a rule decides by name and form:

1. what stands for a sign or a value (`{{ndash}}`, `{{convert|5|km|mi}}`) is that value;
2. sources, navigation, references to other pages, the state of the page and layout are left out by their names
   (`wiki_names`);
3. a template at the start of a line with at least two named parameters is a box of facts: a list item `name: value` for
   each that does not say how the box looks; inside of another template it is a row, one list item;
4. any other on lines of its own shows its longest unnamed parameter if that is a sentence, as a box with a note does;
5. any other in running text shows its first unnamed parameter of words, and of numbers, in their order; behind a number
   alone stands the template's name (`{{Gold|250}}` is “250 Gold”), and one without parameters shows its name, as icons
   of items do.
"""

from __future__ import annotations

import re

from retrieval.sources.mediawiki.template_values import has_value, show_value
from retrieval.sources.mediawiki.wiki_names import is_layout, is_left_out, plain_name
from retrieval.sources.mediawiki.wiki_scanner import TemplatePlace

_LEAST_FACTS = 2  # named parameters of a box
_LONG_FACT = 300  # characters; a longer value is a text of its own below the facts
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")
_SENTENCE_CHARACTERS = 40
_LANGUAGE = re.compile("de|en|es|fr|it|ja|ko|nl|pl|pt|pt-br|ru|sv|tr|uk|zh|zh-cn|zh-tw|fi|cs|hu|vi")  # codes, as names
_NUMBER = re.compile(r"[+-]?[\d.,]*\d\s*[%k]?", re.IGNORECASE)
_BARE_NUMBER_NAMES = "level lvl lv time percent rating number num val value stat chance stack range x n v version patch"
_BARE_NUMBERS = frozenset(_BARE_NUMBER_NAMES.split())  # templates whose names are no unit
_NO_WORDS = re.compile(
    r"[^\n]{1,200}\.(?:png|jpe?g|gif|svg|webp|ogg|mp3)|#[0-9a-f]{3,8}|\d{1,4}(?:x\d{1,4})?px|[a-z]{2}(?:-[a-z]{2,8})?",
    re.IGNORECASE,
)
_QUOTES_TEXT = """
quote quotation blockquote cquote quotebox rquote zitat citation citationbloc citabloc cita début
"""
_QUOTES = frozenset(_QUOTES_TEXT.split())
_TEXT_PARAMETERS = ("text", "quote", "content", "message", "zitat", "texte", "texto", "cita")
_SOURCE_PARAMETERS = ("author", "source", "sign", "speaker", "attribution", "by", "autor", "auteur", "quelle", "fuente")
_PARAMETER_NAME = re.compile(r"[^<>\[\]{}\n]{0,80}")
_BREAK = re.compile(r"<br\b[^<>]{0,80}>|\n[ \t]*[*#]+:?", re.IGNORECASE)
_LEADING_ITEM = re.compile(r"\A[*#]+:?")
_JOINS = re.compile(r" ?,(?: ?,)+ ?")
_GAPS = re.compile(r"\s+")
_PREFIXES = ("template:", "vorlage:", "modèle:", "plantilla:", "subst:", "safesubst:", "msg:", "msgnw:")


class TemplateWriter:
    """Writes what templates show.

    Args:
        title: of the page, which magic words stand for.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self.has_facts = False  # whether a box of facts was written

    def show_template(self, parts: list[str], place: TemplatePlace) -> str:
        """Return wikitext for the parts of a template: its name, then its parameters."""
        written = _GAPS.sub(" ", parts[0]).strip()
        while prefix := next((prefix for prefix in _PREFIXES if written.casefold().startswith(prefix)), ""):
            written = written[len(prefix) :].strip()
        name = plain_name(written)
        if has_value(written, name):
            return show_value(written, name, parts[1:], self._title)
        if is_left_out(name):
            return ""
        named, unnamed = _parameters(parts[1:])
        if name in _QUOTES:
            return _quote(named, unnamed)
        if place != "inline" and len(named) >= _LEAST_FACTS and not unnamed_text(unnamed):
            return _row(named) if place == "row" else self._facts(named)
        if place == "alone":
            return _note(named, unnamed)
        return _shown_text(written, unnamed) if unnamed or not named else ""

    def _facts(self, named: dict[str, str]) -> str:
        """Return the facts of a box as a list, and values that are texts below it."""
        self.has_facts = True
        lines, texts = [""], []
        for name, value in named.items():
            flat = one_line_value(value)
            if not _is_fact(name, flat) or flat == self._title:
                continue
            if len(flat) > _LONG_FACT or "\n{|" in f"\n{value.strip()}":
                texts.append(f"\n\n{value.strip()}\n\n")
            else:
                lines.append(f"* {_label(name)}: {flat}")
        return "\n".join([*lines, ""]) + "".join(texts)


def _row(named: dict[str, str]) -> str:
    """Return the facts of a row, which stands inside another template, as one item of a list."""
    values = {name: one_line_value(value) for name, value in named.items()}
    facts = (f"{_label(name)}: {value}" for name, value in values.items() if _is_fact(name, value))
    return f"\n* {', '.join(facts)}\n"


def _is_fact(name: str, value: str) -> bool:
    """Return whether a parameter says something: not how a box looks, nor the name of the page in another language."""
    return bool(value) and not is_layout(name, value) and not _LANGUAGE.fullmatch(name)


def _label(name: str) -> str:
    return name.replace("_", " ").strip()


def one_line_value(value: str) -> str:
    """Return a value on one line: items of a list and broken lines are parted by commas."""
    flat = _GAPS.sub(" ", _BREAK.sub(", ", _LEADING_ITEM.sub("", value.lstrip()))).strip(" ,")
    return _JOINS.sub(", ", flat)


def unnamed_text(unnamed: list[str]) -> str:
    """Return the longest of the unnamed parameters if it is a sentence; else an empty string."""
    longest = max(unnamed, key=len, default="")
    is_text = len(longest) >= _SENTENCE_CHARACTERS or bool(_SENTENCE.search(longest[-200:]))
    return longest if is_text and " " in longest else ""


def _parameters(parts: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the named parameters, the last of each name, and the unnamed ones."""
    named: dict[str, str] = {}
    unnamed: list[str] = []
    for part in parts:
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals or not _PARAMETER_NAME.fullmatch(name):
            unnamed.append(part.strip())
        elif name.isdigit():
            unnamed.append(value.strip())
        else:
            named[name] = value
    return named, unnamed


def _note(named: dict[str, str], unnamed: list[str]) -> str:
    """Return the text of a box with a note, on lines of its own."""
    texts = [named[name] for name in _TEXT_PARAMETERS if name in named]
    text = unnamed_text([*texts, *unnamed])
    return f"\n\n{text}\n\n" if text else ""


def _quote(named: dict[str, str], unnamed: list[str]) -> str:
    """Return a quotation, and who said it."""
    text = next((named[name] for name in _TEXT_PARAMETERS if name in named), "") or next(iter(unnamed), "")
    rest = [part for part in unnamed if part != text]
    source = next((named[name].strip() for name in _SOURCE_PARAMETERS if name in named), "") or next(iter(rest), "")
    spoken = f"“{text.strip()}”" if text.strip()[:1] not in ('"', "“", "„", "«") else text.strip()
    return f"\n\n{spoken}{f' — {source}' if source else ''}\n\n" if text.strip() else ""


def _shown_text(name: str, unnamed: list[str]) -> str:
    """Return what a template in running text shows."""
    filled = [value for value in unnamed if value]
    if not filled:
        return "" if unnamed else name
    numbers = [value for value in filled if _NUMBER.fullmatch(value)]
    words = next((value for value in filled if not _NO_WORDS.fullmatch(value) and value not in numbers), "")
    number = next(iter(numbers), "")
    if words and number:
        return " ".join(sorted((words, number), key=filled.index))
    if words:
        return words
    if number and plain_name(name) in _BARE_NUMBERS:
        return number
    return f"{number} {name}" if number else next((v for v in filled if not is_layout("", v)), "")

"""Links in wikitext: the words that are shown for them, and the captions of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.sources.mediawiki.literal_text import CAPTION, CAPTION_END, LINE_BREAK
from retrieval.sources.mediawiki.wiki_names import CATEGORY_NAMESPACES, FILE_NAMESPACES, OTHER_LANGUAGE, OTHER_WIKIS

# Parts of a picture's link that say how it is shown; in German, French and Spanish too.
_OPTION = re.compile(
    r"thumb(?:nail)?|mini(?:atur)?|vignette|miniatura(?:deimagen)?|frame(?:d|less)?|(?:ge)?rahmt?|rahmenlos|cadre|marco"
    r"|border|rand|bordure|borde|left|right|center|centre|none|links|rechts|zentriert|ohne|gauche|droite|centré|néant"
    r"|izquierda|derecha|centro|no|baseline|middle|sub|super|top|text-top|bottom|text-bottom|upright(?:[ =].*)?"
    r"|hochkant(?:[ =].*)?|redresse(?:[ =].*)?|\d{0,5}(?:x\d{1,5})?\s*px"
    r"|(?:thumb|alt|link|page|lang|class|title|verweis|seite|lien|enlace|start|end|loop|muted)\s*=.*",
    re.DOTALL | re.IGNORECASE,
)
_SHOWN_APART = re.compile(
    r"thumb(?:nail)?(?:=.*)?|mini(?:atur)?|vignette|miniatura(?:deimagen)?|framed?|gerahmt|cadre|marco", re.IGNORECASE
)
_TARGET = 300  # characters; a title has at most 255 bytes
_DISAMBIGUATION = re.compile(r"\s*\([^()]*\)$")


class LinkWriter:
    """Writes what links and galleries show.

    Args:
        files: names of the namespace of files, in lower case, beside those that are known.
        categories: the same of categories.
    """

    def __init__(self, files: frozenset[str] = frozenset(), categories: frozenset[str] = frozenset()) -> None:
        self._files = FILE_NAMESPACES | files
        self._categories = CATEGORY_NAMESPACES | categories

    def show_link(self, parts: list[str]) -> str:
        """Return the words of a link; none for a category, and for the same article in another language."""
        target, is_plain = parts[0].strip(), not parts[0].strip().startswith(":")
        space, colon, name = (part.strip() for part in target.lstrip(":").partition(":"))
        kind = space.casefold() if colon else ""
        if is_plain and kind in self._categories:
            return ""
        if is_plain and kind in self._files:
            return self._caption(parts[1:])
        if len(parts) > 1:
            return "|".join(parts[1:]) if parts[1].strip() else _DISAMBIGUATION.sub("", (name or target)[:_TARGET])
        if is_plain and colon and OTHER_LANGUAGE.fullmatch(space) and name and space not in OTHER_WIKIS:
            return ""
        words = name if kind in OTHER_WIKIS else target.lstrip(":")
        return words.lstrip("#").replace("_", " ")

    def show_gallery(self, content: str) -> str:
        """Return the captions of a gallery as a list."""
        captions = (self._gallery_caption(line) for line in content.split("\n"))
        return "\n" + "".join(f"* {caption}\n" for caption in captions if caption)

    def _caption(self, options: list[str]) -> str:
        """Return the caption of a picture that stands apart, marked; a picture in a line has none."""
        options = [option.strip() for option in options]
        if not any(map(_SHOWN_APART.fullmatch, options)):
            return ""
        words = next(_captions(reversed(options)), "")
        return f"{CAPTION}{words.replace(chr(10), LINE_BREAK)}{CAPTION_END}" if words else ""

    @staticmethod
    def _gallery_caption(line: str) -> str:
        parts = [part.strip() for part in _outer_parts(line)]
        return next(_captions(reversed(parts[1:])), "")


def _captions(options: Iterator[str]) -> Iterator[str]:
    return (option for option in options if option and not _OPTION.fullmatch(option))


def _outer_parts(line: str) -> Iterator[str]:
    """Yield the parts of a line between its bars; a bar in brackets does not part."""
    depth, start = 0, 0
    for sign in re.finditer(r"[\[{]{2}|[\]}]{2}|\|", line):
        if sign[0] == "|" and depth <= 0:
            yield line[start : sign.start()]
            start = sign.end()
        else:
            depth += (sign[0] in ("[[", "{{")) - (sign[0] in ("]]", "}}"))
    yield line[start:]

"""Packages: opens a Word file with python-docx, from only the markup in the archive.

python-docx unpacks an archive without bounds, and all of it. So it is given another one, of parts that were unpacked
within bounds, with nothing in the place of pictures. What other programs write differently, and what differs in strict,
macro and template files, is written there as Word writes it in a `.docx`.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from retrieval.core.errors import SourceDamaged, SourceUnsafe
from retrieval.sources.files.archive import Archive

DOCUMENT_KIND = "Word document"
_MARKUP = (".xml", ".rels")
_DECLARES = "<!DOCTYPE"  # which such documents never have, and which may define entities that grow without end
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAIN = re.compile(
    r"application/(?:vnd\.ms-word\.(?:document\.macroEnabled|template\.macroEnabledTemplate)"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml",
    re.IGNORECASE,
)
_STRICT = re.compile(r"http://purl\.oclc\.org/ooxml/(\w+)/")  # ISO/IEC 29500 Strict
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship\s*>)")
_ATTRIBUTE = re.compile(r"\b(Target|TargetMode)\s*=\s*[\"']([^\"']*)[\"']")


def open_document(archive: Archive, source: str) -> Any:
    """Return the document, as `docx.Document` gives it.

    Raises:
        SourceError: it is damaged, locked, over a limit, or unsafe.
    """
    import docx  # noqa: PLC0415  heavy

    checked = io.BytesIO()
    with zipfile.ZipFile(checked, "w") as file:
        for name, text in _parts(archive, source):
            file.writestr(zipfile.ZipInfo(name), text)
    try:
        return docx.Document(checked)
    except Exception as error:  # a stranger's file in a stranger's code: whatever it raises, the others go on
        raise damage(source) from error


def damage(source: str) -> SourceDamaged:
    """Return the error for a document that cannot be understood."""
    return SourceDamaged(f"it is not a whole {DOCUMENT_KIND}", where=source, advice="Save or download it again.")


def _parts(archive: Archive, source: str) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the parts; parts other than markup are empty."""
    names = {name.replace("\\", "/").lstrip("/"): name for name in archive.names}
    for name, stored in names.items():
        text = archive.markup(stored) if name.lower().endswith(_MARKUP) else ""
        if _DECLARES in text:
            raise SourceUnsafe(
                "its markup declares entities, as no word processor writes them",
                where=source,
                advice="Save its text as .txt and add that.",
            )
        text = _STRICT.sub(r"http://schemas.openxmlformats.org/\1/2006/", text)
        if name == _CONTENT_TYPES:
            text = _OTHER_MAIN.sub(_MAIN, text)
        elif name.endswith(".rels"):
            text = _without_dead_relations(text, name, names)
        yield name, text


def _without_dead_relations(text: str, name: str, names: dict[str, str]) -> str:
    """Return the relations of a part without those to missing parts, which python-docx cannot open."""
    base = posixpath.dirname(posixpath.dirname(name))

    def kept(match: re.Match[str]) -> str:
        stated = dict(_ATTRIBUTE.findall(match[0]))
        target = stated.get("Target", "").replace("\\", "/")
        path = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
        return match[0].replace("\\", "/") if stated.get("TargetMode") == "External" or path in names else ""

    return _RELATIONSHIP.sub(kept, text)

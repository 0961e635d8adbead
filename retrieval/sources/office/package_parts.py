"""Parts of the zipped files of office programs: parses them, and follows the relations between them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Any

from retrieval.core.errors import SourceDamaged, SourceLocked
from retrieval.discourse.bylines import meant_author
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.document_title import meant_title
from retrieval.sources.files.archive import Archive
from retrieval.sources.html.markup import parse_xhtml

_RELATION = re.compile(r"\{http://(?:schemas\.openxmlformats|purl\.oclc)\.org/[^}]*relationships\}(?P<name>\w+)")
_MANIFEST = "META-INF/manifest.xml"
_PROPERTIES = ("docProps/core.xml", "meta.xml")  # of Office Open XML, and of OpenDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProperties:
    """Properties that a file states; empty where none is stated that a person may have written."""

    title: str
    author: str
    created: str | None  # ISO 8601


class PackageParts:
    """The parts of a file that are XML.

    Args:
        archive: the file.
        source: what messages name.
        kind: what it is, for messages: "spreadsheet".
    """

    def __init__(self, archive: Archive, source: str, *, kind: str) -> None:
        self._archive = archive
        self._source = source
        self._kind = kind

    def __contains__(self, name: str) -> bool:
        return name in self._archive

    def root(self, name: str) -> Any:
        """Return the root element of a part, whose elements have tags without a namespace; an empty one for none.

        Raises:
            SourceError: it is damaged, or over a limit.
        """
        if name not in self._archive:
            return parse_xhtml("<none/>", self._source)
        markup = self._archive.markup(name)
        if not markup.rstrip().endswith(">"):
            raise SourceDamaged(
                f"it is not a whole {self._kind}", where=self._source, advice="Save or download it again."
            )
        return parse_xhtml(markup, self._source)

    def check_open(self) -> None:
        """Refuse a file in the OpenDocument format whose parts are encrypted.

        Raises:
            SourceLocked: they are.
        """
        if next(self.root(_MANIFEST).iter("encryption-data"), None) is not None:
            raise SourceLocked(
                "it is locked with a password", where=self._source, advice="Save it without one and add that."
            )

    def targets(self, name: str) -> dict[str, str]:
        """Return the names of the parts that a part names by their ids; `xl/workbook.xml` names `xl/styles.xml`."""
        folder, file = posixpath.split(name)
        relations = self.root(f"{folder}/_rels/{file}.rels").iter("Relationship")
        stated = {relation.get("Id") or "": relation.get("Target") or "" for relation in relations}
        return {
            key: posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
            for key, target in stated.items()
        }

    def properties(self) -> FileProperties:
        """Return what the file states of itself."""
        root = self.root(next((name for name in _PROPERTIES if name in self._archive), ""))
        stated = {element.tag: (element.text or "").strip() for element in root.iter("*")}
        created = (stated.get("created") or stated.get("creation-date") or "").partition("T")[0]
        return FileProperties(
            title=meant_title(stated.get("title")),
            author=meant_author(stated.get("initial-creator") or stated.get("creator")),
            created=iso_date(created),
        )


def relation(element: Any, name: str = "id") -> str:
    """Return the id of a relation that an element names, `r:id`; empty for none."""
    for key, value in element.attrib.items():
        match = _RELATION.fullmatch(key)
        if match and match["name"] == name:
            return str(value)
    return ""

"""Documents that word processors saved as pages (Word, LibreOffice, Google Docs): writes their marks as elements.

They write titles, items of lists and notes as paragraphs of a class, which nothing tells from text.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from retrieval.sources.html.page_elements import class_names

_TITLES = frozenset({"title", "MsoTitle"})  # classes of a paragraph that is the title of the document
_ITEM = re.compile(r"MsoListParagraph|MsoListBullet|MsoListNumber")
_MARK = re.compile(r"mso-list\s*:\s*Ignore", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})[.)]")
_NOTES = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote)\d{1,5}")  # ids of the notes below a text of Word and LibreOffice
_NOTE_PLACE = re.compile(r"#(?:_(?:ftn|edn)(?:ref)?\d{1,5}|sd(?:foot|end)note\d{1,5}(?:anc|sym))")
_SECTION = re.compile(r"(?:Word)?Section\d{1,3}")  # in which Word writes the text
_COMMENT = re.compile(r"cmnt(?:_ref)?\d{1,5}")  # ids of remarks in Google Docs, and of the places that they are on
_PROGRAMS = re.compile(r"microsoft (?:word|excel|powerpoint)|libreoffice|openoffice|writer", re.IGNORECASE)


def write_office_marks(tree: Any) -> None:
    """Change the tree of a page that a word processor saved; any other stays as it is."""
    body = next(tree.iter("body"), None)
    google = next((part for part in tree.iter("body", "div") if "doc-content" in class_names(part)), None)
    is_office = any(
        (meta.get("name") or "").lower() == "generator" and _PROGRAMS.match(meta.get("content") or "")
        for meta in tree.iter("meta")
    )
    if body is None or (google is None and not is_office):
        return
    if google is not None:
        _remove_remarks(tree)
        _title_published(tree)
    for paragraph in list(tree.iter("p")):
        if _TITLES & class_names(paragraph) and paragraph.getparent() is not None:
            paragraph.tag = "h1"
    _write_lists(tree)
    _keep_notes(tree)


def _remove_remarks(tree: Any) -> None:
    """Remove the remarks of those who wrote a document, and their letters in its text."""
    for link in list(tree.iter("a")):
        name = link.get("id") or ""
        frame = link.getparent()
        if not _COMMENT.fullmatch(name) or frame is None or frame.getparent() is None:
            continue
        if "ref" in name:
            frame = frame if frame.tag == "sup" else link
        elif frame.getparent().tag == "div" and frame.getprevious() is None:
            frame = frame.getparent()  # a box for each remark
        if frame.getparent() is not None:
            frame.drop_tree()


def _title_published(tree: Any) -> None:
    """Make the name above a document that is published on the web its title."""
    ids = {element.get("id"): element for element in tree.iter("div")}
    if "contents" in ids and "header" in ids and len(ids["header"]) == 0:
        ids["header"].tag = "h1"


def _write_lists(tree: Any) -> None:
    """Make lists of the paragraphs that Word gives the mark of an item as text."""
    for parent in {item.getparent() for item in tree.iter("p") if _ITEM.match(item.get("class") or "")}:
        for is_item, run in groupby(list(parent), lambda child: bool(_ITEM.match(child.get("class") or ""))):
            items = list(run) if is_item else []
            marks = [_take_mark(item) for item in items]
            if not items or not all(marks):
                continue
            frame = items[0].makeelement("ol" if all(map(_NUMBER.fullmatch, marks)) else "ul", {})
            parent.insert(parent.index(items[0]), frame)
            for item in items:
                item.tag = "li"
                item.attrib.pop("class", None)
                frame.append(item)


def _take_mark(item: Any) -> str:
    """Return the mark that stands before an item, and remove it; empty for none."""
    for span in item.iter("span"):
        if _MARK.search(span.get("style") or ""):
            mark = "".join("".join(span.itertext()).split())
            span.drop_tree()
            return mark
    return ""


def _keep_notes(tree: Any) -> None:
    """Put the notes below the text at its end, without the names by which they would be left out, and their numbers."""
    for link in list(tree.iter("a")):
        if _NOTE_PLACE.fullmatch(link.get("href") or "") and link.getparent() is not None:
            link.drop_tree()
    section = next((part for part in tree.iter("div") if _SECTION.fullmatch(part.get("class") or "")), None)
    for note in [element for element in tree.iter("div") if _NOTES.fullmatch(element.get("id") or "")]:
        for paragraph in list(note.iterchildren("p")):
            paragraph.attrib.pop("class", None)
            if section is not None and section not in paragraph.iterancestors():
                section.append(paragraph)
        note.attrib.pop("id")

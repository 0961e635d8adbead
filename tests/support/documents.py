"""Documents made for tests: PDF by a small writer of our own, so that every letter has its chosen place, and others."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEADING = 14.0  # points from line to line
TOP = 740.0
OPEN_DOCUMENT = {  # prefixes, and the part of their namespaces that differs
    **{name: name for name in ("office", "text", "table", "style", "meta", "presentation")},
    "draw": "drawing",
    "svg": "svg-compatible",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A line of text at a place on a page, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11.0
    bold: bool = False


def lines(*texts: str, x: float = 72.0, y: float = TOP, size: float = 11.0, bold: bool = False) -> list[Drawn]:
    """Place lines below each other; an empty one leaves a gap."""
    return [Drawn(x=x, y=y - at * LEADING, text=text, size=size, bold=bold) for at, text in enumerate(texts) if text]


def pdf(
    pages: Sequence[Sequence[Drawn]],
    *,
    information: Mapping[str, str] | None = None,
    letters: Mapping[str, str] | None = None,
) -> bytes:
    """Make a PDF with its fonts named and not embedded: the letters are told by a map from their codes.

    Args:
        pages: the lines of each.
        information: the document's properties, `Title` and so on.
        letters: what single characters stand for that are drawn, where that is not themselves: a ligature.
    """
    drawn = sorted({letter for page in pages for line in page for letter in line.text})
    codes = {letter: number for number, letter in enumerate(drawn, start=1)}
    meant = {letter: (letters or {}).get(letter, letter) for letter in drawn}
    map_ = "\n".join(f"<{codes[letter]:04x}> <{meant[letter].encode('utf-16-be').hex()}>" for letter in drawn)
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def"
        " 1 begincodespacerange <0000> <ffff> endcodespacerange"
        f" {len(drawn)} beginbfchar\n{map_}\nendbfchar endcmap end end"
    )
    numbers = [5 + 2 * at for at in range(len(pages))]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] >>",
        stream(unicode_map.encode()),
        "<< /Producer (tests) >>"
        if information is None
        else f"<< {' '.join(f'/{key} {_string(value)}' for key, value in information.items())} >>",
    ]
    for number, page in zip(numbers, pages, strict=True):
        fonts = f"/F1 {_font('Plain')} /F2 {_font('Plain-Bold')}"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R"
            f" /Resources << /Font << {fonts} >> >> >>"
        )
        content = "\n".join(
            f"BT /F{2 if line.bold else 1} {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm"
            f" <{''.join(f'{codes[letter]:04x}' for letter in line.text)}> Tj ET"
            for line in page
        )
        objects.append(stream(content.encode()))
    return pdf_of(objects, info=4)


def pdf_of(objects: Sequence[str | bytes], *, info: int = 0) -> bytes:
    """Make a PDF of objects, numbered from 1; the first is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(
            f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n"
        )
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    named = f" /Info {info} 0 R" if info else ""
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R{named} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def stream(content: bytes, *, packed: bool = False) -> bytes:
    """Make an object that is a stream."""
    data = zlib.compress(content, 9) if packed else content
    kind = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), kind, data)


def archive(parts: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    """Make a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def epub(
    chapters: Mapping[str, str | bytes],
    *,
    metadata: str = "<dc:title>The marsh</dc:title>",
    contents: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Make a book: the bodies of its chapters by their file's name, in order; bytes are a whole file."""
    items = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(len(chapters)))
    if contents:
        items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    package = (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/book.opf": package,
        **{f"OEBPS/{name}": xhtml(body) if isinstance(body, str) else body for name, body in chapters.items()},
        **({"OEBPS/nav.xhtml": xhtml(contents)} if contents else {}),
        **(more or {}),
    }
    return archive(parts)


def odt(
    body: str,
    *,
    styles: str = "",
    common_styles: str = "",
    metadata: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Make an OpenDocument text of the elements in its body.

    Args:
        body: the elements.
        styles: those of the content, which name others as their parents.
        common_styles: those that have names for people.
        metadata: the properties of the document.
        more: further parts, or other ones in their place.
    """
    styled = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return archive({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": _office("content", f"{styled}<office:body><office:text>{body}</office:text></office:body>"),
        "styles.xml": _office("styles", f"<office:styles>{common_styles}</office:styles>"),
        "meta.xml": _office("meta", f"<office:meta>{metadata}</office:meta>"),
        **(more or {}),
    })  # fmt: skip


def ods(tables: str, *, styles: str = "") -> bytes:
    """Make an OpenDocument spreadsheet of its elements `table:table`."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    styled = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return archive({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": _office("content", styled + body),
    })  # fmt: skip


def xlsx(
    sheets: Mapping[str, str],
    *,
    strings: Sequence[str] = (),
    formats: Mapping[int, str] | None = None,
    cell_formats: Sequence[int] = (0,),
    hidden: str = "",
    metadata: str = "",
) -> bytes:
    """Make an Excel workbook.

    Args:
        sheets: the elements of each by its name: `<sheetData>` and what stands around it.
        strings: that cells name by number.
        formats: codes of numbers by their id.
        cell_formats: the ids of the formats that cells name by number.
        hidden: the name of a sheet that is not shown.
        metadata: the properties of the document.
    """
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "".join(
        f'<sheet name="{name}" state="{"hidden" if name == hidden else "visible"}" r:id="rId{at}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    targets = "".join(f'<Relationship Id="rId{at}" Target="worksheets/s{at}.xml"/>' for at in range(1, len(sheets) + 1))
    codes = "".join(f'<numFmt numFmtId="{at}" formatCode="{code}"/>' for at, code in (formats or {}).items())
    used = "".join(f'<xf numFmtId="{at}"/>' for at in cell_formats)
    items = "".join(f"<si>{text if text.startswith('<') else f'<t>{text}</t>'}</si>" for text in strings)
    return archive({
        "[Content_Types].xml": "<Types/>",
        "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="urn:d">{metadata}</c>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{items}</sst>',
        "xl/styles.xml": f"<styleSheet><numFmts>{codes}</numFmts><cellXfs>{used}</cellXfs></styleSheet>",
        **{
            f"xl/worksheets/s{at}.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>'
            for at, sheet in enumerate(sheets.values(), start=1)
        },
    })  # fmt: skip


def odp(pages: str, *, styles: str = "") -> bytes:
    """Make an OpenDocument presentation of its elements `draw:page`."""
    body = f"<office:body><office:presentation>{pages}</office:presentation></office:body>"
    styled = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return archive({
        "mimetype": "application/vnd.oasis.opendocument.presentation",
        "content.xml": _office("content", styled + body),
    })  # fmt: skip


def pptx(slides: Sequence[str], *, notes: Mapping[int, str] | None = None, metadata: str = "") -> bytes:
    """Make a PowerPoint presentation.

    Args:
        slides: the shapes of each; one that begins with `hidden` is not shown.
        notes: the paragraphs of the speaker, by the number of a slide from 1.
        metadata: the properties of the document.
    """
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    spaces = f'xmlns:p="urn:p" xmlns:a="urn:a" xmlns:r="{relation}" xmlns:dgm="urn:dgm"'
    listed = "".join(f'<p:sldId r:id="rId{at}"/>' for at in range(1, len(slides) + 1))
    targets = "".join(f'<Relationship Id="rId{at}" Target="slides/s{at}.xml"/>' for at in range(1, len(slides) + 1))
    parts = {
        "[Content_Types].xml": "<Types/>",
        "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="urn:d">{metadata}</c>',
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{targets}</Relationships>",
    }
    for at, slide in enumerate(slides, start=1):
        shown = ' show="0"' if slide.startswith("hidden") else ""
        tree = f"<p:cSld><p:spTree>{slide.removeprefix('hidden')}</p:spTree></p:cSld>"
        parts[f"ppt/slides/s{at}.xml"] = f"<p:sld {spaces}{shown}>{tree}</p:sld>"
        if note := (notes or {}).get(at):
            target = f'<Relationship Id="rId1" Target="../notesSlides/n{at}.xml"/>'
            parts[f"ppt/slides/_rels/s{at}.xml.rels"] = f"<Relationships>{target}</Relationships>"
            place = '<p:nvSpPr><p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr>'
            shape = f"<p:sp>{place}<p:txBody>{note}</p:txBody></p:sp>"
            tree = f"<p:cSld><p:spTree>{shape}</p:spTree></p:cSld>"
            parts[f"ppt/notesSlides/n{at}.xml"] = f"<p:notes {spaces}>{tree}</p:notes>"
    return archive(parts)


def _office(part: str, content: str) -> str:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"' for name, space in OPEN_DOCUMENT.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{part}{names} office:version="1.3"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink">{content}'
        f"</office:document-{part}>"
    )


def xhtml(body: str) -> str:
    """Make a whole XHTML document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def _font(name: str) -> str:
    descendant = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /ToUnicode 3 0 R"
        f" /DescendantFonts [{descendant}] >>"
    )


def _string(text: str) -> str:
    return f"<{(chr(0xFEFF) + text).encode('utf-16-be').hex()}>"

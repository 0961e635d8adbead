"""Compare how many words Footnote and poppler's pdftotext read in the PDF manuals of Debian packages.

    python -m bench.quality.pdf_words [FOLDER]

It needs apt-get, dpkg-deb and pdftotext (`apt-get install poppler-utils`). The packages are downloaded into FOLDER, or
into a temporary one, and nothing is installed. The counts are written to `bench/results/pdf_words.json`; the exit
status is 1 where one of them is more than 2% from pdftotext's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from retrieval.core.settings import LimitSettings
from retrieval.sources.pdf.process import read

RESULTS = Path(__file__).parents[1] / "results" / "pdf_words.json"
TOLERANCE = 0.02
SECONDS = 900.0  # a document; the machine may be busy
PACKAGES = (
    "bash-doc",
    "debian-faq",
    "debian-policy",
    "debian-refcard",
    "developers-reference",
    "groff",
    "maint-guide",
    "r-doc-pdf",
)
DOCUMENTS = (
    "R-FAQ",
    "R-data",
    "automake",
    "bash",
    "debian-faq.en",
    "developers-reference",
    "fhs-3.0",
    "maint-guide.en",
    "mom-pdf",
    "policy",
    "refcard-de-a4",
    "refcard-en-a4",
)


def main() -> int:
    """Download the manuals, count, and write the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="where the packages are downloaded and unpacked")
    folder: Path | None = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as scratch:
        counts = dict(measure(folder or Path(scratch)))
    RESULTS.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    return int(any(abs(count["difference"]) > TOLERANCE for count in counts.values()))


def measure(folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Count the words of each document, and print the counts."""
    for name, document in _documents(folder):
        words, reference = count_words(document.read_bytes(), name), _reference_words(document)
        difference = words / reference - 1
        print(f"{name:24}{words:8,}{reference:8,}  {difference:+.2%}", flush=True)
        yield name, {"words": words, "pdftotext": reference, "difference": round(difference, 4)}


def count_words(content: bytes, name: str) -> int:
    """Return the words on the lines of a PDF as Footnote reads it, before paragraphs are put together."""
    limits = replace(LimitSettings(), pdf_seconds=SECONDS)
    return sum(len(line.text.split()) for page in read(content, name, limits).pages for line in page)


def _reference_words(document: Path) -> int:
    text = subprocess.run(["pdftotext", str(document), "-"], stdout=subprocess.PIPE, check=True).stdout
    return len(text.decode("utf-8", "replace").split())


def _documents(folder: Path) -> Iterator[tuple[str, Path]]:
    unpacked = folder / "unpacked"
    if not unpacked.exists():
        subprocess.run(["apt-get", "download", "-q", *PACKAGES], cwd=folder, check=True)
        for package in sorted(folder.glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(package), str(unpacked)], check=True)
    files = {file.name.removesuffix(".gz"): file for file in unpacked.rglob("*.pdf*") if not file.is_symlink()}
    for name in DOCUMENTS:
        file = files[f"{name}.pdf"]
        plain = folder / f"{name}.pdf"
        plain.write_bytes(gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes())
        yield name, plain


if __name__ == "__main__":
    sys.exit(main())

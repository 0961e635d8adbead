"""Deep links in a real browser: whether Chromium opens a page at the sentence that was quoted from it.

    python -m bench.quality.deep_links

Each page below is read as Footnote reads it, the sentence is quoted and linked, the page is served on loopback and
opened by its link in headless Chromium (Debian: `apt install chromium`). A link is right where the middle of the window
shows the block of the page in which the sentence begins, far below what the page opens with. The figures are written to
`bench/results/deep_links.json`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench.browser import NOT_INSTALLED, find_browser
from bench.paths import RESULTS
from retrieval.answering.text_fragments import deep_link
from retrieval.core.ingestion_records import Draft
from retrieval.core.records import Article, TextRange
from retrieval.core.reply_records import Citation
from retrieval.core.settings import LimitSettings
from retrieval.sources.html.loader import HtmlLoader
from retrieval.text.segmentation import blocks

SECONDS = 90  # for a page, on a busy machine
_SPACE = '<div style="height: 4000px"></div>'
_REPORT = """<script>addEventListener("load", () => setTimeout(() => {
const shown = document.elementFromPoint(innerWidth / 4, innerHeight / 2) || document.body;
const block = shown.closest("[id]");
document.body.dataset.shown = scrollY > 1000 && block ? block.id : "nothing"; }, 800))</script>"""
_SHOWN = re.compile(r'data-shown="([^"]*)"')
_OPENING = "<p>The office of the harbour answers letters from the whole county every day of the week but one.</p>"
_CLOSING = "<p>Whoever comes by train finds the office on the left of the old crane, beside the shop for ropes.</p>"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPage:
    """A page, and words of the sentence that is quoted from its block with the id `target`."""

    name: str
    body: str
    quoted: str


PAGES = (
    LinkedPage(
        name="paragraph", body='<p id="target">The derrick was bought in Ghent for £40 in 1935.</p>', quoted="derrick"
    ),
    LinkedPage(
        name="marks of the syntax",
        body='<p id="target">The well-known derrick, bought in Ghent for £40 &amp; a half-crown, was lost.</p>',
        quoted="derrick",
    ),
    LinkedPage(
        name="line breaks",
        body='<p id="target">The winch was bought<br>in Leith in 1931<br>by the town.</p>',
        quoted="winch",
    ),
    LinkedPage(
        name="number of a note",
        body='<p id="target">The crane<sup><a href="#n1">[1]</a></sup> was bought in Kiel in 1932<sup><a href="#n2">[2]'
        "</a></sup> by the town.</p>",
        quoted="Kiel",
    ),
    LinkedPage(
        name="row of a table",
        body='<table><tr><th>Boat</th><th>Fee</th></tr><tr id="target"><td>Under eight metres</td><td>four pounds a '
        "night</td></tr><tr><td>Eight metres and more</td><td>nine pounds a night</td></tr></table>",
        quoted="Under eight metres",
    ),
    LinkedPage(
        name="preformatted lines",
        body='<pre id="target">Install the lamp with a key.\nTest the lamp at dusk.</pre>',
        quoted="Install the lamp",
    ),
    LinkedPage(
        name="ruby",
        body='<p id="target">The old <ruby>lighthouse<rp>(</rp><rt>LT</rt><rp>)</rp></ruby> was built in 1912 by the '
        "town of Leith.</p>",
        quoted="lighthouse",
    ),
    LinkedPage(
        name="list item",
        body='<ol><li>Open the lower valve first of all.</li><li id="target">Close the upper valve with the long key.'
        "</li></ol>",
        quoted="upper valve",
    ),
    LinkedPage(
        name="emphasis and link",
        body='<p id="target">The <b>dredger</b> was sold to <a href="/x">Ghent</a> for <i>nine</i> pounds.</p>',
        quoted="dredger",
    ),
    LinkedPage(
        name="same words twice",
        body='<p>The barge was sold in May.</p><div style="height: 3000px"></div>'
        '<p id="target">Then came a second sale. <span>The barge was sold in May.</span></p>',
        quoted="",  # the second
    ),
    LinkedPage(
        name="blocks in a quotation",
        body='<blockquote id="target"><p>We shall be done by Easter, and not a day before that.</p></blockquote>',
        quoted="Easter",
    ),
    LinkedPage(
        name="special letters",
        body='<p id="target">Żegluga w Łodzi — „szybka” i tania — kosztuje 4&nbsp;000&nbsp;zł.</p>',
        quoted="kosztuje",
    ),
    LinkedPage(name="Chinese", body='<p id="target">港口办公室在夏天开门，每天回复来自全县的信件。</p>', quoted="港口"),
    LinkedPage(
        name="definition list",
        body='<dl><dt>Ketch</dt><dd id="target">A ketch has two masts, the smaller of them behind.</dd></dl>',
        quoted="two masts",
    ),
)


def main() -> int:
    """Open every page by its link, print what is shown, and write the figures."""
    browser = find_browser()
    if browser is None:
        print(NOT_INSTALLED, file=sys.stderr)
        return 2
    shown = open_pages(browser, PAGES)
    for name, target in shown.items():
        print(f"{'right' if target == 'target' else 'WRONG'}  {name}: {target}")
    right = sum(target == "target" for target in shown.values())
    version = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    figures = {"browser": version, "pages": len(shown), "right": right, "shown": shown}
    (RESULTS / "deep_links.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0 if right == len(shown) else 1


def open_pages(browser: str, pages: Sequence[LinkedPage]) -> dict[str, str]:
    """Find the id of what Chromium shows of each page, by the page's name."""
    with _serve({f"/{number}.html": page_html(page) for number, page in enumerate(pages)}) as host:
        return {
            page.name: _open(browser, link_to_quote(page, f"{host}/{number}.html")) for number, page in enumerate(pages)
        }


def page_html(page: LinkedPage) -> str:
    """Return the page with room above and below what is quoted."""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>The harbour</title></head><body><article>'
        f"<h1>The harbour</h1>{_OPENING}{_SPACE}{page.body}{_SPACE}{_CLOSING}</article>{_REPORT}</body></html>"
    )


def link_to_quote(page: LinkedPage, address: str) -> str:
    """Return the link that Footnote gives for the quoted sentence: the last one with the words."""
    loader = HtmlLoader(LimitSettings(), lambda _: iter(()))
    (draft,) = (item for item in loader.extract(page_html(page).encode(), address) if isinstance(item, Draft))
    article = Article(
        id="a", library="l", source=address, title=draft.title, text=draft.text, digest="", published=None, added="",
        language="en",
    )  # fmt: skip
    sentences = [sentence for block in blocks(draft.text) for sentence in block.sentences]
    quoted = page.quoted or "The barge was sold"
    (*_, last) = (each for each in sentences if quoted in draft.text[each.start : each.end])
    return deep_link(Citation.of(article, TextRange(start=last.start, end=last.end))) or address


def _open(browser: str, link: str) -> str:
    """Find what Chromium shows of a page: the id of the block in the middle of its window."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-first-run"]
        done = subprocess.run(
            [browser, *options, "--virtual-time-budget=4000", "--dump-dom", link],
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    match = _SHOWN.search(done.stdout)
    return match[1] if match else "no answer"


@contextmanager
def _serve(pages: dict[str, str]) -> Iterator[str]:
    """Serve the pages on loopback; their address without a path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    sys.exit(main())

"""What is passed on in an e-mail is an article of its own sender; signed, encrypted and damaged e-mails."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceLocked
from retrieval.core.ingestion_records import Draft
from retrieval.sources import load
from retrieval.sources.mail.forwarded_text import forwarded_texts

if TYPE_CHECKING:
    from retrieval.core.settings import LimitSettings
    from tests.retrieval.sources.conftest import LoadOne, Write

OWN = "For your files, as I promised at the weir."
PASSED_ON = "The weir is lowered by a hand on the first of June."
FIELDS = "From: Jon Ash <jon@weir.example>\nDate: Sun, 4 May 2031 at 08:00\nSubject: Weir\nTo: Ida <ida@weir.example>"
GERMAN = "Von: Jon Ash <jon@weir.example>\nGesendet: Sonntag, 4. Mai 2031 08:00\nAn: Ida Moor\nBetreff: Weir"
BLOCKS = {
    "ruled": ("Fwd: Weir", f"---------- Forwarded message ---------\n{FIELDS}\n\n{PASSED_ON}\n"),
    "apple": ("Fwd: Weir", f"Begin forwarded message:\n\n{FIELDS}\n\n{PASSED_ON}\n"),
    "german": ("WG: Weir", f"-------- Weitergeleitete Nachricht --------\n{GERMAN}\n\n{PASSED_ON}\n"),
    "outlook": ("WG: Weir", f"{GERMAN}\n\n{PASSED_ON}\n"),
}


def mail(body: str, subject: str = "Weir", kind: str = "text/plain; charset=utf-8", more: str = "") -> str:
    head = f"From: Ida Moor <ida@weir.example>\nSubject: {subject}\nDate: Mon, 05 May 2031 09:00:00 +0200\n"
    return f"{head}MIME-Version: 1.0\nContent-Type: {kind}\n{more}\n{body}"


def drafts(path: str, limits: LimitSettings) -> list[Draft]:
    return [item for item in load(path, limits=limits) if isinstance(item, Draft)]


@pytest.mark.parametrize(("subject", "block"), BLOCKS.values(), ids=BLOCKS)
def test_what_is_passed_on_is_an_article_of_its_sender(
    write: Write, limits: LimitSettings, subject: str, block: str
) -> None:
    path = write("a.eml", mail(f"{OWN}\n\n{block}", subject))
    own, passed_on = drafts(path, limits)
    assert (own.text, own.author) == (OWN, "Ida Moor")
    assert (passed_on.text, passed_on.title, passed_on.author) == (PASSED_ON, "Weir", "Jon Ash")
    assert (passed_on.published or "").startswith("2031-05-04")
    assert passed_on.source == f"{own.source}#forwarded"


def test_a_page_that_is_passed_on(write: Write, limits: LimitSettings) -> None:
    fields = FIELDS.replace("<", "&lt;").replace("\n", "<br>")
    quote = f'<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>{fields}</div>'
    body = f"<div>{OWN}</div>{quote}<p>{PASSED_ON}</p></div>"
    own, passed_on = drafts(write("a.eml", mail(body, kind="text/html; charset=utf-8")), limits)
    assert (own.text, passed_on.text, passed_on.author) == (OWN, PASSED_ON, "Jon Ash")


def test_what_is_passed_on_twice(write: Write, limits: LimitSettings) -> None:
    inner = FIELDS.replace("Jon Ash", "Eva Rau")
    body = (
        f"Forwarded below.\n\n{BLOCKS['ruled'][1]}\n---- Forwarded message ----\n{inner}\n\nThe lock is dry in May.\n"
    )
    texts = [(draft.author, draft.text) for draft in drafts(write("a.eml", mail(body)), limits)]
    assert texts == [
        ("Ida Moor", "Forwarded below."),
        ("Jon Ash", PASSED_ON),
        ("Eva Rau", "The lock is dry in May."),
    ]


def test_an_answer_passes_nothing_on(load_one: LoadOne) -> None:
    assert load_one("a.eml", mail(f"{OWN}\n\n{GERMAN}\n\n{PASSED_ON}\n", "AW: Weir")).text == OWN


def test_the_time_grows_with_the_lines() -> None:
    lines = ["From: " + " " * 100_000 + "<", "Sent: " + ", " * 100_000 + "4 May", "To: x", *["-- " * 5_000] * 10, "x"]
    started = time.process_time()
    list(forwarded_texts(lines, "Fwd: x"))
    assert time.process_time() - started < 2


def test_a_signed_text(load_one: LoadOne) -> None:
    signed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{OWN}\n\n- From here it is far.\n"
    body = f"{signed}-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"
    assert load_one("a.eml", mail(body)).text == f"{OWN}\n\nFrom here it is far."


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data", "MIAG", "encrypted"),
        ("application/pkcs7-mime; smime-type=signed-data", "MIAG", "packed into its signature"),
        ('multipart/encrypted; boundary="B"', "--B\nContent-Type: text/plain\n\nhQEM\n--B--\n", "encrypted"),
        ("text/plain", "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n", "encrypted"),
    ],
)
def test_what_only_a_key_opens_is_refused(
    write: Write, limits: LimitSettings, kind: str, body: str, words: str
) -> None:
    with pytest.raises(SourceLocked, match=words):
        drafts(write("a.eml", mail(body, kind=kind)), limits)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("quoted-printable", f"{OWN[:20]}= \n{OWN[20:]}\n"),
        ("base64", base64.b64encode(f"{OWN} {OWN}".encode()).decode()[:-3] + "!\n"),
        ("base64", OWN),
    ],
)
def test_damaged_codings(load_one: LoadOne, coding: str, body: str) -> None:
    text = load_one("a.eml", mail(body, more=f"Content-Transfer-Encoding: {coding}\n")).text
    assert text.startswith(OWN)


def test_a_multipart_without_a_boundary(load_one: LoadOne) -> None:
    assert load_one("a.eml", mail(OWN, kind="multipart/mixed")).text == OWN


def test_headers_in_an_old_encoding(write: Write, limits: LimitSettings) -> None:
    content = mail(OWN, "Große Schleuse").replace("Ida Moor", "Ida Möhr").encode("latin-1")
    (draft,) = drafts(write("a.eml", content), limits)
    assert (draft.title, draft.author) == ("Große Schleuse", "Ida Möhr")


def test_what_a_mailing_list_adds_behind_a_rule(load_one: LoadOne) -> None:
    footer = f"{'_' * 47}\nWeir mailing list\nhttps://lists.weir.example/mailman/listinfo/weir\n"
    assert load_one("a.eml", mail(f"{OWN}\n{footer}")).text == OWN
    rule = f"{OWN}\n\n{'_' * 40}\n\nThe weir has been dry since May."
    assert load_one("b.eml", mail(rule)).text.endswith("dry since May.")

from __future__ import annotations

import time
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceEmpty, SourceError, SourceNotText, SourceTooLarge
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from support.documents import lines, pdf

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

OWN = "The dyke opens again on Friday."


def _mail(text: str = OWN, kind: str = "plain", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = headers.get("subject", "The dyke")
    message["From"] = headers.get("sender", "Ann Lee <ann@quay.example>")
    message["Date"] = headers.get("date", "Tue, 03 Mar 2026 10:15:00 +0100")
    message.set_content(text, subtype=kind)
    return message


def _read(message: EmailMessage | bytes, limits: LimitSettings) -> list[Draft | Skipped]:
    content = message if isinstance(message, bytes) else message.as_bytes()
    return list(extract_document(RawDocument(content=content, name="a.eml", source="/a.eml"), limits=limits))


def _refusal(content: bytes, limits: LimitSettings) -> SourceError:
    with pytest.raises(SourceError) as caught:
        _read(content, limits)
    assert caught.value.where == "/a.eml"
    return caught.value


def test_what_its_headers_say(load_one: LoadOne) -> None:
    draft = load_one("a.eml", _mail(subject="Grüße vom Deich – bald", sender="Jürgen Öz <j@quay.example>").as_bytes())
    assert (draft.title, draft.author, draft.published) == (
        "Grüße vom Deich – bald",
        "Jürgen Öz",
        "2026-03-03T10:15:00+01:00",
    )
    assert draft.text == OWN


@pytest.mark.parametrize(("sender", "date"), [("ann@quay.example", "nonsense"), ("", "Tue, 99 Mar")])
def test_headers_that_say_little(load_one: LoadOne, sender: str, date: str) -> None:
    content = f"From: {sender}\nDate: {date}\n\n{OWN}\n"
    draft = load_one("the_dyke.eml", content)
    assert (draft.title, draft.author, draft.published) == ("the dyke", sender or None, None)


@pytest.mark.parametrize(
    "rest",
    [
        "-- \nAnn Lee\nHarbour office",
        "On 3 May 2026 at 10:15, Bo Ek <bo@quay.example> wrote:\n> When?\n>> Soon?\n",
        "On Tue, 3 May 2026 at 10:15 Bo Ek\n<bo@quay.example> wrote:\n\n> When?",
        "Am 3. Mai 2026 schrieb Bo Ek:\n> Wann?",
        "Le 3 mai 2026 à 10:15, Bo Ek a écrit :\n> Quand ?",
        "El 3 may 2026, a las 10:15, Bo Ek escribió:\n> ¿Cuándo?",
        "> When?",
        "-----Original Message-----\nFrom: Bo Ek\n\nWhen?",
        "________________________________\nFrom: Bo Ek\nSent: Tuesday\n\nWhen?",
    ],
    ids=["signature", "english", "two lines", "german", "french", "spanish", "bare", "original", "outlook"],
)
def test_what_others_wrote_and_signatures_are_dropped(load_one: LoadOne, rest: str) -> None:
    assert load_one("a.eml", _mail(f"{OWN}\n\n{rest}\n").as_bytes()).text == OWN


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_the_notices_of_a_newsletter_are_dropped(limits: LimitSettings, kind: str) -> None:
    parts = ["View this email in your browser", OWN, "You are receiving this because you signed up. Unsubscribe"]
    text = "\n\n".join(parts) if kind == "plain" else "".join(f"<p>{part}</p>" for part in parts)
    (read,) = _read(_mail(text, kind), limits)
    assert isinstance(read, Draft)
    assert read.text == OWN


def test_words_between_quotes_stay(load_one: LoadOne) -> None:
    text = "> When does it open?\nOn Friday.\n> And the sluice?\nOn Sunday.\n"
    assert load_one("a.eml", _mail(text).as_bytes()).text == "On Friday.\nOn Sunday."


def test_soft_line_ends_are_undone(load_one: LoadOne) -> None:
    content = (
        b"Subject: Flow\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"The dyke opens \nagain on \nFriday.\n\n From here on it is free.\n"
    )
    assert load_one("a.eml", content).text == "The dyke opens again on Friday.\n\nFrom here on it is free."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>It <b>opens</b>&nbsp;today.</p><ul><li>one</li><li>two</li></ul>", "It opens today.\n\n- one\n- two"),
        ("<table><tr><td><h1>News</h1><p>Soon.</p></td><td><p>Now</p></td></tr></table>", "# News\n\nSoon.\n\nNow"),
        ("<table><tr><td>day</td><td>tide</td></tr><tr><td>Fri</td><td>3</td></tr></table>", "day | tide\nFri | 3"),
        ('It opens.<br>Now.<div style="display:none">no</div><img src="https://spy.example/1">', "It opens.\nNow."),
        ('<div>It opens.</div><div class="gmail_quote">On … wrote: <blockquote>When?</blockquote></div>', "It opens."),
        ('<p>It opens.</p><blockquote type="cite">When?</blockquote>', "It opens."),
        ('<p>It opens.</p><div id="appendonsend"></div><hr><div>From: Bo</div>', "It opens."),
        ('<p>It opens.</p><div class="gmail_signature">Ann</div>', "It opens."),
    ],
    ids=["words", "frame", "table", "hidden", "gmail", "apple", "outlook", "signature"],
)  # fmt: skip
def test_html_where_there_is_no_plain_text(load_one: LoadOne, source: str, text: str) -> None:
    content = _mail(f"<html><head><style>p</style></head><body>{source}</body></html>", "html").as_bytes()
    assert load_one("a.eml", content).text == text


def test_the_plain_part_is_taken_before_the_html(load_one: LoadOne) -> None:
    message = _mail()
    message.add_alternative("<p>Other words.</p>", subtype="html")
    assert load_one("a.eml", message.as_bytes()).text == OWN


def test_a_blank_plain_part_gives_way_to_the_html(load_one: LoadOne) -> None:
    message = _mail(" \n")
    message.add_alternative(f"<p>{OWN}</p>", subtype="html")
    assert load_one("a.eml", message.as_bytes()).text == OWN


def test_attachments_are_articles_of_their_own(limits: LimitSettings) -> None:
    message = _mail()
    message.add_attachment(b"# Weir\n\nIt is old.", maintype="text", subtype="markdown", filename="weir.md")
    message.add_attachment(
        pdf([lines("The quay is long.")]), maintype="application", subtype="pdf", filename="Kai ü.pdf"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="octet-stream", filename="cut.pdf")
    message.add_attachment(_mail("The pond is deep.", subject="Pond"))
    message.add_attachment(b"It is new.", maintype="text", subtype="markdown", filename="weir.md")
    found = _read(message, limits)
    assert [(type(item).__name__, item.source) for item in found] == [
        ("Draft", "/a.eml"),
        ("Draft", "/a.eml#weir.md"),
        ("Draft", "/a.eml#Kai ü.pdf"),
        ("Skipped", "/a.eml#map.png"),
        ("Skipped", "/a.eml#cut.pdf"),
        ("Draft", "/a.eml#5"),
        ("Draft", "/a.eml#weir.md (6)"),
    ]
    assert [item.expected for item in found if isinstance(item, Skipped)] == [True, False]
    assert [item.text for item in found if isinstance(item, Draft)] == [
        OWN, "It is old.", "The quay is long.", "The pond is deep.", "It is new.",
    ]  # fmt: skip


def test_an_attachment_alone(limits: LimitSettings) -> None:
    message = _mail(" \n")
    message.add_attachment(b"It is old.", maintype="text", subtype="plain", filename="weir.txt")
    assert [item.source for item in _read(message, limits)] == ["/a.eml#weir.txt"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "koi8-r", "nonsense", "utf-16"])
def test_a_charset_of_any_name(limits: LimitSettings, charset: str) -> None:
    body = "Straße".encode("latin-1") if charset == "iso-8859-1" else b"Words."
    content = f"Subject: x\nContent-Type: text/plain; charset={charset}\n\n".encode() + body
    (draft,) = _read(content, limits)
    assert draft.text == body.decode("latin-1")  # type: ignore[union-attr]


class TestRefusals:
    def test_nothing_of_its_own(self, limits: LimitSettings) -> None:
        error = _refusal(_mail("> Quoted alone.\n").as_bytes(), limits)
        assert type(error) is SourceEmpty
        assert "only the quoted text" in error.what

    @pytest.mark.parametrize("content", [b"\n\nNo header.\n", b"\x00\x01\x02", b"no mail at all"])
    def test_no_mail(self, limits: LimitSettings, content: bytes) -> None:
        assert type(_refusal(content, limits)) is SourceNotText

    def test_parts_in_parts(self, limits: LimitSettings) -> None:
        nested = b"Subject: x\n" + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(500)
        )
        assert type(_refusal(nested, limits)) is SourceTooLarge

    @pytest.mark.parametrize("name", ["Subject", "From", "Date", "Content-Disposition", "Content-Transfer-Encoding"])
    @pytest.mark.parametrize("piece", ["<(", '"', "a@b,", "a:b;", "\\", ';a*1="x"', " a", "=?utf-8?q?"])
    def test_a_header_without_end_takes_no_time(self, limits: LimitSettings, name: str, piece: str) -> None:
        content = f"{name}: {piece * (900_000 // len(piece))}\n\n{OWN}".encode()
        began = time.process_time()
        (draft,) = _read(content, limits)
        assert time.process_time() - began < 2
        assert draft.text == OWN  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words", ["a" * 200_000, f"Sent from {'A' * 105}!\n" * 200], ids=["word", "lines of a program"]
)
def test_a_long_word_takes_no_time_beyond_its_length(words: str) -> None:
    content = _mail(f"{OWN}\n\n{words}\n").as_bytes()
    began = time.process_time()
    (article,) = extract_document(RawDocument(content=content, name="a.eml", source="a.eml"), limits=LimitSettings())
    assert isinstance(article, Draft)
    assert OWN in article.text
    assert time.process_time() - began < 5  # seconds; by the square of the length it was a minute

"""The words of others are left out of a reply, however its program sets them apart; mailboxes and odd codings."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document, load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.retrieval.sources.conftest import LoadOne, Write

OWN = "The sluice is closed until Thursday."
HEAD = (
    "From: Ida Moor <ida@sluice.example>\nSubject: Sluice\nDate: Mon, 05 May 2031 09:00:00 +0200\nMIME-Version: 1.0\n"
)
PLAIN = f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n"
HTML = f"{HEAD}Content-Type: text/html; charset=utf-8\n\n"
OTHERS = "The keeper has the key, and the boat is blue."

TAILS = {
    "english": "From: Jon Ash\nSent: Sunday, May 4, 2031 8:00 AM\nTo: Ida Moor\nSubject: Sluice",
    "german": "Von: Jon <jon@sluice.example>\nGesendet: Sonntag, 4. Mai 2031 08:00\nAn: Ida Moor\nBetreff: Schleuse",
    "french": "De : Jon Ash\nEnvoyé : dimanche 4 mai 2031 08:00\nÀ : Ida Moor\nObjet : Écluse",
    "spanish": "De: Jon Ash\nEnviado el: domingo, 4 de mayo de 2031 8:00\nPara: Ida Moor\nAsunto: Esclusa",
    "bold": "*From:* Jon Ash\n*Date:* 4 May 2031\n*To:* Ida Moor",
    "yahoo": "On Sunday, May 4, 2031 at 08:00:00 AM GMT+2, Jon Ash <jon@sluice.example> wrote:",
    "yahoo german": "Am Sonntag, 4. Mai 2031 um 08:00:00 MESZ hat Jon Ash <jon@sluice.example> geschrieben:",
    "yahoo french": "Le dimanche 4 mai 2031 à 08:00, Jon Ash <jon@sluice.example> a écrit :",
    "yahoo spanish": "El domingo, 4 de mayo de 2031, 8:00, Jon Ash <jon@sluice.example> escribió:",
    "two lines": "On Sun, May 4, 2031 at 8:00 AM Jon Ash\n<jon@sluice.example> wrote:",
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_what_stands_below_without_marks_is_left_out(load_one: LoadOne, tail: str) -> None:
    assert load_one("a.eml", f"{PLAIN}{OWN}\n\n{tail}\n\n{OTHERS}\n").text == OWN


@pytest.mark.parametrize(
    "markup",
    [
        "<div><p><b>From:</b> Jon Ash<br><b>Sent:</b> 4 May 2031<br><b>To:</b> Ida Moor</p></div>",
        "<p>Von: Jon Ash</p><p>Gesendet: 4. Mai 2031</p><p>An: Ida Moor</p>",
        "<div>On Sun, May 4, 2031 at 8:00 AM Jon Ash &lt;jon@sluice.example&gt; wrote:</div>",
    ],
)
def test_html_without_marks(load_one: LoadOne, markup: str) -> None:
    content = f"{HTML}<html><body><p>{OWN}</p>{markup}<p>{OTHERS}</p></body></html>"
    assert load_one("a.eml", content).text == OWN


@pytest.mark.parametrize(
    "introduction",
    [
        "2031年5月4日(日) 8:00 Jon Ash <jon@sluice.example>:",
        "niedz., 4 maj 2031 o 08:00 Jon Ash <jon@sluice.example> napisał(a):",
        "sön 4 maj 2031 kl. 08:00 skrev Jon Ash <jon@sluice.example>:",
        "Op zo 4 mei 2031 om 08:00 schreef Jon Ash <jon@sluice.example>:",
        "вс, 4 мая 2031 г. в 08:00, Jon Ash <jon@sluice.example>:",
        "Jon Ash <jon@sluice.example> 于2031年5月4日周日 08:00写道：",
        "Jon Ash wrote on 4 May 2031 08:00:",
        "Jon Ash <jon@sluice.example> wrote:",
        "On Sun, May 4, 2031 at 8:00 AM Jon Ash\n<jon@sluice.example> wrote:",
    ],
)
def test_lines_that_introduce_a_quotation(load_one: LoadOne, introduction: str) -> None:
    assert load_one("a.eml", f"{PLAIN}{OWN}\n\n{introduction}\n\n> {OTHERS}\n").text == OWN


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPad",
        "Sent from Yahoo Mail on Android",
        "Von meinem iPhone gesendet",
        "Gesendet mit der mobilen Mail App",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Get Outlook for iOS",
    ],
)
def test_lines_of_the_program(load_one: LoadOne, line: str) -> None:
    assert load_one("a.eml", f"{PLAIN}{OWN}\n\n{line}\n").text == OWN
    assert load_one("a.eml", f"{HTML}<p>{OWN}</p><div>{line}</div>").text == OWN


@pytest.mark.parametrize(
    "text",
    [
        "From: the harbour\n\nTo the sluice it is a mile.",
        "On Sunday Jon wrote:\n\nthe boat is blue.",
        "Sent from Ottering to Vale, the boat took a day.",
        "Bring these:\n\nthe key and the lamp.",
    ],
)
def test_words_that_only_look_like_it_stay(load_one: LoadOne, text: str) -> None:
    assert load_one("a.eml", f"{PLAIN}{OWN}\n\n{text}\n").text == f"{OWN}\n\n{text}"


@pytest.mark.parametrize("footer", ["-- \nThe sluice list", "____\nThe list", "\nunsubscribe\n"])
def test_a_plain_footer_behind_base64(load_one: LoadOne, footer: str) -> None:
    coded = base64.encodebytes(f"{OWN} Ünder the brïdge it is dry.".encode()).decode()
    content = f"{HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{coded}{footer}\n"
    assert load_one("a.eml", content).text == f"{OWN} Ünder the brïdge it is dry."


JAPANESE = "水門は木曜日まで閉じています。"


def test_escape_sequences_in_every_kind_of_text(load_one: LoadOne) -> None:
    coded = JAPANESE.encode("iso2022_jp")
    mail = b"Subject: " + "水門".encode("iso2022_jp") + b"\nContent-Type: text/plain; charset=ISO-2022-JP\n\n" + coded
    draft = load_one("a.eml", mail)
    assert (draft.title, draft.text) == ("水門", JAPANESE)
    assert load_one("a.txt", coded).text == JAPANESE
    assert load_one("a.html", b"<html><body><p>" + coded + b"</p></body></html>").text == JAPANESE


def _message(number: int, text: str) -> str:
    return (
        f"From ida@sluice.example Mon May  5 09:00:0{number} 2031\nMessage-ID: <{number}@sluice.example>\n"
        f"{PLAIN.replace('Subject: Sluice', f'Subject: Sluice {number}')}{text}\n\n"
    )


class TestMailbox:
    def test_a_message_is_an_article(self, write: Write, limits: LimitSettings) -> None:
        path = write("sluice.mbox", _message(1, f"{OWN}\n>From Vale it is near.") + _message(2, OTHERS))
        first, second = load(path, limits=limits)
        assert isinstance(first, Draft)
        assert isinstance(second, Draft)
        assert [first.source, second.source] == [f"{path}#1@sluice.example", f"{path}#2@sluice.example"]
        assert [first.title, second.title] == ["Sluice 1", "Sluice 2"]
        assert first.text == f"{OWN}\nFrom Vale it is near."

    def test_a_message_without_words_of_its_own_is_skipped_alone(self, write: Write, limits: LimitSettings) -> None:
        path = write("sluice.mbox", _message(1, f"> {OTHERS}") + _message(2, OWN))
        first, second = load(path, limits=limits)
        assert isinstance(first, Skipped)
        assert isinstance(second, Draft)

    def test_more_messages_than_are_read(self) -> None:
        content = "".join(_message(number, f"{OWN} {number}") for number in range(4)).encode()
        document = RawDocument(content=content, name="a.mbox", source="/a.mbox")
        items = list(extract_document(document, limits=LimitSettings(parts=2)))
        assert [type(item) for item in items] == [Draft, Draft, Skipped]


@pytest.mark.parametrize(
    "tail",
    [
        "Odesílatel: Jon Ash <jon@sluice.example>\nOdesláno: neděle 4. května 2031 8:00\nKomu: Ida Moor",
        "Lähettäjä: Jon Ash\nLähetetty: sunnuntai 4. toukokuuta 2031 8.00\nVastaanottaja: Ida Moor\nAihe: Sulku",
        "보낸 사람: Jon Ash\n보낸 날짜: 2031년 5월 4일 8:00\n받는 사람: Ida Moor",
        "Nosūtītājs: Jon Ash <jon@sluice.example>\nNosūtīts: 2031. gada 4. maijs 8:00\nKam: Ida Moor",
        "Gesendet: 4. Mai 2031 08:00\nVon: Jon Ash\nAn: Ida Moor\nBetreff: Schleuse",
        "-------- Bericht doorsturen --------\nOnderwerp: Sluis",
        "---- On Sun, 04 May 2031 08:00:00 +0200 Jon Ash <jon@sluice.example> wrote ----",
        "El 4/5/31 a las 8:00, Jon Ash escribió:",
        "2031年5月4日(日) 8:00 Jon Ash <jon@sluice.example>:",
    ],
)
def test_replies_in_other_languages_and_programs(load_one: LoadOne, tail: str) -> None:
    assert load_one("a.eml", f"{PLAIN}{OWN}\n\n{tail}\n\n{OTHERS}\n").text == OWN


@pytest.mark.parametrize(
    "markup",
    [
        f"<div>On 4 May 2031, Jon Ash wrote:</div><blockquote>{OTHERS}</blockquote>",
        f'<div id="yahoo_quoted_77">{OTHERS}</div>',
        f'<div class="x_gmail_quote">{OTHERS}</div>',
        f'<div class="zmail_extra"><blockquote>{OTHERS}</blockquote></div>',
        f'<div name="quote"><b>Gesendet:</b> 4. Mai 2031<br><b>Von:</b> Jon<div>{OTHERS}</div></div>',
        f'<div class="OutlookMessageHeader">From: Jon</div><div>{OTHERS}</div>',
    ],
)
def test_quotations_that_programs_mark_in_html(load_one: LoadOne, markup: str) -> None:
    content = f"{HTML}<html><body><p>{OWN}</p>{markup}</body></html>"
    assert load_one("a.eml", content).text == OWN


def test_a_quotation_of_the_writers_own_stays(load_one: LoadOne) -> None:
    content = f"{HTML}<html><body><p>{OWN}</p><p>The rule says:</p><blockquote>{OTHERS}</blockquote></body></html>"
    assert load_one("a.eml", content).text == f"{OWN}\n\nThe rule says:\n\n{OTHERS}"


@pytest.mark.parametrize(
    "line",
    [
        "Verstuurd vanaf mijn iPhone",
        "发自我的 iPhone",
        "나의 iPhone에서 보냄",
        "Odesláno z iPhonu",
        "iPhone'umdan gönderildi",
        "Sent from my Pixel",
        "Sent from Front",
        "Get BlueMail for Android",
        "Yahoo Mail: Search, Organize, Conquer",
    ],
)
def test_lines_of_phones_and_programs_in_other_languages(load_one: LoadOne, line: str) -> None:
    assert load_one("a.eml", f"{PLAIN}{OWN}\n\n{line}\n").text == OWN


def test_a_sentence_about_sending_stays(load_one: LoadOne) -> None:
    words = "Sent from the lock by phone: the sluice is closed, and nobody has the key to it until Thursday."
    assert load_one("a.eml", f"{PLAIN}{words}\n").text == words


@pytest.mark.parametrize("name", ["Inbox", "mbox", "old.mbx"])
def test_mailboxes_by_other_names(tmp_path: Path, name: str) -> None:
    messages = (f"From - Sun May 04 08:0{n}:00 2031\n{PLAIN}Sluice {n} is closed.\n\n" for n in (1, 2))
    (tmp_path / name).write_text("".join(messages), "utf-8")
    drafts = load(str(tmp_path / name), limits=LimitSettings())
    assert [draft.text for draft in drafts if isinstance(draft, Draft)] == [
        "Sluice 1 is closed.",
        "Sluice 2 is closed.",
    ]


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("iso-2022-kr", "iso2022_kr", "수문은 목요일까지 닫혀 있습니다."),
        ("hz-gb-2312", "hz", "水闸关闭到星期四。"),
        ("utf-7", "utf-7", "Die Schleuse öffnet früh."),
    ],
)
def test_encodings_of_seven_bits(load_one: LoadOne, charset: str, codec: str, text: str) -> None:
    content = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode() + text.encode(codec) + b"\n"
    assert load_one("a.eml", content).text == text


def test_the_senders_name_in_brackets(load_one: LoadOne) -> None:
    content = PLAIN.replace("Ida Moor <ida@sluice.example>", "ida@sluice.example (Ida Moor)")
    assert load_one("a.eml", f"{content}{OWN}\n").author == "Ida Moor"

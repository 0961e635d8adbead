from __future__ import annotations

import os
import random
import time

import pytest

from retrieval.core.errors import SourceNotText
from retrieval.sources.files.decoding import decode

# One sentence or two in each language, as long as a short note.
NOTES = {
    "de": "Die Fähre über den Sund war am Sonntag völlig ausgebucht. Nächste Woche fährt sie öfter, sagte das Büro.",
    "fr": "La traversée était complète dimanche, a déclaré la capitainerie. « Nous étions prêts », a-t-elle ajouté.",
    "en": "The café’s owner said it cost £20 — a bargain, he thought. Nobody else in the town agreed with him.",
    "es": "El transbordador salió lleno el domingo. ¿Cuánto costó? Más de lo que el señor Núñez había pensado.",
    "ru": "Паром через пролив в воскресенье был полностью заполнен, сообщили в управлении порта, и никто не удивился.",
    "pl": "Prom przez cieśninę był w niedzielę całkowicie zapełniony. Źródła mówią, że kosztował więcej niż zwykle.",
    "el": "Το πλοίο για το νησί ήταν γεμάτο την Κυριακή, είπε το λιμεναρχείο, και κανείς δεν εξεπλάγη πάρα πολύ.",
    "ja": "日曜日の渡し船は満席だったと港の事務所は述べた。驚いた人は誰もいなかった。来週からは便が増えるという。",
    "zh": "港务局表示，星期天横渡海峡的渡轮已经全部订满，没有人对此感到惊讶。从下周开始，班次将会增加，票价不变。",
    "ko": "일요일에 해협을 건너는 여객선은 모두 예약되었다고 항만 사무소가 밝혔다. 아무도 놀라지 않았다고 한다.",
}
LEGACY = [
    ("de", "cp1252"), ("de", "latin-1"), ("fr", "cp1252"), ("fr", "latin-1"), ("en", "cp1252"), ("es", "latin-1"),
    ("ru", "cp1251"), ("ru", "koi8-r"), ("pl", "cp1250"), ("el", "cp1253"), ("ja", "shift_jis"), ("ja", "euc_jp"),
    ("zh", "gb18030"), ("ko", "euc_kr"),
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", NOTES)
def test_unicode_is_read(language: str, encoding: str) -> None:
    assert decode(NOTES[language].encode(encoding), where="a") == NOTES[language]


def test_big_endian_utf_16_with_its_mark() -> None:
    assert decode(b"\xfe\xff" + NOTES["ru"].encode("utf-16-be"), where="a") == NOTES["ru"]


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_older_encodings_are_told_by_the_language(language: str, encoding: str) -> None:
    assert decode(NOTES[language].encode(encoding), where="a") == NOTES[language]


def test_a_short_western_text_is_told() -> None:
    assert decode("Le café était fermé.".encode("latin-1"), where="a") == "Le café était fermé."


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_short_text_of_another_script_is_refused_rather_than_guessed(encoding: str) -> None:
    with pytest.raises(SourceNotText, match="cannot be told"):
        decode("Паром полон.".encode(encoding), where="a")


def test_a_few_broken_characters_do_not_spoil_utf_8() -> None:
    broken = (NOTES["ru"] * 3).encode() + b"\xd0"
    assert decode(broken, where="a") == NOTES["ru"] * 3 + "\ufffd"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\x7fELF\x02\x01\x01\x00",
        b"%PDF-1.4\n1 0 obj << >> endobj\n",
        b"{\\rtf1\\ansi Words.}",
        b"PK\x03\x04\x14\x00",
        bytes(range(1, 256)),
        random.Random(7).randbytes(5_000),
        bytes(byte | 0x80 for byte in random.Random(7).randbytes(5_000)),
        b"\xff\xfe" + b"odd",
        b"\xff\xfe\x00\xd8\x41\x00",
        b"\x00",
    ],
    ids=[
        "png",
        "elf",
        "pdf",
        "rtf",
        "zip",
        "all bytes",
        "random",
        "random high",
        "odd",
        "surrogate",
        "nul",
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(SourceNotText) as caught:
        decode(content, where="notes/a.txt")
    assert str(caught.value).startswith("notes/a.txt: ")


def test_random_bytes_of_any_length_are_text_or_refused() -> None:
    for length in range(1, 200, 7):
        try:
            assert isinstance(decode(os.urandom(length), where="a"), str)
        except SourceNotText as error:
            assert error.advice  # noqa: PT017  either is right


def test_what_is_utf8_is_not_searched_for_another_encoding() -> None:
    content = "Der Deich öffnet am Freitag wieder. ".encode() * 20_000
    began = time.process_time()
    decode(content, where="a.txt")
    assert time.process_time() - began < 0.5

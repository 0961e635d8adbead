"""Telling the language of a text."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from retrieval.core.errors import ModelError
from retrieval.text import language_detection
from retrieval.text.language_detection import detect


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry leaves at half past six and returns before dark.", "en"),
        ("Die Fähre legt um halb sieben ab und kehrt vor der Dunkelheit zurück.", "de"),
        ("El transbordador sale a las seis y media y vuelve antes del anochecer.", "es"),
        ("Le bac part à six heures et demie et revient avant la nuit.", "fr"),
        ("Паром отправляется в половине седьмого и возвращается до темноты.", "ru"),
        ("渡轮六点半出发，天黑前返回。", "zh"),
        ("フェリーは六時半に出て、暗くなる前に戻ります。", "ja"),
        ("تغادر العبارة في السادسة والنصف وتعود قبل حلول الظلام.", "ar"),
        ("1969", "en"),
        ("", "en"),
        ("🦦 !!!", "en"),
        ("Anna Kowalska, Benoît Marchand, Carla Ruiz\nDieter Voss, Elena Costa, Femi Adeyemi", "en"),
        ("Maria de la Cruz", "en"),
        ("Jonas Brandt – Tenor", "en"),
        ("Matteo Rossi 3, Lucia Bianchi 2, Paolo Conti 1", "en"),
        ("Öffnungszeiten: täglich von neun bis fünf", "de"),
        ("Cerrado los lunes", "es"),
    ],
)
def test_detects(text: str, expected: str) -> None:
    assert detect(text) == expected


def test_without_room_for_a_temporary_file_it_is_said_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    language_detection._identifier.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
        with pytest.raises(ModelError, match=r"gone: what detects languages could not be unpacked: no such.*TMPDIR"):
            detect("The ferry sails at noon.")
    assert detect("Die Fähre fährt um zwölf und kommt um drei wieder.") == "de"

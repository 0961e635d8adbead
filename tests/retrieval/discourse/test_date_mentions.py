"""The words for a time, and the many numbers and words that are none."""

from __future__ import annotations

import pytest

from retrieval.discourse.date_mentions import find_date_mention

TIMES = [
    ("en", "The quarry closed on Friday after ninety years.", "on Friday"),
    ("en", "It opened on 3 June 2021, a Thursday.", "3 June 2021"),
    ("en", "They met on Tuesday, May 4th, at noon.", "May 4th"),
    ("en", "The log of 2026-02-13 is short.", "2026-02-13"),
    ("en", "Sunday opening begins on April 12.", "April 12"),
    ("en", "In May it rained.", "In May"),
    ("en", "Otters returned in 2019.", "in 2019"),
    ("en", "It was built (1888) of slate.", "(1888)"),
    ("en", "Two days ago a tree fell.", "Two days ago"),
    ("en", "It fell at 6.40 am, as the crews left.", "6.40 am"),
    ("en", "Picking is free for everyone in September.", "in September"),
    ("en", "The wind rose last night.", "last night"),
    ("en", "The 19th century ended late here.", "19th century"),
    ("de", "Am 3. Mai 2026 brannte es.", "3. Mai 2026"),
    ("de", "Das Schiff fährt um 14.30 Uhr.", "14.30 Uhr"),
    ("de", "Vor zwei Tagen fiel ein Baum.", "Vor zwei Tagen"),
    ("de", "Der Hafen schloss am Freitag.", "am Freitag"),
    ("es", "El puente se abrió el 3 de mayo de 2020.", "3 de mayo de 2020"),
    ("es", "Hace dos años abrió.", "Hace dos años"),
    ("es", "La semana pasada llovió.", "La semana pasada"),
    ("fr", "Le pont a fermé le 1er mai 2024.", "1er mai 2024"),
    ("fr", "Il a neigé hier.", "hier"),
    ("fr", "Il y a trois jours, le quai a cédé.", "Il y a trois jours"),
]
TIMELESS = [
    ("en", "May I come?"),
    ("en", "You may see three of them."),
    ("en", "They march on."),
    ("en", "The 2026 seats cost 40 crowns."),
    ("en", "It sat there for ninety years."),
    ("en", "He wanted a second boat."),
    ("en", "The hull is 12.5 metres long."),
    ("de", "Die Fähre liegt hier."),
    ("fr", "Le pont est là."),
]


@pytest.mark.parametrize(("language", "text", "said"), TIMES)
def test_a_time_is_found(language: str, text: str, said: str) -> None:
    found = find_date_mention(text, language)
    assert found is not None
    assert text[found.start : found.end] == said


@pytest.mark.parametrize(("language", "text"), TIMELESS)
def test_what_is_no_time(language: str, text: str) -> None:
    assert find_date_mention(text, language) is None

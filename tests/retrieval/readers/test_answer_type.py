"""What a question expects, and whether a sentence has it."""

from __future__ import annotations

import pytest

from retrieval.readers.answer_type import Expectation, expectation, meets


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did the bridge reopen?", "time"),
        ("In what year was it built?", "time"),
        ("Wann öffnet die Brücke?", "time"),
        ("um wieviel uhr macht ihr auf", "time"),
        ("cuando abre el puente", "time"),
        ("y cuando cierra", "time"),
        ("que pasa cuando llueve", None),
        ("cuando llueve, quien abre", None),
        ("en cuanto a los árboles", None),
        ("a que hora cierra", "time"),
        ("a quelle heure ça ferme", "time"),
        ("¿Cuándo abre el puente?", "time"),
        ("how many apple trees", "number"),
        ("What percentage of voters agreed?", "number"),
        ("Wie viele Bäume?", "number"),
        ("Combien d'arbres ?", "number"),
        ("was kostet ein Baum", "number"),
        ("cuanto cuesta un arbol", "number"),
        ("Who opened the bridge?", None),
        ("whenever it rains", None),
        ("", None),
    ],
)
def test_expectation(question: str, expected: Expectation | None) -> None:
    assert expectation(question) == expected


@pytest.mark.parametrize(
    ("sentence", "expected", "met"),
    [
        ("It reopened on 4 May.", "time", True),
        ("It reopened on Tuesday.", "time", True),
        ("It was built in 1742.", "time", True),
        ("Doors close at 9:30.", "time", True),
        ("Samstags bleibt das Tor zu.", "time", True),
        ("Das Tor schließt um 18 Uhr.", "time", True),
        ("Il ouvre à 9 h.", "time", True),
        ("Cierra el 3 de mayo.", "time", True),
        ("Es schließt bald.", "time", False),
        ("It may reopen.", "time", False),
        ("It cost 300 crowns.", "time", False),
        ("It cost 300 crowns.", "number", True),
        ("Seven otters were counted.", "number", True),
        ("Otters were counted.", "number", False),
        ("It cost 300 crowns.", None, False),
    ],
)
def test_meets(sentence: str, expected: Expectation | None, met: bool) -> None:  # noqa: FBT001  a table's column
    assert meets(sentence, expected) is met

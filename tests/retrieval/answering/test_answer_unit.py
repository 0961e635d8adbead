from __future__ import annotations

from itertools import pairwise

import pytest

from retrieval.answering.answer_unit import MOST_CHARACTERS, MOST_ELEMENTS, AnswerUnit, find_unit
from retrieval.core.records import TextRange

MANUAL = """# Marlpost 4 handbook

## Checking the queue

To see what waits, run:

marlpost queue --all

A letter waits for two days before it is returned to the member who sent it.

## Quiet hours

If you want none at all, set

QUIET = never

in the file marlpost.conf. The club in Pellhaven has done so since the storm of last winter.

## Sizes

Size | first year | later
S | 12 | 9
M | 20 | 15

## Spring cleaning

Do this once a year:

1. Open the lid.
2. Lift out the drum.
3. Rinse it in cold water.

## The keeper

Nell Marsh looks after the machine. She answers letters on Mondays in the back room of the old customs house.

## How heavy may a letter be?

At most 200 grams. Heavier ones are sent as parcels, unless the keeper agrees to an exception.
"""


def unit(words: str, question: str, *, text: str = MANUAL) -> AnswerUnit:
    start = text.index(words)
    return find_unit(text, TextRange(start=start, end=start + len(words)), question=question, language="en")


def shown(found: AnswerUnit, text: str = MANUAL) -> list[str]:
    ranges = sorted([found.main, *(place for place, _ in found.further)], key=lambda place: place.start)
    return [text[place.start : place.end] for place in ranges]


LEAD, COMMAND = "To see what waits, run:", "marlpost queue --all"


def test_a_lead_in_is_shown_with_its_command() -> None:
    assert shown(unit(LEAD, "how do I see what waits"))[:2] == [LEAD, COMMAND]


def test_a_command_is_shown_with_its_lead_in() -> None:
    found = unit(COMMAND, "how do I see what waits")
    assert shown(found)[:2] == [LEAD, COMMAND]
    assert MANUAL[found.main.start : found.main.end] == COMMAND


@pytest.mark.parametrize("words", ["If you want none at all, set", "QUIET = never", "in the file marlpost.conf."])
def test_a_sentence_around_code_is_shown_whole(words: str) -> None:
    halves = ["If you want none at all, set", "QUIET = never", "in the file marlpost.conf."]
    assert shown(unit(words, "can I switch quiet hours off"))[:3] == halves


def test_a_sentence_about_a_command_is_shown_with_it() -> None:
    command = "marlpost purge --old 31"
    text = f"# Post\n\n{LEAD}\n\n{command}\n\nThis burns the old ones.\n\nThen open the door:\n\nmarlpost -o"
    assert shown(unit("This burns the old ones.", "what becomes of old ones", text=text), text) == [
        LEAD,
        command,
        "This burns the old ones.",
    ]
    opening = "Then open the door:"
    assert shown(unit(opening, "how is the door opened", text=text), text) == [opening, "marlpost -o"]


def test_a_row_is_shown_with_the_head_of_its_table() -> None:
    found = unit("M | 20 | 15", "what does M cost")
    assert shown(found)[0] == "Size | first year | later"
    assert ("context", "Size | first year | later") in [(role, MANUAL[p.start : p.end]) for p, role in found.further]


def test_an_announced_list_is_shown_whole() -> None:
    assert shown(unit("Do this once a year:", "how do I clean it")) == [
        "Do this once a year:",
        "1. Open the lid.",
        "2. Lift out the drum.",
        "3. Rinse it in cold water.",
    ]


def test_a_list_that_ends_a_sentence_is_shown_with_it() -> None:
    opening = "For the kiln to burn as it should, all day long and through the night, you need the following three"
    text = f"# Kiln\n\n## Heat\n\n{opening}\n\n- dry wood\n- a chimney\n\nWait an hour."
    assert shown(unit(opening, "what is needed", text=text), text) == [opening, "- dry wood", "- a chimney"]


def test_a_pronoun_is_shown_with_whom_it_means_as_context() -> None:
    words = "She answers letters on Mondays in the back room of the old customs house."
    found = unit(words, "when are letters answered")
    assert MANUAL[found.main.start : found.main.end] == words
    assert [(MANUAL[p.start : p.end], role) for p, role in found.further] == [
        ("Nell Marsh looks after the machine.", "context")
    ]


def test_a_thing_that_only_the_sentence_before_names_is_shown_with_it() -> None:
    text = "A boardwalk leads behind the dunes. It is 2 metres wide, and headphones are forbidden on it."
    found = unit("It is 2 metres wide, and headphones are forbidden on it.", "can i wear headphones", text=text)
    assert [(text[p.start : p.end], role) for p, role in found.further] == [
        ("A boardwalk leads behind the dunes.", "context")
    ]


@pytest.mark.parametrize("mark", ['"', "“"])
def test_somebody_who_says_i_is_shown_with_who_that_is(mark: str) -> None:
    said = f"{mark}I had not slept for two nights because of the pumps."
    behind = f'{said} {mark}Nobody else was there," said Per Oss, who keeps the lock.'
    found = unit(said, "why was the keeper tired", text=f"The lock at Tarn stayed shut on Monday. {behind}")
    assert [role for _, role in found.further] == ["context"]
    before = f'{mark}The gate stuck," Per Oss told the council on Friday. {said}'
    assert shown(unit(said, "why was the keeper tired", text=before), before) == [
        f'{mark}The gate stuck," Per Oss told the council on Friday.',
        said,
    ]


def test_what_somebody_says_with_their_name_is_shown_alone() -> None:
    words = '"I had not slept for two nights because of the pumps," said Per Oss, who keeps the lock.'
    text = f"The lock at Tarn stayed shut on Monday. {words} It opened again on Friday."
    assert shown(unit(words, "why was the keeper tired", text=text), text) == [words]


def test_a_line_that_names_the_reporters_is_no_part_of_an_answer() -> None:
    words, credit = "Who keeps the lock has two children.", "Ada Lind contributed to this report."
    for line, is_part in ((credit, False), ("They live in Tarn with their aunt.", True)):
        text = f"{words} {line}"
        is_shown = line in shown(unit(words, "does the keeper have children and where do they live", text=text), text)
        assert is_shown is is_part


def test_context_goes_back_to_the_name_over_sentences_and_paragraphs() -> None:
    text = "Ida Marsh kept the mill.\n\nShe was born in it.\n\nShe sold it in May, for a pound, to the town of Tarn."
    words = "She sold it in May, for a pound, to the town of Tarn."
    found = unit(words, "who bought the mill", text=text)
    assert shown(found, text) == ["Ida Marsh kept the mill.", "She was born in it.", words]


def test_a_table_behind_a_sentence_is_no_list_that_goes_on() -> None:
    text = "Rods never break, and need no repair.\n\nRod | Price\nAsh | 30\nYew | 80"
    assert shown(unit("Rods never break, and need no repair.", "do rods break", text=text), text) == [
        "Rods never break, and need no repair."
    ]
    assert shown(unit("Ash | 30", "what does the ash rod cost", text=text), text) == ["Rod | Price", "Ash | 30"]


@pytest.mark.parametrize(
    ("label", "is_label"), [("Crisp packets.", True), ("Never.", False), ("Crisp packets are burnt.", False)]
)
def test_a_label_gives_way_to_what_it_labels(label: str, is_label: bool) -> None:  # noqa: FBT001
    rest = "What springs back goes into the black bin on every Friday of the month, whatever its colour may be."
    text = f"Bins\n\nGlass goes to the bank.\n\n{label} {rest}"
    found = unit(label, "where do crisp packets go", text=text)
    assert text[found.main.start : found.main.end] == (rest if is_label else label)
    if is_label:
        assert [(text[p.start : p.end], role) for p, role in found.further] == [(label, "context")]


@pytest.mark.parametrize(
    ("question", "has_command"), [("how do i restore a snapshot", True), ("where are snapshots stored", False)]
)
def test_an_instruction_is_shown_with_its_command(question: str, has_command: bool) -> None:  # noqa: FBT001
    said = "Restore a snapshot to a folder that is empty. You are asked for its name."
    text = f"{said}\n\ntarn restore --to ./back 7f3a\n\nIt takes a minute."
    found = unit("Restore a snapshot to a folder that is empty.", question, text=text)
    assert ("tarn restore --to ./back 7f3a" in shown(found, text)) is has_command


LIST = """## Who looks after what

- Nell Marsh, the keeper: keys and the mill
- Tom Pell, the clerk: fees, receipts and complaints of all kinds
- Ada Orme, the cook: the kitchen
"""


@pytest.mark.parametrize("words", ["Tom Pell, the clerk: fees, receipts and complaints of all kinds", "Ada Orme"])
def test_who_asks_about_an_item_gets_that_item_alone(words: str) -> None:
    start = LIST.index(words)
    sentence = TextRange(start=start, end=LIST.index("\n", start))
    found = find_unit(LIST, sentence, question="who looks after that", language="en")
    assert shown(found, LIST) == [LIST[sentence.start : sentence.end]]


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("## May I bring a goat?\n\nYes, but only on a lead.", "Yes, but only on a lead.", "en"),
        ("## Is there a ferry on Sundays?\n\nIt runs twice, at noon and at six.", "It runs twice,", "en"),
        ("## When is the mill open?\n\nEvery other Tuesday.", "Every other Tuesday.", "en"),
        ("## Darf ich eine Ziege mitbringen?\n\nJa, aber nur an der Leine.", "Ja, aber nur an der Leine.", "de"),
        ("## ¿Puedo llevar una cabra?\n\nSí, pero siempre atada.", "Sí, pero siempre atada.", "es"),
        ("## Puis-je venir avec une chèvre ?\n\nOui, mais en laisse.", "Oui, mais en laisse.", "fr"),
        (
            "## La chèvre ne paie rien ?\n\nSi, elle paie deux couronnes au guichet du bac, comme les moutons.",
            "Si, elle paie",
            "fr",
        ),
        (
            "## ¿La cabra paga el billete?\n\nSi, paga dos coronas en la taquilla de la barca, como las ovejas.",
            "Si, paga dos",
            "es",
        ),
    ],
)
def test_a_reply_is_shown_with_the_heading_that_asks(text: str, words: str, language: str) -> None:
    start = text.index(words)
    found = find_unit(text, TextRange(start=start, end=len(text)), question="goat", language=language)
    assert [(text[p.start : p.end], role) for p, role in found.further] == [
        (text.partition("\n")[0].removeprefix("## "), "context")
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("## Que paie une chèvre ?\n\nSi une chèvre voyage sans laisse, le passeur demande deux couronnes.", "fr"),
        ("## ¿Cuánto paga una cabra?\n\nSi una cabra viaja sin correa, el barquero pide dos coronas más.", "es"),
    ],
)
def test_a_condition_is_no_reply_to_the_heading(text: str, language: str) -> None:
    start = text.index("Si una" if language == "es" else "Si une")
    found = find_unit(text, TextRange(start=start, end=len(text)), question="chèvre cabra", language=language)
    assert [text[piece.start : piece.end] for piece, _ in found.further] == []


@pytest.mark.parametrize("heading", ["How much is a goat's ticket?", "Goats"])
def test_a_whole_sentence_needs_no_heading(heading: str) -> None:
    answer = "A ticket for a goat costs two crowns at the gate."
    text = f"## {heading}\n\n{answer}"
    assert shown(unit(answer, "what does a goat cost", text=text), text) == [answer]


def test_a_fact_needs_no_more_than_its_sentence() -> None:
    found = unit("Nell Marsh looks after the machine.", "who looks after the machine")
    assert shown(found) == ["Nell Marsh looks after the machine."]


def test_a_heading_that_asks_gives_way_to_what_answers() -> None:
    text = "Can I send a parcel?\n\nOnly on Fridays, when the van comes.\n\nOther matters\n\nThe van is green."
    found = unit("Can I send a parcel?", "can parcels be sent", text=text)
    assert text[found.main.start : found.main.end] == "Only on Fridays, when the van comes."


def test_parts_do_not_overlap_and_are_ranges_of_one_section() -> None:
    for words in ("Open the lid.", "At most 200 grams.", COMMAND, "S | 12 | 9"):
        found = unit(words, "what is to be done, and how much is it?")
        ranges = sorted([found.main, *(place for place, _ in found.further)], key=lambda place: place.start)
        assert all(first.end <= second.start for first, second in pairwise(ranges))


def test_a_long_list_is_shown_as_far_as_a_card_has_room() -> None:
    text = "Bring along:\n\n" + "\n".join(f"- item number {number} of the long list" for number in range(40))
    found = unit("Bring along:", "what do I have to bring", text=text)
    assert len(shown(found, text)) == MOST_ELEMENTS


def test_a_block_that_is_too_long_for_a_card_is_cut_to_the_chosen_line() -> None:
    lines = "\n".join(f"set option_{number} = value_{number}" for number in range(100))
    text = f"The file looks like this:\n\n{lines}\n\nIt is read once."
    words = "set option_50 = value_50"
    found = unit(words, "what is option 50", text=text)
    assert len(lines) > MOST_CHARACTERS
    assert shown(found, text) == [words]

from __future__ import annotations

import time

import pytest

from retrieval.answering.versions.live_posts import find_post, read_posts, stamp_length

TEXT = """All times are local.

14:05 The bridge at Skelby is shut, the town says.

14:40 Police ask drivers to go by Ashmere.

15.10 The bridge is open again, the town says."""


def orders(title: str, text: str) -> list[int]:
    return [post.order for post in read_posts(title, text)]


def blog(*stamps: str) -> str:
    return "\n\n".join(f"{stamp} The bridge at Skelby is shut, the town says." for stamp in stamps)


def test_posts_are_read_with_their_times_and_their_order() -> None:
    posts = read_posts("Floods: live updates", TEXT)
    assert [TEXT[post.start : post.end].strip().partition(" ")[0] for post in posts] == ["14:05", "14:40", "15.10"]
    assert [post.order for post in posts] == [0, 1, 2]
    assert find_post("Floods: live updates", TEXT, TEXT.index("drivers")) == posts[1]
    assert find_post("Floods: live updates", TEXT, TEXT.index("local")) is None


@pytest.mark.parametrize(
    "stamps",
    [
        ("2.30pm:", "3.05pm:", "4pm:"),
        ("9:05 a.m. —", "11:30 a.m. —", "1:10 p.m. —"),
        ("10:05 GMT", "12:40 GMT", "13:00 GMT"),
        ("Friday, 9.05 Uhr:", "Freitag, 11 Uhr:", "12.30 Uhr -"),
        ("+++ 9.20 Uhr +++", "+++ 11.05 Uhr +++", "+++ 13.30 Uhr +++"),
        ("10h15 -", "12 h 40 :", "à 15h05 -"),
        ("09:30 h.", "A las 11:10:", "13.45 h:"),
        ("[09:30]", "[10:15]", "[18:00]"),
        ("## 9.05\n\n", "## 9.40\n\n", "## 10.15\n\n"),
        ("Update 9.05pm:", "Update 9.40pm:", "Update 10.15pm:"),
    ],
)
def test_times_are_read_as_newsrooms_write_them(stamps: tuple[str, ...]) -> None:
    text = blog(*stamps)
    assert orders("Floods: live", text) == [0, 1, 2]
    assert orders("Floods: live", blog(*reversed(stamps))) == [0, -1, -2]
    bodies = [text[post.start : post.end] for post in read_posts("Floods: live", text)]
    assert all(body[stamp_length(body) :].startswith("The bridge") for body in bodies)


def test_a_blog_goes_on_after_midnight() -> None:
    stamps = ("20:00", "21:15", "22:10", "23:05", "23:50", "00:20", "01:45")
    assert orders("Election night as it happened", blog(*stamps)) == list(range(7))


def test_posts_in_no_order_are_ordered_by_their_times() -> None:
    first, second, third, fourth = orders("Floods: live", blog("15:10", "9:05", "11:20", "9:50"))
    assert second < fourth < third < first


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Programme for Saturday", TEXT),
        ("Fahrplan der Fähre", TEXT),
        ("Horaires de la fête", TEXT),
        ("Horario de la fiesta", TEXT),
        ("Harbour festival: live", "10:00 Opening\n\n11:30 Boat race\n\n14:05 Speech on the pier"),
        ("Open day", "10:00 The doors open to all.\n\n11:00 A car is cut open.\n\n13:00 Lunch is in the hall."),
        ("Week live", "10:00-11:00 The choir sings here.\n\n11:00-12:00 It eats cake.\n\n12:00-13:00 It goes home."),
        ("Trains live", "10:00 | Skelby is the first stop.\n\n11:00 | Ashmere is next.\n\n12:00 | Pell is the last."),
        ("Floods: live updates", "14:05 The bridge is shut.\n\nAt 15:10 it opened again, the town says."),
        ("Floods: live updates", "The bridge is shut.\n\nIt opened at 15:10, the town says."),
    ],
)
def test_a_programme_and_other_texts_with_times_have_no_posts(title: str, text: str) -> None:
    assert read_posts(title, text) == ()


def test_half_of_the_posts_name_a_source_where_the_title_says_nothing() -> None:
    text = blog("14:05", "14:40", "15:10", "15:40")
    assert orders("Floods in Skelby", text) == [0, 1, 2, 3]
    assert orders("Floods in Skelby", text.replace(", the town says", "")) == []


@pytest.mark.parametrize("piece", ["14:05 ", "Monday ", "\n14:05 a", "\n1 1 1 1 1 ", "[ (", "1", "14:05 says "])
def test_long_texts_are_read_in_a_time_that_grows_with_them(piece: str) -> None:
    started = time.process_time()
    read_posts("live", piece * (200_000 // len(piece)))
    assert time.process_time() - started < 3.0

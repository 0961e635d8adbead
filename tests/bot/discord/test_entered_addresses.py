"""Addresses out of what people write: every link as they meant it, and nothing else than addresses of the web."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import i18n
from bot.discord.library.entered_addresses import MOST, check_addresses, extract_links, split_addresses
from bot.i18n import LANGUAGES, Phrases

ENGLISH = i18n.of("en")
PAGE = "https://paper.example/quarry"


@pytest.mark.parametrize(
    ("message", "links"),
    [
        (f"see {PAGE}", [PAGE]),
        (f"see {PAGE}. Then go.", [PAGE]),
        (f"Have you read {PAGE}?!", [PAGE]),
        (f"({PAGE})", [PAGE]),
        (f"<{PAGE}>,", [PAGE]),
        (f"[the quarry]({PAGE}), they say", [PAGE]),
        (f"[the quarry](<{PAGE}>)", [PAGE]),
        (f'[the quarry]({PAGE} "closed")', [PAGE]),
        (f"[{PAGE}]({PAGE}/2)", [PAGE, f"{PAGE}/2"]),
        (f"**{PAGE}** and ||{PAGE}/2|| and ~~{PAGE}/3~~", [PAGE, f"{PAGE}/2", f"{PAGE}/3"]),
        (f"_{PAGE}_ but {PAGE}_", [PAGE, f"{PAGE}_"]),
        (f"`{PAGE}`", [PAGE]),
        (f"“{PAGE}”, 「{PAGE}」。", [PAGE, PAGE]),
        ("https://wiki.example/Slate_(rock)", ["https://wiki.example/Slate_(rock)"]),
        ("(https://wiki.example/Slate_(rock))", ["https://wiki.example/Slate_(rock)"]),
        ("[rock](https://wiki.example/Slate_(rock)).", ["https://wiki.example/Slate_(rock)"]),
        (f"{PAGE}?page=2&sort=new#end", [f"{PAGE}?page=2&sort=new#end"]),
        (f"{PAGE}/", [f"{PAGE}/"]),
        ("HTTP://PAPER.EXAMPLE/a", ["HTTP://PAPER.EXAMPLE/a"]),
        (f"one\n{PAGE}\ntwo {PAGE}/2", [PAGE, f"{PAGE}/2"]),
        ("file:///etc/passwd ftp://paper.example/a paper.example/b /etc/hostname http:// https://", []),
        ("", []),
    ],
)
def test_links_are_found_as_they_were_meant(message: str, links: list[str]) -> None:
    assert extract_links(message) == links


@pytest.mark.parametrize(
    ("field", "addresses"),
    [
        ("", []),
        (" \n ", []),
        (PAGE, [PAGE]),
        (f"<{PAGE}>", [PAGE]),
        (f"{PAGE}\n\n  {PAGE}/2 \r\n", [PAGE, f"{PAGE}/2"]),
        (f"{PAGE} {PAGE}/2  <{PAGE}/3>", [PAGE, f"{PAGE}/2", f"{PAGE}/3"]),
        ("/etc/host name", ["/etc/host name"]),
    ],
)
def test_a_field_holds_an_address_a_line(field: str, addresses: list[str]) -> None:
    assert split_addresses(field) == addresses


@pytest.mark.parametrize(
    "wrong",
    [
        "/etc/hostname",
        "~/notes",
        "notes/ferry.md",
        "-",
        "C:\\notes\\ferry.md",
        "\\\\server\\notes",
        "file:///etc/hostname",
        "ftp://paper.example/a",
        "gopher://paper.example:70/",
        "javascript:alert(1)",
        "paper.example/quarry",
        "//paper.example/quarry",
        "https://ada:secret@paper.example/",
        "https://paper.example:22/",
        "https://",
        "https:///quarry",
        "https://paper.example/#as=book",
        "no address",
    ],
)
@pytest.mark.parametrize("say", LANGUAGES.values(), ids=LANGUAGES)
def test_what_is_no_address_of_the_web_is_refused_in_the_reader_s_words(wrong: str, say: Phrases) -> None:
    found = check_addresses([wrong], say)
    assert found.addresses == ()
    assert [(refusal.source, refusal.reason) for refusal in found.refused] == [(wrong, say.library.no_address)]


def test_an_address_is_taken_once_however_it_is_spelt() -> None:
    addresses = ["https://Paper.example:443/a/../quarry#top", PAGE, f"{PAGE}#as=page"]
    assert check_addresses(addresses, ENGLISH).addresses == (PAGE, f"{PAGE}#as=page")


def test_more_than_ten_are_told_of() -> None:
    found = check_addresses([f"{PAGE}/{number}" for number in range(MOST + 2)], ENGLISH)
    assert found.addresses == tuple(f"{PAGE}/{number}" for number in range(MOST))
    assert [refusal.source for refusal in found.refused] == [f"{PAGE}/{MOST}", f"{PAGE}/{MOST + 1}"]
    assert "At most 10 addresses" in found.refused[0].reason


@given(st.text() | st.text(alphabet="htps:/.#@[]()<>%\\ \n\t~ae1"))
@example("http://a\n/etc/hostname")
@example("https://[::1]/")
def test_whatever_is_written_only_addresses_of_the_web_go_on(text: str) -> None:
    for address in (
        *check_addresses(split_addresses(text), ENGLISH).addresses,
        *check_addresses(extract_links(text), ENGLISH).addresses,
    ):
        assert address.startswith(("https://", "http://"))
        assert address == address.strip()
        assert check_addresses([address], ENGLISH).addresses == (address,)


@given(
    before=st.sampled_from(["", "(", "<", "**", "[x](", "see "]), after=st.sampled_from(["", ")", ">", "**", ".", "!"])
)
def test_what_stands_around_a_link_is_not_part_of_it(before: str, after: str) -> None:
    assert extract_links(f"{before}{PAGE}{after}") == [PAGE]

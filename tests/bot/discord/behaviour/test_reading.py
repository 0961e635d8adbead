"""Reading. The sentences of the promise, in its order.

- `/summary article:` with completion over titles; every sentence links to its place; short, medium or long
- `/articles` in pages, with a filter
- `/search words:`
- the buttons of lists and summaries work after a restart
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from bot import i18n
from bot.discord.ui.escaping import unescaped
from retrieval.core.ingestion_records import Draft
from support.discord_simcord import Simulation
from support.samples import DRAFTS

QUARRY, OTTERS, ORCHARD = DRAFTS
NO_ARTICLE = "There is no article “zebra” here. Choose one from the list while you type."


def lighthouses(number: int) -> list[Draft]:
    return [
        Draft(source=f"notes/{n:02}.txt", title=f"Lighthouse {n:02}", text=f"The lighthouse {n} was painted white.")
        for n in range(number)
    ]


# -- /summary


def test_titles_are_completed_while_one_types(sim: Simulation) -> None:
    every = sim.typing("summary", "article", "")
    assert [choice["name"].partition(" · ")[0] for choice in every] == sorted(draft.title for draft in DRAFTS)
    (otters,) = sim.typing("summary", "article", "weLm ott")
    shown = sim.slash("summary", article=otters["value"]).message
    assert "Otters returned to the river Welm in 2019." in shown.text


def linked_text(link: str, text: str) -> str:
    """The range that a browser marks: from the first words of the link to the next place of its last ones."""
    first, last = map(unquote, link.partition("#:~:text=")[2].split(","))
    start = text.index(first)
    return text[start : text.index(last, start + len(first)) + len(last)]


def test_every_sentence_of_a_summary_links_to_its_place(sim: Simulation) -> None:
    shown = sim.slash("summary", article=QUARRY.title).message
    quotes = [unescaped(line.removeprefix("> ")) for line in shown.text.splitlines() if line.startswith("> ")]
    assert len(quotes) == 4
    assert all(quote in QUARRY.text for quote in quotes)
    assert [linked_text(link, QUARRY.text) for link in shown.links] == [quote.rstrip(".") for quote in quotes]


def test_every_sentence_of_a_file_s_summary_has_a_button_to_its_place_also_after_a_restart(
    sim: Simulation,
) -> None:
    shown = sim.slash("summary", article=OTTERS.title).message
    assert [button["label"] for button in shown.buttons] == ["Show passage"] * 4
    sim.restart()
    passage = sim.press(shown, shown.custom_ids[1]).message
    assert "**A camera near the weir counted seven of them last winter.**" in passage.text


@pytest.mark.parametrize(("length", "sentences"), [("short", 4), ("medium", 6), ("long", 8), (None, 6)])
def test_a_summary_is_short_medium_or_long(sim: Simulation, length: str | None, sentences: int) -> None:
    text = " ".join(f"The council of Welmouth discussed matter number {n} for an hour." for n in range(20))
    sim.stock(Draft(source="notes/council.txt", title="Council", text=text))
    (definitions,) = sim.requests("PUT /applications/*/commands")
    command = next(definition for definition in definitions if definition["name"] == "summary")
    (offered,) = [option["choices"] for option in command["options"] if option["name"] == "length"]
    chosen = {} if length is None else {"length": {choice["name"]: choice["value"] for choice in offered}[length]}
    assert sim.slash("summary", article="Council", **chosen).message.text.count("\n> ") == sentences


def test_a_summary_may_have_a_focus(sim: Simulation) -> None:
    shown = sim.slash("summary", article=OTTERS.title, focus="the weir").message
    assert [line for line in shown.text.splitlines() if line.startswith("> ")] == [
        "> A camera near the weir counted seven of them last winter."
    ]
    nothing = sim.slash("summary", article=OTTERS.title, focus="zeppelins").message
    assert "The article does not mention “zeppelins”." in nothing.text


def test_a_digest_tells_what_all_articles_say(sim: Simulation) -> None:
    shown = sim.slash("digest", about="otters on the river Welm").message
    assert "Otters returned to the river Welm in 2019." in unescaped(shown.text)
    assert OTTERS.title in shown.text


def test_a_summary_of_no_article_says_so(sim: Simulation) -> None:
    assert sim.slash("summary", article="zebra").message.text == NO_ARTICLE


def test_a_place_whose_article_changed_or_went_is_said_to_be_so(sim: Simulation) -> None:
    shown = sim.slash("summary", article=OTTERS.title).message
    sim.stock(replace(OTTERS, text=f"Nobody counts them now. {OTTERS.text}"))
    assert sim.press(shown, shown.custom_ids[0]).message.text == i18n.of("en").refusals.changed
    sim.services.footnote.remove(OTTERS.title, library=sim.library)
    assert "The article is no longer in the library" in sim.press(shown, shown.custom_ids[0]).message.text


# -- /articles


def test_articles_are_listed_in_pages_that_turn_in_place_also_after_a_restart(sim: Simulation) -> None:
    sim.stock(*lighthouses(20))
    listed = sim.slash("articles").message
    assert listed.text.splitlines()[0] == "### 23 articles"
    sim.restart()
    second = sim.press(listed, "Next").message
    assert second.id == listed.id
    assert "Page 2 of 3" in second.text
    last = sim.press(second, "Next").message
    assert [button["label"] for button in last.buttons if button.get("custom_id", "").startswith("library.turn")] == [
        "Back"
    ]


def test_a_filter_holds_on_every_page(sim: Simulation) -> None:
    sim.stock(*lighthouses(30))
    listed = sim.slash("articles", filter="lighthouse 1").message
    assert listed.text.splitlines()[0] == "### 12 articles"  # 01, 10 to 19, and 21
    shown = sim.press(listed, "Next").message.text
    assert "Lighthouse 19" in shown
    assert "Lighthouse 20" not in shown


def test_an_article_with_an_address_is_linked(sim: Simulation) -> None:
    assert QUARRY.source in sim.slash("articles").message.links


# -- /search


def test_a_search_shows_passages_and_where_they_stand(sim: Simulation) -> None:
    found = sim.slash("search", words="crayfish eels").message
    assert "They eat crayfish, eels and the occasional duckling." in found.text
    sim.restart()
    passage = sim.press(found, found.custom_ids[0]).message
    assert unescaped(passage.text.splitlines()[-1]) == f"> {OTTERS.text}"


def test_a_search_has_pages(sim: Simulation) -> None:
    sim.stock(*lighthouses(20))
    found = sim.slash("search", words="painted lighthouse").message
    assert "Page 1 of 5" in found.text
    assert "Page 2 of 5" in sim.press(found, "Next").message.text


def test_a_search_that_finds_nothing_says_so(sim: Simulation) -> None:
    assert sim.slash("search", words="   ").message.text == "Please write a question."


# -- for whom


def test_what_is_read_is_shown_to_the_reader_alone(sim: Simulation) -> None:
    for name, options in (("articles", {}), ("search", {"words": "eels"}), ("summary", {"article": "otters"})):
        shown = sim.slash(name, **options)
        assert (shown.acks, shown.message.ephemeral) == ([5], True)


def test_who_may_not_ask_may_not_read_either(sim: Simulation) -> None:
    role = sim.does(lambda: sim.guild.create_role("members"))
    sim.slash("settings", by=sim.keeper, who=role)
    for name, options in (("articles", {}), ("search", {"words": "otters"}), ("summary", {"article": "otters"})):
        assert "You may not do that here." in sim.slash(name, **options).message.text
    assert sim.typing("summary", "article", "") == []

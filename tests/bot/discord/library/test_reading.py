"""Reading: summaries, lists and searches, as people see them."""

from __future__ import annotations

import threading

import pytest

from bot import i18n
from bot.discord.read.search_command import WORDS
from bot.discord.ui.escaping import unescaped
from bot.i18n import LANGUAGES
from retrieval.core.ingestion_records import Draft
from support.discord_loopback import Message
from support.discord_loopback.component_trees import GALLERY, walk
from support.discord_markdown import read
from support.discord_server import LoopbackBot, Start, answer
from support.samples import DRAFTS

QUARRY, OTTERS, ORCHARD = DRAFTS
OBEYED = {"mention", "command", "time stamp", "masked link", "url", "spoiler", "code block"}
HOSTILE = "@everyone <@&1> </x:1> <t:0:R> [a](http://b.example) ||s|| # h ``` end"


def numbered(number: int) -> Draft:
    return Draft(
        source=f"notes/{number:02}.txt",
        title=f"Lighthouse {number:02}",
        text=f"The lighthouse number {number} was painted white. Its keeper counts ships every evening.",
    )


def long_article(sentences: int) -> Draft:
    text = " ".join(f"The council of Welmouth discussed matter number {n} for an hour." for n in range(sentences))
    return Draft(source="notes/council.txt", title="Council", text=text)


def _passage(bot: LoopbackBot, summary: Message) -> Message:
    return bot.press(summary, summary.custom_ids[0])


def labels(message: Message) -> list[str]:
    return [button["label"] for button in message.buttons]


def test_every_sentence_of_a_summary_leads_to_its_place_on_the_page(stocked_bot: LoopbackBot) -> None:
    shown = stocked_bot.slash("summary", article=QUARRY.title)
    sentences = [line for line in shown.text.splitlines() if line.startswith("> ")]
    assert len(sentences) == len(shown.links) == 4
    assert all(unescaped(line.removeprefix("> ")) in QUARRY.text for line in sentences)
    assert all(link.startswith(f"{QUARRY.source}#:~:text=") for link in shown.links)
    assert shown.links[1].endswith("#:~:text=Its%20last,brickworks")
    assert sentences[1] == "> Its last eleven workers were offered places at the brickworks."


def test_a_sentence_of_a_file_has_a_button_that_shows_its_passage_also_after_a_restart(started: Start) -> None:
    bot = started()
    bot.stock(*DRAFTS)
    shown = bot.slash("summary", article=OTTERS.title)
    assert labels(shown) == ["Show passage"] * 4
    bot = started()
    passage = bot.press(shown, shown.custom_ids[1])
    marked = "**A camera near the weir counted seven of them last winter.**"
    assert marked in passage.text
    assert unescaped(passage.text.splitlines()[-1]).replace("**", "") == f"> {OTTERS.text}"


@pytest.mark.parametrize(("length", "sentences"), [(None, 6), ("short", 4), ("medium", 6), ("long", 8)])
def test_a_summary_is_short_medium_or_long(bot: LoopbackBot, length: str | None, sentences: int) -> None:
    bot.stock(long_article(20))
    shown = bot.slash("summary", article="Council", **({} if length is None else {"length": length}))
    assert shown.text.count("\n> ") == sentences
    commands = bot.server.commands.named(bot.guild.id, 1, "summary")
    offered = next(option for option in commands["options"] if option["name"] == "length")["choices"]
    assert [choice["value"] for choice in offered] == ["short", "medium", "long"]


def test_a_summary_may_have_a_focus(stocked_bot: LoopbackBot) -> None:
    shown = stocked_bot.slash("summary", article=OTTERS.title, focus="a camera near the weir")
    sentences = [line for line in shown.text.splitlines() if line.startswith("> ")]
    assert sentences == ["> A camera near the weir counted seven of them last winter."]
    assert "Focus: a camera near the weir" in shown.text
    assert "**A camera" in stocked_bot.press(shown, shown.custom_ids[0]).text


def test_a_focus_that_the_article_does_not_speak_of_is_said(stocked_bot: LoopbackBot) -> None:
    shown = stocked_bot.slash("summary", article=OTTERS.title, focus="zeppelins")
    assert "The article does not mention “zeppelins”." in shown.text
    assert "\n> " not in shown.text


def test_a_random_article_is_summarised_with_what_leads_to_its_sentences(stocked_bot: LoopbackBot) -> None:
    shown = stocked_bot.slash("random")
    (draft,) = [draft for draft in DRAFTS if draft.title in shown.text]
    sentences = [line for line in shown.text.splitlines() if line.startswith("> ")]
    assert sentences
    assert all(unescaped(line.removeprefix("> ")) in draft.text for line in sentences)
    assert len(shown.links) + len(shown.custom_ids) >= len(sentences)


def test_an_empty_library_has_no_random_article(bot: LoopbackBot) -> None:
    assert "There are no articles yet." in bot.slash("random").text


@pytest.mark.parametrize(
    ("command", "options"),
    [("search", {"words": "otters"}), ("digest", {"about": "otters"}), ("summary", {"article": "otters"})],
)
def test_an_empty_library_says_how_to_fill_it_whatever_is_asked(
    bot: LoopbackBot, command: str, options: dict[str, str]
) -> None:
    empty = "There are no articles yet. People who manage this server can add some with /library add."
    assert bot.slash(command, **options).text == empty


def test_a_name_of_several_articles_names_them(bot: LoopbackBot) -> None:
    bot.stock(dated(12, "2026-05-01"), dated(14, "2026-03-01"))
    assert bot.slash("summary", article="ferry").text == (
        "“ferry” fits several articles: Ferry 12; Ferry 14. Choose one from the list while you type."
    )
    assert bot.slash("summary", article="fary").text.startswith("There is no article “fary” here.")


def test_the_random_command_has_a_name_in_every_language(bot: LoopbackBot) -> None:
    command = bot.server.commands.named(bot.guild.id, 1, "random")
    assert command["name_localizations"].items() >= {"de": "zufall", "fr": "hasard", "es-ES": "azar"}.items()


def test_the_focus_has_a_name_in_every_language(bot: LoopbackBot) -> None:
    commands = bot.server.commands.named(bot.guild.id, 1, "summary")
    focus = next(option for option in commands["options"] if option["name"] == "focus")
    assert focus["name_localizations"].items() >= {"de": "schwerpunkt", "fr": "thème", "es-ES": "enfoque"}.items()
    assert not focus.get("required", False)


def dated(number: int, day: str, text: str = "") -> Draft:
    said = text or f"The ferry carried {number} sheep to Sorrel Island on its round."
    return Draft(source=f"news/{number}.txt", title=f"Ferry {number}", text=said, published=day)


def test_a_digest_goes_by_date_and_leads_to_each_place(bot: LoopbackBot) -> None:
    bot.stock(dated(12, "2026-05-01"), dated(14, "2026-03-01"))
    shown = bot.slash("digest", about="ferry sheep")
    assert shown.text.splitlines()[0] == "### What the articles say about “ferry sheep”"
    assert shown.text.index("carried 14 sheep") < shown.text.index("carried 12 sheep")
    assert ("2026-03-01" in shown.text, "Ferry 14" in shown.text) == (True, True)
    assert "**The ferry carried 14 sheep" in bot.press(shown, shown.custom_ids[0]).text


def test_a_digest_says_once_what_stands_twice(bot: LoopbackBot) -> None:
    same = "The Sorrel ferry was painted blue by its crew in March."
    bot.stock(dated(1, "2026-03-01", same), dated(2, "2026-03-05", f"{same} It had been green."))
    shown = bot.slash("digest", about="Sorrel ferry painted")
    assert shown.text.count("painted blue") == 1
    assert "also in Ferry 2" in shown.text


def test_a_digest_has_pages_also_after_a_restart(started: Start) -> None:
    bot = started()
    kinds = ("sheep", "letters", "bread", "coal", "salt", "milk")
    bot.stock(
        *(dated(n, f"2026-03-0{n}", f"The ferry carried {kind} from Welmouth.") for n, kind in enumerate(kinds, 1))
    )
    shown = bot.slash("digest", about="ferry")
    assert ("sheep" in shown.text, "salt" in shown.text) == (True, False)
    bot = started()
    again = bot.press(shown, "Next")
    assert again is shown
    assert ("sheep" in again.text, "salt" in again.text) == (False, True)


def test_a_digest_of_what_nobody_wrote_says_so(stocked_bot: LoopbackBot) -> None:
    assert "The articles do not mention “zeppelins”." in stocked_bot.slash("digest", about="zeppelins").text
    assert "do not mention “zeppelins”." in stocked_bot.slash("digest", about="the zeppelins").text
    assert "“the” says too little" in stocked_bot.slash("digest", about="the").text


def test_a_search_shows_when_it_was_spoken_of(bot: LoopbackBot) -> None:
    bot.stock(*(dated(n, f"2026-03-0{n}") for n in range(1, 8)))
    found = bot.slash("search", words="ferry sheep")
    (attached,) = found.attachments
    assert attached["filename"] == "timeline.png"
    assert bot.server.state.uploads[attached["id"]].data.startswith(b"\x89PNG")
    (item,) = next(node for _, node in walk(found.components) if node["type"] == GALLERY)["items"]
    assert item["media"]["url"].endswith("/timeline.png")
    assert item["description"].startswith("Bar chart: 7 sentences in 7 articles about “ferry sheep”")
    assert "2026-03-01" in item["description"]
    turned = bot.press(found, "Next")
    assert len(turned.attachments) == 1
    assert "Page 2 of 2" in turned.text


def test_a_search_with_one_date_alone_has_no_picture(bot: LoopbackBot) -> None:
    bot.stock(dated(1, "2026-03-01"))
    assert bot.slash("search", words="ferry").attachments == []


def test_titles_are_offered_while_one_types(stocked_bot: LoopbackBot) -> None:
    every = stocked_bot.typing("summary", "article", "")
    assert [choice["name"].partition(" · ")[0] for choice in every] == sorted(draft.title for draft in DRAFTS)
    (otters,) = stocked_bot.typing("summary", "article", "weLm OTT")
    assert otters["name"] == "Otters on the Welm · otters.txt"
    assert "Otters returned to the river Welm in 2019." in stocked_bot.slash("summary", article=otters["value"]).text
    assert stocked_bot.typing("summary", "article", "zebra") == []


def test_no_more_titles_are_offered_than_discord_takes(bot: LoopbackBot) -> None:
    bot.stock(*(numbered(n) for n in range(40)))
    assert len(bot.typing("summary", "article", "light")) == 25


def test_an_article_that_is_not_there_is_said_to_be_missing(stocked_bot: LoopbackBot) -> None:
    shown = stocked_bot.slash("summary", article=f"{HOSTILE[:60]}")
    assert "There is no article “" in shown.text
    assert "<@&1>" not in shown.text.replace("\\<", "")


def test_articles_are_listed_by_page_also_after_a_restart(started: Start) -> None:
    bot = started()
    bot.stock(*(numbered(n) for n in range(20)))
    listed = bot.slash("articles")
    assert "20 articles" in listed.text
    assert ("Lighthouse 00" in listed.text, "Lighthouse 08" in listed.text) == (True, False)
    assert labels(listed) == ["Next"]

    bot = started()
    second = bot.press(listed, "Next")
    assert second is listed
    assert "Lighthouse 08" in second.text
    assert "Page 2 of 3" in second.text
    last = bot.press(second, "Next")
    assert ("Lighthouse 19" in last.text, labels(last)) == (True, ["Back"])
    assert "Lighthouse 08" in bot.press(last, "Back").text


def test_a_filter_holds_on_every_page(bot: LoopbackBot) -> None:
    bot.stock(*(numbered(n) for n in range(30)), *DRAFTS)
    listed = bot.slash("articles", filter="lighthouse 1")
    assert listed.text.splitlines()[0] == "### 12 articles"  # 01, 10 to 19, and 21
    shown = bot.press(listed, "Next").text
    assert "Lighthouse 19" in shown
    assert "Lighthouse 20" not in shown
    assert "No article has “zebra” in its title or source." in bot.slash("articles", filter="zebra").text


def test_the_folders_of_files_are_not_found_by_a_filter(bot: LoopbackBot) -> None:
    bot.stock(Draft(source="/srv/secret/otters.txt", title="Otters", text=OTTERS.text))
    assert "1 article" in bot.slash("articles", filter="otters.txt").text
    assert "No article" in bot.slash("articles", filter="secret").text
    assert "secret" not in bot.slash("articles").text


def test_a_search_shows_passages_and_where_they_stand(stocked_bot: LoopbackBot) -> None:
    found = stocked_bot.slash("search", words="crayfish eels")
    assert found.text.splitlines()[0] == "### Passages for “crayfish eels”"
    assert "They eat crayfish, eels and the occasional duckling." in found.text
    passage = stocked_bot.press(found, found.custom_ids[0])
    assert f"> {OTTERS.text}" in unescaped(passage.text)
    assert "**" not in passage.text.splitlines()[-1]


def test_a_search_has_pages(bot: LoopbackBot) -> None:
    bot.stock(*(numbered(n) for n in range(20)))
    found = bot.slash("search", words="lighthouse keeper")
    assert "Page 1 of 4" in found.text
    again = bot.press(found, "Next")
    assert "Page 2 of 4" in again.text
    assert labels(bot.slash("search", words=f"lighthouse {'x' * (WORDS - 11)}"))[-1] == "Next"
    assert again.text.count("> ") == 5


def test_a_search_that_is_not_possible_says_so(stocked_bot: LoopbackBot) -> None:
    assert stocked_bot.slash("search", words="   ").text == stocked_bot.say().refusals.no_question
    assert stocked_bot.slash("search", words="🦦" * WORDS).text


@pytest.mark.parametrize("name", ["summary", "articles", "search", "library", "settings", "privacy", "status"])
def test_commands_are_named_and_described_in_every_language(bot: LoopbackBot, name: str) -> None:
    waiting = [bot.server.commands.named(bot.guild.id, 1, name)]
    while waiting:
        entry = waiting.pop()
        waiting += entry.get("options") or []
        for field in ("name", "description"):
            assert {"de", "es-ES", "es-419", "fr"} <= entry[f"{field}_localizations"].keys(), entry["name"]


def test_a_place_whose_article_changed_or_went_is_not_shown(stocked_bot: LoopbackBot) -> None:
    shown = stocked_bot.slash("summary", article=OTTERS.title)
    footnote, library = stocked_bot.services.footnote, f"guild-{stocked_bot.guild.id}"
    changed = Draft(source=OTTERS.source, title=OTTERS.title, text=f"Nobody counts them now. {OTTERS.text}")
    assert footnote.store([changed], library=library).outcomes
    changed_since = i18n.of("en").refusals.changed
    assert stocked_bot.press(shown, shown.custom_ids[0]).text == changed_since
    footnote.remove(OTTERS.title, library=library)
    assert "The article is no longer in the library" in stocked_bot.press(shown, shown.custom_ids[0]).text


def test_an_article_s_words_are_shown_and_never_obeyed(bot: LoopbackBot) -> None:
    bot.stock(Draft(source="notes/bad.txt", title=HOSTILE, text=f"Beware of {HOSTILE} and of more. It ends here."))
    (choice,) = bot.typing("summary", "article", "everyone")
    assert choice["name"].startswith(HOSTILE)
    summary = bot.slash("summary", article=choice["value"])
    for shown in (summary, bot.slash("articles"), bot.slash("search", words="beware"), _passage(bot, summary)):
        assert HOSTILE in unescaped(shown.text)
        assert not OBEYED & set(read(shown.text).constructs)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de", "Den Artikel „zebra“ gibt es hier nicht. Wähle beim Tippen einen aus der Liste."),
        ("fr", LANGUAGES["fr"].library.no_article.format(title="zebra")),
        ("es-419", LANGUAGES["es"].library.no_article.format(title="zebra")),
        ("ja", "There is no article “zebra” here. Choose one from the list while you type."),
    ],
)
def test_everything_is_said_in_the_reader_s_language(stocked_bot: LoopbackBot, locale: str, said: str) -> None:
    at, reader = stocked_bot.channel, stocked_bot.reader
    asked = stocked_bot.server.slash(at, reader, "summary", {"article": "zebra"}, locale=locale)
    assert answer(asked).text == said


def test_a_command_is_acknowledged_before_any_other_work(stocked_bot: LoopbackBot) -> None:
    opened, begun = threading.Event(), threading.Event()

    def block() -> None:
        begun.set()
        assert opened.wait(60)

    for kind in ("recall", "recall", "question", "question", "lookup", "lookup"):
        begun.clear()
        stocked_bot.services.worker._queues[kind].submit(block, seconds=None)
        assert begun.wait(60)
    server, at, by = stocked_bot.server, stocked_bot.channel, stocked_bot.reader
    asked = [
        server.slash(at, by, "articles"),
        server.slash(at, by, "search", {"words": "otters"}),
        server.slash(at, by, "privacy"),
        server.slash(at, stocked_bot.keeper, "library gaps"),
    ]
    try:
        for interaction in asked:
            assert interaction.wait_ack(60).ack_type == 5
            assert interaction.response is None
    finally:
        opened.set()
    for interaction in asked:
        assert interaction.wait(60).response is not None


def test_who_may_not_ask_may_not_read_either(stocked_bot: LoopbackBot) -> None:
    role = stocked_bot.server.add_role(stocked_bot.guild, "members")
    entitled = stocked_bot.server.add_member(stocked_bot.guild, "bea", roles=[role]).user
    stocked_bot.slash("settings", by=stocked_bot.keeper, who=role)
    for name, options in (
        ("articles", {}),
        ("search", {"words": "otters"}),
        ("summary", {"article": "otters"}),
        ("digest", {"about": "otters Welm"}),
    ):
        assert "You may not do that here." in stocked_bot.slash(name, **options).text
        assert "Welm" in stocked_bot.slash(name, by=entitled, **options).text
        assert "Welm" in stocked_bot.slash(name, by=stocked_bot.keeper, **options).text
    assert stocked_bot.typing("summary", "article", "") == []


def test_direct_messages_have_a_library_of_their_own(stocked_bot: LoopbackBot) -> None:
    dm = stocked_bot.server.dm(stocked_bot.reader)
    assert "You have no articles of your own yet." in stocked_bot.slash("articles", at=dm).text
    file = stocked_bot.server.add_file("boats.txt", b"Boats\n\nThe red boat leaves at seven in the morning.")
    assert "1 article added" in stocked_bot.adds(file, at=dm, by=stocked_bot.reader).text
    assert "boats.txt" in stocked_bot.slash("articles", at=dm).text
    assert "boats" not in stocked_bot.slash("articles").text.casefold()


def test_where_only_the_reader_installed_the_app_it_is_the_reader_s_library(stocked_bot: LoopbackBot) -> None:
    elsewhere = stocked_bot.server.add_guild("Hall", installed=False)
    channel = stocked_bot.server.add_channel(elsewhere, "hall")
    stocked_bot.server.add_member(elsewhere, stocked_bot.reader)
    assert "You have no articles of your own yet." in stocked_bot.slash("articles", at=channel).text

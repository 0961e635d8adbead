"""Web addresses: given to a command, written into a form, or standing in a message; and what is never read for them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.discord.core import progress
from support.discord_loopback import Message, Upload
from support.discord_loopback.permissions import MANAGE_GUILD
from support.discord_server import PATIENCE, LoopbackBot, added, answer
from support.web_server import HTML, LocalSite, Raw, Reply, Request, drip

FERRY = "The ferry crosses the Welm every twenty minutes."
FILE = b"# The mill\n\nThe mill grinds rye.\n"


def page(title: str, *sentences: str) -> str:
    head = f'<head><meta charset="utf-8"><title>{title}</title><meta name="date" content="2026-05-04"></head>'
    body = f"<body><article><h1>{title}</h1><p>{' '.join(sentences)}</p></article></body>"
    return f'<!doctype html><html lang="en">{head}{body}</html>'


def feed(*links: str) -> str:
    items = "".join(f"<item><title>{link}</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Welm</title>{items}</channel></rss>'


def add(bot: LoopbackBot, address: str) -> Message:
    """What `/library add address:` ends with."""
    return added(bot.server.slash(bot.channel, bot.keeper, "library add", {"address": address}))


def hand_in(bot: LoopbackBot, *, addresses: str = "", files: tuple[Upload, ...] = ()) -> Message:
    """What the form ends with."""
    opened = bot.server.slash(bot.channel, bot.keeper, "library add").wait(PATIENCE)
    return added(bot.server.submit_modal(opened, {"files": files, "addresses": addresses}))


def titles(bot: LoopbackBot) -> list[str]:
    return [article.title for article in bot.services.footnote.articles(library=f"guild-{bot.guild.id}")]


@pytest.fixture
def ferry(web: LocalSite) -> str:
    return web.page("/ferry", page("The ferry", FERRY, "It carries eleven cars."))


# -- what is taken


def test_a_page_is_added_and_what_was_understood_is_shown(bot: LoopbackBot, ferry: str) -> None:
    report = add(bot, ferry)
    began = report.versions[0]
    assert began.startswith("Reading 1 of 1 …\n-# 127")
    assert began.endswith("/ferry")
    first, title, size, begins = report.text.splitlines()
    assert first == "### 1 article added"
    assert title.startswith("**The ferry** · 2026-05-04 · ")
    assert size == "-# 12 words · 1 passage"
    assert begins == f"-# begins: {FERRY}"
    assert "eleven cars" in bot.slash("search", words="how many cars").text
    (location,) = bot.services.footnote.locations(library=f"guild-{bot.guild.id}")
    assert location.location == ferry


def test_before_and_after_are_shown(bot: LoopbackBot, web: LocalSite, ferry: str) -> None:
    add(bot, ferry)
    web.page("/ferry", page("The ferry", FERRY, "It carries eleven cars.", "Bicycles are free."))
    report = add(bot, f"<{ferry}#timetable>").text
    assert "1 article replaced" in report
    assert "before: 12 words · 1 passage; now: 15 words" in report
    assert titles(bot) == ["The ferry"]


def test_a_feed_gives_its_articles_and_tells_how_far_it_is(
    bot: LoopbackBot, web: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EDIT_SECONDS", 0.0)
    links = [web.page(f"/{n}", page(f"Note {n}", f"The note number {n} is about bells.")) for n in range(3)]
    report = add(bot, web.page("/feed.xml", feed(*links), "application/rss+xml"))
    assert report.text.splitlines()[0] == "### 3 articles added"
    began, *later = report.versions
    assert "article" not in began
    assert {version.rpartition(" · ")[2] for version in later} <= {"1 article", "2 articles", "3 articles"}
    assert later


def test_a_file_and_an_address_are_taken_together(bot: LoopbackBot, ferry: str) -> None:
    file = bot.server.add_file("mill.md", FILE)
    options = {"file": file, "address": ferry}
    report = added(bot.server.slash(bot.channel, bot.keeper, "library add", options))
    assert report.text.splitlines()[0] == "### 2 articles added"
    first_lines = dict.fromkeys(version.splitlines()[0] for version in report.versions)
    assert list(first_lines) == ["Reading 1 of 2 …", "Reading 2 of 2 …"]
    assert titles(bot) == ["The ferry", "The mill"]


def test_the_form_takes_addresses_a_line_each_and_says_what_was_skipped(
    bot: LoopbackBot, web: LocalSite, ferry: str
) -> None:
    lines = [ferry, "/etc/hostname", f"{web.url}/nothing", f"  {ferry}#end  "]
    report = hand_in(bot, addresses="\n".join(lines), files=(bot.server.add_file("mill.md", FILE),))
    assert report.text.splitlines()[0] == "### 2 articles added · 2 items skipped"
    assert "there is no such page (status 404)" in report.text
    assert "Only web addresses are read." in report.text
    assert titles(bot) == ["The ferry", "The mill"]


def test_a_form_of_addresses_alone_and_one_of_nothing(bot: LoopbackBot, ferry: str) -> None:
    assert hand_in(bot).text == bot.say().library.nothing_given
    assert hand_in(bot, addresses=ferry).text.splitlines()[0] == "### 1 article added"


def test_the_links_of_a_message_are_added_beside_its_files(bot: LoopbackBot, web: LocalSite, ferry: str) -> None:
    mill = web.page("/mill_(old)", page("The old mill", "The old mill burnt down in 1911."))
    text = f"Look: <{ferry}>, [the mill]({mill}). And **{ferry}**!"
    file = bot.server.add_file("mill.md", FILE)
    said = bot.server.user_says(bot.channel, bot.reader, text, attachments=[file])
    report = added(bot.server.message_command(said.message, bot.keeper, "Add to the library"))
    assert report.text.splitlines()[0] == "### 3 articles added"
    assert web.paths == ["/ferry", "/mill_(old)"]
    assert titles(bot) == ["The ferry", "The mill", "The old mill"]


def test_of_a_message_ten_links_are_taken(bot: LoopbackBot, web: LocalSite) -> None:
    links = [web.page(f"/{n}", page(f"Note {n}", f"The note number {n} is about bells.")) for n in range(12)]
    said = bot.server.user_says(bot.channel, bot.reader, " ".join(links))
    report = added(bot.server.message_command(said.message, bot.keeper, "Add to the library")).text
    assert report.splitlines()[0] == "### 10 articles added · 2 items skipped"
    assert "At most 10 addresses can be added at once." in report
    assert len(titles(bot)) == 10


# -- what is not


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_path_is_never_read(bot: LoopbackBot, tmp_path: Path, scheme: str) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n\nThe canary of the operator sings at dawn.\n", encoding="utf-8")
    no_address = bot.say().library.no_address
    for named in (secret, tmp_path, tmp_path / "*.md"):
        assert add(bot, f"{scheme}{named}").text == no_address
        assert hand_in(bot, addresses=f"{scheme}{named}").text == no_address
        said = bot.server.user_says(bot.channel, bot.reader, f"look: {scheme}{named}")
        text = answer(bot.server.message_command(said.message, bot.keeper, "Add to the library")).text
        assert text == bot.say().library.nothing_to_add
    assert titles(bot) == []
    assert bot.services.footnote.locations(library=f"guild-{bot.guild.id}") == []


def test_private_networks_are_not_reached(bot: LoopbackBot, web: LocalSite, ferry: str) -> None:
    hidden = ferry.replace("127.0.0.1", "localhost")
    redirecting = web.redirect("/away", hidden)
    for address in (hidden, "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest/", redirecting):
        report = add(bot, address).text
        assert report.splitlines()[0] == "### 1 item skipped"
        assert "it is in a private network" in report
    assert web.paths == ["/away"]
    assert titles(bot) == []


def test_what_the_server_refuses_is_told_by_its_reason(bot: LoopbackBot, web: LocalSite) -> None:
    report = add(bot, web.page("/busy", "busy", status=503)).text
    assert "its server is busy or broken (status 503)" in report


# -- how long it may take


def trickling() -> Raw:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    yield from drip(iter([b"<p>"] * 300), 0.1)


class TestBounded:
    """A site that never ends."""

    @pytest.fixture
    def addition_seconds(self) -> float:
        return 4.0

    def test_what_was_stored_in_time_is_reported(self, bot: LoopbackBot, web: LocalSite, ferry: str) -> None:
        bot.services.footnote.add([ferry], library="another")  # imports what reads pages
        slow = web.raw("/slow", trickling)
        report = add(bot, web.page("/feed.xml", feed(ferry, slow), "application/rss+xml")).text
        assert report.splitlines()[0] == "### 1 article added · 1 item skipped"
        assert report.splitlines()[-1] == f"-# {bot.say().library.late}"
        assert titles(bot) == ["The ferry"]

    def test_the_time_is_for_all_addresses_of_a_command(self, bot: LoopbackBot, web: LocalSite) -> None:
        slow = [web.raw(f"/slow/{number}", trickling) for number in range(3)]
        report = hand_in(bot, addresses="\n".join(slow)).text
        assert report.splitlines()[0] == "### 3 items skipped"
        assert report.count(bot.say().library.late) == 3
        assert web.paths == ["/slow/0"]

    def test_it_says_so_in_the_reader_s_language(self, bot: LoopbackBot, web: LocalSite) -> None:
        keeper = bot.server.add_user("Karl", locale="de")
        bot.server.add_member(bot.guild, keeper, permissions=MANAGE_GUILD)
        options = {"address": web.raw("/slow", trickling)}
        asked = bot.server.slash(bot.channel, keeper, "library add", options)
        interaction = asked.wait(
            PATIENCE, until=lambda now: now.response is not None and "Lese" not in now.response.text
        )
        assert "weil es zu lange dauerte" in answer(interaction).text


def test_a_slow_site_holds_up_no_other_server_s_additions(bot: LoopbackBot, web: LocalSite, ferry: str) -> None:
    opened = threading.Event()

    def slow() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        opened.wait(PATIENCE)
        yield page("The bell", "The bell of Halm weighs two tonnes.").encode()

    _, channel, keeper, _ = bot.elsewhere()
    waiting = bot.server.slash(bot.channel, bot.keeper, "library add", {"address": web.raw("/slow", slow)})
    waiting.wait(PATIENCE)
    elsewhere = added(bot.server.slash(channel, keeper, "library add", {"address": ferry}))
    assert elsewhere.text.splitlines()[0] == "### 1 article added"
    assert waiting.response is not None
    assert waiting.response.text.startswith("Reading 1 of 1")
    opened.set()
    assert "The bell" in added(waiting).text


# -- reading it again


@pytest.mark.parametrize("status", [404, 410])
def test_what_changed_is_replaced_and_what_is_gone_is_marked(bot: LoopbackBot, web: LocalSite, status: int) -> None:
    def serve(*sentences: str) -> None:
        def honest(request: Request) -> Reply:
            tag = f'"{len(sentences)}"'
            if request.headers.get("if-none-match") == tag:
                return Reply(status=304)
            return Reply(body=page("The ferry", *sentences).encode(), headers={"Content-Type": HTML, "ETag": tag})

        web.handle("/ferry", honest)

    def refreshed() -> list[str]:
        asked = bot.server.slash(bot.channel, bot.keeper, "library refresh", {})
        return added(asked).text.splitlines()

    serve(FERRY)
    add(bot, f"{web.url}/ferry")
    assert refreshed() == ["Nothing has changed."]
    serve(FERRY, "Bicycles are free.")
    assert refreshed()[0] == "### 1 article replaced"
    assert "Bicycles" in bot.slash("search", words="bicycles").text
    web.page("/ferry", "away", status=status)
    shown = refreshed()
    assert shown[0] == "### 1 article gone"
    assert shown[2].startswith("-# its source has been missing since ")
    serve(FERRY)
    assert refreshed()[0] == "### 1 article replaced"
    (card,) = bot.services.footnote.articles(library=f"guild-{bot.guild.id}")
    assert card.gone is None

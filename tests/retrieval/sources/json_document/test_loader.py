"""Files of JSON: exports of sites, of programs and of chats."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from retrieval.core.errors import SourceDamaged, SourceError, SourceNotText, SourceTooLarge, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document, load

WORDS = "The pier is closed for a week."


def _read(value: Any, **limits: int) -> list[Draft | Skipped]:
    content = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    document = RawDocument(content=content, name="a.json", source="a.json")
    return list(extract_document(document, limits=LimitSettings(**limits)))  # type: ignore[arg-type]


def _drafts(value: Any) -> list[Draft]:
    items = _read(value)
    assert all(isinstance(item, Draft) for item in items), items
    return [item for item in items if isinstance(item, Draft)]


class TestArticles:
    def test_an_array_of_objects(self) -> None:
        fares = {
            "id": 7, "title": "Fares", "text": f"{WORDS}\n\nIt opens in June.", "url": "https://post.example/fares",
            "published": "2026-05-03", "author": "Ida Brask",
        }  # fmt: skip
        first, second = _drafts([fares, {"id": "b", "headline": "The bell", "body": "It cracked at noon on Sunday."}])
        assert (first.source, first.title, first.published, first.author, first.canonical) == (
            "https://post.example/fares",
            "Fares",
            "2026-05-03",
            "Ida Brask",
            "https://post.example/fares",
        )
        assert first.text == f"{WORDS}\n\nIt opens in June."
        assert (second.source, second.title, second.text) == ("a.json#b", "The bell", "It cracked at noon on Sunday.")

    @pytest.mark.parametrize(
        "frame",
        [
            lambda items: {"articles": items, "total": 1},
            lambda items: {"data": {"posts": items}},
            lambda items: {"data": [{"attributes": item} for item in items]},
            lambda items: {"hits": {"hits": [{"_source": item, "_id": "1"} for item in items]}},
            lambda items: {"data": {"posts": {"edges": [{"node": item} for item in items]}}},
            lambda items: [[items]],
            lambda items: items[0],
        ],
        ids=["object", "deep", "strapi", "elasticsearch", "graphql", "arrays", "alone"],
    )
    def test_wherever_the_array_is(self, frame: Any) -> None:
        (draft,) = _drafts(frame([{"title": "The pier", "content": WORDS, "tags": [{"name": "sea"}]}]))
        assert (draft.title, draft.text) == ("The pier", WORDS)

    def test_wordpress(self) -> None:
        post = {
            "id": 12, "date": "2026-05-03T08:00:00", "link": "https://post.example/?p=12", "status": "publish",
            "title": {"rendered": "Fares &#038; <em>ferries</em>"}, "author": 3,
            "content": {"rendered": "<h2>Why</h2>\n<p>Now&nbsp;<b>14</b> crowns.</p><ul><li>On Monday</li></ul>"},
            "excerpt": {"rendered": "<p>The fare rises.</p>"},
        }  # fmt: skip
        (draft,) = _drafts([post, {**post, "id": 13, "status": "draft"}])
        assert (draft.title, draft.published, draft.author) == ("Fares & ferries", "2026-05-03T08:00:00", None)
        assert draft.text == "## Why\n\nNow 14 crowns.\n\n- On Monday"

    def test_ghost(self) -> None:
        posts = [
            {
                "id": "1",
                "title": "The pier",
                "html": f"<p>{WORDS}</p>",
                "status": "published",
                "published_at": "2026-05-02",
            },
            {"id": "2", "title": "Later", "html": f"<p>{WORDS}</p>", "status": "draft"},
        ]
        tags = [{"name": "Sea", "description": "All that is about the sea and ships."}]
        (draft,) = _drafts({"db": [{"meta": {"version": "5"}, "data": {"tags": tags, "posts": posts, "users": []}}]})
        assert (draft.title, draft.text, draft.published) == ("The pier", WORDS, "2026-05-02")

    def test_a_json_feed(self) -> None:
        item = {"id": "urn:1", "title": "The pier", "content_html": f"<p>{WORDS}</p>", "authors": [{"name": "Ida"}]}
        (draft,) = _drafts({"version": "https://jsonfeed.org/version/1.1", "title": "Fjord Post", "items": [item]})
        assert (draft.title, draft.text, draft.author) == ("The pier", WORDS, "Ida")

    def test_questions_with_answers(self) -> None:
        (draft,) = _drafts({"faq": [{"question": "Is the pier open?", "answer": WORDS}]})
        assert (draft.title, draft.text) == ("Is the pier open?", WORDS)

    def test_descriptions_where_there_are_no_texts(self) -> None:
        (draft,) = _drafts({"places": [{"name": "The pier", "description": WORDS}]})
        assert (draft.title, draft.text) == ("The pier", WORDS)

    def test_json_lines_under_another_name(self) -> None:
        lines = "\n".join(json.dumps({"id": str(at), "text": f"{WORDS} {at}"}) for at in range(2))
        assert [draft.title for draft in _drafts(lines.encode())] == ["0", "1"]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_byte_order_marks(self, encoding: str) -> None:
        content = json.dumps([{"title": "Köln", "text": WORDS}], ensure_ascii=False).encode(encoding)
        assert [draft.title for draft in _drafts(content)] == ["Köln"]

    def test_dates_in_seconds_and_milliseconds(self) -> None:
        items = [{"title": "a", "text": WORDS, "created": value} for value in (1_777_777_777, 1_777_777_777_000, "x")]
        assert [draft.published for draft in _drafts(items)] == ["2026-05-03T03:09:37+00:00"] * 2 + [None]

    def test_two_of_one_id_or_address_are_two_articles(self) -> None:
        item = {"id": 1, "text": WORDS, "url": "https://post.example/a"}
        assert [draft.source for draft in _drafts([item, item, {"id": 1, "text": WORDS}])] == [
            "https://post.example/a",
            "a.json#1",
            "a.json#1 (3)",
        ]

    def test_one_that_is_too_long_is_named(self) -> None:
        long, short = _read([{"title": "a", "text": f"{WORDS} " * 9}, {"text": WORDS}], article_characters=100)
        assert isinstance(long, Skipped)
        assert "longer than 100 characters" in long.reason
        assert isinstance(short, Draft)


def _message(text: str, time: str, name: str = "ida", **more: Any) -> dict[str, Any]:
    author = {"id": "5", "name": name, "nickname": name.title(), "isBot": False}
    return {"id": "900", "type": "Default", "timestamp": f"{time}+00:00", "content": text, "author": author, **more}


def _channel(messages: list[dict[str, Any]], kind: str = "GuildTextChat", name: str = "mining") -> dict[str, Any]:
    channel = {"id": "20", "type": kind, "category": "Help", "name": name, "topic": None}
    return {"guild": {"id": "10", "name": "Duskvale"}, "channel": channel, "messages": messages, "messageCount": 1}


class TestChats:
    MESSAGES = (
        _message("Where is greyiron?", "2026-05-03T09:00:00.123"),
        _message("In the **low caves**, below `level 30` <:pick:77>", "2026-05-03T09:01:00", "bo", type="Reply"),
        _message("||Mind the trolls||", "2026-05-03T09:02:00", "bo"),
        _message("joined", "2026-05-03T10:00:00", "cy", type="GuildMemberJoin"),
        _message("", "2026-05-03T10:01:00", "cy", attachments=[{"fileName": "a.png"}]),
        _message("Thank you!", "2026-05-04T08:00:00"),
    )

    def test_each_day_of_a_channel_is_an_article(self) -> None:
        first, second = _drafts(_channel(list(self.MESSAGES)))
        assert (first.source, first.title, first.published) == (
            "a.json#2026-05-03",
            "mining – 2026-05-03",
            "2026-05-03T09:00:00.123000+00:00",
        )
        assert first.text == "Ida: Where is greyiron?\n\nBo: In the low caves, below level 30 :pick:\nMind the trolls"
        assert first.canonical == "https://discord.com/channels/10/20/900"
        assert (first.author, second.title, second.text) == (None, "mining – 2026-05-04", "Ida: Thank you!")

    def test_a_thread_is_one_article(self) -> None:
        (draft,) = _drafts(_channel(list(self.MESSAGES), "GuildPublicThread", "Where is greyiron?"))
        assert draft.title == "Where is greyiron?"
        assert draft.text.endswith("Ida: Thank you!")

    def test_announcements_in_boxes(self) -> None:
        embeds = [{"title": "Update 1.2", "description": "Greyiron was added."}]
        (draft,) = _drafts(_channel([_message("", "2026-05-03T09:00:00", "herald", embeds=embeds)]))
        assert draft.text == "Herald: Update 1.2\nGreyiron was added."

    def test_messages_of_other_programs(self) -> None:
        text = ["See ", {"type": "bold", "text": "this"}]
        spoken = {"id": 3, "type": "message", "date": "2026-05-03T09:00:00", "from": "Ida", "text": text}
        (telegram,) = _drafts({"name": "Miners", "type": "private_group", "messages": [spoken]})
        assert (telegram.title, telegram.text) == ("Miners – 2026-05-03", "Ida: See this")
        (slack,) = _drafts([{"type": "message", "user": "U1", "text": "It is closed.", "ts": "1777777777.000200"}])
        assert (slack.title, slack.text) == ("2026-05-03", "U1: It is closed.")


PACKAGE = (
    b'{"name": "pier", "version": "1.0.0", "description": "A tool for piers and ships.", "scripts": {"test": "x"},'
    b' "contributors": [{"name": "Ida"}]}'
)


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (PACKAGE, SourceUnsupported, "no articles in its JSON. Footnote reads an array"),
        (b"[]", SourceUnsupported, "no articles"),
        (b"{}", SourceUnsupported, "no articles"),
        (b"3", SourceUnsupported, "no articles"),
        (b'{"ok": [{"id": "a", "text": "OK"}]}', SourceUnsupported, "no articles"),
        (b'[{"title": "a", "text": "It is clos', SourceDamaged, "is cut off at line 1"),
        (b'[{"title": "a", "text": "It is closed."}, ', SourceDamaged, "is cut off at line 1"),
        (b'[{"title": "a" "text": "It is closed."}, {"a": 1}]', SourceDamaged, "damaged .expecting .* line 1, char"),
        (b"words\nand more", SourceDamaged, "damaged"),
        (b"[" * 100_000 + b"]" * 100_000, SourceDamaged, "nested too deep"),
        (b'{"a":' * 100_000, SourceDamaged, "nested too deep"),
        (b'[{"text": "It is closed."}, ' + b"9" * 10_000 + b"]", SourceDamaged, "number that is too long"),
        (b"\x00\x01\x02", SourceNotText, "binary"),
        (b"[" + b"[]," * 2_100_000 + b"1]", SourceTooLarge, "more than 4,000,000 values"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(content: bytes, error: type[SourceError], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        _read(content)
    assert caught.value.advice.endswith(".")


def test_odd_values_do_no_harm() -> None:
    content = (
        b'[{"title": NaN, "text": "It is closed now.", "author": [1, null, {"x": 1}], "date": Infinity, "url": "x:y"},'
        b' {"title": "a", "title": "b", "text": "It is open now.", "id": "\\ud800", "published": -5}, 3, null, "x"]'
    )
    assert [(draft.title, draft.text) for draft in _drafts(content)] == [
        ("a", "It is closed now."),
        ("b", "It is open now."),
    ]


@pytest.mark.parametrize("unit", ["**a", "*a ", "`", "<:a", "||", "~~a", "> ", "<p", "<a ", "# ", "\n", "word "])
def test_time_grows_with_the_text(unit: str) -> None:
    text = unit * (200_000 // len(unit)) + " and more words"
    began = time.process_time()
    _read([{"title": text, "text": text, "url": text, "date": text}])
    _read(_channel([_message(text, "2026-05-03T09:00:00")]))
    assert time.process_time() - began < 5


def test_in_a_folder_one_without_texts_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_bytes(PACKAGE)
    (tmp_path / "posts.json").write_text(json.dumps([{"id": 1, "text": WORDS}]))
    skipped, draft = load(str(tmp_path), limits=LimitSettings())
    assert isinstance(draft, Draft)
    assert isinstance(skipped, Skipped)
    assert (Path(skipped.source).name, skipped.expected) == ("package.json", True)

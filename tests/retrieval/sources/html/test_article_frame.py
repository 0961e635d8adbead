"""Pages whose article stands in several parts are read whole: threads of forums, sections, questions with answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

POSTS = (
    "My wheel squeaks at every turn since the frost, and oil on the axle helped for a single day only.",
    "Take the bearing out and look for a crack, because a cracked one swallows oil and squeaks all the same.",
    "It was cracked on the inner side, so I put in a new one from the foundry and it has been quiet since.",
)


def page(body: str) -> str:
    menu = "<nav><ul><li><a href='/'>Home</a></li></ul></nav>"
    foot = "<footer><p>The mill's forum, since 2004.</p></footer>"
    return f"<!doctype html><html><head><title>Squeaking wheel</title></head><body>{menu}{body}{foot}</body></html>"


def thread(post: str) -> str:
    return page("<h1>Squeaking wheel</h1>" + "".join(post.format(n=n, text=text) for n, text in enumerate(POSTS)))


@pytest.mark.parametrize(
    "post",
    [
        "<div class='post' id='p{n}'><p>{text}</p></div>",
        "<article><p>{text}</p></article>",
        (
            "<article class='message' id='m{n}'><h4><a href='/u/{n}'>miller{n}</a></h4>"
            "<article><div>{text}</div></article></article>"
        ),
        (
            "<div class='reply bg{n}'><dl><dt><a href='/u/{n}'>miller{n}</a></dt><dd>Posts: 7</dd></dl>"
            "<h3><a href='view?p={n}#p{n}'>Re: squeaking wheel</a></h3><div class='content'>{text}<br></div></div><hr>"
        ),
    ],
)
def test_all_posts_of_a_thread(load_one: LoadOne, post: str) -> None:
    draft = load_one("thread.html", thread(post))
    shown = [paragraph for paragraph in draft.text.split("\n\n") if "miller" not in paragraph]
    assert (draft.title, shown) == ("Squeaking wheel", list(POSTS))


def test_headings_between_parts_that_are_marked_alike(load_one: LoadOne) -> None:
    parts = "".join(
        f"<div class='row'><h2>Day {n}</h2><div class='wpb_text_column'><p>{text}</p></div></div>"
        for n, text in enumerate(POSTS)
    )
    assert load_one("days.html", page(parts)).text == f"{POSTS[0]}\n\n## Day 1\n\n{POSTS[1]}\n\n## Day 2\n\n{POSTS[2]}"


def test_a_post_in_a_box_beside_posts_without_one(load_one: LoadOne) -> None:
    posts = [f"<article class='post'><p>{text}</p></article>" for text in POSTS]
    for boxed in range(len(posts)):
        body = "".join(f"<div class='new'>{post}</div>" if n == boxed else post for n, post in enumerate(posts))
        assert load_one("thread.html", page(body)).text.split("\n\n") == list(POSTS)


@pytest.mark.parametrize("name", ["section", "div"])
def test_headings_and_lists_of_sections(load_one: LoadOne, name: str) -> None:
    parts = "".join(
        f"<{name}><h2>Day {n}</h2><div><p>{text}</p></div><ul><li>Task {n} is done.</li></ul></{name}>"
        for n, text in enumerate(POSTS)
    )
    draft = load_one("days.html", page(f"<h1>Three days</h1><div>{parts}</div>"))
    expected = "\n\n".join(f"## Day {n}\n\n{text}\n\n- Task {n} is done." for n, text in enumerate(POSTS))
    assert draft.text == expected


def test_questions_of_a_list_of_definitions(load_one: LoadOne) -> None:
    entries = "".join(f"<dt>What of day {n}?</dt><dd><p>{text}</p></dd>" for n, text in enumerate(POSTS))
    draft = load_one("faq.html", page(f"<h1>Questions</h1><dl>{entries}</dl>"))
    assert draft.text == "\n".join(f"- What of day {n}?\n- {text}" for n, text in enumerate(POSTS))


@pytest.mark.parametrize(
    "others",
    [
        "<article><h3><a href='/flood'>How the flood came</a></h3><p>{text}</p></article>",
        "<article><a href='/flood'><h3>How the flood came</h3><p>{text}</p></a></article>",
        "<section id='comments'><article><p>{text}</p></article><article><p>{text}</p></article></section>",
        "<aside><article><p>{text}</p></article></aside>",
    ],
)
def test_other_articles_and_comments_are_left_out(load_one: LoadOne, others: str) -> None:
    main = f"<article><h1>The wheel</h1><p>{POSTS[0]}</p><p>{POSTS[1]}</p></article>"
    draft = load_one("wheel.html", page(main + others.format(text=POSTS[2]) * 2))
    assert draft.text == f"{POSTS[0]}\n\n{POSTS[1]}"


def test_a_question_and_its_answers(load_one: LoadOne) -> None:
    answers = "".join(
        f"<div class='answer'><div class='prose post-body'><p>{text}</p></div></div>" for text in POSTS[1:]
    )
    question = f"<div class='question'><div><div class='prose post-body'><p>{POSTS[0]}</p></div></div></div>"
    other = "<div class='prose post-body'><p>Another wheel is for sale in the next town.</p></div>"
    more = f"<div class='sidebar'>{other}</div>"
    draft = load_one(
        "q.html", page(f"<h1>Squeaks</h1>{question}<div id='answers'><h2>Answers</h2>{answers}</div>{more}")
    )
    assert draft.text == f"{POSTS[0]}\n\n## Answers\n\n{POSTS[1]}\n\n{POSTS[2]}"


@pytest.mark.parametrize(("opening", "closing"), [("<section>", "</section>"), ("<div class='chapter'>", "</div>")])
def test_a_short_chapter_beside_a_long_one(load_one: LoadOne, opening: str, closing: str) -> None:
    long = "".join(f"<p>On day {n} it was quiet. {text}</p>" for n in range(6) for text in POSTS)
    chapters = "".join(f"{opening}<h2>Part</h2>{words}{closing}" for words in (f"<p>{POSTS[0]}</p>", long))
    draft = load_one("book.html", page(f"<div>{chapters}</div>"))
    assert draft.text.startswith(f"## Part\n\n{POSTS[0]}\n\n## Part\n\nOn day 0 it was quiet.")

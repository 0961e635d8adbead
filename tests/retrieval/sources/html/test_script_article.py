from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.core.errors import SourceEmpty

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

SECONDS = 5.0  # of the processor
OPENING = "The harbour board closed the northern lock on Monday after divers had found cracks in both of its gates."
REST = (
    "Barges wait in the outer basin until the spare gate arrives, which the yard expects in nine weeks.",
    "The board puts the cost at two million euros, “and that is without the crane”, said its chair, Ada Quill.",
    "Fishing boats may pass the southern lock at high water, two at a time, and pay nothing for it until autumn.",
    "Whoever has a berth behind the lock gets a third of the yearly fee back, by a form in the harbour office.",
)
BODY = (OPENING, *REST)
TEXT = "\n\n".join(BODY)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Northern lock closed",
    "datePublished": "2023-02-06T08:00:00Z",
    "author": [{"@type": "Person", "name": "Iva Moor"}, {"@type": "Person", "name": "Jon Pell"}],
    "articleBody": TEXT,
}
OTHER = "The tulip fields of the island opened a week early this year, and the buses were full on the first day. " * 8


def page(*stated: Any, body: str = "<div id='app'></div>", head: str = "<title>Northern lock closed</title>") -> str:
    scripts = "".join(f"<script type='application/ld+json'>{json.dumps(value)}</script>" for value in stated)
    return f"<!doctype html><html><head>{head}{scripts}</head><body>{body}</body></html>"


def next_page(props: Any, body: str = "<div id='__next'></div>") -> str:
    data = json.dumps({"props": {"pageProps": props}, "page": "/p/[slug]"})
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    return f"<html><head><title>Northern lock closed</title></head><body>{body}{script}</body></html>"


@pytest.mark.parametrize(
    "stated",
    [
        ARTICLE,
        [{"@type": "Organization", "name": "Sound News"}, ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Sound News"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"articleBody": TEXT.replace("\n\n", "\n")},
        ARTICLE | {"articleBody": HTML},
        ARTICLE | {"articleBody": HTML.replace("<", "&lt;").replace(">", "&gt;")},
        ARTICLE | {"@type": ["BlogPosting"], "articleBody": TEXT.replace("“", "&#8220;").replace("”", "&rdquo;")},
    ],
)
@pytest.mark.parametrize("body", ["<div id='app'></div>", f"<article><p>{OPENING}</p><p>Subscribe now.</p></article>"])
def test_an_article_that_only_json_ld_holds_in_full(load_one: LoadOne, stated: Any, body: str) -> None:
    draft = load_one("a.html", page(stated, body=body))
    assert draft.text == TEXT
    assert (draft.title, draft.published, draft.author) == ("Northern lock closed", "2023-02-06", "Iva Moor, Jon Pell")


def test_a_page_that_shows_its_article_is_read_from_what_it_shows(load_one: LoadOne) -> None:
    shown = f"<article><h2>Cracks</h2>{HTML}</article>"
    draft = load_one("a.html", page(ARTICLE | {"articleBody": f"{TEXT}\n\nRead also: tulips."}, body=shown))
    assert draft.text == f"## Cracks\n\n{TEXT}"


CANONICAL = "<link rel='canonical' href='https://news.example.org/lock'>"


@pytest.mark.parametrize(
    ("stated", "head"),
    [
        pytest.param([ARTICLE | {"articleBody": f"{OPENING} Lore…"}], "", id="a teaser"),
        pytest.param([ARTICLE | {"articleBody": f"{TEXT} Continue reading"}], "", id="a beginning"),
        pytest.param([ARTICLE | {"articleBody": "", "description": TEXT}], "", id="a description"),
        pytest.param(
            [ARTICLE | {"headline": "Tulips", "articleBody": OTHER, "url": "https://news.example.org/tulips"}],
            CANONICAL,
            id="another address",
        ),
        pytest.param(
            [ARTICLE | {"headline": "Tulips", "articleBody": OTHER}, ARTICLE | {"headline": "Mills"}],
            "<title>Sound News</title>",
            id="several articles",
        ),
        pytest.param([{"@type": "NewsArticle", "comment": [{"@type": "Comment", "text": OTHER}]}], "", id="a comment"),
        pytest.param(
            [{"@type": "ItemList", "itemListElement": [ARTICLE, ARTICLE | {"articleBody": OTHER}]}], "", id="a list"
        ),
        pytest.param([{"@type": "Product", "review": {"@type": "Review", "reviewBody": OTHER}}], "", id="a review"),
        pytest.param([ARTICLE | {"articleBody": [TEXT]}], "", id="no text"),
        pytest.param(["NewsArticle", None, 7, [], {}], "", id="no records"),
    ],
)
def test_what_is_no_article_of_the_page_is_not_taken(load_one: LoadOne, stated: list[Any], head: str) -> None:
    with pytest.raises(SourceEmpty):
        load_one("a.html", page(*stated, head=head))


def test_the_article_whose_address_is_the_page_s_is_chosen(load_one: LoadOne) -> None:
    records = [
        ARTICLE | {"headline": "Tulips", "articleBody": OTHER, "url": "https://news.example.org/tulips"},
        ARTICLE | {"mainEntityOfPage": {"@id": "https://www.news.example.org/lock/"}},
    ]
    assert load_one("a.html", page(*records, head=CANONICAL)).text == TEXT


def test_a_short_page_does_not_become_an_article_that_it_does_not_name(load_one: LoadOne) -> None:
    shown = "The ferry to the island is cancelled tonight because of the wind, and runs again on Thursday at six. " * 3
    records = [ARTICLE | {"headline": "Tulips", "articleBody": OTHER + OTHER}]
    draft = load_one("a.html", page(*records, body=f"<article><h1>Ferry cancelled</h1><p>{shown}</p></article>"))
    assert draft.text == shown.strip()


FAQ = {
    "@type": "FAQPage",
    "name": "Questions about the lock",
    "mainEntity": [
        {"@type": "Question", "name": "May I pass?", "acceptedAnswer": {"@type": "Answer", "text": HTML}},
        {"@type": "Question", "name": "Who pays?", "acceptedAnswer": {"@type": "Answer", "text": "The board pays."}},
        {"@type": "Question", "name": "Is it open?"},
    ],
}


def test_questions_and_answers(load_one: LoadOne) -> None:
    draft = load_one("a.html", page(FAQ))
    assert draft.title == "Questions about the lock"
    assert draft.text == f"## May I pass?\n\n{TEXT}\n\n## Who pays?\n\nThe board pays."


def test_questions_beside_a_text_that_is_shown_do_not_replace_it(load_one: LoadOne) -> None:
    body = "<article><h1>Fares</h1><p>" + "A crossing costs four euros, and the board sells the tickets. " * 5 + "</p>"
    assert load_one("a.html", page(FAQ, body=body)).text.startswith("A crossing costs")


def test_steps_with_sections_and_names(load_one: LoadOne) -> None:
    directions = [{"@type": "HowToDirection", "text": "Go."}]
    steps = [
        {"@type": "HowToStep", "text": BODY[0]},
        BODY[1],
        {"@type": "HowToStep", "name": "Wait", "text": BODY[2]},
        {
            "@type": "HowToSection",
            "name": "After the lock",
            "itemListElement": [{"@type": "HowToStep", "itemListElement": directions}],
        },
    ]
    draft = load_one("a.html", page({"@type": "HowTo", "name": "Pass the lock", "step": steps}))
    assert draft.title == "Pass the lock"
    assert draft.text.startswith(f"1. {BODY[0]}\n2. {BODY[1]}\n\n### Wait\n\n{BODY[2]}\n\n## After the lock\n\n")
    assert draft.text.endswith("1. Go.")


def test_a_question_with_its_accepted_answer(load_one: LoadOne) -> None:
    question = {
        "@type": "Question",
        "name": "Is the northern lock closed?",
        "text": "My barge lies in the outer basin, and nobody answers the radio.",
        "dateCreated": "2023-02-08",
        "author": {"name": "asker"},
        "acceptedAnswer": {"@type": "Answer", "text": HTML},
        "suggestedAnswer": [{"@type": "Answer", "text": "No idea."}],
    }
    draft = load_one("a.html", page({"@type": "QAPage", "mainEntity": question}))
    assert (draft.title, draft.published, draft.author) == ("Is the northern lock closed?", "2023-02-08", None)
    assert draft.text == f"My barge lies in the outer basin, and nobody answers the radio.\n\n{TEXT}"


@pytest.mark.parametrize(
    "post",
    [
        {"content": HTML},
        {"content": {"rendered": HTML}, "excerpt": {"rendered": f"<p>{OPENING}</p>"}},
        {"summary": OPENING, "body": TEXT, "comments": {"first": {"content": OTHER}}},
    ],
)
def test_the_data_of_next_js(load_one: LoadOne, post: dict[str, Any]) -> None:
    about = {"title": "Northern lock closed", "publishedAt": "2023-02-06T08:00:00Z", "author": {"name": "Iva Moor"}}
    draft = load_one("a.html", next_page({"post": about | post, "related": {"title": "Tulips", "content": OTHER}}))
    assert draft.text == TEXT
    assert (draft.title, draft.published, draft.author) == ("Northern lock closed", "2023-02-06", "Iva Moor")


@pytest.mark.parametrize(
    "props",
    [
        {"posts": [{"title": "Tulips", "content": OTHER}]},
        {"first": {"title": "Tulips", "content": OTHER}, "second": {"title": "Mills", "content": HTML}},
        {"post": {"title": "Tulips", "content": "function draw() {\n  return 1;\n}\n" * 40}},
        {"post": {"title": "Tulips", "content": OPENING}},
        {"translations": {"text": OTHER}},
        ["content", OTHER],
        None,
    ],
)
def test_data_without_a_clear_article(load_one: LoadOne, props: Any) -> None:
    with pytest.raises(SourceEmpty):
        load_one("a.html", next_page(props))


@pytest.mark.parametrize(
    "stated",
    [
        [ARTICLE | {"headline": f"Lock {number}"} for number in range(500)],
        ARTICLE | {"headline": "Tulips", "articleBody": "\n " * 100_000},
        ARTICLE | {"headline": "Tulips", "articleBody": "<p " * 70_000},
        ARTICLE | {"headline": "Tulips", "articleBody": "&lt;p" * 40_000},
        {"@type": "HowTo", "step": json.loads('{"itemListElement":[' * 300 + "1" + "]}" * 300)},
        json.loads("[" * 600 + "]" * 600),
    ],
)
def test_long_and_deep_records_take_little_time(load_one: LoadOne, stated: Any) -> None:
    started = time.process_time()
    draft = load_one("a.html", page(stated, body=f"<article>{HTML}</article>"))
    assert draft.text == TEXT
    assert time.process_time() - started < SECONDS


def test_a_long_text_in_the_data_of_next_js_takes_little_time(load_one: LoadOne) -> None:
    started = time.process_time()
    texts = ("\n" * 100_000, "; " * 50_000, "." * 100_000, "<p" * 100_000, "! ' " * 25_000)
    props = {f"page{number}": {"content": text} for number, text in enumerate(texts)}
    assert load_one("a.html", next_page(props, f"<article>{HTML}</article>")).text == TEXT
    assert time.process_time() - started < SECONDS

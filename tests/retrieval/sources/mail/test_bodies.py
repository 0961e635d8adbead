"""E-mails whose text is in several parts are read whole, and in the form that has the words."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

NEWS = "The sluice will be rebuilt in August, and boats cannot pass it until the middle of October at the earliest."
MORE = "Small craft can be carried over the dyke at the old slipway, where two wardens help on every weekday."


def _alternative(plain: str, html: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "The sluice"
    message.set_content(plain)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def _mixed(*parts: MIMEText) -> bytes:
    message = MIMEMultipart("mixed")
    message["Subject"] = "The sluice"
    for part in parts:
        message.attach(part)
    return message.as_bytes()


@pytest.mark.parametrize(
    "plain",
    [
        "View this e-mail in your browser: https://news.example/a?utm_source=list&id=0123456789abcdef0123456789",
        "Your e-mail program does not show HTML.",
    ],
)
def test_a_plain_text_that_only_stands_in_for_the_html(load_one: LoadOne, plain: str) -> None:
    html = f"<table><tr><td><h1>News</h1><p>{NEWS}</p><p>{MORE}</p></td></tr></table>"
    assert load_one("a.eml", _alternative(plain, html)).text == f"# News\n\n{NEWS}\n\n{MORE}"


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        (NEWS, f"<p>{NEWS}</p><img src='logo.png'>"),
        ("It is shut.", "<p>It is shut.</p><p>The dyke board</p>"),
        (f"It is shut.\n\n> {NEWS}\n> {MORE}", f"<p>It is shut.</p><div>{NEWS}</div><div>{MORE}</div>"),
    ],
)
def test_the_plain_text_is_preferred_otherwise(load_one: LoadOne, plain: str, html: str) -> None:
    assert load_one("a.eml", _alternative(plain, html)).text == plain.split("\n", maxsplit=1)[0]


def test_a_text_around_a_picture(load_one: LoadOne) -> None:
    picture = MIMEText("", "x-picture")
    content = _mixed(MIMEText(f"{NEWS}\n"), picture, MIMEText(f"{MORE}\n\n-- \nAnn\n"))
    assert load_one("a.eml", content).text == f"{NEWS}\n\n{MORE}"


def test_html_around_a_file(load_one: LoadOne) -> None:
    content = _mixed(MIMEText(f"<p>{NEWS}</p>", "html"), MIMEText(f"<p>{MORE}</p>", "html"))
    assert load_one("a.eml", content).text == f"{NEWS}\n\n{MORE}"


@pytest.mark.parametrize("rule", ["_______________________________________________", "-- ", "---"])
def test_the_footer_of_a_list_is_no_part_of_the_text(load_one: LoadOne, rule: str) -> None:
    footer = MIMEText(f"{rule}\nThe sluice list\nhttps://lists.example/sluice\n")
    assert load_one("a.eml", _mixed(MIMEText(f"{NEWS}\n"), footer)).text == NEWS


def test_a_part_that_is_attached_is_no_part_of_the_text(load_one: LoadOne) -> None:
    attached = MIMEText(f"{MORE}\n")
    attached["Content-Disposition"] = "attachment"
    assert load_one("a.eml", _mixed(MIMEText(f"{NEWS}\n"), attached)).text == NEWS

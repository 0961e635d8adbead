"""What a site says around its articles is no part of them."""

from __future__ import annotations

import time

import pytest

from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph
from retrieval.sources.base.site_notices import is_site_notice, without_notices

TEXT = paragraph("The night ferry to Brae will sail twice a week, the harbour board said.")


@pytest.mark.parametrize(
    "line",
    [
        "Read more: What to do when the ferry is full",
        "RELATED: The seven best ferries",
        "Mehr zum Thema: Die Fähre",
        "Lire aussi : Le bac de nuit",
        "Te puede interesar: El transbordador",
        "Sign up to First Tide, our free daily newsletter",
        "Follow Brae News on Facebook, on X and on Instagram. Send your ideas to news@brae.example.",
        "The post Night ferry returns appeared first on Brae News.",
        "View this email in your browser",
        "You are receiving this because you signed up at brae.example. Unsubscribe",
        "Sie erhalten diesen Newsletter, weil Sie ihn bestellt haben.",
        "We may earn a commission if you buy something through our links.",
        "Unsubscribe | Manage preferences",
        "[…]",
    ],
)
def test_a_notice(line: str) -> None:
    assert is_site_notice(line)
    assert without_notices([TEXT, paragraph(line), TEXT]) == [TEXT, TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "Read more slowly: the words are hard.",
        "Sign up for the crossing at the harbour office by Friday.",
        "Follow the path on the left to the quay.",
        "The post was moved to the old harbour office.",
        "Unsubscribe from the list by writing to the harbour office.",
        "He went on: read more: write less.",
        "Recommended: four cores and 8 GB of memory.",
        "Subscribe to the status page for e-mail alerts.",
        "Open the message in the editor and change its first line.",
        "",
    ],
)
def test_a_line_of_the_article(line: str) -> None:
    assert not is_site_notice(line)


@pytest.mark.parametrize(
    "ask",
    [
        heading(2, "Continue reading with a subscription"),
        paragraph("Already a subscriber? Sign in"),
        paragraph("Subscribe to read the rest of this article."),
        paragraph("This article is for subscribers only."),
        paragraph("Sie haben bereits ein Abo? Anmelden"),
        paragraph("Article réservé aux abonnés"),
        paragraph("Il vous reste 72.5% de cet article à lire."),
        paragraph("Contenido exclusivo para suscriptores"),
    ],
)
def test_what_asks_to_pay_for_the_rest_ends_the_article(ask: DocumentBlock) -> None:
    offer = [paragraph("Try it for £1 for 4 weeks. Then £39 per month."), list_item("-", "Pay a year at once")]
    assert without_notices([TEXT, ask, *offer]) == [TEXT]


def test_an_article_that_goes_on_is_read_to_its_end() -> None:
    blocks = [TEXT, paragraph("Already a subscriber? Sign in"), *[TEXT] * 40]
    assert without_notices(blocks) == blocks


@pytest.mark.parametrize(
    "line", ["Sign in to continue to the dashboard.", "Log in to unlock the settings.", "Already have an account?"]
)
def test_a_step_of_a_guide_ends_nothing(line: str) -> None:
    blocks = [TEXT, paragraph(line), paragraph("Then choose a harbour.")]
    assert without_notices(blocks) == blocks


def test_nothing_but_notices_stays_as_it_is() -> None:
    blocks = [heading(1, "Ferries"), paragraph("Read more: The ferry")]
    assert without_notices(blocks) == blocks


@pytest.mark.parametrize("line", ["Follow a on " * 16_000, "The post " * 20_000, "read more: " * 18_000, " " * 200_000])
def test_long_lines_take_no_time(line: str) -> None:
    started = time.process_time()
    without_notices([paragraph(line), paragraph(line[:240]), TEXT] * 5)
    assert time.process_time() - started < 2

"""Small articles of the tests' own."""

from __future__ import annotations

from retrieval.core.ingestion_records import Draft

LIBRARY = "tests"

DRAFTS = (
    Draft(
        source="https://paper.example/quarry",
        title="Quarry closes after ninety years",
        text=(
            "The slate quarry at Tarn Hollow closed on Friday after ninety years.\n\n"
            "Its last eleven workers were offered places at the brickworks.\n\n"
            '"We loaded the final cart at noon," said foreman Ida Brask.\n\n'
            "## What comes next\n\n"
            "The pit will fill with water within four years and become a reservoir."
        ),
        published="2026-02-13",
    ),
    Draft(
        source="notes/otters.txt",
        title="Otters on the Welm",
        text=(
            "Otters returned to the river Welm in 2019. A camera near the weir counted seven of them last winter. "
            "They eat crayfish, eels and the occasional duckling. Fishermen complain, but catches have not fallen."
        ),
    ),
    Draft(
        source="notes/orchard.txt",
        title="The town orchard",
        text=(
            "Volunteers planted forty apple trees behind the station. The oldest variety is the Grey Pippin, "
            "first named in 1742. Picking is free for everyone in September."
        ),
    ),
)

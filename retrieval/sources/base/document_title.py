"""The title that a document states, unless a program filled it in."""

from __future__ import annotations

import re

from retrieval.text.normalize import one_line

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|(?:untitled|unbenannt|sans titre|sin título)\b.*"
    r"|(?:word |new )?(?:document|dokument|documento) ?\d*|slide \d+|layout ?\d+|print|blank page"
    r"|(?:no )?title|unspecified"
    r"|(?:presentación de |présentation )?powerpoint[- ]?(?:presentation|präsentation|presentatie|presentazione)?"
    r"|無題\W*"
    r"|.*\.(?:docx?|pdf|tex|dvi|indd|qxd|rtf|odt|pptx?|html?|ps|txt|xhtml|tmp)"
    r"|[\W\d_]*|https?:.*)",
    re.IGNORECASE,
)


def meant_title(stated: str | None) -> str:
    """Return the title if a person may have written it; else an empty string."""
    title = one_line(stated or "")
    return "" if _NO_TITLE.fullmatch(title) else title

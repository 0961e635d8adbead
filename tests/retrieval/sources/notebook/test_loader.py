from __future__ import annotations

import json
import time
from typing import Any

import pytest

from retrieval.core.errors import SourceError
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document

PICTURE = {
    "output_type": "display_data",
    "data": {"image/png": "iVBORw0KGgo=", "text/plain": ["<Figure size 640x480>"]},
}


def _draft(value: Any) -> Draft:
    document = RawDocument(content=json.dumps(value).encode(), name="tide-levels.ipynb", source="tide-levels.ipynb")
    (draft,) = extract_document(document, limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _code(source: str, *outputs: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": list(outputs)}


def _markdown(*lines: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": list(lines)}


def test_text_code_and_what_it_printed_are_read() -> None:
    printed = {"output_type": "stream", "name": "stdout", "text": ["The mean is 3.4 m\n"]}
    warned = {"output_type": "stream", "name": "stderr", "text": "deprecated"}
    value = {"output_type": "execute_result", "data": {"text/plain": "42"}}
    failed = {"output_type": "error", "ename": "KeyError", "traceback": ["Traceback"]}
    code = _code("print(mean)", printed, warned, PICTURE, value, failed)
    draft = _draft({"cells": [_markdown("# Tides\n", "\n", "We **measured** the lake."), code], "nbformat": 4})
    assert draft.title == "Tides"
    assert draft.text == "We measured the lake.\n\nprint(mean)\n\nThe mean is 3.4 m\n\n42"


def test_a_notebook_without_a_heading_has_the_name_of_its_file() -> None:
    assert _draft({"cells": [_markdown("We measured the lake.")]}).title == "tide levels"


def test_older_notebooks_have_worksheets() -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Tides"},
        {"cell_type": "code", "input": ["print(mean)"], "outputs": []},
    ]
    draft = _draft({"worksheets": [{"cells": cells}], "nbformat": 3})
    assert (draft.title, draft.text) == ("Tides", "print(mean)")


def test_marks_in_code_do_not_end_it() -> None:
    assert _draft({"cells": [_code("a = 1\n```\n# b")]}).text.split("\n")[:2] == ["a = 1", "```"]


def test_a_long_output_is_left_out() -> None:
    log = {"output_type": "stream", "text": "step done\n" * 10_000}
    assert _draft({"cells": [_code("run()", log)]}).text == "run()"


@pytest.mark.parametrize(
    "value", [[], {}, 7, {"cells": {}}, {"cells": [7, None, {"cell_type": "code"}]}, {"worksheets": [1]}]
)
def test_a_file_without_cells_is_refused(value: Any) -> None:
    with pytest.raises(SourceError, match="no cells in the notebook"):
        _draft(value)


def test_time_grows_with_the_notebook() -> None:
    began = time.process_time()
    _draft({"cells": [_code("a = 1", PICTURE)] * 5_000 + [_code("`" * 200_000), _code("```" * 50_000)]})
    assert time.process_time() - began < 20

"""reStructuredText: what each construct gives, whatever is wrong with it, and in how much time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.core.errors import SourceEmpty
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from support.example_counts import example_count


def _draft(text: str) -> Draft:
    document = RawDocument(content=text.encode(), name="a.rst", source="a.rst")
    (draft,) = extract_document(document, limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _text(text: str) -> str:
    return _draft(text).text


MARKS = [
    *(".. ", "note:: ", "|a|", " replace:: ", "::\n\n", "`", "``", "*", ":x:`", "`_", "[1]_", "_b: ", "\n", "\n\n"),
    *("  ", "   ", "- ", "1. ", "#. ", "====\n", "=== ===\n", "+---+---+\n", "| a | b |\n", "-a  b", ":f: ", ">>> "),
    *("words ", "class:: ", "csv-table:: ", "\\", "\t", "漢", "__ ", "-- ", '"'),
]
WEIR = "The weir was built in 1911.\n"


class TestMetadata:
    def test_the_first_section_is_the_title(self) -> None:
        draft = _draft(f"========\nThe weir\n========\n\n{WEIR}\nThe mill\n--------\n\nIt ground corn.\n")
        assert draft.title == "The weir"
        assert draft.text == "The weir was built in 1911.\n\n## The mill\n\nIt ground corn."

    def test_without_a_section_the_name_of_the_file_is(self) -> None:
        assert _draft(WEIR).title == "a"

    def test_fields_give_author_and_date_and_others_stay(self) -> None:
        fields = ":Author: Ann Lee <ann@example.org>\n:Date: $Date: 2024/05/03 $\n:Version: 1.2\n:orphan:\n"
        draft = _draft(f"The weir\n========\n\n{fields}\n{WEIR}")
        assert (draft.title, draft.author, draft.published) == ("The weir", "Ann Lee", "2024-05-03")
        assert draft.text == "- Version: 1.2\n\nThe weir was built in 1911."

    def test_fields_of_blogs(self) -> None:
        fields = ":date: 2010-10-03 10:20\n:tags: mill, weir\n:slug: the-weir\n:authors: Ann Lee\n"
        draft = _draft(f"The weir\n########\n\n{fields}\n{WEIR}")
        assert (draft.author, draft.published, draft.text) == ("Ann Lee", "2010-10-03", WEIR.strip())

    def test_comments_of_blogs(self) -> None:
        draft = _draft(
            f".. title: The weir\n.. slug: weir\n.. date: 2012-09-15 19:52:05 UTC\n.. author: Bo Ek\n\n{WEIR}"
        )
        assert (draft.title, draft.author, draft.published) == ("The weir", "Bo Ek", "2012-09-15")
        assert draft.text == WEIR.strip()

    def test_the_head_of_a_proposal(self) -> None:
        head = (
            "PEP: 9999\nTitle: A weir for\n       every mill\nAuthor: Ann Lee <ann@example.org>\nCreated: 05-Jul-2001\n"
        )
        draft = _draft(f"{head}\nWhy\n===\n\n{WEIR}")
        assert (draft.title, draft.author, draft.published) == ("A weir for every mill", "Ann Lee", "2001-07-05")
        assert draft.text == "- PEP: 9999\n\n# Why\n\nThe weir was built in 1911."

    def test_a_line_under_the_title_may_state_the_date(self) -> None:
        draft = _draft(f"The weir\n========\n\nPublished: 3 May 2024\n\n{WEIR}")
        assert (draft.published, draft.text) == ("2024-05-03", WEIR.strip())

    def test_a_document_of_settings_alone_has_no_sentence(self) -> None:
        with pytest.raises(SourceEmpty, match="no sentence"):
            _draft(".. toctree::\n   :maxdepth: 2\n\n   weir\n   mill\n")


class TestWords:
    @pytest.mark.parametrize(
        ("written", "words"),
        [
            ("It is *old* and **long**.", "It is old and long."),
            ("Type ``make *all*`` now.", "Type make *all* now."),
            ("See `the report <https://example.org>`_ there.", "See the report there."),
            ("See `the report`_, report_ and `this`__.", "See the report, report and this."),
            (
                "See https://example.org/a_b.html or ann@example.org.",
                "See https://example.org/a_b.html or ann@example.org.",
            ),
            ("It is an _`old weir` there.", "It is an old weir there."),
            ("Water is H\\ :sub:`2`\\ O, an area m\\ :sup:`2`.", "Water is H₂O, an area m²."),
            ("Stars \\*stay\\* here.", "Stars *stay* here."),
            ("It is old [1]_, says [Lee2001]_.", "It is old, says [Lee2001]."),
            ("Take *args and **kwargs.", "Take *args and **kwargs."),
            ("An ``open end and `another.", "An open end and another."),
            ("It is |unknown| to us.", "It is unknown to us."),
            ("A `default role` here.", "A default role here."),
            ("Call :func:`~weir.gate.open` or :py:meth:`Gate.close`.", "Call open() or Gate.close()."),
            ("A :class:`.Gate` and a :class:`!Weir`, :class:`the mill <Mill>`.", "A Gate and a Weir, the mill."),
            ("Choose :menuselection:`File --> Open` or :guilabel:`&Save`.", "Choose File > Open or Save."),
            ("Edit :file:`/etc/{name}/weir` with :kbd:`Ctrl+C`.", "Edit /etc/name/weir with Ctrl+C."),
            ("As :pep:`8` and :rfc:`2822#section-1` say.", "As PEP 8 and RFC 2822 say."),
            ("Use :math:`a^2` and :code:`x \\n`.", "Use a^2 and x \\n."),
            ("An :invented:`role <target>` and :doc:`other/page`.", "An role and other/page."),
        ],
        ids=str,
    )
    def test_inline_markup(self, written: str, words: str) -> None:
        assert _text(written) == words

    def test_lines_are_joined(self) -> None:
        assert (
            _text("The weir was built\nin *1911*.\n\n港に\n船がある。\n")
            == "The weir was built in 1911.\n\n港に船がある。"
        )

    def test_a_label_gives_the_title_of_its_section(self) -> None:
        section = ".. _weir-gate:\n\nThe gate\n========\n\nIt opens.\n"
        text = f"See :ref:`weir-gate`, :ref:`elsewhere` and :ref:`that <weir-gate>`.\n\n{section}"
        assert _text(text).startswith("See The gate, elsewhere and that.")

    def test_a_title_may_name_itself(self) -> None:
        assert "# The The a gate gate" in _text("Words.\n\n.. _a:\n\nThe :ref:`a` gate\n==============\n\nIt opens.\n")

    def test_substitutions(self) -> None:
        definitions = (
            ".. |river| replace:: the *Ottering*\n   Brook\n.. |c| unicode:: 0xA9 .. a sign\n.. |logo| image:: l.png\n"
        )
        assert _text(f"{definitions}\n|logo| It is on |River|, |c| 2024.") == "It is on the Ottering Brook, © 2024."

    def test_a_role_that_holds_raw_markup_gives_nothing(self) -> None:
        assert _text(".. role:: raw-html(raw)\n   :format: html\n\nOne :raw-html:`<br/>` two.\n") == "One two."


class TestBlocks:
    def test_lists(self) -> None:
        text = "- gate\n- wheel\n\n  It is oak.\n\n  - rim\n\n1. first\n#. second\n\nb) third\n\niv. fourth\nv. fifth\n"
        lines = "- gate\n- wheel\n\nIt is oak.\n\n- rim\n1. first\n2. second\nb) third\n4. fourth\n5. fifth"
        assert _text(text) == lines

    def test_definitions_and_options(self) -> None:
        text = "gate : iron\n   It opens.\n\n   It is heavy.\n\n-v, --level=NAME  Say more.\n-q  Say less.\n"
        assert _text(text) == "gate: iron\nIt opens.\n\nIt is heavy.\n\n-v, --level=NAME\nSay more.\n\n-q\nSay less."

    def test_fields(self) -> None:
        text = (
            "Words.\n\n:param int width: of it\n:returns: the flow\n:raises GateError: it is shut\n:Place: Ottering\n"
        )
        items = "- width: of it\n- Returns: the flow\n- Raises GateError: it is shut\n- Place: Ottering"
        assert _text(text) == f"Words.\n\n{items}"

    def test_code(self) -> None:
        text = "Run::\n\n   make ``weir``\n\n     all\n\n>>> 1 + 1\n2\n\nQuoted::\n\n> so\n> it was\n"
        assert _text(text) == "Run:\n\nmake ``weir``\n\n  all\n\n>>> 1 + 1\n2\n\nQuoted:\n\n> so\n> it was"

    def test_verse_and_quotations(self) -> None:
        assert _text("| The *wheel*\n|    turns\n| around\n") == "The wheel\nturns\naround"
        assert _text("She said:\n\n   It is old.\n\n   -- Ann *Lee*\n") == "She said:\n\nIt is old.\n\n— Ann Lee"

    def test_a_simple_table(self) -> None:
        table = "=====  ====\ngate   wide\n=====  ====\n*low*  3\nhigh   5\n=====  ====\n"
        assert _text(table) == "gate | wide\nlow | 3\nhigh | 5"

    def test_a_grid_table(self) -> None:
        table = """
+-------+---------------+
| gate  | size          |
+=======+=======+=======+
| low   | 3     | 4 m   |
|       |       | wide  |
| door  +-------+-------+
|       | both: **5**   |
+-------+---------------+
"""
        assert _text(table) == "gate | size\nlow door | 3 | 4 m wide\nboth: 5"

    def test_other_tables(self) -> None:
        csv = (
            '.. csv-table:: Gates\n   :header: gate; size\n   :delim: ;\n   :file: /etc/passwd\n\n   "low; old"; *3*\n'
        )
        assert _text(csv) == "Gates\n\ngate | size\nlow; old | 3"
        rows = "   * - gate\n     - size\n   * - low\n     - 3\n\n       wide\n"
        lists = f".. list-table:: Gates\n   :header-rows: 1\n\n{rows}"
        assert _text(lists) == "Gates\n\ngate | size\nlow | 3 wide"
        assert (
            _text("+-------------+\n| Words here. |\n|             |\n| - an item   |\n+-------------+\n")
            == "Words here.\n\n- an item"
        )

    def test_notes_of_the_text(self) -> None:
        text = "Old [1]_ and [Lee]_.\n\n.. [1] The *note*.\n.. [#] Another.\n.. [Lee] Her book.\n"
        assert _text(text) == "Old and [Lee].\n\nThe note.\n\nAnother.\n\n[Lee] Her book."

    def test_what_is_no_text(self) -> None:
        text = (
            ".. A comment\n   of two lines.\n\n.. _a target: https://example.org\n__ https://example.org\n\n------\n\n"
        )
        assert _text(f"{text}{WEIR}") == WEIR.strip()


class TestDirectives:
    @pytest.mark.parametrize("name", ["note", "warning", "seealso", "danger", "topic", "compound", "invented", "only"])
    def test_content(self, name: str) -> None:
        assert _text(f".. {name}::\n   :class: big\n\n   It is *old*.\n\n   - a\n") == "It is old.\n\n- a"

    def test_a_note_may_begin_beside_its_name(self) -> None:
        assert _text(".. note:: It is old\n   and long.\n\n   It leaks.\n") == "It is old and long.\n\nIt leaks."

    @pytest.mark.parametrize("name", ["admonition", "sidebar", "tab-item", "dropdown"])
    def test_a_title_of_its_own(self, name: str) -> None:
        assert _text(f".. {name}:: On *Linux*\n\n   Use the gate.\n") == "On Linux\n\nUse the gate."

    @pytest.mark.parametrize(
        ("written", "sentence"),
        [
            (".. versionadded:: 3.5\n", "Added in version 3.5."),
            (".. versionadded:: 3.5 The *gate*.\n", "Added in version 3.5: The gate."),
            (".. versionchanged:: 3.5\n   The gate.\n", "Changed in version 3.5: The gate."),
            (".. deprecated:: 3.6\n\n   Use doors.\n", "Deprecated since version 3.6: Use doors."),
            (".. versionremoved:: 4\n", "Removed in version 4."),
            (".. deprecated-removed:: 3 4\n", "Deprecated since version 3, removed in version 4."),
            (".. versionadded::\n", "Added in version ?."),
        ],
        ids=str,
    )
    def test_versions_are_sentences(self, written: str, sentence: str) -> None:
        assert _text(written) == sentence

    def test_code(self) -> None:
        text = ".. code-block:: python\n   :linenos:\n   :caption: The *gate*\n\n   def a():\n       pass\n\n   a()\n"
        assert _text(text) == "The gate\n\ndef a():\n    pass\n\na()"
        assert _text(".. math:: a = b\n\nWords.\n") == "a = b\n\nWords."
        assert _text(".. parsed-literal::\n\n   open *gate*\n     now\n") == "open gate\n  now"

    def test_signatures_stand_above_their_description(self) -> None:
        signatures = ".. py:function:: open(gate, *, wide=1)\n                 open(gate)\n   :module: weir\n"
        text = f"{signatures}\n   Open a *gate*.\n\n   :param gate: which\n"
        assert _text(text) == "open(gate, *, wide=1)\nopen(gate)\nOpen a gate.\n\n- gate: which"
        assert _text(".. option:: -w <n>\n\n   How wide.\n") == "-w <n>\nHow wide."
        assert _text(".. http:get:: /gates\n\n   All gates.\n") == "/gates\nAll gates."
        assert _text(".. class:: Gate(width)\n\n   A gate.\n") == "Gate(width)\nA gate."
        assert _text(".. class:: big-print\n\nA gate.\n") == "A gate."

    def test_members_may_stand_inside(self) -> None:
        text = ".. class:: Gate\n\n   A gate.\n\n   .. method:: open()\n\n      Open it.\n"
        assert _text(text) == "Gate\nA gate.\n\nopen()\nOpen it."

    def test_pictures(self) -> None:
        assert _text(f".. image:: w.png\n   :alt: The weir in *snow*\n\n{WEIR}").startswith("The weir in snow\n\n")
        assert _text(f".. image:: b.svg\n   :alt: build\n   :target: https://example.org\n\n{WEIR}") == WEIR.strip()
        assert _text(".. figure:: w.png\n\n   The weir.\n\n   In snow.\n") == "The weir.\n\nIn snow."

    def test_a_rubric_is_a_heading(self) -> None:
        assert (
            _text(f"{WEIR}\n.. rubric:: *More*\n\nIt is old.\n")
            == "The weir was built in 1911.\n\n# More\n\nIt is old."
        )

    @pytest.mark.parametrize("name", ["toctree", "contents", "index", "autosummary", "graphviz", "meta", "raw", "todo"])
    def test_what_is_no_text(self, name: str) -> None:
        assert _text(f".. {name}:: html\n   :maxdepth: 2\n\n   other\n\n{WEIR}") == WEIR.strip()

    def test_an_argument_that_is_a_sentence_is_text(self) -> None:
        assert _text(".. invented:: The gate is old.\n\n   It leaks.\n") == "The gate is old.\n\nIt leaks."
        assert _text(".. autoclass:: weir.Gate\n   :members:\n\n   It leaks.\n") == "It leaks."


class TestDamage:
    def test_levels_may_be_skipped(self) -> None:
        text = "A\n=====\n\nWords.\n\nB\n-----\n\nC\n~~~~~\n\nD\n=====\n\nE\n~~~~~\n\nMore.\n"
        assert _text(text) == "Words.\n\n## B\n\n### C\n\n# D\n\n### E\n\nMore."

    @pytest.mark.parametrize(
        "title",
        ["The gate\n====\n", "======\nThe gate\n======\n", "=========\nThe gate\n======\n", "========\nThe gate\n"],
    )
    def test_titles_that_are_not_ruled_well(self, title: str) -> None:
        text = _text(f"{WEIR}\n{title}\nIt opens.\n")
        assert text == "The weir was built in 1911.\n\n# The gate\n\nIt opens."

    def test_tables_that_are_not_ruled_well(self) -> None:
        assert _text("+----+---+\n| ab | c\n| d  | e |\n+----+---+\n\nWords.\n") == "ab | c\nd | e\n\nWords."
        assert _text("===== ===\ngate  low\n\nWords.\n") == "gate low\n\nWords."

    def test_a_title_inside_of_a_list_or_quotation(self) -> None:
        assert _text("- item\n\n  The gate\n  --------\n\n  It opens.\n") == "- item\n\n# The gate\n\nIt opens."

    def test_lists_without_blank_lines(self) -> None:
        assert _text("Gates:\n- low\n- high\nMore.\n") == "Gates: - low - high More."
        assert _text("- low\n- high\nMore.\n") == "- low\n- high\n\nMore."

    def test_options_without_a_blank_line_below(self) -> None:
        assert _text(".. code::\n   make\n") == "make"
        assert _text(".. csv-table::\n   :delim: long\n   :quote:\n\n   a, b\n") == "a | b"

    @pytest.mark.parametrize("text", ["1" * 5_000 + ". Words", "(" + "i" * 5_000 + ") Words", "- " * 900 + "Words"])
    def test_where_docutils_fails_the_text_is_read_as_it_stands(self, text: str) -> None:
        assert "Words" in _text(f"{WEIR}\n{text}\n\nMore *words*.\n")
        assert _text(f"{WEIR}\n{text}\n\nMore *words*.\n").endswith("\n\nMore words.")


class TestHostile:
    @pytest.mark.parametrize(
        "directive",
        [
            ".. include:: {}",
            ".. include:: {}\n   :literal:",
            ".. literalinclude:: {}",
            ".. raw:: html\n   :file: {}",
            ".. csv-table::\n   :file: {}",
            ".. |secret| include:: {}",
            ".. figure:: {}\n   :alt: x",
            ".. parsed-literal:: \n   :include: {}",
        ],
        ids=str,
    )
    def test_no_file_is_read(self, directive: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("The password is heron.\n", encoding="utf-8")
        text = _text(f"{directive.format(secret)}\n\n|secret| {WEIR}")
        assert "heron" not in text
        assert WEIR.strip() in text
        assert capfd.readouterr() == ("", "")

    def test_raw_markup_is_left_out(self) -> None:
        assert _text(f".. raw:: html\n\n   <script>alert(1)</script>\n\n{WEIR}") == WEIR.strip()

    def test_a_document_changes_nothing_for_the_next(self) -> None:
        _text(".. role:: note(raw)\n   :format: html\n.. default-role:: note\n\nA :note:`b` `c`.\n")
        assert _text("A :note:`b` `c`.\n") == "A b c."

    def test_documents_may_be_read_at_once(self) -> None:
        texts = [f"- a{number}\n\n  - b\n\n" * 20 + f"| {number}\n" for number in range(24)]
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(_text, texts)) == [_text(text) for text in texts]

    def test_substitutions_that_name_each_other(self) -> None:
        assert _text(".. |a| replace:: |b| |b|\n.. |b| replace:: |a| |a|\n\nIt is |a|.\n") == "It is a a a a."

    def test_substitutions_that_double_and_double(self) -> None:
        chain = "\n".join(f".. |a{number}| replace:: |a{number + 1}| |a{number + 1}|" for number in range(60))
        began = time.process_time()
        assert len(_text(f"{chain}\n.. |a60| replace:: {'x' * 900}\n\nIt is |a0|.\n")) < 3_000_000
        assert time.process_time() - began < 5

    @pytest.mark.parametrize(
        "text",
        [
            "\n".join(f"{' ' * number}- a" for number in range(600)),
            "\n\n".join(f"{' ' * number}a" for number in range(600)),
            "\n".join(f"{'   ' * number}.. note:: a\n" for number in range(300)),
            "- " * 2_000 + "a",
        ],
        ids=["lists", "quotations", "notes", "markers"],
    )
    def test_what_is_nested_deeply_is_read(self, text: str) -> None:
        assert _text(f"{text}\n\n{WEIR}").count("a") >= 1

    @settings(max_examples=example_count(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(pieces=st.lists(st.sampled_from(MARKS)))
    def test_any_mixture_of_marks_is_read(self, pieces: list[str]) -> None:
        assert "The end." in _text("".join(pieces) + "\n\n\nThe end.\n")


LENGTH = 20_000
REPEATED = {
    "lists": "- a\n\npara\n\n",
    "quotations": " a\n\n -- b\n\n",
    "notes": ".. [1] a\n",
    "open emphasis": "*a ",
    "open quotes": "`a <",
    "references": "a_ ",
    "addresses": "http://a.b/c ",
    "fields": ":a: b\n",
    "marks": "a-",
    "grid": "+---+\n| a |\n",
    "columns": "= ",
    "titles": "ab\n==\n\n",
    "indented": "  a\nb\n",
    "backslashes": "\\",
    "directives": ".. x:: y\n   :z: a\n\n   b\n\n",
    "blank lines": "\n",
    "blanks": " ",
}


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED)
def test_time_grows_with_the_text(unit: str) -> None:
    def measure(length: int) -> float:
        text = f"Begin.\n\n{unit * (length // len(unit))}\n\nThe end.\n"
        began = time.process_time()
        assert "end" in _text(text)
        return time.process_time() - began

    measure(1_000)
    half, whole = measure(LENGTH // 2), measure(LENGTH)
    assert whole < 3.2 * half + 0.5


@pytest.mark.parametrize("name", ["henge.txt", "README"])
def test_a_text_with_directives_is_told_by_how_it_begins(name: str) -> None:
    text = "Henge\n=====\n\nIt stands.\n\n.. note:: It is *old*.\n"
    (draft,) = extract_document(RawDocument(content=text.encode(), name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    assert (draft.title, draft.text) == ("Henge", "It stands.\n\nIt is old.")

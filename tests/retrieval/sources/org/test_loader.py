"""Org: what each construct gives, whatever is wrong with it, and in how much time."""

from __future__ import annotations

import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.core.errors import SourceEmpty, SourceMissing, SourceNotText, SourceTooLarge
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document, load
from support.example_counts import example_count

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import Write


def _draft(text: str, name: str = "bees.org") -> Draft:
    (draft,) = extract_document(RawDocument(content=text.encode(), name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _text(text: str) -> str:
    return _draft(text).text


class TestMetadata:
    def test_the_keywords(self) -> None:
        head = (
            "#+TITLE: The /hive/\n#+author: Ida Lind\n#+Author: Jon Berg\n#+DATE: [2024-05-03 Fri]\n#+STARTUP: fold\n"
        )
        draft = _draft(f"{head}\nIt hums.\n")
        assert (draft.title, draft.published, draft.author) == ("The hive", "2024-05-03", "Ida Lind, Jon Berg")
        assert draft.text == "It hums."

    def test_a_headline_above_all_others_is_the_title(self) -> None:
        draft = _draft("* The hive\nIt hums.\n** Queen\nShe is old.\n")
        assert (draft.title, draft.text) == ("The hive", "It hums.\n\n### Queen\n\nShe is old.")

    def test_without_a_title_the_name_of_the_file_is_it(self) -> None:
        draft = _draft("* Spring\nIt hums.\n* Summer\nIt hums louder.\n")
        assert (draft.title, draft.text) == ("bees", "## Spring\n\nIt hums.\n\n## Summer\n\nIt hums louder.")

    @pytest.mark.parametrize(
        "head", ["# -*- mode: org -*-\n", "#+TITLE: Hive\n", "# a note\n\n#+startup: show2levels\n"]
    )
    @pytest.mark.parametrize("name", ["bees.txt", "README"])
    def test_another_name_is_told_by_how_the_text_begins(self, name: str, head: str) -> None:
        assert _draft(f"{head}\nIt /hums/.\n", name).text == "It hums."

    def test_another_text_stays_as_it_is(self) -> None:
        assert _draft("# Hive\n\nIt /hums/.\n", "bees.txt").text.endswith("It /hums/.")

    def test_a_host_of_the_domain_org_that_is_no_file_is_told_apart(self) -> None:
        with pytest.raises(SourceMissing, match=r"https://bees\.example\.org"):
            list(load("bees.example.org", limits=LimitSettings()))

    def test_a_file_of_a_folder(self, write: Write, tmp_path: Path) -> None:
        write("bees.org", "* TODO Feed them\nThey are /hungry/.\n")
        (draft,) = load(str(tmp_path), limits=LimitSettings())
        assert isinstance(draft, Draft)
        assert (draft.title, draft.text) == ("Feed them", "They are hungry.")


DRAWER = ':PROPERTIES:\n:ID: 7\n:END:\n:LOGBOOK:\n- State "DONE"\n:END:\n'
TASK = f"""\
* TODO [#A] Feed [1/2] :bees:food:
SCHEDULED: <2024-05-10 Fri 09:00 +1w> DEADLINE: <2024-05-12 Sun>
{DRAWER}Sugar."""
HIDDEN = """\
Seen.
* COMMENT No
No.
** No
No.
* No :noexport:
No.
* Old :ARCHIVE:
No.
# no
* Yes
#+begin_comment
no
#+end_comment
#+BEGIN_EXPORT html
<b>no</b>
#+END_EXPORT
#+HTML: <br>
#+INCLUDE: b.org
Seen."""
CODE = """\
Run:
#+BEGIN_SRC sh :results output
# start
,* all
  hive *now*
#+END_SRC

#+RESULTS:
: 3 bees
: 4 bees
Wait."""
LINKS = """\
See [[https://hive.example][the *hive*]], [[https://hive.example/a_b_c]], [[file:wax.org::*Wax]], [[*Queen =x= bee]],
[[./bee.png]]<https://wax.example/>."""
MARKED = """\
Use =a*b* [[c]]=, ~/x/~, *b /i/*, _u_, +gone+ snake_case /usr/bin/bee, 2*3*4,
H_{2}O, 10^{6} and \\alpha{}\\nbsp{}\\foo."""
NOTES = """\
Bees[fn:1] hum[fn:: At /night/ too.] [cite:@lind p. 3] here.

* Footnotes
[fn:1] Of
any kind.
[fn:b] More."""
FORMS = {
    "a task": (
        TASK,
        "## Feed\n\nScheduled: 2024-05-10 09:00\nDeadline: 2024-05-12\n\nSugar.",
    ),
    "states of its own": (
        "#+TODO: BUY | BOUGHT(b)\n* BOUGHT Wax\nTwo.\n* SELL Honey\nTen.",
        "## Wax\n\nTwo.\n\n## SELL Honey\n\nTen.",
    ),
    "a headline that is only a state": ("* NEXT\nSugar.", "## NEXT\n\nSugar."),
    "what readers do not see": (
        HIDDEN,
        "Seen.\n\n## Yes\n\nSeen.",
    ),
    "another drawer": (":HINT:\nLook.\n:END:\nMore.", "Look.\n\nMore."),
    "a drawer without end": (":PROPERTIES:\nLook.\n* Next part\n:END:\nMore.", "Look.\n\n## Next part\n\nMore."),
    "lists": (
        "Bring:\n- [ ] wax\n  and wicks\n  + [X] rope\n    1) one\n    2) two\n7. [@9] nine\n - star :: a sign\n * sun",
        "Bring:\n\n- wax and wicks\n- rope\n1. one\n2. two\n9. nine\n\nstar\n    a sign\n\n- sun",
    ),
    "code": (
        CODE,
        "Run:\n\n # start\n* all\n  hive *now*\n\n3 bees\n4 bees\n\nWait.",
    ),
    "code without end": ("#+begin_src sh\nhive\n\nMore.", "hive\n\nMore."),
    "a table": (
        "#+CAPTION: Weights\n| Hive | kg |\n|------+----|\n| <l>  | <r> |\n| north | *12* |\n#+TBLFM: $2=3\nHeavy.",
        "Weights\n\nHive | kg\nnorth | 12\n\nHeavy.",
    ),
    "blocks that hold text": (
        "#+begin_quote\nBees\nhum.\n#+end_quote\n#+begin_verse\nOne\ntwo\n#+end_verse\nA \\\\\nline.\n-----\nEnd.",
        "Bees hum.\n\nOne\ntwo\n\nA\nline.\n\nEnd.",
    ),
    "links": (
        LINKS,
        "See the hive, https://hive.example/a_b_c, wax.org::*Wax, Queen x bee, https://wax.example/.",
    ),
    "marks": (
        MARKED,
        "Use a*b* [[c]], /x/, b i, u, snake_case /usr/bin/bee, 2*3*4, H2O, 10^6 and α \\foo.",
    ),
    "dates": (
        "From <2024-05-03 Fri 10:00-11:00>--<2024-05-04 Sa>, [2024-05-05].",
        "From 2024-05-03 10:00-11:00--2024-05-04, 2024-05-05.",
    ),
    "notes": (
        NOTES,
        "Bees hum here.\n\nAt night too.\n\n## Footnotes\n\nOf any kind.\n\nMore.",
    ),
    "macros": (
        "#+MACRO: v 2.1\nHive {{{v}}}{{{other(a)}}} <<here>><<<wax>>> @@html:<b>@@big src_sh[:x]{ls -l}.",
        "Hive 2.1 wax big ls -l.",
    ),
}


@pytest.mark.parametrize(("source", "text"), FORMS.values(), ids=FORMS)
def test_what_each_form_gives(source: str, text: str) -> None:
    assert _text(f"#+TITLE: T\nFirst.\n\n{source}\n") == f"First.\n\n{text}"


def test_a_document_of_keywords_only_is_refused() -> None:
    with pytest.raises(SourceEmpty):
        _draft("#+TITLE: The hive\n* COMMENT Notes\nNone yet.\n")


def test_a_document_beyond_the_limit_is_refused() -> None:
    with pytest.raises(SourceTooLarge, match="longer"):
        _draft("Bees hum. " * (LimitSettings().article_characters // 2))


MARKS = [
    *("* T\n", "** TODO a :b:\n", ":PROPERTIES:\n", ":END:\n", "#+begin_src\n", "#+end_src\n", "#+begin_quote\n", "\n"),
    *(
        "#+TITLE: ",
        "- a\n",
        "- t :: d\n",
        "1. ",
        "  ",
        "| a ",
        "|-\n",
        "[fn:1]",
        "[fn::",
        "[[",
        "][",
        "]]",
        "<2024-05-03>",
    ),
    *(
        "*a",
        "/b/",
        "_c_",
        "=",
        "~",
        "+d+",
        "\\alpha",
        "_{",
        "}",
        "{{{a}}}",
        "<<",
        ">>",
        "@@",
        "\x00",
        "\x000\x00",
        "words ",
        "\t",
    ),
]


@settings(max_examples=example_count(60), deadline=None)
@given(pieces=st.lists(st.sampled_from(MARKS), max_size=40))
def test_whatever_stands_in_a_text_it_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(SourceEmpty, SourceNotText):
        _draft("".join(pieces))


PIECES = """*a| *a| =a| +a|[[a|[fn::a|[fn::|[cite:|<<a|{{{a|@@a:|_{a|\\alpha|{a}|<2024-05-03 | a ::|src_a{|*b /c """


@pytest.mark.parametrize(
    "piece", [*PIECES.split("|"), "|a", ":P:\n", "#+begin_src\n", "* a :b:\n", "- a :: b\n", " ", " :a:"]
)
@pytest.mark.parametrize("before", ["First. ", "* H ", "- i ", "| c "], ids=["text", "headline", "item", "cell"])
def test_the_time_grows_with_the_text(before: str, piece: str) -> None:
    def seconds(characters: int) -> float:
        start = time.process_time()
        with suppress(SourceEmpty):
            _draft(f"First.\n\n{before}{piece * (characters // len(piece))}x")
        return time.process_time() - start

    times = [min(seconds(characters) for _ in range(2)) for characters in (10_000, 40_000)]
    assert all(later <= 12 * earlier + 0.2 for earlier, later in pairwise(times))

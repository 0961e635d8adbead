"""LaTeX: what each construct gives, whatever is wrong with it, and in how much time."""

from __future__ import annotations

import time
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.core.errors import SourceEmpty, SourceNotText, SourceTooLarge
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document
from support.example_counts import example_count


def _draft(text: str | bytes, name: str = "weir.tex") -> Draft:
    content = text.encode() if isinstance(text, str) else text
    (draft,) = extract_document(RawDocument(content=content, name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _text(text: str) -> str:
    return _draft(text).text


ARTICLE = r"""% A preamble
\documentclass[11pt]{article}
\usepackage[margin=1in]{geometry}
\newcommand{\weir}{the old weir}
\title[Weir]{The \emph{Weir}:\\ A Survey\thanks{Paid by the town.}}
\author{Ida Lind\\University \and Jon Berg\inst{2}}
\date{3 May 2024}
\begin{document}
\maketitle
\begin{abstract}
We study \weir.
\end{abstract}
It leaks.
\end{document}
Not shown.
"""


class TestMetadata:
    def test_the_preamble(self) -> None:
        draft = _draft(ARTICLE)
        assert (draft.title, draft.published, draft.author) == (
            "The Weir: A Survey",
            "2024-05-03",
            "Ida Lind, Jon Berg",
        )
        assert draft.text == "We study the old weir.\n\nIt leaks."

    def test_authors_in_commands_of_their_own(self) -> None:
        assert _draft(r"\author[1]{Ida Lind}\author[2]{Jon Berg}\date{\today} Text.").author == "Ida Lind, Jon Berg"

    def test_a_chapter_in_a_file_of_its_own_is_the_title(self) -> None:
        draft = _draft(r"\chapter{The \weir} It leaks. \section*{Walls} They are old. \subsection{Stones} Grey.")
        assert draft.title == "The"
        assert draft.text == "It leaks.\n\n### Walls\n\nThey are old.\n\n#### Stones\n\nGrey."

    def test_sections_are_the_highest_headings_where_there_is_no_chapter(self) -> None:
        draft = _draft(r"\section{Walls}Old.\section[Short]{Long}\label{s}New.\paragraph{Run in.} Text.")
        assert (draft.title, draft.text) == ("weir", "## Walls\n\nOld.\n\n## Long\n\nNew.\n\n##### Run in\n\nText.")

    @pytest.mark.parametrize("name", ["weir.txt", "README", "weir.ltx"])
    def test_another_name_is_told_by_how_the_text_begins(self, name: str) -> None:
        assert _draft(ARTICLE, name).title == "The Weir: A Survey"

    def test_the_encoding_that_the_preamble_names(self) -> None:
        source = (
            "\\documentclass{article}\n\\usepackage[applemac]{inputenc}\n\\begin{document}\nUn café.\n\\end{document}"
        )
        assert _draft(source.encode("mac-roman")).text == "Un café."


LISTS = r"""\begin{itemize}\setlength{\itemsep}{0pt}
  \item stone % not wood
  \item[--] wood,
    oak
  \begin{enumerate}[label=(\roman*)]
    \item one \item two
  \end{enumerate}
\end{itemize}
\begin{description}
\item[\textbf{crest}] The top.
\end{description}"""
TABLE = r"""\begin{table}[ht]\centering
\caption[Short]{Heights}\label{tab:h}
\begin{tabular}{|l|r@{ }l|}
\hline
Weir & Height \\ \hline\hline
North~A & 2.5 m \\[1ex] \cmidrule(lr){1-2}
\multicolumn{2}{|c|}{South \& East} \\
\bottomrule
\end{tabular}
\end{table}"""
CODE = r"""Run:
\begin{lstlisting}[language=C, caption={An \emph{example}}]
int a; % kept
  \b{c}
\end{lstlisting}
or \verb|a_b %| and \texttt{weir --all\_x}."""
HIDDEN = r"""Seen.\iffalse no \ifx a b\fi no \fi\vspace{1cm}\vskip 2pt\input{b}\index{no}% no
\begin{comment}
no
\end{comment}
\begin{tikzpicture}\draw;\end{tikzpicture}\includegraphics[width=\textwidth]{a.png}
\begin{thebibliography}{9}\bibitem{a} No.\end{thebibliography}"""
FORMS = {
    "accents": (
        r"M\"uller, caf\'e, \^{I}le, Fran\c{c}ois, \v Skoda, \'{\i}, Stra\ss e, \O re",
        "Müller, café, Île, François, Škoda, í, Straße, Øre",
    ),
    "signs": (
        r"50\% of 40\,000~\euro{} \& more---or ``less''\ldots{} \$5 a\_b \LaTeX\ 1--2",
        "50% of 40 000 € & more—or “less”… $5 a_b LaTeX 1–2",
    ),
    "German quotes": ("\"`Ja\"', \\glqq Nein\\grqq{} und ,,so''.", "„Ja“, „Nein“ und „so”."),
    "emphasis": (
        r"{\bf Old} \textit{and \underline{grey}} \textcolor{red}{stone} H\textsubscript{2}O",
        "Old and grey stone H2O",
    ),
    "references": (
        r"Built~\cite[p.~3]{a} by \citep{b}, see Fig.~\ref{f} (\autoref{g}), (see~\cite{c}).",
        "Built by, see Fig., (see).",
    ),
    "links": (
        r"See \url{https://weir.example/a_b%20~c\#d} or \href{https://x.example}{the \emph{page}}.",
        "See https://weir.example/a_b%20~c#d or the page.",
    ),
    "notes": (
        "It cost\\footnote{Of the \\emph{town}.} a lot. And so on.\n\nMore.",
        "It cost a lot. And so on.\n\nOf the town.\n\nMore.",
    ),
    "lists": (LISTS, "- stone\n- wood, oak\n1. one\n2. two\n\ncrest\n    The top."),
    "a table": (TABLE, "Heights\n\nWeir | Height\nNorth A | 2.5 m\nSouth & East"),
    "code": (CODE, "Run:\n\nint a; % kept\n  \\b{c}\n\nor a_b % and weir --all_x."),
    "formulas in a line": (
        r"Where $Q_{\text{max}} \leq \frac{a+b}{2}$ and \(\alpha \in \mathbb{R}\).",
        "Where Q_max ≤ (a+b)/2 and α ∈ R.",
    ),
    "formulas on lines": (
        "So\n\\begin{align*}\na &= b^{2} \\label{e} \\\\\nc &= \\sin x\n\\end{align*}\nand \\[ E = mc^2. \\] End.",
        "So\n\na = b^2\nc = sin x\n\nand\n\nE = mc^2.\n\nEnd.",
    ),
    "what is hidden": (
        HIDDEN,
        "Seen.",
    ),
    "commands of its own": (
        r"\newcommand*{\flow}[2][x]{#1~m$^3$ per #2}\def\town{Grey\ss}\let\a\b \flow{3}{day} in \town{}. \z[o]{Shown}.",
        "3 m^3 per day in Greyß. Shown.",
    ),
    "units": (r"\SI{3}{\kilo\metre\per\hour}", "3 km/h"),
    "a broken line": (r"One\\[2mm] two.", "One\ntwo."),
    "slides": (
        r"\begin{frame}{Walls}Old.\end{frame}\begin{frame}\frametitle{Stones}Grey.\end{frame}",
        "## Walls\n\nOld.\n\n## Stones\n\nGrey.",
    ),
    "a comment at the end of a paragraph": ("One. % no\n\nTwo.%\nThree.", "One.\n\nTwo.Three."),
    "what is left open": (
        r"One {two \emph{three $4 \begin{verbatim} five \footnote{six",
        "One two three $4\n\nfive six",
    ),
}


@pytest.mark.parametrize(("source", "text"), FORMS.values(), ids=FORMS)
def test_what_each_form_gives(source: str, text: str) -> None:
    assert _text(f"First.\n\n{source}\n") == f"First.\n\n{text}"


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(SourceEmpty):
        _draft(
            "\\documentclass{article}\n\\title{Weir}\n\\begin{document}\n\\maketitle\n\\input{all}\n\\end{document}\n"
        )


def test_a_document_beyond_the_limit_is_refused() -> None:
    with pytest.raises(SourceTooLarge, match="longer"):
        _draft("It leaks. " * (LimitSettings().article_characters // 2))


def test_commands_that_stand_for_each_other_do_not_multiply() -> None:
    words = "word " * 39
    source = f"\\newcommand{{\\a}}{{{words}}}\n" + "\\a{}" * 100_000
    assert len(_text(source)) < 250_000


MARKS = [
    *(
        "\\begin{itemize}",
        "\\end{itemize}",
        "\\item ",
        "\\item[",
        "\\begin{tabular}{l}",
        "\\end{tabular}",
        "&",
        "\\\\",
        "]",
    ),
    *(
        "\\section{",
        "\\footnote{",
        "\\caption{",
        "\\title{",
        "\\newcommand{\\a}[1]{",
        "\\a",
        "#1",
        "\\def",
        "\\let",
        "\\iffalse",
        "\\fi",
    ),
    *(
        "{",
        "}",
        "$",
        "$$",
        "\\[",
        "\\]",
        "\\(",
        "\\)",
        "\\begin{equation}",
        "\\end{equation}",
        "\\begin{verbatim}",
        "\\begin",
        "\\end",
    ),
    *(
        "\\begin{document}",
        "\\end{document}",
        "\\verb",
        "|",
        "%",
        "\n",
        "\n\n",
        "words ",
        "\\cite{",
        "\\'",
        "\\",
        "[",
        "\x00",
        "\x01",
    ),
]


@settings(max_examples=example_count(60), deadline=None)
@given(pieces=st.lists(st.sampled_from(MARKS), max_size=40))
def test_whatever_stands_in_a_text_it_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(SourceEmpty, SourceNotText):
        _draft("".join(pieces))


PIECES = [
    *(
        "{",
        "}",
        "{a",
        "$a ",
        "$$a",
        "\\(a",
        "\\[a",
        "\\begin{verbatim}",
        "\\begin{equation}",
        "\\begin{a}",
        "\\iffalse ",
        "\\ifx ",
    ),
    *(
        "\\footnote{",
        "\\section{a",
        "\\item[a",
        "\\\\[a",
        "[",
        "\\a[",
        "\\verb|",
        "\\url{a",
        "\\def\\a",
        "\\newcommand{\\a}",
        " ",
        "\n ",
        "%\n",
    ),
    *(
        "\\begin{itemize}",
        "\\begin{tabular}{l}",
        "&",
        "\\cite{",
        "\\SI{a}",
        "\\let",
        "\\\\",
        "\\",
        "\\frac{a",
        "$\\frac{a}$",
        "(\\ref{a}",
        "--",
    ),
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(
    "before", ["First. ", "\\[ ", "\\begin{tabular}{l} ", "\\footnote{ "], ids=["text", "formula", "table", "note"]
)
def test_the_time_grows_with_the_text(before: str, piece: str) -> None:
    def seconds(characters: int) -> float:
        start = time.process_time()
        with suppress(SourceEmpty):
            _draft(f"First.\n\n{before}{piece * (characters // len(piece))}x")
        return time.process_time() - start

    times = [min(seconds(characters) for _ in range(2)) for characters in (10_000, 40_000)]
    assert all(later <= 12 * earlier + 0.2 for earlier, later in pairwise(times))

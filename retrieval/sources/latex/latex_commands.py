"""The commands of LaTeX: how many of their arguments are left out, and which begin headings."""

from __future__ import annotations

import re

# Their arguments in braces that say how, not what: so many of the first ones are left out, and the others are text.
_LEFT_OUT = {
    1: """
    label index glossary usepackage documentclass documentstyle RequirePackage bibliographystyle bibliography
    addbibresource input include includeonly subfile import includegraphics includesvg includepdf vspace hspace
    vskip hskip pagestyle thispagestyle pagenumbering hypersetup geometry hyphenation graphicspath color
    pagecolor selectlanguage setlist lstset newcounter theoremstyle bibitem thanks inst orcid phantom hphantom
    vphantom markright usetikzlibrary usetheme nocite textcolor href colorbox parbox raisebox scalebox rotatebox
    foreignlanguage cline cmidrule addlinespace stepcounter refstepcounter institute affiliation address email
    footnotemark linespread titleformat hyperlink hypertarget gls newglossaryentry newacronym pgfplotsset
    captionsetup sisetup lstinputlisting verbatiminput fontfamily fontseries fontshape usefont marginpar todo
    keywords subjclass extrarowheight urlstyle noopsort newlength
    """,
    2: """
    setcounter addtocounter setlength addtolength fontsize rule markboth newtheorem resizebox fcolorbox multicolumn
    multirow DeclareMathOperator setbeamertemplate setbeamercolor titlespacing newcolumntype
    """,
    3: "definecolor addcontentsline newenvironment renewenvironment",
}
LEFT_OUT = {name: count for count, names in _LEFT_OUT.items() for name in names.split()}
HEADINGS = {
    "part": 1, "chapter": 2, "addchap": 2, "section": 3, "addsec": 3, "subsection": 4, "frametitle": 4,
    "subsubsection": 5, "paragraph": 6, "subparagraph": 6,
}  # fmt: skip
# Environments whose first arguments in braces are left out.
ENVIRONMENTS = {
    **dict.fromkeys(("tabular", "longtable", "array", "minipage", "multicols", "supertabular"), 1),
    **dict.fromkeys(("tabular*", "tabularx", "tabulary", "wrapfigure", "xltabular"), 2),
}
TABLES = frozenset(name for name in ENVIRONMENTS if "tab" in name or name == "array")
LISTS = frozenset({"itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum"})
DEFINITIONS = frozenset(
    {"newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "gdef", "edef", "let"}
)
METADATA = frozenset({"title", "author", "date"})
_BREAKS = """
par maketitle newpage clearpage cleardoublepage pagebreak bigskip medskip smallskip tableofcontents opening closing
"""
BREAKS = frozenset(_BREAKS.split())
NOTES = frozenset({"footnote", "footnotetext", "endnote", "sidenote"})
CAPTIONS = frozenset({"caption", "captionof", "subcaption"})
CAPTURED = frozenset({*METADATA, *NOTES, *CAPTIONS, *HEADINGS})  # whose argument is used elsewhere
_REFERENCE = re.compile(
    r"(?:auto|foot|full|no|paren|smart|super|text|Auto|Paren|Text)?[cC]ite[A-Za-z]{0,12}"
    r"|(?:eq|auto|c|C|page|name|v|V|sub|label)?ref"
)


def is_reference(name: str) -> bool:
    r"""Return whether a command shows only the number of something, or names a source: `\citep`, `\cref`."""
    return _REFERENCE.fullmatch(name) is not None

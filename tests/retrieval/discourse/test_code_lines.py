"""Code and synopses are told from prose."""

from __future__ import annotations

import pytest

from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.code_lines import is_code


@pytest.mark.parametrize(
    "text",
    [
        "tar [OPTION...] [FILE]...",
        "git commit [-a | --interactive] [--amend] [-m <msg>].",
        "$ make install",
        "#include <stdio.h>",
        "int main(void) { return 0; }",
        "usage: foo [-h] FILE",
        "sudo apt install footnote.",
        "cp [OPTION]... [-T] SOURCE DEST.",
    ],
)
def test_code(text: str) -> None:
    assert is_code(ArticleSentence(text=text, language="en"))


@pytest.mark.parametrize(
    "text",
    [
        "Use --file to name the archive.",
        "With -x the files are taken out of the archive, and --keep-old-files leaves those that exist.",
        "He left at 5 p.m.; she stayed.",
        "The price rose from $4 to $5 in May.",
        "If the file /etc/foo/bar exists, it is read first.",
        "The command returns 0 on success; see exit(3) for the others.",
        "Der Hafen – ein alter – wurde verkauft.",
    ],
)
def test_prose(text: str) -> None:
    assert not is_code(ArticleSentence(text=text, language="en"))

"""Tells code from prose: lines of programs, synopses of commands and their options, which summarise nothing."""

from __future__ import annotations

import re

from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.languages import lexicon

# Each is a sign of code; words about code have one of them now and then.
_SIGNS = re.compile(
    r"(?:^|[\s\[(|])--?[A-Za-z][\w-]*"  # an option
    r"|\[-|\[[A-Z_]{2,}|\b[A-Z_]{2,}\.\.\.|\.\.\.\]|<[a-z_][\w-]*>"  # what stands for an argument
    r"|[{};]\s*$|\w\([^()]*\)\s*[;{]|[=!<>]=|&&|\|\||->|=>|::|\w=[\w\"'/]|\$\{?\w|\\$|/\w+/\w+"
)
_OPENING = re.compile(
    r"\s*(?:\$\s|>>>\s|%\s|#!|#include\b|//|/\*|<\?|<!--|(?:sudo|usage:|synopsis:?)\s"
    r"|(?>[\w.+-]+\(\d\w{0,3}\)[,.;]?\s*)++\Z)",  # pages of manuals to see also
    re.IGNORECASE,
)
_MANY_SIGNS = 3
# Prose has a function word in two to four words: set by hand on the manual pages of coreutils, tar and git.
_PROSE, _SURE_PROSE = 0.15, 0.3  # shares of function words, where there is a sign of code, and where there are many


def is_code(sentence: ArticleSentence) -> bool:
    """Return whether a sentence is code, or the synopsis of a command."""
    if _OPENING.match(sentence.text):
        return True
    signs = len(_SIGNS.findall(sentence.text))
    function_words = lexicon(sentence.language).stop_words
    if not signs or not function_words:
        return signs >= _MANY_SIGNS
    share = sum(word.casefold() in function_words for word in sentence.words) / max(1, len(sentence.words))
    return share < (_SURE_PROSE if signs >= _MANY_SIGNS else _PROSE)

"""Names say what they name: what a program can tell of the rules for words in CONTRIBUTING.md.

A variable, parameter, function, method or field is not called by a word that stands for anything (`FORBIDDEN`). What
acts (an `async def`, or a function that returns None) is named by a verb in the imperative, never by a participle, and
its docstring begins with one ("Store the article", not "Stores the article"). In the packages no function
has a docstring that begins with a noun ("Return the article", not "The article"), and none begins with a question word
("What is stored"). No two modules, and no two classes or type aliases of the packages, have one name.

To see every offence of a folder: python tests/style/test_names.py bot/discord
"""

from __future__ import annotations

import ast
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("baseline.json")
PACKAGES = ("bot", "retrieval", "bench")
FORBIDDEN = frozenset({"one", "ones", "given", "told", "thing", "things"})
# Participles that end neither in -ed nor in -ing. Forms that are also an imperative (put, read, set, run) are not here.
IRREGULAR = """
    awoken been begun bent bitten blown born bought bound broken brought built burnt caught chosen dealt done
    drawn driven eaten fallen fed felt forgotten fought found frozen given gone gotten grown had heard held
    hidden kept known laid learnt led left lent lit lost made meant met mistaken paid proven said seen sent
    shaken shown shrunk slept sold sought spelt spent spoken stolen stood stuck sung swept sworn swung taken
    taught thought thrown told torn understood undone woken won worn woven written
"""
# Imperatives and nouns that only look like participles.
NOT_PARTICIPLES = """
    bring cling embed exceed feed fling heed need ping proceed ring seed shed sing sling speed spring sting
    string succeed swing weed wring
"""
# First words of docstrings that end as a verb in the third person does, and are none.
NOT_THIRD_PERSON = frozenset({"as", "its", "this", "always", "unless"})
# The kinds of nodes that bind names or have docstrings; most nodes are of others.
NAMING = (
    *(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.arg, ast.alias, ast.ExceptHandler),
    *(ast.Name, ast.Attribute, ast.MatchAs, ast.MatchStar),
)
# First words of docstrings that ask a riddle where a noun or a verb would say what is meant.
QUESTION_WORDS = "how that those what when where whether which who whose why"
# First words of docstrings of functions that are followed by a noun.
NOUN_OPENINGS = f"{QUESTION_WORDS} a all an any each every everything for nothing several the these"
# Modules that each package may have: their folder says what they hold.
SHARED_BASENAMES = frozenset({"__init__", "__main__", "conftest", "loader", "english", "french", "german", "spanish"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """A name that breaks a rule, and where it is bound."""

    path: str
    line: int
    name: str
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name!r} {self.rule}"


def is_participle(word: str) -> bool:
    """Whether a word is a past or present participle, as far as its ending and the list of irregular verbs say."""
    if word in NOT_PARTICIPLES.split():
        return False
    return word in IRREGULAR.split() or word.endswith(("ed", "ing"))


def is_imperative(word: str) -> bool:
    """Whether the first word of a docstring may be an imperative, as far as its ending says."""
    verb = word.lower()
    if not verb.isalpha():  # no docstring, or one that begins with a name
        return True
    return not (
        is_participle(verb) or (verb.endswith("s") and not verb.endswith("ss") and verb not in NOT_THIRD_PERSON)
    )


def bound_names(node: ast.AST) -> Iterator[str]:
    """The names that a node binds: variables, parameters, functions, fields, aliases and captures."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
            yield name
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name


def acts(node: ast.AST) -> bool:
    """Whether a node defines a function that acts: it is asynchronous, or returns None."""
    if isinstance(node, ast.AsyncFunctionDef):
        return True
    return isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Constant) and node.returns.value is None


def riddle(node: ast.AST) -> str | None:
    """Return the rule that the first word of a docstring breaks; None where it breaks none."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    word = (ast.get_docstring(node) or "").partition(" ")[0].lower()
    if word in QUESTION_WORDS.split():
        return "has a docstring that begins with a question word"
    is_value = any("property" in ast.unparse(decorator) for decorator in getattr(node, "decorator_list", ()))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_value and word in NOUN_OPENINGS.split():
        return "has a docstring that begins with no verb"
    return None


def offences_in(path: str, tree: ast.AST) -> Iterator[Offence]:
    """The offences of one module, in the order of the tree."""
    for node in ast.walk(tree):
        if not isinstance(node, NAMING) or isinstance(getattr(node, "ctx", None), ast.Load):
            continue
        line = getattr(node, "lineno", 0)
        for name in bound_names(node):
            if name.strip("_") in FORBIDDEN:
                yield Offence(path=path, line=line, name=name, rule="does not say what it is")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and acts(node):
            first, *_ = node.name.strip("_").split("_")
            if is_participle(first):
                yield Offence(path=path, line=line, name=node.name, rule="acts, and is named by a participle")
            if not is_imperative((ast.get_docstring(node) or "").partition(" ")[0]):
                yield Offence(path=path, line=line, name=node.name, rule="acts; its docstring has no imperative")
        if not path.startswith("tests/") and (rule := riddle(node)) is not None:
            yield Offence(path=path, line=line, name=getattr(node, "name", "the module"), rule=rule)


def modules(folder: str) -> Iterator[tuple[str, ast.AST]]:
    """The parsed modules of a folder, by their path from the root."""
    place = ROOT / folder
    for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
        if "__pycache__" not in file.parts:
            yield file.relative_to(ROOT).as_posix(), parsed(file)


@cache
def parsed(file: Path) -> ast.AST:
    return ast.parse(file.read_text(encoding="utf-8"))


def offences(folder: str) -> list[Offence]:
    """The offences of a folder and those below it."""
    return [offence for path, tree in modules(folder) for offence in offences_in(path, tree)]


def folders() -> list[str]:
    """The folders that are counted: those in the packages and in the tests, and the modules beside them."""
    parents = [ROOT / name for name in (*PACKAGES, "tests", "tests/bot", "tests/retrieval")]
    found = [
        child for parent in parents for child in parent.iterdir() if any(child.rglob("*.py")) or child.suffix == ".py"
    ]
    names = {child.relative_to(ROOT).as_posix() for child in found}
    return sorted(names - {"tests/bot", "tests/retrieval"})


def repeated(names: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The places of each name that has more than one place."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for name, place in names:
        places[name].append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


def baseline() -> dict[str, Any]:
    """Offences that are older than the rules: how many a folder has, and repeated names. They may only become fewer."""
    kept: dict[str, Any] = json.loads(BASELINE.read_text(encoding="utf-8"))
    return kept


def listed(found: Iterable[object]) -> str:
    return "\n".join(map(str, found))


@pytest.mark.parametrize("folder", folders())
def test_names_say_what_they_name(folder: str) -> None:
    found = offences(folder)
    assert len(found) <= baseline()["names"].get(folder, 0), f"{len(found)} names to change:\n{listed(found)}"


def test_no_two_modules_have_one_name() -> None:
    paths = [path for folder in (*PACKAGES, "tests/support") for path, _ in modules(folder)]
    names = [(Path(path).stem, path) for path in paths if Path(path).stem not in SHARED_BASENAMES]
    assert repeated(names).keys() <= set(baseline()["modules"]), repeated(names)


def type_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The names of the classes and the type aliases of a module, each with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name, lineno=line):
                yield name, line
            case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias"), lineno=line):
                yield name, line


def test_no_two_types_of_the_packages_have_one_name() -> None:
    types = [
        (name, f"{path}:{line}")
        for folder in PACKAGES
        for path, tree in modules(folder)
        for name, line in type_names(tree)
    ]
    assert repeated(types).keys() <= set(baseline()["classes"]), repeated(types)


def test_type_aliases_are_types() -> None:
    source = "class Reply: ...\nReply: TypeAlias = str\nreply: Reply = Reply()"
    assert [name for name, _ in type_names(ast.parse(source))] == ["Reply", "Reply"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("for one in articles: pass", "one"),
        ("def load(given: str) -> str: ...", "given"),
        ("class Card:\n    things: int", "things"),
        ("def _one() -> int: ...", "_one"),
        ("lambda one: one", "one"),
        ("self.told = 1", "told"),
        ("async def deleted() -> int: ...", "deleted"),
        ("def _shown_to(user: User) -> None: ...", "_shown_to"),
        ("def adding() -> None: ...", "adding"),
        ('async def add() -> int:\n    """Adds an article."""', "add"),
        ('def add() -> None:\n    """Added is the article."""', "add"),
        ('def title() -> str:\n    """The title."""', "title"),
        ('def is_new() -> bool:\n    """Whether it is new."""', "is_new"),
        ('class Draft:\n    """What is not stored yet."""', "Draft"),
        ('"""How articles are stored."""', "the module"),
        ('@property\ndef size(self) -> int:\n    """How large it is."""', "size"),
    ],
)
def test_a_name_that_says_nothing_is_an_offence(source: str, name: str) -> None:
    assert [offence.name for offence in offences_in("", ast.parse(source))] == [name]


@pytest.mark.parametrize(
    "source",
    [
        "from hypothesis import given",
        "one_article = 1",
        "def shown() -> str: ...",
        "async def embed_passages() -> None: ...",
        "def feed(articles: list[str]) -> None: ...",
        "print(one)",
        'async def add() -> int:\n    """Add an article."""',
        'def warm() -> None:\n    """See `Reader.warm`."""',
        'def dismiss() -> None:\n    """Dismiss a question."""',
        'def title() -> str:\n    """Return the words of a title."""',
        '@property\ndef title(self) -> str:\n    """The title."""',
        'class Draft:\n    """The article before it is stored."""',
    ],
)
def test_other_names_are_none(source: str) -> None:
    assert list(offences_in("", ast.parse(source))) == []


if __name__ == "__main__":
    print(listed(offence for folder in sys.argv[1:] for offence in offences(folder)))

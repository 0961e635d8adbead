"""The documentation leads to what is there: its links, the sections that they name, and the files that it mentions."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# Files that the instructions for contributors invent.
EXAMPLES = re.compile(r"/odp/|NAME|/x/")
LARGE = 15  # modules: a package of more says in its docstring what each is for
# A package whose modules are named by what they are: a language each.
SELF_EXPLAINING = {"retrieval/languages"}


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_mentioned_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:bench|bot|examples|retrieval|tests)/[\w./-]+)`", text):
        assert EXAMPLES.search(path) or (ROOT / path).exists(), path


# Folders that the page about the architecture leaves out before the names of modules.
FOLDERS = ("", "retrieval", "retrieval/sources", "bot", "bot/discord")


def modules_named(text: str) -> set[str]:
    """The modules and packages that a text names with their folder, such as `core/actions`."""
    prose = re.sub(r"\]\([^)]*\)|https?://\S+", "", text)
    names = re.findall(r"(?<![\w/.])[a-z0-9_]+(?:/[a-z0-9_]+)+(?![\w.-]*[/(])(?:\.py)?", prose)
    return {name.removesuffix(".py") for name in names if not EXAMPLES.search(f"/{name}")}


def is_there(name: str) -> bool:
    """Return whether a module or a package of that name is in one of the folders."""
    return any((ROOT / folder / f"{name}{end}").exists() for folder in FOLDERS for end in ("", ".py"))


def test_every_module_that_the_architecture_names_is_there() -> None:
    named = modules_named((ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert "conversation/rewriting/query_rewriting" in named
    assert [name for name in named if not is_there(name)] == []


def packages(*roots: str) -> list[str]:
    """The packages below some folders, by their path."""
    return sorted(str(path.parent.relative_to(ROOT)) for root in roots for path in (ROOT / root).rglob("__init__.py"))


def modules(package: str) -> set[str]:
    """The names of the modules that stand in a package itself."""
    return {path.stem for path in (ROOT / package).glob("*.py")} - {"__init__", "__main__"}


@pytest.mark.parametrize(
    "package",
    [name for name in packages("bot", "retrieval") if len(modules(name)) > LARGE and name not in SELF_EXPLAINING],
)
def test_a_large_package_says_what_each_module_is_for(package: str) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert modules(package) - set(re.findall(r"`(\w+)(?:\.\w+)?`", docstring)) == set()


@pytest.mark.parametrize("package", [name for name in packages("bot", "retrieval") if name.count("/") == 1])
def test_the_architecture_has_a_row_for_every_package(package: str) -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.partition(f"`{package.partition('/')[0]}/`: ")[2].partition("\n\n`")[0]
    assert f"| `{package.partition('/')[2]}/` |" in section

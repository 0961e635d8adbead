"""Writes requirements.lock and requirements-dev.lock from what the environment holds: every version, no hashes."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution, distributions

from packaging.requirements import Requirement

from bench.paths import ROOT

# Parts of torch's builds for graphics cards: a lock that named them would force gigabytes on every machine.
LEFT_OUT = re.compile(r"^(nvidia|triton|cuda)")
# What building this package itself needs, since the Makefile builds it without fetching anything more.
BUILD_TOOLS = ["setuptools"]


def canonical(name: str) -> str:
    """Return the name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(roots: list[str]) -> set[str]:
    """Return the names that the roots need, themselves included, of those that are installed."""
    installed = {canonical(each.metadata["Name"]) for each in distributions()}
    found: set[str] = set()
    waiting = [(canonical(Requirement(root).name), Requirement(root).extras) for root in roots]
    while waiting:
        name, extras = waiting.pop()
        if name in found or name not in installed or LEFT_OUT.match(name):
            continue
        found.add(name)
        for text in distribution(name).requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in (*extras, "")
            ):
                waiting.append((canonical(requirement.name), requirement.extras))
    return found


def write(file: str, title: str, names: set[str]) -> None:
    """Write one pinned package a line, sorted."""
    versions = {name: distribution(name).version.split("+")[0] for name in names}
    lines = [f"# {title} Made by `make lock`.", *(f"{name}=={versions[name]}" for name in sorted(names))]
    (ROOT / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    running = needed([*project["dependencies"], *BUILD_TOOLS])
    tools = needed(project["optional-dependencies"]["dev"]) - running
    write("requirements.lock", "Every version that Footnote was tested with.", running)
    write("requirements-dev.lock", "The tools that test it.", tools)


if __name__ == "__main__":
    main()

"""The first installation: PyTorch's build for processors where it is of use and to be had, on an index on loopback."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pip
import pytest

from bench import install
from bench.paths import ROOT
from support.web_server import LocalSite, drip, open_site

TORCH = "9.9.9"
PACKAGES = "/simple/"  # pip's own index
PROCESSORS = "/whl/cpu/"  # PyTorch's


def wheel(name: str, version: str) -> bytes:
    """A package without a module."""
    information = f"{name}-{version}.dist-info"
    files = {
        f"{information}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {path: hashlib.sha256(text.encode()).digest() for path, text in files.items()}
    record = [
        f"{path},sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()},{len(files[path])}\n"
        for path, digest in digests.items()
    ]
    files[f"{information}/RECORD"] = "".join([*record, f"{information}/RECORD,,\n"])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return packed.getvalue()


def offer(site: LocalSite, index: str, name: str, version: str) -> None:
    """Let an index list a package of one version."""
    file = f"{name}-{version}-py3-none-any.whl"
    link = file.replace("+", "%2B")
    site.page(f"{index}{name}/", f'<!DOCTYPE html><title>{name}</title><a href="{link}">{file}</a>')
    site.page(f"{index}{name}/{link}", wheel(name, version), "application/octet-stream")


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """An empty environment, and what its pip can reach."""

    folder: Path
    site: LocalSite

    def install(self, index: str) -> str:
        """Install the lock file, and return what was printed."""
        settings = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        settings |= {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_INDEX_URL": self.site.url + PACKAGES,
            "PIP_RETRIES": "0",
            "NO_PROXY": "127.0.0.1",
            install.INDEX_VARIABLE: index,
        }
        command = [self.folder / "bin" / "python", ROOT / "bench" / "install.py", self.folder / "requirements.lock"]
        done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def installed(self) -> set[str]:
        """The packages in the environment, as their folders are called."""
        return {folder.stem for folder in self.folder.glob("lib/python*/site-packages/*.dist-info")}


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """An environment with pip alone; its index has PyTorch's build for graphics cards."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path], check=True)
    (packages,) = tmp_path.glob("lib/python*/site-packages")
    (packages / "pip").symlink_to(Path(pip.__file__).parent)
    (tmp_path / "requirements.lock").write_text(f"ferries==1.0\ntorch=={TORCH}\n", encoding="utf-8")
    with open_site() as site:
        offer(site, PACKAGES, "ferries", "1.0")
        offer(site, PACKAGES, "torch", TORCH)
        yield Machine(folder=tmp_path, site=site)


without_card = pytest.mark.skipif(
    sys.platform != "linux" or install.has_nvidia_card(), reason="this is about Linux without an NVIDIA card"
)


@without_card
def test_without_a_card_torch_comes_from_the_index_of_builds_for_processors(machine: Machine) -> None:
    offer(machine.site, PROCESSORS, "torch", f"{TORCH}+cpu")

    printed = machine.install(machine.site.url + PROCESSORS)

    assert machine.installed() == {"ferries-1.0", f"torch-{TORCH}+cpu"}
    assert "No NVIDIA card was found" in printed
    assert f"The download is {install.WITH_CPU_BUILD}" in printed
    assert f"{PACKAGES}torch/torch-{TORCH}-py3-none-any.whl" not in machine.site.paths
    again = machine.install(machine.site.url + PROCESSORS)
    assert f"torch=={TORCH} is installed already" in again


@without_card
def test_where_that_index_is_away_torch_comes_with_the_rest_and_a_line_says_so(machine: Machine) -> None:
    index = machine.site.url + PROCESSORS  # of which nothing is served

    printed = machine.install(index)

    assert machine.installed() == {"ferries-1.0", f"torch-{TORCH}"}
    assert f"{index} did not offer torch=={TORCH} within 3 s: torch comes from pip's own index." in printed
    assert f"The download is up to {install.WITH_CUDA_BUILD}" in printed


def test_the_index_is_waited_for_no_longer_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "ANSWER_SECONDS", 0.3)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    requirement = f"torch=={TORCH}"
    with open_site() as site:
        site.raw(f"{PROCESSORS}torch/", lambda: drip(iter([b"H"] * 100), 0.1))
        started = time.perf_counter()
        assert not install.has_build(site.url + PROCESSORS, requirement)
        assert time.perf_counter() - started < 5
        assert site.paths == [f"{PROCESSORS}torch/"]
    assert not install.has_build("http://127.0.0.1:9/", requirement)
    assert not install.has_build("nowhere", requirement)


def test_another_version_in_the_index_is_of_no_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with open_site() as site:
        offer(site, PROCESSORS, "torch", f"{TORCH}1+cpu")
        assert not install.has_build(site.url + PROCESSORS, f"torch=={TORCH}")
        assert install.has_build(site.url + PROCESSORS, f"torch=={TORCH}1")


def test_with_a_card_the_index_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(install, "has_nvidia_card", lambda: True)
    monkeypatch.setattr(install, "is_installed", lambda _: False)
    monkeypatch.setattr(install, "run_pip", lambda *arguments: calls.append(arguments) or 0)
    monkeypatch.setattr(sys, "platform", "linux")
    with open_site() as site:
        lock = ROOT / "requirements.lock"
        assert install.install(lock, site.url + PROCESSORS) == 0
        assert site.paths == []
    assert calls == [("--requirement", str(lock))]
    assert f"An NVIDIA card was found: torch in its build for it. The download is {install.WITH_CUDA_BUILD}" in (
        capsys.readouterr().err
    )


def test_an_nvidia_card_is_known_by_its_driver(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(install, "DRIVER_FILES", (str(tmp_path / "version"),))
    assert not install.has_nvidia_card()
    (tmp_path / "version").touch()
    assert install.has_nvidia_card()


def test_the_dockerfile_names_the_same_index() -> None:
    assert f"--index-url {install.INDEX} " in (ROOT / "Dockerfile").read_text(encoding="utf-8")

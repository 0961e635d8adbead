"""Installs what requirements.lock pins: `make install` runs it in a fresh environment, so it needs only Python and pip.

On Linux, PyPI has PyTorch's build for graphics cards, gigabytes that a machine without an NVIDIA card has no use for.
There torch comes from PyTorch's own index of builds for processors, if that index answers.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

INDEX = "https://download.pytorch.org/whl/cpu"  # the Dockerfile names it too
INDEX_VARIABLE = "FOOTNOTE_TORCH_INDEX"  # another index; empty: torch comes from where pip gets the rest
ANSWER_SECONDS = 3.0  # to wait for the index
# What the driver of an NVIDIA card puts into the file system; the last is that of Linux inside Windows.
DRIVER_FILES = ("/proc/driver/nvidia/version", "/dev/nvidiactl", "/usr/lib/wsl/lib/nvidia-smi")
# What pip downloads into an empty environment for Linux on x86-64, with the versions of requirements.lock.
WITH_CPU_BUILD = "about 0.5 GB"
WITH_CUDA_BUILD = "about 3 GB"


def install(lock: Path, index: str) -> int:
    """Install what a file pins, say before what will be downloaded, and return pip's exit status.

    Args:
        lock: a requirements file that pins torch.
        index: where PyTorch's builds for processors are; "": nowhere.
    """
    torch = pinned_torch(lock)
    if is_installed(torch):
        report(f"{torch} is installed already")
    elif sys.platform != "linux":
        report(f"The download is {WITH_CPU_BUILD}")
    elif has_nvidia_card():
        report(f"An NVIDIA card was found: torch in its build for it. The download is {WITH_CUDA_BUILD}")
    elif not index:
        report(f"torch comes from pip's own index. The download is up to {WITH_CUDA_BUILD}")
    elif not has_build(index, torch):
        report(
            f"No NVIDIA card was found, but {index} did not offer {torch} within {ANSWER_SECONDS:.0f} s: "
            f"torch comes from pip's own index. The download is up to {WITH_CUDA_BUILD}"
        )
    else:
        report(f"No NVIDIA card was found: torch comes from {index}. The download is {WITH_CPU_BUILD}")
        if run_pip("--no-deps", "--index-url", index, torch) != 0:
            report(f"torch could not be installed from there. The download is up to {WITH_CUDA_BUILD}")
    return run_pip("--requirement", str(lock))


def pinned_torch(lock: Path) -> str:
    """Return the requirement of torch in a file, such as "torch==2.13.0".

    Raises:
        SystemExit: the file does not pin torch.
    """
    match = re.search(r"(?m)^torch==\S+", lock.read_text(encoding="utf-8"))
    if match is None:
        sys.exit(f"{lock} does not pin torch: make lock")
    return match.group()


def is_installed(requirement: str) -> bool:
    """Return whether this environment has a pinned package, in whichever build."""
    name, _, pinned = requirement.partition("==")
    try:
        return version(name).partition("+")[0] == pinned
    except PackageNotFoundError:
        return False


def has_nvidia_card() -> bool:
    """Return whether this machine has an NVIDIA card whose driver is installed."""
    return shutil.which("nvidia-smi") is not None or any(Path(file).exists() for file in DRIVER_FILES)


def has_build(index: str, requirement: str) -> bool:
    """Return whether an index lists a wheel of a pinned package within `ANSWER_SECONDS`, name look-up included."""
    name, _, pinned = requirement.partition("==")
    pages: list[str] = []

    def read_page() -> None:
        try:
            with urllib.request.urlopen(f"{index.rstrip('/')}/{name}/", timeout=ANSWER_SECONDS) as answer:
                pages.append(answer.read().decode("utf-8", "replace"))
        except (OSError, ValueError, http.client.HTTPException):  # no network, no such host, no address, no HTTP
            return

    reading = threading.Thread(target=read_page, daemon=True)
    reading.start()
    reading.join(ANSWER_SECONDS)
    return any(re.search(rf"\b{name}-{re.escape(pinned)}\b", page) for page in pages)


def run_pip(*arguments: str) -> int:
    """Install with pip into this environment, and return the exit status."""
    return subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *arguments], check=False).returncode


def report(message: str) -> None:
    """Print a line for the person who waits."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1]), os.environ.get(INDEX_VARIABLE, INDEX)))

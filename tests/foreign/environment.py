"""Foreign packages live in an environment of their own, made once and kept in a cache folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final

import pytest
from platformdirs import user_cache_path

PACKAGES: Final = ("aics-witness==0.1.0", "proofbundle==6.3.1")
NEWEST_TRIED: Final = 20


def environment() -> Path:
    """The folder with their commands; skips the test where there is none and none can be made."""
    home = user_cache_path("leadership-ledger") / "foreign-tools"
    home.mkdir(parents=True, exist_ok=True)
    done = home / "-".join(("ready", *PACKAGES))
    with (home / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not done.exists():
            make(home)
            done.touch()
    return home / "environment" / "bin"


def make(home: Path) -> None:
    """Make it with the first Python that is new enough, or skip."""
    python = next(pythons(), None)
    if python is None:
        pytest.skip("aics-witness wants Python 3.12 or newer, and none is on PATH or among pyenv's")
    shutil.rmtree(home / "environment", ignore_errors=True)
    made = subprocess.run([python, "-m", "venv", home / "environment"], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"{python} makes no environment: {made.stderr or made.stdout}")
    pip: list[str | Path] = [
        home / "environment" / "bin" / "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *PACKAGES,
    ]
    installed = subprocess.run(pip, capture_output=True, text=True, timeout=300)
    if installed.returncode:
        pytest.skip(f"{' and '.join(PACKAGES)} cannot be installed here: {installed.stderr.strip()[-300:]}")


def pythons() -> Iterator[Path]:
    """Those from 3.12 on, on PATH or where pyenv keeps them, that run."""
    names = [f"python3.{minor}" for minor in range(12, NEWEST_TRIED)]
    found = [Path(where) for name in names if (where := shutil.which(name))]
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found += sorted(path for name in names for path in versions.glob(f"*/bin/{name}"))
    newer = "import sys, venv; sys.exit(sys.version_info < (3, 12))"
    for path in found:
        if subprocess.run([path, "-c", newer], capture_output=True).returncode == 0:
            yield path

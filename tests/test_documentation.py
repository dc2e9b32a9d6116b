"""The documentation is short enough to read, and names files that there are."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LISTED = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True).stdout.split()
PAGES = [name for name in LISTED if not name.startswith("tests/")]
WIDTH = 120
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`((?:api|audit|benchmarks|demo|docs|domain|ledger|projections|tests)/[\w/.]+\.\w+)`")


@pytest.mark.parametrize("page", PAGES)
def test_its_lines_can_be_read(page: str) -> None:
    prose = FENCED.sub("", (ROOT / page).read_text()).splitlines()
    long = [line for line in prose if len(line) > WIDTH and not line.startswith("|")]
    assert not long, f"{page}: at most {WIDTH} characters a line"


@pytest.mark.parametrize("page", PAGES)
def test_the_files_that_it_names_exist(page: str) -> None:
    named = set(FILE.findall((ROOT / page).read_text()))
    planned = {
        "domain/development/simulations.py",
        "tests/domain/development/test_simulations.py",
    }  # the recipe makes them
    missing = sorted(name for name in named - planned if not (ROOT / name).exists())
    assert not missing, f"{page} names files that there are not: {missing}"

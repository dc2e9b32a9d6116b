"""What docs/architecture.md shows works: its recipe, carried out on a copy of the tree, is asked for at the doors."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECIPE = (ROOT / "docs" / "architecture.md").read_text().partition("\n## Add an event")[2].partition("\n## ")[0]
NAMED = re.compile(r"`([\w/]+\.py)`.*?\n\n((?:```\w+\n.*?\n```\n\n)+)", re.DOTALL)
BLOCK = re.compile(r"```(\w+)\n(.*?\n)```", re.DOTALL)

TOUCHED_BY_AN_EVENT = (
    "tests/domain/development/test_simulations.py",
    "tests/domain/test_examples.py",
    "tests/domain/test_every_event.py",
    "tests/ledger/test_golden_files.py",
    "tests/projections/test_folding.py",
    "tests/api/graphql/test_schema.py",
    "tests/api/graphql/test_descriptions.py",
    "tests/api/recipe/simulation_at_the_doors.py",
)
"""What would say that something was forgotten; and last, what was wanted."""


def follow(copy: Path) -> list[str]:
    """Do by hand what the recipe says; the files that it touches."""
    touched = []
    for name, blocks in NAMED.findall(RECIPE):
        for language, text in BLOCK.findall(blocks):
            if language == "python":
                (copy / name).write_text(text)
            else:
                insert(copy / name, text)
        touched.append(name)
    return touched


def insert(file: Path, hunk: str) -> None:
    """Insert the lines of a hunk that begin with + after the one before them."""
    lines = file.read_text().splitlines()
    place = -1
    for line in hunk.splitlines():
        if line.startswith("+"):
            place += 1
            lines.insert(place, line[1:])
        else:
            assert lines.count(line[1:]) == 1, f"{file.name} says this {lines.count(line[1:])} times: {line[1:]}"
            place = lines.index(line[1:])
    file.write_text("\n".join(lines) + "\n")


def run(copy: Path, *command: str) -> None:
    """A command in the copy, on the copy's own code."""
    environment = os.environ | {"PYTHONPATH": str(copy)}
    ran = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, f"{' '.join(command)}\n{ran.stdout}\n{ran.stderr}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as it is, without what git ignores."""
    copy = tmp_path_factory.mktemp("recipe")
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    return copy


ALL_OF_THEM = "import runpy, sys\nfor module in sys.argv[1:]:\n    runpy.run_module(module, run_name='__main__')"
"""Runs modules one after the other: each in a process of its own would read the whole house again."""


def generated(makefile: Path) -> list[str]:
    """The modules that `make generate` runs, by this Python."""
    rule = makefile.read_text().partition("\ngenerate:")[2].partition("\n\n")[0]
    commands = [line.split() for line in rule.splitlines()[1:]]
    assert all(command[:2] == ["$(BIN)/python", "-m"] and len(command) == 3 for command in commands), commands
    return [command[2] for command in commands]


def test_an_event_is_added_in_four_files(copy: Path) -> None:
    assert len(follow(copy)) == 4
    modules = generated(copy / "Makefile")
    assert modules
    run(copy, sys.executable, "-c", ALL_OF_THEM, *modules)
    run(copy, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TOUCHED_BY_AN_EVENT)
    run(copy, sys.executable, "-m", "mypy", "domain/development/simulations.py")
    run(
        copy,
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--quiet",
        "domain",
        "tests/domain",
        "tests/examples",
        "projections",
    )

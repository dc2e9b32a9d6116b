"""Files that come through a pipe are imported as any others: by “-”, and by whatever can be read only once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.conftest import KEY
from tests.api.imports.conftest import CommandLine

LEADERSHIP = Path(sys.executable).with_name("leadership")
PEOPLE = "id,name,department,hired on\n1,Ada Okafor,Tooling,2020-03-02\n"
SPELLS = "id,department,from,to\n1,Tooling,2020-03-02,\n"


def piped(leadership: CommandLine, content: str, *words: str) -> tuple[int, str]:
    """A command that reads a pipe: the exit code, and all that is said."""
    environment = {"LEADERSHIP_DATABASE_URL": leadership.url, "LEADERSHIP_KEY": KEY, "COLUMNS": "200"}
    done = subprocess.run([LEADERSHIP, *words], input=content, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("file", ["-", "/dev/stdin"])
def test_people_come_through_a_pipe(leadership: CommandLine, file: str) -> None:
    code, said = piped(leadership, PEOPLE, "import", "people", file, "--system", leadership.system)
    assert code == 0, said
    assert "about 1 person." in said


@pytest.mark.parametrize("words", [("people",), ("spells",), ("roles",), ("reviews",), ("slates",), ("scim",)])
def test_every_table_may_come_through_a_pipe(leadership: CommandLine, words: tuple[str, ...]) -> None:
    """What is wrong with it is told as of a file: it has been read."""
    code, said = piped(leadership, "", "import", *words, "-")
    assert code == 1, said
    assert "standard-input" in said or "Nothing was recorded" in said
    assert "Traceback" not in said


def test_lines_come_through_a_pipe(leadership: CommandLine) -> None:
    published = '{"command": "IntroducePerson", "person": "ref:piped", "name": "Ada", "effective_on": "2024-05-02"}\n'
    code, said = piped(leadership, published, "import", "entries", "-", "--dry-run")
    assert code == 0, said
    assert "IntroducePerson" in said


def test_a_pack_comes_through_a_pipe(leadership: CommandLine) -> None:
    code, said = piped(leadership, "no pack", "framework", "check", "-")
    assert code == 1, said
    assert "Traceback" not in said


def test_standard_input_is_one_file_only(leadership: CommandLine) -> None:
    code, said = piped(leadership, PEOPLE, "import", "people", "-", "--history", "-", "--dry-run")
    assert code == 2, said
    assert "only one file can come from standard input" in said

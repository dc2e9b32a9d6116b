"""What people wrote is shown on a terminal, and never obeyed by it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest
from rich.table import Table

from api.cli.console import Console, as_json_line

COMMANDS = ("\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\b", "\x7f", "\x00", "\u202e", "\u2066")
OBEYED = {letter for command in COMMANDS for letter in command if not letter.isprintable()}


@pytest.mark.parametrize("command", COMMANDS)
def test_neither_lines_nor_tables_pass_on_what_a_terminal_obeys(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    console, wrote = Console(), f"Ada{command}Okafor [red]"
    console.print(wrote)
    table = Table(wrote, "of whom")
    table.add_row(wrote, "[bold]")
    console.print_table(table)
    told = capsys.readouterr().out
    assert not OBEYED & set(told)
    assert told.count("Ada") == told.count("[red]") == 3
    assert "[bold]" in told


def test_no_line_can_be_forged(capsys: pytest.CaptureFixture[str]) -> None:
    Console().print("wrong\nThe bundle holds.")
    assert capsys.readouterr().out == "wrong␊The bundle holds.\n"


def test_names_of_all_the_world_stay_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Zoë Ångström", "李小龍", "عمر", "Ŵ", "–“”…"):
        Console().print(name)
        assert capsys.readouterr().out == f"{name}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_json_says_the_same_and_is_obeyed_by_nobody(command: str) -> None:
    line = as_json_line({"name": f"Zoë{command}"})
    assert json.loads(line) == {"name": f"Zoë{command}"}
    assert not OBEYED & set(line)
    assert "Zoë" in line


WAITING = """
import os, signal, sys, time
from contextlib import suppress
from api.cli.console import Console
with Console().progress("Waiting") as progress:
    for _ in range({0}):
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
    {1}
print("went on")
"""


@pytest.mark.parametrize(
    ("pressed", "then", "ends_with"),
    [(0, "progress(1)", 0), (1, "progress(1)", -signal.SIGINT), (1, "pass", -signal.SIGINT), (2, "pass", 130)],
)
def test_ctrl_c_is_never_lost(pressed: int, then: str, ends_with: int) -> None:
    """Heard where progress is told, and where the work ends; pressed twice, it ends the process at once."""
    ended = subprocess.run(
        [sys.executable, "-c", WAITING.format(pressed, then)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout) == (ends_with, "went on\n" if ends_with == 0 else ""), ended.stderr

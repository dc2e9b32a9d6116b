"""An import that is killed half-way goes on where it was, and neither it nor a large file needs much memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ledger import Ledger, Wrapping
from tests.api.imports.conftest import KEY, CommandLine
from tests.api.imports.test_entries import join, lines, practice

LEADERSHIP = [sys.executable, "-c", "from api.cli.main import main; main()"]
ROOT = Path(__file__).parents[3]
ROWS = 20_000
FRAMEWORK = 2
"""The entries with which every ledger begins that is imported into: the framework, and that the ledger begins."""


def started(leadership: CommandLine, *words: str | Path) -> subprocess.Popen[str]:
    """An import in a process of its own."""
    environment = {**os.environ, "LEADERSHIP_DATABASE_URL": leadership.url, "LEADERSHIP_KEY": KEY.hex()}
    command = [*LEADERSHIP, "import", *map(str, words)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def stopped_half_way(leadership: CommandLine, how: signal.Signals, *words: str | Path) -> tuple[int, str, int]:
    """How an import that is stopped as soon as something of it is recorded ends, what it says, and how far it came."""
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        running = started(leadership, *words)
        while ledger.position() <= FRAMEWORK:
            assert running.poll() is None, "it was over before it could be stopped"
            time.sleep(0.005)
        running.send_signal(how)
        said, _ = running.communicate(timeout=60)
        return running.returncode, said, ledger.position()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_entries_go_on_where_they_were(on_its_own: Callable[[], CommandLine], how: signal.Signals) -> None:
    leadership, many = on_its_own(), 2_500
    told = lines(join(), *(practice(f"p{number}") for number in range(many)))
    file = leadership.file("many.ndjson", *told)
    code, said, reached = stopped_half_way(leadership, how, "entries", file)
    assert FRAMEWORK < reached < many
    if how is signal.SIGINT:
        assert code == 130
        assert "Stopped: all up to line " in said
        assert f"the ledger holds {reached - FRAMEWORK} entries more than before" in said
        assert "Run the same command again to go on from there." in said
    left = FRAMEWORK + many + 3 - reached
    assert f"Recorded {left} entries from {many + 1} lines." in leadership.does("import", "entries", file)
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        situations = [entry.event.situation for entry in ledger.entries(kinds=("PracticeRecorded",))]
    assert situations == [json.loads(line)["situation"] for line in told[1:]]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_people_go_on_where_they_were(on_its_own: Callable[[], CommandLine], how: signal.Signals) -> None:
    leadership, many = on_its_own(), 3_000
    rows = (f"{number},Somebody,Tooling,{number - 1 or ''},2020-01-01" for number in range(1, many + 1))
    file = leadership.file("many.csv", "id,name,department,manager,hired_on", *rows)
    code, said, reached = stopped_half_way(leadership, how, "people", file)
    assert FRAMEWORK < reached < 2 * many
    if how is signal.SIGINT:
        assert code == 130
        assert f"Stopped: the ledger holds {reached - FRAMEWORK} entries more than before." in said
        assert "Run the same command again to go on from there." in said
    people = many - (reached - FRAMEWORK) // 2
    assert f"Recorded {2 * people} entries about {people} people." in leadership.does("import", "people", file)
    assert "Nothing to record" in leadership.does("import", "people", file)


TAKEN = """
import resource, sys
from pathlib import Path
from types import SimpleNamespace
from api.imports.entry_file import Entries
from api.imports.ids import SameIds
from api.imports.managers import Meaning, managers
from api.imports.people_file import PEOPLE, people_in
from api.imports.understanding import understood
from api.imports.wanted import Overruled
from ledger.storage.secret_keys import SecretKeys

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

ids = SameIds(SimpleNamespace(keys=SimpleNamespace(secret=bytes(32)), secret_keys=SecretKeys(bytes(32), None)))
caller = SimpleNamespace(recorded_by="person-0190a000-0000-7000-8000-00000000c1e4")
new = SimpleNamespace(asked_before=lambda requests: {request.command_id for request in requests if not request})
entries = Entries(Path(sys.argv[2]), new, "hr", caller, ids, None, None)
before = most()
entries.check()
lines = most()
rows = understood(Path(sys.argv[1]), PEOPLE, Overruled({}))
guessed = most()
people = people_in(rows)
order, circles = managers(people, Meaning(people)).order()
print(entries.commands.total(), len(order), lines - before, guessed - lines, most() - guessed)
"""
"""Reads both files and prints how many lines and rows there were, and the bytes that each step has taken at most."""


def test_a_line_takes_no_memory_and_a_row_a_few_bytes(tmp_path: Path) -> None:
    people, entries = tmp_path / "people.csv", tmp_path / "entries.ndjson"
    with people.open("w") as file:
        file.write("employee_id,login,job_title,department,function,manager_id,hired_on\n")
        for number in range(1, ROWS + 1):
            file.write(
                f"{number},login{number},Engineer,Unit {number % 90},Production,{number // 7 or ''},2020-01-01\n"
            )
    with entries.open("w") as file:
        for number in range(ROWS):
            file.write(json.dumps(practice(f"p{number}", person="ref:ada")) + "\n")
    command = [sys.executable, "-c", TAKEN, str(people), str(entries)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    lines_read, rows_read, lines_took, guessing_took, rows_took = map(int, ran.stdout.split())
    assert (lines_read, rows_read) == (ROWS, ROWS)
    assert lines_took < 4_000_000
    assert guessing_took < 4_000_000, "the file itself is never in memory"
    assert rows_took < 600 * ROWS

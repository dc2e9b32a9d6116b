"""Whether ten times as many people cost ten times as much to read, and what importing costs, once and once more.

Processor time is that of the command and of the database, without what the command needs to start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import psutil
import psycopg
from xlsxwriter import Workbook

from benchmarks.figures import Bar, Figure, of_pairs
from benchmarks.recording import copied
from benchmarks.server import WRAPPING, database, server_processes

SIZES: Final = (30_000, 300_000)
RECORDED: Final = 20_000
"""People, and lines of entries, that are recorded and brought in once more."""
PAIRS: Final = 3
NOTES_EACH: Final = 40
ENDS_WITHIN: Final = 1.0
"""Seconds after which what a process of the server took is counted among what has ended."""
REMEMBERED: Final = 600.0
"""Bytes of a row that may be kept, so that managers are found who stand further down."""
TO_START: Final = """
import sys
from pathlib import Path
from api.imports.managers import Meaning, managers
from api.imports.people_file import PEOPLE, people_in
from api.imports.understanding import understood
from api.imports.wanted import Overruled
"""
READ: Final = f"""{TO_START}
people = people_in(understood(Path(sys.argv[1]), PEOPLE, Overruled({{}})))
managers(people, Meaning(people)).order()
print(*(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""Says how many KiB it has taken at most."""
HEADINGS: Final = ("employee_id", "name", "login", "job_title", "department", "function", "manager_id", "hired_on")
LEADERSHIP: Final = Path(sys.executable).with_name("leadership")


def importing(server_url: str, sizes: tuple[int, int] = SIZES) -> Iterator[Figure]:
    """A row of a file of either size, read with its managers."""
    with TemporaryDirectory() as folder:
        for kind, write in KINDS.items():
            few, many = (write(Path(folder) / f"{size}.{kind}", size) for size in sizes)
            pairs = [(read(many), read(few)) for _ in range(PAIRS)]
            yield of_pairs(
                f"importing: a row of {sizes[1]:,} of .{kind}",
                "µs",
                [(1e6 * one / sizes[1], 1e6 * other / sizes[0]) for (one, _), (other, _) in pairs],
                f"one of {sizes[0]:,}",
                Bar(1.2, at_most=True),
            )
            yield of_pairs(
                f"importing: memory a row more of .{kind}",
                "bytes",
                [((one - other) / (sizes[1] - sizes[0]), REMEMBERED) for (_, one), (_, other) in pairs],
                "whom the next may name",
                Bar(1.0, at_most=True),
            )


def recorded(server_url: str, many: int = RECORDED) -> Iterator[Figure]:
    """What `leadership import` takes from file to ledger, beside COPY; and a second import of the same file."""
    for what, write in (("people", in_csv), ("entries", in_lines)):
        with database(server_url) as url, TemporaryDirectory() as folder:
            file = write(Path(folder) / "file", many)
            start = taken(url, "status")
            first, second = (taken(url, "import", what, file) - start for _ in range(2))
            what_was = f"importing: {many:,} {what} once more"
            yield of_pairs(what_was, "s", [(second, first)], "the first time", Bar(0.2, at_most=True))
            rates = [(entries_of(url) / first, entries_of(url) / copying(url))]
            yield of_pairs(f"importing: {many:,} {what}, from file", "entries/s", rates, "binary COPY", Bar(0.2))


def read(file: Path) -> tuple[float, float]:
    """Seconds and bytes that it takes to read a file of people, and to find whom each row names as manager."""
    (whole, most), (start, _) = (run([sys.executable, "-c", code, str(file)], os.environ) for code in (READ, TO_START))
    return whole - start, 1024 * float(most)


def taken(url: str, *words: str | Path) -> float:
    """Seconds that a command takes on a ledger, with what the database takes for it."""
    environment = os.environ | {"LEADERSHIP_DATABASE_URL": url, "LEADERSHIP_KEY": WRAPPING.key.hex()}
    before = of_the_server(url)
    used, _ = run([str(LEADERSHIP), *map(str, words)], environment)
    return used + of_the_server(url) - before


def entries_of(url: str) -> int:
    """How many entries a ledger holds."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM ledger.entries").fetchone()
    return int(row[0]) if row else 0


def copying(url: str) -> float:
    """Seconds of a processor that COPY takes for all that a ledger holds, with what the database takes for it."""
    server, own = of_the_server(url), time.process_time()
    copied(url)
    own = time.process_time() - own
    time.sleep(ENDS_WITHIN)
    return own + of_the_server(url) - server


def of_the_server(url: str) -> float:
    """Seconds of a processor that the server has taken so far, with its processes that have ended."""
    first, *others = server_processes(url)
    all_of = first.cpu_times()
    each = [all_of.user, all_of.system, all_of.children_user, all_of.children_system]
    for process in others:
        with suppress(psutil.NoSuchProcess):
            taken_by = process.cpu_times()
            each += [taken_by.user, taken_by.system]
    return sum(each)


def run(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, str]:
    """Seconds of a processor that a process takes, and what it says. Raises CalledProcessError where it fails."""
    before = os.times()
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, said


def rows(many: int) -> Iterator[tuple[str, ...]]:
    """People of ninety units, each of whom leads seven others."""
    for number in range(1, many + 1):
        who = str(number), f"Somebody {number}", f"login{number}"
        yield *who, "Engineer", f"Unit {number % 90}", "Production", str(number // 7 or ""), "2020-01-01"


def in_csv(path: Path, many: int) -> Path:
    with path.open("w") as file:
        file.writelines(",".join(row) + "\n" for row in chain((HEADINGS,), rows(many)))
    return path


def in_a_workbook(path: Path, many: int) -> Path:
    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("People")
        for place, row in enumerate(chain((HEADINGS,), rows(many))):
            sheet.write_row(place, 0, row)
    return path


def in_lines(path: Path, many: int) -> Path:
    """As many notes of people's practice, forty of each."""
    joins = {"command": "JoinPerson", "unit": "Mill", "effective_on": "2020-01-01"}
    noted = {"command": "RecordPractice", "effective_on": "2021-03-01"}
    people = [{"person": {"system": "hr", "id": str(number)}} for number in range(1, many // NOTES_EACH + 1)]
    lines: list[dict[str, Any]] = [{**joins, **who, "name": f"Somebody {who['person']['id']}"} for who in people]
    lines += [
        {**noted, **people[number % len(people)], "reference": f"p{number}", "situation": f"Shift {number}"}
        for number in range(many)
    ]
    with path.open("w") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    return path


KINDS: Final[dict[str, Callable[[Path, int], Path]]] = {"csv": in_csv, "xlsx": in_a_workbook}

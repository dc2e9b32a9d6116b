"""The command line, run against a ledger of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.services import begin
from domain.kernel.ids import PersonId
from domain.people.employment import Identity
from domain.people.joining import JoinPerson
from ledger import Ledger, Wrapping
from tests.units import RECORDER, TOOLING, establish_units_in

KEY = bytes(range(32))


@dataclass(frozen=True)
class CommandLine:
    """`leadership …`, as somebody types it, and the ledger that it works on."""

    url: str
    folder: Path
    system: str
    """A system of its own for each test: so tests share a database, and still know nobody."""
    since: int
    """Where the ledger stood when the test began."""
    asks_for_much: bool = False
    """Whether a file that changes much is asked about; in a ledger that tests share, people are known twice."""

    def run(self, *words: str | Path) -> tuple[int, str]:
        """The exit code, and all that is said."""
        environment = {"LEADERSHIP_DATABASE_URL": self.url, "LEADERSHIP_KEY": KEY.hex(), "COLUMNS": "200"}
        own = () if words[0] != "import" or "--system" in words else ("--system", self.system)
        tells_of_people = words[:2] in (("import", "people"), ("import", "spells"))
        right = ("--many-changes",) if tells_of_people and not self.asks_for_much else ()
        result = CliRunner().invoke(app, [*map(str, words), *own, *right], env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    def does(self, *words: str | Path) -> str:
        """What is said where all goes well."""
        code, said = self.run(*words)
        assert code == 0, said
        return said

    def refuses(self, *words: str | Path) -> str:
        """What is said where something is wrong."""
        code, said = self.run(*words)
        assert code == 1, said
        return said

    def file(self, name: str, *lines: str) -> Path:
        """A file of text."""
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines))
        return path


@pytest.fixture(scope="package")
def shared_url(make_database: Callable[[], str]) -> str:
    """One database for all tests of imports, of an organisation that has its units."""
    return establish_units_in(make_database(), KEY)


@pytest.fixture(scope="package")
def ledger(shared_url: str) -> Iterator[Ledger]:
    """The ledger in it, which has begun with a framework as any does that is imported into."""
    with closing(Ledger.open(shared_url, Wrapping(KEY))) as opened:
        begin(opened, RECORDER)
        yield opened


@pytest.fixture
def leadership(shared_url: str, ledger: Ledger, tmp_path: Path) -> CommandLine:
    """The command line, with a system in which nobody is known."""
    return CommandLine(shared_url, tmp_path, f"hr{uuid4().hex[:8]}", ledger.position())


@pytest.fixture
def three(leadership: CommandLine, ledger: Ledger) -> CommandLine:
    """Three people, of whom one manages the others; their names are their own. They are known as if imported."""
    names = [f"{name} {leadership.system.title()}" for name in ("Robin", "Kim", "Lou")]
    people = [PersonId(f"person-{uuid4()}") for _ in names]
    days = (date(2015, 3, 30), date(2016, 4, 14), date(2016, 4, 14))
    for number, (person, name, day) in enumerate(zip(people, names, days, strict=True), start=1):
        manager = people[0] if number > 1 else None
        known = (Identity(leadership.system, str(number)),)
        join = JoinPerson(person, name, TOOLING, manager=manager, identities=known, effective_on=day)
        ledger.record(join, by=RECORDER)
    return leadership


@pytest.fixture
def on_its_own(make_database: Callable[[], str], tmp_path: Path) -> Callable[[], CommandLine]:
    """Command lines with a ledger of their own."""
    return lambda: CommandLine(make_database(), tmp_path, "hr", 0)


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder with AdventureWorks' people: not ours, so it lies outside the repository."""
    beside = Path(__file__).parents[4] / "shared" / "data" / "adventureworks"
    folder = Path(os.environ.get("LEADERSHIP_SAMPLE_DATA", beside))
    if not (folder / "people.csv").exists():
        pytest.skip(f"no sample of people in {folder}: name another folder with LEADERSHIP_SAMPLE_DATA")
    return folder

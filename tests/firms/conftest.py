"""A firm with a ledger of its own: the command line, GraphQL over HTTP, and files, as its people use them."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.cli.main import app
from api.settings import Settings
from tests.api.conftest import KEY, Served, serving

DIALS = {"skills": 4, "time_application": 4, "work_values": 4}
"""What somebody shows of the work of a level: well done, also under pressure."""

IDS = "query { people(first: 100, here: null) { nodes { id identities { identifier } } } }"
BENCH = """query ($roles: [ID!], $asOf: AsOf) { successionBench(roles: $roles, asOf: $asOf) {
    roles { title vacant heldForNow covered readyNow singlePointOfFailure shareOpen
            incumbents { person { id } since share } strength { readyNow oneToTwoYears }
            emergencyCovers { person { id } until }
            successors { person { id } readiness supported standing findings { criterion verdict } } } } }"""
UNITS = "query { units { id name children { id name children { id name } } } }"


@dataclass
class Firm:
    """A firm, as whoever keeps its ledger knows it: people, units and roles by what the firm calls them."""

    url: str
    folder: Path
    served: Served | None = None
    called: dict[str, str] = field(default_factory=dict)
    """Ids by the names that the firm uses."""
    steward: str = ""

    def types(self, *words: str | Path) -> str:
        """What `leadership …` says where all goes well."""
        code, said = self.run(*words)
        assert code == 0, said
        return said

    def fails(self, *words: str | Path) -> str:
        """What `leadership …` says where something is wrong."""
        code, said = self.run(*words)
        assert code == 1, said
        return said

    def run(self, *words: str | Path) -> tuple[int, str]:
        environment = {"LEADERSHIP_DATABASE_URL": self.url, "LEADERSHIP_KEY": KEY, "COLUMNS": "240"}
        result = CliRunner().invoke(app, [*map(str, words)], env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    def table(self, name: str, *rows: Mapping[str, object]) -> Path:
        """A file of an HR system: a row a person."""
        path = self.folder / name
        with path.open("w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, list(dict.fromkeys(heading for row in rows for heading in row)))
            table.writeheader()
            table.writerows(rows)
        return path

    def lines(self, name: str, *told: dict[str, Any]) -> Path:
        """A file of history: a line an entry."""
        path = self.folder / name
        path.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in told), encoding="utf-8")
        return path

    def begins(self, steward: str, first_day: str) -> None:
        """`leadership init`: the steward's token is what is asked with from now on."""
        said = self.types("init", "--name", steward, "--first-day", first_day).split()
        self.steward = said[0].strip("“”")
        self.called[steward] = self.steward
        assert self.served is not None
        self.served = replace(self.served, headers={"authorization": f"Bearer {said[-1]}"})

    def imports(self, file: Path, on: str, *words: str | Path) -> str:
        """`leadership import people` as of a day, and who and what is known by then under which name."""
        said = self.types("import", "people", file, "--as-of", on, "--as", self.steward, *words)
        self.learn()
        return said

    def learn(self) -> None:
        """Look up who there is, by what the HR system calls them, and which units, by their names."""
        for person in self.ask(IDS)["people"]["nodes"]:
            self.called |= {identity["identifier"]: person["id"] for identity in person["identities"]}
        waiting = self.ask(UNITS)["units"]
        while waiting:
            unit = waiting.pop()
            self.called[unit["name"]] = unit["id"]
            waiting += unit.get("children", [])

    def by(self, whom: str) -> Firm:
        """The same firm, asked by somebody with a token of their own."""
        return self.asked_with("--for", self.id(whom))

    def by_system(self, name: str) -> Firm:
        """The same firm, asked by a system that keeps its records."""
        return self.asked_with("--name", name, "--scope", "record-for-others")

    def asked_with(self, *words: str) -> Firm:
        text = self.types("token", "issue", *words, "--scope", "read", "--scope", "write").split()[-1]
        assert self.served is not None
        return replace(self, served=replace(self.served, headers={"authorization": f"Bearer {text}"}))

    def today(self) -> str:
        """Which day it is, as the ledger has it."""
        assert self.served is not None
        return str(self.served.app.state.services.ledger.today())

    def id(self, called: str) -> str:
        """The id of whoever or whatever is called that."""
        return self.called[called]

    def meant(self, value: Any) -> Any:
        """What is said, with ids for names."""
        if isinstance(value, dict):
            return {key: self.meant(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.meant(inner) for inner in value]
        return self.called.get(value, value) if isinstance(value, str) else value

    def ask(self, query: str, **variables: Any) -> Any:
        """What GraphQL answers a system that reads, once all that was written is read."""
        assert self.served is not None
        while self.served.client.get("/readyz").json()["behind"]:
            time.sleep(0.01)
        return replace(self.served, headers={}).ask(query, **self.meant(variables))

    def records(self, mutation: str, on: str, named: str | None = None, /, **said: Any) -> str:
        """Something that the rules let pass; the reference of the entry, and under a new name what it begins."""
        told = self.told(mutation, on, said)
        assert told["__typename"] == "Recorded", told
        if named:
            self.called[named] = told["subject"]
        return str(told["entries"][0]) if told["entries"] else ""

    def refuses(self, rule: str, mutation: str, on: str, /, **said: Any) -> str:
        """Something that the rules refuse: by which of them; why."""
        told = self.told(mutation, on, said)
        assert (told["__typename"], told.get("rule")) == ("Refused", rule), told
        return str(told["why"])

    def told(self, mutation: str, on: str, said: dict[str, Any]) -> dict[str, Any]:
        assert self.served is not None
        dated = {"effectiveOn": on} if on else {}
        return self.served.record(mutation, self.meant({**said, **dated}))

    def assessed(self, whom: str, by: str, on: str, rated: dict[str, int], /, **more: Any) -> str:
        """Somebody's leadership was looked at by another, for decisions."""
        ratings = [{"of": of, "value": value, "facts": ["Seen at work"]} for of, value in rated.items()]
        usual = {"instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DECISION", "level": "others"}
        said = {**usual, **more, "person": whom, "assessor": by, "ratings": ratings}
        return self.records("recordAssessment", on, **said)

    def evaluated(self, whom: str, by: str, year: int, results: int, **more: Any) -> str:
        """What somebody achieved in a year, as their line manager has it."""
        usual = {"instrument": "PERFORMANCE_EVALUATION", "level": None, "cycle": str(year)}
        return self.assessed(whom, by, f"{year}-12-12", {"performance": results}, **{**usual, **more})

    def bench(self, role: str, on: str) -> dict[str, Any]:
        """The bench of one role on a day."""
        [told] = self.ask(BENCH, roles=[role], asOf={"effectiveOn": on})["successionBench"]["roles"]
        return dict(told)


@pytest.fixture
def firm(make_database: Callable[[], str], tmp_path: Path) -> Iterator[Firm]:
    """A firm whose ledger is empty, and served."""
    url = make_database()
    settings = Settings(database_url=url, key=SecretStr(KEY), time_zone=ZoneInfo("Europe/Berlin"))
    with ExitStack() as stack:
        yield Firm(url, tmp_path, stack.enter_context(serving(settings)))

"""A simulation, as the recipe adds it: recorded and refused, told on a timeline, exported and imported again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.api.conftest import Served
from tests.api.imports.conftest import CommandLine

HISTORY = (
    "query ($id: ID!) { person(id: $id) { developmentHistory(first: 5) { nodes { kind stage entry { event } } } } }"
)


def test_it_is_recorded_refused_and_told(served: Served) -> None:
    ada = served.recorded("joinPerson", name="Ada", unit="Tooling", effectiveOn="2020-03-02")["subject"]
    told = {"person": ada, "simulationKind": "ROLE_PLAY", "situation": "A fire", "effectiveOn": "2024-05-02"}
    served.recorded("playSimulation", **told, hours=2.5)
    refused = served.record("playSimulation", {**told, "hours": 0.0})
    assert (refused["rule"], refused["field"]) == ("HoursOutOfRange", "hours")
    milestone = served.ask(HISTORY, id=ada)["person"]["developmentHistory"]["nodes"][0]
    assert (milestone["kind"], milestone["stage"]) == ("SimulationPlayed", "PRACTICE")
    assert (milestone["entry"]["event"]["simulation_kind"], milestone["entry"]["event"]["hours"]) == ("role_play", 2.5)


def test_it_goes_out_and_comes_in_again(make_database: Callable[[], str], tmp_path: Path) -> None:
    here, there = (CommandLine(make_database(), tmp_path, "hr", 0) for _ in range(2))
    person = {"id": "17"}
    lines = (
        {"command": "JoinPerson", "person": person, "name": "Ada", "unit": "Tooling", "effective_on": "2020-03-02"},
        {
            "command": "PlaySimulation",
            "person": person,
            "simulation_kind": "role_play",
            "hours": 2.5,
            "situation": "A fire",
            "effective_on": "2024-05-02",
        },
    )
    here.does("import", "entries", here.file("simulation.ndjson", *map(json.dumps, lines)))
    exported = tmp_path / "out.ndjson"
    here.does("export", "entries", "--to", exported)
    there.does("import", "entries", exported)
    again = tmp_path / "again.ndjson"
    there.does("export", "entries", "--to", again)
    [once], [twice] = (played(file) for file in (exported, again))
    assert (once["simulation_kind"], once["hours"]) == (twice["simulation_kind"], twice["hours"]) == ("role_play", 2.5)


def played(file: Path) -> list[dict[str, object]]:
    """The lines of an export that tell of simulations."""
    lines = map(json.loads, file.read_text().splitlines())
    return [line for line in lines if line.get("command") == "PlaySimulation"]

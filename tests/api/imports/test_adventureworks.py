"""Real input, which nobody here wrote: the people of a bicycle maker, and where they stood when."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from api.settings import Settings
from ledger import Ledger, Wrapping
from tests.api.conftest import serving
from tests.api.imports.command_output import kinds, shape
from tests.api.imports.conftest import KEY, CommandLine
from tests.projections.test_following import eventually


def imported(leadership: CommandLine, *runs: tuple[str | Path, ...]) -> tuple[dict[str, object], dict[str, int]]:
    """What a ledger says after some imports, and by which entries."""
    for words in runs:
        leadership.does("import", *words)
    for words in runs:
        assert "Nothing to record" in leadership.does("import", *words)
    with closing(Ledger.open(leadership.url, Wrapping(KEY))) as ledger:
        return shape(ledger, leadership.system), kinds(ledger, leadership.since)


def test_the_two_files_tell_the_same_in_either_order_and_together(
    leadership: CommandLine, on_its_own: Callable[[], CommandLine], sample: Path
) -> None:
    people, spells = sample / "people.csv", sample / "department_history.csv"
    at_once, entries = imported(leadership, ("people", people, "--history", spells))
    people_first, corrected = imported(on_its_own(), ("people", people), ("spells", spells))
    spells_first, _ = imported(on_its_own(), ("spells", spells), ("people", people))
    assert len(at_once) == 290
    assert at_once == people_first == spells_first
    assert entries == {"UnitEstablished": 14, "PersonJoined": 290, "PersonIdentified": 580, "PersonMoved": 6}
    begun = {"FrameworkPublished": 1, "LedgerBegun": 1, "UnitEstablished": 16}  # two units stood in the first ledger
    assert corrected == {**entries, **begun, "PersonJoined, corrected": 5, "UnitEstablished, corrected": 1}


@pytest.mark.mission("M27")
def test_graphql_shows_the_org_chart_and_each_persons_history(
    on_its_own: Callable[[], CommandLine], sample: Path
) -> None:
    leadership = on_its_own()
    leadership.does("import", "people", sample / "people.csv")
    leadership.does("import", "spells", sample / "department_history.csv")
    settings = Settings(database_url=leadership.url, key=SecretStr(KEY.hex()), time_zone=ZoneInfo("Europe/Berlin"))
    asked = """
        query ($who: String!, $on: Date) {
          person(externalId: {system: "hr", identifier: $who}, asOf: {effectiveOn: $on}) {
            name unit jobTitle joinedOn manager { name } reports { name }
          }
        }"""
    with serving(settings) as served:
        eventually(lambda: served.client.get("/readyz").json().get("behind") == 0, within=30.0)
        today = served.ask(asked, who="250")["person"]
        assert (today["name"], today["unit"], today["jobTitle"]) == ("sheela0", "Purchasing", "Purchasing Manager")
        assert today["manager"] == {"name": "wendy0"}
        assert len(today["reports"]) == 11
        units = {
            on: served.ask(asked, who="250", on=on)["person"]["unit"]
            for on in ("2011-06-01", "2012-01-01", "2012-08-01")
        }
        assert list(units.values()) == ["Marketing", "Quality Assurance", "Purchasing"]
        assert served.ask("{ people(first: 100) { pageInfo { hasNextPage } } }")["people"]["pageInfo"]["hasNextPage"]

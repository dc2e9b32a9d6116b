"""The guide's bench at a position: as known then, and as of the day of that position, where nobody says another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
from pydantic import SecretStr

from api.settings import Settings
from tests.api.conftest import KEY, Served, serving
from tests.api.test_guides import blocks_of
from tests.api.test_two_clocks import BERLIN, CLOCKS, with_a_clock

AT, AT_AND_ON = (code for code in blocks_of("dashboards.md", "graphql") if "query benchAt" in code)
KIM = [{"person": {"name": "Kim"}}]


def bench(served: Served, document: str, **asked: Any) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """The day that is answered, and who holds which role."""
    told = served.ask(document, **asked)["successionBench"]
    assert told["asOf"]["position"] == asked["position"]
    assert all(role["vacant"] == (not role["incumbents"]) for role in told["roles"])
    return told["asOf"]["effectiveOn"], {role["title"]: role["incumbents"] for role in told["roles"]}


def test_the_day_is_that_of_the_position_and_what_comes_later_is_asked_for_by_its_day(
    make_database: Callable[[], str],
) -> None:
    url = with_a_clock(make_database(), timedelta(days=-3))
    settings = Settings(database_url=url, key=SecretStr(KEY), time_zone=BERLIN)
    with serving(settings) as served:
        written_on = served.app.state.services.ledger.today()
        day, next_day = str(written_on), str(written_on + timedelta(1))
        kim = served.recorded("joinPerson", name="Kim", unit="Mill", effectiveOn="2020-01-01")["subject"]
        said = {"unit": "Mill", "function": "Ops", "level": "self"}
        head, old = (
            served.recorded("establishRole", title=title, **said, effectiveOn="2020-01-01")["subject"]
            for title in ("Head", "Old")
        )
        served.recorded("establishRole", title="New", **said, effectiveOn=next_day)
        served.recorded("closeRole", role=old, why="No more", effectiveOn=next_day)
        position = served.recorded("appointToRole", role=head, person=kim, effectiveOn=next_day)["position"]
    with psycopg.connect(url, autocommit=True) as owner:  # three days go by
        for clock in CLOCKS:
            right = f"RETURNS timestamptz LANGUAGE sql AS 'SELECT pg_catalog.{clock}()'"
            owner.execute(f"CREATE OR REPLACE FUNCTION off.{clock}() {right}".encode())
    with serving(settings) as served:
        today = str(written_on + timedelta(3))
        assert bench(served, AT, position=position) == (day, {"Head": [], "Old": []})
        assert bench(served, AT_AND_ON, position=position, day=today) == (today, {"Head": KIM, "New": []})
        assert bench(served, AT_AND_ON, position=position, day=next_day)[1] == {"Head": KIM, "New": []}
        now = served.ask("{ successionBench { asOf { effectiveOn } roles { title } } }")["successionBench"]
        assert (now["asOf"]["effectiveOn"], len(now["roles"])) == (today, 2), "where no moment is named it is today"

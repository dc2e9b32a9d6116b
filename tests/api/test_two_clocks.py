"""There is one clock, the database's: also where that of the machine that asks is behind it, or days off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg import conninfo, sql
from pydantic import SecretStr
from typer.testing import CliRunner

from api.access.callers import Scope
from api.cli.main import app
from api.settings import Settings
from tests.api.conftest import KEY, Served, serving

BERLIN = ZoneInfo("Europe/Berlin")
OFF = {"half a minute ahead": timedelta(seconds=30), "three days behind": timedelta(days=-3)}
CLOCKS = ("clock_timestamp", "statement_timestamp", "now")
ASKED = re.compile(rf"\b({'|'.join(CLOCKS)})\(\)")


def with_a_clock(url: str, off: timedelta) -> str:
    """The same database, whose clock is off from now on; its URL."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("CREATE SCHEMA off")
        owner.execute("GRANT USAGE ON SCHEMA off TO PUBLIC")
        shown = sql.SQL(
            "CREATE FUNCTION off.{}() RETURNS timestamptz LANGUAGE sql"
            " AS $$ SELECT pg_catalog.{}() + make_interval(secs => {}) $$"
        )
        for name in map(sql.Identifier, CLOCKS):
            owner.execute(shown.format(name, name, sql.Literal(off.total_seconds())))
        functions = owner.execute(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE prokind = 'f' AND pronamespace NOT IN"
            " ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'off'::regnamespace)"
        ).fetchall()
        for (function,) in functions:
            if ASKED.search(function):
                owner.execute(ASKED.sub(r"off.\1()", function).encode())
        named = sql.Identifier(str(conninfo.conninfo_to_dict(url)["dbname"]))
        owner.execute(sql.SQL("ALTER DATABASE {} SET search_path = off, pg_catalog, public").format(named))
    return url


@pytest.fixture(params=[*OFF.values()], ids=[*OFF])
def off(request: pytest.FixtureRequest) -> timedelta:
    told: timedelta = request.param
    return told


@pytest.fixture
def url(make_database: Callable[[], str], off: timedelta) -> str:
    return with_a_clock(make_database(), off)


@pytest.fixture
def elsewhere(url: str) -> Iterator[Served]:
    """A house whose database goes by another clock."""
    with serving(Settings(database_url=url, key=SecretStr(KEY), time_zone=BERLIN)) as told:
        yield told


def test_what_one_has_written_is_there_at_once_and_of_the_databases_day(elsewhere: Served, off: timedelta) -> None:
    told = elsewhere.recorded("introducePerson", name="Ada Okafor")
    asked = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { introducedOn asOf { effectiveOn } } }"""
    recorded_at = datetime.fromisoformat(told["recordedAt"])
    assert abs(recorded_at - datetime.now(BERLIN) - off) < timedelta(seconds=20)
    today = str(recorded_at.astimezone(BERLIN).date())
    for moment in (None, {"recordedAt": told["recordedAt"]}, {"position": told["position"]}):
        person = elsewhere.ask(asked, id=told["subject"], asOf=moment)["person"]
        assert person == {"introducedOn": today, "asOf": {"effectiveOn": today}}
    tomorrow = str(date.fromisoformat(today) + timedelta(1))
    ahead = elsewhere.record("introducePerson", {"name": "Ben Amari", "effectiveOn": tomorrow})
    assert (ahead["rule"], today in ahead["why"]) == ("NotYet", True), ahead


def test_a_process_that_begins_while_the_databases_clock_has_jumped_writes_nothing(
    make_database: Callable[[], str],
) -> None:
    """It reads, says so, and goes on once the clock is set right."""
    url = make_database()
    with serving(Settings(database_url=url, key=SecretStr(KEY))) as before:
        before.recorded("introducePerson", name="Ada Okafor")
    with_a_clock(url, timedelta(days=3_650))
    with serving(Settings(database_url=url, key=SecretStr(KEY))) as opened:
        tokens = opened.app.state.services.ledger.tokens
        _, text = tokens.issue([*Scope], datetime(2100, 1, 1, tzinfo=BERLIN), name="Tests")
        served = replace(opened, headers={"authorization": f"Bearer {text}"})
        position = served.ask("{ position }")["position"]
        told = served.record("introducePerson", {"name": "Ben Amari", "effectiveOn": "2024-05-06"})
        assert (told["rule"], "nothing is written" in told["why"]) == ("ClockJumped", True), told
        assert served.ask("{ position }")["position"] == position
        [alarm] = served.client.get("/readyz").json()["alarms"]
        assert "3650 days ahead of this machine's" in alarm
        with psycopg.connect(url, autocommit=True) as owner:
            for clock in CLOCKS:
                right = f"RETURNS timestamptz LANGUAGE sql AS 'SELECT pg_catalog.{clock}()'"
                owner.execute(f"CREATE OR REPLACE FUNCTION off.{clock}() {right}".encode())
        served.client.get("/readyz")
        served.recorded("introducePerson", name="Ben Amari", effectiveOn="2024-05-06")
        assert "alarms" not in served.client.get("/readyz").json()


def test_an_export_without_a_day_is_of_the_databases(
    url: str, off: timedelta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("DATABASE_URL", url), ("KEY", KEY), ("TIME_ZONE", str(BERLIN))):
        monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    for department in ("Tooling", "Assembly"):
        path = tmp_path / "people.csv"
        path.write_text(f"id,name,department,hired on\n1,Ada Okafor,{department},2020-03-02\n")
        ran = CliRunner().invoke(app, ["import", "people", str(path)])
        assert ran.exit_code == 0, ran.output
    with serving(Settings(database_url=url, key=SecretStr(KEY), time_zone=BERLIN)) as told:
        asked = '{ entries(first: 9, kinds: ["PersonMoved"]) { nodes { effectiveOn recordedAt } } }'
        [moved] = told.ask(asked)["entries"]["nodes"]
    assert moved["effectiveOn"] == str(datetime.fromisoformat(moved["recordedAt"]).astimezone(BERLIN).date())

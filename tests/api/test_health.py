"""Alive, and ready: told to machines as well as to people."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo, sql
from pydantic import SecretStr

from api.keys import signing_keys_of
from api.settings import Settings
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.last_signed import LastSigned
from ledger.proofs.note import sign
from tests.api.conftest import KEY, Served, serving
from tests.ledger.test_clock_that_jumps import date_ahead


def test_a_house_that_answers_is_ready(served: Served) -> None:
    served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")
    assert served.client.get("/healthz").json() == {"alive": True}
    until = time.monotonic() + 30
    while (answer := served.client.get("/readyz")).json().get("behind") != 0 and time.monotonic() < until:
        time.sleep(0.05)
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "behind": 0, "parked": 0})


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_house_without_its_database_is_alive_and_not_ready(make_database: Callable[[], str]) -> None:
    settings = Settings(database_url=make_database(), key=SecretStr(KEY))
    name = conninfo.conninfo_to_dict(str(settings.database_url))["dbname"]
    other = conninfo.make_conninfo(str(settings.database_url), dbname="postgres")
    with serving(settings) as served, psycopg.connect(other, autocommit=True) as connection:
        gone = sql.Identifier(f"{name}_gone")
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(str(name)), gone))
        try:
            answer = served.client.get("/readyz")
            assert (answer.status_code, answer.json()["ready"]) == (503, False)
            assert served.client.get("/healthz").status_code == 200
        finally:
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(gone, sql.Identifier(str(name))))


def test_a_book_behind_what_was_signed_of_it_is_told(make_database: Callable[[], str], tmp_path: Path) -> None:
    settings = Settings(database_url=make_database(), key=SecretStr(KEY), home=tmp_path, log_origin="ledger.example/it")
    settings = settings.model_copy(update={"key_file": tmp_path / "ledger.key"})
    [key] = signing_keys_of(settings, str(settings.database_url))
    checkpoint = sign(Checkpoint("ledger.example/it", 4_000, bytes(32)).text, key)
    LastSigned(settings.last_signed_path(key.name)).keep(checkpoint)
    with serving(settings) as served:
        until = time.monotonic() + 20
        while "alarms" not in (told := served.client.get("/readyz").json()):
            assert time.monotonic() < until, told
            time.sleep(0.05)
        assert served.recorded("introducePerson", name="Ada Okafor"), "nothing else stops"
        [alarm] = told["alarms"]
        assert "a checkpoint over 4000 entries was signed here" in alarm
        assert str(tmp_path / "ledger.example_it.checkpoint") in alarm
        assert served.client.get("/checkpoint").status_code == 404


def test_a_book_ahead_of_its_clock_is_told(make_database: Callable[[], str]) -> None:
    settings = Settings(database_url=make_database(), key=SecretStr(KEY))
    with serving(settings) as served:
        served.recorded("introducePerson", name="Ada Okafor")
        assert "alarms" not in served.client.get("/readyz").json()
        date_ahead(served.database_url)
        [alarm] = served.client.get("/readyz").json()["alarms"]
        assert f"The last entry is of {date.today().year + 10}-" in alarm  # noqa: DTZ011  whichever day it is

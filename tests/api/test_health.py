"""Alive, and ready: told to machines as well as to people."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from psycopg import conninfo, sql
from pydantic import SecretStr

from api.settings import Settings
from tests.api.conftest import KEY, Served, serving


def test_a_house_that_answers_is_ready(served: Served) -> None:
    served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")
    assert served.client.get("/healthz").json() == {"alive": True}
    answer = served.client.get("/readyz")
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

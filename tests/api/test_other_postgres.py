"""The distribution's PostgreSQL, older than ours: the ledger is made on it, written, read, rebuilt and verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.cli.main import app
from api.settings import Settings
from ledger.storage import migrations
from ledger.storage.migrations import TooOld, migrate
from tests.api.conftest import KEY, serving
from tests.databases import make_on
from tests.servers import started

INSTALLED = Path("/usr/lib/postgresql")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of the oldest that is installed and supported, on data of its own."""
    programs = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    supported = [path.parent for path in programs if int(path.parts[-3]) >= migrations.OLDEST]
    if not supported:
        pytest.skip("no PostgreSQL of the distribution is installed")
    with started(supported[0]) as server:
        yield server.url


def test_all_of_it_works_there(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = make_on(server)
    settings = Settings(database_url=url, key=SecretStr(KEY), home=tmp_path)
    with serving(settings) as house:
        ada = house.recorded("joinPerson", name="Ada Okafor", unit="Tooling")["subject"]
        asked = house.ask("query($p: ID!) { person(id: $p) { name unit } }", p=ada)
        assert asked["person"] == {"name": "Ada Okafor", "unit": "Tooling"}
        bench = house.ask("{ successionBench(roles: []) { figures { coverage { n } } } }")
        assert bench["successionBench"]["figures"]["coverage"]["n"] == 0
    for name, value in (("DATABASE_URL", url), ("KEY", KEY), ("HOME", str(tmp_path))):
        monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    for command in (["rebuild"], ["verify", "--ledger"]):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output


def test_one_that_is_too_old_is_refused_in_a_line(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    url = make_on(server)
    monkeypatch.setattr(migrations, "OLDEST", 99)
    with pytest.raises(
        TooOld, match=r"^PostgreSQL \d\d answers for the database “test_\w+” at /tmp/.*: 99 or newer is"
    ):
        migrate(url)

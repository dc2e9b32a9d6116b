"""A data disk that is full: told as what it is, read on, nothing half-written, and all goes on once there is room."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from api.settings import Settings
from ledger.embedded_postgres import locks
from ledger.storage.room import NEEDED, free
from projections.engine.storing import NEXT
from tests.api.conftest import KEY, Served, serving
from tests.api.test_away import until
from tests.databases import make_on
from tests.servers import Server

SIZE = 224 * 2**20
WRITE = "mutation ($i: IntroducePersonInput!, $c: UUID) { introducePerson(input: $i, commandId: $c) { __typename } }"
FULL = "The disk of the database is full"


@dataclass
class House:
    """A served ledger on a disk of its own."""

    disk: Path
    served: Served
    settings: Settings

    @property
    def ballast(self) -> Path:
        return self.disk / "ballast"

    @property
    def database_url(self) -> str:
        ledger = self.served.app.state.services.ledger
        return str(ledger.recorder.datastore.pool.conninfo)

    def fill(self, left: int) -> None:
        """Leave so many bytes."""
        with self.ballast.open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, file.tell() + free(self.disk) - left)

    def write(self) -> tuple[int, str]:
        """The status, and what is said of it."""
        said = {"query": WRITE, "variables": {"i": {"name": "Ada Okafor"}, "c": str(uuid4())}}
        answer = self.served.client.post("/graphql", json=said, headers={**self.served.headers})
        return answer.status_code, answer.text

    def position(self) -> int:
        return int(self.served.ask("{ position }")["position"])

    def ready(self) -> tuple[int, str]:
        answer = self.served.client.get("/readyz")
        return answer.status_code, answer.text

    def leadership(self, *words: str) -> tuple[int, str]:
        environment = {**os.environ, "LEADERSHIP_HOME": str(self.settings.home), "LEADERSHIP_KEY": KEY}
        command = [str(Path(sys.executable).with_name("leadership")), *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def disk() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="ledger-test-", dir="/tmp"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs", str(place)]
    if os.geteuid() != 0 or shutil.which("mount") is None or subprocess.run(mount, check=False).returncode != 0:
        place.rmdir()
        pytest.skip("no disk can be made here that is soon full: that takes root, and a system that lets it mount")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)
    place.rmdir()


@pytest.fixture(scope="module")
def house(disk: Path) -> Iterator[House]:
    settings = Settings(home=disk / "home", key=SecretStr(KEY))
    with serving(settings) as served:
        yield House(disk, served, settings)
    until(partial(is_stopped, settings.embedded_directory))


def nothing_is_left(url: str) -> bool:
    """Whether no read models stand that a rebuild has begun."""
    with psycopg.connect(url) as reader:
        return reader.execute("SELECT FROM pg_namespace WHERE nspname = %s", (NEXT,)).fetchone() is None


def is_stopped(directory: Path) -> bool:
    lock = locks.exclusive_if_free(directory / "server.lock")
    if lock is not None:
        os.close(lock)
    return lock is not None


def test_it_is_told_and_reading_goes_on_until_there_is_room(house: House, tmp_path: Path) -> None:
    assert house.write()[0] == 200
    before = house.position()
    house.fill(NEEDED - 2**20)
    with capture_logs() as logs:
        for _ in range(20):
            status, said = house.write()
            assert (status, "UNAVAILABLE" in said, FULL in said) == (503, True, True), said
    assert len(logs) == 1, logs
    status, said = house.ready()
    assert (status, FULL in said) == (200, True), said
    assert house.position() == before
    people = tmp_path / "people.csv"
    people.write_text("employee_id,name,department,hired_on\n1,Ada Marsh,Tooling,2015-01-05\n")
    code, said = house.leadership("import", "people", str(people))
    assert (code, FULL in said, "Traceback" in said) == (3, True, False), said
    code, said = house.leadership("rebuild")
    assert (code, FULL in said, "Traceback" in said) == (3, True, False), said
    assert nothing_is_left(house.database_url)
    house.ballast.unlink()
    assert house.write()[0] == 200
    assert FULL not in house.ready()[1]
    assert house.leadership("import", "people", str(people))[0] == 0


def test_a_server_that_has_ended_for_want_of_room_is_started_again_once_there_is_some(house: House) -> None:
    assert house.write()[0] == 200
    before = house.position()
    with psycopg.connect(house.database_url, autocommit=True) as owner:  # as a rebuild leaves it that is cut off
        owner.execute("SET ROLE NONE")
        owner.execute(f"CREATE SCHEMA {NEXT} AUTHORIZATION leadership_projector")
    house.fill(0)
    postmaster = house.settings.embedded_directory / "data" / "postmaster.pid"
    os.kill(int(postmaster.read_text().split("\n")[0]), signal.SIGKILL)
    until(lambda: house.write()[0] == 503)
    assert FULL in house.write()[1]
    status, said = house.ready()
    assert (status, FULL in said) == (503, True), said
    house.ballast.unlink()
    until(lambda: house.write()[0] == 200)
    until(lambda: house.position() > before)
    until(lambda: house.ready()[0] == 200)
    until(partial(nothing_is_left, house.database_url))


def test_a_server_elsewhere_says_so_itself(disk: Path, tmp_path: Path) -> None:
    """Its log has a disk of its own: so it goes on, and finds no room for what is to be written."""
    folder, wal = disk / "elsewhere", Path(tempfile.mkdtemp(prefix="ledger-test-", dir="/tmp"))
    folder.mkdir()
    server = Server(folder, wal=wal)
    server.start()
    try:
        settings = Settings(database_url=make_on(server.url), key=SecretStr(KEY), home=tmp_path)
        with serving(settings) as served:
            house = House(disk, served, settings)
            assert house.write()[0] == 200
            house.fill(0)
            with capture_logs() as logs:
                until(lambda: house.write()[0] == 503, within=60)
                for _ in range(20):
                    status, said = house.write()
                    assert (status, "UNAVAILABLE" in said, FULL in said) == (503, True, True), said
            assert len(logs) < 10, logs
            assert FULL in house.ready()[1]
            before = house.position()
            house.ballast.unlink()
            until(lambda: house.write()[0] == 200)
            until(lambda: house.position() > before)
            until(lambda: FULL not in house.ready()[1])
    finally:
        server.stop()
        shutil.rmtree(wal)
        shutil.rmtree(folder)

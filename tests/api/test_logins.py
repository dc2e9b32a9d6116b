"""Each part logs in as itself: what served by such an address does, and what a part that is taken over cannot."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo
from psycopg.errors import InsufficientPrivilege
from pydantic import SecretStr
from typer.testing import CliRunner

from api.access import second_wall
from api.cli.main import app
from api.settings import Settings
from ledger import Ledger, Wrapping
from ledger.storage.connections import PARTS, in_role, logs_in_by_parts, roles_of
from ledger.storage.logins import lines
from ledger.storage.migrations import NotMigrated, migrate
from tests.api.conftest import KEY, serving
from tests.databases import make_on
from tests.servers import Server, started

PASSWORD = "of whoever administers"  # noqa: S105
LOG_IN = [part for part in PARTS if part != "owner"]


@dataclass(frozen=True)
class Place:
    """A ledger on a server that asks everybody for a password."""

    by_administrator: str
    by_parts: str
    passwords: Path
    home: Path
    keys: str | None = None
    """Where its keys are kept, if in a database of their own."""

    def does(self, *words: str, by: str | None = None) -> tuple[int, str]:
        """What the command line says to whoever comes by an address."""
        environment = {
            "LEADERSHIP_DATABASE_URL": by or self.by_parts,
            "LEADERSHIP_KEYS_DATABASE_URL": self.keys or "",
            "LEADERSHIP_KEY": KEY,
            "LEADERSHIP_HOME": str(self.home),
        }
        done = CliRunner().invoke(app, words, env=environment)
        return done.exit_code, done.output

    def settings(self, by: str | None = None) -> Settings:
        """Of a house that is served by an address."""
        address = by or self.by_parts
        return Settings(database_url=address, keys_database_url=self.keys, key=SecretStr(KEY), home=self.home)


@pytest.fixture(scope="module")
def asking_for_passwords() -> Iterator[Server]:
    """A server that lets in nobody without a password."""
    with started() as server, psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE leadership PASSWORD '{PASSWORD}'")
        (server.folder / "data" / "pg_hba.conf").write_text("local all all scram-sha-256\n")
        connection.execute("SELECT pg_reload_conf()")
        yield server


@pytest.fixture(scope="module")
def new_place(asking_for_passwords: Server, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
    """Ledgers there whose parts log in."""

    def make() -> Place:
        url = conninfo.make_conninfo(make_on(conninfo.make_conninfo(asking_for_passwords.url, password=PASSWORD)))
        home = tmp_path_factory.mktemp("place")
        place = Place(url, "", home / "passwords", home)
        code, said = place.does("logins", "make", str(place.passwords), by=url)
        assert code == 0, said
        address = next(line for line in said.splitlines() if line.startswith("LEADERSHIP_DATABASE_URL="))
        return Place(url, address.partition("=")[2], place.passwords, home)

    return make


@pytest.fixture(scope="module")
def place(new_place: Callable[[], Place]) -> Place:
    """One of them."""
    return new_place()


def test_everything_works_by_the_address_that_names_nobody(place: Place) -> None:
    assert stat.S_IMODE(place.passwords.stat().st_mode) == 0o600
    assert logs_in_by_parts(place.by_parts)
    assert PASSWORD not in place.by_parts
    with serving(place.settings()) as house:
        ada = house.recorded("joinPerson", name="Ada Okafor", unit="Tooling")["subject"]
        assert house.ask("query($p: ID!) { person(id: $p) { name } }", p=ada)["person"] == {"name": "Ada Okafor"}
        ready = house.client.get("/readyz")
        assert (ready.status_code, ready.json().get("alarms", [])) == (200, [])
    for words in (("rebuild",), ("verify", "--ledger"), ("status",), ("token", "list"), ("migrate",)):
        code, said = place.does(*words)
        assert code == 0, said


@pytest.mark.parametrize("part", LOG_IN)
def test_a_part_can_take_no_other_role(place: Place, part: str) -> None:
    roles = roles_of(place.by_parts)
    with psycopg.connect(in_role(place.by_parts, roles.all()[part]), autocommit=True) as connection:
        for other in {*roles.all().values(), "leadership"} - {roles.all()[part]}:
            with pytest.raises(InsufficientPrivilege):
                connection.execute(f'SET ROLE "{other}"')
        for turn in ("append_turn", "readings_turn"):
            with pytest.raises(InsufficientPrivilege), connection.transaction():
                connection.execute(f"LOCK TABLE ledger.{turn} IN ACCESS EXCLUSIVE MODE")


def test_nobody_logs_in_as_the_owner(place: Place) -> None:
    assert all(f":{roles_of(place.by_parts).owner}:" not in line for line in place.passwords.read_text().splitlines())
    with psycopg.connect(place.by_administrator) as connection:
        [(may,)] = connection.execute(
            "SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", (roles_of(place.by_parts).owner,)
        ).fetchall()
    assert may is False


@pytest.mark.parametrize("part", ["writer", "reader", "projector", "keeper"])
def test_none_but_the_publisher_lets_a_key_in(place: Place, part: str) -> None:
    role = roles_of(place.by_parts).all()[part]
    with psycopg.connect(in_role(place.by_parts, role)) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute("INSERT INTO proofs.verifier_keys (vkey) VALUES ('forged+0+0')")


def test_what_has_to_be_migrated_is_not_by_a_part(new_place: Callable[[], Place]) -> None:
    place = new_place()
    with psycopg.connect(place.by_administrator) as connection:
        connection.execute("UPDATE ledger.form SET fingerprint = 'of another version'")
    with pytest.raises(NotMigrated, match="is of another version: run `leadership migrate` first, by the address of"):
        migrate(place.by_parts)
    assert place.does("migrate", by=place.by_administrator)[0] == 0
    migrate(place.by_parts)
    with psycopg.connect(place.by_administrator) as connection:
        connection.execute("DELETE FROM sight.rights")
    with pytest.raises(NotMigrated, match="is of another version"):
        migrate(place.by_parts, second_wall.migrate)


def test_read_models_of_another_version_are_made_anew_by_their_own_part(new_place: Callable[[], Place]) -> None:
    place = new_place()
    with psycopg.connect(place.by_administrator) as connection:
        connection.execute("UPDATE read_models.bookmark SET form = 'of another version'")
    with serving(place.settings()) as house:
        house.recorded("joinPerson", name="Ada Okafor", unit="Tooling")
        assert house.ask("{ people(first: 5) { nodes { name } } }")["people"]["nodes"] == [{"name": "Ada Okafor"}]


def test_passwords_are_never_written_over_and_are_new_each_time(new_place: Callable[[], Place]) -> None:
    place = new_place()
    before = place.passwords.read_text()
    code, said = place.does("logins", "make", str(place.passwords), by=place.by_administrator)
    assert (code, place.passwords.read_text()) == (2, before)
    assert "is there already" in said
    code, said = place.does("logins", "make", str(place.home / "anew"), by=place.by_administrator)
    assert code == 0, said
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(in_role(place.by_parts, roles_of(place.by_parts).reader))


def test_logins_end(new_place: Callable[[], Place]) -> None:
    place = new_place()
    code, said = place.does("logins", "end")
    assert code == 2
    assert "names nobody: give the address of whoever may create roles" in " ".join(said.split())
    assert place.does("logins", "end", by=place.by_administrator)[0] == 0
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(in_role(place.by_parts, roles_of(place.by_parts).reader))
    with closing(Ledger.open(place.by_administrator, Wrapping(bytes.fromhex(KEY)))) as ledger:
        assert ledger.position() == 0


def test_keys_in_a_database_of_their_own_have_a_login_there(asking_for_passwords: Server, tmp_path: Path) -> None:
    server = conninfo.make_conninfo(asking_for_passwords.url, password=PASSWORD)
    book, keys = make_on(server), make_on(server)
    of_the_administrator = Place(book, "", tmp_path / "passwords", tmp_path, keys)
    code, said = of_the_administrator.does("logins", "make", str(tmp_path / "passwords"), by=book)
    assert code == 0, said
    told = dict(line.split("=", 1) for line in said.splitlines() if line.startswith("LEADERSHIP_"))
    place = Place(
        book, told["LEADERSHIP_DATABASE_URL"], tmp_path / "passwords", tmp_path, told["LEADERSHIP_KEYS_DATABASE_URL"]
    )
    assert all(map(logs_in_by_parts, (place.by_parts, str(place.keys))))
    with serving(place.settings()) as house:
        ada = house.recorded("joinPerson", name="Ada Okafor", unit="Tooling")["subject"]
        assert house.ask("query($p: ID!) { person(id: $p) { name } }", p=ada)["person"] == {"name": "Ada Okafor"}
    for words in (("rebuild",), ("verify", "--ledger", "--keys"), ("status",), ("token", "list"), ("migrate",)):
        code, said = place.does(*words)
        assert code == 0, said
    with psycopg.connect(keys) as connection:
        connection.execute("UPDATE keys.form SET fingerprint = 'of another version'")
    with pytest.raises(NotMigrated, match=f"“{roles_of(keys).database}” is of another version"):
        migrate(place.by_parts, keys_url=place.keys)
    assert place.does("logins", "end")[0] == 2
    assert of_the_administrator.does("logins", "end", by=book)[0] == 0
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(in_role(str(place.keys), roles_of(keys).keeper))


def test_the_embedded_server_has_no_logins(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["logins", "make", str(tmp_path / "passwords")], env={"LEADERSHIP_DATABASE_URL": ""})
    assert done.exit_code == 2
    assert "lets in nobody but its own user" in " ".join(done.output.split())


def test_each_server_of_several_has_its_lines() -> None:
    url = "host=one,two port=5433 dbname=talent user=admin"
    assert lines(url, {"talent_reader": r"a:b\c"}) == [
        "one:5433:talent:talent_reader:a\\:b\\\\c\n",
        "two:5433:talent:talent_reader:a\\:b\\\\c\n",
    ]

"""A database is brought to the form of the book once, whoever comes first, and whatever it is called."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import conninfo
from psycopg.sql import SQL, Identifier

from domain.units.unit import Unit
from ledger import KeyMissing, Ledger
from ledger.storage.connections import Unreachable, in_role, roles_of
from ledger.storage.migrations import NotMigrated, migrate
from ledger.storage.scripts import applied, fingerprint, rights
from projections import registry as told
from tests.databases import WRAPPING
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import BY, ROOT, renaming, somebody
from tests.units import TOOLING, establish_units

FORM = """
    SELECT 'relation', c.oid::regclass::text, c.relkind::text, c.relowner::regrole::text, c.relacl::text, c.xmin::text
    FROM pg_class c WHERE c.relnamespace::regnamespace::text IN ('ledger', 'keys')
    UNION ALL
    SELECT 'function', p.oid::regprocedure::text, md5(p.prosrc), p.proowner::regrole::text, p.proacl::text, p.xmin::text
    FROM pg_proc p WHERE p.pronamespace::regnamespace::text IN ('ledger', 'keys')
    UNION ALL
    SELECT 'trigger', tgname::text, tgrelid::regclass::text, tgenabled::text, tgfoid::regproc::text, t.xmin::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace::regnamespace::text = 'ledger'
    ORDER BY 1, 2, 3
"""


@pytest.fixture(scope="module")
def empty_database(server_url: str) -> Iterator[Callable[..., str]]:
    """Makes a database, perhaps of a login that is no superuser; all is dropped in the end."""
    made: list[str] = []
    logins: list[str] = []

    def make(name: str = "test_{}", *, login: str | None = None) -> str:
        name = name.format(uuid4().hex[:8])
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            made.append(conninfo.make_conninfo(server_url, dbname=name))
            if login is None:
                return made[-1]
            logins.append(login := login.format(uuid4().hex[:8]))
            server.execute(SQL("CREATE ROLE {} LOGIN CREATEROLE").format(Identifier(login)))
            server.execute(SQL("ALTER DATABASE {} OWNER TO {}").format(Identifier(name), Identifier(login)))
        return conninfo.make_conninfo(made[-1], user=login)

    yield make
    with psycopg.connect(server_url, autocommit=True) as server:
        for url in made:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(roles_of(url).database)))
        for role in (role for url in made for role in roles_of(url).all().values()):
            server.execute(SQL("DROP ROLE IF EXISTS {}").format(Identifier(role)))
        for login in logins:
            server.execute(SQL("DROP ROLE {}").format(Identifier(login)))


@pytest.fixture(scope="module")
def migrated(empty_database: Callable[..., str]) -> str:
    """A database that four processes have brought to the form of the book at once."""
    url = empty_database()
    code = "import sys; from ledger.storage.migrations import migrate; migrate(sys.argv[1])"
    migrating = [sys.executable, "-c", code, url]
    processes = [subprocess.Popen(migrating, stderr=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(4)]
    complaints = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, complaints
    return url


def form_of(url: str) -> list[tuple[object, ...]]:
    """Everything that migrating makes, with the transaction that made it last."""
    with connect(url) as connection:
        return connection.execute(FORM).fetchall()


def works(url: str) -> bool:
    """Whether somebody can be written about there, and be read again."""
    ledger = Ledger.open(url, WRAPPING)
    try:
        if not ledger.book().recall(Unit, TOOLING).established_on:
            establish_units(ledger)
        ada = somebody(ledger)
        ledger.record(renaming(ada, "Ada Lind"), by=BY)
        return [entry.event.name for entry in ledger.stream(ada)] == ["Ada Okafor", "Ada Lind"]
    finally:
        ledger.close()


def test_several_processes_at_once(migrated: str) -> None:
    """One does the work, and the others find it done."""
    assert len({row[-1] for row in form_of(migrated)}) == 1
    with connect(migrated) as connection:
        assert connection.execute("SELECT fingerprint FROM ledger.form").fetchall() == [
            (fingerprint(roles_of(migrated)),)
        ]
    assert works(migrated)


def test_the_second_time_nothing_changes(migrated: str) -> None:
    before = form_of(migrated)
    assert {row[1] for row in before if row[0] == "relation"} >= {"ledger.entries", "keys.data_keys"}
    migrate(migrated)
    assert form_of(migrated) == before


def test_a_newer_form_is_put_over_an_older_one(migrated: str) -> None:
    """All scripts run again; what was written stays, as does everybody's part in it, and no earlier way in is left."""
    assert works(migrated)
    before = form_of(migrated)
    with connect(migrated) as connection:
        connection.execute("CREATE FUNCTION ledger.append(earlier text) RETURNS void LANGUAGE sql BEGIN ATOMIC END")
        connection.execute("UPDATE ledger.form SET fingerprint = 'older'")
        written = connection.execute("SELECT * FROM ledger.entries").fetchall()
    migrate(migrated)
    assert [row[:-1] for row in form_of(migrated)] == [row[:-1] for row in before]
    assert form_of(migrated) != before
    with connect(migrated) as connection:
        assert connection.execute("SELECT * FROM ledger.entries").fetchall() == written
        assert applied(connection) == (fingerprint(roles_of(migrated)), rights(connection))
    assert works(migrated)


@pytest.mark.parametrize("name", ["Leadership-{}", """the "{}" o'Führung"""])
def test_a_database_whose_name_needs_quoting(empty_database: Callable[..., str], name: str) -> None:
    url = empty_database(name)
    migrate(url)
    migrate(url)
    assert works(url)


def test_a_login_that_is_no_superuser(empty_database: Callable[..., str]) -> None:
    """It must own the database and be allowed to make roles; it may migrate, write and read."""
    url = empty_database(login="plain_{}")
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        pytest.skip("this server lets nobody log in but the user of this process")
    migrate(url)
    assert works(url)
    with connect(url) as connection:
        connection.execute("UPDATE ledger.form SET fingerprint = 'older'")
    migrate(url)
    assert works(url)


def test_all_or_nothing(empty_database: Callable[..., str]) -> None:
    """What other rooms need is made in the same transaction."""
    url = empty_database()

    def something(connection: psycopg.Connection) -> None:
        connection.execute("CREATE TABLE ledger.something ()")

    def fails(connection: psycopg.Connection) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        migrate(url, something, fails)
    assert form_of(url) == []
    migrate(url, something)
    assert "ledger.something" in {row[1] for row in form_of(url)}


def test_a_copy_under_another_name_gets_roles_of_its_own(empty_database: Callable[..., str], server_url: str) -> None:
    """Read models and all; what was written in it is there, and the one that it was copied from is as it was."""
    url, copy = empty_database(), empty_database()
    migrate(url, told.migrate)
    assert works(url)
    original, name = (Identifier(roles_of(each).database) for each in (url, copy))
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(name, original))
    migrate(copy, told.migrate)
    assert works(copy)
    with psycopg.connect(in_role(copy, roles_of(copy).projector)) as connection:
        assert connection.execute("SELECT position FROM read_models.bookmark FOR UPDATE").fetchall() == [(0,)]
        assert connection.execute("SELECT max(position) FROM ledger.entries").fetchone() != (0,)
    assert works(url)


def test_a_database_that_was_never_migrated_is_told_at_once(empty_database: Callable[..., str]) -> None:
    url = empty_database()
    with pytest.raises(NotMigrated, match=f"“{roles_of(url).database}”.*leadership migrate"):
        Ledger.open(url, WRAPPING)


def test_a_database_that_was_made_anew_has_no_ledger_although_its_roles_are_still_there(
    empty_database: Callable[..., str], server_url: str
) -> None:
    url = empty_database()
    migrate(url)
    name = Identifier(roles_of(url).database)
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        server.execute(SQL("CREATE DATABASE {}").format(name))
    with pytest.raises(NotMigrated, match="leadership migrate"):
        Ledger.open(url, WRAPPING)


def test_a_server_that_does_not_answer_is_told_at_once() -> None:
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1"):
        Ledger.open("postgresql://127.0.0.1:1/nowhere", WRAPPING)


def rights_in(url: str) -> list[tuple[object, ...]]:
    """Everything that migrating makes, and who may do what with it, in whichever order that was granted."""
    return [(*row[:-2], sorted(str(row[-2]).strip("{}").split(","))) for row in form_of(url)]


LOST = {
    "a right": 'REVOKE SELECT ON ledger.entries FROM "{0}_writer"',
    "the way in": 'REVOKE EXECUTE ON FUNCTION ledger.append FROM "{0}_writer"',
    "a table's owner": "ALTER TABLE keys.data_keys OWNER TO CURRENT_USER",
    "a schema's owner": "ALTER SCHEMA proofs OWNER TO CURRENT_USER",
    "whose read models they are": "ALTER TABLE read_models.stays OWNER TO CURRENT_USER",
    "who may read them": 'REVOKE SELECT ON read_models.stays FROM "{0}_reader"',
    "a role": 'REASSIGN OWNED BY "{0}_keeper" TO CURRENT_USER; DROP OWNED BY "{0}_keeper"; DROP ROLE "{0}_keeper"',
}


@pytest.mark.parametrize("lost", [*LOST])
def test_what_a_restore_has_lost_of_roles_and_rights_is_made_again(
    empty_database: Callable[..., str], lost: str
) -> None:
    url = empty_database()
    migrate(url, told.migrate)
    assert works(url)
    before = rights_in(url)
    with connect(url) as connection:
        connection.execute(LOST[lost].format(roles_of(url).database).encode())
    migrate(url, told.migrate)
    assert (rights_in(url), works(url)) == (before, True)
    with connect(url, "reader") as reader:
        reader.execute("SELECT FROM read_models.stays, proofs.checkpoints")


def test_roles_and_rights_that_are_missing_are_named_where_nothing_is_migrated(
    empty_database: Callable[..., str],
) -> None:
    url = empty_database()
    migrate(url)
    with connect(url) as connection:
        connection.execute(LOST["a right"].format(name := roles_of(url).database).encode())
        connection.execute(f'REVOKE USAGE ON SCHEMA ledger FROM "{name}_writer"'.encode())
    with pytest.raises(NotMigrated, match=r"rights are missing, as after a restore \(permission denied .*migrate"):
        Ledger.open(url, WRAPPING)
    with connect(url) as connection:
        connection.execute(LOST["a role"].format(name).encode())
    with pytest.raises(NotMigrated, match=f"no roles {name}_keeper, as after a restore"):
        Ledger.open(url, WRAPPING)


def test_a_book_without_its_keys_gets_no_others(empty_database: Callable[..., str]) -> None:
    url = empty_database()
    migrate(url)
    assert works(url)
    with connect(url) as connection:
        connection.execute("DELETE FROM keys.data_keys")
    for _ in range(2):
        with pytest.raises(KeyMissing, match="restore that schema"):
            Ledger.open(url, WRAPPING)


@pytest.mark.parametrize("name", ["demo_0.1.0_{}", "Our Ledger {}", "it's-{}"])
def test_a_database_may_be_called_as_it_likes_also_by_the_read_models(
    empty_database: Callable[..., str], name: str
) -> None:
    url = empty_database(name)
    for _ in range(2):
        migrate(url, told.migrate)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT position FROM read_models.bookmark").fetchone() == (0,)

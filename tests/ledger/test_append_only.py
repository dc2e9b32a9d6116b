"""The database itself refuses to change or forge what is written, whichever of the application's roles asks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from ledger import Ledger
from ledger.storage.connections import roles_of
from tests.ledger.by_hand import append, connect
from tests.ledger.commands_recorded import renaming, somebody

ROLES = ("writer", "reader", "projector", "keeper", "owner", None)
"""None is whoever logs in, who may take any of the others."""

CHANGES = {
    "edit an event": "UPDATE ledger.entries SET stored = '\\x7b7d'",
    "edit by copying over": "INSERT INTO ledger.entries SELECT * FROM ledger.entries"
    " ON CONFLICT (position) DO UPDATE SET recorded_by = 'somebody else'",
    "edit by merging": "MERGE INTO ledger.entries e USING (VALUES (1)) v(p) ON e.position = v.p"
    " WHEN MATCHED THEN UPDATE SET recorded_at = now()",
    "edit nothing": "UPDATE ledger.entries SET version = 1 WHERE false",
    "delete an entry": "DELETE FROM ledger.entries WHERE position = 1",
    "empty the book": "TRUNCATE ledger.entries",
    "empty everything": "TRUNCATE ledger.entries, ledger.concerns, ledger.receipts CASCADE",
    "edit whom an entry concerns": "UPDATE ledger.concerns SET subject = 'person-x'",
    "delete whom an entry concerns": "DELETE FROM ledger.concerns",
    "empty the index": "TRUNCATE ledger.concerns",
    "edit which keys there are": "UPDATE ledger.key_versions SET since = 1",
    "delete which keys there are": "DELETE FROM ledger.key_versions",
    "forget which keys there are": "TRUNCATE ledger.key_versions",
    "edit a receipt": "UPDATE ledger.receipts SET digest = '\\x00'",
    "delete a receipt": "DELETE FROM ledger.receipts",
    "empty the receipts": "TRUNCATE ledger.receipts",
}

SALT = "uuid_send(gen_random_uuid())"
ENTRY = (
    "INSERT INTO ledger.entries SELECT p, 'person-forged', {version}, 'PersonLeft', '', p, NULL, {at}, 'me', %s,"
    " uuid_send(gen_random_uuid())"
    " FROM (SELECT max(position) + {beyond} AS p FROM ledger.entries) last"
)
FORGERIES = {
    "yesterday": ENTRY.format(version=1, beyond=1, at="now() - interval '1 day'"),
    "a moment ago": ENTRY.format(version=1, beyond=1, at="now() - interval '1 millisecond'"),
    "tomorrow": ENTRY.format(version=1, beyond=1, at="now() + interval '1 day'"),
    "in a moment": ENTRY.format(version=1, beyond=1, at="clock_timestamp() + interval '1 second'"),
    "for ever": ENTRY.format(version=1, beyond=1, at="'infinity'"),
    "beyond a gap": ENTRY.format(version=1, beyond=2, at="clock_timestamp()"),
    "before the first": ENTRY.format(version=1, beyond="1 - max(position) - 1", at="clock_timestamp()"),
    "in the place of another": ENTRY.format(version=1, beyond=0, at="clock_timestamp()"),
    "without a salt": ENTRY.format(version=1, beyond=1, at="clock_timestamp()").replace(SALT, "NULL"),
    "with a short salt": ENTRY.format(version=1, beyond=1, at="clock_timestamp()").replace(SALT, "'\\x00'"),
}

each_role = pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "login")


@pytest.fixture(scope="module", autouse=True)
def written(ledger: Ledger) -> tuple[list[Any], ...]:
    """A book with something in it: all of it, as it must be found again."""
    ada = somebody(ledger)
    ledger.record(renaming(somebody(ledger, "Ben"), "Ben Lind"), by=ada)
    return everything(ledger)


def everything(ledger: Ledger) -> tuple[list[Any], ...]:
    with connect(ledger._url) as connection:
        return tuple(
            connection.execute(f"SELECT * FROM ledger.{table} ORDER BY 1, 2, 3".encode()).fetchall()
            for table in ("entries", "concerns", "receipts")
        )


@each_role
@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_edited_and_nothing_is_deleted(
    ledger: Ledger, written: tuple[list[Any], ...], role: str | None, change: str
) -> None:
    with connect(ledger._url, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(CHANGES[change].encode())
    assert everything(ledger) == written


@each_role
@pytest.mark.parametrize("forgery", FORGERIES)
def test_no_entry_is_forged(ledger: Ledger, written: tuple[list[Any], ...], role: str | None, forgery: str) -> None:
    refusals = (InsufficientPrivilege, psycopg.errors.UniqueViolation)
    with connect(ledger._url, role) as connection, pytest.raises(refusals):
        connection.execute(FORGERIES[forgery].encode(), (uuid4(),))
    assert everything(ledger) == written


@pytest.mark.parametrize("role", ["owner", None], ids=["owner", "login"])
def test_a_transaction_that_has_been_open_for_long_dates_nothing_back(
    ledger: Ledger, written: tuple[list[Any], ...], role: str | None
) -> None:
    with connect(ledger._url, role) as connection, connection.transaction(force_rollback=True):
        connection.execute("SELECT pg_sleep(0.05)")
        with pytest.raises(InsufficientPrivilege):
            connection.execute(ENTRY.format(version=1, beyond=1, at="now()").encode(), (uuid4(),))


@pytest.mark.parametrize("role", ["owner", None], ids=["owner", "login"])
def test_who_writes_by_hand_names_a_person_or_a_token(
    ledger: Ledger, written: tuple[list[Any], ...], role: str | None
) -> None:
    entry = ENTRY.format(version=1, beyond=1, at="clock_timestamp()")
    with connect(ledger._url, role) as connection:
        with pytest.raises(psycopg.errors.CheckViolation, match="names a person or a token"):
            connection.execute(entry.encode(), (uuid4(),))
        with connection.transaction(force_rollback=True):
            connection.execute(entry.replace("'me'", "'token-me'").encode(), (uuid4(),))
    assert everything(ledger) == written


TWO = """
    INSERT INTO ledger.entries SELECT last + n, 'person-forged', n, 'PersonLeft', '', last + n, NULL, {at}, 'me', %s,
                                      uuid_send(gen_random_uuid())
    FROM generate_series(1, {n}) n, (SELECT max(position) AS last FROM ledger.entries) l
"""


@pytest.mark.parametrize("role", ["owner", None], ids=["owner", "login"])
@pytest.mark.parametrize(
    "forgery",
    [
        TWO.format(n=2, at="statement_timestamp() + interval '2 microseconds' - n * interval '1 microsecond'"),
        TWO.format(n="3, 2", at="statement_timestamp() + interval '1 microsecond'"),
    ],
    ids=["dated apart", "with a gap between them"],
)
def test_two_are_not_forged_together(
    ledger: Ledger, written: tuple[list[Any], ...], role: str | None, forgery: str
) -> None:
    with connect(ledger._url, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(forgery.encode(), (uuid4(),))
    assert everything(ledger) == written


def test_replication_is_no_way_round(ledger: Ledger) -> None:
    """Triggers are off for whoever replicates, unless they are ENABLE ALWAYS."""
    with connect(ledger._url) as connection:
        connection.execute("SET session_replication_role = replica")
        with pytest.raises(InsufficientPrivilege, match="append-only"):
            connection.execute("DELETE FROM ledger.entries")
        with pytest.raises(InsufficientPrivilege, match="clock"):
            connection.execute(FORGERIES["yesterday"].encode(), (uuid4(),))


def test_the_refusal_says_what_to_do_instead(ledger: Ledger) -> None:
    with connect(ledger._url) as connection, pytest.raises(InsufficientPrivilege) as refusal:
        connection.execute("UPDATE ledger.entries SET stored = ''")
    assert "UPDATE on ledger.entries is refused" in str(refusal.value)
    assert "correction" in str(refusal.value.diag.message_hint)


@pytest.mark.parametrize("role", ["reader", "projector", "keeper"])
def test_only_the_writer_appends(ledger: Ledger, role: str) -> None:
    with connect(ledger._url, role) as connection, pytest.raises(InsufficientPrivilege):
        append(connection, f"person-{uuid4()}", 1)


WAYS_AROUND = {
    "write an entry": FORGERIES["a moment ago"].replace("%s", "gen_random_uuid()"),
    "write into the index": "INSERT INTO ledger.concerns VALUES ('person-x', 'AppointmentMade', 1)",
    "say that there are further keys": "INSERT INTO ledger.key_versions VALUES ('AppointmentMade', 2, 1)",
    "write a receipt": "INSERT INTO ledger.receipts VALUES (gen_random_uuid(), '', 1, 1)",
    "let the triggers sleep": "ALTER TABLE ledger.entries DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER append_only ON ledger.entries",
    "drop the book": "DROP TABLE ledger.entries",
    "replace the function": "CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RETURN NULL; END $$",
    "make room for something": "CREATE TABLE ledger.another ()",
    "write as if replicating": "SET session_replication_role = replica",
}


@pytest.mark.parametrize("role", ["writer", "reader", "projector", "keeper"])
@pytest.mark.parametrize("way", WAYS_AROUND)
def test_there_is_no_way_round_the_function(ledger: Ledger, role: str, way: str) -> None:
    """The owner's own rights are for migrations: no pool of the application takes that role."""
    with connect(ledger._url, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(WAYS_AROUND[way].encode())


@pytest.mark.parametrize("role", ["writer", "reader", "projector", "owner"])
@pytest.mark.parametrize("statement", ["SELECT * FROM keys.data_keys", "DELETE FROM keys.data_keys"])
def test_keys_are_the_keepers_alone(ledger: Ledger, role: str, statement: str) -> None:
    with connect(ledger._url, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement.encode())
    with connect(ledger._url, "keeper") as connection:
        assert connection.execute("SELECT count(*) > 0 FROM keys.data_keys").fetchone() == (True,)


@pytest.mark.parametrize("table", ["entries", "concerns", "receipts"])
def test_the_keeper_reads_no_entries(ledger: Ledger, table: str) -> None:
    with connect(ledger._url, "keeper") as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(f"SELECT * FROM ledger.{table}".encode())


def test_nobody_logs_in_as_one_of_these_roles(ledger: Ledger) -> None:
    with connect(ledger._url) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcanlogin, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = ANY (%s)",
            (list(roles_of(ledger._url).all().values()),),
        ).fetchall()
    assert len(rows) == 6
    assert not any(flag for row in rows for flag in row[1:])

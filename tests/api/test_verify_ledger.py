"""`leadership verify --ledger`: what an owner of the database did to the book is told, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from ledger.proofs import reading
from ledger.proofs.signing import SigningKey
from ledger.storage.migrations import NotMigrated
from tests.ledger.proofs.conftest import KEY, Book, opened
from tests.ledger.proofs.test_verifying import DAMAGE, SIZE, rebuild

TABLES = ("ledger.entries", "ledger.concerns", "proofs.hashes", "proofs.checkpoints", "proofs.verifier_keys")
DONE_BY_OWNERS = {
    "a changed row": DAMAGE["a changed row"][1],
    "a changed author": DAMAGE["a changed author"][1],
    "a removed row": DAMAGE["a removed row"][1],
    "a removed row, closed up": DAMAGE["a removed row, closed up"][1],
    "a swapped pair": DAMAGE["a swapped pair"][1],
    "a back-dated time": DAMAGE["a back-dated time"][1],
}


SALT = "uuid_send(gen_random_uuid())"
HEADER = ("stream", "version", "kind", "recorded_by", "command_id", "supersedes", "salt")
"""All that the header of an entry is made of, beside the stored bytes."""


def exchanged(*columns: str) -> str:
    """What two entries have in these columns, each in the place of the other's; never two on one place meanwhile."""
    taken = [f"{column} = other.{column}" for column in columns]
    own = [] if "stream" in columns else ["stream = own.stream"]
    return (
        "CREATE TEMP TABLE two ON COMMIT DROP AS SELECT * FROM ledger.entries WHERE position IN (207, 208);"
        "UPDATE ledger.entries SET stream = stream || '.' WHERE position IN (207, 208);"
        f"UPDATE ledger.entries e SET {', '.join(taken + own)} FROM two own, two other"
        " WHERE own.position = e.position AND other.position = 415 - e.position"
    )


DONE_TO_SALTS = {
    "another salt": f"UPDATE ledger.entries SET salt = {SALT} WHERE position = 207",
    "a bit of a salt": "UPDATE ledger.entries SET salt = set_bit(salt, 5, 1 - get_bit(salt, 5)) WHERE position = 207",
    "a longer salt": "UPDATE ledger.entries SET salt = salt || '\\x00' WHERE position = 207",
    "an empty salt": "UPDATE ledger.entries SET salt = '' WHERE position = 207",
    "no salt": "UPDATE ledger.entries SET salt = NULL, follows = NULL WHERE position = 207",
    "another salt before it": f"UPDATE ledger.entries SET follows = {SALT} WHERE position = 207",
    "a link of corrections": f"UPDATE ledger.entries SET amends = {SALT} WHERE position = 207",
    "two salts exchanged": exchanged("salt"),
    "other stored bytes": "UPDATE ledger.entries SET stored = stored || ' ' WHERE position = 207",
    "another kind": "UPDATE ledger.entries SET kind = 'RoleVacated' WHERE position = 207",
    "two headers exchanged, salts included": exchanged(*HEADER),
    "all but the stored bytes exchanged": exchanged(*HEADER, "follows", "amends"),
    "all but the place exchanged": exchanged(*HEADER, "stored", "follows", "amends"),
    "a time moved by a microsecond": "UPDATE ledger.entries SET recorded_at = recorded_at + interval '1 microsecond'"
    " WHERE position = 207",
    "another author": "UPDATE ledger.entries SET recorded_by = recorded_by || '.' WHERE position = 207",
    "another command": "UPDATE ledger.entries SET command_id = gen_random_uuid() WHERE position = 207",
}
"""What an owner might do to entries with salts. Each begins at entry 207."""


@pytest.fixture(scope="module")
def signed(make_database: Callable[[], str]) -> Iterator[Book]:
    """A book under a checkpoint."""
    with opened(make_database()) as book:
        book.write(SIZE)
        book.publish()
        for table in TABLES:
            book.owner.execute(f"CREATE TABLE kept_{table.replace('.', '_')} AS TABLE {table}")
        yield book


@pytest.fixture
def book(signed: Book, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """That book in the environment; what its owner does to it is undone."""
    monkeypatch.setenv("LEADERSHIP_DATABASE_URL", signed.url)
    yield signed
    for table in TABLES:
        signed.forge(table, f"DELETE FROM {table}")
        signed.forge(table, f"INSERT INTO {table} SELECT * FROM kept_{table.replace('.', '_')}")


@pytest.fixture
def held(book: Book, tmp_path: Path) -> Path:
    """The last checkpoint, kept elsewhere."""
    note, _ = reading.last_checkpoint(book.owner) or pytest.fail("nothing was signed")
    path = tmp_path / "checkpoint"
    path.write_bytes(bytes(note))
    return path


def verified(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["verify", "--ledger", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.mark.mission("M67")
def test_what_is_as_it_was_signed(book: Book, held: Path) -> None:
    code, said = verified()
    assert code == 0, said
    assert f"Under a checkpoint that is kept in the database: {SIZE} entries." in said
    assert "The keys are those that the database itself names" in said
    code, said = verified("--checkpoint", held, "--key", KEY.verifier)
    assert code == 0, said
    assert f"Proved under the checkpoint held elsewhere: {SIZE} entries." in said


def test_entries_after_the_checkpoint_held_elsewhere_are_not_yet_proved_by_it(book: Book, held: Path) -> None:
    book.write(7)
    for _ in range(2):
        code, said = verified("--checkpoint", held)
        assert code == 0, said
        assert "Not yet proved by it, as they came later: 7 entries." in said
        book.publish()


@pytest.mark.mission("M66")
@pytest.mark.mission("M67")
@pytest.mark.parametrize(
    ("damage", "key"),
    [
        (damage, key)
        for key in (None, KEY, SigningKey.generate(KEY.name))
        for damage in DONE_BY_OWNERS
        if key is None or damage != "a removed row"  # over a gap no tree is built
    ],
)
def test_what_an_owner_did_is_told(book: Book, held: Path, damage: str, key: SigningKey | None) -> None:
    """The tree left alone; made anew with the log's own key; and with another one."""
    book.forge("ledger.entries", DONE_BY_OWNERS[damage])
    if key is not None:
        rebuild(book, key)
    code, said = verified("--checkpoint", held, "--key", KEY.verifier)
    assert code == 1, said
    assert "They do not agree, at entr" in said
    assert "What it means: " in said
    if key is None:
        assert "at entry 207: " in said


@pytest.mark.mission("M67")
@pytest.mark.parametrize("rebuilt", [False, True], ids=["tree left alone", "tree made anew"])
@pytest.mark.parametrize("damage", DONE_TO_SALTS)
def test_what_an_owner_did_to_entries_with_salts_is_told(book: Book, held: Path, damage: str, rebuilt: bool) -> None:
    """No part of an entry can be taken for another's, be its salt taken along or not."""
    book.forge("ledger.entries", DONE_TO_SALTS[damage])
    if rebuilt and damage != "no salt":  # of such a row nobody makes a leaf
        rebuild(book, KEY)
    code, said = verified("--checkpoint", held, "--key", KEY.verifier)
    assert code == 1, said
    if not rebuilt:
        assert "at entry 207: " in said


def test_what_an_owner_did_to_the_index_is_told(book: Book, held: Path) -> None:
    """No leaf is made of it, and decisions look things up in it."""
    book.forge("ledger.concerns", "INSERT INTO ledger.concerns VALUES ('person-x', 'RoleEstablished', 207)")
    code, said = verified("--checkpoint", held, "--key", KEY.verifier)
    assert (code, "was not read: add --index" in said) == (0, True)
    code, said = verified("--checkpoint", held, "--key", KEY.verifier, "--index")
    assert (code, "was not read" in said) == (1, False)
    line = "the line “person-x RoleEstablished” should not be there"
    assert f"at entry 207: the index differs from entry 207: {line}." in said
    assert f"Proved under the checkpoint held elsewhere: {SIZE} entries." in said


def test_a_checkpoint_of_somebody_else_is_none(book: Book, held: Path) -> None:
    stranger = SigningKey.generate(KEY.name)
    code, said = verified("--checkpoint", held, "--key", stranger.verifier)
    assert (code, "What you kept cannot be compared: " in said) == (4, True)


def test_a_flipped_checkpoint_is_none(book: Book, held: Path) -> None:
    held.write_bytes(held.read_bytes().replace(b"\n300\n", b"\n301\n"))
    code, said = verified("--checkpoint", held)
    assert (code, "This does not hold: " in said) == (1, True)


def test_a_database_without_a_ledger_is_told_at_once(
    book: Book, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server's own database, in which nobody ever made one."""
    monkeypatch.setenv("LEADERSHIP_DATABASE_URL", server_url)
    result = CliRunner().invoke(app, ["verify", "--ledger"])
    assert isinstance(result.exception, NotMigrated)
    assert "leadership migrate" in str(result.exception)

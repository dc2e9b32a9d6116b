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
    assert (code, "This does not hold: " in said) == (1, True)


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

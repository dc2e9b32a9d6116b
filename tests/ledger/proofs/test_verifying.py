"""Damage done by whoever owns the database, even with the tree rebuilt over it, is found where it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from ledger.proofs import reading
from ledger.proofs.checkpoint import Checkpoint, open_checkpoint
from ledger.proofs.signing import SigningKey
from ledger.proofs.verifying import first_disagreement, verify
from tests.ledger.proofs.conftest import KEY, Book, opened

SIZE = 300


@pytest.fixture(scope="module")
def signed(make_database: Callable[[], str]) -> Iterator[Book]:
    """A book of 300 entries under two checkpoints."""
    with opened(make_database()) as book:
        book.write(100)
        book.publish()
        book.write(SIZE - 100)
        book.publish()
        yield book


@pytest.fixture
def proved(signed: Book) -> Iterator[Book]:
    """That book; what its owner does to it is undone in the end."""
    with signed.owner.transaction(force_rollback=True):
        yield replace(signed, signer=signed.owner)


def held(book: Book) -> Checkpoint:
    """The last checkpoint, kept elsewhere."""
    note, _ = reading.last_checkpoint(book.owner) or pytest.fail("nothing was signed")
    return open_checkpoint(note, [KEY.verifier]).checkpoint


def rebuild(book: Book, key: SigningKey = KEY) -> None:
    """What an owner does who has the key too: forget the tree and the checkpoints, and make others."""
    for table in ("hashes", "checkpoints", "verifier_keys"):
        book.forge(f"proofs.{table}", f"DELETE FROM proofs.{table}")
    book.publish(key)


def test_an_empty_book(book: Book) -> None:
    assert verify(book.signer).disagreement is None


def test_what_is_as_it_was_signed(book: Book) -> None:
    book.write(20)
    book.publish()
    checkpoint = held(book)
    book.write(5)
    for _ in range(2):
        found = verify(book.signer, checkpoint, [KEY.verifier])
        assert (found.entries, found.proved, found.disagreement) == (25, 20, None)
        book.publisher().go_on()
    book.publish()
    assert verify(book.signer, checkpoint).proved == 25
    assert first_disagreement(book.signer, checkpoint) is None


SWAPPED = (
    "UPDATE ledger.entries SET position = CASE position WHEN 207 THEN -1 ELSE 207 END WHERE position IN (207, 208);"
    "UPDATE ledger.entries SET position = 208 WHERE position = -1;"
    "UPDATE ledger.entries SET origin = position WHERE position IN (207, 208)"
)
CLOSED_UP = (
    "DELETE FROM ledger.entries WHERE position = 207;"
    "UPDATE ledger.entries SET position = -position, origin = position - 1 WHERE position > 207;"
    "UPDATE ledger.entries SET position = -position - 1 WHERE position < 0"
)
SLIPPED_IN = (
    "UPDATE ledger.entries SET position = -position, origin = position + 1 WHERE position >= 207;"
    "UPDATE ledger.entries SET position = -position + 1 WHERE position < 0;"
    "INSERT INTO ledger.entries SELECT 207, 'role-x', 1, kind, stored, 207, null, recorded_at, recorded_by,"
    " gen_random_uuid(), uuid_send(gen_random_uuid()) FROM ledger.entries WHERE position = 206"
)
BACK_DATED = "UPDATE ledger.entries SET recorded_at = recorded_at - interval '1 year'"
DAMAGE = {
    "a changed row": (207, "UPDATE ledger.entries SET stored = stored || ' ' WHERE position = 207"),
    "a changed author": (207, "UPDATE ledger.entries SET recorded_by = 'somebody' WHERE position = 207"),
    "another stream": (207, "UPDATE ledger.entries SET stream = 'role-x' WHERE position = 207"),
    "a removed row": (207, "DELETE FROM ledger.entries WHERE position = 207"),
    "a removed row, closed up": (207, CLOSED_UP),
    "a row that was slipped in": (207, SLIPPED_IN),
    "rows removed from the end": (207, "DELETE FROM ledger.entries WHERE position >= 207"),
    "a swapped pair": (207, SWAPPED),
    "a back-dated time": (207, BACK_DATED + " WHERE position = 207"),
    "all times back-dated": (1, BACK_DATED),
    "a correction made a fact": (207, "UPDATE ledger.entries SET supersedes = 1 WHERE position = 207"),
    "another origin": (207, "UPDATE ledger.entries SET origin = 3 WHERE position = 207"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_to_the_rows_is_found_where_it_is(proved: Book, damage: str) -> None:
    checkpoint = held(proved)
    position, statement = DAMAGE[damage]
    proved.forge("ledger.entries", statement)
    for kept in (checkpoint, None):
        found = first_disagreement(proved.signer, kept, [KEY.verifier])
        assert found is not None
        assert found.position == position, found


REBUILT = [damage for damage in DAMAGE if damage != "a removed row"]


@pytest.mark.parametrize("damage", REBUILT)
def test_damage_with_the_tree_rebuilt_is_found_under_a_checkpoint_held_elsewhere(proved: Book, damage: str) -> None:
    checkpoint = held(proved)
    position, statement = DAMAGE[damage]
    proved.forge("ledger.entries", statement)
    rebuild(proved)
    found = first_disagreement(proved.signer, checkpoint, [KEY.verifier])
    assert found is not None
    assert found.position <= position <= found.until, found


def test_checkpoints_signed_with_another_key_prove_nothing(proved: Book) -> None:
    """Published beside the others they are believed only by those who do not know the keys."""
    proved.forge("ledger.entries", DAMAGE["a changed author"][1])
    stranger = SigningKey.generate(KEY.name)
    checkpoint = held(proved)
    rebuild(proved, stranger)
    assert first_disagreement(proved.signer) is None
    found = verify(proved.signer, log=[KEY.verifier])
    assert (found.proved, found.strangers) == (0, (stranger.verifier,))
    found = verify(proved.signer, checkpoint, [KEY.verifier])
    assert found.disagreement is not None


@pytest.mark.parametrize("published", [False, True])
def test_checkpoints_that_no_published_key_signed_are_forgeries(proved: Book, published: bool) -> None:
    """Whatever key they name: with the signature of one, they are not about that text."""
    proved.forge("proofs.checkpoints", "UPDATE proofs.checkpoints SET note = replace(note, E'\n300\n', E'\n299\n')")
    proved.forge("proofs.verifier_keys", "DELETE FROM proofs.verifier_keys")
    stranger = SigningKey.generate(KEY.name)
    if published:
        proved.owner.execute("INSERT INTO proofs.verifier_keys VALUES (%s)", (str(stranger.verifier),))
    found = first_disagreement(proved.signer, log=[stranger.verifier])
    assert found is not None
    assert "forgery" in found.what


@pytest.mark.parametrize(
    ("table", "statement", "position"),
    [
        (
            "hashes",
            "UPDATE proofs.hashes SET hashes = sha256('') || substr(hashes, 33) WHERE level = 0 AND first = 256",
            257,
        ),
        ("hashes", "UPDATE proofs.hashes SET hashes = sha256('') WHERE level = 1", 1),
        ("hashes", "DELETE FROM proofs.hashes WHERE level = 0 AND first = 100", 101),
    ],
)
def test_a_damaged_tree_is_told_from_damaged_rows(proved: Book, table: str, statement: str, position: int) -> None:
    checkpoint = held(proved)
    proved.forge(f"proofs.{table}", statement)
    found = first_disagreement(proved.signer, checkpoint)
    assert found is not None
    assert found.position == position
    assert "the rows are those that were signed" in found.meaning.lower()


def test_a_leaf_that_nobody_signed_yet(book: Book) -> None:
    book.write(3)
    book.publisher().go_on()
    book.forge("ledger.entries", "UPDATE ledger.entries SET recorded_by = 'somebody' WHERE position = 2")
    found = first_disagreement(book.signer)
    assert found is not None
    assert (found.position, "No checkpoint" in found.meaning) == (2, True)


def test_a_version_left_out_that_was_never_signed(proved: Book) -> None:
    proved.forge("ledger.entries", "UPDATE ledger.entries SET version = 2 WHERE position = 207")
    rebuild(proved)
    found = first_disagreement(proved.signer)
    assert found is not None
    assert (found.position, found.what) == (207, "entry 207 is not the next on its stream")

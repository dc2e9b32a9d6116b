"""The publisher: every entry once, in order, whatever interrupts it; and nothing is signed that does not fit."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import psycopg
import pytest

from ledger.proofs import reading
from ledger.proofs.checkpoint import open_checkpoint
from ledger.proofs.note import NoteRefused
from ledger.proofs.publishing import Publisher, TreeDisagrees
from ledger.proofs.publishing_supervision import Publishing
from ledger.proofs.reading import NotInTree
from ledger.proofs.signing import Algorithm, SigningKey
from ledger.proofs.tiles import Bundle, Tile, tiles_of, unbundled
from ledger.proofs.tree import check_consistency, check_inclusion, leaf_hash, root_of
from tests.ledger.commands_recorded import ROOT
from tests.ledger.proofs.conftest import KEY, Book


def test_an_empty_book(book: Book) -> None:
    publisher = book.publish()
    assert (publisher.size, publisher.signed) == (0, 0)
    assert reading.last_checkpoint(book.signer) is None
    assert [str(key) for key in reading.verifier_keys(book.signer)] == [str(KEY.verifier)]
    with pytest.raises(NotInTree):
        reading.proof_of(book.signer, 1)


def test_everything_is_proved_as_others_would_check_it(book: Book) -> None:
    """In several batches and by several publishers, over more than one level of tiles."""
    book.write(3)
    book.publish()
    book.write(300)
    while book.publisher().go_on(at_most=71):
        pass
    leaves = book.leaves()
    book.publish()
    note, size = reading.last_checkpoint(book.signer) or pytest.fail("nothing was signed")
    assert size == len(leaves) == 303
    checkpoint = open_checkpoint(bytes(note), [KEY.verifier]).checkpoint
    assert checkpoint.root == root_of([leaf_hash(leaf) for leaf in leaves])
    for position in (1, 2, 3, 4, 255, 256, 257, 303):
        reading.proof_of(book.signer, position).check(leaves[position - 1], [KEY.verifier])
    for first in (1, 3, 128, 255, 256, 257, 302, 303):
        proof = reading.consistency_proof(book.signer, first, size)
        check_consistency(first, size, proof, book.root(first), checkpoint.root)
    for first in (1, 200, 256, 300):
        check_inclusion(
            leaf_hash(leaves[0]), 0, first, reading.inclusion_proof(book.signer, 0, first), book.root(first)
        )
    earlier, of_three = reading.last_checkpoint(book.signer, at_most=302) or pytest.fail("the first one is gone")
    assert of_three == 3
    assert earlier.open([KEY.verifier])


def test_tiles_and_bundles_as_they_are_served(book: Book) -> None:
    book.write(260)
    book.publish()
    leaves = book.leaves()
    hashes = [leaf_hash(leaf) for leaf in leaves]
    served = [(tile.path, reading.tile(book.signer, tile)) for tile in tiles_of(260)]
    assert served == [
        ("tile/0/000", b"".join(hashes[:256])),
        ("tile/0/001.p/4", b"".join(hashes[256:])),
        ("tile/1/000.p/1", root_of(hashes[:256])),
    ]
    assert reading.tile(book.signer, Tile(0, 0, 17)) == b"".join(hashes[:17]), "a tile of an earlier size"
    assert unbundled(reading.bundle(book.signer, Bundle(0))) == tuple(leaves[:256])
    assert unbundled(reading.bundle(book.signer, Bundle(1, 3))) == tuple(leaves[256:259])
    for missing in (Tile(0, 1), Tile(0, 1, 5), Tile(0, 2, 1), Tile(1, 0, 2), Tile(2, 0, 1), Tile(63, 0)):
        with pytest.raises(NotInTree):
            reading.tile(book.signer, missing)
    for beyond in (Bundle(1), Bundle(1, 5), Bundle(7)):
        with pytest.raises(NotInTree):
            reading.bundle(book.signer, beyond)
    for index, size in ((0, 261), (260, 300)):
        with pytest.raises(NotInTree, match="260 leaves"):
            reading.inclusion_proof(book.signer, index, size)


def test_checkpoints_are_signed_only_over_something_new(book: Book) -> None:
    book.write(2)
    publisher = book.publish()
    assert not publisher.due(0)
    publisher.sign()
    book.publish()
    assert book.owner.execute("SELECT size FROM proofs.checkpoints").fetchall() == [(2,)]
    book.write(1)
    publisher.go_on()
    assert publisher.due(0)
    assert not publisher.due(60)


def test_keys_change_and_earlier_ones_stay_published(book: Book) -> None:
    new = SigningKey.generate(KEY.name)
    book.write(2)
    book.publish()
    book.publish(KEY, new)
    note, size = reading.last_checkpoint(book.signer) or pytest.fail("nothing was signed")
    assert size == 2
    assert len(note.open([KEY.verifier, new.verifier])) == 2, "both sign what there is, without anything new"
    book.write(1)
    book.publish(new)
    note, size = reading.last_checkpoint(book.signer) or pytest.fail("nothing was signed")
    assert size == 3
    with pytest.raises(NoteRefused):
        note.open([KEY.verifier])
    assert open_checkpoint(note, reading.verifier_keys(book.signer)).checkpoint.root == book.root(3)
    assert reading.verifier_keys(book.signer) == (KEY.verifier, new.verifier)


@pytest.mark.parametrize(
    "keys",
    [
        (),
        (KEY, SigningKey.generate("another.example")),
        (SigningKey.generate(KEY.name, Algorithm.COSIGNATURE),),
    ],
)
def test_a_log_signs_under_its_one_name(book: Book, keys: tuple[SigningKey, ...]) -> None:
    with pytest.raises(ValueError, match="one name"):
        Publisher(book.signer, keys)


def test_a_log_keeps_its_name(book: Book) -> None:
    book.write(1)
    book.publish()
    with pytest.raises(TreeDisagrees, match=r"another\.example"):
        book.publisher(SigningKey.generate("another.example"))


DELETED = "DELETE FROM ledger.entries WHERE position = %s"


@pytest.mark.parametrize(
    ("table", "statement", "parameter", "told"),
    [
        ("ledger.entries", DELETED, 5, "no entry at position 5"),
        ("ledger.entries", "UPDATE ledger.entries SET recorded_by = %s WHERE position = 5", "x", "position 5 is not"),
        ("proofs.hashes", "UPDATE proofs.hashes SET hashes = sha256(%s) || substr(hashes, 33)", b"", "not one of this"),
        ("proofs.hashes", "DELETE FROM proofs.hashes WHERE first >= %s", 0, "not one of this tree"),
        ("proofs.checkpoints", "UPDATE proofs.checkpoints SET size = %s", 4, "not one of this tree"),
        ("proofs.checkpoints", "UPDATE proofs.checkpoints SET note = replace(note, E'\\n5\\n', %s)", "\n4\n", "signed"),
    ],
)
def test_nothing_is_signed_over_what_does_not_fit(
    book: Book, table: str, statement: str, parameter: object, told: str
) -> None:
    book.write(5)
    book.publish()
    book.forge(table, statement, parameter)
    with pytest.raises(TreeDisagrees, match=told):
        book.publisher()


def test_a_gap_is_not_skipped(book: Book) -> None:
    book.write(5)
    book.forge("ledger.entries", DELETED, 3)
    publisher = book.publisher()
    with pytest.raises(TreeDisagrees, match="without gaps"):
        publisher.go_on()


REFUSED = {
    "change a hash": "UPDATE proofs.hashes SET hashes = hashes",
    "remove one": "DELETE FROM proofs.hashes",
    "remove all": "TRUNCATE proofs.hashes",
    "write one again": "INSERT INTO proofs.hashes VALUES (0, 0, sha256(''))",
    "write into the tree": "INSERT INTO proofs.hashes VALUES (0, 2, sha256(''))",
    "leave one out": "INSERT INTO proofs.hashes VALUES (0, 6, sha256(''))",
    "leave one out between two": "INSERT INTO proofs.hashes VALUES (0, 5, sha256('')), (0, 7, sha256(''))",
    "leave one out above": "INSERT INTO proofs.hashes VALUES (0, 5, sha256('')), (1, 1, sha256(''))",
    "write half a hash": "INSERT INTO proofs.hashes VALUES (0, 5, 'abc')",
    "change what was signed": "UPDATE proofs.checkpoints SET note = note",
    "forget what was signed": "DELETE FROM proofs.checkpoints",
    "sign over less": "INSERT INTO proofs.checkpoints (size, note) VALUES (4, '')",
    "sign over more than there is": "INSERT INTO proofs.checkpoints (size, note) VALUES (6, '')",
    "forget a key": "DELETE FROM proofs.verifier_keys",
}


@pytest.mark.parametrize("who", ["signer", "owner"])
def test_the_database_refuses_all_but_growing(book: Book, who: str) -> None:
    """To whoever has the right to write; the others have no right at all."""
    book.write(5)
    book.publish()
    connection: reading.Connection = getattr(book, who)
    refusals = (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityError)
    for statement in REFUSED.values():
        with pytest.raises(refusals):
            connection.execute(statement)
    assert reading.tree_size(book.signer) == 5


KILLED = """
import sys, psycopg
from ledger.proofs.publishing import Publisher
from ledger.proofs.signing import SigningKey
publisher = Publisher(psycopg.connect(sys.argv[1], autocommit=True), [SigningKey.parse(sys.argv[2])])
publisher.begin()
while publisher.go_on(at_most=7):
    publisher.sign()
    print(publisher.size, flush=True)
"""


def test_a_publisher_that_is_killed_is_gone_on_from(book: Book) -> None:
    book.write(600)
    for _ in range(3):
        command = [sys.executable, "-c", KILLED, book.signer.info.dsn, KEY.text]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for _ in range(5):
                process.stdout.readline()
            process.kill()
    size = reading.tree_size(book.signer)
    assert 100 <= size <= 600
    assert reading.root(book.signer, size) == book.root(size)
    assert book.publish().size == 600
    assert reading.root(book.signer, 600) == book.root(600)


def soon(holds: Callable[[], bool]) -> None:
    """Returns once it holds; fails if it does not within a few seconds."""
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until, "it does not come about"
        time.sleep(0.02)


def signed(book: Book) -> int:
    last = reading.last_checkpoint(book.owner)
    return 0 if last is None else last[1]


def test_one_publishes_and_another_takes_over(book: Book) -> None:
    book.write(3)
    with Publishing(book.url, [KEY], sign_after=0.05) as first:
        soon(lambda: signed(book) == 3)
        with Publishing(book.url, [KEY], sign_after=0.05) as second:
            book.write(4)
            soon(lambda: signed(book) == 7)
            assert (first.leading, second.leading) == (True, False)
            book.owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            soon(lambda: first.leading or second.leading)
            book.write(1)
            soon(lambda: signed(book) == 8)
            assert first.leading is not second.leading


def test_what_was_taken_in_is_signed_before_leaving(book: Book) -> None:
    with Publishing(book.url, [KEY], sign_after=50) as publishing:
        soon(lambda: publishing.leading)
        book.write(1)
        soon(lambda: signed(book) == 1)
        book.write(2)
        soon(lambda: reading.tree_size(book.owner) == 3)
        assert signed(book) == 1
    assert signed(book) == 3


def test_checkpoints_cannot_be_set_further_apart_than_promised() -> None:
    with pytest.raises(ValueError, match="60"):
        Publishing("postgresql://nowhere", [replace(KEY)], sign_after=60)

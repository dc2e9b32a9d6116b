"""An independent witness cosigns a ledger that goes on, and refuses one that was rewritten, shortened or forked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger.proofs import reading
from ledger.proofs.checkpoint import Checkpoint, open_checkpoint
from ledger.proofs.note import sign
from ledger.proofs.publishing_supervision import Publishing
from ledger.proofs.tree import EMPTY_ROOT
from ledger.proofs.witness import Witness, WitnessKnows, WitnessRefuses, WitnessSilent
from ledger.proofs.witnessing import ask
from tests.foreign.witness import ForeignWitness, foreign_witness
from tests.ledger.proofs.conftest import KEY, Book, opened
from tests.ledger.proofs.test_verifying import DAMAGE, rebuild


@pytest.fixture
def book(make_database: Callable[[], str]) -> Iterator[Book]:
    """An empty book."""
    with opened(make_database()) as book:
        yield book


@pytest.fixture
def foreign(commands: Path, tmp_path: Path) -> Iterator[ForeignWitness]:
    """A witness that trusts the book's log."""
    with foreign_witness(commands, tmp_path, KEY.verifier) as foreign:
        yield foreign


def cosigned(book: Book, witness: Witness) -> int:
    """How many entries the checkpoint is over that is handed out, and that the witness has cosigned."""
    note, size = reading.last_checkpoint(book.signer) or pytest.fail("nothing was signed")
    opened = open_checkpoint(bytes(note), [KEY.verifier], [witness.key], quorum=1)
    assert abs(next(signed.at for signed in opened.signed if signed.at) - time.time()) < 30
    return size


def test_a_ledger_that_goes_on_is_cosigned(book: Book, foreign: ForeignWitness) -> None:
    witness = foreign.witness
    assert not ask(book.signer, witness), "nothing was signed"
    for entries, size in ((3, 3), (298, 301), (1, 302)):
        book.write(entries)
        book.publish()
        assert ask(book.signer, witness)
        assert cosigned(book, witness) == size
    assert not ask(book.signer, witness), "it is cosigned already"
    assert foreign.evidence() == []


def test_a_witness_that_knows_more_than_is_kept_says_so(book: Book, foreign: ForeignWitness) -> None:
    """As after a cosignature that got lost, or with a database put back from a backup taken before it."""
    book.write(5)
    book.publish()
    assert ask(book.signer, foreign.witness)
    book.write(5)
    book.publish()
    book.forge("proofs.cosignatures", "DELETE FROM proofs.cosignatures")
    note, _ = reading.last_checkpoint(book.signer) or pytest.fail("nothing was signed")
    with pytest.raises(WitnessKnows) as known:
        foreign.witness.cosign(0, (), note)
    assert known.value.size == 5
    assert ask(book.signer, foreign.witness)
    assert cosigned(book, foreign.witness) == 10


@pytest.fixture
def witnessed(book: Book, foreign: ForeignWitness) -> Book:
    """A book of 300 entries, all of them cosigned."""
    book.write(300)
    book.publish()
    assert ask(book.signer, foreign.witness)
    return book


@pytest.mark.mission("M67")
@pytest.mark.parametrize("damage", ["a changed row", "a changed author", "a swapped pair", "a back-dated time"])
def test_a_rewritten_ledger_is_refused(witnessed: Book, foreign: ForeignWitness, damage: str) -> None:
    witnessed.forge("ledger.entries", DAMAGE[damage][1])
    witnessed.forge("proofs.cosignatures", "DELETE FROM proofs.cosignatures")
    rebuild(witnessed)
    with pytest.raises(WitnessRefuses, match="422"):
        ask(witnessed.signer, foreign.witness)
    witnessed.write(20)
    witnessed.publish()
    with pytest.raises(WitnessRefuses, match="422"):
        ask(witnessed.signer, foreign.witness)
    assert foreign.evidence(), "the witness has kept what was signed over another history"


def test_a_shortened_ledger_is_refused(witnessed: Book, foreign: ForeignWitness) -> None:
    witnessed.forge("ledger.entries", DAMAGE["rows removed from the end"][1])
    witnessed.forge("proofs.cosignatures", "DELETE FROM proofs.cosignatures")
    rebuild(witnessed)
    with pytest.raises(WitnessRefuses, match="has cosigned 300 entries and the log has signed 206"):
        ask(witnessed.signer, foreign.witness)


def test_a_forked_ledger_is_refused(witnessed: Book, foreign: ForeignWitness, make_database: Callable[[], str]) -> None:
    """Two books that sign with one key: whichever comes first is the ledger, the other one is found out."""
    with opened(make_database()) as fork:
        fork.write(310)
        fork.publish()
        with pytest.raises(WitnessRefuses, match="422"):
            ask(fork.signer, foreign.witness)
    witnessed.write(20)
    witnessed.publish()
    assert ask(witnessed.signer, foreign.witness)
    assert cosigned(witnessed, foreign.witness) == 320


def test_the_publisher_asks_by_itself(book: Book, foreign: ForeignWitness) -> None:
    away = Witness.parse(f"http://127.0.0.1:9 {foreign.witness.key}")
    with Publishing(book.url, [KEY], [away, foreign.witness], sign_after=0.2):
        book.write(3)
        until = time.monotonic() + 20
        while book.owner.execute("SELECT max(size) FROM proofs.cosignatures").fetchone() != (3,):
            assert time.monotonic() < until, "nobody cosigned"
            time.sleep(0.1)
    assert cosigned(book, foreign.witness) == 3


def test_a_log_that_the_witness_does_not_know_is_not_cosigned(foreign: ForeignWitness) -> None:
    note = sign(Checkpoint("ledger.example/other", 0, EMPTY_ROOT).text, KEY)
    with pytest.raises(WitnessSilent, match="404"):
        foreign.witness.cosign(0, (), note)

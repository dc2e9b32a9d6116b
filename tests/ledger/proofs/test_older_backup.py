"""An older backup that goes on: it signs nothing over what has been signed otherwise, says so once, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo
from psycopg.sql import SQL, Identifier
from structlog.testing import capture_logs

from ledger.proofs import publishing_supervision, reading
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.last_signed import LastSigned
from ledger.proofs.note import sign
from ledger.proofs.published import Published
from ledger.proofs.publishing import HistoryLost, Publisher, TreeDisagrees
from ledger.proofs.publishing_supervision import Publishing
from ledger.proofs.signing import SigningKey
from ledger.proofs.witness import TREE_SIZE
from ledger.storage.connections import roles_of
from ledger.storage.migrations import migrate
from tests.databases import drop_from
from tests.ledger.proofs.conftest import KEY, Book, opened
from tests.ledger.proofs.test_publishing import signed, soon
from tests.ledger.proofs.test_witness import answering

Copy = Callable[[Book], str]


@pytest.fixture
def kept(tmp_path: Path) -> LastSigned:
    return LastSigned(tmp_path / "keys" / "book.checkpoint")


@pytest.fixture
def copy(server_url: str) -> Iterator[Copy]:
    """Makes a copy of a book as it stands, as a backup would."""
    made: list[str] = []

    def copied(book: Book) -> str:
        name = roles_of(book.url).database
        book.ledger.close()
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                (name,),
            )
            server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(f"{name}_backup"), Identifier(name)))
        made.append(conninfo.make_conninfo(book.url, dbname=f"{name}_backup"))
        migrate(made[-1])
        return made[-1]

    yield copied
    drop_from(server_url, made)


def taken_in(book: Book, entries: int) -> bool:
    """Whether so many are in the tree."""
    return reading.tree_size(book.owner) >= entries


def begun(book: Book, kept: LastSigned) -> Publisher:
    """One that has begun, and has taken in and signed all there is."""
    publisher = Publisher(book.signer, [KEY], kept)
    publisher.begin()
    while publisher.go_on():
        pass
    publisher.sign()
    return publisher


@pytest.fixture
def behind(book: Book, copy: Copy, kept: LastSigned) -> Iterator[Book]:
    """A backup of three entries, of a book that has been signed over five since."""
    book.write(3)
    begun(book, kept)
    backup = copy(book)
    with opened(book.url) as gone_on:
        gone_on.write(2)
        assert begun(gone_on, kept).signed == 5
    with opened(backup) as older:
        yield older


def test_a_book_that_is_behind_what_was_signed_signs_nothing(behind: Book, kept: LastSigned) -> None:
    with pytest.raises(
        HistoryLost, match=r"ends at entry 3, and a checkpoint over 5 entries .* restore a later backup"
    ):
        begun(behind, kept)
    behind.write(4)
    with pytest.raises(HistoryLost, match="the first 5 entries are not those that were signed"):
        begun(behind, kept)
    assert signed(behind) == 3
    kept.path.unlink()
    assert begun(behind, kept).signed == 7, "whoever has settled it goes on"
    assert kept.read() is not None


def test_it_is_told_once_and_is_over_once_it_is_settled(
    behind: Book, kept: LastSigned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing_supervision, "LOOK_AGAIN_AFTER", 0.05)
    with capture_logs() as logs, Publishing(behind.url, [KEY], kept=kept, sign_after=0.01) as publishing:
        soon(lambda: publishing.alarm is not None)
        for entries in range(4, 9):
            behind.write(1)
            soon(partial(taken_in, behind, min(entries, 5)))
        assert (signed(behind), publishing.alarm is None) == (3, False)
        assert elsewhere(behind), "other processes see it, too"
        kept.path.rename(kept.path.with_suffix(".settled"))
        soon(lambda: signed(behind) == 8)
        assert (publishing.alarm, elsewhere(behind)) == (None, False)
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["nothing is signed"]


def elsewhere(book: Book) -> bool:
    """Whether a process that does not sign sees that nothing is signed."""
    with Published(book.url) as published:
        return published.read(publishing_supervision.signs_nothing)


def test_a_tree_that_has_to_be_made_again_over_the_same_entries_is_no_other_history(
    book: Book, kept: LastSigned
) -> None:
    book.write(5)
    begun(book, kept)
    for table in ("hashes", "checkpoints"):
        book.forge(f"proofs.{table}", f"DELETE FROM proofs.{table}")
    book.write(1)
    assert begun(book, kept).signed == 6


def test_what_is_kept_is_whole_and_of_this_log(book: Book, kept: LastSigned) -> None:
    book.write(1)
    begun(book, kept)
    assert [file.name for file in kept.path.parent.iterdir()] == [kept.path.name]
    kept.path.write_text("nonsense")
    with pytest.raises(TreeDisagrees, match=f"{kept.path} holds no checkpoint"):
        begun(book, kept)
    kept.keep(sign(Checkpoint(KEY.name, 1, bytes(32)).text, SigningKey.generate(KEY.name)))
    with pytest.raises(TreeDisagrees, match="not one of this log"):
        begun(book, kept)


def test_a_witness_that_has_seen_more_stops_the_signing(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked before anything is signed, also where it has cosigned all that this book remembers."""
    monkeypatch.setattr(publishing_supervision, "LOOK_AGAIN_AFTER", 0.05)
    book.write(3)
    book.publish()
    with answering(409, "7\n", TREE_SIZE) as (witness, asked):
        book.owner.execute(
            "INSERT INTO proofs.cosignatures (size, witness, line) VALUES (3, %s, '')", (str(witness.key),)
        )
        book.write(1)
        with capture_logs() as logs, Publishing(book.url, [KEY], [witness], sign_after=0.01) as publishing:
            soon(lambda: publishing.alarm is not None)
            assert "has cosigned 7 entries and the log has signed 3" in str(publishing.alarm)
            book.write(1)
            soon(lambda: len(asked) > 3)
    assert signed(book) == 3
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["nothing is signed"]

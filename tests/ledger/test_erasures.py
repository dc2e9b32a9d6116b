"""Keys of people who were erased are destroyed, whatever interrupts it, and what was wrapped before opens no more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.kernel.facts import ERASED
from domain.kernel.refusals import WrittenAboutErased
from ledger import Ledger, Wrapping, WrongKeyEncryptionKey
from ledger.storage import erasures
from ledger.storage.destroying import DestroyedOnTheRing, KeyCannotBeDestroyed
from ledger.storage.erasures import carry_out, erased_off_record, still_to_erase
from ledger.storage.key_file import KeyFile, NotAKey
from ledger.storage.key_ring import KeyRing
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import BY, person_id, renaming, somebody
from tests.ledger.erasing import erasing, somebody_gone
from tests.units import establish_units_in

Wrapped = dict[str, tuple[bytes | None, str]]


@pytest.fixture(scope="module")
def url(make_database: Callable[[], str]) -> str:
    return establish_units_in(make_database())


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    """A ring that begins with the key under which tests establish their units."""
    file = KeyFile(tmp_path_factory.mktemp("home") / "key-encryption.key")
    file.write(bytes(range(32)))
    return KeyRing(file)


@pytest.fixture
def book(url: str, ring: KeyRing) -> Iterator[Ledger]:
    """The ledger, opened as a process of ours opens it."""
    with closing(opened(url, ring)) as ledger:
        yield ledger


def opened(url: str, ring: KeyRing) -> Ledger:
    ledger = Ledger.open(url, ring.all()[0])
    ledger.destroying = DestroyedOnTheRing(url, ring)
    return ledger


def wrapped(url: str) -> Wrapped:
    """All keys as they stand in the database, as a dump would save them."""
    with connect(url, "keeper") as keeper:
        rows = keeper.execute("SELECT person, wrapped, wrapped_by FROM keys.data_keys").fetchall()
    return {person: (key, by) for person, key, by in rows}


def opening(saved: Wrapped, ring: KeyRing) -> list[str]:
    """Whose keys, as they were saved, open under any key that there is."""
    found = []
    for person, (key, _) in saved.items():
        for one in ring.all():
            try:
                found.append(person) if key and one.unwrap(person, key) else None
            except Exception:  # noqa: S112  that is what is looked for
                continue
    return found


def test_what_was_wrapped_before_opens_no_more_and_what_is_wrapped_now_does(
    book: Ledger, url: str, ring: KeyRing
) -> None:
    ada, ben = somebody_gone(book), somebody(book, "Ben")
    saved, key_before = wrapped(url), ring.file.path.read_bytes()
    assert {ada, ben} <= {*opening(saved, ring)}
    book.record(erasing(ada, book), by=BY)
    assert opening(saved, ring) == []
    assert ring.file.path.read_bytes() != key_before
    assert wrapped(url)[ada][0] is None
    assert ben in opening(wrapped(url), ring)
    assert book.stream(ada)[0].event.name is ERASED
    assert book.stream(ben)[0].event.name == "Ben"
    book.record(renaming(ben, "Benedict"), by=BY)


def test_whoever_was_erased_does_not_come_in_any_more(book: Ledger) -> None:
    """Nor does whoever holds what once let them in."""
    hour, until = timedelta(hours=1), datetime.now(UTC) + timedelta(days=1)
    ada, ben = somebody_gone(book), somebody(book, "Ben")
    tokens = [book.tokens.issue(["read"], until, person=person)[1] for person in (ada, ben)]
    sessions = [book.sessions.begin(person, hour, hour) for person in (ada, ben)]
    book.record(erasing(ada, book), by=BY)
    assert [token and token.person for token in map(book.tokens.presented, tokens)] == [None, ben]
    assert [session and session.person for session in map(book.sessions.presented, sessions)] == [None, ben]


def test_erased_twice_changes_nothing(book: Ledger, url: str) -> None:
    ada = somebody_gone(book)
    book.record(erasing(ada, book), by=BY)
    before = wrapped(url)
    assert book.record(erasing(ada, book), by=BY).references == ()
    assert wrapped(url) == before


def test_every_process_forgets_and_goes_on_under_the_new_key(url: str, ring: KeyRing) -> None:
    with closing(opened(url, ring)) as one, closing(opened(url, ring)) as other:
        ada, ben = somebody_gone(one), somebody(one, "Ben")
        assert [other.stream(person)[0].event.name for person in (ada, ben)] == ["Ada Okafor", "Ben"]
        other.record(renaming(ben, "Benedict"), by=BY)
        one.record(erasing(ada, one), by=BY)
        assert other.kept.get(ben) is not None
        assert other.forget_erased()
        assert other.kept.get(ben) is None, "whatever was opened is let go of, whosever it is"
        assert not other.forget_erased(), "it has been asked, and nothing has come since"
        assert other.stream(ada)[0].event.name is ERASED
        assert other.stream(ben)[0].event.name == "Ben"
        with pytest.raises(WrittenAboutErased):
            other.record(renaming(ada, "Ada Lind"), by=BY)


def test_a_key_made_by_whoever_has_not_heard_of_it_is_wrapped_by_the_new_one(url: str, ring: KeyRing) -> None:
    """Wrapped by the former it would be lost with that."""
    with closing(opened(url, ring)) as one, closing(opened(url, ring)) as other:
        one.record(erasing(somebody_gone(one), one), by=BY)
        late = person_id()
        other.keys.ensure([late])
        assert late in opening(wrapped(url), ring)


def test_without_the_place_of_the_key_nobody_is_erased(url: str, ring: KeyRing) -> None:
    with closing(Ledger.open(url, ring.all()[0])) as ledger:
        ada = somebody_gone(ledger)
        with pytest.raises(KeyCannotBeDestroyed):
            ledger.record(erasing(ada, ledger), by=BY)
        assert ledger.stream(ada)[-1].kind == "PersonLeft"


class Crash(Exception):
    """The process ends here."""


def crashing_after(calls: int, of: Callable[..., Any]) -> Callable[..., Any]:
    """Does what is asked so often, and crashes then."""
    done = 0

    def call(*given: Any) -> Any:
        nonlocal done
        if done == calls:
            raise Crash
        done += 1
        return of(*given)

    return call


@pytest.mark.parametrize(
    ("place", "name", "after"),
    [(erasures, "wrapped_now", 0), (erasures, "wrap_anew", 0), (KeyFile, "write", 0), (KeyFile, "write", 1)],
    ids=["recorded", "two keys in the file", "before the new key", "wrapped anew, with both keys there"],
)
def test_whatever_interrupts_it_whoever_comes_next_ends_it(
    url: str, ring: KeyRing, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, after: int
) -> None:
    with closing(opened(url, ring)) as ledger:
        ada, ben = somebody_gone(ledger), somebody(ledger, "Ben")
        saved = wrapped(url)
        with monkeypatch.context() as patched:
            patched.setattr(place, name, crashing_after(after, getattr(place, name)))
            with pytest.raises(Crash):
                ledger.record(erasing(ada, ledger), by=BY)
    now = next(one for one in ring.all() if one.fingerprint == wrapped(url)[ben][1])
    with closing(Ledger.open(url, now)) as meanwhile:
        assert meanwhile.stream(ben)[0].event.name == "Ben", "nobody else is locked out at any time"
        renamed = somebody(meanwhile, "Cai")
    carry_out(url, ring)
    assert (still_to_erase(url), len(ring.file.keys()), opening(saved, ring)) == (set(), 1, [])
    with closing(opened(url, ring)) as ledger:
        assert ledger.stream(ada)[0].event.name is ERASED
        assert [ledger.stream(one)[0].event.name for one in (ben, renamed)] == ["Ben", "Cai"]


def test_what_was_erased_stays_so_beside_an_older_book(book: Ledger, url: str) -> None:
    """As after a restore of the book to an earlier moment: the keys know."""
    ada = somebody_gone(book)
    book.keys.destroy(ada)
    assert erased_off_record(url) == {ada}
    book.record(erasing(ada, book), by=BY)
    assert erased_off_record(url) == set()


def test_a_key_that_cannot_be_written_is_tried_again(
    book: Ledger, url: str, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = somebody_gone(book)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", crashing_with(OSError("Read-only file system")))
        book.record(erasing(ada, book), by=BY)
    assert still_to_erase(url) == {ada}
    book.destroying.carry_out()
    assert still_to_erase(url) == set()
    assert len(ring.file.keys()) == 1


def crashing_with(error: Exception) -> Callable[..., None]:
    def call(*given: object) -> None:
        raise error

    return call


def test_a_key_of_the_environment_gives_way_to_one_of_ours(make_database: Callable[[], str], tmp_path: Path) -> None:
    """It wraps ours in a file: only ours can be destroyed."""
    url, outer = establish_units_in(make_database()), Wrapping(bytes(range(32)))
    ring = KeyRing(KeyFile(tmp_path / "key.wrapped", outer), outer)
    with closing(opened(url, ring)) as ledger:
        ada, ben, cai = somebody_gone(ledger), somebody(ledger, "Ben"), somebody_gone(ledger, "Cai")
        assert ring.file.keys() == ()
        ledger.record(erasing(ada, ledger), by=BY)
        [own] = ring.file.keys()
        assert own.hex() not in ring.file.path.read_text()
        saved = wrapped(url)
        assert {by for _, by in saved.values()} == {Wrapping(own).fingerprint}
        ledger.record(erasing(cai, ledger), by=BY)
        assert opening(saved, ring) == []
        assert ledger.stream(ben)[0].event.name == "Ben"
    with pytest.raises(NotAKey, match=outer.fingerprint):
        KeyFile(ring.file.path, Wrapping(bytes(32))).keys()


def test_a_key_on_no_ring_ends_nothing(url: str, ring: KeyRing, book: Ledger, tmp_path: Path) -> None:
    """The key of another ledger is in the file: nothing is destroyed under it."""
    ada = somebody_gone(book)
    other = KeyRing(KeyFile(tmp_path / "other.key"))
    other.file.write(bytes(32))
    book.destroying = DestroyedOnTheRing(url, other)
    book.record(erasing(ada, book), by=BY)
    with pytest.raises(WrongKeyEncryptionKey):
        carry_out(url, other)
    assert (other.file.keys(), still_to_erase(url)) == ((bytes(32),), {ada})
    carry_out(url, ring)
    assert still_to_erase(url) == set()

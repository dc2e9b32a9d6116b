"""One data key a person: made once, durable before anything is sealed with it, and of use to nobody else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from psycopg import OperationalError
from psycopg_pool import PoolClosed

from ledger import KeyMissing, Ledger, Receipt, Wrapping, WrongKeyEncryptionKey
from ledger.storage.keys import LEDGER
from tests.databases import WRAPPING
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import BY, ROOT, asking, joining, person_id, renaming, somebody
from tests.ledger.reads_and_conflicts import WatchedLedger
from tests.units import TOOLING

NONCE = bytes(12)
"""For comparing keys, and for nothing else."""

MAKE_KEYS = """
import sys
from ledger import Ledger
from tests.databases import WRAPPING
ledger = Ledger.open(sys.argv[1], WRAPPING)
print("open", flush=True)
sys.stdin.readline()
for person in sys.argv[2:]:
    ledger.keys.ensure([person])
    print(ledger.keys.cipher(person).encrypt(bytes(12), b"", None).hex())
ledger.close()
"""


def sign_of(ledger: Ledger, person: str) -> str:
    """Tells a person's key from another."""
    cipher = ledger.keys.cipher(person)
    assert cipher is not None
    return cipher.encrypt(NONCE, b"", None).hex()


def wrapped(ledger: Ledger, person: str) -> object:
    """The key as it stands in the database now."""
    with connect(ledger._url, "keeper") as keeper:
        row = keeper.execute("SELECT wrapped FROM keys.data_keys WHERE person = %s", (person,)).fetchone()
    return row[0] if row else None


@pytest.mark.parametrize("in_bulk", [False, True], ids=["alone", "in bulk"])
def test_a_key_is_there_before_the_first_entry(watched: WatchedLedger, in_bulk: bool) -> None:
    """Whoever reads the entry can open it, whatever happens to this process."""
    ada = person_id()
    seen: list[tuple[bool, int]] = []
    watched.meanwhile(lambda: seen.append((wrapped(watched, ada) is not None, len(watched.stream(ada)))))
    if in_bulk:
        assert isinstance(next(watched.record_many([asking(joining(ada))])), Receipt)
    else:
        watched.record(joining(ada), by=BY)
    assert seen == [(True, 0)]


def test_a_key_outlives_an_append_that_failed(watched: WatchedLedger, another_ledger: Callable[[], Ledger]) -> None:
    def fail() -> None:
        raise OperationalError("the server is gone")

    ada = person_id()
    watched.meanwhile(fail)
    with pytest.raises(OperationalError):
        watched.record(joining(ada), by=BY)
    made, later = wrapped(watched, ada), another_ledger()
    later.record(joining(ada), by=BY)
    assert wrapped(watched, ada) == made is not None
    assert [entry.event for entry in watched.stream(ada)] == [entry.event for entry in later.stream(ada)]


def test_processes_that_make_the_same_keys_at_once_end_with_the_same(ledger: Ledger) -> None:
    people = [person_id() for _ in range(60)]
    command = [sys.executable, "-c", MAKE_KEYS, ledger._url, *people]
    makers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)
    ]
    for maker in makers:
        assert maker.stdout is not None
        assert maker.stdout.readline() == "open\n"
    for maker in makers:
        assert maker.stdin is not None
        maker.stdin.write("make\n")
        maker.stdin.flush()
    signs = [maker.communicate()[0].splitlines() for maker in makers]
    assert [maker.returncode for maker in makers] == [0, 0]
    assert signs[0] == signs[1] == [sign_of(ledger, person) for person in people]
    assert len(set(signs[0])) == len(people)


def test_whoever_comes_second_takes_the_first_key(
    ledger: Ledger, another_ledger: Callable[[], Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process makes the key after this one has looked, and before it has made its own."""
    ada, other = person_id(), another_ledger()
    signs: list[str] = []

    def made_meanwhile(length: int) -> bytes:
        monkeypatch.undo()
        other.keys.ensure([ada])
        signs.append(sign_of(other, ada))
        return bytes(length)

    monkeypatch.setattr("ledger.storage.keys.os.urandom", made_meanwhile)
    ledger.keys.ensure([ada])
    assert signs == [sign_of(ledger, ada)]


def test_keys_once_opened_stay_open(ledger: Ledger, watched: WatchedLedger) -> None:
    """Reading about the same people again asks for no key."""
    ada, ben = somebody(watched), somebody(ledger, "Ben")
    assert [entry.event.name for entry in watched.stream(ada)] == ["Ada Okafor"]
    watched._keeper.close()
    assert [entry.event.name for entry in watched.stream(ada)] == ["Ada Okafor"]
    watched.record(renaming(ada, "Ada Lind"), by=BY)
    with pytest.raises(PoolClosed):
        _ = watched.stream(ben)[0].event


def test_no_more_keys_are_kept_than_there_is_room_for(watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.storage.keys.CIPHERS_AT_MOST", 3)
    people = [somebody(watched, name) for name in ("Ada", "Ben", "Cai", "Dag", "Eva")]
    assert len(watched.keys._ciphers) <= 3
    signs = [sign_of(watched, person) for person in people]
    assert signs == [sign_of(watched, person) for person in people]
    assert len(watched.keys._ciphers) <= 3
    watched.keys.ensure(people)
    assert [watched.stream(person)[0].event.unit for person in people] == [TOOLING] * 5
    list(watched.record_many(asking(renaming(person, "Eva Lind")) for person in people))
    assert [watched.stream(person)[-1].event.name for person in people] == ["Eva Lind"] * 5


def test_a_wrapped_key_is_its_persons_own(ledger: Ledger, another_ledger: Callable[[], Ledger]) -> None:
    """Put in the place of another's, it opens nothing."""
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    with connect(ledger._url, "keeper") as keeper:
        keeper.execute(
            "UPDATE keys.data_keys k SET wrapped = o.wrapped FROM keys.data_keys o"
            " WHERE k.person = %s AND o.person = %s",
            (ada, ben),
        )
    later = another_ledger()
    with pytest.raises(WrongKeyEncryptionKey, match=ada):
        _ = later.stream(ada)[0].event
    assert later.stream(ben)[0].event.name == "Ben"


def test_wrapping_hides_the_key_and_never_looks_the_same() -> None:
    key = bytes(range(32))
    forms = {WRAPPING.wrap("person-a", key) for _ in range(50)}
    assert len(forms) == 50
    assert not any(key[:8] in form for form in forms)
    assert {WRAPPING.unwrap("person-a", form) for form in forms} == {key}


def test_the_fingerprint_tells_key_encryption_keys_apart_and_nothing_else() -> None:
    assert WRAPPING.fingerprint == Wrapping(bytes(range(32))).fingerprint
    assert WRAPPING.fingerprint != Wrapping(bytes(range(1, 33))).fingerprint
    assert bytes(range(32)).hex()[:8] not in WRAPPING.fingerprint


def test_the_ledgers_own_key_is_the_same_for_every_process(
    ledger: Ledger, another_ledger: Callable[[], Ledger]
) -> None:
    """Else a command asked again elsewhere would look like another command."""
    assert ledger.keys.secret == another_ledger().keys.secret
    assert len(ledger.keys.secret) == 32


def test_without_the_ledgers_own_key_it_is_not_opened(make_database: Callable[[], str]) -> None:
    """A fresh one in its place would make every repetition look like a reused id."""
    url = make_database()
    Ledger.open(url, WRAPPING).close()
    with connect(url, "keeper") as keeper:
        keeper.execute("UPDATE keys.data_keys SET wrapped = NULL WHERE person = %s", (LEDGER,))
    with pytest.raises(KeyMissing, match="the ledger's own key"):
        Ledger.open(url, WRAPPING)

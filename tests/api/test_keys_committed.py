"""Each data key is committed to by an entry: whoever holds the keys puts none in another's place unseen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from hashlib import sha256

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.cli.main import app
from api.keys import wrapping_of
from api.services import Services
from api.settings import Settings
from domain.safeguards.committing import DataKeysCommitted
from ledger import Entry, Ledger
from ledger.committing_keys import AT_ONCE, CommittingKeys
from ledger.own_entries import OwnEntries
from ledger.storage.key_commitments import keys_exchanged
from ledger.storage.keys import LEDGER, commitment_to
from tests.api.conftest import KEY, Served, serving


@pytest.fixture
def alone(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house of its own."""
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY))) as told:
        yield told


@pytest.fixture
def ledger(alone: Served) -> Ledger:
    """Its ledger."""
    found: Ledger = alone.app.state.services.ledger
    return found


@pytest.fixture
def ada(alone: Served) -> str:
    """Somebody with a key."""
    return str(alone.recorded("joinPerson", name="Ada", unit="Tooling")["subject"])


def written(ledger: Ledger) -> list[Entry[DataKeysCommitted]]:
    return list(ledger.entries(kinds=(DataKeysCommitted.__name__,)))


def on_record(ledger: Ledger) -> dict[str, str]:
    return {one.holder: one.digest for entry in written(ledger) for one in entry.event.commitments}


def run(alone: Served, *command: str, code: int = 0, **further: str) -> str:
    environment = {"LEADERSHIP_DATABASE_URL": alone.database_url, "LEADERSHIP_KEY": KEY, **further}
    ran = CliRunner().invoke(app, [*command], env=environment)
    assert ran.exit_code == code, ran.output
    return " ".join(ran.output.split())


def exchange(alone: Served, holder: str) -> None:
    """Put another key in the place of somebody's, wrapped as theirs was: it opens, as any other."""
    wrapping = wrapping_of(Settings(database_url=alone.database_url, key=SecretStr(KEY)), alone.database_url)
    with psycopg.connect(alone.database_url) as owner:
        owner.execute(
            "UPDATE keys.data_keys SET wrapped = %s WHERE person = %s", (wrapping.wrap(holder, os.urandom(32)), holder)
        )


def test_every_key_is_committed_to_once_and_no_answer_moves(alone: Served, ledger: Ledger, ada: str) -> None:
    keys = CommittingKeys(ledger)
    made = keys.commit()
    found = on_record(ledger)
    assert made == len(found)
    assert {ada, LEDGER} <= found.keys()
    assert found[LEDGER] == commitment_to(LEDGER, ledger.keys.secret)
    assert keys.commit() == CommittingKeys(ledger).commit() == 0
    ben = alone.recorded("joinPerson", name="Ben", unit="Tooling")["subject"]
    moment = ledger.moment()
    assert keys.commit() == 1
    assert on_record(ledger).keys() - found.keys() == {ben}
    assert ledger.moment() == moment < ledger.position()
    assert {entry.recorded_by for entry in written(ledger)} == {entry.stream for entry in written(ledger)}


def test_keys_of_a_book_that_had_none_on_record_are_gathered_a_hundred_an_entry(ledger: Ledger) -> None:
    ledger.keys.ensure([f"person-{number}" for number in range(AT_ONCE + 20)])
    CommittingKeys(ledger).commit()
    assert next(len(entry.event.commitments) for entry in written(ledger)) == AT_ONCE
    assert len(on_record(ledger)) > AT_ONCE + 20
    ledger.keys.ensure(["cycle-of-answers"])
    assert CommittingKeys(ledger).commit() == 0, "what waits beside the book has keys that pass"


def test_two_processes_write_a_commitment_once(ledger: Ledger, ada: str) -> None:
    one, other = CommittingKeys(ledger), CommittingKeys(ledger)
    other._read_on = lambda: None  # type: ignore[method-assign]  # it has looked before the first wrote
    assert one.commit() == other.commit() > 0
    assert len(written(ledger)) == 1
    assert ada in on_record(ledger)


def test_whoever_serves_writes_it(ledger: Ledger, ada: str) -> None:
    with OwnEntries(ledger, every=0.05):
        for _ in range(200):
            if ada in on_record(ledger):
                break
    assert ada in on_record(ledger)


def test_a_key_that_was_exchanged_is_named(alone: Served, ledger: Ledger, ada: str) -> None:
    assert "Not on record yet which they are" in run(alone, "verify", "--ledger", "--keys")
    CommittingKeys(ledger).commit()
    assert "Each is the one that the ledger committed to" in run(alone, "verify", "--ledger", "--keys")
    exchange(alone, ada)
    said = run(alone, "verify", "--ledger", "--keys", code=1)
    assert f"The data key of {ada} is not the one that the ledger committed to" in said
    assert "does not open" not in said, "it opens: that is what makes it dangerous"


def test_a_later_commitment_takes_nothing_back(alone: Served, ledger: Ledger, ada: str) -> None:
    CommittingKeys(ledger).commit()
    exchange(alone, ada)
    forger = CommittingKeys(ledger)
    forger._read_on = lambda: None  # type: ignore[method-assign]
    assert forger.commit()
    assert f"The data key of {ada} is not" in run(alone, "verify", "--ledger", "--keys", code=1)


def test_whoever_serves_says_so(alone: Served, ledger: Ledger, ada: str) -> None:
    CommittingKeys(ledger).commit()
    exchange(alone, ada)
    services: Services = alone.app.state.services
    services.own_entries.keys.commit()
    assert services.own_entries.keys.exchanged == (ada,)
    [alarm] = [alarm for alarm in asyncio.run(services.alarms()) if "committed to" in alarm]
    assert ada in alarm


def test_an_erasure_leaves_the_commitment_and_is_no_exchange(alone: Served, ledger: Ledger, ada: str) -> None:
    CommittingKeys(ledger).commit()
    ledger.keys.destroy(ada)
    wrapping = wrapping_of(Settings(database_url=alone.database_url, key=SecretStr(KEY)), alone.database_url)
    assert keys_exchanged(alone.database_url, wrapping) == ()
    assert ada in on_record(ledger)
    assert CommittingKeys(ledger).commit() == 0


def test_a_commitment_fits_one_key_of_one_holder() -> None:
    ours, other = bytes(32), bytes(31) + b"\1"
    all_of_them = [commitment_to("person-1", ours), commitment_to("person-1", other), commitment_to("person-2", ours)]
    assert len({*all_of_them}) == 3
    assert all_of_them[0] == sha256(b"leadership-ledger data key commitment\0person-1\0" + ours).hexdigest()

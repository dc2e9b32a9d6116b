"""Where the wire to the database breaks around an append, it is asked again, and has happened once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.kernel.refusals import Refusal
from ledger import Ledger, Receipt
from tests.conftest import WRAPPING
from tests.ledger.commands_recorded import asking, joining, person_id, renaming, somebody
from tests.ledger.either_way import Ask, either_way, repeated
from tests.ledger.lossy import LossyWire


@pytest.fixture
def wire(database_url: str) -> Iterator[LossyWire]:
    """A folder of its own, as the path of a Unix socket must be short."""
    with tempfile.TemporaryDirectory(prefix="wire-") as folder:
        wire = LossyWire(database_url, Path(folder))
        yield wire
        wire.close()


@pytest.fixture
def far_away(wire: LossyWire) -> Iterator[Ledger]:
    """The book at the other end of a wire that breaks."""
    ledger = Ledger.open(wire.url, WRAPPING)
    yield ledger
    ledger.close()


@pytest.mark.parametrize("breaks", ["before", "after"])
@either_way
def test_the_wire_breaks_around_an_append(
    ledger: Ledger, wire: LossyWire, far_away: Ledger, ask: Ask, breaks: str
) -> None:
    """Whether or not the server had heard it and committed: it is written once, and properly acknowledged."""
    person = somebody(far_away)
    wire.break_next(breaks)
    receipt = ask(far_away, asking(renaming(person, "Ada Lind")))
    assert wire.broken(), "nothing has happened"
    [_, renamed] = ledger.stream(person)
    assert repeated(receipt) == Receipt(renamed.position, (renamed.at,), renamed.recorded_at, repeated=True)
    assert isinstance(ask(far_away, asking(renaming(person, "Ada Berg"))), Receipt)


def test_the_wire_breaks_around_a_batch(ledger: Ledger, wire: LossyWire, far_away: Ledger) -> None:
    """Entries that build on each other, a refusal and a no-op among them, are written once."""
    ada = person_id()
    names = ["Ada Lind", "Ada Berg", "Ada Berg", ""]
    requests = [asking(joining(ada)), *(asking(renaming(ada, name)) for name in names)]
    somebody(far_away)
    wire.break_next("after")
    results = list(far_away.record_many(requests))
    assert wire.broken(), "nothing has happened"
    page = ledger.stream(ada)
    assert [entry.command_id for entry in page] == [request.command_id for request in requests[:3]]
    assert [repeated(result).position for result in results[:3]] == [entry.position for entry in page]
    assert repeated(results[3]).references == ()
    assert isinstance(results[4], Refusal)

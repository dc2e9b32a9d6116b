"""Who recorded something is a person or a token, whoever writes, and however."""

from __future__ import annotations

from uuid import uuid4

import pytest

from ledger import Ledger, Request
from ledger.storage.proposals import NewEntry, Proposal
from ledger.storage.read_set import ReadSet
from tests.ledger.commands_recorded import BY, a_unit

NOBODY = ("steward", "", "person-", "a person-1")


@pytest.mark.parametrize("by", NOBODY)
def test_nothing_is_recorded_by_what_is_neither_a_person_nor_a_token(ledger: Ledger, by: str) -> None:
    position = ledger.position()
    with pytest.raises(ValueError, match="names a person or a token"):
        ledger.record(a_unit(), by=by)
    with pytest.raises(ValueError, match="names a person or a token"):
        list(ledger.record_many([Request(a_unit(), by, uuid4())]))
    with pytest.raises(ValueError, match="names a person or a token"):
        ledger.recorder.append([Proposal(uuid4(), b"", by, [NewEntry("unit-x", "X", b"{}", None, ())], ReadSet())])
    assert ledger.position() == position


@pytest.mark.parametrize("by", [BY, "token-0190a000"])
def test_people_and_tokens_record(ledger: Ledger, by: str) -> None:
    ledger.record(a_unit(), by=by)
    [*_, written] = ledger.entries()
    assert written.recorded_by == by

"""What everybody may read of the log: that something was written, and when; not what, about whom, or by whom."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from domain.kernel.facts import Reference
from ledger.entry import Entry
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import Note
from ledger.proofs.salted_leaf import follows_mark, header_of, secret_of_unsalted
from ledger.proofs.tiles import bundles_of, unbundled
from tests.api.conftest import Served
from tests.audit.bundles.conftest import Audited


@pytest.fixture
def handed_out(served: Served) -> tuple[bytes, ...]:
    """Every leaf that the log hands out."""
    size = Checkpoint.parse(Note.parse(served.client.get("/checkpoint").content).text).size
    return tuple(leaf for at in bundles_of(size) for leaf in unbundled(served.client.get(f"/{at.path}").content))


@pytest.mark.mission("M67")
def test_nobody_reads_who_was_declined(audited: Audited, handed_out: tuple[bytes, ...]) -> None:
    [declined] = [one for one in audited.book.ledger.stream(audited.decided.case) if one.kind == "PromotionDeclined"]
    leaf = json.loads(handed_out[declined.position - 1])
    assert list(leaf) == ["leaf", "since", "position", "recorded_at", "header", "follows", "amends"]
    assert (leaf["leaf"], leaf["since"], leaf["position"]) == (2, 1, declined.position)
    hashes = [leaf[name] for name in ("header", "follows", "amends")]
    log = b"".join(handed_out)
    assert [log.count(one.encode()) for one in hashes] == [1, 1, 1], "no two leaves have one in common"
    for said in (*told_of(declined), declined.event.effective_on.isoformat().encode()):
        assert said not in log


@pytest.mark.mission("M67")
def test_who_knows_everything_of_an_entry_but_its_salt_confirms_nothing(
    audited: Audited, handed_out: tuple[bytes, ...]
) -> None:
    log = b"".join(handed_out)
    entries = list(audited.book.ledger.entries(until=len(handed_out)))
    before = {entry.at: entry for entry in entries}
    for entry in entries:
        who = (entry.recorded_by, str(entry.command_id))
        header = header_of("", entry.stream, entry.version, entry.kind, entry.stored, entry.supersedes, *who)
        guessed = [sha256(said).hexdigest() for said in (header, *told_of(entry))]
        if earlier := before.get(Reference(entry.stream, entry.version - 1)):
            guessed.append(follows_mark(secret_of_unsalted(earlier.stored)))
        assert all(one.encode() not in log for one in guessed)


def told_of(entry: Entry[Any]) -> tuple[bytes, ...]:
    """All that a leaf of the first form told, and what it was a hash of."""
    said = (entry.stream, entry.kind, entry.recorded_by, str(entry.command_id))
    return (*map(str.encode, said), entry.stored)

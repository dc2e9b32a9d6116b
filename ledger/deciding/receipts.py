"""What has become of commands that were asked before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from uuid import UUID

from domain.kernel.facts import Reference
from ledger.deciding.draft import CommandIdReused
from ledger.entry import Receipt
from ledger.storage import arrays
from ledger.storage.arrays import Array
from ledger.storage.recorder import BookRecorder

Known = dict[UUID, tuple[bytes, Receipt]]
"""Digest and receipt of commands that were recorded before, by command id."""


def known_receipts(recorder: BookRecorder, command_ids: Sequence[UUID]) -> Known:
    """The receipts of those commands that were recorded before, in one statement."""
    with recorder.datastore.get_connection() as connection:
        cursor = connection.cursor()
        arrays.register(cursor)
        rows = cursor.execute(
            "SELECT r.command_id, r.digest, e.position, e.stream, e.version, e.supersedes, e.recorded_at"
            " FROM ledger.receipts r, LATERAL (SELECT * FROM ledger.entries"
            " WHERE position BETWEEN r.first_position AND r.last_position OFFSET 0) e"  # one look each, never a scan
            " WHERE r.command_id = ANY (%b::uuid[]) ORDER BY e.position",
            (Array("uuid", command_ids),),
        ).fetchall()
    found: Known = {}
    for command_id, those in groupby(rows, key=lambda row: row["command_id"]):
        entries = list(those)
        references = tuple(Reference(entry["stream"], entry["supersedes"] or entry["version"]) for entry in entries)
        receipt = Receipt(entries[-1]["position"], references, entries[-1]["recorded_at"], repeated=True)
        found[command_id] = bytes(entries[0]["digest"]), receipt
    return found


def asked_before(recorder: BookRecorder, digests: Mapping[UUID, bytes]) -> set[UUID]:
    """Which commands were recorded before, just as they are asked now; by command id, the digests of these."""
    with recorder.datastore.get_connection() as connection:
        cursor = connection.cursor()
        arrays.register(cursor)
        found = cursor.execute(
            "SELECT command_id, digest FROM ledger.receipts WHERE command_id = ANY (%b::uuid[])",
            (Array("uuid", list(digests)),),
        )
        return {row["command_id"] for row in found if digests[row["command_id"]] == bytes(row["digest"])}


def first_receipt(known: Known, command_id: UUID, digest: bytes) -> Receipt | None:
    """The first receipt of a command; None if it was never recorded. Raises CommandIdReused."""
    if command_id not in known:
        return None
    first_digest, receipt = known[command_id]
    if first_digest != digest:
        raise CommandIdReused(f"command_id “{command_id}” was used for another command: take a fresh one")
    return receipt

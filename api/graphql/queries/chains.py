"""Chains of corrections, as far as they were written by a moment: what an entry said last, and what took it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.kernel.facts import EntryRetracted, Reference
from ledger import Entry, Ledger


def retraction_of(ledger: Ledger, at: Reference, position: int) -> Entry[Any] | None:
    """What retracted an entry by a position; None where it stood then."""
    chain = chain_of(ledger, at, position)
    return chain[-1] if chain and chain[-1].kind == EntryRetracted.__name__ else None


def last_said(ledger: Ledger, at: Reference, position: int) -> Entry[Any] | None:
    """What an entry said last by a position, corrected or not; None where it was not there yet."""
    said = [entry for entry in chain_of(ledger, at, position) if entry.kind != EntryRetracted.__name__]
    return said[-1] if said else None


def all_last_said(ledger: Ledger, origins: Iterable[Reference], position: int) -> list[Entry[Any]]:
    """What each of several chains said last by a position, in the order of writing. Each stream is read once."""
    wanted = set(origins)
    said: dict[Reference, Entry[Any]] = {}
    for stream in {at.stream for at in wanted}:
        for entry in ledger.stream(stream, as_of=position):
            if entry.at in wanted and entry.kind != EntryRetracted.__name__:
                said[entry.at] = entry
    return sorted(said.values(), key=lambda entry: entry.position)


def chain_of(ledger: Ledger, at: Reference, position: int) -> list[Entry[Any]]:
    """An entry with what corrects and retracts it by a position, in the order of writing."""
    stream = ledger.stream(at.stream, as_of=position)
    origin = next((entry.at for entry in stream if entry.version == at.version), None)
    return [entry for entry in stream if entry.at == origin]

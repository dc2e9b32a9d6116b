"""Chains of corrections, as far as they were written by a moment: what an entry said last, and what took it back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from api.graphql.gathering import Gathering
from api.graphql.moment import Moment
from domain.kernel.facts import EntryRetracted, Reference
from ledger import Entry, Ledger

Chain = Sequence[Entry[Any]]
"""An entry with what corrects and retracts it, in the order of writing."""


def retraction_of(chain: Chain) -> Entry[Any] | None:
    """What retracted an entry; None where it stood."""
    return chain[-1] if chain and chain[-1].kind == EntryRetracted.__name__ else None


def last_said(chain: Chain) -> Entry[Any] | None:
    """What an entry said last, corrected or not; None where it was not there yet."""
    said = [entry for entry in chain if entry.kind != EntryRetracted.__name__]
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


async def chain_of(at: Reference, moment: Moment, ledger: Ledger) -> Chain:
    """The chain of an entry as far as it was written by a moment; all that are asked for meanwhile are read at once."""
    return await gathered(moment, ledger).load(at)


def gathered(moment: Moment, ledger: Ledger) -> Gathering[Reference, Chain]:
    """What gathers the chains that are asked for at a moment."""

    async def load(asked: list[Reference]) -> Sequence[Chain]:
        return await asyncio.to_thread(chains_of, ledger, asked, moment.reading.position)

    return moment.gathering(chain_of, load)


def chains_of(ledger: Ledger, asked: Sequence[Reference], position: int) -> list[Chain]:
    """The chains of several entries, as far as they were written by a position."""
    written = ledger.streams(list(dict.fromkeys(at.stream for at in asked)))
    streams = {name: [one for one in entries if one.position <= position] for name, entries in written.items()}
    return [chain_in(streams[at.stream], at) for at in asked]


def chain_in(stream: Chain, at: Reference) -> Chain:
    """The chain of an entry among those of its stream."""
    origin = next((entry.at for entry in stream if entry.version == at.version), None)
    return [entry for entry in stream if entry.at == origin]

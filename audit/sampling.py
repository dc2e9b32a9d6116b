"""Samples that anybody can draw again: so many of a counted population, by a hash of the seed and of what each is.

Each member has an id that stands in the book: its position for an entry, its own id for a person. The members are put
into the order of `SHA-256(seed, line feed, id)`, all in UTF-8, and the first ones are drawn. Whoever has the seed and
the ids comes to the same, with any tool; whoever gives the seed before the population is known cannot choose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from typing import Any

from audit.replay import KINDS
from domain.catalogue import EVENTS
from domain.kernel.facts import EntryRetracted
from domain.kernel.standing import recall, standing
from domain.people.employment import Employment
from ledger.as_of import Known
from ledger.entry import Entry
from ledger.ledger import Ledger

EMPLOYING = (*(kind for kind, event in EVENTS.items() if event.memory is Employment), EntryRetracted.__name__)
"""The kinds of entries that say who is here."""


class Population(StrEnum):
    """From what a sample is drawn."""

    DECISIONS = "decisions"
    """Every decision on a promotion: approved, declined and deferred."""
    ENTRIES = "entries"
    """Every entry of one kind."""
    HEADCOUNT = "headcount"
    """Everybody who counts on the day: here, and employed here."""


@dataclass(frozen=True)
class Drawn:
    """One of a sample."""

    id: str
    """The position of an entry, or the id of a person."""
    digest: str
    """The hash, in hexadecimal, that gave it its place: the smallest ones are drawn."""


@dataclass(frozen=True)
class Sample:
    """So many of a population, and how large that is."""

    population: Population
    """From what it was drawn."""
    size: int
    """How many there are in the population."""
    counted: str
    """How they were counted."""
    seed: str
    """What was hashed with the id of each."""
    drawn: tuple[Drawn, ...]
    """In the order of their hashes; all of them where the population is no larger."""


class NoSuchPopulation(Exception):
    """What is said of the kind does not go with the population."""


def sample(ledger: Ledger, population: Population, n: int, seed: str, at: Known, kind: str | None = None) -> Sample:
    """So many of a population, as known at a moment. Raises NoSuchPopulation, and UnknownKind."""
    if (population is Population.ENTRIES) != (kind is not None):
        raise NoSuchPopulation("name a kind where entries are drawn, as AssessmentRecorded, and only there")
    ids = list(members(ledger, population, at, kind))
    return Sample(population, len(ids), how_counted(population, at, kind), seed, drawn(ids, n, seed))


def members(ledger: Ledger, population: Population, at: Known, kind: str | None) -> Iterator[str]:
    """The ids of all who are in a population."""
    if population is Population.HEADCOUNT:
        return headcount(ledger, at)
    kinds = KINDS if kind is None else (kind,)
    return (str(entry.position) for entry in ledger.entries(until=at.position, kinds=kinds, opened=False))


def how_counted(population: Population, at: Known, kind: str | None) -> str:
    """How the members of a population are counted, in words."""
    if population is Population.HEADCOUNT:
        return (
            f"everybody who is with the organisation on {at.on} and employed here, none from an agency or on a"
            f" contract, as known at position {at.position}"
        )
    what = "decisions on promotions" if kind is None else f"entries that read as {kind}"
    return f"all {what} up to position {at.position}, those that were corrected or retracted later among them"


def headcount(ledger: Ledger, at: Known) -> Iterator[str]:
    """Everybody who is part of the headcount on a day, as known at a position."""
    streams: dict[str, list[Entry[Any]]] = {}
    for entry in ledger.entries(until=at.position, kinds=EMPLOYING, opened=False):
        streams.setdefault(entry.stream, []).append(entry)
    for person, entries in streams.items():
        if recall(Employment, standing(entries)).counts_on(at.on):
            yield person


def drawn(ids: Iterable[str], n: int, seed: str) -> tuple[Drawn, ...]:
    """The members with the smallest hashes."""
    return tuple(Drawn(id, digest) for digest, id in nsmallest(n, ((digest_of(seed, id), id) for id in ids)))  # noqa: A001


def digest_of(seed: str, id: str) -> str:  # noqa: A002
    """The hash that gives a member its place."""
    return hashlib.sha256(f"{seed}\n{id}".encode()).hexdigest()

"""Who is who in other systems, and finding people by what they are called."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.kernel.facts import Erased
from projections.engine.reading import Reading
from projections.engine.visibility import visible
from projections.people.index import index_of, words_of


@dataclass(frozen=True, slots=True)
class Identity:
    """What somebody is called in another system."""

    system: str
    """The other system."""
    identifier: str | Erased
    """What they are called there."""


async def identities(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[Identity, ...]]:
    """What these people are called in other systems."""
    rows = await reading.rows(
        "SELECT person, system, position FROM read_models.identities fact"
        f" WHERE person = ANY (%(people)s) AND {visible('fact')}"
        " AND (until IS NULL OR until >= %(on)s) ORDER BY effective_on, origin",
        {"people": list(people)},
        about=people,
    )
    entries = await reading.entries((position for *_, position in rows), about=people)
    found: dict[str, list[Identity]] = {person: [] for person in people}
    for person, system, position in rows:
        found[person].append(Identity(system, entries[position].event.identifier))
    return {person: tuple(dict.fromkeys(known)) for person, known in found.items()}


async def identified(reading: Reading, system: str, identifier: str) -> tuple[str, ...]:
    """Who carries that identifier in that system; more than one, if that system confused them."""
    index = await index_of(reading)
    return index.identified(system, identifier, reading)


async def as_sorted(reading: Reading) -> Mapping[str, tuple[tuple[str, ...], str]]:
    """By person, that by which their names sort as people look them up: words without accents and capitals.

    Whoever has no name, or none any more, is not among them.
    """
    index = await index_of(reading)
    names = index.names(reading)
    await asyncio.to_thread(reading.form.keys.fetch, names)
    there = reading.form.keys.is_there
    return {person: (tuple(words_of(name)), name) for person, name in names.items() if there(person)}


async def search(reading: Reading, words: str, *, first: int = 20, by_identifiers: bool) -> tuple[str, ...]:
    """People of whom a name, or also an identifier, has words that begin with each of these; the closest first."""
    index = await index_of(reading)
    return tuple(index.search(words, reading, by_identifiers=by_identifiers)[:first])

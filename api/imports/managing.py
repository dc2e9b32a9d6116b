"""Whoever stands above somebody in files about people: by the ledger's ids, and as the files identify them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from api.imports.ids import SeveralPeople
from api.imports.who import Who
from domain.kernel.ids import PersonId


def managing(who: Who) -> set[str]:
    """Everybody who manages somebody in the file of people, or in that of spells on any day."""
    return {str(person) for person in (*in_people(who), *in_spells(who))}


def in_people(who: Who) -> Iterator[PersonId]:
    """Whoever is in the file of people, and manages somebody there."""
    people = who.sources.people
    for place in set(who.managers.above if who.managers else ()):
        if people is not None and place >= 0:
            with suppress(SeveralPeople):
                yield who.person(people.row(place).identifier)


def in_spells(who: Who) -> Iterator[PersonId]:
    """Whoever manages somebody in the file of spells."""
    spells = who.sources.spells
    rows = (row for identifier in spells.packed for row in spells.of(identifier)) if spells else ()
    for called in dict.fromkeys(row.manager for row in rows if row.manager):
        with suppress(SeveralPeople):
            if found := who.found(called):
                yield found


def managing_in_a_history(who: Who, managing: set[str]) -> list[str]:
    """The identifiers of those among them who are in the files, where one of these tells a history."""
    return [one for one in who.in_order() if is_one_of(who, one, managing)] if who.sources.spells else []


def is_one_of(who: Who, identifier: str, managing: set[str]) -> bool:
    """Whether an identifier means one of these people, and no other."""
    with suppress(SeveralPeople):
        return str(who.person(identifier)) in managing
    return False

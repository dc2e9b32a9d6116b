"""What a ledger says of people, by what an HR system calls them: to compare ledgers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from api.imports.histories import History, Stay, history_of
from api.imports.ids import KnownPeople
from api.imports.recording import kind_of
from api.imports.units_meant import units_in
from domain.kernel.standing import standing
from ledger import Ledger


def histories(ledger: Ledger, system: str) -> dict[str, History]:
    """Everybody's history."""
    known = KnownPeople(ledger, {system})
    return {identifier: history_of(standing(ledger.stream(person))) for identifier, person in known.of(system)}


def shape(ledger: Ledger, system: str) -> dict[str, Any]:
    """All histories without ids and places: managers as the HR system calls them."""
    known: dict[Any, str] = {person: identifier for identifier, person in KnownPeople(ledger, {system}).of(system)}
    known |= {unit: told.name for unit, told in units_in(ledger)}
    return {
        identifier: (
            [stay_told(stay, known) for stay in told.stays],
            told.names,
            {i.identifier for i in told.identities},
        )
        for identifier, told in histories(ledger, system).items()
    }


def stay_told(stay: Stay, known: Mapping[Any, str]) -> object:
    """One stay without ids."""
    stood = [(one.on, one.placement) for one in stay.stood]
    places = [(on, known[p.unit], p.function, p.job_title, known.get(p.manager)) for on, p in stood]
    return stay.name, stay.left_on, places


def units(ledger: Ledger) -> dict[str, str]:
    """What each unit is called."""
    return {unit: told.name for unit, told in units_in(ledger)}


def kinds(ledger: Ledger, after: int = 0) -> dict[str, int]:
    """How many entries there are of each kind, those that take another's place apart."""
    return dict(Counter(kind_of(entry) for entry in ledger.entries(after=after, opened=False)))

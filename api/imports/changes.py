"""From a history as the ledger says it, and as it should, to what has to be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from api.imports.histories import History, Stay, Stood
from api.imports.moves_told import needless
from api.imports.steps import CameAbout, Steps
from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.kernel.commands import Command
from domain.kernel.facts import Erased, Reference
from domain.kernel.ids import PersonId
from domain.people.employment import Identity, Placement
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson
from domain.people.moving import MovePerson
from domain.people.naming import IdentifyPerson, RenamePerson
from domain.units.citing import unit_of

Known = Mapping[Reference, Stood]
"""Where somebody stood, by the entries that say so."""


def changes(
    before: History, after: History, person: PersonId, on: date, reason: str, steps: Steps
) -> Iterator[Command[Any]]:
    """What has to be asked for so that the ledger says `after` where it says `before`."""
    unknown = after.identities - before.identities
    begun_at = {stay.stood[0].at: stay for stay in before.stays}
    known = {stood.at: stood for stay in before.stays for stood in stay.stood if stood.at}
    for stay in after.stays:
        if held := begun_at.get(stay.stood[0].at):
            yield from changed(held, stay, known, person, reason, steps)
        else:
            yield joining(stay, person, tuple(sorted(unknown, key=str)))
            yield from moved(stay, known, person, reason, steps)
            unknown = frozenset()
            if stay.left_on is not None:
                yield LeavePerson(person, stay.why_left, effective_on=stay.left_on)
    for name in after.names:
        if name not in before.names:
            rename = RenamePerson(person, name.what, effective_on=name.on)
            yield CorrectEntry(name.at, rename, reason) if name.at else rename
    yield from called_so_before(before, after, person, reason)
    systems = {identity.system for identity in before.identities}
    for identity in sorted(unknown, key=str):
        since = on if identity.system in systems else after.stays[-1].joined_on
        yield IdentifyPerson(person, identity.system, identity.identifier, effective_on=since)


def called_so_before(before: History, after: History, person: PersonId, reason: str) -> Iterator[Command[Any]]:
    """What somebody was called from the first day that was known, they were called from an earlier first day on."""
    if not before.stays or after.stays[0].joined_on >= (first := before.stays[0].joined_on):
        return
    for identity, said in sorted(before.identified.items(), key=str):
        if said.on == first:
            again = IdentifyPerson(person, identity.system, identity.identifier, effective_on=after.stays[0].joined_on)
            yield CorrectEntry(said.what, again, reason)


def changed(
    before: Stay, after: Stay, known: Known, person: PersonId, reason: str, steps: Steps
) -> Iterator[Command[Any]]:
    """A stay of which there is more, or something else, to say."""
    first = after.stood[0]
    if first.at is not None and (first != known[first.at] or begun_as(after) != begun_as(before)):
        yield CorrectEntry(first.at, joining(after, person), reason)
    yield from moved(after, known, person, reason, steps)
    if after.left_on is not None and (after.left_on, after.why_left) != (before.left_on, before.why_left):
        leaving = LeavePerson(person, after.why_left, effective_on=after.left_on)
        yield CorrectEntry(after.left_at, leaving, reason) if after.left_at else leaving


def moved(stay: Stay, known: Known, person: PersonId, reason: str, steps: Steps) -> Iterator[Command[Any]]:
    """What happened after the first day of a stay, as far as it is not known, or was something else.

    A move into a place where they turn out to have stood already did not happen.
    """
    taken_back = {stood.at for stood, _ in needless(stay)}
    for number, stood in enumerate(stay.stood[1:], 1):
        held = known.get(stood.at) if stood.at else None
        if stood.at and stood.at in taken_back:
            yield RetractEntry(stood.at, reason)
        elif stood != held:
            came = (
                CameAbout(held.case, held.exempt)
                if held is not None and held.placement.level == stood.placement.level
                else steps.came_about(person, stood, level_before(stay.stood[:number]))
            )
            asked = moving(stood, person, came)
            yield CorrectEntry(stood.at, asked, reason) if stood.at else asked


def joining(stay: Stay, person: PersonId, identities: tuple[Identity, ...] = ()) -> JoinPerson:
    """The first day of a stay, as it is asked for."""
    where = stay.stood[0].placement
    return JoinPerson(
        person,
        stay.name,
        **fields_of(where),
        identities=identities,
        belonging=stay.belonging,
        continuous_since=stay.continuous_since,
        effective_on=stay.joined_on,
    )


def moving(stood: Stood, person: PersonId, came: CameAbout) -> MovePerson:
    """A change of place, as it is asked for, with how it came about."""
    where = fields_of(stood.placement)
    return MovePerson(person, **where, case=came.case, exempt=came.exempt, effective_on=stood.on)


def level_before(stood: Sequence[Stood]) -> str | None:
    """The level that somebody was last said to be on."""
    return next((one.placement.level for one in reversed(stood) if one.placement.level), None)


def fields_of(where: Placement) -> dict[str, Any]:
    """A placement as a command says it."""
    title = None if isinstance(where.job_title, Erased) else where.job_title
    return {**vars(where), "unit": unit_of(where.unit), "job_title": title}


def begun_as(stay: Stay) -> tuple[object, ...]:
    """What joining says beside where they stood."""
    return stay.name, stay.belonging, stay.continuous_since

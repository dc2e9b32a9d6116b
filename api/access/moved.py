"""To whom it is told that something has moved: to whoever is told of it what is of the sort that was written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from api.access.sorts import SORTS
from api.access.table import Information
from domain.catalogue import EVENTS
from domain.offices.offices import Offices
from projections.engine.forgetting import ERASING
from projections.engine.moving import Moved

TOLD_OF: Final = ("person", "role", "unit", "case", "cycle")
"""What is told to have moved: the first words of its ids."""
IN_THE_DIRECTORY: Final = ("person", "role", "unit")
"""What rows that everybody is told may name to everybody; of cases they keep the ids, which the gate tells to few."""
ON_STREAMS_OF_OTHERS: Final[Mapping[Information, str]] = {Information.NOTICES: "case"}
"""What is told of a subject, by the first word of its id, and stands on the streams of others that name it."""
CHARGING: Final = frozenset(kind for kind, event in EVENTS.items() if event.memory is Offices)
"""The kinds with which somebody comes to a mandate, or loses one: what they may see is another thing from then on."""


class Reason(NamedTuple):
    """That something has moved, told to whoever may see what is of this sort, of the subject or of the entry."""

    subject: str
    sort: Information
    entry: str | None = None


@dataclass(frozen=True)
class Movement:
    """What one entry has moved, and by what that is told."""

    position: int
    reasons: frozenset[Reason]
    erased: str | None = None
    """Whom it erases."""
    charged: str | None = None
    """Whose mandates it touches."""


def movement_of(moved: Moved) -> Movement:
    """The same, as the gate asks it. What everybody is told of something needs no other reason."""
    reasons = frozenset(one for one in reasons_of(moved) if one.subject.partition("-")[0] in TOLD_OF)
    to_all = {one.subject for one in reasons if one.sort is Information.DIRECTORY}
    return Movement(
        moved.position,
        frozenset(one for one in reasons if one.sort is Information.DIRECTORY or one.subject not in to_all),
        moved.stream if moved.kinds & ERASING else None,
        moved.stream if moved.kinds & CHARGING else None,
    )


def with_above(movement: Movement, above: Mapping[str, Collection[str]]) -> Movement:
    """The same, with what is `above` each subject: what moves in it moves what is told of these, to whom it is told."""
    more = (Reason(one, each.sort) for each in movement.reasons for one in above.get(each.subject, ()))
    return replace(movement, reasons=movement.reasons.union(more))


def reasons_of(moved: Moved) -> Iterator[Reason]:
    """By what it may be told of each subject: rows of read models go by their walls, streams by kinds of entries."""
    if moved.kinds & ERASING:
        yield Reason(moved.stream, Information.DIRECTORY)  # to everybody they are erased from now on
    for subject in moved.to_all:
        if subject.partition("-")[0] in IN_THE_DIRECTORY:
            yield Reason(subject, Information.DIRECTORY)
    yield from (Reason(subject, Information(sort)) for sort, subject in moved.behind_walls)
    yield from of_kinds(moved.kinds, moved.stream, moved.entry)
    for kind, person in moved.on_timelines:
        yield from of_kinds((kind,), person, None)
    for subject in moved.concerned:
        yield from (
            Reason(subject, sort)
            for sort in map(SORTS.get, moved.kinds)
            if sort is not None and ON_STREAMS_OF_OTHERS.get(sort) == subject.partition("-")[0]
        )


def of_kinds(kinds: Collection[str], subject: str, entry: str | None) -> Iterator[Reason]:
    """The reasons that kinds of entries are; a kind that is of no sort is told to nobody."""
    for kind in kinds:
        if (sort := SORTS.get(kind)) is not None:
            yield Reason(subject, sort, None if sort is Information.DIRECTORY else entry)

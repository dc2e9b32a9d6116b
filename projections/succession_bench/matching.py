"""Each successor counted once: the most places that can be covered when nobody covers two (maximum matching)."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

Candidates = Mapping[str, Sequence[str]]
"""Who could take a place of each role."""


class Place(NamedTuple):
    """One of the places of a role, and who holds it as their own."""

    role: str
    number: int = 0
    holders: tuple[str, ...] = ()
    """Several where they share it; nobody where it is vacant."""


def most_covered(places: Iterable[Place], successors: Candidates) -> Mapping[Place, str]:
    """For as many places as possible a successor of their own; `successors` are those who could take each role."""
    seating = Seating((), successors)
    for place in places:
        seating.fill(place)
    return seating.sitting


def covered_after_the_chain(places: Collection[Place], critical: Collection[str], successors: Candidates) -> set[Place]:
    """As many places of critical roles as could lose their holders at once, or are vacant, with all filled again.

    Whoever moves up leaves a place, which is filled from its own bench in turn, each person once; a chain ends with
    somebody who holds none of these places. Two who share a place count as one: it is filled again by one successor,
    whoever of them goes, and only one of them can move up. Whoever holds several places moves nowhere, and leaves them
    all. Place after place is tried, and what was found stays: where nobody holds several, sets of places from which
    such chains begin are a matroid, and no more can be found; where somebody does, there may be more.
    """
    seating = Seating(places, successors)
    return {place for place in places if place.role in critical and seating.holds_out_without_holders_of(place)}


class Seating:
    """Who sits where, as people are passed on from place to place."""

    def __init__(self, places: Iterable[Place], successors: Candidates) -> None:
        self.sitting: dict[Place, str] = {}
        self._seats: dict[str, tuple[Place, ...]] = {}
        self._gone: set[str] = set()
        self._counts_as: dict[str, str] = {}
        self._holder: dict[Place, str] = {}
        for person, together in held_together(places).items():
            first = min(together).holders[0]
            self._counts_as[person] = first
            self._holder |= dict.fromkeys(together, first)
        for place, holder in self._holder.items():
            self._sit(holder, *self._seats.get(holder, ()), place)
        self._moves_nowhere = {holder for holder, seats in self._seats.items() if len(seats) > 1}
        self._could_take = {
            role: tuple(dict.fromkeys(self._counts_as.get(person, person) for person in people))
            for role, people in successors.items()
        }

    def holds_out_without_holders_of(self, place: Place) -> bool:
        """Whether all is filled again when those who hold a place have gone; if not, they stay."""
        holder = self._holder.get(place)
        if holder is None:
            return self.fill(place)
        if holder in self._gone:
            return True
        before = self.sitting.copy(), self._seats.copy()
        seats = self._seats.pop(holder)
        self._gone.add(holder)
        for seat in seats:
            del self.sitting[seat]
        if all(self.fill(seat) for seat in seats):
            return True
        self._gone.remove(holder)
        self.sitting, self._seats = before  # also those who were passed on so that some of the seats were filled
        return False

    def fill(self, place: Place) -> bool:
        """Finds somebody for a place, where others are passed on if need be; whether there is anybody."""
        asked_by = self._chain_from(place)
        person = next((person for person in asked_by if person not in self._seats), None)
        while person is not None:
            asking = asked_by[person]
            released = self.sitting.get(asking)
            self._sit(person, asking)
            person = released
        return place in self.sitting

    def _sit(self, person: str, *seats: Place) -> None:
        self._seats[person] = seats
        self.sitting |= dict.fromkeys(seats, person)

    def _chain_from(self, place: Place) -> dict[str, Place]:
        """Who could be passed on so that `place` is filled: all asked, for what, until somebody is free to come."""
        asked_by: dict[str, Place] = {}
        waiting = deque([place])
        while waiting:
            asking = waiting.popleft()
            for person in self._asked_for(asking):
                if person in asked_by or person in self._gone or person in self._moves_nowhere:
                    continue
                asked_by[person] = asking
                if person not in self._seats:
                    return asked_by
                waiting += self._seats[person]
        return asked_by

    def _asked_for(self, place: Place) -> Iterable[str]:
        """Whoever could take a place: those who held it, who may come back to it, and the bench of its role."""
        own = self._holder.get(place)
        return (*([own] if own else ()), *self._could_take.get(place.role, ()))


def held_together(places: Iterable[Place]) -> Mapping[str, set[Place]]:
    """By each who holds a place, all that are filled anew with theirs: also those of whoever they share one with."""
    together: dict[str, set[Place]] = {}
    for place in places:
        joined = {place}.union(*(together.get(person, ()) for person in place.holders))
        together |= {person: joined for each in joined for person in each.holders}
    return together

"""Each successor counted once: the most roles that can be covered when nobody covers two (maximum matching)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

Candidates = Mapping[str, Sequence[str]]
"""Who could take each role."""


def most_covered(successors: Candidates) -> Mapping[str, str]:
    """For as many roles as possible a successor of their own, by role; `successors` are those who could take each."""
    seating = Seating(successors)
    for role in successors:
        seating.fill(role)
    return seating.sitting


def covered_after_the_chain(critical: Iterable[str], successors: Candidates, holders: Mapping[str, str]) -> set[str]:
    """As many critical roles as could lose their holders at once, or are vacant, with every chair filled again.

    Whoever moves up leaves a chair, which is filled from its own bench in turn, each person once; a chain ends with
    somebody who holds none of these roles. Role after role is tried, and what was found stays: sets of roles from
    which such chains begin are a matroid.
    """
    seating = Seating(successors)
    for role, holder in holders.items():
        seating.sit(holder, role)
    return {role for role in critical if seating.holds_out_without(holders.get(role), role)}


class Seating:
    """Who sits where, as people are passed on from role to role."""

    def __init__(self, successors: Candidates) -> None:
        self.sitting: dict[str, str] = {}
        """By role."""
        self._seats: dict[str, str] = {}
        self._could_take = {role: [*people] for role, people in successors.items()}
        self._gone: set[str] = set()

    def sit(self, person: str, role: str) -> None:
        """Puts somebody into a role that they may go back to. Nobody sits in two: the first counts."""
        if person not in self._seats:
            self._put(person, role)
            self._could_take[role] = [person, *self._could_take.get(role, ())]

    def holds_out_without(self, holder: str | None, role: str) -> bool:
        """Whether all is filled again when a role has lost its holder; if not, the holder stays."""
        chair = self._seats.pop(holder, None) if holder else None
        if holder is None or chair is None:
            return self.fill(role)
        self._gone.add(holder)
        del self.sitting[chair]
        if self.fill(chair):
            return True
        self._gone.remove(holder)
        self._put(holder, chair)
        return False

    def fill(self, role: str) -> bool:
        """Finds somebody for a role, where others are passed on if need be; whether there is anybody."""
        asked_by = self._chain_from(role)
        person = next((person for person in asked_by if person not in self._seats), None)
        while person is not None:
            asking = asked_by[person]
            released = self.sitting.get(asking)
            self._put(person, asking)
            person = released
        return role in self.sitting

    def _put(self, person: str, role: str) -> None:
        self.sitting[role], self._seats[person] = person, role

    def _chain_from(self, role: str) -> dict[str, str]:
        """Who could be passed on so that `role` is filled: everybody asked, by whom, until somebody is free to come."""
        asked_by: dict[str, str] = {}
        waiting = deque([role])
        while waiting:
            asking = waiting.popleft()
            for person in self._could_take.get(asking, ()):
                if person in asked_by or person in self._gone:
                    continue
                asked_by[person] = asking
                if person not in self._seats:
                    return asked_by
                waiting.append(self._seats[person])
        return asked_by

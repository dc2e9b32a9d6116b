"""Each successor counted once: the most roles that can be covered when nobody covers two (maximum matching)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence


def most_covered(successors: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """For as many roles as possible a successor of their own, by role; `successors` are those who could take each."""
    taken_by: dict[str, str] = {}
    covers: dict[str, str] = {}
    for role in successors:
        asked_by = _chain_from(role, successors, covers)
        person = next((person for person in asked_by if person not in covers), None)
        while person is not None:
            asking = asked_by[person]
            released = taken_by.get(asking)
            taken_by[asking], covers[person] = person, asking
            person = released
    return taken_by


def _chain_from(role: str, successors: Mapping[str, Sequence[str]], covers: Mapping[str, str]) -> dict[str, str]:
    """Who could be passed on so that `role` is covered: everybody asked, by whom, until somebody is free to come."""
    asked_by: dict[str, str] = {}
    waiting = deque([role])
    while waiting:
        asking = waiting.popleft()
        for person in successors[asking]:
            if person in asked_by:
                continue
            asked_by[person] = asking
            if person not in covers:
                return asked_by
            waiting.append(covers[person])
    return asked_by

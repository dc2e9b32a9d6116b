"""What becomes of moves that are recorded, once a file tells of another first day, last day or place: told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from api.imports.histories import History, Stay, Stood
from api.imports.problems import Problem


def moves_told(identifier: str, row: int, before: History, after: History) -> Iterator[Problem]:
    """Moves of somebody that have nothing to change any more, and moves after a last day that is new."""
    left = {stay.left_on for stay in before.stays}
    for stay in after.stays:
        for stood, earlier in needless(stay):
            what = f"is there from {earlier.on} on, so that the move of {stood.on} is retracted"
            yield Problem(row, "", identifier, what, about=identifier)
        last = stay.stood[-1]
        if stay.left_on is not None and stay.left_on not in left and last.at and last.on > stay.left_on:
            what = (
                f"moved on {last.on}, as is recorded, after this last day, {stay.left_on}: where they came back in"
                " between, give the day on which they did, and else retract that move"
            )
            yield Problem(row, "", identifier, what, about=identifier)


def needless(stay: Stay) -> Iterator[tuple[Stood, Stood]]:
    """Recorded moves into a place where somebody stands already, each after the standing that says so.

    What came about by a promotion case is never needless.
    """
    for earlier, stood in pairwise(stay.stood):
        if stood.at and stood.case is None and stood.placement == earlier.placement:
            yield stood, earlier

"""What the days of a row and its status say of somebody's stays: where they do not fit, that is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from api.imports.dates import LONGEST, years_later
from api.imports.statuses import Meaning, Standing
from domain.people.leaving import LeavingReason

AHEAD: Final = 5
"""In years: whoever has a last day, or a first one, knows it no longer before."""


class Doubt(NamedTuple):
    """What does not fit, or is worth knowing."""

    field: str
    what: str
    refused: bool


class StayTold(NamedTuple):
    """The stay that a row tells of, and the one before it."""

    joined_on: date
    left_on: date | None = None
    gone: LeavingReason | None = None
    """Why, if the status says that they are no longer here."""
    earlier: tuple[date, date] | None = None
    """First and last day of a stay before."""


def stay_told(
    days: Mapping[str, date | None], status: Meaning, on: date, heading: Mapping[str, str]
) -> tuple[StayTold | None, list[Doubt]]:
    """What a row says of somebody's stay by the day of the export, and what does not fit; None without a first day."""
    joined, rejoined, left = days.get("joined_on"), days.get("rejoined_on"), days.get("left_on")
    first = joined or rejoined
    if first is None:
        return None, []
    told = StayTold(first, left, status.why)
    doubts: list[Doubt] = []
    if joined and rejoined and rejoined != joined:
        told, doubt = come_back(told, joined, rejoined, heading)
        doubts.append(doubt)
    if told.left_on is not None and told.left_on < told.joined_on:
        told, doubt = ended_before(told, status, heading)
        doubts.append(doubt)
    doubts += contradictions(told, status, on, heading)
    doubts += unlikely(told, on)
    return told, doubts


def unlikely(told: StayTold, on: date) -> Iterator[Doubt]:
    """Days that can be meant, and hardly are."""
    for field, day, earliest, latest in (
        ("joined_on", told.joined_on, years_later(on, -LONGEST), years_later(on, AHEAD)),
        ("left_on", told.left_on, date.min, years_later(on, AHEAD)),
    ):
        if day is not None and not earliest <= day <= latest:
            far = f"more than {LONGEST} years ago" if day < earliest else f"more than {AHEAD} years ahead"
            yield Doubt(field, f"is {far}: recorded as it stands; give another where that is not meant", refused=False)


def come_back(told: StayTold, joined: date, rejoined: date, heading: Mapping[str, str]) -> tuple[StayTold, Doubt]:
    """Somebody who was here before: a last day before they came back ends the earlier stay, and not this one."""
    if rejoined < joined:
        return told, Doubt("rejoined_on", f"is before {heading.get('joined_on')} “{joined}”: not used", refused=False)
    if told.left_on is not None and joined <= told.left_on < rejoined:
        earlier = (joined, told.left_on)
        what = f"is a second first day: they were here from {joined} to {told.left_on}, too, told as in the same unit"
        return told._replace(joined_on=rejoined, left_on=None, earlier=earlier), Doubt(
            "rejoined_on", what, refused=False
        )
    what = f"is a second first day, and when the stay from {joined} ended is not told: only the later stay is recorded"
    return told._replace(joined_on=rejoined), Doubt("rejoined_on", what, refused=False)


def ended_before(told: StayTold, status: Meaning, heading: Mapping[str, str]) -> tuple[StayTold, Doubt]:
    """A last day before the first: left from an earlier stay if the status says that they are here, else a mistake."""
    before = f"is before {heading.get('joined_on')} “{told.joined_on}”"
    if status.standing is Standing.HERE:
        what = f"{before}, and they are here by their status: taken for the end of an earlier stay, and not recorded"
        return told._replace(left_on=None), Doubt("left_on", what, refused=False)
    return told, Doubt("left_on", f"{before}: give a later day, or an earlier one there", refused=True)


def contradictions(told: StayTold, status: Meaning, on: date, heading: Mapping[str, str]) -> Iterator[Doubt]:
    """Where status and last day say different things of the day of the export."""
    if told.left_on is None:
        return
    if status.standing is Standing.HERE and told.left_on < on:
        what = f"has passed by {on}, and {heading.get('status', 'the name')} says that they are here"
        yield Doubt("left_on", f"{what}: put one of them right", refused=True)
    if status.standing is Standing.GONE and told.left_on > on:
        what = (
            f"lies after {on}, and {heading.get('status', 'the name')} says that they have left: recorded for that day"
        )
        yield Doubt("left_on", what, refused=False)

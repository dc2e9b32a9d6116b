"""Several jobs of one person in a file of people: where they stood, and how much they worked, as each began."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from api.imports.histories import History, Stay, Stood
from api.imports.history_updates import Today, with_today
from api.imports.people_file import PersonRow
from domain.kernel.ids import PersonId
from domain.people.employment import Placement

SHARE: Final = "share_of_full_time"


@dataclass(frozen=True)
class JobsFrom:
    """Where somebody stood in their main job, with the share of all jobs, from a day on which one of them began."""

    on: date
    said: Mapping[str, Any]


def jobs_found(
    row: PersonRow,
    today: Today,
    placed: Callable[[int, Mapping[str, Any]], dict[str, Any]],
    manager: Callable[[int, str], PersonId | None],
) -> list[JobsFrom]:
    """What somebody's jobs came to as each began, with the units, levels and managers in it found."""
    jobs = list[JobsFrom]()
    for job in row.jobs:
        above = {"manager": today.said["manager"]} if "manager" in today.said else {}
        if above and job.number != row.number:
            above = {"manager": manager(job.number, job.manager) if job.manager else None}
        jobs.append(JobsFrom(job.on, {**placed(job.number, job.said), **above}))
    return jobs


def as_of_the_day(today: Today, jobs: Sequence[JobsFrom]) -> Today:
    """What an export says of its own day, where jobs that it names are to begin after that."""
    begun = [one for one in jobs if one.on <= today.on]
    return replace(today, said=begun[-1].said) if begun and len(begun) < len(jobs) else today


def with_jobs(history: History, today: Today, jobs: Sequence[JobsFrom]) -> History:
    """The history with what several jobs came to as each began.

    Of whoever is known, what else they stood in is known better: there the share alone is taken from its day on.
    """
    known = history.stays[-1] if history.stays else None
    if known is not None and (known.left_on is None or known.left_on >= today.joined_on):
        return history.with_last_stay(with_shares(known, jobs))
    joined = with_today(history, replace(today, said=jobs[0].said))
    stay = joined.stays[-1]
    for one in jobs[1:]:
        if one.on <= (stay.left_on or date.max):
            stay = stay.with_stood(Stood(one.on, Placement(**one.said)))
    return joined.with_last_stay(stay)


def with_shares(stay: Stay, jobs: Sequence[JobsFrom]) -> Stay:
    """A stay in which the share changed on the day of each further job, where it is known as that of those before."""
    for before, after in pairwise(jobs):
        was, now, at = before.said.get(SHARE), after.said.get(SHARE), stay.stood_on(after.on)
        known = at.placement.share_of_full_time
        if (
            not stay.joined_on < after.on <= (stay.left_on or date.max)
            or now in (None, was)
            or known not in (was, None)
        ):
            continue
        stood = Stood(after.on, replace(at.placement, share_of_full_time=now))
        later = [one for one in stay.stood if one.on > after.on and one.placement.share_of_full_time == known]
        stay = stay.with_stood(
            replace(stood, at=at.at) if at.on == after.on else stood, instead_of=at if at.on == after.on else None
        )
        for one in later:
            goes_on = replace(one, placement=replace(one.placement, share_of_full_time=now))
            stay = stay.with_stood(goes_on, instead_of=one)
    return stay

"""What an edition aims at in mentoring, beside what came of it, and when somebody who joined is to have a mentor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.frameworks.adopting import Active
from domain.kernel.ids import FrameworkId
from domain.people.leave import A_DAY, Leave, days_away, due_with_leave
from projections.mentoring_network.pairs import either_away
from projections.mentoring_network.parts_counted import MentoringShare, share
from projections.staff import Member


@dataclass(frozen=True, slots=True)
class ShareTarget:
    """A share that is aimed at."""

    aimed_at: float
    """The share, from 0 to 1."""
    reached: bool | None
    """Whether the figure is as high, or higher; null below the minimum of the figure."""


@dataclass(frozen=True, slots=True)
class DaysTarget:
    """How soon whoever joins is to have a mentor."""

    aimed_at: int
    """Days from joining, days of leave left out."""
    late: MentoringShare
    """Who found a mentor later, or waits longer; of those who joined within twelve months and either found one, or have
    had all these days."""

    @property
    def reached(self) -> bool | None:
        """Whether nobody was late; None below the minimum."""
        return None if self.late.count is None else self.late.count == 0


@dataclass(frozen=True, slots=True)
class MentoringTargets:
    """What the edition in force on the day aims at in mentoring, and whether it is reached."""

    framework: FrameworkId
    """The framework, by id."""
    edition: int
    """The number of its edition."""
    across_functions: ShareTarget | None
    """Of pairs across functions; null where the edition aims at none."""
    days_to_mentor: DaysTarget | None
    """Of days to the first mentor; null where the edition aims at none."""


def targets(
    active: Active | None, across: MentoringShare, waited: Iterable[tuple[int, bool]]
) -> MentoringTargets | None:
    """What is aimed at, beside the share across functions and the days that each who joined waited; None for nothing.

    Of each who joined `waited` says how many days, and whether they found a mentor.
    """
    if active is None or (aims := active.edition.service_levels) is None:
        return None
    asked, days = aims.pairs_across_functions, aims.days_to_mentor
    return MentoringTargets(
        active.framework,
        active.edition.number,
        None if asked is None else ShareTarget(asked, None if across.ratio is None else across.ratio >= asked),
        None if days is None else DaysTarget(days, late(waited, days)),
    )


def late(waited: Iterable[tuple[int, bool]], days: int) -> MentoringShare:
    """Who waited longer than these days, of those who found a mentor or waited so long."""
    tried = [passed > days for passed, found in waited if found or passed > days]
    return share(sum(tried), len(tried))


def first_mentor_on(joined_on: date, begun: Iterable[date]) -> date | None:
    """The day of the first agreement as a mentee since somebody joined; None where there was none."""
    return min((day for day in begun if day >= joined_on), default=None)


def waited_by(
    joined: Iterable[Member], begun: Mapping[str, Sequence[date]], leaves: Mapping[str, Sequence[Leave]], until: date
) -> list[tuple[int, bool]]:
    """How many days each who joined waited for a mentor, less their leave, and whether they found one."""
    found = []
    for one in joined:
        first = first_mentor_on(one.joined_on, begun.get(one.person, ()))
        ends = until if first is None else first
        away = days_away(either_away(leaves.get(one.person, ())), one.joined_on + A_DAY, ends)
        found.append(((ends - one.joined_on).days - away, first is not None))
    return found


def mentor_due_on(joined_on: date, days: int, leaves: Iterable[Leave], until: date) -> date:
    """The day by which somebody is to have a mentor: so many days from joining, and leave that began by then."""
    return due_with_leave(joined_on, timedelta(days), leaves, until)

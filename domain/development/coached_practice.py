"""Practice that nobody coached: which coaching was on what somebody practised, and when the lack of it counts.

Practice develops whoever practises where somebody else sees to it: beforehand, by what to try, or soon after, by what
came of it (Ericsson, Krampe and Tesch-Römer, “The Role of Deliberate Practice”, 1993). Of what makes an experience
develop a leader – assessment, challenge and support (McCauley and Van Velsor, “Handbook of Leadership Development”,
2004) – it is support that is looked for here. That practice was coached does not say how well, nor is what nobody
coached in vain; of so few situations a rate would say more than is known, so they are counted.

Only coaching counts that was recorded as such. Feedback and mentoring are told to others than practice is, and lessons
to their author alone: none of them is looked at, so nobody can tell from this figure whether there are any.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.development.practice import CoachingHeld, PracticeRecorded
from domain.kernel.facts import Reference
from domain.kernel.standing import Noted
from domain.people.leave import Leave, due_with_leave

SOON: Final = timedelta(days=30)
"""For so long, coaching that cites no practice is taken to be on what was practised before it. Coaches meet those whom
they coach every two to four weeks; the number is a measure of ours, and no finding of research."""


class CoachingStatus(StrEnum):
    """Whether somebody was coached on what they practised, as far as that can be known."""

    COACHED = "coached"
    UNCOACHED = "uncoached"
    """There was time for it, in days that the ledger accompanies, and nobody did."""
    NOT_YET_DUE = "not_yet_due"
    """Nobody has coached them on it so far, and there is time left. Counted against nobody."""
    NOT_KNOWN = "not_known"
    """No coaching on it is known, and it was before the ledger's first day. Counted against nobody."""


def is_on(coaching: Noted[CoachingHeld], practice: Noted[PracticeRecorded], practised: Set[Reference]) -> bool:
    """Whether somebody was coached on some practice of theirs; `practised` is all that they practised.

    They were if one cites the other, however far apart. Coaching that cites no practice was on what they practised in
    the thirty days before: on the same assignment, if it was on one, and else on whatever it was.
    """
    cited = coaching.event.builds_on
    if practice.at in cited or coaching.at in practice.event.builds_on:
        return True
    passed = coaching.event.effective_on - practice.event.effective_on
    return (
        practised.isdisjoint(cited)
        and timedelta(0) <= passed <= SOON
        and coaching.event.assignment in (None, practice.event.assignment)
    )


def due_on(practised_on: date, leaves: Iterable[Leave] = (), until: date = date.max) -> date:
    """The last day of the time in which coaching on it is awaited: later by the days of leave in it, up to `until`."""
    return due_with_leave(practised_on, SOON, leaves, until)


def status_on(day: date, practised_on: date, due: date, *, coached: bool, first_day: date | None) -> CoachingStatus:
    """How practice stands on a day; `first_day` is the ledger's, None as long as nobody has said which that is."""
    if coached:
        return CoachingStatus.COACHED
    if first_day is not None and practised_on < first_day:
        return CoachingStatus.NOT_KNOWN
    return CoachingStatus.NOT_YET_DUE if day <= due else CoachingStatus.UNCOACHED

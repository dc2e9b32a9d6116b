"""Whether people were coached on what they practised: a pure function of the practice and coaching on a timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from domain.development.coached_practice import CoachingStatus, due_on, is_on, status_on
from domain.development.practice import CoachingHeld, PracticeRecorded
from domain.kernel.dates import a_year_before
from domain.kernel.facts import Reference
from domain.kernel.standing import Noted
from domain.people.leave import Leave
from ledger import Entry
from projections.development_history.timeline_tables import ASKED, OF_ASKED, Part
from projections.engine.reading import Reading
from projections.engine.visibility import visible
from projections.leaves import leaves_begun

KINDS: Final = (PracticeRecorded.__name__, CoachingHeld.__name__)
EVERY_FORM: Final = f"""
    SELECT asked.person, m.position, {visible("m")} FROM {ASKED}
    JOIN read_models.milestones m ON {OF_ASKED} AND m.position <= %(position)s
    WHERE m.kind = ANY (%(kinds)s) AND m.part = %(part)s
    ORDER BY m.effective_on, m.origin"""
"""What was corrected, too: it may be cited by what it said before."""


@dataclass(frozen=True)
class PracticeSituation:
    """A real situation in which somebody led, and whether they were coached on it."""

    practice: Entry[Any]
    coaching: tuple[Entry[Any], ...]
    """The coaching on it, the earliest first."""
    practised_on: date
    """The day on which they led."""
    due_on: date
    """The last day of the time in which coaching on it is awaited: thirty days."""
    status: CoachingStatus
    """Whether they were coached on it, as far as that can be known."""


@dataclass(frozen=True)
class Practice:
    """What somebody practised from one day to another, and on how much of it they were coached."""

    since: date
    """The first day of the period."""
    until: date
    """Its last day: the one asked about, or the last up to which anything was known, if that came first."""
    situations: tuple[PracticeSituation, ...]
    """The situations in which they led, the latest first."""

    @property
    def coached(self) -> int:
        """In how many of them they were coached: one cites the other, or coaching that cites none came within thirty
        days, on the same assignment or in general."""
        return self._counted(CoachingStatus.COACHED)

    @property
    def uncoached(self) -> int:
        """In how many of them nobody coached them, though there was time."""
        return self._counted(CoachingStatus.UNCOACHED)

    @property
    def not_yet_due(self) -> int:
        """In how many of them nobody has coached them so far, and there is time left. Counted against nobody."""
        return self._counted(CoachingStatus.NOT_YET_DUE)

    @property
    def not_known(self) -> int:
        """In how many of them it is not known, as they were before the ledger. Counted against nobody."""
        return self._counted(CoachingStatus.NOT_KNOWN)

    def _counted(self, status: CoachingStatus) -> int:
        return sum(situation.status is status for situation in self.situations)


async def practice_coached(
    reading: Reading, people: Sequence[str], *, since: date | None = None, first_day: date | None = None
) -> Mapping[str, Practice]:
    """What each of these people practised since a day, or in a year; `first_day` is the ledger's, as known then."""
    asked = {"people": list(dict.fromkeys(people)), "kinds": list(KINDS), "part": Part.OWN}
    rows = await reading.rows(EVERY_FORM, asked, about=people)
    entries = await reading.entries({position for _, position, _ in rows}, about=people)
    origins = {Reference(entry.stream, entry.version): entry.at for entry in entries.values()}
    stands: dict[str, list[Entry[Any]]] = {person: [] for person in people}
    for person, position, stands_then in rows:
        if stands_then and position in entries:
            stands[person].append(entries[position])
    until = min(reading.on, reading.known_on)
    since = since or a_year_before(until)
    leaves = await leaves_begun(reading, people)
    return {
        person: Practice(
            since, until, tuple(situations(told, leaves.get(person, ()), origins, since, until, first_day))[::-1]
        )
        for person, told in stands.items()
    }


def situations(
    told: Iterable[Entry[Any]],
    leaves: Collection[Leave],
    origins: Mapping[Reference, Reference],
    since: date,
    until: date,
    first_day: date | None,
) -> Iterator[PracticeSituation]:
    """One person's practice since a day, by all practice and coaching of theirs; in its order."""
    noted = [
        (entry, as_noted(entry, origins)) for entry in told if isinstance(entry.event, PracticeRecorded | CoachingHeld)
    ]
    practised = {each.at for _, each in noted if isinstance(each.event, PracticeRecorded)}
    held = [(entry, each) for entry, each in noted if isinstance(each.event, CoachingHeld)]
    for entry, practice in noted:
        day = practice.event.effective_on
        if isinstance(practice.event, PracticeRecorded) and day >= since:
            coaching = tuple(about for about, each in held if is_on(each, practice, practised))
            due = due_on(day, leaves, until)
            status = status_on(until, day, due, coached=bool(coaching), first_day=first_day)
            yield PracticeSituation(entry, coaching, day, due, status)


def as_noted(entry: Entry[Any], origins: Mapping[Reference, Reference]) -> Noted[Any]:
    """An entry as it is cited, citing others by the first entry of their chains."""
    cited = tuple(origins.get(at, at) for at in entry.event.builds_on)
    return Noted(replace(entry.event, builds_on=cited), entry.at)

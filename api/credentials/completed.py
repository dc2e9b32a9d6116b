"""What somebody has completed: the entries that say so, each as it was last corrected.

Completed is an assignment that was seen through, and a mentorship that ended with its goals reached, for mentee and
mentor alike. What was cut short is not, nor what has no end, as practice and coaching; and what others said or judged
is theirs. What rests on somebody's own word alone is not attested by anybody, and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from domain.catalogue import EVENTS
from domain.development.assignments import AssignmentCompleted, AssignmentGiven
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.ids import PersonId
from domain.mentoring.agreements import MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.people.employment import Employment
from domain.people.erasure import Erasure
from ledger import Entry, Ledger
from ledger.storage.unread import readable


@dataclass(frozen=True)
class Completed:
    """Something that somebody has completed."""

    person: PersonId
    begun: Disclosed
    """How it began: what was given, or agreed."""
    ended: Disclosed
    """That it was seen through."""
    known_since: date | None = None
    """Since when the ledger knows the person."""

    @property
    def origin(self) -> str:
        """Whose it is and on which entries it rests, by their own places: another once one of them is corrected."""
        return f"{self.person} {self.ended.stream} {self.begun.version} {self.ended.version}"

    @property
    def begun_by_another(self) -> bool:
        """Whether somebody else than the person, or a system, wrote how it began, as that stands."""
        return self.begun.recorded_by != self.person

    @property
    def ended_by_another(self) -> bool:
        """Whether somebody else than the person, or a system, wrote that it was seen through, as that stands."""
        return self.ended.recorded_by != self.person

    @property
    def is_attested(self) -> bool:
        """Whether it is on record from anybody but the person."""
        return self.begun_by_another or self.ended_by_another

    @property
    def was_seen(self) -> bool:
        """Whether somebody saw it through with them, by the word of others, and it was not changed afterwards."""
        told = self.ended.value("seen_by") not in (None, self.person) and self.ended_by_another
        return told and self.begun.position < self.ended.position

    @property
    def begun_on(self) -> date | None:
        """The first day of an assignment, or the day of an agreement; None where nobody else says it."""
        day = self.begun.value("starts_on") or self.begun.effective_on
        return self._told(day) if self.begun_by_another and day <= self.ended.effective_on else None

    @property
    def ended_on(self) -> date | None:
        """The day on which it was completed; None where nobody else says it."""
        return self._told(self.ended.effective_on) if self.ended_by_another else None

    def _told(self, day: date) -> date | None:
        """A day, unless it was before the ledger knew them: of that the organisation knows nothing."""
        return day if self.known_since is None or self.known_since <= day else None

    @property
    def recorded_at(self) -> datetime:
        """Since when the ledger says all of it."""
        return max(self.begun.recorded_at, self.ended.recorded_at)

    @property
    def as_mentor(self) -> bool:
        """Whether they were the one who promised their time."""
        mentor: PersonId | None = self.ended.value("mentor")
        return mentor == self.person


def assignments(said: Sequence[Disclosed], person: PersonId) -> Iterator[Completed]:
    """The assignments that somebody has seen through."""
    given = {one.value("assignment"): one for one in said if is_a(one, AssignmentGiven)}
    for one in said:
        if is_a(one, AssignmentCompleted) and one.value("assignment") in given:
            yield Completed(person, given[one.value("assignment")], one)


def mentorships(said: Sequence[Disclosed], person: PersonId) -> Iterator[Completed]:
    """The mentorship whose goals were reached, if they are one of the two by how it began and by how it ended."""
    agreed = next((one for one in said if is_a(one, MentorshipAgreed)), None)
    if agreed is None or person not in pair(agreed):
        return
    for one in said:
        if is_a(one, MentorshipEnded) and one.value("why") is WhyEnded.GOALS_REACHED and pair(one) == pair(agreed):
            yield Completed(person, agreed, one)


def pair(one: Disclosed) -> tuple[PersonId | None, PersonId | None]:
    """Mentor and mentee, as an entry names them."""
    return one.value("mentor"), one.value("mentee")


KINDS: Final = tuple(
    kind.__name__ for kind in (AssignmentGiven, AssignmentCompleted, MentorshipAgreed, MentorshipEnded, EntryRetracted)
)
ERASING: Final = tuple(kind for kind, event in EVENTS.items() if event.memory is Erasure)


def completed_by(person: PersonId, ledger: Ledger) -> list[Completed]:
    """What somebody has completed by today and others attest, the latest first; nothing of whoever was erased."""
    if any(ledger.streams([person], kinds=ERASING).values()) or not ledger.keys.is_there(person):
        return []
    together = {noted.at.stream for noted in ledger.book().concerning(person, MentorshipEnded)}
    said = {
        stream: standing_entries(entries, person, ledger)
        for stream, entries in ledger.streams([person, *sorted(together)], kinds=KINDS).items()
    }
    found = [
        *assignments(said.pop(person), person),
        *(one for each in said.values() for one in mentorships(each, person)),
    ]
    today, known_since = ledger.today(), ledger.book().recall(Employment, person).known_since
    told = [replace(one, known_since=known_since) for one in found if one.is_attested]
    by_day = sorted(told, key=lambda one: one.ended.effective_on, reverse=True)
    return [one for one in by_day if one.ended.effective_on <= today]


def standing_entries(entries: Sequence[Entry[Any]], person: PersonId, ledger: Ledger) -> list[Disclosed]:
    """The last of each chain of corrections, unless that is a retraction or cannot be read, as it may be told them."""
    chains: dict[Reference, Entry[Any]] = {entry.at: entry for entry in entries}
    told = Gate(ledger).disclose_to(person, filter(readable, chains.values()))
    return [one for one in told if not is_a(one, EntryRetracted)]


def is_a(one: Disclosed, kind: type[Event[Any]]) -> bool:
    """Whether an entry is of a kind."""
    return one.kind == kind.__name__

"""What somebody has completed: the entries that say so, each as it was last corrected.

Completed is an assignment that was seen through, and a mentorship that ended with its goals reached, for mentee and
mentor alike. What was cut short is not, nor what has no end, as practice and coaching; and what others said or judged
is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from domain.catalogue import EVENTS
from domain.development.assignments import AssignmentCompleted, AssignmentGiven
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.ids import PersonId
from domain.mentoring.agreements import MentorshipAgreed, MentorshipEnded, WhyEnded
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

    @property
    def origin(self) -> str:
        """Whose it is and on which entries it rests, by their own places: another once one of them is corrected."""
        return f"{self.person} {self.ended.stream} {self.begun.version} {self.ended.version}"

    @property
    def begun_on(self) -> date:
        """The first day of an assignment, or the day of an agreement."""
        starts_on: date | None = self.begun.value("starts_on")
        return starts_on or self.begun.effective_on

    @property
    def ended_on(self) -> date:
        """The day on which it was completed."""
        return self.ended.effective_on

    @property
    def recorded_at(self) -> datetime:
        """Since when the ledger says all of it."""
        return max(self.begun.recorded_at, self.ended.recorded_at)

    @property
    def as_mentor(self) -> bool:
        """Whether they were the one who promised their time."""
        mentor: PersonId | None = self.begun.value("mentor")
        return mentor == self.person


def assignments(said: Sequence[Disclosed], person: PersonId) -> Iterator[Completed]:
    """The assignments that somebody has seen through."""
    given = {one.value("assignment"): one for one in said if is_a(one, AssignmentGiven)}
    for one in said:
        if is_a(one, AssignmentCompleted) and one.value("assignment") in given:
            yield Completed(person, given[one.value("assignment")], one)


def mentorships(said: Sequence[Disclosed], person: PersonId) -> Iterator[Completed]:
    """The mentorship whose goals were reached, if they are one of the two."""
    agreed = next((one for one in said if is_a(one, MentorshipAgreed)), None)
    if agreed is None or person not in (agreed.value("mentor"), agreed.value("mentee")):
        return
    for one in said:
        if is_a(one, MentorshipEnded) and one.value("why") is WhyEnded.GOALS_REACHED:
            yield Completed(person, agreed, one)


KINDS: Final = tuple(
    kind.__name__ for kind in (AssignmentGiven, AssignmentCompleted, MentorshipAgreed, MentorshipEnded, EntryRetracted)
)
ERASING: Final = tuple(kind for kind, event in EVENTS.items() if event.memory is Erasure)


def completed_by(person: PersonId, ledger: Ledger) -> list[Completed]:
    """What somebody has completed by today, the latest first; nothing of whoever was erased."""
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
    today = ledger.today()
    return sorted((one for one in found if one.ended_on <= today), key=lambda one: one.ended_on, reverse=True)


def standing_entries(entries: Sequence[Entry[Any]], person: PersonId, ledger: Ledger) -> list[Disclosed]:
    """The last of each chain of corrections, unless that is a retraction or cannot be read, as it may be told them."""
    chains: dict[Reference, Entry[Any]] = {entry.at: entry for entry in entries}
    told = Gate(ledger).disclose_to(person, filter(readable, chains.values()))
    return [one for one in told if not is_a(one, EntryRetracted)]


def is_a(one: Disclosed, kind: type[Event[Any]]) -> bool:
    """Whether an entry is of a kind."""
    return one.kind == kind.__name__

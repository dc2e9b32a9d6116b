"""What judging a decision again is going to look up, read in a few looks: not one person after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from domain.kernel.ids import CaseId
from domain.mentoring.agreements import MentorshipAgreed
from domain.organisation.role import AppointmentMade
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.promotions.decisions import PromotionDecision
from ledger.deciding.sources import StreamsAsOf
from ledger.entry import Entry
from ledger.identifiers import is_person

PLACED: Final = (PersonJoined, PersonMoved)
"""What says who leads somebody."""
FOLLOWED: Final = frozenset(kind.__name__ for kind in (*PLACED, MentorshipAgreed))
"""Whoever asks which of these touch somebody asks what else stands on their streams: of reports, of pairs."""


class Foreseen(StreamsAsOf):
    """The ledger as it stood at a position, read ahead where it is known what is asked next."""

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing, read once."""
        found = super().entries_concerning(subject, kind, until)
        if kind in FOLLOWED:
            self.look_ahead({entry.stream for entry in found})
        return found


def foresee(case: CaseId, decision: PromotionDecision, streams: Foreseen) -> None:
    """Read what the decision is about, then all who have a part in the case, led the candidate or held the role."""
    about = [stream for stream in (case, decision.candidate, decision.role, decision.framework) if stream]
    found = streams.streams(about)
    streams.look_ahead({one for stream in about for entry in found[stream].entries for one in people_in(entry)})


def people_in(entry: Entry[Any]) -> Iterator[str]:
    """Who else is going to be looked up because of an entry."""
    if entry.stream.startswith("case-") or isinstance(entry.event, (*PLACED, AppointmentMade)):
        yield from filter(is_person, entry.event.concerns())

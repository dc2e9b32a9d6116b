"""Mentoring agreements as those see them who made them: sessions held, hours promised and kept, what is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from api.pages.page import Answer

Told = Mapping[str, Any]


@dataclass(frozen=True)
class AgreementSeen:
    """One agreement, as of a day."""

    subject: str
    """Its id."""
    part: str
    """What whoever looks is in it: MENTOR or MENTEE."""
    other: Told | None
    """The other one; None where they are not known at that moment."""
    begun: date
    ends: date | None
    ended: date | None
    goals: str | None
    cadence: int
    promised: float
    sessions: int
    hours: float
    last: date | None
    """The day of the last session."""

    def next_due(self) -> date | None:
        """The day by which they are to meet again; None once it has ended."""
        return None if self.ended else (self.last or self.begun) + timedelta(days=self.cadence)

    def is_overdue(self, on: date) -> bool:
        """Whether they should have met again by that day."""
        due = self.next_due()
        return due is not None and due < on


def as_mentor_and_mentee(answer: Answer) -> Mapping[str, object]:
    """The agreements of whoever asks: as a mentor, and as a mentee; those that stand come first. And what is told of
    each beside what stands on the timeline, by its id."""
    now = answer["now"]
    found = agreements(now["mentoring"]["nodes"]) if now else []
    network = (now.get("network") if now else None) or {}
    return {
        "figures": {one["id"]: one for one in network.get("agreements") or ()},
        "on": date.fromisoformat(now["asOf"]["effectiveOn"]) if now else None,
        "mentees": [one for one in found if one.part == "MENTOR"],
        "mentors": [one for one in found if one.part == "MENTEE"],
    }


def agreements(milestones: Sequence[Told]) -> list[AgreementSeen]:
    """Every agreement on somebody's timeline: first those that stand, the one that is due first before others."""
    found = [agreement(told, milestones) for told in milestones if told["kind"] == "MentorshipAgreed"]
    return sorted(found, key=lambda one: (one.ended is not None, one.next_due() or date.max, one.begun))


def agreement(told: Told, milestones: Sequence[Told]) -> AgreementSeen:
    """One agreement, with what stands on its stream beside it."""
    fact: Told = told["entry"]["fact"] or {}
    beside = [one for one in milestones if one["entry"]["subject"] == told["entry"]["subject"]]
    held = [one for one in beside if one["kind"] == "MentoringSessionHeld"]
    ended = next((one for one in beside if one["kind"] == "MentorshipEnded"), None)
    other = "mentee" if told["part"] == "MENTOR" else "mentor"
    return AgreementSeen(
        subject=told["entry"]["subject"],
        part=told["part"],
        other=next((one["person"] for one in fact.get("people", ()) if one["namedAs"] == other), None),
        begun=date.fromisoformat(told["effectiveOn"]),
        ends=day_of(fact.get("endsOn")),
        ended=None if ended is None else day_of(ended["effectiveOn"]),
        goals=fact.get("goals"),
        cadence=int(fact.get("cadenceDays") or 0),
        promised=float(fact.get("hoursPromised") or 0),
        sessions=len(held),
        hours=sum(float((one["entry"]["fact"] or {}).get("hours") or 0) for one in held),
        last=max((date.fromisoformat(one["effectiveOn"]) for one in held), default=None),
    )


def day_of(text: str | None) -> date | None:
    """The day that is told; None for none."""
    return date.fromisoformat(text) if text else None

"""Lives as they might be lived, and then some: any event on any day, corrected and retracted in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.development.aspirations import AspirationStated, Path, Willingness
from domain.frameworks.criteria import Requirement
from domain.frameworks.edition import Readiness
from domain.judging.findings import Finding, Verdict
from domain.kernel.facts import EntryRetracted, Event
from domain.kernel.ids import PersonId
from domain.organisation.appointments import RoleEstablished
from domain.organisation.profiles import RoleProfileDefined
from domain.organisation.role import AppointmentMade, RoleVacated
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.people.naming import PersonRenamed
from domain.succession.emergency_cover import EmergencyCoverNamed
from domain.succession.readiness import ReadinessAssessed
from domain.succession.slates import SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate
from ledger import new_id
from tests.examples import EXAMPLES
from tests.projections.streams_written import Streams, a_person, a_role

FIRST_DAY = date(2024, 1, 1)
DAYS = st.integers(0, 40).map(lambda days: FIRST_DAY + timedelta(days=days))
ONE_OF_EACH = {type(event): event for event in EXAMPLES}
ROLE_EVENTS = (
    RoleEstablished,
    RoleProfileDefined,
    AppointmentMade,
    RoleVacated,
    SuccessorNominated,
    SlateConfirmed,
    SuccessorRemovedFromSlate,
    ReadinessAssessed,
    EmergencyCoverNamed,
)
ON_OTHER_STREAMS = ("Promotion", "Evidence", "File", "Entry", "Framework")
ONCE = ("PersonalDataErased",)
"""What is an act, happens once, and is never taken back."""


@dataclass(frozen=True)
class Step:
    """Something is written: an event of the story, or one that supersedes an earlier one."""

    kind: type[Event[Any]]
    stream: int
    whom: int
    day: date
    supersedes: int | None
    retracts: bool


def kinds() -> list[type[Event[Any]]]:
    """The kinds that stand on streams of people, roles and mentorships, and may be told again and again."""
    return [kind for kind in ONE_OF_EACH if not kind.__name__.startswith((*ON_OTHER_STREAMS, *ONCE))]


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(kinds()),
        stream=st.integers(0, 1),
        whom=st.integers(0, 2),
        day=DAYS,
        supersedes=st.none() | st.none() | st.integers(0, 30),
        retracts=st.booleans(),
    ),
    min_size=1,
    max_size=30,
)


class Cast:
    """A few people, roles and a mentorship, and what has been written about them so far."""

    def __init__(self, streams: Streams) -> None:
        self.streams = streams
        self.people = [PersonId(a_person()) for _ in range(3)]
        self.roles = [a_role() for _ in range(2)]
        self.pair = new_id("mentorship")
        self.written: list[tuple[str, int, type[Event[Any]]]] = []

    def take(self, step: Step) -> None:
        """Write what a step says."""
        if step.supersedes is not None and self.written:
            stream, version, kind = self.written[step.supersedes % len(self.written)]
            event: Event[Any] = self.event(replace(step, kind=kind))
            if step.retracts:
                event = EntryRetracted(effective_on=step.day)
            self.streams.put(stream, event, supersedes=version)
            return
        stream = self.stream_of(step)
        self.written.append((stream, self.streams.put(stream, self.event(step)), step.kind))

    def stream_of(self, step: Step) -> str:
        """Whose stream the step is written on."""
        if step.kind in ROLE_EVENTS:
            return self.roles[step.stream]
        of_two = {"mentor", "mentee"} <= vars(ONE_OF_EACH[step.kind]).keys()
        return self.pair if of_two else self.people[step.stream]

    def event(self, step: Step) -> Event[Any]:
        """The example of that kind, about these people, on that day."""
        person, other = self.people[step.whom], self.people[(step.whom + 1) % 3]
        told = ONE_OF_EACH[step.kind]
        names = {
            "candidate": person,
            "person": person,
            "nominated_by": other,
            "manager": other,
            "mentee": person,
            "mentor": other,
            "assessor": other,
            "coach": other,
            "giver": other,
            "asked": other,
            "supported_by": other,
            "assessed_by": other,
            "named_by": other,
        }
        said: dict[str, Any] = {name: value for name, value in names.items() if name in vars(told)}
        if step.kind is SlateConfirmed:
            said["successors"] = tuple(self.people[: step.whom]) if step.stream else (person, other)
        if step.kind in (PersonJoined, PersonRenamed):
            said["name"] = f"Name {step.day} {step.whom}"
        said |= self.varied(step)
        return replace(told, **said, effective_on=step.day)

    def varied(self, step: Step) -> dict[str, Any]:
        """What is said one way or another, by the day on which it is."""
        turn = step.day.toordinal()
        if step.kind in (PersonJoined, PersonMoved):
            return {"level": (None, "self", "others")[turn % 3]}
        if step.kind is AspirationStated:
            closely: dict[str, Any] = ({}, {"role": self.roles[turn % 2]}, {"level": "others"})[turn // 3 % 3]
            word = {"path": [*Path][turn % 3], "willingness": (None, *Willingness)[turn % 4]}
            return {"role": None, "level": None, "stated_by": None, **word, **closely}
        if step.kind is ReadinessAssessed:
            verdict = (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_JUDGED)[turn % 3]
            findings = (Finding(Requirement.WILLINGNESS, verdict, ()), Finding(Requirement.LIVE_PLAN, Verdict.MET, ()))
            until = step.day + timedelta(days=turn % 30)
            return {"readiness": [*Readiness][turn % 4], "findings": findings[: turn % 5], "expires_on": until}
        if step.kind is RoleProfileDefined:
            return {"places": 1 + turn % 2, "level": "others", "critical": turn % 3 > 0}
        if step.kind is AppointmentMade:
            return {"share": (100, 50, 40)[turn % 3]}
        if step.kind is EmergencyCoverNamed:
            return {"until": step.day + timedelta(days=turn % 30)}
        return {}

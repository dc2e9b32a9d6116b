"""A team for feedback cycles: Ada, whom Ben leads together with her peers, and who leads others herself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from domain.cycles.closing import FeedbackCycleClosed
from domain.cycles.cycle import CycleId
from domain.cycles.opening import FeedbackCycleOpened
from domain.cycles.planning import FeedbackCyclePlanned
from domain.cycles.rater_groups import GroupAsked, GroupTold, RaterGroup
from domain.development.development import Purpose
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.ids import PersonId
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from tests.spec import Given, Written, given
from tests.units import TOOLING

SELF, MANAGER, PEERS, REPORTS, OTHERS = RaterGroup
CYCLE: Final = CycleId("cycle-1")
ADA, BEN, CAI = PersonId("person-ada"), PersonId("person-ben"), PersonId("person-cai")
PEERS_OF_ADA: Final = tuple(PersonId(f"person-peer-{number}") for number in range(1, 5))
REPORTS_OF_ADA: Final = tuple(PersonId(f"person-report-{number}") for number in range(1, 6))
LONG_AGO, MAY, JUNE, JULY = date(2020, 1, 6), date(2024, 5, 6), date(2024, 6, 3), date(2024, 7, 1)
PUBLISHED: Final = FrameworkPublished(DEFAULT_EDITION, effective_on=LONG_AGO)

PLANNED: Final = FeedbackCyclePlanned(
    ADA,
    Purpose.DEVELOPMENT,
    DEFAULT_FRAMEWORK,
    1,
    ("direction", "courage"),
    closes_on=JUNE,
    planned_by=ADA,
    effective_on=MAY,
)


def groups(*, peers: int = 4, reports: int = 5) -> tuple[GroupTold, ...]:
    """The groups of a cycle that asks so many."""
    several = (GroupTold(SELF, 1, 1, 1), GroupTold(MANAGER, 1, 1, 4), GroupTold(PEERS, peers, 3, 8))
    return (*several, GroupTold(REPORTS, reports, 4, 9))


def opened(told: tuple[GroupTold, ...] = groups()) -> FeedbackCycleOpened:
    """That the cycle opened with these groups."""
    asked = tuple(GroupAsked(one.group, one.raters) for one in told)
    return FeedbackCycleOpened(ADA, asked, told, BEN, effective_on=MAY + timedelta(days=1))


def closed(on: date) -> FeedbackCycleClosed:
    """That a cycle closed on a day."""
    return FeedbackCycleClosed(ADA, Purpose.DEVELOPMENT, groups(), (), (), effective_on=on)


def joined(name: str, manager: PersonId | None = None) -> PersonJoined:
    return PersonJoined(name, TOOLING, manager=manager, effective_on=LONG_AGO)


def left(on: date) -> PersonLeft:
    return PersonLeft(LeavingReason.RESIGNED, effective_on=on)


def team(*own: Written) -> Given:
    """What stands on the cycle's stream, where the team is known and a framework is out."""
    told = given(*own).and_on(DEFAULT_FRAMEWORK, PUBLISHED).and_on(BEN, joined("Ben")).and_on(ADA, joined("Ada", BEN))
    for number, peer in enumerate(PEERS_OF_ADA):
        told = told.and_on(peer, joined(f"Peer {number}", BEN))
    for number, report in enumerate(REPORTS_OF_ADA):
        told = told.and_on(report, joined(f"Report {number}", ADA))
    return told.and_on(CAI, joined("Cai"))


def for_decisions(planned: FeedbackCyclePlanned) -> FeedbackCyclePlanned:
    """The same, where it serves a decision."""
    return replace(planned, purpose=Purpose.DECISION)

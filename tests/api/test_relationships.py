"""How somebody stands to whom they look at follows from the ledger alone, as of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import pytest

from api.access.relationships import Relationship, relationships
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.judging.findings import EvidenceKind
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.history import LedgerBegun
from domain.kernel.ids import CaseId, MentorshipId, PersonId, RoleId
from domain.mentoring.accepting import MentorshipAccepted
from domain.mentoring.agreements import MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.offices.accesses import AccessTaken
from domain.offices.mandates import MandateEnded, MandateGiven
from domain.offices.offices import Mandate
from domain.organisation.profiles import RoleProfileDefined
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.people.reporting_lines import LineKind, ReportingLineSet
from domain.promotions.candidacies import CandidacyWithdrawn
from domain.promotions.panels.convening import PromotionPanelConvened
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import EvidenceFiled
from domain.promotions.proposals import PromotionProposed
from domain.units.unit import UnitMoved
from tests.spec import BookInMemory, EntryInMemory
from tests.units import ASSEMBLY, HOUSE, PRODUCTION, TOOLING

R = Relationship
(
    ADA,
    BOSS,
    CHIEF,
    MENTOR,
    WAS,
    PARTNER,
    OF_TOOLING,
    OF_PRODUCTION,
    AUDITOR,
    COUNCIL,
    STEWARD,
    MEMBER,
    PROPOSER,
    SIDE,
    STRANGER,
) = (PersonId(f"person-0190a000-0000-7000-8000-0000000000{number:02}") for number in range(15))
PAIR, OVER, MEANT = (MentorshipId(f"mentorship-0190a000-0000-7000-8000-00000000000{number}") for number in (1, 2, 3))
CASE, ROLE = CaseId("case-0190a000-0000-7000-8000-000000000001"), RoleId("role-0190a000-0000-7000-8000-000000000001")
DAY, NEXT, FAR, TODAY = date(2024, 1, 8), date(2024, 3, 4), date(2031, 1, 1), date(2026, 5, 4)


def joined(manager: PersonId | None = None) -> PersonJoined:
    return PersonJoined("Somebody", TOOLING, level="self", manager=manager, effective_on=DAY)


def charged(mandate: Mandate, unit: Any = None, until: date = FAR) -> MandateGiven:
    return MandateGiven(mandate, until, STEWARD, unit, effective_on=DAY)


def agreed(mentor: PersonId) -> MentorshipAgreed:
    return MentorshipAgreed(mentor, ADA, "Lead", 12.0, 30, None, effective_on=DAY)


PROFILE: Final = RoleProfileDefined("Head", TOOLING, "", "leaders", 1, True, "", (), SIDE, None, effective_on=NEXT)
STREAMS: Final[Mapping[str, Sequence[Event[Any]]]] = {
    TOOLING: (HOUSE[TOOLING], UnitMoved(PRODUCTION, effective_on=DAY)),
    ADA: (
        joined(STRANGER),
        PersonMoved(TOOLING, level="self", manager=BOSS, effective_on=NEXT),
        ReportingLineSet(LineKind.FUNCTIONAL, SIDE, effective_on=NEXT),
    ),
    BOSS: (joined(CHIEF),),
    CHIEF: (joined(),),
    PARTNER: (charged(Mandate.TALENT_PARTNER),),
    OF_TOOLING: (charged(Mandate.TALENT_PARTNER, ASSEMBLY),),
    OF_PRODUCTION: (charged(Mandate.TALENT_PARTNER, PRODUCTION),),
    AUDITOR: (charged(Mandate.AUDITOR),),
    COUNCIL: (charged(Mandate.COUNCIL),),
    STEWARD: (charged(Mandate.STEWARD),),
    STRANGER: (joined(), charged(Mandate.AUDITOR, until=NEXT)),
    PAIR: (agreed(MENTOR), MentorshipAccepted(MENTOR, ADA, effective_on=NEXT)),
    MEANT: (agreed(STRANGER),),
    OVER: (
        agreed(WAS),
        MentorshipAccepted(WAS, ADA, effective_on=DAY),
        MentorshipEnded(WAS, ADA, WhyEnded.TIME_UP, effective_on=NEXT),
    ),
    CASE: (
        PromotionProposed(
            ADA, None, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 1, PROPOSER, "Leads", effective_on=NEXT
        ),
        PromotionPanelConvened(ADA, (MEMBER,), 1, STRANGER, effective_on=NEXT),
    ),
    ROLE: (PROFILE, AppointmentMade(ADA, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=NEXT)),
}


def book(*further: tuple[str, Event[Any]]) -> BookInMemory:
    told: defaultdict[str, list[Event[Any]]] = defaultdict(list)
    for stream, events in STREAMS.items():
        told[stream] += events
    for stream, event in further:
        told[stream].append(event)
    entries = (EntryInMemory(each, stream, at) for stream, events in told.items() for at, each in enumerate(events, 1))
    return BookInMemory(tuple(entries), today=TODAY)


OTHERS: Final = (ADA, BOSS, CHIEF, MENTOR, WAS, PARTNER, OF_TOOLING, OF_PRODUCTION, AUDITOR, COUNCIL, STEWARD, MEMBER)
CHARGED_FOR_ALL: Final = {
    PARTNER: {R.TALENT_PARTNER}, AUDITOR: {R.AUDITOR}, COUNCIL: {R.COUNCIL}, STEWARD: {R.STEWARD},
}  # fmt: skip
CHARGED_THERE: Final = CHARGED_FOR_ALL | {OF_PRODUCTION: {R.TALENT_PARTNER}}
EXPECTED: Final[Mapping[str, Mapping[PersonId, set[Relationship]]]] = {
    ADA: {
        **CHARGED_THERE,
        ADA: {R.SELF},
        BOSS: {R.MANAGER},
        CHIEF: {R.MANAGER},
        MENTOR: {R.MENTOR},
        WAS: {R.MENTOR_THEN},
        SIDE: {R.OTHER_MANAGER},
        MEMBER: {R.PANEL},
    },
    BOSS: {**CHARGED_THERE, BOSS: {R.SELF}, CHIEF: {R.MANAGER}},
    MENTOR: {**CHARGED_FOR_ALL, MENTOR: {R.SELF}},
    PAIR: {
        **CHARGED_THERE, ADA: {R.SELF}, MENTOR: {R.SELF}, BOSS: {R.MANAGER}, CHIEF: {R.MANAGER},
        SIDE: {R.OTHER_MANAGER},
    },
    CASE: {
        **CHARGED_THERE, ADA: {R.SELF}, BOSS: {R.MANAGER}, CHIEF: {R.MANAGER}, SIDE: {R.OTHER_MANAGER},
        MEMBER: {R.PANEL}, PROPOSER: {R.PANEL}, STRANGER: {R.DECIDER},
    },
    ROLE: {**CHARGED_THERE, BOSS: {R.MANAGER}, CHIEF: {R.MANAGER}, SIDE: {R.MANAGER}},
    TOOLING: CHARGED_THERE,
    ORGANISATION: CHARGED_FOR_ALL,
    DEFAULT_FRAMEWORK: CHARGED_FOR_ALL,
}  # fmt: skip
"""To each subject, everybody who is more than a colleague."""


@pytest.mark.parametrize("subject", EXPECTED)
def test_everybody_stands_to_everything_as_the_ledger_says(subject: str) -> None:
    known, expected = book(), EXPECTED[subject]
    for viewer in (*OTHERS, PROPOSER, SIDE, STRANGER):
        assert relationships(viewer, subject, known) == {R.COLLEAGUE, *expected.get(viewer, ())}, viewer


def test_whoever_was_something_is_it_no_more() -> None:
    over = book(
        (ADA, PersonMoved(ASSEMBLY, level="self", manager=CHIEF, effective_on=TODAY)),
        (PARTNER, MandateEnded(Mandate.TALENT_PARTNER, STEWARD, effective_on=DAY)),
        (CASE, CandidacyWithdrawn(ADA, effective_on=TODAY)),
    )
    for viewer in (BOSS, PARTNER, OF_PRODUCTION, MEMBER, PROPOSER):
        assert relationships(viewer, ADA, over) == {R.COLLEAGUE}, viewer
    assert relationships(OF_TOOLING, ADA, over) == {R.COLLEAGUE, R.TALENT_PARTNER}, "she stands in their unit now"
    assert relationships(MEMBER, CASE, over) == {R.COLLEAGUE, R.PANEL}, "their own case stays theirs to read"


def test_of_pairs_from_before_the_ledger_nobody_asks_whether_the_mentee_wanted_it() -> None:
    assert R.MENTOR not in relationships(STRANGER, ADA, book())
    assert R.MENTOR in relationships(STRANGER, ADA, book((ORGANISATION, LedgerBegun(effective_on=NEXT))))
    assert R.MENTOR not in relationships(STRANGER, ADA, book((ORGANISATION, LedgerBegun(effective_on=DAY))))


def test_a_steward_who_took_access_has_it_until_it_ends_or_they_are_none() -> None:
    def taken(by: PersonId, until: date = TODAY) -> tuple[str, AccessTaken]:
        return ADA, AccessTaken(by, until, "A slip", effective_on=TODAY - timedelta(days=1))

    opened, ended = book(taken(STEWARD)), book(taken(STEWARD, until=TODAY - timedelta(days=1)))
    for subject in (ADA, PAIR, CASE):
        assert relationships(STEWARD, subject, opened) == {R.COLLEAGUE, R.STEWARD, R.BREAK_GLASS}, subject
        assert relationships(STEWARD, subject, ended) == {R.COLLEAGUE, R.STEWARD}, subject
    for other in (BOSS, ROLE, TOOLING, ORGANISATION):
        assert R.BREAK_GLASS not in relationships(STEWARD, other, opened), other
    assert R.BREAK_GLASS not in relationships(BOSS, ADA, book(taken(BOSS))), "they are no steward, or none any more"


def test_an_auditor_of_single_cases_is_one_to_these_and_to_what_is_filed_there() -> None:
    filed, other = Reference(ADA, 7), Reference(ADA, 8)
    charge = MandateGiven(Mandate.AUDITOR, FAR, STEWARD, cases=(CASE,), effective_on=DAY)
    known = book((SIDE, charge), (CASE, EvidenceFiled(ADA, filed, EvidenceKind.POTENTIAL, BOSS, effective_on=NEXT)))
    for subject in (CASE, str(filed)):
        assert R.CASE_AUDITOR in relationships(SIDE, subject, known), subject
        assert R.CASE_AUDITOR not in relationships(STRANGER, subject, known), subject
    for subject in EXPECTED.keys() - {CASE} | {str(other)}:
        assert not {R.CASE_AUDITOR, R.AUDITOR} & relationships(SIDE, subject, known), subject
    own = book((ADA, charge), (CASE, EvidenceFiled(ADA, filed, EvidenceKind.POTENTIAL, BOSS, effective_on=NEXT)))
    assert relationships(ADA, CASE, own) == relationships(ADA, str(filed), own) == {R.COLLEAGUE, R.SELF}


def test_a_candidate_is_no_part_of_their_own_panel() -> None:
    own = book((CASE, PromotionPanelConvened(ADA, (ADA,), 1, ADA, effective_on=NEXT)))
    assert relationships(ADA, CASE, own) == {R.COLLEAGUE, R.SELF}
    assert relationships(ADA, ADA, own) == {R.COLLEAGUE, R.SELF}

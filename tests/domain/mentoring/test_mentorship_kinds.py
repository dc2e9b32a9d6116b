"""Kinds of mentorship, objectives, offers, consent, thanks and obstacles: what is recorded, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.dates import Dated
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import LedgerBegun
from domain.kernel.ids import MentorshipId, PersonId
from domain.kernel.refusals import BeginsAfterItEnds, HoursOutOfRange, NothingSaid
from domain.mentoring.accepting import AcceptMentorship, MentorshipAccepted, NotTheMentee
from domain.mentoring.agreements import (
    AgreedBeforeTheLedger,
    AgreeMentorship,
    MentorOfThemselves,
    MentorshipAgreed,
    MentorshipEnded,
    NoAgreementThatDay,
    WhyEnded,
)
from domain.mentoring.informal import HoldInformalMentoring, InformalMentoringHeld, NotOneOfTheTwo
from domain.mentoring.mentorship import NotAgreed
from domain.mentoring.mentorship_kinds import (
    MentorEligible,
    MentorNotEligible,
    MentorshipKind,
    MentorStands,
    NoObjective,
    ObjectiveMetAlready,
    eligible_as_told,
    mentor_eligible,
    mentor_stands,
)
from domain.mentoring.objectives import MeetObjective, NotAnObjective, ObjectiveMet, ObjectiveMetBefore
from domain.mentoring.obstacles import (
    BetweenTheTwo,
    NoSuchObstacle,
    ObstacleKind,
    ObstacleRaised,
    ObstacleSettled,
    ObstacleStillThere,
    RaiseObstacle,
    SettleObstacle,
)
from domain.mentoring.offers import (
    CapacityBelowNone,
    MentoringOffered,
    MentoringOffers,
    NoStrength,
    OfferMentoring,
    OverCapacity,
    Room,
)
from domain.mentoring.recognition import MentorRecognised, NotTheirMentorship, RecognisedByThemselves, RecogniseMentor
from domain.people.joining import PersonJoined
from domain.people.leave import LeaveRecorded
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved
from tests.examples import ADA, BEN, CAI, PAIR
from tests.spec import Given, Written, given
from tests.units import ASSEMBLY

FIRST_DAY, JANUARY, MARCH, JUNE = date(2024, 1, 1), date(2024, 1, 8), date(2024, 3, 8), date(2024, 6, 8)
LONG_AGO: Final = date(2019, 1, 1)
OBJECTIVES: Final = ("Hand over a shift", "Let a meeting run")
AGREE: Final = AgreeMentorship(
    PAIR,
    CAI,
    ADA,
    "Let others find it",
    12.0,
    30,
    mentorship_kind=MentorshipKind.APPRENTICESHIP,
    objectives=OBJECTIVES,
    effective_on=JANUARY,
)
AGREED: Final = MentorshipAgreed(
    CAI, ADA, "Let others find it", 12.0, 30, None, MentorshipKind.APPRENTICESHIP, OBJECTIVES, effective_on=JANUARY
)
ENDED: Final = MentorshipEnded(CAI, ADA, WhyEnded.GOALS_REACHED, effective_on=JUNE)
OTHER: Final = MentorshipId(PAIR[:-1] + "9")
"""Another mentorship of Cai's."""


def joined(level: str | None, function: str | None, on: date = LONG_AGO) -> PersonJoined:
    return PersonJoined("Somebody", ASSEMBLY, function, level, effective_on=on)


def house(*stream: Written, mentor: Written | None = None, apprentice: Written | None = None) -> Given:
    """A ledger that began in January, with a framework in force."""
    return (
        given(*stream)
        .and_on(DEFAULT_FRAMEWORK, FrameworkPublished(DEFAULT_EDITION, effective_on=LONG_AGO))
        .and_on(ORGANISATION, LedgerBegun(effective_on=FIRST_DAY))
        .and_on(CAI, mentor or joined("others", "Paint"))
        .and_on(ADA, apprentice or joined("self", "Tooling"))
    )


def test_an_apprenticeship_names_an_objective() -> None:
    house().when(AGREE).then(AGREED)
    house().when(replace(AGREE, objectives=())).refused(NoObjective, "none")
    house().when(replace(AGREE, objectives=("Hand over", " "))).refused(NothingSaid, "objectives")
    mentoring = replace(AGREE, mentorship_kind=MentorshipKind.MENTORING, objectives=())
    house().when(mentoring).then(replace(AGREED, mentorship_kind=MentorshipKind.MENTORING, objectives=()))


SAME_LEVEL: Final = joined("self", "Paint")
IN_THE_CRAFT: Final = joined("self", "Tooling", date(2022, 1, 8))
A_DAY_SHORT: Final = joined("self", "Tooling", date(2022, 1, 9))


@pytest.mark.parametrize("mentor", [SAME_LEVEL, A_DAY_SHORT])
def test_an_apprentice_is_guided_from_a_level_above_or_by_somebody_in_the_craft(mentor: PersonJoined) -> None:
    house(mentor=IN_THE_CRAFT).when(AGREE).then(AGREED)
    house(mentor=mentor).when(AGREE).refused(MentorNotEligible, CAI, ADA, "two years")
    reverse = replace(AGREE, mentorship_kind=MentorshipKind.REVERSE)
    house(mentor=mentor).when(reverse).then(replace(AGREED, mentorship_kind=MentorshipKind.REVERSE))


def test_leave_is_no_time_in_the_craft() -> None:
    away = LeaveRecorded(date(2023, 6, 30), effective_on=date(2023, 1, 1))
    house(mentor=IN_THE_CRAFT).and_on(CAI, away).when(AGREE).refused(MentorNotEligible, CAI)
    long_here = joined("self", "Tooling", date(2021, 7, 11))
    house(mentor=long_here).and_on(CAI, away).when(AGREE).then(AGREED)
    house(mentor=replace(long_here, effective_on=date(2021, 7, 12))).and_on(CAI, away).when(AGREE).refused(
        MentorNotEligible
    )


@pytest.mark.parametrize("mentor", [joined(None, "Paint"), joined("self", None)])
def test_where_nobody_can_know_an_apprenticeship_is_let_in_and_told_as_not_known(mentor: PersonJoined) -> None:
    house(mentor=mentor).when(AGREE).then(AGREED)
    book = house(mentor=mentor).when(AGREE).book
    assert mentor_eligible(CAI, ADA, JANUARY, book) is MentorEligible.NOT_KNOWN


def test_history_that_is_brought_over_is_let_in() -> None:
    long_ago = replace(AGREE, objectives=(), effective_on=date(2023, 12, 31))
    known = house(mentor=SAME_LEVEL)
    known.when(replace(long_ago, imported=True)).then(replace(AGREED, objectives=(), effective_on=date(2023, 12, 31)))
    known.when(long_ago).refused(AgreedBeforeTheLedger)
    book = known.when(long_ago).book
    assert eligible_as_told(CAI, ADA, long_ago.effective_on, book) is MentorEligible.NOT_KNOWN
    assert eligible_as_told(CAI, ADA, FIRST_DAY, book) is MentorEligible.NOT_ELIGIBLE
    known.when(replace(long_ago, imported=True, effective_on=FIRST_DAY)).refused(NoObjective)


@pytest.mark.parametrize(
    ("level", "stands"),
    [
        ("others", MentorStands.ABOVE),
        ("self", MentorStands.ON_THE_SAME),
        (None, MentorStands.NOT_KNOWN),
        ("craft", MentorStands.NOT_KNOWN),
    ],
)
def test_where_a_mentor_stands_follows_from_the_levels_of_the_day(level: str | None, stands: MentorStands) -> None:
    book = house(mentor=joined(level, None)).when(AGREE).book
    assert mentor_stands(CAI, ADA, JANUARY, book) is stands
    other_way = {MentorStands.ABOVE: MentorStands.BELOW}.get(stands, stands)
    assert mentor_stands(ADA, CAI, JANUARY, book) is other_way
    assert mentor_stands(CAI, ADA, date(2018, 1, 1), book) is MentorStands.NOT_KNOWN


def test_two_years_in_the_craft_are_counted_from_the_last_move_into_it() -> None:
    away = PersonMoved(ASSEMBLY, "Paint", "self", effective_on=date(2023, 1, 1))
    back = PersonMoved(ASSEMBLY, "Tooling", "self", effective_on=date(2023, 6, 1))
    book = house().and_on(CAI, away, back).when(AGREE).book
    assert mentor_eligible(CAI, ADA, date(2025, 5, 31), book) is MentorEligible.NOT_ELIGIBLE
    assert mentor_eligible(CAI, ADA, date(2025, 6, 1), book) is MentorEligible.ELIGIBLE


def test_an_objective_is_met_once_and_only_if_it_was_agreed() -> None:
    meet = MeetObjective(PAIR, 2, "Two meetings in May", effective_on=MARCH)
    met = ObjectiveMet(CAI, ADA, 2, "Two meetings in May", effective_on=MARCH)
    house(AGREED).when(meet).then(met)
    house(AGREED).when(replace(meet, objective=1)).then(replace(met, objective=1))
    house(AGREED, met).when(meet).refused(ObjectiveMetBefore, "2")
    for none in (0, 3):
        house(AGREED).when(replace(meet, objective=none)).refused(NotAnObjective, str(none), "1 to 2")
    house(replace(AGREED, objectives=())).when(meet).refused(NotAnObjective, "none was agreed")
    house(AGREED).when(replace(meet, facts=" ")).refused(NothingSaid, "facts")
    house(AGREED, ENDED).when(replace(meet, effective_on=date(2024, 6, 9))).refused(NoAgreementThatDay)
    house().when(meet).refused(NotAgreed)
    house(met).when(replace(AGREE, objectives=("Hand over",))).refused(ObjectiveMetAlready, "2")
    house(met).when(AGREE).then(AGREED)


def test_a_mentor_takes_no_more_than_they_offered() -> None:
    def offered(capacity: int, until: date | None = None, on: date = FIRST_DAY) -> MentoringOffered:
        return MentoringOffered(("Asking",), capacity, until, effective_on=on)

    def known(*offers: MentoringOffered, other: tuple[Written, ...] = ()) -> Given:
        return house().and_on(CAI, *offers).and_on(OTHER, *other)

    bens = MentorshipAgreed(CAI, BEN, "Listen", 6.0, 30, None, effective_on=FIRST_DAY)
    known(other=(bens,)).when(AGREE).then(AGREED)
    known(offered(2), other=(bens,)).when(AGREE).then(AGREED)
    known(offered(1), other=(bens,)).when(AGREE).refused(OverCapacity, CAI, "1 at once", str(JANUARY))
    for above in (BEN, PersonId("person-zoe")):
        known(offered(1), other=(replace(bens, mentor=above, mentee=CAI),)).when(AGREE).then(AGREED)
    known(offered(0)).when(AGREE).refused(OverCapacity, "0 at once")
    known(offered(1)).when(AGREE).then(AGREED)
    known(offered(0), offered(1, on=JANUARY)).when(AGREE).then(AGREED)
    known(offered(0, until=date(2024, 1, 7))).when(AGREE).then(AGREED)
    known(offered(1), other=(bens, replace(ENDED, mentee=BEN, effective_on=date(2024, 1, 7)))).when(AGREE).then(AGREED)
    ben = PersonJoined("Ben", "Tooling", effective_on=LONG_AGO)
    for left_on, taken in ((JANUARY, True), (JANUARY - timedelta(days=1), False)):
        gone = PersonLeft(LeavingReason.RESIGNED, effective_on=left_on)
        asked = known(offered(1), other=(bens,)).and_on(BEN, ben, gone).when(AGREE)
        asked.refused(OverCapacity, CAI) if taken else asked.then(AGREED)
    before = replace(AGREE, imported=True, effective_on=date(2023, 12, 31))
    known(offered(0, on=LONG_AGO)).when(before).then(replace(AGREED, effective_on=date(2023, 12, 31)))


def test_an_offer_says_what_and_how_many() -> None:
    offer = OfferMentoring(CAI, ("Asking", "improvement"), 2, effective_on=MARCH)
    here = given(joined("others", "Paint"))
    here.when(offer).then(MentoringOffered(("Asking", "improvement"), 2, None, effective_on=MARCH))
    here.when(replace(offer, strengths=(), capacity=0)).then(MentoringOffered((), 0, None, effective_on=MARCH))
    here.when(replace(offer, capacity=-1)).refused(CapacityBelowNone, "-1")
    here.when(replace(offer, strengths=())).refused(NoStrength)
    here.when(replace(offer, until=JANUARY)).refused(BeginsAfterItEnds, str(JANUARY))


def test_the_mentee_says_that_they_want_it_and_nobody_else_does() -> None:
    accept = AcceptMentorship(PAIR, ADA, effective_on=MARCH)
    accepted = MentorshipAccepted(CAI, ADA, effective_on=MARCH)
    house(AGREED).when(accept).then(accepted)
    house(AGREED, accepted).when(accept).nothing_happens()
    house(AGREED).when(replace(accept, accepted_by=CAI)).refused(NotTheMentee, CAI, unsaid=ADA)
    house(AGREED, ENDED).when(replace(accept, effective_on=date(2024, 6, 9))).refused(NoAgreementThatDay)


def test_a_session_without_an_agreement_is_told_by_one_of_the_two() -> None:
    hold = HoldInformalMentoring(ADA, CAI, ADA, 0.5, mentee_learned="To wait", effective_on=MARCH)
    held = InformalMentoringHeld(CAI, ADA, 0.5, "To wait", None, effective_on=MARCH)
    here = given(joined("self", "Tooling")).and_on(CAI, joined("others", "Paint"))
    here.when(hold).then(held)
    here.when(replace(hold, told_by=CAI)).then(replace(held, told_by=CAI))
    here.when(replace(hold, told_by=BEN)).refused(NotOneOfTheTwo, BEN, ADA, CAI)
    here.when(replace(hold, mentor=ADA)).refused(MentorOfThemselves, ADA)
    here.when(replace(hold, hours=0.0)).refused(HoursOutOfRange, "0")


def test_a_mentor_is_thanked_by_somebody_else_for_a_mentorship_of_theirs() -> None:
    thank = RecogniseMentor(CAI, PAIR, BEN, "Ada asks first now", effective_on=MARCH)
    here = given(joined("others", "Paint")).and_on(PAIR, AGREED)
    here.when(thank).then(MentorRecognised(PAIR, BEN, "Ada asks first now", effective_on=MARCH))
    here.when(replace(thank, recognised_by=CAI)).refused(RecognisedByThemselves, CAI)
    here.when(replace(thank, mentorship=OTHER)).refused(NotTheirMentorship, OTHER)
    here.when(replace(thank, effective_on=date(2024, 1, 7))).refused(NotTheirMentorship, "2024-01-07")
    given(joined("self", None)).and_on(PAIR, AGREED).when(replace(thank, person=ADA)).refused(NotTheirMentorship, ADA)
    here.when(replace(thank, in_words=" ")).refused(NothingSaid, "in_words")


def test_an_obstacle_is_raised_and_settled_between_the_two() -> None:
    raise_it = RaiseObstacle(PAIR, ObstacleKind.TIME, ADA, "Tuesdays", effective_on=MARCH)
    settle = SettleObstacle(PAIR, ObstacleKind.TIME, CAI, "Thursdays", effective_on=MARCH)
    raised = ObstacleRaised(CAI, ADA, ObstacleKind.TIME, ADA, "Tuesdays", effective_on=MARCH)
    settled = ObstacleSettled(CAI, ADA, ObstacleKind.TIME, CAI, "Thursdays", effective_on=MARCH)
    house(AGREED).when(raise_it).then(raised)
    house(AGREED, raised).when(raise_it).refused(ObstacleStillThere, "time")
    house(AGREED, raised).when(replace(raise_it, obstacle=ObstacleKind.STYLE)).then(
        replace(raised, obstacle=ObstacleKind.STYLE)
    )
    house(AGREED, raised).when(settle).then(settled)
    house(AGREED).when(settle).refused(NoSuchObstacle, "time")
    house(AGREED, raised, settled).when(raise_it).then(raised)
    house(AGREED).when(replace(raise_it, raised_by=BEN)).refused(BetweenTheTwo, BEN, unsaid=ADA)
    house(AGREED, raised).when(replace(settle, settled_by=BEN)).refused(BetweenTheTwo, BEN, unsaid=ADA)
    house().when(raise_it).refused(NotAgreed)


def test_an_offer_holds_through_the_last_day_that_was_named() -> None:
    offers = MentoringOffers((Dated(date(2024, 1, 8), Room(2, date(2024, 6, 30))),))
    days = (date(2024, 1, 7), date(2024, 1, 8), date(2024, 6, 30), date(2024, 7, 1))
    assert [offers.room_on(day) is not None for day in days] == [False, True, True, False]

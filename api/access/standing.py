"""How whoever acts has to stand to what they act on: that nobody gets a hand in somebody's file who has none in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from api.access.callers import Caller, Scope
from api.access.relationships import Relationship, relationships
from domain.amendments.corrections import CorrectEntry
from domain.amendments.remarks import AnswerRectification
from domain.development.assessments import RecordAssessment
from domain.development.capability_tags import TagCapability
from domain.development.development import Instrument, Purpose
from domain.development.opportunities import CloseOpportunity, OfferOpportunity
from domain.growth.needs import IdentifyDevelopmentNeed, SettleDevelopmentNeed
from domain.kernel.acting import actors_of
from domain.kernel.book import Book
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.mentoring.agreements import AgreeMentorship
from domain.mentoring.evaluation import EvaluateMentoring
from domain.offices.offices import is_accredited
from domain.promotions.appeals import LodgeAppeal
from domain.promotions.candidacies import HearCandidate
from domain.promotions.informing import InformPerson
from domain.promotions.override_reviews import ReviewOverride
from domain.promotions.panels.convening import ConvenePanel, NameSubstitute
from domain.promotions.panels.declarations import DeclareConflict
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.recusals import RecuseMember, RetainMember
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_file import CloseFile, FileEvidence
from domain.promotions.proposals import ProposePromotion
from domain.spotting.potential import AssessPotential
from domain.spotting.talent_pools import EnterTalentPool, LeaveTalentPool
from domain.succession.emergency_cover import NameEmergencyCover
from domain.succession.readiness import AssessReadiness
from domain.succession.slates import ConfirmSlate, NominateSuccessor
from ledger import Ledger

R = Relationship
LEADS: Final = frozenset((R.MANAGER, R.OTHER_MANAGER, R.TALENT_PARTNER))
"""Whoever answers for somebody's development: who leads them, and who is charged with talent where they stand."""
HANDS: Final = LEADS | {R.PANEL, R.DECIDER}
"""Whoever has a part in a case, or answers for its candidate."""
BENCH: Final = frozenset((R.MANAGER, R.TALENT_PARTNER))
"""Whoever answers for a role's succession."""
POOLS: Final = frozenset((R.SELF, R.MANAGER, R.TALENT_PARTNER))
"""Whoever may put somebody in a pool, or take them out: they themselves, and of those who answer for them whoever is
told what is said of their potential. Whoever leads one project of theirs is not."""

TAGGERS: Final = frozenset((R.SELF, R.MANAGER, R.TALENT_PARTNER))
"""Whoever may say what evidence of somebody shows: they themselves, and of those who answer for them whoever is told
with what it was tagged already."""


SAID_OF: Final = ("candidate", "mentee", "mentor", "offered_by", "person", "purpose")
"""The fields that say of whom something is said, by whom they are tied to it, and to what end."""


def of_the_stream(command: Any) -> tuple[str, ...]:
    """Whatever it is recorded about."""
    return (command.stream,)


def of_the_candidate(command: Any) -> tuple[str, ...]:
    """Whom it proposes: of the case nobody knows anything yet."""
    return (command.candidate,)


def of_the_mentee(command: Any) -> tuple[str, ...]:
    """Whose file a mentor reads: that they agreed is not for the mentor alone to say."""
    return (command.mentee,)


def of_role_and_candidate(command: Any) -> tuple[str, ...]:
    """The role, and whom it is to be for."""
    return command.stream, command.candidate


def of_opportunity_and_person(command: Any) -> tuple[str, ...]:
    """The opportunity, and whom it is offered to."""
    return command.stream, command.person


class Standing(NamedTuple):
    """In which ways whoever acts stands to what, at least in one."""

    those: frozenset[Relationship]
    to: Callable[[Any], tuple[str, ...]] = of_the_stream


STANDINGS: Final[Mapping[type[Command[Any]], Standing]] = {
    RecordAssessment: Standing(LEADS | {R.PANEL}),
    AssessPotential: Standing(LEADS),
    IdentifyDevelopmentNeed: Standing(LEADS | {R.SELF, R.MENTOR}),
    SettleDevelopmentNeed: Standing(LEADS | {R.SELF, R.MENTOR}),
    TagCapability: Standing(TAGGERS),
    EnterTalentPool: Standing(POOLS),
    LeaveTalentPool: Standing(POOLS),
    AnswerRectification: Standing(frozenset((R.TALENT_PARTNER, R.STEWARD))),
    InformPerson: Standing(HANDS | {R.MENTOR, R.STEWARD}),
    AgreeMentorship: Standing(LEADS, of_the_mentee),
    EvaluateMentoring: Standing(frozenset((R.SELF,))),
    ProposePromotion: Standing(LEADS | {R.SELF}, of_the_candidate),
    FileEvidence: Standing(HANDS | {R.SELF}),
    CloseFile: Standing(HANDS),
    ConvenePanel: Standing(HANDS),
    NameSubstitute: Standing(HANDS),
    DeclareConflict: Standing(HANDS | {R.SELF}),
    RecuseMember: Standing(HANDS),
    RetainMember: Standing(HANDS),
    OpenVote: Standing(HANDS),
    CloseVote: Standing(HANDS),
    StateRecommendation: Standing(HANDS),
    HearCandidate: Standing(HANDS),
    LodgeAppeal: Standing(HANDS | {R.SELF}),
    ReviewOverride: Standing(HANDS | {R.AUDITOR, R.STEWARD}),
    NominateSuccessor: Standing(BENCH | {R.OTHER_MANAGER}, of_role_and_candidate),
    AssessReadiness: Standing(BENCH | {R.OTHER_MANAGER}, of_role_and_candidate),
    ConfirmSlate: Standing(BENCH),
    OfferOpportunity: Standing(LEADS | {R.OPENER}, of_opportunity_and_person),
    CloseOpportunity: Standing(frozenset((R.OPENER, R.TALENT_PARTNER))),
    NameEmergencyCover: Standing(BENCH),
}
"""What is not for everybody who can be named as acting. Who decides, and on appeals, is a matter of seniority and
independence, which the rules ask; so are votes, cycles and offices."""


def must_stand_to_it(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses an act of somebody who stands to it in none of these ways; what is written down for others is not asked.

    It says the same whether there is such a case, role or person, or not.
    """
    for actor in actors_of(command):
        acts_themselves = actor.person == caller.person or not caller.may(Scope.RECORD_FOR_OTHERS, today, ledger)
        standing = STANDINGS.get(type(actor.command))
        if standing is None or not acts_themselves or says_the_same(command, actor.command, ledger):
            continue
        if not stands(actor.person, actor.command, standing, ledger.book()):
            ways = ", ".join(sorted(one.replace("_", " ") for one in standing.those))
            raise NotNearEnough(f"{actor.said_in} “{actor.person}” is none of: {ways}", field=actor.field)


def says_the_same(command: Command[Any], within: Command[Any], ledger: Ledger) -> bool:
    """Whether one within a correction says of whom, and to what end, what stands: how they stood was asked then."""
    if not isinstance(command, CorrectEntry) or within is command:
        return False
    noted = ledger.book().noted(command.entry)
    named = [name for name in SAID_OF if hasattr(within, name)]
    return (
        noted is not None
        and bool(named)
        and all(said_in(noted.event, name, within, command.entry.stream) == getattr(within, name) for name in named)
    )


def said_in(event: Any, name: str, within: Command[Any], stream: str) -> Any:
    """What an entry says under that name: its stream, where the command names it so."""
    return stream if name == within.subject else getattr(event, name, None)


def stands(person: PersonId, command: Command[Any], standing: Standing, book: Book) -> bool:
    """Whether somebody stands so to what a command is about, as of today; or has another right to it."""
    if isinstance(command, RecordAssessment) and (
        command.purpose is Purpose.DEVELOPMENT
        or command.instrument is Instrument.SELF_ASSESSMENT  # of themselves, as the rules say
        or is_accredited(person, command.instrument, command.effective_on, book)
    ):
        return True
    if isinstance(command, DeclareConflict) and command.member == person:
        return True  # of themselves everybody may, and had better
    return any(standing.those & relationships(person, subject, book) for subject in standing.to(command))


class NotNearEnough(Refusal):
    """Whoever acts in somebody's file, or for a bench, leads them, is charged with it, or has a part in it already."""

    instead = "Have somebody do it who leads them, or a talent partner."

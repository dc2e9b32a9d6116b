"""A house in which Ada's step to planner is recommended on: who stands where, and the usual course of a case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from domain.frameworks.criteria import Requirement
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.commands import Command
from domain.kernel.ids import CaseId, MentorshipId, PersonId
from domain.mentoring.agreements import MentorshipAgreed
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.promotions.appeal_decisions import AppealOutcome, DecideAppeal
from domain.promotions.appeals import LodgeAppeal
from domain.promotions.decisions import DeclinePromotion
from domain.promotions.panels.convening import ConvenePanel
from domain.promotions.panels.panel import Choice
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_case import AppealGround, Direction
from domain.promotions.promotion_file import CloseFile
from domain.promotions.proposals import PromotionProposed, ProposePromotion
from tests.examples import ADA, BEN, CAI, CASE, DEE, EVE, FAY, GUS, PLANNER
from tests.spec import BookInMemory

BOSS, MIA, RON, RIA, INA, HAL, OLA, PIA, QUY, REX, GONE = (
    PersonId(f"person-{name}")
    for name in ("boss", "mia", "ron", "ria", "ina", "hal", "ola", "pia", "quy", "rex", "gone")
)
MANAGERS: Final = {ADA: BEN, BEN: BOSS, RON: ADA}
"""Whose manager is whose; Mia mentors Ada, Ria wants the same role, Ina stands in for its holder, Hal decides."""
HERE: Final = (ADA, BEN, CAI, DEE, EVE, FAY, GUS, BOSS, MIA, RON, RIA, INA, HAL, OLA, PIA, QUY, REX)
RIVAL_CASE: Final = CaseId("case-rival")
PAIRING: Final = MentorshipId("mentorship-mia")

LONG_AGO: Final = date(2015, 3, 2)
MAY: Final = date(2024, 5, 6)
"""A Monday; everything happens on that day unless it is told otherwise."""
ROLE: Final = RoleEstablished("Planner", "Assembly", "Production", "others", critical=True, effective_on=LONG_AGO)
AGREED: Final = MentorshipAgreed(MIA, ADA, "Let others answer", 12.0, 30, None, effective_on=date(2022, 1, 10))
PROPOSE: Final = ProposePromotion(
    CASE, ADA, PLANNER, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 2, CAI, "Leads already", effective_on=MAY
)
RIVALS: Final = PromotionProposed(
    RIA, PLANNER, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 2, RIA, "I could", effective_on=MAY
)
CLOSE_FILE: Final = CloseFile(CASE, FAY, effective_on=MAY)
CONVENE: Final = ConvenePanel(CASE, (DEE, EVE, GUS), FAY, presented_by=BEN, effective_on=MAY)
OPEN: Final = OpenVote(CASE, DEE, effective_on=MAY)
CLOSE: Final = CloseVote(CASE, DEE, effective_on=MAY)
STATE: Final = StateRecommendation(CASE, DEE, "The shift plans itself", effective_on=MAY)
DECLINE: Final = DeclinePromotion(CASE, HAL, "Another year of the shift first", effective_on=MAY)
APPEAL: Final = LodgeAppeal(CASE, AppealGround.PROCEDURE, ADA, "I was not heard", effective_on=MAY)
ANSWER: Final = DecideAppeal(CASE, AppealOutcome.REMITTED, (OLA, PIA), "She was not", effective_on=MAY)
EVERY_CRITERION: Final = tuple(Requirement)


def vote(voter: PersonId, choice: Choice = Choice.IN_FAVOUR, words: str | None = None) -> CastVote:
    return CastVote(CASE, voter, choice, words, effective_on=MAY)


VOTES: Final = (vote(DEE), vote(EVE), vote(GUS, Choice.AGAINST, "One good shift is one good shift"))
CONVENED: Final[tuple[Command[Any], ...]] = (PROPOSE, CLOSE_FILE, CONVENE)
VOTED: Final = (*CONVENED, OPEN, *VOTES)
RECOMMENDED: Final = (*VOTED, CLOSE, STATE)
DECLINED: Final = (*RECOMMENDED, DECLINE)


def house(edition: int = 2) -> BookInMemory:
    """Everybody in their place, before anything was proposed; both editions are out."""
    book = BookInMemory().with_lines(DEFAULT_FRAMEWORK, (FrameworkPublished(DEFAULT_EDITION, effective_on=LONG_AGO),))
    if edition > 1:
        second = FrameworkPublished(EDITION_WITH_PANELS, effective_on=LONG_AGO)
        book = book.with_lines(DEFAULT_FRAMEWORK, (second,))
    for person in HERE:
        joined = PersonJoined(person, "Assembly", manager=MANAGERS.get(person), effective_on=LONG_AGO)
        book = book.with_lines(person, (joined,))
    left = PersonLeft(LeavingReason.RETIRED, effective_on=MAY - timedelta(days=1))
    book = book.with_lines(GONE, (PersonJoined("Gone", "Assembly", effective_on=LONG_AGO), left))
    held = AppointmentMade(INA, AppointmentKind.INTERIM, AppointmentSource.INTERNAL, effective_on=LONG_AGO)
    return book.with_lines(PLANNER, (ROLE, held)).with_lines(PAIRING, (AGREED,)).with_lines(RIVAL_CASE, (RIVALS,))


def after(*commands: Command[Any], book: BookInMemory | None = None) -> BookInMemory:
    """The house after these, one after the other."""
    book = book or house()
    for command in commands:
        book = book.with_decided(command)
    return book

"""An organisation in which promotions are decided, under editions that ask for everything they can ask for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from domain.development.development import Instrument
from domain.frameworks.criteria import MEASURES, Bound, Criterion, Measure, Requirement, Severity
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.procedure import Procedure, SeatLevel
from domain.frameworks.publishing import PublishFramework
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.offices.accrediting import AssessorAccredited
from domain.offices.deputising import DeputyNamed
from domain.offices.mandates import MandateEnded, MandateGiven
from domain.offices.offices import Mandate, Matter
from domain.offices.stewards import StewardNamed
from domain.people.introducing import IntroducePerson
from domain.people.joining import JoinPerson
from domain.people.seats import LeaveSeat, Seat, TakeSeat
from ledger import Ledger, Receipt, new_id
from tests.ledger.commands_recorded import BY, past_the_rules
from tests.units import ASSEMBLY, TOOLING, establish_units

BEGIN: Final = date(2018, 1, 8)
STEP: Final = date(2022, 3, 7)
"""When cases are proposed; each takes a few weeks."""
EDITIONS: Final = {1: BEGIN, 2: date(2022, 6, 6)}
"""From when on each edition holds."""
NUMBERS: Final = {
    Measure.RATING: 3,
    Measure.CYCLES: 2,
    Measure.SOURCES: 2,
    Measure.GAPS: 1,
    Measure.MONTHS: 24,
    Measure.DAYS: 30,
    Measure.LEADERS: 1,
    Measure.REPORTS: 1,
    Measure.PERCENT: 50,
}
ASKED: Final = tuple(
    Criterion(
        requirement,
        tuple(Bound(of, NUMBERS[of]) for of in sorted(measures)),
        Severity.WARNS if requirement is Requirement.FILE_COMPLETE else Severity.FAILS,
    )
    for requirement, measures in MEASURES.items()
)
"""Everything that an edition can ask for."""
STRICT: Final = Procedure(
    panel_required=True,
    quorum=2,
    decider_at_target_level=True,
    seats_count_as=(SeatLevel("board_member", "enterprise"),),
)
PUBLISHED: Final = (
    replace(DEFAULT_EDITION, promotion=ASKED),
    replace(DEFAULT_EDITION, number=2, promotion=ASKED, procedure=STRICT),
)


@dataclass
class House:
    """An organisation with a ledger, and those who propose, vote, decide and answer appeals."""

    ledger: Ledger
    random: Random
    heads: list[PersonId] = field(default_factory=list)
    """On the level of a function or above."""
    peers: list[PersonId] = field(default_factory=list)
    """Who lead others, below the heads."""
    outside: list[PersonId] = field(default_factory=list)
    """In seats: of the board, and an assessor."""

    def ask(self, command: Command[Any]) -> Receipt | None:
        """What becomes of a command; None if the rules say no."""
        try:
            return self.ledger.record(command, by=BY)
        except Refusal:
            return None

    def open(self) -> None:
        establish_units(self.ledger)
        for edition in PUBLISHED:
            on = EDITIONS[edition.number]
            assert self.ask(PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=on, imported=True))
        top = self.joins("enterprise", None)
        self.heads = [self.joins(level, top) for level in ("business", "business", "function", "function", "function")]
        self.peers = [self.joins("leaders", self.random.choice(self.heads)) for _ in range(6)]
        self.outside = [PersonId(new_id("person")) for _ in range(2)]
        for person, seat in zip(self.outside, (Seat.BOARD_MEMBER, Seat.EXTERNAL_ASSESSOR), strict=True):
            assert self.ask(IntroducePerson(person, "From outside", effective_on=BEGIN))
            assert self.ask(TakeSeat(person, seat, effective_on=BEGIN))
        for instrument in (Instrument.ASSESSMENT_CENTRE, Instrument.LEADERSHIP_ASSESSMENT):
            accredited = AssessorAccredited(instrument, date(2022, 4, 4), self.heads[0], effective_on=BEGIN)
            past_the_rules(self.ledger, self.peers[0], accredited)
        mandate = MandateGiven(Mandate.COACH, date(2022, 4, 4), self.heads[0], effective_on=BEGIN)
        deputy = DeputyNamed(self.peers[2], (Matter.PROMOTIONS,), date(2022, 4, 4), effective_on=BEGIN)
        ended = MandateEnded(Mandate.COACH, self.heads[0], effective_on=STEP)
        steward = StewardNamed(date(2022, 4, 4), effective_on=BEGIN)
        past_the_rules(self.ledger, self.peers[1], mandate, deputy, ended, steward)
        self.ask(LeaveSeat(self.outside[0], Seat.BOARD_MEMBER, effective_on=EDITIONS[2] + timedelta(30)))

    def joins(self, level: str | None, manager: PersonId | None, on: date = BEGIN) -> PersonId:
        person = PersonId(new_id("person"))
        unit = self.random.choice((ASSEMBLY, TOOLING))
        assert self.ask(JoinPerson(person, "Somebody", unit, "Production", level, manager=manager, effective_on=on))
        return person

    def anybody(self) -> PersonId:
        """Whoever may act; at times somebody who should not."""
        return self.random.choice((*self.heads, *self.heads, *self.peers, *self.outside))

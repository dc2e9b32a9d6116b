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
EDITIONS: Final = {1: BEGIN, 2: date(2022, 6, 6), 3: date(2022, 9, 5)}
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
TOGETHER: Final = replace(STRICT, second_decider_from_seat=True, appeal_to_seat=True)
"""Somebody from the board decides with whoever decides."""
PUBLISHED: Final = (
    replace(DEFAULT_EDITION, promotion=ASKED),
    replace(DEFAULT_EDITION, number=2, promotion=ASKED, procedure=STRICT),
    replace(DEFAULT_EDITION, number=3, promotion=ASKED, procedure=TOGETHER),
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
    """In seats: of the board until a day, an assessor, and of the board for good."""
    auditor: PersonId = field(init=False)
    """Who closes procedures and reviews overrides, and does neither vote nor decide."""

    def ask(self, command: Command[Any]) -> Receipt | None:
        """What becomes of a command; None if the rules say no."""
        try:
            return self.ledger.record(command, by=BY)
        except Refusal:
            return None

    def must(self, command: Command[Any]) -> Receipt:
        """What becomes of a command without which a scene is not what it is to be. Refusal if the rules say no."""
        return self.ledger.record(command, by=BY)

    def open(self) -> None:
        establish_units(self.ledger)
        for edition in PUBLISHED:
            on = EDITIONS[edition.number]
            self.must(PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=on, imported=True))
        top = self.joins("enterprise", None)
        self.heads = [self.joins(level, top) for level in ("business", "business", "function", "function", "function")]
        self.peers = [self.joins("leaders", self.random.choice(self.heads)) for _ in range(6)]
        self.outside = [PersonId(new_id("person")) for _ in range(3)]
        seats = (Seat.BOARD_MEMBER, Seat.EXTERNAL_ASSESSOR, Seat.BOARD_MEMBER)
        for person, seat in zip(self.outside, seats, strict=True):
            self.must(IntroducePerson(person, "From outside", effective_on=BEGIN))
            self.must(TakeSeat(person, seat, effective_on=BEGIN))
        for instrument in (Instrument.ASSESSMENT_CENTRE, Instrument.LEADERSHIP_ASSESSMENT):
            accredited = AssessorAccredited(instrument, date(2022, 4, 4), self.heads[0], effective_on=BEGIN)
            past_the_rules(self.ledger, self.peers[0], accredited)
        mandate = MandateGiven(Mandate.COACH, date(2022, 4, 4), self.heads[0], effective_on=BEGIN)
        deputy = DeputyNamed(self.peers[2], (Matter.PROMOTIONS,), date(2022, 4, 4), effective_on=BEGIN)
        ended = MandateEnded(Mandate.COACH, self.heads[0], effective_on=STEP)
        steward = StewardNamed(date(2022, 4, 4), effective_on=BEGIN)
        past_the_rules(self.ledger, self.peers[1], mandate, deputy, ended, steward)
        self.auditor = self.joins("self", top)
        audits = MandateGiven(Mandate.AUDITOR, date(2024, 4, 4), top, effective_on=BEGIN)
        past_the_rules(self.ledger, self.auditor, audits)
        self.must(LeaveSeat(self.outside[0], Seat.BOARD_MEMBER, effective_on=EDITIONS[2] + timedelta(30)))

    def joins(self, level: str | None, manager: PersonId | None, on: date = BEGIN) -> PersonId:
        person = PersonId(new_id("person"))
        unit = self.random.choice((ASSEMBLY, TOOLING))
        self.must(JoinPerson(person, "Somebody", unit, "Production", level, manager=manager, effective_on=on))
        return person

    def anybody(self) -> PersonId:
        """Whoever may act; at times somebody who should not."""
        return self.random.choice((*self.heads, *self.heads, *self.peers, *self.outside))

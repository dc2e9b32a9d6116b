"""An organisation at random: those who stand apart, those who do not, and some whom nobody knows or who are gone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final, Protocol

from api.access.callers import Caller, Scope
from api.services import publication
from domain.frameworks.framework import FrameworkCommand
from domain.frameworks.packs.shipped import present_edition
from domain.frameworks.publishing import PublishFramework
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import FrameworkId, PersonId, UnitId
from domain.kernel.refusals import Refusal
from domain.people.introducing import IntroducePerson
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson
from domain.people.seats import Seat, TakeSeat
from domain.units.adopting_frameworks import AdoptFramework
from ledger.deciding.view import View
from tests.units import ASSEMBLY, PAINT, establish

STRICT: Final = FrameworkId("framework-strict")
"""A framework under which candidates are heard, mentors wait for longer, and more decide on appeals."""
SENIORS: Final = 18
FUNCTIONS: Final = ("Sales", "Finance", "People", "Logistics")
LONG_AGO: Final = 2_000
"""Days before today on which the organisation begins."""
SYSTEM: Final = Caller("token-of-a-system", None, frozenset(Scope))
"""Whatever is not somebody's own to say is written down by a system that may."""


class AnyLedger(Protocol):
    """Where commands are asked, whatever it keeps its entries in."""

    def ask(self, command: Command[Any], caller: Caller) -> tuple[Reference, ...]:
        """What a command comes to, asked at a door. Raises the Refusal of the door or of the rules."""

    def version(self, stream: str) -> int:
        """Of the last entry of a stream."""

    def book(self) -> View:
        """What a decision could look up now."""


@dataclass
class Organisation:
    """The people of an organisation by the part that they play, and the ledger that they are in."""

    ledger: AnyLedger
    today: date
    name: str
    """Goes into all ids, so that several organisations may share a ledger."""
    people: dict[str, PersonId] = field(default_factory=dict)

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days)

    def person(self, part: str) -> PersonId:
        """Whoever plays that part; their id says which, for whoever reads a failure."""
        return self.people.setdefault(part, PersonId(f"person-{self.name}-{part}"))

    def ask(self, command: Command[Any], by: Caller | PersonId = SYSTEM) -> tuple[Reference, ...] | None:
        """What becomes of a command; None if door or rules say no."""
        caller = by if isinstance(by, Caller) else Caller(by, by, frozenset((Scope.READ, Scope.WRITE)))
        try:
            return self.ledger.ask(command, caller)
        except Refusal:
            return None

    def must(self, command: Command[Any]) -> tuple[Reference, ...]:
        """What becomes of a command to which nobody says no."""
        return self.ledger.ask(command, SYSTEM)

    def joins(
        self, part: str, level: str | None, function: str, manager: str | None = None, unit: UnitId = ASSEMBLY
    ) -> PersonId:
        """Somebody joins."""
        above = self.person(manager) if manager else None
        person = self.person(part)
        on = self.ago(LONG_AGO)
        self.must(JoinPerson(person, part, unit, function, level, manager=above, effective_on=on))
        return person

    def open(self) -> None:
        """Publish what holds, and let those join who are there in every case."""
        on = self.ago(LONG_AGO)
        begun: tuple[Command[Any], ...] = (publication(), establish("Assembly"), establish("Paint"), *strict(on))
        for command in begun:
            self.ask(command)
        self.joins("chief", "enterprise", "General")
        for number in range(SENIORS):
            level = ("function", "business")[number % 2]
            self.joins(f"senior{number}", level, FUNCTIONS[number % len(FUNCTIONS)], "chief")
        self.joins("clerk", "others", "People", "senior2")
        self.joins("junior", "self", "Sales", "senior0")
        self.joins("starter", None, "Finance", "senior1")
        for part, seat in (("board", Seat.BOARD_MEMBER), ("coach", Seat.COACH), ("assessor", Seat.EXTERNAL_ASSESSOR)):
            self.must(IntroducePerson(self.person(part), part, effective_on=on))
            self.must(TakeSeat(self.person(part), seat, effective_on=on))
        self.must(IntroducePerson(self.person("acquaintance"), "known", effective_on=on))
        for part in ("gone", "retired"):
            self.joins(part, "business", "Finance", "chief")
            self.must(LeavePerson(self.person(part), effective_on=self.ago(900)))
        self.must(TakeSeat(self.person("retired"), Seat.COACH, effective_on=self.ago(880)))
        self.person("nobody")

    def copied_into(self, ledger: AnyLedger) -> Organisation:
        """The same organisation in another ledger that holds it."""
        return replace(self, ledger=ledger, people=dict(self.people))


def strict(on: date) -> tuple[FrameworkCommand, ...]:
    """A framework of a unit's own."""
    shipped = present_edition()
    procedure = replace(
        shipped.procedure, hearing_required=True, mentorship_months=24, appeal_deciders=3, at_target_level_percent=100
    )
    edition = replace(shipped, number=1, title="Strict", procedure=procedure)
    return (
        PublishFramework(STRICT, edition, effective_on=on, imported=True),
        AdoptFramework(STRICT, PAINT, effective_on=on, imported=True),
    )

"""The demo's organisation on one day of its story: who is where, who leads whom, and who speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import count
from random import Random
from typing import Final

from demo.chart import LEVELS, Seat, drawn
from demo.chronicle import Chronicle
from demo.editions import in_force
from demo.somebody import Names, Somebody, cast
from demo.words import Words
from domain.development.assessments import RecordAssessment
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.mentoring.agreements import AgreeMentorship
from domain.people.employment import Placement
from domain.people.moving import MovePerson
from domain.people.steps_up import Exemption
from domain.units.citing import unit_of

MACHINE: Final = PersonId("token-0190a000-0000-7000-8000-000000000001")
"""In whose name whoever holds the machine writes, before anybody is there to do so."""


class Organisation:
    """Who is where today."""

    def __init__(self, chronicle: Chronicle) -> None:
        self.chronicle = chronicle
        self.seats = drawn()
        self.parts = cast()
        self.known: dict[str, Somebody] = {}
        """Those of the stories, by key."""
        self.people: list[Somebody] = []
        """Everybody who ever was here."""
        self.present: list[Somebody] = []
        self.arrived: list[Somebody] = []
        """Newcomers whose own course has yet to begin."""
        self.words = Words(chronicle.lots, list(dict.fromkeys(seat.unit for seat in self.seats.values())))
        self.names = Names(chronicle.lots.dice("names"), {part.name for part in self.parts.values()})
        self.numbers = count(1001)
        self.assessor = PersonId(chronicle.new_id("person"))
        """Who leads the assessment centre, from outside."""
        self.chair = PersonId(chronicle.new_id("person"))
        """Who chairs the board, and decides where the chief executive has a stake."""
        self.piles: dict[str, list[str]] = {}
        """What is left of each pile that is drawn from."""
        self.at_the_top: Counter[str] = Counter()
        """By cycle, how many managers wanted at the top of the scale."""
        self.pairs: list[AgreeMentorship] = []
        """Every agreement that a mentor and a mentee have come to."""
        self.steward: Somebody | None = None
        """Who keeps the ledger."""
        self.without_case = Exemption.BEFORE_LEDGER
        """Why somebody steps up without a case: before the ledger nobody wrote one; since then, for another order."""

    @property
    def on(self) -> date:
        return self.chronicle.on

    @property
    def dice(self) -> Random:
        """The dice of the life that is under way."""
        return self.chronicle.dice

    @property
    def edition(self) -> int:
        """The number of the edition that is in force today."""
        return in_force(self.chronicle).number

    # Who

    def here(self) -> list[Somebody]:
        """Everybody who is with the organisation today."""
        return list(self.present)

    def leading(self) -> list[Somebody]:
        """Everybody who leads from a seat of their own."""
        return [seat.holder for seat in self.seats.values() if seat.holder]

    def members(self, seat: Seat) -> list[Somebody]:
        """Who is in the team of a seat."""
        return [person for person in self.present if person.seat is seat and not person.leads]

    def reports(self, boss: Somebody) -> list[Somebody]:
        return [person for person in self.present if person.manager is boss]

    def span(self, seat: Seat) -> int:
        """How many report to whoever leads from a seat: its team, and the leads of the seats under it."""
        return len(self.members(seat)) + sum(under.under is seat for under in self.seats.values() if under.holder)

    def peers(self, somebody: Somebody) -> list[Somebody]:
        """Others with the same manager."""
        if somebody.manager is None:
            return []
        return [person for person in self.reports(somebody.manager) if person is not somebody]

    def elsewhere(self, somebody: Somebody, at_least: int = 1) -> Somebody:
        """Somebody who leads in another function, at that rung or above."""
        found = self.leading_elsewhere(somebody, at_least)
        return self.dice.choice(found) if found else self.elsewhere(somebody, at_least - 1)

    def apart(self, somebody: Somebody, at_least: int = 1) -> Somebody | None:
        """Somebody from elsewhere who is not above them at any distance either; None where nobody is."""
        found = self.elsewhere(somebody, at_least)
        if not somebody.seat.is_under(found.seat):
            return found
        others = [one for one in self.leading_elsewhere(somebody, 1) if not somebody.seat.is_under(one.seat)]
        return self.dice.choice(others) if others else None

    def leading_elsewhere(self, somebody: Somebody, at_least: int) -> list[Somebody]:
        """Everybody who leads in another function, at that rung or above, and neither above nor below them."""
        return [
            other
            for other in self.leading()
            if other.seat.rung >= at_least
            and other.seat.function != somebody.seat.function
            and somebody.manager is not other
            and other.manager is not somebody
        ]

    def boss_of(self, person: Somebody) -> Somebody | None:
        """Whoever leads from the nearest seat above that somebody is in."""
        seat = person.seat.under if person.leads else person.seat
        while seat is not None:
            for boss in (seat.holder, seat.acting):
                if boss is not None and boss is not person and boss.left_on in (None, self.on):
                    return boss
            seat = seat.under
        return None

    def draw(self, pile: str, cards: Sequence[str]) -> str:
        """The next card of a pile that is shuffled anew when all of it has been drawn."""
        drawn = self.piles.setdefault(pile, [])
        if not drawn:
            lots = self.chronicle.lots
            drawn += lots.dice("pile", pile, lots.turn("pile", pile)).sample(cards, len(cards))
        return drawn.pop()

    def voices_in(self, entries: Sequence[Reference]) -> list[str]:
        """Who assessed in these entries."""
        asked = (one for at in entries for one in self.chronicle.of(at.stream) if one.at == at)
        commands = (one.request.command for one in asked)
        return [one.assessor for one in commands if isinstance(one, RecordAssessment) and one.assessor]

    @property
    def partner(self) -> PersonId:
        """Who writes down what the organisation decides: the first talent partner, or whoever stands in for them."""
        return next((lead.person for lead in self.talent_leads()), MACHINE)

    def talent_leads(self) -> list[Somebody]:
        """Who leads the talent partners, and whoever stands in for them."""
        holders = (self.seats[key].holder for key in ("talent_partners", "cpo"))
        return [holder for holder in holders if holder is not None]

    # The org chart

    def settle(self) -> None:
        """Write down where everybody stands now, where that has changed: first who has nobody above them, and down."""
        here = [person for person in self.present if person.left_on is None]
        for person in here:
            person.manager = self.boss_of(person)
        for person in sorted(here, key=self.depth):
            placement = self.placement(person)
            if placement != person.placed:
                steps = 0 if person.placed is None else rung(placement) - rung(person.placed)
                case, person.granted = (person.granted, None) if steps else (None, person.granted)
                exempt = self.without_case if steps > 0 and case is None else None
                person.placed = placement
                command = MovePerson(person.person, **vars(placement), case=case, exempt=exempt, effective_on=self.on)
                self.chronicle.write(command, self.partner)

    def depth(self, person: Somebody) -> int:
        """How many stand above somebody."""
        return 1 + self.depth(person.manager) if person.manager else 0

    def placement(self, person: Somebody) -> Placement:
        manager = person.manager.person if person.manager else None
        seat = person.seat
        where = unit_of(seat.unit), seat.function, person.level, person.title, manager
        return Placement(*where, seat.site, share_of_full_time=person.share)


def rung(placement: Placement) -> int:
    """How high somebody is placed, from those who lead nobody upwards."""
    return LEVELS.index(placement.level or LEVELS[0])

"""Coming, going and changing seats in the demo's organisation; the org chart follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from demo.chart import Seat
from demo.chronicle import Life
from demo.organisation import MACHINE, Organisation
from demo.somebody import Nature, Somebody
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import PublishFramework
from domain.kernel.dates import months_after
from domain.kernel.ids import PersonId, RoleId
from domain.offices.stewards import NameSteward
from domain.organisation.appointments import AppointToRole, EstablishRole, VacateRole
from domain.organisation.role import AppointmentKind, AppointmentSource, WhyVacated
from domain.people.employment import Identity, Placement
from domain.people.introducing import IntroducePerson
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson, LeavingReason
from domain.people.naming import RenamePerson
from domain.people.seats import Seat as OutsideSeat
from domain.people.seats import TakeSeat
from domain.people.steps_up import Exemption
from domain.units.citing import unit_of
from domain.units.tree import EstablishUnit

UNITS_BEGAN: Final = date(1990, 1, 1)
"""Nobody remembers when each unit began; all of them were there before anybody who is here."""

STEWARD_FOR_MONTHS: Final = 30
"""How long a steward is named for: after six years one stands for half a year, and for two more."""

# How it begins


def open_the_ledger(organisation: Organisation) -> None:
    """The first day: the framework comes out, everybody is entered, roles are established."""
    publish = PublishFramework(DEFAULT_FRAMEWORK, DEFAULT_EDITION, effective_on=organisation.on, imported=True)
    organisation.chronicle.write(publish, MACHINE)
    for command in units_of(organisation):
        organisation.chronicle.write(command, MACHINE)
    introduce_outsiders(organisation)
    for part in organisation.parts.values():
        since = organisation.on - timedelta(part.years * 365 + organisation.dice.randint(20, 300))
        nature = Nature(**{**vars(Nature.rolled(organisation.dice, part.leads)), **part.nature})
        seat = organisation.seats[part.seat]
        person = enter(organisation, seat, part.leads, since, part.name, nature, part.craft)
        person.reserved = True
        organisation.known[part.key] = person
    for seat in organisation.seats.values():
        if seat.opens == 0:
            fill(organisation, seat)
    organisation.settle()
    for seat in organisation.seats.values():
        if seat.rung >= 2:
            establish(organisation, seat)
    organisation.without_case = Exemption.REORGANISATION
    organisation.chronicle.begin(stewardship(organisation))


def introduce_outsiders(organisation: Organisation) -> None:
    """Who takes part without being employed: the leader of the assessment centre, and the chair of the board."""
    for person, name, seat in (
        (organisation.assessor, "Ottilie Brandt", OutsideSeat.EXTERNAL_ASSESSOR),
        (organisation.chair, "Walter Imhof", OutsideSeat.BOARD_MEMBER),
    ):
        organisation.chronicle.write(IntroducePerson(person, name, effective_on=organisation.on), MACHINE)
        organisation.chronicle.write(TakeSeat(person, seat, effective_on=organisation.on), MACHINE)


def stewardship(organisation: Organisation) -> Life:
    """Whoever holds the machine names a steward, for some years at a time."""
    while True:
        steward = organisation.talent_leads()[0].person
        ends_on = months_after(organisation.on, STEWARD_FOR_MONTHS)
        name = NameSteward(steward, ends_on - timedelta(1), effective_on=organisation.on)
        organisation.chronicle.write(name, MACHINE)
        yield ends_on


def units_of(organisation: Organisation) -> Iterator[EstablishUnit]:
    """The units of the chart, each after the one that it belongs to, from before anybody came."""
    known: set[str] = set()
    for seat in organisation.seats.values():
        if seat.unit not in known:
            known.add(seat.unit)
            parent = unit_of(seat.under.unit) if seat.under else None
            yield EstablishUnit(unit_of(seat.unit), seat.unit, parent, effective_on=UNITS_BEGAN)


def fill(organisation: Organisation, seat: Seat) -> None:
    """Enter who is there from the beginning: a lead and most of the team."""
    missing = max(0, seat.size * 4 // 5 - len(organisation.members(seat)))
    for leads in [True] * (seat.holder is None) + [False] * missing:
        days = int(300 + organisation.dice.expovariate(1 / 1700)) % 7000
        enter(organisation, seat, leads, organisation.on - timedelta(days))


def establish(organisation: Organisation, seat: Seat) -> None:
    seat.role = RoleId(organisation.chronicle.new_id("role"))
    unit, since = unit_of(seat.unit), organisation.on
    command = EstablishRole(seat.role, seat.title, unit, seat.function, seat.level, seat.critical, effective_on=since)
    organisation.chronicle.write(command, organisation.partner)
    if seat.holder:
        appoint(organisation, seat, seat.holder)


# Coming and going


def enter(
    organisation: Organisation,
    seat: Seat,
    leads: bool,
    since: date,
    name: str | None = None,
    nature: Nature | None = None,
    craft: str = "",
) -> Somebody:
    """Record that somebody joined. Of those who came before the ledger nobody remembers under whom."""
    nature = nature or Nature.rolled(organisation.dice, leads)
    craft = craft or (organisation.dice.choice(seat.crafts) if seat.crafts else seat.title)
    new_id = PersonId(organisation.chronicle.new_id("person"))
    person = Somebody(new_id, name or organisation.names.new(), nature, since, seat, craft, leads)
    organisation.people.append(person)
    organisation.present.append(person)
    if leads:
        seat.holder = person
    number = Identity("hr", f"E-{next(organisation.numbers)}")
    if since == organisation.on:
        join(organisation, person, (number,))
    else:
        before = Placement(unit_of(seat.unit), seat.function)
        command = JoinPerson(new_id, person.name, **vars(before), identities=(number,), effective_on=since)
        organisation.chronicle.write(command, organisation.partner, lines=2)
    return person


def join(organisation: Organisation, person: Somebody, identities: tuple[Identity, ...]) -> None:
    """Their first day."""
    person.manager = organisation.boss_of(person)
    person.placed = organisation.placement(person)
    organisation.arrived.append(person)
    command = JoinPerson(
        person.person, person.name, **vars(person.placed), identities=identities, effective_on=organisation.on
    )
    organisation.chronicle.write(command, organisation.partner, lines=1 + len(identities))


def come_back(organisation: Organisation, person: Somebody, seat: Seat) -> None:
    """Somebody who had left begins again, on the same stream."""
    organisation.present.append(person)
    person.left_on = person.leaves_on = None
    person.joined_on, person.seat, person.leads = organisation.on, seat, False
    person.craft = organisation.dice.choice(seat.crafts)
    join(organisation, person, ())


def let_go(organisation: Organisation, person: Somebody, on: date, reason: LeavingReason) -> None:
    """From now on it is known that somebody will leave."""
    person.leaves_on = on
    organisation.chronicle.begin(leaving(organisation, person, reason), early=True)


def leaving(organisation: Organisation, person: Somebody, reason: LeavingReason) -> Life:
    """Somebody goes: their last day, and the seat that is empty on the next."""
    yield person.leaves_on or organisation.on
    person.left_on = organisation.on
    seats = [seat for seat in organisation.seats.values() if person in (seat.holder, seat.acting)]
    command = LeavePerson(person.person, reason, effective_on=organisation.on)
    organisation.chronicle.write(command, organisation.partner)
    yield organisation.on + timedelta(1)
    organisation.present.remove(person)
    for seat in seats:
        seat.holder = None if seat.holder is person else seat.holder
        seat.acting = None if seat.acting is person else seat.acting
    organisation.settle()


def rename(organisation: Organisation, person: Somebody) -> None:
    """Somebody goes by another name from today."""
    person.name = organisation.names.after_a_wedding(person.name)
    command = RenamePerson(person.person, person.name, effective_on=organisation.on)
    organisation.chronicle.write(command, organisation.partner)


# Seats


def appoint(
    organisation: Organisation,
    seat: Seat,
    person: Somebody,
    kind: AppointmentKind = AppointmentKind.SUBSTANTIVE,
    source: AppointmentSource = AppointmentSource.INTERNAL,
) -> None:
    if seat.role:
        case = person.granted if kind is AppointmentKind.SUBSTANTIVE else None
        hired = source is AppointmentSource.EXTERNAL
        why = None if case else Exemption.EXTERNAL_HIRE if hired else organisation.without_case
        exempt = why if kind is AppointmentKind.SUBSTANTIVE else None
        command = AppointToRole(
            seat.role, person.person, kind, source, case=case, exempt=exempt, effective_on=organisation.on
        )
        organisation.chronicle.write(command, organisation.partner)


def vacate(organisation: Organisation, seat: Seat, person: Somebody, why: WhyVacated) -> None:
    if seat.role:
        command = VacateRole(seat.role, person.person, why, effective_on=organisation.on)
        organisation.chronicle.write(command, organisation.partner)


def take(organisation: Organisation, person: Somebody, seat: Seat) -> None:
    """Somebody takes a seat as their own; the one they had becomes free."""
    give_up(organisation, person, WhyVacated.PROMOTED)
    step_back(organisation, seat)
    seat.holder, person.seat, person.leads = person, seat, True
    appoint(organisation, seat, person)
    organisation.settle()


def give_up(organisation: Organisation, person: Somebody, why: WhyVacated) -> None:
    if person.leads:
        vacate(organisation, person.seat, person, why)
        person.seat.holder = None


def stand_in(organisation: Organisation, person: Somebody, seat: Seat) -> None:
    """Somebody acts up beside what they do."""
    seat.acting = person
    appoint(organisation, seat, person, AppointmentKind.ACTING_UP)
    organisation.settle()


def step_back(organisation: Organisation, seat: Seat) -> None:
    """Acting up comes to its end."""
    if seat.acting:
        vacate(organisation, seat, seat.acting, WhyVacated.TERM_ENDED)
        seat.acting = None
        organisation.settle()


def transfer(organisation: Organisation, person: Somebody, seat: Seat) -> None:
    """Somebody goes to another team, on the same level."""
    person.seat, person.craft = seat, organisation.dice.choice(seat.crafts)
    organisation.settle()

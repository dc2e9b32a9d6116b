"""Coming, going and changing seats in the demo's organisation; the org chart follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from demo.chart import Seat
from demo.chronicle import Life, Turn
from demo.mentoring import DECIDED_ON
from demo.offices import charging
from demo.organisation import MACHINE, Organisation
from demo.phrasing import phrase
from demo.somebody import Nature, Somebody
from demo.working_days import is_working_day, working_day
from domain.development.assignments import CompleteAssignment, GiveAssignment
from domain.development.development import AssignmentId, AssignmentKind
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import PublishFramework
from domain.kernel.dates import months_after
from domain.kernel.history import BeginLedger
from domain.kernel.ids import PersonId, RoleId
from domain.offices.stewards import NameSteward
from domain.organisation.appointments import AppointToRole, EstablishRole, VacateRole
from domain.organisation.role import AppointmentKind, AppointmentSource, WhyVacated
from domain.people.employment import Identity, Placement
from domain.people.introducing import IntroducePerson
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson, LeavingReason
from domain.people.moving import MovePerson
from domain.people.naming import RenamePerson
from domain.people.seats import Seat as OutsideSeat
from domain.people.seats import TakeSeat
from domain.people.steps_up import Exemption
from domain.units.citing import unit_of
from domain.units.tree import EstablishUnit

UNITS_BEGAN: Final = date(1990, 1, 1)
"""Nobody remembers when each unit began; all of them were there before anybody who is here."""

SPAN_AT_LEAST: Final = 5
"""How many report to whoever leads, when nobody is missing."""

HIRED_FROM_OUTSIDE: Final = 0.3
"""Of those who led before the ledger, how many had come to the seat from outside."""

MONTHS_UNTIL_LEADING: Final = 24
"""For so long somebody is here at least before they are given a seat."""

NAMED: Final = (*DECIDED_ON, "amara", "lukas", "elif", "helene", "yusuf")
"""Of whom the stories say whether they come after somebody, by key of the cast."""

STEWARD_FOR_MONTHS: Final = 30
"""How long a steward is named for: after six years one stands for half a year, and for two more."""

# How it begins


def open_the_ledger(organisation: Organisation) -> None:
    """The first day: the framework comes out, everybody is entered, roles are established."""
    publish = PublishFramework(DEFAULT_FRAMEWORK, DEFAULT_EDITION, effective_on=organisation.on, imported=True)
    organisation.chronicle.write(publish, MACHINE)
    organisation.chronicle.write(BeginLedger(effective_on=organisation.on), MACHINE)
    for command in units_of(organisation):
        organisation.chronicle.write(command, MACHINE)
    introduce_outsiders(organisation)
    for part in organisation.parts.values():
        since = first_of_some_month(organisation, part.years * 12 + organisation.dice.randint(1, 10))
        nature = Nature(**{**vars(Nature.rolled(organisation.dice, part.leads)), **part.nature})
        seat = organisation.seats[part.seat]
        person = enter(organisation, seat, part.leads, since, part.name, nature, part.craft)
        person.reserved, person.named = True, part.key in NAMED
        organisation.known[part.key] = person
    for seat in organisation.seats.values():
        if seat.opens == 0:
            fill(organisation, seat)
    for seat in organisation.seats.values():
        if seat.rung >= 2:
            establish(organisation, seat)
    organisation.settle()
    organisation.without_case = Exemption.REORGANISATION
    organisation.chronicle.begin(stewardship(organisation))
    organisation.chronicle.begin(charging(organisation))


def first_of_some_month(organisation: Organisation, months_before: int) -> date:
    """The working day on which a month began, so many before the ledger."""
    return working_day(months_after(organisation.chronicle.opens_on, -months_before))


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
        organisation.steward = organisation.talent_leads()[0]
        ends_on = months_after(organisation.on, STEWARD_FOR_MONTHS)
        name = NameSteward(organisation.steward.person, ends_on - timedelta(1), effective_on=organisation.on)
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
    """Enter who is there from the beginning: a lead, and as many as make a team."""
    leads_below = sum(under.under is seat and under.opens == 0 for under in organisation.seats.values())
    wanted = max(min(seat.size, SPAN_AT_LEAST - leads_below), seat.size * 4 // 5)
    missing = max(0, wanted - len(organisation.members(seat)))
    for leads in [True] * (seat.holder is None) + [False] * missing:
        months = min(229, int(10 + organisation.dice.expovariate(1 / 56)))
        enter(organisation, seat, leads, first_of_some_month(organisation, months + 24 * leads))


def establish(organisation: Organisation, seat: Seat) -> None:
    """A role as old as its unit, with its holder as of the day on which they took it up."""
    seat.role = RoleId(organisation.chronicle.new_id("role"))
    what = seat.role, seat.title, unit_of(seat.unit), seat.function, seat.level, seat.critical
    organisation.chronicle.write(EstablishRole(*what, effective_on=UNITS_BEGAN), organisation.partner)
    if seat.holder and seat.holder.leads_since:
        hired = seat.holder.leads_since == seat.holder.joined_on
        source = AppointmentSource.EXTERNAL if hired else AppointmentSource.INTERNAL
        command = AppointToRole(
            seat.role,
            seat.holder.person,
            source=source,
            exempt=Exemption.BEFORE_LEDGER,
            effective_on=seat.holder.leads_since,
        )
        organisation.chronicle.write(command, organisation.partner)


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
    """Record that somebody joined. Of those who came before the ledger nobody remembers under whom.

    Whoever led before there was a ledger is entered as of the day on which they took that up.
    """
    new_id = PersonId(organisation.chronicle.new_id("person"))
    dice = organisation.chronicle.lots.dice(new_id)
    nature = nature or Nature.rolled(dice, leads)
    craft = craft or (dice.choice(seat.crafts) if seat.crafts else seat.title)
    person = Somebody(new_id, name or organisation.names.new(), nature, since, seat, craft, leads)
    person.share = part_time(organisation, leads)
    organisation.people.append(person)
    organisation.present.append(person)
    if leads:
        seat.holder, person.leads_since = person, since
    number = Identity("hr", f"E-{next(organisation.numbers)}")
    if since == organisation.on:
        join(organisation, person, (number,))
    else:
        before = Placement(unit_of(seat.unit), seat.function)
        command = JoinPerson(new_id, person.name, **vars(before), identities=(number,), effective_on=since)
        organisation.chronicle.write(command, organisation.partner, lines=2)
        if leads:
            took_up(organisation, person)
    return person


def took_up(organisation: Organisation, person: Somebody) -> None:
    """Before the ledger somebody came to the seat that they have; from outside, or after some years here."""
    here = organisation.chronicle.opens_on.year * 12 + organisation.chronicle.opens_on.month
    here -= person.joined_on.year * 12 + person.joined_on.month
    hired = organisation.dice.random() < HIRED_FROM_OUTSIDE
    months = here if hired or here < MONTHS_UNTIL_LEADING else organisation.dice.randint(4, min(here - 12, 110))
    person.leads_since = person.joined_on if months == here else first_of_some_month(organisation, months)
    seat = person.seat
    person.placed = Placement(
        unit_of(seat.unit), seat.function, seat.level, seat.title, share_of_full_time=person.share
    )
    command = MovePerson(
        person.person, **vars(person.placed), exempt=Exemption.BEFORE_LEDGER, effective_on=person.leads_since
    )
    organisation.chronicle.write(command, organisation.partner)


def part_time(organisation: Organisation, leads: bool) -> int:
    """How much somebody works; most, and most of those who lead, all of the time."""
    return organisation.dice.choices((100, 90, 80, 60, 50), (92, 4, 4, 0, 0) if leads else (80, 4, 8, 4, 4))[0]


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
    """From now on it is known that somebody will leave: at the turn of a month, or the day before a working day."""
    while not ends_well(on):
        on -= timedelta(1)
    person.leaves_on = on
    organisation.chronicle.begin(leaving(organisation, person, reason), Turn.EARLY)


def ends_well(day: date) -> bool:
    """Whether somebody may go on a day: the last of a month, or one of two on which people are at work."""
    after = day + timedelta(1)
    return after.day == 1 or (is_working_day(day) and is_working_day(after))


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


def work_another_share(organisation: Organisation, person: Somebody) -> None:
    """Somebody works less from now on, or full time again."""
    person.share = organisation.dice.choice((50, 60, 80)) if person.share == 100 else 100
    organisation.settle()


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


def take(organisation: Organisation, person: Somebody, seat: Seat, why: WhyVacated = WhyVacated.PROMOTED) -> None:
    """Somebody takes a seat as their own; the one they had becomes free."""
    give_up(organisation, person, why)
    for other in [other for other in organisation.seats.values() if other is seat or other.acting is person]:
        step_back(organisation, other)
    seat.holder, person.seat, person.leads, person.leads_since = person, seat, True, organisation.on
    appoint(organisation, seat, person)
    organisation.settle()
    person.granted = None


def give_up(organisation: Organisation, person: Somebody, why: WhyVacated) -> None:
    if person.leads:
        vacate(organisation, person.seat, person, why)
        person.seat.holder = None


def stand_in(organisation: Organisation, person: Somebody, seat: Seat) -> None:
    """Somebody acts up beside what they do: in a role by appointment, in a team as an assignment."""
    seat.acting = person
    appoint(organisation, seat, person, AppointmentKind.ACTING_UP)
    if seat.role is None:
        assigned_to_act_up(organisation, person, seat)
    organisation.settle()


def assigned_to_act_up(organisation: Organisation, person: Somebody, seat: Seat) -> None:
    """A team is led for a while, with the head above standing by."""
    seat.acting_up = AssignmentId(organisation.chronicle.new_id("assignment"))
    person.live.add(seat.acting_up)
    by = person.manager.person if person.manager else organisation.partner
    command = GiveAssignment(
        person.person,
        seat.acting_up,
        f"Stand in as {seat.title}",
        AssignmentKind.ACTING_UP,
        organisation.on,
        None,
        True,
        seat.function,
        ("Keep the team’s promises", "Hand over in good order to whoever comes"),
        by,
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, by)


def step_back(organisation: Organisation, seat: Seat) -> None:
    """Acting up comes to its end; who leads the team then is settled by whoever asks for it."""
    person, seat.acting = seat.acting, None
    if person is None:
        return
    if seat.role:
        vacate(organisation, seat, person, WhyVacated.TERM_ENDED)
    elif seat.acting_up:
        outcome = phrase(organisation, person, "handed_over")
        done = CompleteAssignment(person.person, seat.acting_up, outcome, effective_on=organisation.on)
        organisation.chronicle.write(done, person.person)
        person.live.discard(seat.acting_up)
        seat.acting_up = None


def transfer(organisation: Organisation, person: Somebody, seat: Seat) -> None:
    """Somebody goes to another team, on the same level."""
    person.seat, person.craft = seat, organisation.dice.choice(seat.crafts)
    organisation.settle()

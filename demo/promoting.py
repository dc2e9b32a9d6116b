"""How seats of the demo are filled: by whoever is ready, by a case, from the side or from outside."""

from __future__ import annotations

from demo.assessing import at_level
from demo.bench import remove
from demo.chart import LEVELS, Seat
from demo.chronicle import Life
from demo.deciding import Case, board_after
from demo.editions import in_force
from demo.organisation import Organisation
from demo.panels import Panel, fill_up, heard, panel_for
from demo.personnel import appoint, enter, give_up, step_back, take
from demo.readiness import ready_for
from demo.somebody import Somebody
from demo.working_days import working_day
from domain.development.aspirations import Path
from domain.frameworks.edition import Readiness
from domain.judging.findings import EvidenceKind
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.organisation.role import AppointmentSource, WhyVacated
from domain.promotions.promotion_case import Direction
from domain.succession.slates import WhyRemoved

FAIR = (3, 4)
FROM_OUTSIDE = 0.2
YEARS_BEFORE_A_TURN = 2
MONTHS_AFTER_A_DECLINE = 12
"""For so long nobody proposes somebody anew, whoever it is and whatever for."""


def filling(organisation: Organisation, seat: Seat, from_within: bool = False) -> Life:
    """Find somebody for an empty seat: who is ready for it, from below, from the side, or from outside."""
    chronicle, dice = organisation.chronicle, organisation.dice
    seat.sought = True
    yield chronicle.after(8, 12)
    while seat.covering:
        yield chronicle.after(3, 3)
    candidate, direction = best_from_below(organisation, seat), Direction.UP
    waits = candidate is not None and ready_for(organisation, seat, candidate) is Readiness.NOW
    other = None if waits or from_within else from_the_side(organisation, seat)
    if other:
        candidate, direction = other, Direction.LATERAL
    if candidate is None or (not waits and not from_within and dice.random() < FROM_OUTSIDE):
        yield chronicle.after(50, 60)
        if chronicle.on < chronicle.months_ago(2):
            enter_from_outside(organisation, seat)
    else:
        yield from argued(Case(organisation, candidate, seat, direction, seat.level, ready=waits))
    seat.sought = False


def best_from_below(organisation: Organisation, seat: Seat) -> Somebody | None:
    """Who has led well a rung below for two cycles: ready for it first, then from the same branch and function."""
    rung = LEVELS[seat.rung - 1]
    below = [
        person
        for person in organisation.here()
        if person.level == rung
        and may_be_proposed(organisation, person)
        and person.path is not Path.SPECIALIST
        and (
            person in seat.nominated
            or person.seat is seat
            or person.seat.is_under(seat)
            or person.seat.function == seat.function
        )
    ]
    rank = {
        person: (
            ready_for(organisation, seat, person) is Readiness.NOW,
            leaves_no_gap(organisation, person),
            person in seat.nominated,
            person is seat.acting,
            person.seat is seat or person.seat.is_under(seat),
            person.nature.leading + organisation.dice.random(),
        )
        for person in below
    }
    return max(below, key=lambda person: rank[person], default=None)


def leaves_no_gap(organisation: Organisation, person: Somebody) -> bool:
    """Whether somebody may go from where they are: they hold no role, or somebody is ready for it."""
    seat = person.seat
    ready = (ready_for(organisation, seat, one) is Readiness.NOW for one in seat.nominated)
    return not person.leads or seat.role is None or any(ready)


def may_be_proposed(organisation: Organisation, person: Somebody) -> bool:
    """Whether two cycles speak for them, no decline of lately against it, and nothing else is under way."""
    busy = person.reserved or person.on_case or person.leaves_on or person.quiet or person.on_file or person.judging
    waits = person.declined_on and organisation.on < months_after(person.declined_on, MONTHS_AFTER_A_DECLINE)
    return not busy and not waits and len(person.results) >= 2 and min(person.results[-2:]) >= 3


def from_the_side(organisation: Organisation, seat: Seat) -> Somebody | None:
    """Whoever leads on the same rung elsewhere, and has for some years."""
    since = months_after(organisation.on, -12 * YEARS_BEFORE_A_TURN)
    found = [
        person
        for person in organisation.leading()
        if person.seat.rung == seat.rung
        and person.seat is not seat
        and may_be_proposed(organisation, person)
        and person.leads_since
        and person.leads_since < since
        and (seat.role or person.seat.function == seat.function)
        and leaves_no_gap(organisation, person)
    ]
    return organisation.dice.choice(found) if found else None


def enter_from_outside(organisation: Organisation, seat: Seat) -> None:
    step_back(organisation, seat)
    person = enter(organisation, seat, True, organisation.on)
    appoint(organisation, seat, person, source=AppointmentSource.EXTERNAL)
    organisation.settle()


def stepping_down(organisation: Organisation, leader: Somebody) -> Life:
    """Somebody who leads would rather do the work again, or is asked whether they would."""
    above = leader.seat.under
    if above is None:
        return
    yield organisation.chronicle.after(2, 15)
    if leader.leads and may_be_proposed(organisation, leader):
        yield from argued(Case(organisation, leader, above, Direction.DOWN, "self"))


def argued(case: Case) -> Life:
    """A case from the proposal to the decision; most are approved."""
    organisation, candidate, seat = case.organisation, case.candidate, case.seat
    chronicle = organisation.chronicle
    case.propose()
    panel_asked = in_force(chronicle).procedure.panel_required and case.direction is Direction.UP
    case.file(list(candidate.evaluations.values())[-2:], EvidenceKind.PERFORMANCE)
    yield chronicle.after(5, 15)
    outside = organisation.apart(candidate, min(seat.rung, LEVELS.index("function")))
    voices = [outside] if outside else []
    if candidate.manager and case.outcome != "deferred":
        voices += [leader for leader in (candidate.manager, candidate.manager.manager) if leader]
    yield from gathered(case, voices)
    panel = panel_for(organisation, case.case, seat, candidate, (case.proposer, *voices)) if panel_asked else None
    if panel:
        yield from heard(panel, case.outcome)
    yield board_after(organisation.on)
    if case.outcome == "deferred":
        yield from deferred(case, panel)
    if candidate.leaves_on or case.outcome == "declined":
        yield from declined(case)
    else:
        case.approve()
        candidate.on_file = True
        yield working_day(months_after(organisation.on.replace(day=1), 1))
        if candidate.leaves_on is None:
            takes_the_step(case)
    candidate.on_case = candidate.on_file = False


def declined(case: Case) -> Life:
    """They are heard first; whoever acted up goes back to what they did."""
    if case.candidate in case.organisation.here() and case.candidate.left_on is None:
        case.hear()
        yield case.organisation.chronicle.after(1, 4)
    case.decline()
    step_back(case.organisation, case.seat)
    case.organisation.settle()


def takes_the_step(case: Case) -> None:
    """On the first of a month; the seat that they leave is empty from then on."""
    organisation, candidate, seat = case.organisation, case.candidate, case.seat
    if case.direction is Direction.DOWN:
        give_up(organisation, candidate, WhyVacated.STEPPED_DOWN)
        candidate.seat, candidate.leads, candidate.path = seat, False, Path.SPECIALIST
        candidate.craft = organisation.dice.choice(seat.crafts) if seat.crafts else f"Adviser, {seat.unit}"
        organisation.settle()
    elif seat.holder is None:
        lateral = case.direction is Direction.LATERAL
        take(organisation, candidate, seat, WhyVacated.MOVED if lateral else WhyVacated.PROMOTED)
        if candidate in seat.nominated:
            remove(organisation, seat, candidate, WhyRemoved.APPOINTED)


def gathered(case: Case, voices: list[Somebody]) -> Life:
    """How the candidate is seen at the level of the step goes onto the file, beside two cycles of results."""
    organisation, chronicle, dice = case.organisation, case.organisation.chronicle, case.organisation.dice
    level = case.candidate.level if case.direction is Direction.DOWN else case.to_level
    seen: list[Reference] = []
    for number, voice in enumerate(voices):
        low = 2 if case.outcome == "declined" and number == 0 else dice.choice(FAIR)
        seen.append(at_level(organisation, case.candidate, level, voice, (dice.choice(FAIR), 3, low)))
        yield chronicle.after(2, 8)
    case.file(seen, EvidenceKind.POTENTIAL)
    yield chronicle.after(4, 10)
    case.close()


def deferred(case: Case, panel: Panel | None) -> Life:
    """A source is missing: the file is opened again, another voice comes in, and the next board decides."""
    organisation, candidate = case.organisation, case.candidate
    chronicle, dice = organisation.chronicle, organisation.dice
    filed = list(candidate.evaluations.values())[-2:]
    again = board_after(chronicle.after(60 if panel else 30))
    case.defer(again)
    yield chronicle.after(15, 20)
    candidate.on_file = True
    dials = (3, dice.choice(FAIR), dice.choice(FAIR))
    level = candidate.level if case.direction is Direction.DOWN else case.to_level
    # A trained assessor has perhaps spoken already: the centre alone would be another voice from the same distance.
    voices = [None, candidate.manager] if candidate.manager else [None]
    case.file([at_level(organisation, candidate, level, voice, dials) for voice in voices], EvidenceKind.POTENTIAL)
    since = [at for at in list(candidate.evaluations.values())[-2:] if at not in filed]
    case.file(since, EvidenceKind.PERFORMANCE)
    case.close()
    if panel:
        fill_up(panel, case.seat, (case.proposer,))
        yield from heard(panel, "approved")
    yield again
    if candidate.results[-1] < 3:
        case.outcome = "declined"

"""Who stands in where a seat of the demo is empty: entered as an appointment, or as an assignment to act up."""

from __future__ import annotations

from datetime import timedelta

from demo.assessing import at_level
from demo.chart import Seat
from demo.chronicle import Life
from demo.deciding import Case
from demo.editions import in_force
from demo.organisation import Organisation
from demo.panels import heard, panel_for
from demo.personnel import stand_in
from demo.promoting import may_be_proposed
from demo.readiness import ready_for
from demo.somebody import Somebody
from demo.working_days import working_day
from domain.frameworks.edition import Readiness
from domain.judging.findings import EvidenceKind
from domain.kernel.facts import Reference
from domain.promotions.promotion_case import Direction

HOW = ("by a case", "at once")
"""Of two who stand in where it may wait and two cycles speak for them, how each comes to."""
CAN_LEAD = 12
"""How many the head above can lead, their own people among them, while it is being decided who stands in."""


def covered(organisation: Organisation, seat: Seat) -> Life:
    """Within days somebody holds the team together until the seat is filled."""
    yield working_day(organisation.on + timedelta(1))
    person = who_could(organisation, seat)
    if seat.holder or seat.acting or person is None:
        return
    near = person.seat.rung >= seat.rung - 1 and may_be_proposed(organisation, person)
    if near and may_wait(organisation, seat) and organisation.draw("stands in", HOW) == "by a case":
        seat.covering = True
        yield from granted_for_a_while(organisation, seat, person)
    elif person.leaves_on is None:
        stand_in(organisation, person, seat)
    seat.covering = False


def may_wait(organisation: Organisation, seat: Seat) -> bool:
    """Whether the head above can lead the team for some weeks."""
    above = organisation.boss_of(organisation.members(seat)[0]) if organisation.members(seat) else None
    return above is None or len(organisation.reports(above)) <= CAN_LEAD


def goes_round(organisation: Organisation, seat: Seat, person: Somebody) -> bool:
    """Whether somebody who stood in there would report, over others who stand in, to themselves."""
    before, seat.acting = seat.acting, person
    above, seen = organisation.boss_of(person), {person}
    while above is not None and above not in seen:
        seen.add(above)
        above = organisation.boss_of(above)
    seat.acting = before
    return above is not None


def who_could(organisation: Organisation, seat: Seat) -> Somebody | None:
    """Who is ready for it, who was named as cover, who leads below it, and then whoever knows the work best."""
    near = [lead for lead in organisation.leading() if lead.seat.under is seat]
    found = [
        person
        for person in dict.fromkeys((*seat.nominated, *(near or organisation.members(seat))))
        if not (person.on_case or person.leaves_on or person.quiet or person.left_on or person.reserved)
        and all(other.acting is not person for other in organisation.seats.values())
        and not goes_round(organisation, seat, person)
    ]
    return max(
        found,
        key=lambda one: (
            ready_for(organisation, seat, one) is Readiness.NOW,
            one is seat.cover,
            one.leads,
            one.nature.leading,
        ),
        default=None,
    )


def granted_for_a_while(organisation: Organisation, seat: Seat, person: Somebody) -> Life:
    """A short case for acting up: the views of the last talent review are on the file, and one more."""
    chronicle = organisation.chronicle
    case = Case(organisation, person, seat, Direction.ACTING, seat.level)
    case.propose()
    case.file(list(person.evaluations.values())[-2:], EvidenceKind.PERFORMANCE)
    yield chronicle.after(2, 4)
    outside = organisation.apart(person, min(seat.rung, 3))
    voices = [voice for voice in (outside, person.manager) if voice]
    seen: list[Reference] = [at_level(organisation, person, seat.level, voice, (3, 3, 4)) for voice in voices]
    another = seat.under.holder if seat.under else None
    if len(voices) < 2 or person.manager is None:
        seen.append(at_level(organisation, person, seat.level, another, (3, 4, 3)))
    case.file(seen, EvidenceKind.POTENTIAL)
    yield chronicle.after(1, 2)
    case.close()
    if in_force(chronicle).procedure.panel_required:
        panel = panel_for(organisation, case.case, seat, person, (case.proposer, *voices))
        yield from heard(panel, "approved")
    yield chronicle.after(1, 3)
    case.approve()
    person.granted = None
    yield chronicle.after(1, 2)
    free = seat.holder is None and seat.acting is None and not goes_round(organisation, seat, person)
    if person.leaves_on is None and free:
        stand_in(organisation, person, seat)

"""Promotions of the demo: an empty seat, somebody proposed, a file argued and closed, a board that decides."""

from __future__ import annotations

from demo.assessing import at_level
from demo.bench import remove
from demo.chart import LEVELS, Seat
from demo.chronicle import Life
from demo.deciding import approve, board_after, close, decline, defer, file, propose
from demo.editions import in_force
from demo.organisation import Organisation
from demo.panels import Panel, fill_up, heard, panel_for
from demo.personnel import appoint, enter, stand_in, step_back, take
from demo.somebody import Somebody
from demo.working_days import working_day
from domain.development.aspirations import Path
from domain.judging.findings import EvidenceKind
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.organisation.role import AppointmentSource
from domain.succession.slates import WhyRemoved

FAIR = (3, 4)


def filling(organisation: Organisation, seat: Seat, from_within: bool = False) -> Life:
    """Find somebody for an empty seat: from below by way of a case, or from outside."""
    chronicle, dice = organisation.chronicle, organisation.dice
    seat.sought = True
    yield chronicle.after(8, 12)
    candidate = best_from_below(organisation, seat)
    if candidate is None or (not from_within and dice.random() < 0.2):
        yield chronicle.after(50, 60)
        if chronicle.on < chronicle.months_ago(2):
            enter_from_outside(organisation, seat)
    else:
        yield from argued(organisation, seat, candidate)
    seat.sought = False


def best_from_below(organisation: Organisation, seat: Seat) -> Somebody | None:
    """Who has led well a rung below for two cycles: in the same branch first, then in the same function."""
    rung = LEVELS[seat.rung - 1]
    below = [
        person
        for person in organisation.here()
        if person.level == rung
        and len(person.results) >= 2
        and not (person.reserved or person.on_case or person.leaves_on or person.path is Path.SPECIALIST)
        and min(person.results[-2:]) >= 3
        and (person.seat is seat or person.seat.is_under(seat) or person.seat.function == seat.function)
    ]
    rank = {
        person: (
            person in seat.nominated,
            person.seat is seat or person.seat.is_under(seat),
            person.nature.leading + organisation.dice.random(),
        )
        for person in below
    }
    return max(below, key=lambda person: rank[person], default=None)


def enter_from_outside(organisation: Organisation, seat: Seat) -> None:
    person = enter(organisation, seat, True, organisation.on)
    appoint(organisation, seat, person, source=AppointmentSource.EXTERNAL)
    organisation.settle()


def argued(organisation: Organisation, seat: Seat, candidate: Somebody) -> Life:
    """A case from the proposal to the decision; most are approved."""
    chronicle, dice = organisation.chronicle, organisation.dice
    candidate.on_case = True
    if seat.role and dice.random() < 0.4:
        stand_in(organisation, candidate, seat)
    outcome = dice.choices(("approved", "declined", "deferred"), (80, 12, 8))[0]
    panel_asked = in_force(chronicle).procedure.panel_required
    case, proposer = propose(organisation, seat, candidate)
    results = list(candidate.evaluations.values())[-2:]
    file(organisation, case, proposer, results, EvidenceKind.PERFORMANCE)
    yield chronicle.after(5, 15)
    voices = [organisation.elsewhere(candidate, seat.rung)]
    if candidate.manager and outcome != "deferred":
        voices += [leader for leader in (candidate.manager, candidate.manager.manager) if leader]
    yield from gathered(organisation, seat, candidate, case, proposer, voices, outcome)
    spoken = (proposer, *voices)
    panel = panel_for(organisation, case, seat, candidate, spoken) if panel_asked else None
    if panel:
        yield from heard(panel, outcome)
    yield board_after(organisation.on)
    if outcome == "deferred" or list(candidate.evaluations.values())[-2:] != results:
        yield from deferred(organisation, seat, candidate, case, proposer, panel, results)
    yield from ended(organisation, seat, candidate, case, proposer, outcome)
    candidate.on_case = False


def ended(
    organisation: Organisation, seat: Seat, candidate: Somebody, case: CaseId, proposer: Somebody, outcome: str
) -> Life:
    """The decision; whoever is approved takes the seat on the first of the next month."""
    if candidate.leaves_on or outcome == "declined":
        decline(organisation, seat, case, proposer, candidate)
        step_back(organisation, seat)
    else:
        approve(organisation, seat, case, proposer, candidate)
        yield working_day(months_after(organisation.on.replace(day=1), 1))
        if candidate.leaves_on is None and seat.holder is None:
            take(organisation, candidate, seat)
            if candidate in seat.nominated:
                remove(organisation, seat, candidate, WhyRemoved.APPOINTED)


def gathered(
    organisation: Organisation,
    seat: Seat,
    candidate: Somebody,
    case: CaseId,
    proposer: Somebody,
    voices: list[Somebody],
    outcome: str,
) -> Life:
    """How the candidate is seen at the level of the seat goes onto the file, beside two cycles of results."""
    chronicle, dice = organisation.chronicle, organisation.dice
    seen = []
    for number, voice in enumerate(voices):
        low = 2 if outcome == "declined" and number == 0 else dice.choice(FAIR)
        seen.append(at_level(organisation, candidate, seat.level, voice, (dice.choice(FAIR), 3, low)))
        yield chronicle.after(2, 8)
    file(organisation, case, proposer, seen, EvidenceKind.POTENTIAL)
    yield chronicle.after(4, 10)
    close(organisation, case, candidate, proposer)


def deferred(
    organisation: Organisation,
    seat: Seat,
    candidate: Somebody,
    case: CaseId,
    proposer: Somebody,
    panel: Panel | None,
    results: list[Reference],
) -> Life:
    """A source is missing: the file is opened again, another voice comes in, and the next board decides."""
    chronicle, dice = organisation.chronicle, organisation.dice
    again = board_after(chronicle.after(60 if panel else 30))
    defer(organisation, seat, case, proposer, candidate, again)
    yield chronicle.after(15, 20)
    dials = (3, dice.choice(FAIR), dice.choice(FAIR))
    another = at_level(organisation, candidate, seat.level, None, dials)
    file(organisation, case, proposer, [another], EvidenceKind.POTENTIAL)
    since = [at for at in list(candidate.evaluations.values())[-2:] if at not in results]
    file(organisation, case, proposer, since, EvidenceKind.PERFORMANCE)
    close(organisation, case, candidate, proposer)
    if panel:
        fill_up(panel, seat, (proposer,))
        yield from heard(panel, "approved")
    yield again

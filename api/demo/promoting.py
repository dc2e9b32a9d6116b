"""Promotions of the demo: an empty seat, somebody proposed, a file argued and closed, a board that decides."""

from __future__ import annotations

from datetime import date

from api.demo.assessing import EDITION, at_level
from api.demo.bench import remove
from api.demo.chart import LEVELS, Seat
from api.demo.chronicle import Life, working_day
from api.demo.organisation import Organisation
from api.demo.personnel import appoint, enter, stand_in, step_back, take
from api.demo.somebody import Somebody
from domain.default_pack import DEFAULT_FRAMEWORK
from domain.development import Path, Source
from domain.facts import Reference
from domain.grounds import months_after
from domain.promotion_case import CaseId, Direction, EvidenceKind
from domain.promotion_decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotion_file import CloseFile, FileEvidence
from domain.promotions import ProposePromotion
from domain.role import AppointmentSource
from domain.succession import WhyRemoved

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
    case, proposer = propose(organisation, seat, candidate)
    cycles = list(candidate.evaluations.values())[-2:]
    yield chronicle.after(5, 15)
    voices = [(Source.PEER, organisation.elsewhere(candidate, seat.rung))]
    if candidate.manager and outcome != "deferred":
        voices.append((Source.LINE_MANAGER, candidate.manager))
    seen = []
    for number, (source, voice) in enumerate(voices):
        low = 2 if outcome == "declined" and number == 0 else dice.choice(FAIR)
        seen.append(at_level(organisation, candidate, seat.level, source, voice, (dice.choice(FAIR), 3, low)))
        yield chronicle.after(2, 8)
    file(organisation, case, proposer, cycles, EvidenceKind.PERFORMANCE)
    file(organisation, case, proposer, seen, EvidenceKind.POTENTIAL)
    yield chronicle.after(4, 10)
    close(organisation, case)
    yield board_after(organisation.on)
    if outcome == "deferred":
        yield from deferred(organisation, seat, candidate, case, proposer)
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
    candidate.on_case = False


def deferred(organisation: Organisation, seat: Seat, candidate: Somebody, case: CaseId, proposer: Somebody) -> Life:
    """A source is missing: the file is opened again, another voice comes in, and the next board decides."""
    chronicle, dice = organisation.chronicle, organisation.dice
    by = decider(organisation, seat, candidate, proposer)
    why = organisation.words.say("board", "succession", "deferred")
    again = board_after(chronicle.after(30))
    chronicle.write(DeferPromotion(case, by.person, why, again, effective_on=organisation.on), by.person)
    yield chronicle.after(15, 20)
    dials = (3, dice.choice(FAIR), dice.choice(FAIR))
    another = at_level(organisation, candidate, seat.level, Source.ASSESSOR, None, dials)
    file(organisation, case, proposer, [another], EvidenceKind.POTENTIAL)
    close(organisation, case)
    yield again


def propose(organisation: Organisation, seat: Seat, candidate: Somebody) -> tuple[CaseId, Somebody]:
    """The manager proposes; one in eight proposes themselves."""
    alone = candidate.manager is None or (organisation.dice.random() < 0.12 and not candidate.declined)
    proposer = candidate if alone or candidate.manager is None else candidate.manager
    case = CaseId(organisation.chronicle.new_id("case"))
    command = ProposePromotion(
        case,
        candidate.person,
        seat.role,
        Direction.UP,
        candidate.level,
        seat.level,
        DEFAULT_FRAMEWORK,
        EDITION,
        proposer.person,
        organisation.words.say("board", "succession", "self_grounds" if alone else "grounds"),
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, proposer.person)
    return case, proposer


def file(
    organisation: Organisation, case: CaseId, proposer: Somebody, entries: list[Reference], kind: EvidenceKind
) -> None:
    """Put entries on the file. Whoever proposed does, or a talent partner in their place."""
    by = proposer.person if proposer in organisation.here() else organisation.partner
    for at in entries:
        organisation.chronicle.write(FileEvidence(case, at, kind, by, effective_on=organisation.on), by)


def close(organisation: Organisation, case: CaseId) -> None:
    by = organisation.partner
    organisation.chronicle.write(CloseFile(case, by, effective_on=organisation.on), by)


def decider(organisation: Organisation, seat: Seat, candidate: Somebody, proposer: Somebody) -> Somebody:
    """The nearest head above the seat who neither is the candidate nor has proposed them."""
    above = seat.under
    while above is not None:
        if above.holder and above.holder not in (candidate, proposer):
            return above.holder
        above = above.under
    return next(person for person in organisation.leading() if person not in (candidate, proposer))


def approve(organisation: Organisation, seat: Seat, case: CaseId, proposer: Somebody, candidate: Somebody) -> None:
    by = decider(organisation, seat, candidate, proposer)
    why = organisation.words.say("board", "succession", "approved")
    organisation.chronicle.write(ApprovePromotion(case, by.person, why, effective_on=organisation.on), by.person)


def decline(organisation: Organisation, seat: Seat, case: CaseId, proposer: Somebody, candidate: Somebody) -> None:
    by = decider(organisation, seat, candidate, proposer)
    why = organisation.words.say("board", "succession", "declined")
    candidate.declined = True
    organisation.chronicle.write(DeclinePromotion(case, by.person, why, effective_on=organisation.on), by.person)


def board_after(day: date) -> date:
    """The next day on which the board sits: once in a quarter."""
    for months in range(4):
        sits = working_day(months_after(day.replace(day=1), months).replace(day=17))
        if sits.month % 3 == 2 and sits > day:
            return sits
    raise AssertionError("four months hold a quarter")

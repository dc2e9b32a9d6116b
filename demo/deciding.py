"""What is asked for along a case of the demo: proposed, filed, closed, and decided by the nearest head above."""

from __future__ import annotations

from datetime import date

from demo.chart import Seat
from demo.organisation import Organisation
from demo.panels import stands_apart
from demo.somebody import Somebody
from demo.working_days import working_day
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.judging.findings import EvidenceKind
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import CloseFile, FileEvidence
from domain.promotions.proposals import ProposePromotion


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
        organisation.edition,
        proposer.person,
        organisation.words.say("board", "succession", "self_grounds" if alone else "grounds"),
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, proposer.person)
    candidate.granted = case
    return case, proposer


def file(
    organisation: Organisation, case: CaseId, proposer: Somebody, entries: list[Reference], kind: EvidenceKind
) -> None:
    """Put entries on the file. Whoever proposed does, or a talent partner in their place."""
    by = proposer.person if proposer in organisation.here() else organisation.partner
    for at in entries:
        organisation.chronicle.write(FileEvidence(case, at, kind, by, effective_on=organisation.on), by)


def close(organisation: Organisation, case: CaseId, candidate: Somebody, proposer: Somebody) -> None:
    """A talent partner closes the file, or whoever else leads and has no stake in it."""
    leads = (*organisation.talent_leads(), *organisation.leading())
    by = next(lead.person for lead in leads if stands_apart(organisation, lead, candidate, proposer))
    organisation.chronicle.write(CloseFile(case, by, effective_on=organisation.on), by)


def decider(organisation: Organisation, seat: Seat, candidate: Somebody, proposer: Somebody) -> Somebody:
    """The nearest head above the seat who has no stake in the case."""
    above = seat.under
    while above is not None:
        if above.holder and stands_apart(organisation, above.holder, candidate, proposer):
            return above.holder
        above = above.under
    return next(person for person in organisation.leading() if stands_apart(organisation, person, candidate, proposer))


def approve(organisation: Organisation, seat: Seat, case: CaseId, proposer: Somebody, candidate: Somebody) -> None:
    by = decider(organisation, seat, candidate, proposer)
    why = organisation.words.say("board", "succession", "approved")
    organisation.chronicle.write(ApprovePromotion(case, by.person, why, effective_on=organisation.on), by.person)


def decline(organisation: Organisation, seat: Seat, case: CaseId, proposer: Somebody, candidate: Somebody) -> None:
    by = decider(organisation, seat, candidate, proposer)
    why = organisation.words.say("board", "succession", "declined")
    candidate.declined = True
    organisation.chronicle.write(DeclinePromotion(case, by.person, why, effective_on=organisation.on), by.person)


def defer(
    organisation: Organisation, seat: Seat, case: CaseId, proposer: Somebody, candidate: Somebody, until: date
) -> None:
    by = decider(organisation, seat, candidate, proposer)
    why = organisation.words.say("board", "succession", "deferred")
    organisation.chronicle.write(DeferPromotion(case, by.person, why, until, effective_on=organisation.on), by.person)


def board_after(day: date) -> date:
    """The next day on which the board sits: once in a quarter."""
    for months in range(4):
        sits = working_day(months_after(day.replace(day=1), months).replace(day=17))
        if sits.month % 3 == 0 and sits > day:
            return sits
    raise AssertionError("four months hold a quarter")

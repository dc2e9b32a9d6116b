"""Who comes to the demo's organisation, who goes, and who changes teams or how much they work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from demo.chart import Seat
from demo.mentoring import mentored_from_the_start
from demo.organisation import Organisation
from demo.personnel import SPAN_AT_LEAST, come_back, enter, let_go, rename, transfer, work_another_share
from demo.promoting import filling, may_be_proposed, stepping_down
from demo.readiness import ready_for
from demo.somebody import Somebody
from demo.standing_in import covered
from domain.frameworks.edition import Readiness
from domain.kernel.dates import months_after
from domain.people.leaving import LeavingReason

REASONS: Final = (
    [LeavingReason.RESIGNED] * 12
    + [LeavingReason.RETIRED] * 5
    + [LeavingReason.CONTRACT_ENDED] * 2
    + [LeavingReason.MADE_REDUNDANT, LeavingReason.DISMISSED]
)

STEPS_DOWN: Final = ("somebody", *("nobody",) * 8)
"""Of nine months, the one in which somebody who leads would rather do the work again."""
ANOTHER_SHARE: Final = ("somebody", "nobody", "nobody")
"""Of three months, the one in which somebody changes how much they work."""

YEARS_BEFORE_GOING: Final = 2
"""Nobody retires from a chair that they took the year before."""


def hire(organisation: Organisation, month: int, how_many: int) -> None:
    """As many newcomers as there is room for, where most are missing."""
    teams = [seat for seat in organisation.seats.values() if seat.size and seat.opens <= month]
    for _ in range(how_many):
        team = max(teams, key=lambda seat: (*missing(organisation, seat), organisation.dice.random()))
        person = come_or_come_back(organisation, team)
        if organisation.dice.random() < 0.25:
            organisation.chronicle.begin(mentored_from_the_start(organisation, person))


def come_or_come_back(organisation: Organisation, team: Seat) -> Somebody:
    """A newcomer; once in a while somebody who was here before."""
    back_since = organisation.on - timedelta(250)
    gone = [p for p in organisation.people if p.left_on and p.left_on < back_since and not p.reserved]
    if not gone or organisation.dice.random() > 0.02:
        return enter(organisation, team, False, organisation.on)
    person = organisation.dice.choice(gone)
    come_back(organisation, person, team)
    return person


def some_change(organisation: Organisation) -> None:
    """Now and then somebody changes teams, or their name."""
    dice = organisation.dice
    free = [person for person in organisation.here() if is_free(organisation, person)]
    if dice.random() < 0.12:
        rename(organisation, dice.choice(free))
    if organisation.draw("another share", ANOTHER_SHARE) == "somebody":
        work_another_share(organisation, dice.choice(free))
    if organisation.draw("steps down", STEPS_DOWN) == "somebody":
        leads = [lead for lead in organisation.leading() if lead.seat.rung <= 1 and may_be_proposed(organisation, lead)]
        if leads:
            organisation.chronicle.begin(stepping_down(organisation, min(leads, key=lambda lead: lead.nature.leading)))
    if dice.random() < 0.4:
        person = dice.choice(free)
        teams = [
            seat
            for seat in organisation.seats.values()
            if seat.size and seat.holder and seat is not person.seat and len(organisation.members(seat)) < seat.size
        ]
        near = [seat for seat in teams if seat.function == person.seat.function]
        if not teams or organisation.span(person.seat) <= SPAN_AT_LEAST:
            return
        transfer(organisation, person, dice.choice(near if near and dice.random() < 0.7 else teams))


def level_out(organisation: Organisation) -> None:
    """Where fewer report than are worth a lead, somebody comes over from the largest team of the function."""
    for seat in [seat for seat in organisation.seats.values() if seat.holder and seat.size]:
        if organisation.span(seat) >= SPAN_AT_LEAST:
            continue
        near = [one for one in organisation.seats.values() if one.size and one.function == seat.function]
        largest = max(near, key=organisation.span)
        free = [person for person in organisation.members(largest) if is_free(organisation, person)]
        if organisation.span(largest) > SPAN_AT_LEAST + 1 and free:
            transfer(organisation, organisation.dice.choice(free), seat)


def is_free(organisation: Organisation, person: Somebody) -> bool:
    """Whether nothing holds somebody where they are: no story, no case, no seat that they stand in for."""
    busy = person.leads or person.reserved or person.on_case or person.leaves_on or person.quiet
    return not busy and all(seat.acting is not person for seat in organisation.seats.values())


def missing(organisation: Organisation, seat: Seat) -> tuple[int, float]:
    """How many are missing for a span that is worth a lead, and which part of the team."""
    return max(0, SPAN_AT_LEAST - organisation.span(seat)), 1 - len(organisation.members(seat)) / seat.size


def some_leave(organisation: Organisation) -> None:
    """In some months somebody hands in their notice for the end of the next."""
    last, lots = end_of_next_month(organisation), organisation.chronicle.lots
    for person in organisation.here():
        chance = chance_of_leaving(organisation, person)
        if (
            person.reserved
            or person.on_case
            or person.leaves_on
            or person is organisation.steward
            or person.seat.rung > 3
        ):
            continue
        if lots.chance("leaving", person.person, organisation.on) < chance:
            let_go(organisation, person, last, lots.dice("why", person.person).choice(REASONS))


def one_retires(organisation: Organisation, *, must: bool = False) -> None:
    """A head for whom no story has a use, and who has led for some years; if one `must`, ready successor or not."""
    free = [
        seat
        for seat in organisation.seats.values()
        if seat.role
        and seat.holder
        and seat.may_become_free
        and seat.rung <= 3
        and not (seat.holder.on_case or seat.holder.leaves_on or seat.holder is organisation.steward)
    ]
    dice, rank = organisation.dice, {}
    for seat in free:
        apart = not any(other.reserved for other in organisation.seats.values() if other.under is seat.under)
        rank[seat] = (
            has_ready(organisation, seat), has_led_for_years(organisation, seat), apart, -seat.rung, dice.random()
        )  # fmt: skip
    for seat in sorted(free, key=lambda seat: rank[seat])[-1:]:
        if seat.holder and (must or rank[seat][:2] == (True, True)):
            let_go(organisation, seat.holder, end_of_next_month(organisation), LeavingReason.RETIRED)


def has_led_for_years(organisation: Organisation, seat: Seat) -> bool:
    since = seat.holder.leads_since if seat.holder else None
    return since is not None and since < months_after(organisation.on, -12 * YEARS_BEFORE_GOING)


def end_of_next_month(organisation: Organisation) -> date:
    return months_after(organisation.on.replace(day=1), 2) - timedelta(1)


def has_ready(organisation: Organisation, seat: Seat) -> bool:
    """Whether somebody who could be proposed is ready for it now."""
    return any(
        ready_for(organisation, seat, one) is Readiness.NOW and may_be_proposed(organisation, one)
        for one in seat.nominated
    )


def chance_of_leaving(organisation: Organisation, person: Somebody) -> float:
    """In a month. Whoever holds a role goes more easily once somebody is ready to come after them."""
    if not person.leads:
        return 0.0052
    if person.seat.role is None:
        return 0.014
    return 0.015 if has_ready(organisation, person.seat) else 0.0004


def fill_empty_seats(organisation: Organisation, month: int) -> None:
    """Seats that are empty, or are to begin, and that nobody is being sought for yet."""
    for seat in organisation.seats.values():
        if seat.holder is None and not seat.sought and not seat.reserved and seat.opens <= month + 3:
            organisation.chronicle.begin(filling(organisation, seat))
        empty = seat.holder is None and seat.acting is None and not seat.covering
        if empty and not seat.reserved and organisation.members(seat):
            organisation.chronicle.begin(covered(organisation, seat))

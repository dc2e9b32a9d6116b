"""The year as the demo's organisation knows it: people come and go, are evaluated in January, reviewed in autumn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from demo.assessing import all_round, evaluate, level_of, look_back
from demo.bench import ready_for, reviewing
from demo.chart import Seat
from demo.chronicle import MONTHS, Life
from demo.feedback_asked import asked_one, tell
from demo.learning import learning
from demo.mentoring import mentored_from_the_start, pairing
from demo.organisation import Organisation
from demo.personnel import SPAN_AT_LEAST, come_back, enter, let_go, rename, transfer, work_another_share
from demo.phrasing import phrase
from demo.promoting import filling, may_be_proposed, stepping_down
from demo.somebody import Somebody
from demo.standing_in import covered
from demo.wishing import wishing
from demo.working_days import working_day
from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Overall, Readiness
from domain.kernel.dates import months_after
from domain.people.leaving import LeavingReason

HEADCOUNT: Final = 300
LAST_HIRES: Final = MONTHS - 1
LAST_LEAVING: Final = MONTHS - 2
REASONS: Final = (
    [LeavingReason.RESIGNED] * 12
    + [LeavingReason.RETIRED] * 5
    + [LeavingReason.CONTRACT_ENDED] * 2
    + [LeavingReason.MADE_REDUNDANT, LeavingReason.DISMISSED]
)


def years_passing(organisation: Organisation) -> Life:
    """Month after month, from the first to the last."""
    chronicle = organisation.chronicle
    begun_with = len(organisation.here())
    for person in organisation.people:
        bring_over(organisation, person)
        live(organisation, person)
    for month in range(1, MONTHS + 1):
        yield working_day(months_after(chronicle.opens_on, month))
        target = begun_with + (HEADCOUNT - begun_with) * min(month, LAST_HIRES) // LAST_HIRES
        hire(organisation, month, target - len(organisation.here()))
        while organisation.arrived:
            live(organisation, organisation.arrived.pop())
        if month < LAST_LEAVING:
            some_leave(organisation)
            some_change(organisation)
            chronicle.begin(pairing(organisation))
        fill_empty_seats(organisation, month)
        seasons(organisation, months_after(chronicle.opens_on, month))
        for _ in range(9):
            chronicle.begin(unasked(organisation))


def seasons(organisation: Organisation, first: date) -> None:
    """What belongs to a month of the year."""
    begin, here = organisation.chronicle.begin, organisation.here()
    if first.month == 1:
        for person in here:
            begin(evaluated(organisation, person, str(first.year - 1)))
    elif first.month == 5:
        for number, person in enumerate(organisation.leading()):
            if (number + first.year) % 3 == 0:
                begin(seen_all_round(organisation, person))
    elif first.month == 9:
        for seat in [seat for seat in organisation.seats.values() if seat.role]:
            begin(reviewing(organisation, seat))
    elif first.month == 11:
        for person in organisation.dice.sample(here, len(here) * 3 // 10):
            begin(looking_back(organisation, person))


def live(organisation: Organisation, person: Somebody) -> None:
    """Somebody's own course."""
    organisation.chronicle.begin(learning(organisation, person))
    if organisation.dice.random() < 0.6:
        organisation.chronicle.begin(wishing(organisation, person))


# Coming and going


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
    free = [p for p in organisation.here() if not (p.leads or p.reserved or p.on_case or p.leaves_on or p.quiet)]
    if dice.random() < 0.12:
        rename(organisation, dice.choice(free))
    if dice.random() < 0.3:
        work_another_share(organisation, dice.choice(free))
    if dice.random() < 0.08:
        leads = [lead for lead in organisation.leading() if lead.seat.rung <= 2 and may_be_proposed(lead)]
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


def missing(organisation: Organisation, seat: Seat) -> tuple[int, float]:
    """How many are missing for a span that is worth a lead, and which part of the team."""
    return max(0, SPAN_AT_LEAST - organisation.span(seat)), 1 - len(organisation.members(seat)) / seat.size


def some_leave(organisation: Organisation) -> None:
    """In some months somebody hands in their notice for the end of the next."""
    year, month = organisation.on.year, organisation.on.month
    last = months_after(date(year, month, 1), 2) - timedelta(1)
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
        if organisation.dice.random() < chance:
            let_go(organisation, person, last, organisation.dice.choice(REASONS))


def chance_of_leaving(organisation: Organisation, person: Somebody) -> float:
    """In a month. Whoever holds a role goes more easily once somebody is ready to come after them."""
    if not person.leads:
        return 0.0052
    if person.seat.role is None:
        return 0.011
    ready = any(ready_for(organisation, person.seat, one) is Readiness.NOW for one in person.seat.nominated)
    return 0.12 if ready else 0.0008


def fill_empty_seats(organisation: Organisation, month: int) -> None:
    """Seats that are empty, or are to begin, and that nobody is being sought for yet."""
    for seat in organisation.seats.values():
        if seat.holder is None and not seat.sought and not seat.reserved and seat.opens <= month + 3:
            organisation.chronicle.begin(filling(organisation, seat))
        if seat.holder is None and seat.acting is None and not seat.reserved and organisation.members(seat):
            organisation.chronicle.begin(covered(organisation, seat))


# Being seen


def bring_over(organisation: Organisation, person: Somebody) -> None:
    """What the record before this one knew of them: what their managers wrote of two years, and on which facts."""
    for years in (2, 1):
        year = organisation.on.year - years + (organisation.on.month > 2)
        on = working_day(date(year, 1, 15) + timedelta(organisation.dice.randint(0, 40)))
        if on <= person.joined_on + timedelta(90) or on >= organisation.on:
            continue
        result = level_of(organisation, person, Overall.PERFORMANCE)
        by = person.manager if person.manager and person.manager.joined_on <= on else None
        command = RecordAssessment(
            person.person,
            AssessmentId(organisation.chronicle.new_id("assessment")),
            Instrument.PERFORMANCE_EVALUATION,
            Purpose.DECISION,
            DEFAULT_FRAMEWORK,
            organisation.edition,
            by.person if by else None,
            (Rating(Overall.PERFORMANCE, result, (phrase(organisation, person, "brought_over"),)),),
            cycle=str(on.year - 1),
            effective_on=on,
            imported=True,
        )
        organisation.chronicle.write(command, organisation.partner)


def evaluated(organisation: Organisation, person: Somebody, cycle: str) -> Life:
    """The talk in January or February; where a story argues a file, once that is decided."""
    yield organisation.chronicle.after(5, 42)
    while person.on_file:
        yield organisation.chronicle.after(5, 9)
    if person in organisation.here() and person.joined_on + timedelta(120) < organisation.on:
        evaluate(organisation, person, cycle)


def seen_all_round(organisation: Organisation, person: Somebody) -> Life:
    yield organisation.chronicle.after(3, 24)
    if person in organisation.here() and not person.quiet:
        all_round(organisation, person)


def looking_back(organisation: Organisation, person: Somebody) -> Life:
    yield organisation.chronicle.after(1, 40)
    if person in organisation.here() and not person.quiet:
        look_back(organisation, person)


def unasked(organisation: Organisation) -> Life:
    """Somebody tells somebody something without having been asked."""
    yield organisation.chronicle.after(0, 27)
    person = organisation.dice.choice(organisation.here())
    found = asked_one(organisation, person)
    if found and not person.quiet:
        tell(organisation, person, found)

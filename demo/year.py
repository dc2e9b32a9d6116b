"""The year as the demo's organisation knows it: people come and go, are evaluated in January, reviewed in autumn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from demo.assessing import calibrated, evaluate, level_of, look_back
from demo.bench import looked_at_again, talent_review
from demo.chronicle import MONTHS, Life, Turn
from demo.cycles import all_round
from demo.feedback_asked import asked_one, tell
from demo.learning import learning
from demo.mentoring import pairing
from demo.organisation import Organisation
from demo.phrasing import phrase
from demo.somebody import Somebody
from demo.turnover import fill_empty_seats, hire, level_out, one_retires, some_change, some_leave
from demo.wishing import wishing
from demo.working_days import working_day
from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Overall
from domain.kernel.dates import months_after

HEADCOUNT: Final = 300
LAST_HIRES: Final = MONTHS - 1
LAST_LEAVING: Final = MONTHS - 2
RETIRING_IN: Final = 11
"""In which month a head who is about to retire says so."""


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
        chronicle.begin(turn_of(organisation, month, target))


def turn_of(organisation: Organisation, month: int, target: int) -> Life:
    """What the first working day of a month brings, and the seats that have become empty in the weeks after it."""
    chronicle, on = organisation.chronicle, organisation.on
    hire(organisation, month, target - len(organisation.here()))
    level_out(organisation)
    while organisation.arrived:
        live(organisation, organisation.arrived.pop())
    if month < LAST_LEAVING:
        some_leave(organisation)
        some_change(organisation)
        chronicle.begin(pairing(organisation))
    if month == LAST_LEAVING or (on.month == RETIRING_IN and month < LAST_LEAVING - 2):
        one_retires(organisation, must=month == LAST_LEAVING)
    fill_empty_seats(organisation, month)
    seasons(organisation, months_after(chronicle.opens_on, month))
    for _ in range(9):
        chronicle.begin(unasked(organisation))
    for _ in range(5):
        yield chronicle.after(5)
        fill_empty_seats(organisation, month)


def seasons(organisation: Organisation, first: date) -> None:
    """What belongs to a month of the year."""
    begin, here = organisation.chronicle.begin, organisation.here()
    if first.month == 1:
        for person in here:
            begin(evaluated(organisation, person, str(first.year - 1)), Turn.LATE)
    elif first.month == 3:
        begin(looked_at_again(organisation))
    elif first.month == 5:
        for number, person in enumerate(organisation.leading()):
            if (number + first.year) % 3 == 0:
                begin(seen_all_round(organisation, person))
    elif first.month == 9:
        begin(talent_review(organisation))
    elif first.month == 11:
        for person in organisation.dice.sample(here, len(here) * 3 // 10):
            begin(looking_back(organisation, person))


def live(organisation: Organisation, person: Somebody) -> None:
    """Somebody's own course."""
    organisation.chronicle.begin(learning(organisation, person))
    if organisation.chronicle.lots.chance("wishing", person.person) < 0.6:
        organisation.chronicle.begin(wishing(organisation, person))


# Being seen


def bring_over(organisation: Organisation, person: Somebody) -> None:
    """What the record before this one knew of them: what their managers wrote of two years, and on which facts."""
    for years in (2, 1):
        year = organisation.on.year - years + (organisation.on.month > 2)
        on = working_day(date(year, 1, 15) + timedelta(organisation.dice.randint(0, 40)))
        if on <= person.joined_on + timedelta(90) or on >= organisation.on:
            continue
        result = calibrated(organisation, level_of(organisation, person, Overall.PERFORMANCE), str(on.year - 1))
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
        yield from all_round(organisation, person)


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

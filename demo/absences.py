"""Leave in the demo: three are away for more than six weeks, of whom one is so still; nobody writes why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from demo.chronicle import Life, Turn
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from demo.working_days import last_working_day, working_day
from domain.people.leave import EndLeave, RecordLeave

WEEKS: Final = 9
"""How long each lasts, or has lasted by today."""
MONTHS_AGO: Final = (20, 8)
"""How many months ago each was written down that has ended. The third is written down today."""


def being_away(organisation: Organisation) -> Life:
    """Leaves are written down once whoever keeps the calendar has it from payroll: then it is known who was away."""
    chronicle = organisation.chronicle
    away: set[Somebody] = set()
    for months in MONTHS_AGO:
        yield chronicle.months_ago(months, 20)
        away.add(write_down(organisation, away, ended=True))
    yield last_working_day(chronicle.today)
    chronicle.begin(away_still(organisation, away), Turn.LATE)


def away_still(organisation: Organisation, away: set[Somebody]) -> Life:
    """The leave that has no end yet, once all else of that day is written."""
    yield organisation.on
    write_down(organisation, away, ended=False)


def write_down(organisation: Organisation, away: set[Somebody], *, ended: bool) -> Somebody:
    """The leave of somebody who has said and done nothing for so long."""
    since = working_day(organisation.on - timedelta(weeks=WEEKS))
    silent_since = acted_since(organisation, since)
    found = [
        one for one in organisation.here() if one.person not in silent_since and may_be_away(organisation, one, since)
    ]
    person = organisation.dice.choice([one for one in found if one not in away])
    write, by = organisation.chronicle.write, organisation.partner
    write(RecordLeave(person.person, effective_on=since), by)
    if ended:
        write(EndLeave(person.person, effective_on=last_working_day(organisation.on - timedelta(1))), by)
    return person


def may_be_away(organisation: Organisation, person: Somebody, since: date) -> bool:
    """Whether nothing is told of somebody that needs them."""
    busy = person.leads or person.reserved or person.live or person.leaves_on or person.on_case
    return not busy and not silent(organisation, person) and person.joined_on < since


def acted_since(organisation: Organisation, since: date) -> set[str]:
    """Who has done something since a day, or of whom something was written."""
    asked = (one.request for one in organisation.chronicle.asked)
    late = [one for one in asked if getattr(one.command, "effective_on", date.min) >= since]
    named = {value for one in late for value in vars(one.command).values() if isinstance(value, str)}
    return named | {one.by for one in late}

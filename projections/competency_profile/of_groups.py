"""How people of a group were assessed in a year: by which instrument who was, and what several others rated alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from domain.cycles.rater_groups import RaterGroup
from domain.development.development import Instrument, Source
from domain.kernel.dates import a_year_before
from domain.kernel.facts import ORGANISATION
from projections.engine.reading import Reading
from projections.engine.seeing import RATINGS_COUNTED
from projections.engine.visibility import visible
from projections.staff import members

ASSESSED: Final = f"""
    SELECT instrument, person FROM read_models.assessments_rated fact
    WHERE person = ANY (%(people)s) AND {visible("fact")} AND effective_on > %(since)s
    UNION ALL
    SELECT '{Instrument.THREE_SIXTY}', person FROM read_models.cycle_answers fact
    WHERE person = ANY (%(people)s) AND {visible("fact")} AND effective_on > %(since)s"""
BY_SEVERAL: Final = f"""
    WITH signed AS (
        SELECT DISTINCT ON (person, assessor, instrument, framework, edition, level, each.rated)
               instrument, framework, edition, each.rated, coalesce(level, '') AS level, person, each.given
        FROM read_models.assessments_rated fact, unnest(rated, fact.given) AS each (rated, given)
        WHERE person = ANY (%(people)s) AND {visible("fact")} AND effective_on > %(since)s
          AND assessor IS NOT NULL AND source <> '{Source.SELF}' AND each.given IS NOT NULL
        ORDER BY person, assessor, instrument, framework, edition, level, each.rated, effective_on DESC, origin DESC
    ), unsigned AS (
        SELECT '{Instrument.THREE_SIXTY}', plan.framework, plan.edition, each.rated, '', fact.person, each.given
        FROM read_models.cycle_answers fact
        JOIN read_models.cycles_rated_under plan ON plan.cycle = fact.cycle AND {visible("plan")},
             unnest(fact.rated, fact.groups, fact.given) AS each (rated, rater_group, given)
        WHERE fact.person = ANY (%(people)s) AND {visible("fact")} AND fact.effective_on > %(since)s
          AND each.rater_group <> '{RaterGroup.SELF}'
    )
    SELECT instrument, framework, edition, rated, level, person, array_agg(given)
    FROM (TABLE signed UNION ALL TABLE unsigned) one
    GROUP BY instrument, framework, edition, rated, level, person HAVING count(*) > 1
    ORDER BY instrument, framework, edition, rated, level, person"""
"""Of each rater who is known the latest; of those of a cycle, all but the person's own."""


class RatedAlike(NamedTuple):
    """What several others rated in one person, by one instrument, under one edition."""

    instrument: str
    framework: str
    edition: int
    of: str
    level: str
    person: str
    values: list[int]


@dataclass(frozen=True)
class GroupRated:
    """How the people of a group were assessed in the year up to a day."""

    people: int
    until: date
    assessed: Sequence[tuple[str, str]]
    """By which instrument who was, once for each assessment."""
    by_several: Sequence[RatedAlike]


async def group_rated(reading: Reading, units: Sequence[str] | None) -> GroupRated:
    """How the people of some units, or all, were assessed in the year up to the day."""
    until, here = min(reading.on, reading.known_on), await members(reading, units=units)
    asked = {"people": [one.person for one in here], "since": a_year_before(until)}
    assessed, by_several = [
        await reading.rows(each, asked, about=(ORGANISATION,), by=RATINGS_COUNTED, prepare=False)
        for each in (ASSESSED, BY_SEVERAL)
    ]
    return GroupRated(len(here), until, [(row[0], row[1]) for row in assessed], [*map(RatedAlike._make, by_several)])

"""How figures of growth are counted: over everybody who is meant, or over people who are named, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from domain.people.employment import WHERE_NOBODY_HAS_SAID, Belonging
from projections.engine.visibility import latest, latest_of, visible

MEANT: Final = f"""meant AS MATERIALIZED (
    SELECT placed.person, placed.level FROM ({latest("placements", "person")}) placed
    JOIN ({latest("stays", "person")}) stay ON stay.person = placed.person
    JOIN LATERAL ({latest_of("stays", "fact.person = placed.person AND fact.here")}) joined ON true
    WHERE placed.unit IS NOT NULL AND (stay.here OR stay.effective_on = %(on)s)
      AND coalesce(joined.belonging, '{WHERE_NOBODY_HAS_SAID}') = ANY (%(counted)s)
      AND (%(units)s::text[] IS NULL OR placed.unit = ANY (%(units)s))
      AND (%(levels)s::text[] IS NULL OR placed.level = ANY (%(levels)s)))"""
"""Who is here on the day and counts, and is described so."""

NAMED: Final = "meant AS (SELECT person FROM unnest(%(people)s::text[]) AS these (person))"
"""People who are named, whoever they are."""

SINCE_AGREED: Final = (
    "said.person = agreed.person AND said.plan = agreed.plan"
    f" AND (said.effective_on, said.origin) > (agreed.effective_on, agreed.origin) AND {visible('said')}"
)
PLANS_THAT_STAND: Final = f"""
    WITH {MEANT},
    agreed AS ({latest("growth_plans", "person", where="fact.begins")}),
    standing AS (
        SELECT agreed.person, coalesce(reviewed.review_on, agreed.review_on) AS review_on FROM agreed
        LEFT JOIN LATERAL (
            SELECT said.review_on FROM read_models.growth_plans said
            WHERE {SINCE_AGREED} AND said.stands AND NOT said.begins
            ORDER BY said.effective_on DESC, said.origin DESC LIMIT 1) reviewed ON true
        WHERE NOT EXISTS (SELECT FROM read_models.growth_plans said WHERE {SINCE_AGREED} AND NOT said.stands))
    SELECT meant.level, count(*), count(standing.person),
           count(*) FILTER (WHERE standing.review_on < %(until)s)
    FROM meant LEFT JOIN standing USING (person) GROUP BY meant.level ORDER BY meant.level NULLS LAST"""
"""By level: people, those for whom a plan stands, and those whose plan was to be looked at again before."""

CHAINS: Final = f"""
    plan_addresses AS MATERIALIZED (
        SELECT every.person, every.address FROM read_models.growth_plans every JOIN meant USING (person)
        JOIN read_models.growth_plans stands ON stands.origin = every.origin AND {visible("stands")}
        WHERE every.position <= %(position)s),
    steps AS MATERIALIZED (
        SELECT fact.* FROM read_models.development_steps fact JOIN meant USING (person) WHERE {visible("fact")}),
    citing AS MATERIALIZED (
        SELECT fact.person, fact.origin, fact.cited FROM read_models.development_cited fact JOIN meant USING (person)
        WHERE {visible("fact")}),
    step_addresses AS MATERIALIZED (
        SELECT every.person, every.address, every.origin FROM read_models.development_steps every
        JOIN meant USING (person) WHERE every.position <= %(position)s)"""
"""What cites what of the same person. An entry that was corrected is cited by what it said before, too."""

PLANNED: Final = f"""
    WITH {MEANT}, {CHAINS},
    for_a_plan AS (
        SELECT citing.origin FROM citing JOIN plan_addresses plan USING (person) WHERE plan.address = citing.cited),
    planned AS (
        SELECT origin FROM for_a_plan
        UNION SELECT citing.origin FROM citing JOIN step_addresses step USING (person)
              WHERE step.address = citing.cited AND step.origin IN (SELECT origin FROM for_a_plan))
    SELECT meant.level, count(*) FILTER (WHERE steps.origin IN (SELECT origin FROM planned)), count(*)
    FROM meant JOIN steps USING (person)
    WHERE steps.effective_on > %(since)s AND steps.effective_on <= %(until)s GROUP BY meant.level"""
"""By level: entries of development that were planned, and all."""

IN_THE_YEAR: Final = (
    f"{visible('fact')} AND fact.mode IS NOT NULL AND fact.effective_on > %(since)s AND fact.effective_on <= %(until)s"
)
LEARNERS: Final = f"""
    WITH {MEANT},
    learned AS (SELECT DISTINCT person FROM read_models.development_steps fact WHERE {IN_THE_YEAR})
    SELECT count(*), count(learned.person) FROM meant LEFT JOIN learned USING (person)"""
"""How many people, and how many of them learned anything."""

BY_MODE: Final = f"""
    SELECT {{by}}fact.mode, count(*), count(*) FILTER (WHERE fact.hours IS NULL), coalesce(sum(fact.hours), 0)
    FROM meant JOIN read_models.development_steps fact USING (person) WHERE {IN_THE_YEAR} GROUP BY {{by}}fact.mode"""
LEARNED: Final = f"WITH {MEANT} {BY_MODE.format(by='')}"
"""By mode: entries, those without hours, and the hours of the others."""

LEARNED_BY_PERSON: Final = f"WITH {NAMED} {BY_MODE.format(by='fact.person, ')}"
"""The same of each person."""

LAST_LEARNED: Final = f"""
    SELECT person, max(effective_on) FROM read_models.development_steps fact
    WHERE person = ANY (%(people)s) AND {visible("fact")} AND fact.mode IS NOT NULL AND fact.effective_on <= %(until)s
    GROUP BY person"""
"""By person, the day on which they last learned anything."""

FURTHER: Final = f"""
    SELECT {{by}}count(DISTINCT fact.origin) FROM steps fact JOIN step_addresses step USING (person, origin)
    JOIN citing USING (person) WHERE citing.cited = step.address AND citing.origin <> fact.origin AND {IN_THE_YEAR}"""
TAKEN_FURTHER: Final = f"WITH {MEANT}, {CHAINS} {FURTHER.format(by='')}"
"""How many entries of learning something else builds on."""

TAKEN_FURTHER_BY_PERSON: Final = f"WITH {NAMED}, {CHAINS} {FURTHER.format(by='fact.person, ')} GROUP BY fact.person"
"""The same of each person."""


def given(units: Sequence[str] | None, levels: Sequence[str] | None, since: date, until: date) -> dict[str, Any]:
    """Who is meant and which period, as parameters."""
    return {
        "units": None if units is None else list(units),
        "levels": None if levels is None else list(levels),
        "counted": [belonging.value for belonging in Belonging if belonging.counts],
        "since": since,
        "until": until,
    }

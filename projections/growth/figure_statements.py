"""How figures of growth are counted: person by person, of as many as are asked about in one statement."""

from __future__ import annotations

from typing import Final

from projections.engine.visibility import latest, visible
from projections.staff import left_since

MEANT: Final = "meant AS (SELECT person FROM unnest(%(people)s::text[]) AS these (person))"
"""The people who are asked about, named one by one."""

SINCE_AGREED: Final = (
    "said.person = agreed.person AND said.plan = agreed.plan"
    f" AND (said.effective_on, said.origin) > (agreed.effective_on, agreed.origin) AND {visible('said')}"
)
PLANS_THAT_STAND: Final = f"""
    SELECT agreed.person, coalesce(reviewed.review_on, agreed.review_on) AS review_on, agreed.plan, agreed.effective_on
    FROM ({latest("growth_plans", "person", where="fact.begins AND fact.person = ANY (%(people)s)")}) agreed
    LEFT JOIN LATERAL (
        SELECT said.review_on FROM read_models.growth_plans said
        WHERE {SINCE_AGREED} AND said.stands AND NOT said.begins
        ORDER BY said.effective_on DESC, said.origin DESC LIMIT 1) reviewed ON true
    WHERE NOT EXISTS (SELECT FROM read_models.growth_plans said WHERE {SINCE_AGREED} AND NOT said.stands)
      AND NOT EXISTS (SELECT {left_since("agreed.person", "agreed.effective_on")})"""
"""The people for whom a plan stands, the day on which it is to be looked at again, its id and its first day."""

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
    SELECT person, count(*) FILTER (WHERE origin IN (SELECT origin FROM planned)), count(*) FROM steps
    WHERE effective_on > %(since)s AND effective_on <= %(until)s GROUP BY person"""
"""By person: entries of development that were planned, and all."""

IN_THE_YEAR: Final = (
    f"{visible('fact')} AND fact.mode IS NOT NULL AND fact.effective_on > %(since)s AND fact.effective_on <= %(until)s"
)
LEARNED: Final = f"""
    SELECT person, mode, count(*), count(*) FILTER (WHERE hours IS NULL), coalesce(sum(hours), 0)
    FROM read_models.development_steps fact WHERE person = ANY (%(people)s) AND {IN_THE_YEAR} GROUP BY person, mode"""
"""By person and mode: entries of learning, those without hours, and the hours of the others."""

LAST_LEARNED: Final = f"""
    SELECT person, max(effective_on) FROM read_models.development_steps fact
    WHERE person = ANY (%(people)s) AND {visible("fact")} AND mode IS NOT NULL AND effective_on <= %(until)s
    GROUP BY person"""
"""By person, the day on which they last learned anything."""

TAKEN_FURTHER: Final = f"""
    WITH {MEANT}, {CHAINS}
    SELECT fact.person, count(DISTINCT fact.origin) FROM steps fact JOIN step_addresses step USING (person, origin)
    JOIN citing USING (person) WHERE citing.cited = step.address AND citing.origin <> fact.origin AND {IN_THE_YEAR}
    GROUP BY fact.person"""
"""By person: entries of learning on which something else builds."""

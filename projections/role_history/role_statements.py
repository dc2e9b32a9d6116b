"""The questions of roles' histories in SQL, asked of the tables of the bench and of the directory."""

from __future__ import annotations

from typing import Final

from projections.engine.visibility import latest_of, visible

APPOINTED_AND_VACATED: Final = f"""
    SELECT fact.role, fact.person, fact.appointment_kind, fact.effective_on, fact.share, fact.case_of, fact.exempt,
           fact.position
    FROM read_models.incumbencies fact
    WHERE {visible("fact")} AND fact.role = ANY (%(roles)s)
      AND NOT EXISTS (SELECT FROM read_models.stays stay
                      WHERE stay.person = fact.person AND stay.left_by = fact.left_by)
    ORDER BY fact.role, fact.effective_on, fact.origin, fact.ordinal"""
"""What was said of who took a role up and gave it up; not what only followed from their leaving."""

STAYS_OF: Final = f"""
    SELECT fact.person, fact.here, fact.effective_on FROM read_models.stays fact
    WHERE {visible("fact")} AND fact.person = ANY (%(people)s)
    ORDER BY fact.person, fact.effective_on, fact.origin, fact.ordinal"""

ANOTHER_SHARE: Final = f"""coalesce(made.before = 'substantive', false) AND NOT EXISTS (
            SELECT FROM read_models.stays gone WHERE gone.person = made.person AND NOT gone.here AND {visible("gone")}
            AND gone.effective_on >= made.before_on AND gone.effective_on < made.effective_on)"""
"""Whether they held the role as their own already, and hold another share of it: that is no step."""

STEPS_UP: Final = f"""
    WITH ladder AS (
        SELECT * FROM unnest(%(units)s::text[], %(levels)s::text[], %(rungs)s::integer[]) AS rung (unit, level, rung)
    ), appointed AS (
        SELECT made.person, made.role, role.level, made.effective_on, made.exempt, made.position, made.case_of
        FROM (SELECT *, lag(appointment_kind) OVER said AS before, lag(effective_on) OVER said AS before_on
              FROM read_models.incumbencies fact WHERE {visible("fact")}
              WINDOW said AS (PARTITION BY role, person ORDER BY effective_on, origin, ordinal)) made
        CROSS JOIN LATERAL (
            {latest_of("roles", "fact.role = made.role AND fact.effective_on <= made.effective_on")}) role
        JOIN ladder USING (unit, level)
        WHERE NOT ({ANOTHER_SHARE}) AND made.appointment_kind = 'substantive'
          AND made.effective_on >= %(since)s AND rung > 0
    ), placed AS (
        SELECT fact.*, rung,
               lag(rung) OVER (PARTITION BY person ORDER BY effective_on, origin, ordinal) AS before
        FROM read_models.placements fact JOIN ladder USING (unit, level) WHERE {visible("fact")}
    )
    SELECT * FROM appointed
    UNION ALL
    SELECT person, NULL, level, effective_on, exempt, position, case_of FROM placed
    WHERE moved AND rung > coalesce(before, 0) AND effective_on >= %(since)s
    ORDER BY effective_on, position"""
"""Roles of leadership taken up as their own, and moves to a higher level, with their cases, by each unit's levels."""

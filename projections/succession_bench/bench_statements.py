"""The questions of the bench in SQL: the same for one role and for all, then and now."""

from __future__ import annotations

from typing import Final

from domain.people.employment import WHERE_NOBODY_HAS_SAID, Belonging
from projections.engine.visibility import NEWEST_FIRST, latest, latest_of, visible
from projections.staff import left_since

OF_THESE = "fact.role = ANY (%(roles)s)"
OF_ALL = "true"
SAID_OF_HOLDERS = """NOT EXISTS (SELECT FROM read_models.stays stay
            WHERE stay.person = fact.person AND stay.left_by = fact.left_by)"""
"""What was said of who took a role up and gave it up; not what only followed from their leaving."""
TAKEN_UP = latest_of("stays", "fact.person = held.person AND fact.effective_on <= held.effective_on")
"""The stay on which somebody took a role up."""
STILL_HERE = f"""(began.here OR began.effective_on = held.effective_on) AND NOT EXISTS (
            SELECT {left_since("held.person", "held.effective_on")})"""
"""Whether they are still on the stay on which they took the role up; through its last day they are."""
OF_HOLDERS = "fact.person = ANY (%(people)s)"

EMPLOYED: Final = "coalesce(stay.here OR stay.effective_on = %(on)s, false)"
"""Through their last day."""
ON_THE_STAFF: Final = f"""{EMPLOYED} AND coalesce((
            SELECT coalesce(fact.belonging, '{WHERE_NOBODY_HAS_SAID}') FROM read_models.stays fact
            WHERE fact.person = successor.person AND fact.here AND {visible("fact")}
            ORDER BY {NEWEST_FIRST} LIMIT 1) IN ({", ".join(f"'{one}'" for one in Belonging if one.counts)}), false)"""
"""Employed here: whoever comes from an agency, or on a contract, follows in no role."""


def roles_asked(where: str) -> str:
    """The roles as they are on the day; closed ones where they are asked for by name."""
    return f"""
        SELECT role.role, title, unit, function, level, critical, places, owner, review_on, closed.effective_on
        FROM ({latest("roles", "role", where=where)}) role
        LEFT JOIN ({latest("closed_roles", "role", where=where)}) closed ON closed.role = role.role
        WHERE (%(roles)s::text[] IS NOT NULL OR closed.role IS NULL)
          AND (%(units)s::text[] IS NULL OR unit = ANY (%(units)s))
          AND (%(functions)s::text[] IS NULL OR function = ANY (%(functions)s))
          AND (%(levels)s::text[] IS NULL OR level = ANY (%(levels)s))
          AND (%(owner)s::text IS NULL OR owner = %(owner)s)
          AND (%(critical)s::boolean IS NULL OR critical = %(critical)s)
        ORDER BY title, role.role"""


def holders_asked(where: str) -> str:
    """Who holds each role as long as the stay lasts on which they took it up."""
    return f"""
        WITH held AS MATERIALIZED ({latest("incumbencies", "role, person", where=f"{where} AND {SAID_OF_HOLDERS}")})
        SELECT held.role, held.person, held.appointment_kind, held.effective_on, held.share, held.position
        FROM held CROSS JOIN LATERAL ({TAKEN_UP}) began
        WHERE held.holds AND {STILL_HERE}
        ORDER BY held.role, held.effective_on, held.origin"""


JUDGED: Final = " UNION ALL ".join(
    f"""
    SELECT '{table}', judged.person, judged.grade, judged.reason,
           judged.effective_on, judged.expires_on, judged.position
    FROM ({latest(table, "person", where=OF_HOLDERS)}) judged WHERE judged.expires_on > %(on)s"""
    for table in ("retention_risks", "impacts_of_loss")
)
"""How likely holders are to leave, and what would be lost with them, as far as that counts."""


def covers_asked(where: str) -> str:
    """Who was named as emergency cover of each role, as far as that counts."""
    return f"""
        SELECT named.role, named.person, named.until, named.can_hold_days, named.position
        FROM ({latest("emergency_covers", "role, person", where=where)}) named
        JOIN LATERAL ({latest_of("stays", "fact.person = named.person")}) stay ON {EMPLOYED}
        WHERE named.until >= %(on)s ORDER BY named.role, named.effective_on, named.origin"""


def meant(wish: str) -> str:
    """SQL: whether a wish, an alias, is a successor's own, and speaks of the role, of its level or of all."""
    return (
        f"{wish}.person = successor.person AND {visible(wish)} AND ({wish}.role IS NULL OR {wish}.role ="
        f" successor.role) AND ({wish}.level IS NULL OR {wish}.level = role.level)"
    )


def reach(wish: str) -> str:
    """SQL: how closely a wish is meant: for the role, for a level, for all."""
    return f"CASE WHEN {wish}.role IS NOT NULL THEN 2 WHEN {wish}.level IS NOT NULL THEN 1 ELSE 0 END"


def after(later: str, earlier: str) -> str:
    """SQL: whether one fact takes effect after another."""
    return f"({later}.effective_on, {later}.origin) > ({earlier}.effective_on, {earlier}.origin)"


OWN_WORDS: Final = f"""
    SELECT DISTINCT ON (successor.role, successor.person) successor.role, successor.person, fact.willingness
    FROM successor LEFT JOIN role USING (role) JOIN read_models.aspirations fact ON {meant("fact")}
    WHERE fact.willingness IS NOT NULL
      AND NOT EXISTS (
          SELECT FROM read_models.aspirations back
          WHERE back.person = successor.person AND {visible("back")}
            AND back.willingness IS NULL AND {after("back", "fact")})
      AND (fact.willingness = 'willing' OR NOT EXISTS (
          SELECT FROM read_models.aspirations later
          WHERE {meant("later")} AND later.willingness = 'willing'
            AND {reach("later")} >= {reach("fact")} AND {after("later", "fact")}))
    ORDER BY role, person, fact.willingness = 'willing', fact.effective_on DESC, fact.origin DESC"""
"""Successors' own words on their roles: a no, and “undecided”, stand until a yes that is meant at least as closely."""

IN_THEIR_LEVEL: Final = f"""
    SELECT CASE WHEN level IS NOT NULL THEN effective_on END AS since
    FROM (
        SELECT level, effective_on, origin, ordinal,
               level IS DISTINCT FROM lead(level) OVER (ORDER BY {NEWEST_FIRST}) AS changed
        FROM read_models.bench_levels fact
        WHERE fact.person = successor.person AND {visible("fact")}
    ) placed
    WHERE changed ORDER BY {NEWEST_FIRST} LIMIT 1"""
"""Since when a successor has been in their present level; null where nobody has said which it is."""


def successors_asked(where: str) -> str:
    """Who stands on the latest slate or is nominated, not removed since; how ready, willing and employed they are."""
    return f"""
        WITH slate AS (
            SELECT DISTINCT ON (role) role, effective_on, origin FROM read_models.slates fact
            WHERE {visible("fact")} AND {where} ORDER BY role, effective_on DESC, origin DESC
        ), removed AS MATERIALIZED ({latest("nominations", "role, person", where=f"NOT stands AND {where}")}
        ), confirmed AS (
            SELECT fact.role, fact.person, fact.rank, fact.position
            FROM slate JOIN read_models.slates fact USING (role, effective_on, origin)
            LEFT JOIN removed ON removed.role = fact.role AND removed.person = fact.person
            WHERE {visible("fact")} AND fact.person IS NOT NULL
              AND (removed.role IS NULL OR (removed.effective_on, removed.origin) < (fact.effective_on, fact.origin))
        ), nominated AS (
            SELECT named.* FROM ({latest("nominations", "role, person", where=f"stands AND {where}")}) named
            LEFT JOIN removed ON removed.role = named.role AND removed.person = named.person
            WHERE removed.role IS NULL OR (removed.effective_on, removed.origin) < (named.effective_on, named.origin)
        ), successor AS (
            SELECT role, person, confirmed.rank, nominated.role IS NOT NULL AS nominated, nominated.nominated_by,
                   nominated.effective_on, nominated.origin,
                   coalesce(confirmed.position, nominated.position) AS position
            FROM confirmed FULL JOIN nominated USING (role, person)
        ), role AS ({latest("roles", "role", where=where)}
        )
        SELECT successor.role, successor.person, successor.rank, successor.nominated, successor.nominated_by,
               ready.readiness, ready.effective_on, ready.expires_on,
               coalesce(ready.expires_on > %(on)s, false),
               coalesce(ready.supported AND coalesce(ready.held_against = role.level, true), false), wish.willingness,
               {ON_THE_STAFF}, tenure.since,
               ready.facts, ready.framework, ready.edition, coalesce(ready.position, successor.position)
        FROM successor
        LEFT JOIN role ON role.role = successor.role
        LEFT JOIN ({latest("readiness", "role, person", where=where)}) ready
               ON ready.role = successor.role AND ready.person = successor.person
        LEFT JOIN ({OWN_WORDS}) wish ON wish.role = successor.role AND wish.person = successor.person
        LEFT JOIN LATERAL ({latest_of("stays", "fact.person = successor.person")}) stay ON true
        LEFT JOIN LATERAL ({IN_THEIR_LEVEL}) tenure ON true
        ORDER BY successor.role, successor.rank, successor.effective_on, successor.origin"""


BENCHES_ASKED = f"""
    SELECT DISTINCT person, role FROM (
        SELECT person, role FROM read_models.slates fact WHERE person = ANY (%(people)s) AND {visible("fact")}
        UNION ALL
        SELECT person, role FROM read_models.nominations fact WHERE person = ANY (%(people)s) AND {visible("fact")}
    ) named"""
"""The roles for which people ever stood on a slate or were nominated."""

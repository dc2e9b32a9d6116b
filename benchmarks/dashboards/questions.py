"""What a dashboard asks, three times: of the ledger, of PostGraphile, and as one statement, each told the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Question:
    """One question. It is asked about a person's or a unit's `id`, or about everybody."""

    name: str
    ours: str
    """Takes `asOf` as well, which is left out for now."""
    theirs: str
    bare: str
    """Answers one row with one text, which is JSON."""


def ours(asked: str, about: str = "") -> str:
    """The document of ours that asks for something."""
    return f"query ({about}$asOf: AsOf) {{ {asked} }}"


MILESTONE: Final = "kind part stage effectiveOn position"
OF_A_MILESTONE: Final = (
    "'kind', m.kind, 'part', m.part, 'stage', m.stage, 'effectiveOn', m.effective_on, 'position', m.position"
)
ENTRY: Final = "recordedAt recordedBy event"
LISTED: Final = "name jobTitle level"
OF_SOMEBODY_LISTED: Final = "'id', p.id, 'name', p.name, 'jobTitle', p.job_title, 'level', p.level"
SOMEBODY: Final = "SELECT json_build_object({}) FROM peer.people p WHERE p.id = %(id)s"
ABOUT_SOMEBODY: Final = "query ($id: String!) {{ person: personByRowId(rowId: $id) {{ {} }} }}"

NAME: Final = Question(
    "the name of a person",
    ours("person(id: $id, asOf: $asOf) { name }", "$id: ID!, "),
    ABOUT_SOMEBODY.format("name"),
    SOMEBODY.format("'name', p.name"),
)


def timeline(name: str, of_an_entry: tuple[str, str, str] = ("", "", "")) -> Question:
    """Fifty milestones of a person, with further fields of each: ours, theirs, and in SQL."""
    mine, theirs, bare = of_an_entry
    of_a_person = f"name developmentHistory(first: 50) {{ nodes {{ {MILESTONE} {mine} }} }}"
    milestones = "developmentHistory: milestonesByPerson(first: 50, orderBy: PRIMARY_KEY_ASC)"
    rows = f"""'name', p.name, 'developmentHistory', (
        SELECT coalesce(json_agg(json_build_object({OF_A_MILESTONE}{bare}) ORDER BY m.place), '[]')
        FROM peer.milestones m {"JOIN peer.entries e USING (position)" if bare else ""}
        WHERE m.person = p.id AND m.place <= 50)"""
    return Question(
        name,
        ours(f"person(id: $id, asOf: $asOf) {{ {of_a_person} }}", "$id: ID!, "),
        ABOUT_SOMEBODY.format(f"name {milestones} {{ nodes {{ {MILESTONE} {theirs} }} }}"),
        SOMEBODY.format(rows),
    )


TIMELINE: Final = timeline("a person with 50 milestones, without entries")
TIMELINE_WITH_ENTRIES: Final = timeline(
    "a person with 50 milestones and their entries",
    (
        f"entry {{ {ENTRY} }}",
        f"entry: entryByPosition {{ {ENTRY} }}",
        ", 'entry', json_build_object('recordedAt', e.recorded_at, 'recordedBy', e.recorded_by, 'event', e.event)",
    ),
)

ROLE: Final = "title critical vacant"
HOLDER: Final = "appointmentKind since"
SUCCESSOR: Final = "rank readiness standing"
ROLES: Final = f"""roles {{ id {ROLE}
    incumbents {{ {HOLDER} person {{ id name }} }} successors {{ {SUCCESSOR} person {{ id name }} }} }}"""
ROLES_OF_THE_PEER: Final = f"""nodes {{ id: rowId {ROLE}
    incumbents: holdersByRole(orderBy: PRIMARY_KEY_ASC) {{ nodes {{
        {HOLDER} person: personByPerson {{ id: rowId name }} }} }}
    successors: successorsByRole(orderBy: PRIMARY_KEY_ASC) {{ nodes {{
        {SUCCESSOR} person: personByPerson {{ id: rowId name }} }} }} }}"""
ROLES_IN_SQL: Final = """
    SELECT coalesce(json_agg(json_build_object(
        'id', r.id, 'title', r.title, 'critical', r.critical, 'vacant', r.vacant,
        'incumbents', coalesce(h.found, '[]'), 'successors', coalesce(s.found, '[]')) ORDER BY r.place), '[]')
    FROM peer.roles r
    LEFT JOIN (SELECT role, json_agg(json_build_object('appointmentKind', appointment_kind, 'since', since,
            'person', json_build_object('id', p.id, 'name', p.name)) ORDER BY place) AS found
        FROM peer.holders JOIN peer.people p ON p.id = person {} GROUP BY role) h ON h.role = r.id
    LEFT JOIN (SELECT role, json_agg(json_build_object('rank', rank, 'readiness', readiness, 'standing', standing,
            'person', json_build_object('id', p.id, 'name', p.name)) ORDER BY place) AS found
        FROM peer.successors JOIN peer.people p ON p.id = person {} GROUP BY role) s ON s.role = r.id {}"""
BENCH_OF_ALL: Final = ROLES_IN_SQL.format("", "", "")
IN_UNIT: Final = "WHERE role IN (SELECT id FROM peer.roles WHERE unit = %(id)s)"
BENCH_OF_A_UNIT: Final = ROLES_IN_SQL.format(IN_UNIT, IN_UNIT, "WHERE r.unit = %(id)s")
ABOUT_A_UNIT: Final = "query ($id: String!) {{ unit: unitByRowId(rowId: $id) {{ {} }} }}"

BENCH: Final = Question(
    "the bench",
    ours(f"bench: successionBench(asOf: $asOf) {{ {ROLES} }}"),
    f"{{ roles: allRoles(orderBy: PLACE_ASC) {{ {ROLES_OF_THE_PEER} }} }}",
    BENCH_OF_ALL,
)
UNIT_BENCH: Final = Question(
    "the bench of a unit",
    ours(f"bench: successionBench(units: [$id], asOf: $asOf) {{ {ROLES} }}", "$id: String!, "),
    ABOUT_A_UNIT.format(f"bench: rolesByUnit(orderBy: PLACE_ASC) {{ {ROLES_OF_THE_PEER} }}"),
    BENCH_OF_A_UNIT,
)
PEOPLE: Final = Question(
    "a page of 50 people",
    ours(f"people(first: 50, asOf: $asOf) {{ nodes {{ id {LISTED} }} }}"),
    f"{{ people: allPeople(first: 50, orderBy: PRIMARY_KEY_ASC) {{ nodes {{ id: rowId {LISTED} }} }} }}",
    f"""SELECT json_agg(json_build_object({OF_SOMEBODY_LISTED}) ORDER BY p.id)
        FROM (SELECT * FROM peer.people ORDER BY id LIMIT 50) p""",
)
SCREEN: Final = Question(
    "the screen of a unit: its bench, 50 people, ten milestones of five of them",
    ours(
        f"""bench: successionBench(units: [$id], asOf: $asOf) {{ {ROLES} }}
            people(first: 50, units: [$id], asOf: $asOf) {{ nodes {{ id {LISTED} }} }}
            five: people(first: 5, units: [$id], asOf: $asOf) {{ nodes {{
                id developmentHistory(first: 10) {{ nodes {{ {MILESTONE} }} }} }} }}""",
        "$id: String!, ",
    ),
    ABOUT_A_UNIT.format(
        f"""bench: rolesByUnit(orderBy: PLACE_ASC) {{ {ROLES_OF_THE_PEER} }}
            people: peopleByUnit(first: 50, orderBy: PRIMARY_KEY_ASC) {{ nodes {{ id: rowId {LISTED} }} }}
            five: peopleByUnit(first: 5, orderBy: PRIMARY_KEY_ASC) {{ nodes {{ id: rowId
                developmentHistory: milestonesByPerson(first: 10, orderBy: PRIMARY_KEY_ASC) {{
                    nodes {{ {MILESTONE} }} }} }} }}"""
    ),
    f"""SELECT json_build_object(
        'bench', ({BENCH_OF_A_UNIT}),
        'people', (SELECT coalesce(json_agg(json_build_object({OF_SOMEBODY_LISTED}) ORDER BY p.id), '[]')
            FROM (SELECT * FROM peer.people WHERE unit = %(id)s ORDER BY id LIMIT 50) p),
        'five', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'developmentHistory', (
                SELECT coalesce(json_agg(json_build_object({OF_A_MILESTONE}) ORDER BY m.place), '[]')
                FROM peer.milestones m WHERE m.person = p.id AND m.place <= 10)) ORDER BY p.id), '[]')
            FROM (SELECT * FROM peer.people WHERE unit = %(id)s ORDER BY id LIMIT 5) p))""",
)
QUESTIONS: Final = (NAME, TIMELINE, TIMELINE_WITH_ENTRIES, BENCH, UNIT_BENCH, PEOPLE, SCREEN)

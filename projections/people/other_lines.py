"""Who leads people beside their line manager, and for which units they work for a while, on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from domain.kernel.ids import PersonId, UnitId
from domain.people.reporting_lines import LineKind, Lines, OtherLine, Secondment
from projections.engine.reading import Reading
from projections.engine.visibility import visible

LINES_SET: Final = f"""
    SELECT person, line, manager, effective_on, until FROM read_models.reporting_lines fact
    WHERE {visible("fact")} AND person = ANY (%(people)s) ORDER BY effective_on, origin, ordinal"""
AGREED: Final = f"""
    SELECT person, unit, host_manager, effective_on, until, share, right_of_return FROM read_models.secondments fact
    WHERE {visible("fact")} AND person = ANY (%(people)s) ORDER BY effective_on, origin, ordinal"""


async def other_lines(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[OtherLine, ...]]:
    """By person, the lines in which they work beside their manager's on the day."""
    set_by_person: dict[str, list[OtherLine]] = defaultdict(list)
    for person, line, manager, since, until in await reading.rows(LINES_SET, {"people": list(people)}):
        set_by_person[person].append(OtherLine(LineKind(line), PersonId(manager), since, until))
    agreed = await agreed_by(reading, people)
    return {one: Lines(tuple(set_by_person[one]), agreed.get(one, ())).on(reading.on) for one in people}


async def secondments(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[Secondment, ...]]:
    """By person, the units for which they work for a while on the day."""
    agreed = await agreed_by(reading, people)
    return {person: Lines((), agreed.get(person, ())).seconded_on(reading.on) for person in people}


async def agreed_by(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[Secondment, ...]]:
    """By person, every secondment that had begun by the day."""
    found: dict[str, list[Secondment]] = defaultdict(list)
    rows = await reading.rows(AGREED, {"people": list(people)})
    for person, unit, manager, since, until, share, right_of_return in rows:
        led_by = PersonId(manager) if manager else None
        found[person].append(Secondment(UnitId(unit), led_by, since, until, share, right_of_return))
    return {person: tuple(those) for person, those in found.items()}

"""How many of a group have an open development need, and in which competencies; nobody is told from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import FrameworkId
from domain.kernel.small_groups import LEAST_COUNTED
from projections.development_needs.needs_tables import SETTLED_SINCE
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES
from projections.engine.shares import Share
from projections.engine.visibility import visible
from projections.staff import Member

OPEN: Final = f"""
    SELECT DISTINCT fact.person, fact.framework, fact.competency FROM read_models.development_needs fact
    WHERE fact.person = ANY (%(people)s) AND fact.outcome IS NULL AND {visible("fact")}
      AND NOT EXISTS ({SETTLED_SINCE})"""


@dataclass(frozen=True, slots=True)
class CompetencyNeeded:
    """How many people have an open need in a competency."""

    competency: str
    """Its name in the framework."""
    framework: FrameworkId
    """The framework whose competency it is."""
    people: int
    """How many people: five or more."""


@dataclass(frozen=True, slots=True)
class NeedsOfGroup:
    """How many people have something to learn that was identified and is open, and in which competencies."""

    of: str
    """The unit or the organisation whose people are counted."""
    on: date
    """The day on which these needs are open."""
    people: int
    """How many people are meant; agency staff and contractors are not counted."""
    with_needs: Share | None
    """People with an open need ÷ people; null where fewer than five are meant."""
    competencies: tuple[CompetencyNeeded, ...]
    """In which competencies, the most frequent first; those in which fewer than five people have one are left out."""


async def needs_of_group(reading: Reading, group: Sequence[Member], of: str, *, as_figures: bool) -> NeedsOfGroup:
    """What a group has to learn: one statement, whatever the number of people.

    Read by the pass for figures, or else by what whoever asks is told of each.
    """
    people = [one.person for one in group]
    if len(people) < LEAST_COUNTED:
        return NeedsOfGroup(of, reading.on, len(people), None, ())
    about, by = ((ORGANISATION,), FIGURES) if as_figures else (people, None)
    rows = await reading.rows(OPEN, {"people": people}, about=about, by=by, prepare=False)
    counted = Counter((framework, competency) for _, framework, competency in rows if competency is not None)
    in_order = sorted(counted, key=lambda one: (-counted[one], one[1], one[0]))
    needed = [
        CompetencyNeeded(competency, FrameworkId(framework), counted[framework, competency])
        for framework, competency in in_order
        if counted[framework, competency] >= LEAST_COUNTED
    ]
    with_needs = Share(len({person for person, *_ in rows}), len(people), LEAST_COUNTED)
    return NeedsOfGroup(of, reading.on, len(people), with_needs, tuple(needed))

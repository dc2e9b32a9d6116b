"""How people learn: the loops that they have closed, where they stand in the present one, and who is dormant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from domain.development.loops import LearningLoop, Step, learning_loop
from domain.kernel.facts import ORGANISATION, Reference, Stage
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES
from projections.engine.visibility import visible
from projections.learning_loop.loop_figures import LoopFigures, figures_of
from projections.learning_loop.loop_steps import LEARNING_LOOP, NO_STEPS, STEPS
from projections.leaves import leaves_begun
from projections.staff import Member, joined

__all__ = ["LEARNING_LOOP", "NO_STEPS", "STEPS", "LoopFigures", "learning_loops", "loop_figures"]

Row = tuple[str, str, date, str, int, int, str, str, bool]
TAKEN: Final = f"""
    SELECT person, stage, effective_on, sitting, position, origin, reference, cites, {visible("fact")}
    FROM read_models.loop_steps fact
    WHERE person = ANY (%(people)s) AND position <= %(position)s ORDER BY effective_on, origin"""
"""What was corrected, too: it may be cited by what it said before."""


async def learning_loops(reading: Reading, people: Sequence[str]) -> Mapping[str, LearningLoop]:
    """Where each of these people stands, by what whoever asks is told of them."""
    return await loops_of(reading, people, await joined(reading, people), about=people)


async def loop_figures(reading: Reading, group: Sequence[Member], of: str, *, as_figures: bool) -> LoopFigures:
    """The figures of a group, `of` a unit or the organisation.

    Read by the pass for figures, or else by what whoever asks is told of each.
    """
    people = [one.person for one in group]
    here = {one.person: one.joined_on for one in group}
    about, by = ((ORGANISATION,), FIGURES) if as_figures else (people, None)
    loops = await loops_of(reading, people, here, about=about, by=by)
    return figures_of(of, loops, here, await leaves_begun(reading, people), min(reading.on, reading.known_on))


async def loops_of(
    reading: Reading,
    people: Sequence[str],
    here_since: Mapping[str, date],
    *,
    about: Sequence[str],
    by: str | None = None,
) -> dict[str, LearningLoop]:
    """The loops of these people: two statements, however many they are."""
    rows: list[Row] = await reading.rows(TAKEN, {"people": [*people]}, about=about, by=by) if people else []
    leaves = await leaves_begun(reading, people)
    taken: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        taken[row[0]].append(row)
    until = min(reading.on, reading.known_on)
    return {
        one: learning_loop(steps(taken.get(one, ())), leaves.get(one, ()), here_since.get(one), until)
        for one in dict.fromkeys(people)
    }


def steps(rows: Iterable[Row]) -> list[Step]:
    """One person's visible steps, each cited by the first entry of its chain of corrections."""
    told = [*rows]
    first = {position: reference for _, _, _, _, position, _, reference, _, _ in told}
    origins = {reference: first.get(origin, reference) for _, _, _, _, _, origin, reference, _, _ in told}
    return [
        Step(
            Stage(stage),
            on,
            sitting,
            Reference.parse(origins[reference]),
            frozenset(Reference.parse(origins.get(each, each)) for each in cites.split()),
        )
        for _, stage, on, sitting, _, _, reference, cites, stands in told
        if stands
    ]

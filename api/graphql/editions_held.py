"""Which editions hold where at a moment, and the levels that they have."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from api.graphql.context import Context
from api.graphql.moment import Moment
from domain.frameworks.adopting import Active, FrameworkAdopted
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import UnitId
from domain.units.adopting_frameworks import edition_for
from ledger import Ledger
from projections import units

EVERYWHERE = "everywhere"
"""Stands for all units where one look answers for all of them."""


def editions_held(ledger: Ledger, where: Iterable[str], moment: Moment) -> dict[UnitId | None, Active | None]:
    """What holds for the whole organisation, under None, and for each of these units, at a moment. Blocks."""
    asked = [*map(UnitId, where)]
    adopting = [(unit, FrameworkAdopted.__name__) for unit in (ORGANISATION, *asked)]
    book = ledger.book(as_of=moment.reading.position, ahead=(DEFAULT_FRAMEWORK, *asked), touching=adopting)
    return {unit: edition_for(unit, moment.reading.on, book) for unit in (None, *asked)}


async def active_in(context: Context, moment: Moment, named: Sequence[str] | None) -> Active | None:
    """What holds for the whole organisation, or for the units that are named; None where several editions do."""
    held = await asyncio.to_thread(editions_held, context.services.ledger, named or (), moment)
    found = [held[None]] if named is None else [held[UnitId(unit)] for unit in named]
    return found[0] if found and all(each == found[0] for each in found) else None


async def levels_of_editions(context: Context, moment: Moment) -> list[str]:
    """The levels of the editions that hold anywhere at a moment, from the lowest; found out once for an answer."""
    ledger = context.services.ledger

    async def load(asked: list[str]) -> Sequence[list[str]]:
        tree = await units.unit_tree(moment.reading)
        held = await asyncio.to_thread(editions_held, ledger, tree.units, moment)
        levels = dict.fromkeys(level for active in held.values() if active for level in active.edition.ladder)
        return [list(levels) for _ in asked]

    levels: list[str] = await moment.gathering(levels_of_editions, load).load(EVERYWHERE)
    return levels

"""What of all that has moved is told to one who listens: what they may see now, however they stood when they came."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from graphql import GraphQLError
from starlette.exceptions import HTTPException

from api.access.moved import Movement, Reason
from api.access.sight import Sight, Unknown
from api.access.table import Information
from api.graphql.context import Context
from api.graphql.errors import UNAVAILABLE

MOST_JUDGED: Final = 200
"""Of so many subjects it is asked whether they may be told, at one time; of more, everything is asked for anew."""


async def told_of(context: Context, moved: Iterable[Movement], prefixes: Collection[str]) -> frozenset[str] | None:
    """The ids that may be told; None where it is too much. What is told of somebody is a look, and is written down."""
    reasons = by_subject(moved, prefixes)
    told = {subject for subject, those in reasons.items() if any(one.sort is Information.DIRECTORY for one in those)}
    asked = {subject: those for subject, those in reasons.items() if subject not in told}
    if len(asked) > MOST_JUDGED:
        return None
    if asked and context.listener is not None:
        among = context.listener.among
        async with among.judging:
            context.sight = sight = Sight(context.caller, context.services.ledger, context.entrance.stances)
            sight.begin(among.movements.written)
            told |= await asyncio.to_thread(judged, sight, asked)
            await written_down(context)
    return frozenset(told)


async def written_down(context: Context) -> None:
    """Have the looks written down; where they cannot be, the stream ends, and says so."""
    try:
        await context.write_down()
    except HTTPException as why:
        raise GraphQLError(why.detail, extensions={"code": UNAVAILABLE}) from None


def by_subject(moved: Iterable[Movement], prefixes: Collection[str]) -> Mapping[str, set[Reason]]:
    """Everything by which each subject has moved."""
    found: dict[str, set[Reason]] = defaultdict(set)
    for one in moved:
        for reason in one.reasons:
            if reason.subject.partition("-")[0] in prefixes:
                found[reason.subject].add(reason)
    return found


def judged(sight: Sight, asked: Mapping[str, Collection[Reason]]) -> set[str]:
    """Those that they may see by any of the reasons, each noted. Blocks."""
    sight.look_up(asked)
    return {subject for subject, reasons in asked.items() if any(may_see(sight, one) for one in in_order(reasons))}


def in_order(reasons: Collection[Reason]) -> list[Reason]:
    """What was written comes first, and then what else is told by it: the first that they may see is looked at."""
    return sorted(reasons, key=lambda one: (one.entry is None, str(one)))


def may_see(sight: Sight, reason: Reason) -> bool:
    """Whether they may see that something has moved, and by which way: that is noted."""
    while isinstance(way := sight.way_to(reason.sort, reason.subject, reason.entry), Unknown):
        sight.look_up((way.of,))
    if way is None:
        return False
    sight.note(reason.sort, reason.subject, way)
    return True

"""The subscription `changed`: an event whenever something has moved that whoever listens may see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Sequence
from enum import Enum
from time import monotonic
from typing import Annotated, Any, Final, cast

import strawberry

from api.access.moved import TOLD_OF, Movement
from api.graphql.context import Context, Info
from api.graphql.costs import PRICE
from api.graphql.errors import BadInput
from api.graphql.scalars import Position
from api.graphql.subscriptions.judged import told_of
from api.graphql.subscriptions.movements import KEPT, Movements

HEARD_EVERY: Final = 15.0
"""Seconds without an event after which one says how far answers have come, be there news or not."""
MOST_TOLD: Final = 1_000
"""Ids in one event; of more, everything is asked for anew."""
CHANGED: Final = (
    "What has moved, batch after batch: ask for it again. The first event comes at once, and each says in `position`"
    " how far answers have come; one that says nothing else comes where it is quiet for a while. Ids alone are told, of"
    " what you may see at that time. Over server-sent events (graphql-sse, distinct connections) or WebSocket"
    " (graphql-transport-ws); a stream ends by and by: listen again, `since` the last position that you were told."
)
SINCE: Final = (
    "Tell first, in one event, what has moved since this position. Left out: since now. More than"
    f" {KEPT:,} positions back, `everything` is told."
)
SORTS: Final = "Only of these. Left out: of all."

Moving: Any = strawberry.enum(
    cast("Any", Enum)("Moving", {name.upper(): name for name in TOLD_OF}), description="What is told to have moved."
)


@strawberry.type(description="What has moved since the event before, or since the position asked for, as ids.")
class MovedAnswers:
    position: Position = strawberry.field(
        description="How far answers have come: ask `asOf` it for what belongs together, and listen again `since` it."
    )
    everything: bool = strawberry.field(
        description="Whether it is too much to be told, or what you may see has changed: ask for everything anew."
    )
    people: list[strawberry.ID] = strawberry.field(description="Ids of people.")
    roles: list[strawberry.ID] = strawberry.field(description="Ids of roles.")
    units: list[strawberry.ID] = strawberry.field(description="Ids of units.")
    cases: list[strawberry.ID] = strawberry.field(description="Ids of promotion cases.")
    cycles: list[strawberry.ID] = strawberry.field(description="Ids of feedback cycles.")

    @classmethod
    def of(cls, position: int, told: Collection[str] | None) -> MovedAnswers:
        """An event; everything, where it is too much."""
        found = {
            prefix: sorted(strawberry.ID(each) for each in told or () if each.startswith(f"{prefix}-"))
            for prefix in TOLD_OF
        }
        return cls(
            position=Position(position),
            everything=told is None,
            people=found["person"],
            roles=found["role"],
            units=found["unit"],
            cases=found["case"],
            cycles=found["cycle"],
        )


@strawberry.type(description="What is told as it moves. Over HTTP alone nothing of this is answered.")
class Subscription:
    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description=CHANGED, metadata={PRICE: 100}
    )
    async def changed(
        self,
        info: Info,
        since: Annotated[Position | None, strawberry.argument(description=SINCE)] = None,
        moving: Annotated[list[Moving] | None, strawberry.argument(description=SORTS)] = None,
    ) -> AsyncGenerator[MovedAnswers, None]:
        prefixes = TOLD_OF if moving is None else [str(one.value) for one in moving]
        async for event in events(info.context, since, prefixes):
            yield event


async def events(context: Context, since: int | None, prefixes: Sequence[str]) -> AsyncGenerator[MovedAnswers, None]:
    """What is told to one who listens. While they take their time with one event, what moves gathers in the next."""
    assert context.listener is not None, "whoever answers a subscription says who listens"  # noqa: S101
    stream, movements = context.listener.stream, context.listener.among.movements
    await movements.begin()
    if since is not None:
        await must_have_come(context, since, movements)
    at, heard_at = movements.position if since is None else since, float("-inf")
    while not stream.ended:
        position, moved = movements.position, movements.since(at)
        if is_erased(context, moved or ()):
            stream.end(denied=True)
            return
        told = await to_tell(context, moved, prefixes)
        if position >= at and (told is None or told or monotonic() - heard_at >= HEARD_EVERY):
            yield MovedAnswers.of(position, told)
            heard_at = monotonic()
        at = max(at, position)
        await stream.unless_over(movements.beyond(at), within=max(0.0, heard_at + HEARD_EVERY - monotonic()))


async def to_tell(
    context: Context, moved: Sequence[Movement] | None, prefixes: Collection[str]
) -> frozenset[str] | None:
    """What is told of it; None for everything."""
    own = None if context.caller is None else context.caller.person
    if moved is None or any(own is not None and one.charged == own for one in moved):
        return None
    told = await told_of(context, moved, prefixes)
    return None if told is None or len(told) > MOST_TOLD else told


def is_erased(context: Context, moved: Sequence[Movement]) -> bool:
    """Whether whoever listens has been erased."""
    return context.caller is not None and any(
        one.erased is not None and one.erased == context.caller.person for one in moved
    )


async def must_have_come(context: Context, since: int, movements: Movements) -> None:
    """Refuses a position that is none, or has not come yet."""
    if since < 0:
        raise BadInput("since", since, "is no position: give 0 or more")
    if since > movements.position and since > (last := await asyncio.to_thread(context.services.ledger.position)):
        raise BadInput("since", since, f"has not come yet: give a position up to {last}, or leave it out")

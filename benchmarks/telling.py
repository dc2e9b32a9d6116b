"""What it costs to tell somebody only what is theirs: a timeline by way of gate, log of looks and wall."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic import SecretStr
from strawberry import Schema
from strawberry.schema.config import StrawberryConfig

from api.access import second_wall
from api.access.callers import Caller, Scope
from api.access.entrance import Entrance, Shown
from api.graphql import schema as schemas
from api.graphql.commands import Mutation
from api.graphql.context import Context
from api.graphql.row_types import attribute
from api.graphql.scalars import SCALARS
from api.services import Services, services
from api.settings import Settings
from benchmarks.figures import Bar, Figure, of_pairs
from benchmarks.histories import people
from benchmarks.recording import written
from benchmarks.server import WRAPPING, database, open_ledger
from domain.kernel.ids import PersonId
from projections.registry import rebuild

PEOPLE = 200
ASKED = 40
PAIRS = 15
TIMELINE: Final = """query ($id: ID!) { person(id: $id) { name
    developmentHistory(first: 15) { pageInfo { hasNextPage }
      nodes { kind effectiveOn entry { recordedAt event } } } } }"""


def telling(server_url: str) -> Iterator[Figure]:
    """A page of a timeline as its person is told it, beside the same page told to a system past everything."""
    with database(server_url) as url:
        with open_ledger(url) as ledger:
            everybody = people(PEOPLE)
            written(ledger, everybody)
        rebuild(url, WRAPPING)
        settings = Settings(database_url=url, key=SecretStr(WRAPPING.key.hex()))
        pairs = asyncio.run(measured(settings, everybody[:ASKED]))
        yield of_pairs(
            "a page of a timeline, by gate, log and wall", "ms", pairs, "past all three", Bar(1.15, at_most=True)
        )


async def measured(settings: Settings, asked: Sequence[PersonId]) -> list[tuple[float, float]]:
    """Milliseconds a page, in turn: as somebody's own, and past gate, log and wall."""
    past = ungated()
    async with services(settings, second_wall.migrate) as opened:
        entrance = Entrance(opened.ledger, "session", guarded=False)

        async def pages(schema: Schema, *, own: bool) -> float:
            began = time.perf_counter()
            for person in asked:
                caller = Caller(person, person, frozenset((Scope.READ,))) if own else None
                await page(schema, opened, entrance, caller, person)
            return 1000 * (time.perf_counter() - began) / len(asked)

        await pages(schemas.schema, own=True), await pages(past, own=False)
        return [(await pages(schemas.schema, own=True), await pages(past, own=False)) for _ in range(PAIRS)]


async def page(schema: Schema, opened: Services, entrance: Entrance, caller: Caller | None, person: str) -> None:
    """One page, as one request asks it and is answered."""
    async with Context(opened, entrance, Shown(None, None)) as context:
        context.caller = caller
        answer = await schema.execute(TIMELINE, {"id": person}, context_value=context)
        if answer.errors:
            raise answer.errors[0]
        await context.write_down()


def ungated() -> Schema:
    """The schema as it would be if no field asked."""
    guard: Any = schemas.__dict__["guard"]
    schemas.__dict__["guard"] = lambda _: None
    try:
        config = StrawberryConfig(default_resolver=attribute, scalar_map=SCALARS)
        return schemas.Schema(schemas.Query, Mutation, config=config)
    finally:
        schemas.__dict__["guard"] = guard

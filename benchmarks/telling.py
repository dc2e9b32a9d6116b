"""What it costs to tell somebody only what is theirs: a timeline by way of gate, log of looks and wall."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, tzinfo
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
from api.graphql.documents import KeptDocuments
from api.graphql.row_types import attribute
from api.graphql.scalars import SCALARS
from api.services import Services, services
from api.settings import Settings
from benchmarks.figures import Bar, Figure, of_pairs
from benchmarks.histories import people
from benchmarks.recording import written
from benchmarks.server import WRAPPING, database, open_ledger
from domain.kernel.ids import PersonId
from ledger.storage.connections import AsyncLivingPool, in_role, roles_of
from ledger.storage.stored_form import StoredForm
from projections.engine import asking, reading
from projections.engine.reading import ReadModels
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

        async def pages(*, own: bool) -> float:
            began = time.perf_counter()
            for person in asked:
                caller = Caller(person, person, frozenset((Scope.READ,))) if own else None
                await page(schemas.schema if own else past, opened, entrance, caller, person)
            return 1000 * (time.perf_counter() - began) / len(asked)

        async def past_all() -> float:
            with no_wall(opened, beyond):
                return await pages(own=False)

        async with ReadModelsPastTheWall(str(settings.database_url), opened.ledger.form, UTC) as beyond:
            await pages(own=True), await past_all()
            return [(await pages(own=True), await past_all()) for _ in range(PAIRS)]


class ReadModelsPastTheWall(ReadModels):
    """The same read models in the role that owns them, for which there are no walls."""

    def __init__(self, url: str, form: StoredForm, time_zone: tzinfo) -> None:
        super().__init__(url, form, time_zone)
        conninfo = in_role(url, roles_of(url).projector)
        self._pool = AsyncLivingPool(conninfo, min_size=1, max_size=8, open=False, kwargs={"autocommit": True})


@contextmanager
def no_wall(opened: Services, beyond: ReadModels) -> Iterator[None]:
    """Read past the wall meanwhile: nothing is handed down, and entries come from the book itself."""
    before, told, entries = opened.read_models, asking.Asking.told, reading.ENTRIES

    async def openly(self: asking.Asking, _: str, statement: str, given: Any, *, prepare: bool) -> asking.Rows:
        return await self.openly(statement, given, prepare=prepare)

    object.__setattr__(opened, "read_models", beyond)
    vars(reading)["ENTRIES"] = entries.replace("sight.entries", "ledger.entries")
    asking.Asking.told = openly  # type: ignore[method-assign]
    try:
        yield
    finally:
        object.__setattr__(opened, "read_models", before)
        vars(reading)["ENTRIES"], asking.Asking.told = entries, told  # type: ignore[method-assign]


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
        return schemas.Schema(schemas.Query, Mutation, extensions=[KeptDocuments], config=config)
    finally:
        schemas.__dict__["guard"] = guard

"""What it costs to tell somebody only what is theirs: a timeline by way of gate, log of looks and wall."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, timedelta, tzinfo
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
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward
from ledger import Ledger
from ledger.storage.connections import AsyncLivingPool, in_role, roles_of
from ledger.storage.stored_form import StoredForm
from projections.engine import asking, reading
from projections.engine.reading import ReadModels
from projections.registry import rebuild

PEOPLE = 200
ASKED = 40
AT_ONCE = 8
PAIRS = 15
AT_MOST: Final = Bar(1.15, at_most=True)
READS: Final = frozenset((Scope.READ,))
TIMELINE: Final = """query ($id: ID!) { person(id: $id) { name
    developmentHistory(first: 15) { pageInfo { hasNextPage }
      nodes { kind effectiveOn entry { recordedAt event } } } } }"""


def telling(server_url: str) -> Iterator[Figure]:
    """Pages of timelines that an auditor reads, and is written down for: beside the same pages without all that."""
    with database(server_url) as url:
        with open_ledger(url) as ledger:
            everybody = people(PEOPLE)
            written(ledger, everybody)
            auditor = charged(ledger, everybody)
        rebuild(url, WRAPPING)
        settings = Settings(database_url=url, key=SecretStr(WRAPPING.key.hex()))
        pairs, further = asyncio.run(measured(settings, auditor, everybody[:ASKED]))
        yield of_pairs("a page of a timeline, by gate and log", "ms", pairs, "past both, to a system", AT_MOST)
        yield of_pairs("a page of a timeline, by gate, log and wall", "ms", further, "past all three", AT_MOST)


def charged(ledger: Ledger, everybody: Sequence[PersonId]) -> Caller:
    """One of them as an auditor of all."""
    steward, auditor = everybody[-2:]
    today = ledger.today()
    until = today + timedelta(days=90)
    ledger.record(NameSteward(steward, until=until, effective_on=today), by="token-benchmark")
    given = GiveMandate(auditor, Mandate.AUDITOR, until=until, given_by=steward, effective_on=today)
    ledger.record(given, by=steward)
    return Caller(auditor, auditor, READS)


Pairs = list[tuple[float, float]]


async def measured(settings: Settings, auditor: Caller, asked: Sequence[PersonId]) -> tuple[Pairs, Pairs]:
    """Milliseconds a page, several at a time: by gate and log and past both, and then past the wall as well."""
    past = ungated()
    async with services(settings, second_wall.migrate) as opened:
        entrance = Entrance(opened.ledger, "session", guarded=False)

        async def pages(schema: Schema, caller: Caller | None) -> float:
            waiting = iter(asked)

            async def one_after_the_other() -> None:
                for person in waiting:
                    await page(schema, opened, entrance, caller, person)

            began = time.perf_counter()
            await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
            return 1000 * (time.perf_counter() - began) / len(asked)

        async def told() -> float:
            return await pages(schemas.schema, auditor)

        async def past_gate_and_log() -> float:
            return await pages(past, None)

        async def past_all() -> float:
            with no_wall(opened, beyond):
                return await pages(past, None)

        async with ReadModelsPastTheWall(str(settings.database_url), opened.ledger.form, UTC) as beyond:
            await told(), await past_gate_and_log(), await past_all()
            pairs = [(await told(), await past_gate_and_log()) for _ in range(PAIRS)]
            return pairs, [(await told(), await past_all()) for _ in range(PAIRS)]


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
    asking.Asking.told = openly  # type: ignore[assignment, method-assign]
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

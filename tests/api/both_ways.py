"""The same documents run both ways, by their plans and by graphql-core, for the same people: what differs is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import strawberry
from graphql import GraphQLError, IntValueNode, StringValueNode
from hypothesis import strategies as st
from hypothesis_graphql import queries
from starlette.exceptions import HTTPException

from api.access import second_wall
from api.access.callers import Caller, Scope
from api.access.entrance import Entrance, Shown
from api.graphql.compiled.executing import executed
from api.graphql.context import Context
from api.graphql.schema import schema
from api.services import Services, services
from api.settings import Settings
from tests.api.crawling import SCHEMA, questions
from tests.api.hostile import scalars

READS: Final = frozenset((Scope.READ,))
WRITES: Final = frozenset((Scope.WRITE,))
FIRST, LAST = date(2010, 1, 1), date(2030, 12, 31)
FROM, UNTIL = datetime(2010, 1, 1), datetime(2030, 12, 31)  # noqa: DTZ001  (their offset is written)
MOST_LISTED: Final = 4
"""How long the pages are that documents ask for."""


class Told(NamedTuple):
    """What somebody is told, and what is written down and said beside it."""

    has_run: bool
    """Whether it was not refused before it ran."""
    data: str
    errors: Sequence[str]
    seen: str
    beside: str


@dataclass(frozen=True)
class BothWays:
    """A house that can be asked both ways."""

    opened: Services
    entrance: Entrance

    async def by_plan(self, caller: Caller | None, text: str, **variables: Any) -> Told | None:
        """What somebody is told by the document's plan; None where it has none, or may not be run."""
        async with self._context(caller) as context:
            answered = await executed(schema, text, None, variables, context)
            return None if answered is None else told(answered.data, answered.errors or (), context)

    async def by_graphql_core(self, caller: Caller | None, text: str, **variables: Any) -> Told:
        """What they are told the other way."""
        async with self._context(caller) as context:
            answered = await strawberry.Schema.execute(schema, text, variables, context_value=context)
            return told(answered.data, answered.errors or (), context)

    @asynccontextmanager
    async def _context(self, caller: Caller | None) -> AsyncIterator[Context]:
        async with Context(self.opened, self.entrance, Shown(None, None)) as context:
            context.caller = caller
            yield context


@asynccontextmanager
async def both_ways(settings: Settings) -> AsyncIterator[BothWays]:
    """The house of these settings, in this process."""
    async with services(settings, second_wall.migrate) as opened:
        await opened.read_models.wait_for(await asyncio.to_thread(opened.ledger.position), within=60)
        yield BothWays(opened, Entrance(opened.ledger, "session", guarded=False))


def told(data: Any, errors: Sequence[GraphQLError], context: Context) -> Told:
    """As it can be compared: errors come in no order."""
    return Told(
        data is not None or any(error.path for error in errors),
        json.dumps(data, default=repr),
        sorted(map(in_words, errors)),
        json.dumps(context.sight.seen(), sort_keys=True),
        json.dumps(context.beside_the_answer()),
    )


def in_words(error: GraphQLError) -> str:
    """An error as a client may be told it; of a fault of ours, which one."""
    raw = error.original_error
    fault = "" if raw is None or isinstance(raw, GraphQLError | HTTPException) else type(raw).__name__
    return json.dumps([fault or error.formatted, error.path], default=repr)


def callers(people: Sequence[str]) -> list[Caller | None]:
    """Whoever may ask: whoever holds the machine, systems that read or do not, and these people."""
    systems = [Caller(f"token-{name}", None, scopes) for name, scopes in (("reads", READS), ("writes", WRITES))]
    return [None, *systems, *(Caller(each, each, READS) for each in people)]  # type: ignore[arg-type]


def documents(known: Sequence[str]) -> st.SearchStrategy[str]:
    """Documents that ask one or two questions, about what there is as a rule."""
    ids = st.sampled_from(known).map(lambda each: StringValueNode(value=each))
    pages = st.integers(1, MOST_LISTED).map(lambda each: IntValueNode(value=str(each)))
    days = st.dates(FIRST, LAST).map(lambda day: StringValueNode(value=day.isoformat()))
    instants = st.datetimes(FROM, UNTIL).map(lambda at: StringValueNode(value=f"{at.isoformat()}Z"))
    references = st.sampled_from(known).map(lambda each: StringValueNode(value=f"{each}@1"))
    ours: Any = {**scalars(known), "ID": ids, "Int": pages, "Date": days, "DateTime": instants, "Reference": references}
    names = sorted(questions())
    some = st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)
    return some.flatmap(lambda fields: queries(SCHEMA, fields=tuple(fields), custom_scalars=ours))
